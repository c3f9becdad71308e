#!/bin/sh
# Builds the lab lvs-nat, as root. netlab plan --format sh --down prints the script that removes it.
set -eu
umask 022
# client is a network namespace.
ip netns add lvs-nat.client
# director is a network namespace.
ip netns add lvs-nat.director
# The other router between the two networks. Replies must not take it.
ip netns add lvs-nat.gateway
# web-1 is a network namespace.
ip netns add lvs-nat.web-1
# web-2 is a network namespace.
ip netns add lvs-nat.web-2
# outside is a switch: a namespace that holds a bridge.
ip netns add lvs-nat.outside
# servers is a switch: a namespace that holds a bridge.
ip netns add lvs-nat.servers
# The server of every node with serve.
mkdir -p /run/netlab/lvs-nat/program
printf %s '... src/programs/serve.py ...
' > /run/netlab/lvs-nat/program/serve.py
# Node names resolve inside client.
mkdir -p /etc/netns/lvs-nat.client
printf %s '127.0.0.1 localhost
127.0.0.1 client
198.51.100.1 director
198.51.100.254 gateway
10.0.0.11 web-1
10.0.0.12 web-2
' > /etc/netns/lvs-nat.client/hosts
# Node names resolve inside director.
mkdir -p /etc/netns/lvs-nat.director
printf %s '127.0.0.1 localhost
127.0.0.1 director
198.51.100.10 client
198.51.100.254 gateway
10.0.0.11 web-1
10.0.0.12 web-2
' > /etc/netns/lvs-nat.director/hosts
# Node names resolve inside gateway.
mkdir -p /etc/netns/lvs-nat.gateway
printf %s '127.0.0.1 localhost
127.0.0.1 gateway
198.51.100.10 client
198.51.100.1 director
10.0.0.11 web-1
10.0.0.12 web-2
' > /etc/netns/lvs-nat.gateway/hosts
# Node names resolve inside web-1.
mkdir -p /etc/netns/lvs-nat.web-1
printf %s '127.0.0.1 localhost
127.0.0.1 web-1
198.51.100.10 client
198.51.100.1 director
198.51.100.254 gateway
10.0.0.12 web-2
' > /etc/netns/lvs-nat.web-1/hosts
# Node names resolve inside web-2.
mkdir -p /etc/netns/lvs-nat.web-2
printf %s '127.0.0.1 localhost
127.0.0.1 web-2
198.51.100.10 client
198.51.100.1 director
198.51.100.254 gateway
10.0.0.11 web-1
' > /etc/netns/lvs-nat.web-2/hosts
# A node forwards packets only if the lab enables it.
ip netns exec lvs-nat.client sysctl -qw net.ipv4.ip_forward=0
# The reverse path filter is off unless the lab enables it.
ip netns exec lvs-nat.client sysctl -qw net.ipv4.conf.all.rp_filter=0
# The same for interfaces that are created later.
ip netns exec lvs-nat.client sysctl -qw net.ipv4.conf.default.rp_filter=0
# iptables does not filter bridged frames.
ip netns exec lvs-nat.client sysctl -qew net.bridge.bridge-nf-call-iptables=0
# ip6tables does not filter bridged frames.
ip netns exec lvs-nat.client sysctl -qew net.bridge.bridge-nf-call-ip6tables=0
# The lab uses no IPv6.
ip netns exec lvs-nat.client sysctl -qew net.ipv6.conf.all.disable_ipv6=1
# The same for interfaces that are created later.
ip netns exec lvs-nat.client sysctl -qew net.ipv6.conf.default.disable_ipv6=1
# Set the loopback interface up.
ip -n lvs-nat.client link set lo up
# A node forwards packets only if the lab enables it.
ip netns exec lvs-nat.director sysctl -qw net.ipv4.ip_forward=0
# The reverse path filter is off unless the lab enables it.
ip netns exec lvs-nat.director sysctl -qw net.ipv4.conf.all.rp_filter=0
# The same for interfaces that are created later.
ip netns exec lvs-nat.director sysctl -qw net.ipv4.conf.default.rp_filter=0
# iptables does not filter bridged frames.
ip netns exec lvs-nat.director sysctl -qew net.bridge.bridge-nf-call-iptables=0
# ip6tables does not filter bridged frames.
ip netns exec lvs-nat.director sysctl -qew net.bridge.bridge-nf-call-ip6tables=0
# The lab uses no IPv6.
ip netns exec lvs-nat.director sysctl -qew net.ipv6.conf.all.disable_ipv6=1
# The same for interfaces that are created later.
ip netns exec lvs-nat.director sysctl -qew net.ipv6.conf.default.disable_ipv6=1
# Set the loopback interface up.
ip -n lvs-nat.director link set lo up
# A node forwards packets only if the lab enables it.
ip netns exec lvs-nat.gateway sysctl -qw net.ipv4.ip_forward=0
# The reverse path filter is off unless the lab enables it.
ip netns exec lvs-nat.gateway sysctl -qw net.ipv4.conf.all.rp_filter=0
# The same for interfaces that are created later.
ip netns exec lvs-nat.gateway sysctl -qw net.ipv4.conf.default.rp_filter=0
# iptables does not filter bridged frames.
ip netns exec lvs-nat.gateway sysctl -qew net.bridge.bridge-nf-call-iptables=0
# ip6tables does not filter bridged frames.
ip netns exec lvs-nat.gateway sysctl -qew net.bridge.bridge-nf-call-ip6tables=0
# The lab uses no IPv6.
ip netns exec lvs-nat.gateway sysctl -qew net.ipv6.conf.all.disable_ipv6=1
# The same for interfaces that are created later.
ip netns exec lvs-nat.gateway sysctl -qew net.ipv6.conf.default.disable_ipv6=1
# Set the loopback interface up.
ip -n lvs-nat.gateway link set lo up
# A node forwards packets only if the lab enables it.
ip netns exec lvs-nat.web-1 sysctl -qw net.ipv4.ip_forward=0
# The reverse path filter is off unless the lab enables it.
ip netns exec lvs-nat.web-1 sysctl -qw net.ipv4.conf.all.rp_filter=0
# The same for interfaces that are created later.
ip netns exec lvs-nat.web-1 sysctl -qw net.ipv4.conf.default.rp_filter=0
# iptables does not filter bridged frames.
ip netns exec lvs-nat.web-1 sysctl -qew net.bridge.bridge-nf-call-iptables=0
# ip6tables does not filter bridged frames.
ip netns exec lvs-nat.web-1 sysctl -qew net.bridge.bridge-nf-call-ip6tables=0
# The lab uses no IPv6.
ip netns exec lvs-nat.web-1 sysctl -qew net.ipv6.conf.all.disable_ipv6=1
# The same for interfaces that are created later.
ip netns exec lvs-nat.web-1 sysctl -qew net.ipv6.conf.default.disable_ipv6=1
# Set the loopback interface up.
ip -n lvs-nat.web-1 link set lo up
# A node forwards packets only if the lab enables it.
ip netns exec lvs-nat.web-2 sysctl -qw net.ipv4.ip_forward=0
# The reverse path filter is off unless the lab enables it.
ip netns exec lvs-nat.web-2 sysctl -qw net.ipv4.conf.all.rp_filter=0
# The same for interfaces that are created later.
ip netns exec lvs-nat.web-2 sysctl -qw net.ipv4.conf.default.rp_filter=0
# iptables does not filter bridged frames.
ip netns exec lvs-nat.web-2 sysctl -qew net.bridge.bridge-nf-call-iptables=0
# ip6tables does not filter bridged frames.
ip netns exec lvs-nat.web-2 sysctl -qew net.bridge.bridge-nf-call-ip6tables=0
# The lab uses no IPv6.
ip netns exec lvs-nat.web-2 sysctl -qew net.ipv6.conf.all.disable_ipv6=1
# The same for interfaces that are created later.
ip netns exec lvs-nat.web-2 sysctl -qew net.ipv6.conf.default.disable_ipv6=1
# Set the loopback interface up.
ip -n lvs-nat.web-2 link set lo up
# A node forwards packets only if the lab enables it.
ip netns exec lvs-nat.outside sysctl -qw net.ipv4.ip_forward=0
# The reverse path filter is off unless the lab enables it.
ip netns exec lvs-nat.outside sysctl -qw net.ipv4.conf.all.rp_filter=0
# The same for interfaces that are created later.
ip netns exec lvs-nat.outside sysctl -qw net.ipv4.conf.default.rp_filter=0
# iptables does not filter bridged frames.
ip netns exec lvs-nat.outside sysctl -qew net.bridge.bridge-nf-call-iptables=0
# ip6tables does not filter bridged frames.
ip netns exec lvs-nat.outside sysctl -qew net.bridge.bridge-nf-call-ip6tables=0
# The lab uses no IPv6.
ip netns exec lvs-nat.outside sysctl -qew net.ipv6.conf.all.disable_ipv6=1
# The same for interfaces that are created later.
ip netns exec lvs-nat.outside sysctl -qew net.ipv6.conf.default.disable_ipv6=1
# Set the loopback interface up.
ip -n lvs-nat.outside link set lo up
# A node forwards packets only if the lab enables it.
ip netns exec lvs-nat.servers sysctl -qw net.ipv4.ip_forward=0
# The reverse path filter is off unless the lab enables it.
ip netns exec lvs-nat.servers sysctl -qw net.ipv4.conf.all.rp_filter=0
# The same for interfaces that are created later.
ip netns exec lvs-nat.servers sysctl -qw net.ipv4.conf.default.rp_filter=0
# iptables does not filter bridged frames.
ip netns exec lvs-nat.servers sysctl -qew net.bridge.bridge-nf-call-iptables=0
# ip6tables does not filter bridged frames.
ip netns exec lvs-nat.servers sysctl -qew net.bridge.bridge-nf-call-ip6tables=0
# The lab uses no IPv6.
ip netns exec lvs-nat.servers sysctl -qew net.ipv6.conf.all.disable_ipv6=1
# The same for interfaces that are created later.
ip netns exec lvs-nat.servers sysctl -qew net.ipv6.conf.default.disable_ipv6=1
# Set the loopback interface up.
ip -n lvs-nat.servers link set lo up
# outside is a switch between client, director, gateway.
ip -n lvs-nat.outside link add br0 up type bridge stp_state 0 mcast_snooping 0
# servers is a switch between director, gateway, web-1, web-2.
ip -n lvs-nat.servers link add br0 up type bridge stp_state 0 mcast_snooping 0
# client's eth0 is plugged into outside.
ip -n lvs-nat.outside link add client up master br0 type veth peer name eth0 netns lvs-nat.client
# director's eth0 is plugged into outside.
ip -n lvs-nat.outside link add director up master br0 type veth peer name eth0 address 02:2a:29:d9:2d:da netns lvs-nat.director
# gateway's eth0 is plugged into outside.
ip -n lvs-nat.outside link add gateway up master br0 type veth peer name eth0 netns lvs-nat.gateway
# director's eth1 is plugged into servers.
ip -n lvs-nat.servers link add director up master br0 type veth peer name eth1 address 02:29:d2:fb:d4:7a netns lvs-nat.director
# gateway's eth1 is plugged into servers.
ip -n lvs-nat.servers link add gateway up master br0 type veth peer name eth1 netns lvs-nat.gateway
# web-1's eth0 is plugged into servers.
ip -n lvs-nat.servers link add web-1 up master br0 type veth peer name eth0 address 02:2f:1a:ab:71:c1 netns lvs-nat.web-1
# web-2's eth0 is plugged into servers.
ip -n lvs-nat.servers link add web-2 up master br0 type veth peer name eth0 address 02:68:7d:82:5d:5f netns lvs-nat.web-2
# Set eth0 of client up.
ip -n lvs-nat.client link set eth0 up
# Set eth0 of director up.
ip -n lvs-nat.director link set eth0 up
# Set eth1 of director up.
ip -n lvs-nat.director link set eth1 up
# Set eth0 of gateway up.
ip -n lvs-nat.gateway link set eth0 up
# Set eth1 of gateway up.
ip -n lvs-nat.gateway link set eth1 up
# Set eth0 of web-1 up.
ip -n lvs-nat.web-1 link set eth0 up
# Set eth0 of web-2 up.
ip -n lvs-nat.web-2 link set eth0 up
# client has the address 198.51.100.10 on eth0.
ip -n lvs-nat.client addr add 198.51.100.10/24 dev eth0
# director has the address 198.51.100.1 on eth0.
ip -n lvs-nat.director addr add 198.51.100.1/24 dev eth0
# director has the address 10.0.0.1 on eth1.
ip -n lvs-nat.director addr add 10.0.0.1/24 dev eth1
# gateway has the address 198.51.100.254 on eth0.
ip -n lvs-nat.gateway addr add 198.51.100.254/24 dev eth0
# gateway has the address 10.0.0.254 on eth1.
ip -n lvs-nat.gateway addr add 10.0.0.254/24 dev eth1
# web-1 has the address 10.0.0.11 on eth0.
ip -n lvs-nat.web-1 addr add 10.0.0.11/24 dev eth0
# web-2 has the address 10.0.0.12 on eth0.
ip -n lvs-nat.web-2 addr add 10.0.0.12/24 dev eth0
# director has the address 198.51.100.100 on eth0.
ip -n lvs-nat.director addr add 198.51.100.100/32 dev eth0
# director forwards IPv4 packets: it is a router.
ip netns exec lvs-nat.director sysctl -qw net.ipv4.ip_forward=1
# gateway forwards IPv4 packets: it is a router.
ip netns exec lvs-nat.gateway sysctl -qw net.ipv4.ip_forward=1
# client reaches destinations without a more specific route through gateway:eth0 (198.51.100.254).
ip -n lvs-nat.client route add default via 198.51.100.254
# Replies must pass the director.
ip -n lvs-nat.web-1 route add default via 10.0.0.1
# Replies must pass the director.
ip -n lvs-nat.web-2 route add default via 10.0.0.1
# director balances connections to TCP 198.51.100.100:80 (rr).
ip netns exec lvs-nat.director ipvsadm -A -t 198.51.100.100:80 -s rr
# 10.0.0.11:8080 is a server of TCP 198.51.100.100:80, by NAT.
ip netns exec lvs-nat.director ipvsadm -a -t 198.51.100.100:80 -r 10.0.0.11:8080 -m -w 1
# 10.0.0.12:8080 is a server of TCP 198.51.100.100:80, by NAT.
ip netns exec lvs-nat.director ipvsadm -a -t 198.51.100.100:80 -r 10.0.0.12:8080 -m -w 1
# web-1 answers on 8080/http with its name and the peer's address.
mkdir -p /run/netlab/lvs-nat/log /run/netlab/lvs-nat/pid
ip netns exec lvs-nat.web-1 python3 -IS /run/netlab/lvs-nat/program/serve.py --name web-1 8080/http > /run/netlab/lvs-nat/log/web-1.serve 2>&1 < /dev/null & echo $! > /run/netlab/lvs-nat/pid/web-1.serve
timeout 10 sh -c 'until grep -qs "^$0" "$1"; do sleep 0.05; done' serving /run/netlab/lvs-nat/log/web-1.serve
# web-2 answers on 8080/http with its name and the peer's address.
mkdir -p /run/netlab/lvs-nat/log /run/netlab/lvs-nat/pid
ip netns exec lvs-nat.web-2 python3 -IS /run/netlab/lvs-nat/program/serve.py --name web-2 8080/http > /run/netlab/lvs-nat/log/web-2.serve 2>&1 < /dev/null & echo $! > /run/netlab/lvs-nat/pid/web-2.serve
timeout 10 sh -c 'until grep -qs "^$0" "$1"; do sleep 0.05; done' serving /run/netlab/lvs-nat/log/web-2.serve
