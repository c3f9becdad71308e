#!/bin/sh
# Builds the lab lvs-schedulers-and-persistence, as root. netlab plan --format sh --down prints the script that removes it.
set -eu
umask 022
# client-1 is a network namespace.
ip netns add lvs-schedulers-and-persistence.client-1
# client-2 is a network namespace.
ip netns add lvs-schedulers-and-persistence.client-2
# client-3 is a network namespace.
ip netns add lvs-schedulers-and-persistence.client-3
# director is a network namespace.
ip netns add lvs-schedulers-and-persistence.director
# web-1 is a network namespace.
ip netns add lvs-schedulers-and-persistence.web-1
# web-2 is a network namespace.
ip netns add lvs-schedulers-and-persistence.web-2
# outside is a switch: a namespace that holds a bridge.
ip netns add lvs-schedulers-and-persistence.outside
# servers is a switch: a namespace that holds a bridge.
ip netns add lvs-schedulers-and-persistence.servers
# The server of every node with serve.
mkdir -p /run/netlab/lvs-schedulers-and-persistence/program
printf %s '... src/programs/serve.py ...
' > /run/netlab/lvs-schedulers-and-persistence/program/serve.py
# Node names resolve inside client-1.
mkdir -p /etc/netns/lvs-schedulers-and-persistence.client-1
printf %s '127.0.0.1 localhost
127.0.0.1 client-1
198.51.100.12 client-2
198.51.100.13 client-3
198.51.100.1 director
10.0.0.11 web-1
10.0.0.12 web-2
' > /etc/netns/lvs-schedulers-and-persistence.client-1/hosts
# Node names resolve inside client-2.
mkdir -p /etc/netns/lvs-schedulers-and-persistence.client-2
printf %s '127.0.0.1 localhost
127.0.0.1 client-2
198.51.100.11 client-1
198.51.100.13 client-3
198.51.100.1 director
10.0.0.11 web-1
10.0.0.12 web-2
' > /etc/netns/lvs-schedulers-and-persistence.client-2/hosts
# Node names resolve inside client-3.
mkdir -p /etc/netns/lvs-schedulers-and-persistence.client-3
printf %s '127.0.0.1 localhost
127.0.0.1 client-3
198.51.100.11 client-1
198.51.100.12 client-2
198.51.100.1 director
10.0.0.11 web-1
10.0.0.12 web-2
' > /etc/netns/lvs-schedulers-and-persistence.client-3/hosts
# Node names resolve inside director.
mkdir -p /etc/netns/lvs-schedulers-and-persistence.director
printf %s '127.0.0.1 localhost
127.0.0.1 director
198.51.100.11 client-1
198.51.100.12 client-2
198.51.100.13 client-3
10.0.0.11 web-1
10.0.0.12 web-2
' > /etc/netns/lvs-schedulers-and-persistence.director/hosts
# Node names resolve inside web-1.
mkdir -p /etc/netns/lvs-schedulers-and-persistence.web-1
printf %s '127.0.0.1 localhost
127.0.0.1 web-1
198.51.100.11 client-1
198.51.100.12 client-2
198.51.100.13 client-3
198.51.100.1 director
10.0.0.12 web-2
' > /etc/netns/lvs-schedulers-and-persistence.web-1/hosts
# Node names resolve inside web-2.
mkdir -p /etc/netns/lvs-schedulers-and-persistence.web-2
printf %s '127.0.0.1 localhost
127.0.0.1 web-2
198.51.100.11 client-1
198.51.100.12 client-2
198.51.100.13 client-3
198.51.100.1 director
10.0.0.11 web-1
' > /etc/netns/lvs-schedulers-and-persistence.web-2/hosts
# A node forwards packets only if the lab enables it.
ip netns exec lvs-schedulers-and-persistence.client-1 sysctl -qw net.ipv4.ip_forward=0
# The reverse path filter is off unless the lab enables it.
ip netns exec lvs-schedulers-and-persistence.client-1 sysctl -qw net.ipv4.conf.all.rp_filter=0
# The same for interfaces that are created later.
ip netns exec lvs-schedulers-and-persistence.client-1 sysctl -qw net.ipv4.conf.default.rp_filter=0
# iptables does not filter bridged frames.
ip netns exec lvs-schedulers-and-persistence.client-1 sysctl -qew net.bridge.bridge-nf-call-iptables=0
# ip6tables does not filter bridged frames.
ip netns exec lvs-schedulers-and-persistence.client-1 sysctl -qew net.bridge.bridge-nf-call-ip6tables=0
# The lab uses no IPv6.
ip netns exec lvs-schedulers-and-persistence.client-1 sysctl -qew net.ipv6.conf.all.disable_ipv6=1
# The same for interfaces that are created later.
ip netns exec lvs-schedulers-and-persistence.client-1 sysctl -qew net.ipv6.conf.default.disable_ipv6=1
# Set the loopback interface up.
ip -n lvs-schedulers-and-persistence.client-1 link set lo up
# A node forwards packets only if the lab enables it.
ip netns exec lvs-schedulers-and-persistence.client-2 sysctl -qw net.ipv4.ip_forward=0
# The reverse path filter is off unless the lab enables it.
ip netns exec lvs-schedulers-and-persistence.client-2 sysctl -qw net.ipv4.conf.all.rp_filter=0
# The same for interfaces that are created later.
ip netns exec lvs-schedulers-and-persistence.client-2 sysctl -qw net.ipv4.conf.default.rp_filter=0
# iptables does not filter bridged frames.
ip netns exec lvs-schedulers-and-persistence.client-2 sysctl -qew net.bridge.bridge-nf-call-iptables=0
# ip6tables does not filter bridged frames.
ip netns exec lvs-schedulers-and-persistence.client-2 sysctl -qew net.bridge.bridge-nf-call-ip6tables=0
# The lab uses no IPv6.
ip netns exec lvs-schedulers-and-persistence.client-2 sysctl -qew net.ipv6.conf.all.disable_ipv6=1
# The same for interfaces that are created later.
ip netns exec lvs-schedulers-and-persistence.client-2 sysctl -qew net.ipv6.conf.default.disable_ipv6=1
# Set the loopback interface up.
ip -n lvs-schedulers-and-persistence.client-2 link set lo up
# A node forwards packets only if the lab enables it.
ip netns exec lvs-schedulers-and-persistence.client-3 sysctl -qw net.ipv4.ip_forward=0
# The reverse path filter is off unless the lab enables it.
ip netns exec lvs-schedulers-and-persistence.client-3 sysctl -qw net.ipv4.conf.all.rp_filter=0
# The same for interfaces that are created later.
ip netns exec lvs-schedulers-and-persistence.client-3 sysctl -qw net.ipv4.conf.default.rp_filter=0
# iptables does not filter bridged frames.
ip netns exec lvs-schedulers-and-persistence.client-3 sysctl -qew net.bridge.bridge-nf-call-iptables=0
# ip6tables does not filter bridged frames.
ip netns exec lvs-schedulers-and-persistence.client-3 sysctl -qew net.bridge.bridge-nf-call-ip6tables=0
# The lab uses no IPv6.
ip netns exec lvs-schedulers-and-persistence.client-3 sysctl -qew net.ipv6.conf.all.disable_ipv6=1
# The same for interfaces that are created later.
ip netns exec lvs-schedulers-and-persistence.client-3 sysctl -qew net.ipv6.conf.default.disable_ipv6=1
# Set the loopback interface up.
ip -n lvs-schedulers-and-persistence.client-3 link set lo up
# A node forwards packets only if the lab enables it.
ip netns exec lvs-schedulers-and-persistence.director sysctl -qw net.ipv4.ip_forward=0
# The reverse path filter is off unless the lab enables it.
ip netns exec lvs-schedulers-and-persistence.director sysctl -qw net.ipv4.conf.all.rp_filter=0
# The same for interfaces that are created later.
ip netns exec lvs-schedulers-and-persistence.director sysctl -qw net.ipv4.conf.default.rp_filter=0
# iptables does not filter bridged frames.
ip netns exec lvs-schedulers-and-persistence.director sysctl -qew net.bridge.bridge-nf-call-iptables=0
# ip6tables does not filter bridged frames.
ip netns exec lvs-schedulers-and-persistence.director sysctl -qew net.bridge.bridge-nf-call-ip6tables=0
# The lab uses no IPv6.
ip netns exec lvs-schedulers-and-persistence.director sysctl -qew net.ipv6.conf.all.disable_ipv6=1
# The same for interfaces that are created later.
ip netns exec lvs-schedulers-and-persistence.director sysctl -qew net.ipv6.conf.default.disable_ipv6=1
# Set the loopback interface up.
ip -n lvs-schedulers-and-persistence.director link set lo up
# A node forwards packets only if the lab enables it.
ip netns exec lvs-schedulers-and-persistence.web-1 sysctl -qw net.ipv4.ip_forward=0
# The reverse path filter is off unless the lab enables it.
ip netns exec lvs-schedulers-and-persistence.web-1 sysctl -qw net.ipv4.conf.all.rp_filter=0
# The same for interfaces that are created later.
ip netns exec lvs-schedulers-and-persistence.web-1 sysctl -qw net.ipv4.conf.default.rp_filter=0
# iptables does not filter bridged frames.
ip netns exec lvs-schedulers-and-persistence.web-1 sysctl -qew net.bridge.bridge-nf-call-iptables=0
# ip6tables does not filter bridged frames.
ip netns exec lvs-schedulers-and-persistence.web-1 sysctl -qew net.bridge.bridge-nf-call-ip6tables=0
# The lab uses no IPv6.
ip netns exec lvs-schedulers-and-persistence.web-1 sysctl -qew net.ipv6.conf.all.disable_ipv6=1
# The same for interfaces that are created later.
ip netns exec lvs-schedulers-and-persistence.web-1 sysctl -qew net.ipv6.conf.default.disable_ipv6=1
# Set the loopback interface up.
ip -n lvs-schedulers-and-persistence.web-1 link set lo up
# A node forwards packets only if the lab enables it.
ip netns exec lvs-schedulers-and-persistence.web-2 sysctl -qw net.ipv4.ip_forward=0
# The reverse path filter is off unless the lab enables it.
ip netns exec lvs-schedulers-and-persistence.web-2 sysctl -qw net.ipv4.conf.all.rp_filter=0
# The same for interfaces that are created later.
ip netns exec lvs-schedulers-and-persistence.web-2 sysctl -qw net.ipv4.conf.default.rp_filter=0
# iptables does not filter bridged frames.
ip netns exec lvs-schedulers-and-persistence.web-2 sysctl -qew net.bridge.bridge-nf-call-iptables=0
# ip6tables does not filter bridged frames.
ip netns exec lvs-schedulers-and-persistence.web-2 sysctl -qew net.bridge.bridge-nf-call-ip6tables=0
# The lab uses no IPv6.
ip netns exec lvs-schedulers-and-persistence.web-2 sysctl -qew net.ipv6.conf.all.disable_ipv6=1
# The same for interfaces that are created later.
ip netns exec lvs-schedulers-and-persistence.web-2 sysctl -qew net.ipv6.conf.default.disable_ipv6=1
# Set the loopback interface up.
ip -n lvs-schedulers-and-persistence.web-2 link set lo up
# A node forwards packets only if the lab enables it.
ip netns exec lvs-schedulers-and-persistence.outside sysctl -qw net.ipv4.ip_forward=0
# The reverse path filter is off unless the lab enables it.
ip netns exec lvs-schedulers-and-persistence.outside sysctl -qw net.ipv4.conf.all.rp_filter=0
# The same for interfaces that are created later.
ip netns exec lvs-schedulers-and-persistence.outside sysctl -qw net.ipv4.conf.default.rp_filter=0
# iptables does not filter bridged frames.
ip netns exec lvs-schedulers-and-persistence.outside sysctl -qew net.bridge.bridge-nf-call-iptables=0
# ip6tables does not filter bridged frames.
ip netns exec lvs-schedulers-and-persistence.outside sysctl -qew net.bridge.bridge-nf-call-ip6tables=0
# The lab uses no IPv6.
ip netns exec lvs-schedulers-and-persistence.outside sysctl -qew net.ipv6.conf.all.disable_ipv6=1
# The same for interfaces that are created later.
ip netns exec lvs-schedulers-and-persistence.outside sysctl -qew net.ipv6.conf.default.disable_ipv6=1
# Set the loopback interface up.
ip -n lvs-schedulers-and-persistence.outside link set lo up
# A node forwards packets only if the lab enables it.
ip netns exec lvs-schedulers-and-persistence.servers sysctl -qw net.ipv4.ip_forward=0
# The reverse path filter is off unless the lab enables it.
ip netns exec lvs-schedulers-and-persistence.servers sysctl -qw net.ipv4.conf.all.rp_filter=0
# The same for interfaces that are created later.
ip netns exec lvs-schedulers-and-persistence.servers sysctl -qw net.ipv4.conf.default.rp_filter=0
# iptables does not filter bridged frames.
ip netns exec lvs-schedulers-and-persistence.servers sysctl -qew net.bridge.bridge-nf-call-iptables=0
# ip6tables does not filter bridged frames.
ip netns exec lvs-schedulers-and-persistence.servers sysctl -qew net.bridge.bridge-nf-call-ip6tables=0
# The lab uses no IPv6.
ip netns exec lvs-schedulers-and-persistence.servers sysctl -qew net.ipv6.conf.all.disable_ipv6=1
# The same for interfaces that are created later.
ip netns exec lvs-schedulers-and-persistence.servers sysctl -qew net.ipv6.conf.default.disable_ipv6=1
# Set the loopback interface up.
ip -n lvs-schedulers-and-persistence.servers link set lo up
# outside is a switch between client-1, client-2, client-3, director.
ip -n lvs-schedulers-and-persistence.outside link add br0 up type bridge stp_state 0 mcast_snooping 0
# servers is a switch between director, web-1, web-2.
ip -n lvs-schedulers-and-persistence.servers link add br0 up type bridge stp_state 0 mcast_snooping 0
# client-1's eth0 is plugged into outside.
ip -n lvs-schedulers-and-persistence.outside link add client-1 up master br0 type veth peer name eth0 netns lvs-schedulers-and-persistence.client-1
# client-2's eth0 is plugged into outside.
ip -n lvs-schedulers-and-persistence.outside link add client-2 up master br0 type veth peer name eth0 netns lvs-schedulers-and-persistence.client-2
# client-3's eth0 is plugged into outside.
ip -n lvs-schedulers-and-persistence.outside link add client-3 up master br0 type veth peer name eth0 netns lvs-schedulers-and-persistence.client-3
# director's eth0 is plugged into outside.
ip -n lvs-schedulers-and-persistence.outside link add director up master br0 type veth peer name eth0 netns lvs-schedulers-and-persistence.director
# director's eth1 is plugged into servers.
ip -n lvs-schedulers-and-persistence.servers link add director up master br0 type veth peer name eth1 netns lvs-schedulers-and-persistence.director
# web-1's eth0 is plugged into servers.
ip -n lvs-schedulers-and-persistence.servers link add web-1 up master br0 type veth peer name eth0 netns lvs-schedulers-and-persistence.web-1
# web-2's eth0 is plugged into servers.
ip -n lvs-schedulers-and-persistence.servers link add web-2 up master br0 type veth peer name eth0 netns lvs-schedulers-and-persistence.web-2
# Set eth0 of client-1 up.
ip -n lvs-schedulers-and-persistence.client-1 link set eth0 up
# Set eth0 of client-2 up.
ip -n lvs-schedulers-and-persistence.client-2 link set eth0 up
# Set eth0 of client-3 up.
ip -n lvs-schedulers-and-persistence.client-3 link set eth0 up
# Set eth0 of director up.
ip -n lvs-schedulers-and-persistence.director link set eth0 up
# Set eth1 of director up.
ip -n lvs-schedulers-and-persistence.director link set eth1 up
# Set eth0 of web-1 up.
ip -n lvs-schedulers-and-persistence.web-1 link set eth0 up
# Set eth0 of web-2 up.
ip -n lvs-schedulers-and-persistence.web-2 link set eth0 up
# client-1 has the address 198.51.100.11 on eth0.
ip -n lvs-schedulers-and-persistence.client-1 addr add 198.51.100.11/24 dev eth0
# client-2 has the address 198.51.100.12 on eth0.
ip -n lvs-schedulers-and-persistence.client-2 addr add 198.51.100.12/24 dev eth0
# client-3 has the address 198.51.100.13 on eth0.
ip -n lvs-schedulers-and-persistence.client-3 addr add 198.51.100.13/24 dev eth0
# director has the address 198.51.100.1 on eth0.
ip -n lvs-schedulers-and-persistence.director addr add 198.51.100.1/24 dev eth0
# director has the address 10.0.0.1 on eth1.
ip -n lvs-schedulers-and-persistence.director addr add 10.0.0.1/24 dev eth1
# web-1 has the address 10.0.0.11 on eth0.
ip -n lvs-schedulers-and-persistence.web-1 addr add 10.0.0.11/24 dev eth0
# web-2 has the address 10.0.0.12 on eth0.
ip -n lvs-schedulers-and-persistence.web-2 addr add 10.0.0.12/24 dev eth0
# director has the address 198.51.100.100 on eth0.
ip -n lvs-schedulers-and-persistence.director addr add 198.51.100.100/32 dev eth0
# director forwards IPv4 packets: it is a router.
ip netns exec lvs-schedulers-and-persistence.director sysctl -qw net.ipv4.ip_forward=1
# web-1 reaches destinations without a more specific route through director:eth1 (10.0.0.1).
ip -n lvs-schedulers-and-persistence.web-1 route add default via 10.0.0.1
# web-2 reaches destinations without a more specific route through director:eth1 (10.0.0.1).
ip -n lvs-schedulers-and-persistence.web-2 route add default via 10.0.0.1
# director balances connections to TCP 198.51.100.100:81 (rr).
ip netns exec lvs-schedulers-and-persistence.director ipvsadm -A -t 198.51.100.100:81 -s rr
# director balances connections to TCP 198.51.100.100:82 (wrr).
ip netns exec lvs-schedulers-and-persistence.director ipvsadm -A -t 198.51.100.100:82 -s wrr
# director balances connections to TCP 198.51.100.100:83 (sh).
ip netns exec lvs-schedulers-and-persistence.director ipvsadm -A -t 198.51.100.100:83 -s sh
# director balances connections to TCP 198.51.100.100:84 (lc).
ip netns exec lvs-schedulers-and-persistence.director ipvsadm -A -t 198.51.100.100:84 -s lc
# director balances connections to TCP 198.51.100.100:85 (rr).
ip netns exec lvs-schedulers-and-persistence.director ipvsadm -A -t 198.51.100.100:85 -s rr -p 3600
# director balances connections to TCP 198.51.100.100:86 (rr).
ip netns exec lvs-schedulers-and-persistence.director ipvsadm -A -t 198.51.100.100:86 -s rr
# director balances connections to FWM 7 (rr).
ip netns exec lvs-schedulers-and-persistence.director ipvsadm -A -f 7 -s rr -p 3600
# 10.0.0.11:80 is a server of TCP 198.51.100.100:81, by NAT.
ip netns exec lvs-schedulers-and-persistence.director ipvsadm -a -t 198.51.100.100:81 -r 10.0.0.11:80 -m -w 1
# 10.0.0.12:80 is a server of TCP 198.51.100.100:81, by NAT.
ip netns exec lvs-schedulers-and-persistence.director ipvsadm -a -t 198.51.100.100:81 -r 10.0.0.12:80 -m -w 1
# 10.0.0.11:80 is a server of TCP 198.51.100.100:82, by NAT.
ip netns exec lvs-schedulers-and-persistence.director ipvsadm -a -t 198.51.100.100:82 -r 10.0.0.11:80 -m -w 3
# 10.0.0.12:80 is a server of TCP 198.51.100.100:82, by NAT.
ip netns exec lvs-schedulers-and-persistence.director ipvsadm -a -t 198.51.100.100:82 -r 10.0.0.12:80 -m -w 1
# 10.0.0.11:80 is a server of TCP 198.51.100.100:83, by NAT.
ip netns exec lvs-schedulers-and-persistence.director ipvsadm -a -t 198.51.100.100:83 -r 10.0.0.11:80 -m -w 1
# 10.0.0.12:80 is a server of TCP 198.51.100.100:83, by NAT.
ip netns exec lvs-schedulers-and-persistence.director ipvsadm -a -t 198.51.100.100:83 -r 10.0.0.12:80 -m -w 1
# 10.0.0.11:80 is a server of TCP 198.51.100.100:84, by NAT.
ip netns exec lvs-schedulers-and-persistence.director ipvsadm -a -t 198.51.100.100:84 -r 10.0.0.11:80 -m -w 1
# 10.0.0.12:80 is a server of TCP 198.51.100.100:84, by NAT.
ip netns exec lvs-schedulers-and-persistence.director ipvsadm -a -t 198.51.100.100:84 -r 10.0.0.12:80 -m -w 1
# 10.0.0.11:80 is a server of TCP 198.51.100.100:85, by NAT.
ip netns exec lvs-schedulers-and-persistence.director ipvsadm -a -t 198.51.100.100:85 -r 10.0.0.11:80 -m -w 1
# 10.0.0.12:80 is a server of TCP 198.51.100.100:85, by NAT.
ip netns exec lvs-schedulers-and-persistence.director ipvsadm -a -t 198.51.100.100:85 -r 10.0.0.12:80 -m -w 1
# 10.0.0.11:80 is a server of TCP 198.51.100.100:86, by NAT.
ip netns exec lvs-schedulers-and-persistence.director ipvsadm -a -t 198.51.100.100:86 -r 10.0.0.11:80 -m -w 1
# 10.0.0.12:80 is a server of TCP 198.51.100.100:86, by NAT.
ip netns exec lvs-schedulers-and-persistence.director ipvsadm -a -t 198.51.100.100:86 -r 10.0.0.12:80 -m -w 0
# 10.0.0.11:0 is a server of FWM 7, by NAT.
ip netns exec lvs-schedulers-and-persistence.director ipvsadm -a -f 7 -r 10.0.0.11:0 -m -w 1
# 10.0.0.12:0 is a server of FWM 7, by NAT.
ip netns exec lvs-schedulers-and-persistence.director ipvsadm -a -f 7 -r 10.0.0.12:0 -m -w 1
# Matching packets get a mark.
ip netns exec lvs-schedulers-and-persistence.director iptables -t mangle -A PREROUTING -d 198.51.100.100 -p tcp -m multiport --dports 443,444 -j MARK --set-mark 7
# web-1 answers on 80/http, 443/http, 444/http with its name and the peer's address.
mkdir -p /run/netlab/lvs-schedulers-and-persistence/log /run/netlab/lvs-schedulers-and-persistence/pid
ip netns exec lvs-schedulers-and-persistence.web-1 python3 -IS /run/netlab/lvs-schedulers-and-persistence/program/serve.py --name web-1 80/http 443/http 444/http > /run/netlab/lvs-schedulers-and-persistence/log/web-1.serve 2>&1 < /dev/null & echo $! > /run/netlab/lvs-schedulers-and-persistence/pid/web-1.serve
timeout 10 sh -c 'until grep -qs "^$0" "$1"; do sleep 0.05; done' serving /run/netlab/lvs-schedulers-and-persistence/log/web-1.serve
# web-2 answers on 80/http, 443/http, 444/http with its name and the peer's address.
mkdir -p /run/netlab/lvs-schedulers-and-persistence/log /run/netlab/lvs-schedulers-and-persistence/pid
ip netns exec lvs-schedulers-and-persistence.web-2 python3 -IS /run/netlab/lvs-schedulers-and-persistence/program/serve.py --name web-2 80/http 443/http 444/http > /run/netlab/lvs-schedulers-and-persistence/log/web-2.serve 2>&1 < /dev/null & echo $! > /run/netlab/lvs-schedulers-and-persistence/pid/web-2.serve
timeout 10 sh -c 'until grep -qs "^$0" "$1"; do sleep 0.05; done' serving /run/netlab/lvs-schedulers-and-persistence/log/web-2.serve
