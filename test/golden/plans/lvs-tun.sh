#!/bin/sh
# Builds the lab lvs-tun, as root. netlab plan --format sh --down prints the script that removes it.
set -eu
umask 022
# client is a network namespace.
ip netns add lvs-tun.client
# director is a network namespace.
ip netns add lvs-tun.director
# router is a network namespace.
ip netns add lvs-tun.router
# web-1 is a network namespace.
ip netns add lvs-tun.web-1
# web-2 is a network namespace.
ip netns add lvs-tun.web-2
# lan is a switch: a namespace that holds a bridge.
ip netns add lvs-tun.lan
# The server of every node with serve.
mkdir -p /run/netlab/lvs-tun/program
printf %s '... src/programs/serve.py ...
' > /run/netlab/lvs-tun/program/serve.py
# Node names resolve inside client.
mkdir -p /etc/netns/lvs-tun.client
printf %s '127.0.0.1 localhost
127.0.0.1 client
198.51.100.1 director
198.51.100.254 router
10.1.0.11 web-1
10.2.0.12 web-2
' > /etc/netns/lvs-tun.client/hosts
# Node names resolve inside director.
mkdir -p /etc/netns/lvs-tun.director
printf %s '127.0.0.1 localhost
127.0.0.1 director
198.51.100.10 client
198.51.100.254 router
10.1.0.11 web-1
10.2.0.12 web-2
' > /etc/netns/lvs-tun.director/hosts
# Node names resolve inside router.
mkdir -p /etc/netns/lvs-tun.router
printf %s '127.0.0.1 localhost
127.0.0.1 router
198.51.100.10 client
198.51.100.1 director
10.1.0.11 web-1
10.2.0.12 web-2
' > /etc/netns/lvs-tun.router/hosts
# Node names resolve inside web-1.
mkdir -p /etc/netns/lvs-tun.web-1
printf %s '127.0.0.1 localhost
127.0.0.1 web-1
198.51.100.10 client
198.51.100.1 director
198.51.100.254 router
10.2.0.12 web-2
' > /etc/netns/lvs-tun.web-1/hosts
# Node names resolve inside web-2.
mkdir -p /etc/netns/lvs-tun.web-2
printf %s '127.0.0.1 localhost
127.0.0.1 web-2
198.51.100.10 client
198.51.100.1 director
198.51.100.254 router
10.1.0.11 web-1
' > /etc/netns/lvs-tun.web-2/hosts
# A node forwards packets only if the lab enables it.
ip netns exec lvs-tun.client sysctl -qw net.ipv4.ip_forward=0
# The reverse path filter is off unless the lab enables it.
ip netns exec lvs-tun.client sysctl -qw net.ipv4.conf.all.rp_filter=0
# The same for interfaces that are created later.
ip netns exec lvs-tun.client sysctl -qw net.ipv4.conf.default.rp_filter=0
# iptables does not filter bridged frames.
ip netns exec lvs-tun.client sysctl -qew net.bridge.bridge-nf-call-iptables=0
# ip6tables does not filter bridged frames.
ip netns exec lvs-tun.client sysctl -qew net.bridge.bridge-nf-call-ip6tables=0
# The lab uses no IPv6.
ip netns exec lvs-tun.client sysctl -qew net.ipv6.conf.all.disable_ipv6=1
# The same for interfaces that are created later.
ip netns exec lvs-tun.client sysctl -qew net.ipv6.conf.default.disable_ipv6=1
# Set the loopback interface up.
ip -n lvs-tun.client link set lo up
# A node forwards packets only if the lab enables it.
ip netns exec lvs-tun.director sysctl -qw net.ipv4.ip_forward=0
# The reverse path filter is off unless the lab enables it.
ip netns exec lvs-tun.director sysctl -qw net.ipv4.conf.all.rp_filter=0
# The same for interfaces that are created later.
ip netns exec lvs-tun.director sysctl -qw net.ipv4.conf.default.rp_filter=0
# iptables does not filter bridged frames.
ip netns exec lvs-tun.director sysctl -qew net.bridge.bridge-nf-call-iptables=0
# ip6tables does not filter bridged frames.
ip netns exec lvs-tun.director sysctl -qew net.bridge.bridge-nf-call-ip6tables=0
# The lab uses no IPv6.
ip netns exec lvs-tun.director sysctl -qew net.ipv6.conf.all.disable_ipv6=1
# The same for interfaces that are created later.
ip netns exec lvs-tun.director sysctl -qew net.ipv6.conf.default.disable_ipv6=1
# Set the loopback interface up.
ip -n lvs-tun.director link set lo up
# A node forwards packets only if the lab enables it.
ip netns exec lvs-tun.router sysctl -qw net.ipv4.ip_forward=0
# The reverse path filter is off unless the lab enables it.
ip netns exec lvs-tun.router sysctl -qw net.ipv4.conf.all.rp_filter=0
# The same for interfaces that are created later.
ip netns exec lvs-tun.router sysctl -qw net.ipv4.conf.default.rp_filter=0
# iptables does not filter bridged frames.
ip netns exec lvs-tun.router sysctl -qew net.bridge.bridge-nf-call-iptables=0
# ip6tables does not filter bridged frames.
ip netns exec lvs-tun.router sysctl -qew net.bridge.bridge-nf-call-ip6tables=0
# The lab uses no IPv6.
ip netns exec lvs-tun.router sysctl -qew net.ipv6.conf.all.disable_ipv6=1
# The same for interfaces that are created later.
ip netns exec lvs-tun.router sysctl -qew net.ipv6.conf.default.disable_ipv6=1
# Set the loopback interface up.
ip -n lvs-tun.router link set lo up
# A node forwards packets only if the lab enables it.
ip netns exec lvs-tun.web-1 sysctl -qw net.ipv4.ip_forward=0
# The reverse path filter is off unless the lab enables it.
ip netns exec lvs-tun.web-1 sysctl -qw net.ipv4.conf.all.rp_filter=0
# The same for interfaces that are created later.
ip netns exec lvs-tun.web-1 sysctl -qw net.ipv4.conf.default.rp_filter=0
# iptables does not filter bridged frames.
ip netns exec lvs-tun.web-1 sysctl -qew net.bridge.bridge-nf-call-iptables=0
# ip6tables does not filter bridged frames.
ip netns exec lvs-tun.web-1 sysctl -qew net.bridge.bridge-nf-call-ip6tables=0
# The lab uses no IPv6.
ip netns exec lvs-tun.web-1 sysctl -qew net.ipv6.conf.all.disable_ipv6=1
# The same for interfaces that are created later.
ip netns exec lvs-tun.web-1 sysctl -qew net.ipv6.conf.default.disable_ipv6=1
# Set the loopback interface up.
ip -n lvs-tun.web-1 link set lo up
# A node forwards packets only if the lab enables it.
ip netns exec lvs-tun.web-2 sysctl -qw net.ipv4.ip_forward=0
# The reverse path filter is off unless the lab enables it.
ip netns exec lvs-tun.web-2 sysctl -qw net.ipv4.conf.all.rp_filter=0
# The same for interfaces that are created later.
ip netns exec lvs-tun.web-2 sysctl -qw net.ipv4.conf.default.rp_filter=0
# iptables does not filter bridged frames.
ip netns exec lvs-tun.web-2 sysctl -qew net.bridge.bridge-nf-call-iptables=0
# ip6tables does not filter bridged frames.
ip netns exec lvs-tun.web-2 sysctl -qew net.bridge.bridge-nf-call-ip6tables=0
# The lab uses no IPv6.
ip netns exec lvs-tun.web-2 sysctl -qew net.ipv6.conf.all.disable_ipv6=1
# The same for interfaces that are created later.
ip netns exec lvs-tun.web-2 sysctl -qew net.ipv6.conf.default.disable_ipv6=1
# Set the loopback interface up.
ip -n lvs-tun.web-2 link set lo up
# A node forwards packets only if the lab enables it.
ip netns exec lvs-tun.lan sysctl -qw net.ipv4.ip_forward=0
# The reverse path filter is off unless the lab enables it.
ip netns exec lvs-tun.lan sysctl -qw net.ipv4.conf.all.rp_filter=0
# The same for interfaces that are created later.
ip netns exec lvs-tun.lan sysctl -qw net.ipv4.conf.default.rp_filter=0
# iptables does not filter bridged frames.
ip netns exec lvs-tun.lan sysctl -qew net.bridge.bridge-nf-call-iptables=0
# ip6tables does not filter bridged frames.
ip netns exec lvs-tun.lan sysctl -qew net.bridge.bridge-nf-call-ip6tables=0
# The lab uses no IPv6.
ip netns exec lvs-tun.lan sysctl -qew net.ipv6.conf.all.disable_ipv6=1
# The same for interfaces that are created later.
ip netns exec lvs-tun.lan sysctl -qew net.ipv6.conf.default.disable_ipv6=1
# Set the loopback interface up.
ip -n lvs-tun.lan link set lo up
# Removes the outer header of every IPIP packet to this node.
ip -n lvs-tun.web-1 link set tunl0 up
# Removes the outer header of every IPIP packet to this node.
ip -n lvs-tun.web-2 link set tunl0 up
# lan is a switch between client, director, router.
ip -n lvs-tun.lan link add br0 up type bridge stp_state 0 mcast_snooping 0
# A cable: eth1 of router and eth0 of web-1.
ip -n lvs-tun.router link add eth1 up type veth peer name eth0 netns lvs-tun.web-1
# A cable: eth2 of router and eth0 of web-2.
ip -n lvs-tun.router link add eth2 up type veth peer name eth0 netns lvs-tun.web-2
# client's eth0 is plugged into lan.
ip -n lvs-tun.lan link add client up master br0 type veth peer name eth0 netns lvs-tun.client
# director's eth0 is plugged into lan.
ip -n lvs-tun.lan link add director up master br0 type veth peer name eth0 address 02:2a:29:d9:2d:da netns lvs-tun.director
# router's eth0 is plugged into lan.
ip -n lvs-tun.lan link add router up master br0 type veth peer name eth0 address 02:ce:d8:49:dd:53 netns lvs-tun.router
# Set eth0 of client up.
ip -n lvs-tun.client link set eth0 up
# Set eth0 of director up.
ip -n lvs-tun.director link set eth0 up
# Set eth0 of router up.
ip -n lvs-tun.router link set eth0 up
# Set eth0 of web-1 up.
ip -n lvs-tun.web-1 link set eth0 up
# Set eth0 of web-2 up.
ip -n lvs-tun.web-2 link set eth0 up
# client has the address 198.51.100.10 on eth0.
ip -n lvs-tun.client addr add 198.51.100.10/24 dev eth0
# director has the address 198.51.100.1 on eth0.
ip -n lvs-tun.director addr add 198.51.100.1/24 dev eth0
# router has the address 198.51.100.254 on eth0.
ip -n lvs-tun.router addr add 198.51.100.254/24 dev eth0
# router has the address 10.1.0.1 on eth1.
ip -n lvs-tun.router addr add 10.1.0.1/24 dev eth1
# router has the address 10.2.0.1 on eth2.
ip -n lvs-tun.router addr add 10.2.0.1/24 dev eth2
# web-1 has the address 10.1.0.11 on eth0.
ip -n lvs-tun.web-1 addr add 10.1.0.11/24 dev eth0
# web-1 has the address 198.51.100.100 on tunl0.
ip -n lvs-tun.web-1 addr add 198.51.100.100/32 dev tunl0
# web-2 has the address 10.2.0.12 on eth0.
ip -n lvs-tun.web-2 addr add 10.2.0.12/24 dev eth0
# web-2 has the address 198.51.100.100 on tunl0.
ip -n lvs-tun.web-2 addr add 198.51.100.100/32 dev tunl0
# director has the address 198.51.100.100 on eth0.
ip -n lvs-tun.director addr add 198.51.100.100/32 dev eth0
# router forwards IPv4 packets: it is a router.
ip netns exec lvs-tun.router sysctl -qw net.ipv4.ip_forward=1
# Reverse path check on tunl0: off.
ip netns exec lvs-tun.web-1 sysctl -qw net.ipv4.conf.tunl0.rp_filter=0
# Reverse path check on tunl0: off.
ip netns exec lvs-tun.web-2 sysctl -qw net.ipv4.conf.tunl0.rp_filter=0
# client reaches destinations without a more specific route through router:eth0 (198.51.100.254).
ip -n lvs-tun.client route add default via 198.51.100.254
# director reaches destinations without a more specific route through router:eth0 (198.51.100.254).
ip -n lvs-tun.director route add default via 198.51.100.254
# web-1 reaches destinations without a more specific route through router:eth1 (10.1.0.1).
ip -n lvs-tun.web-1 route add default via 10.1.0.1
# web-2 reaches destinations without a more specific route through router:eth2 (10.2.0.1).
ip -n lvs-tun.web-2 route add default via 10.2.0.1
# director balances connections to TCP 198.51.100.100:80 (rr).
ip netns exec lvs-tun.director ipvsadm -A -t 198.51.100.100:80 -s rr
# director balances connections to UDP 198.51.100.100:53 (rr).
ip netns exec lvs-tun.director ipvsadm -A -u 198.51.100.100:53 -s rr
# 10.1.0.11:80 is a server of TCP 198.51.100.100:80, through a tunnel.
ip netns exec lvs-tun.director ipvsadm -a -t 198.51.100.100:80 -r 10.1.0.11:80 -i -w 1
# 10.2.0.12:80 is a server of TCP 198.51.100.100:80, through a tunnel.
ip netns exec lvs-tun.director ipvsadm -a -t 198.51.100.100:80 -r 10.2.0.12:80 -i -w 1
# 10.1.0.11:53 is a server of UDP 198.51.100.100:53, through a tunnel.
ip netns exec lvs-tun.director ipvsadm -a -u 198.51.100.100:53 -r 10.1.0.11:53 -i -w 1
# 10.2.0.12:53 is a server of UDP 198.51.100.100:53, through a tunnel.
ip netns exec lvs-tun.director ipvsadm -a -u 198.51.100.100:53 -r 10.2.0.12:53 -i -w 1
# web-1 answers on 80/http, 53/udp with its name and the peer's address.
mkdir -p /run/netlab/lvs-tun/log /run/netlab/lvs-tun/pid
ip netns exec lvs-tun.web-1 python3 -IS /run/netlab/lvs-tun/program/serve.py --name web-1 80/http 53/udp > /run/netlab/lvs-tun/log/web-1.serve 2>&1 < /dev/null & echo $! > /run/netlab/lvs-tun/pid/web-1.serve
timeout 10 sh -c 'until grep -qs "^$0" "$1"; do sleep 0.05; done' serving /run/netlab/lvs-tun/log/web-1.serve
# web-2 answers on 80/http, 53/udp with its name and the peer's address.
mkdir -p /run/netlab/lvs-tun/log /run/netlab/lvs-tun/pid
ip netns exec lvs-tun.web-2 python3 -IS /run/netlab/lvs-tun/program/serve.py --name web-2 80/http 53/udp > /run/netlab/lvs-tun/log/web-2.serve 2>&1 < /dev/null & echo $! > /run/netlab/lvs-tun/pid/web-2.serve
timeout 10 sh -c 'until grep -qs "^$0" "$1"; do sleep 0.05; done' serving /run/netlab/lvs-tun/log/web-2.serve
