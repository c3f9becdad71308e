#!/bin/sh
# Builds the lab shaping, as root. netlab plan --format sh --down prints the script that removes it.
set -eu
umask 022
# alice is a network namespace.
ip netns add shaping.alice
# bob is a network namespace.
ip netns add shaping.bob
# router is a network namespace.
ip netns add shaping.router
# server is a network namespace.
ip netns add shaping.server
# lan is a switch: a namespace that holds a bridge.
ip netns add shaping.lan
# The server of every node with serve.
mkdir -p /run/netlab/shaping/program
printf %s '... src/programs/serve.py ...
' > /run/netlab/shaping/program/serve.py
# Node names resolve inside alice.
mkdir -p /etc/netns/shaping.alice
printf %s '127.0.0.1 localhost
127.0.0.1 alice
192.0.2.11 bob
192.0.2.1 router
198.51.100.80 server
' > /etc/netns/shaping.alice/hosts
# Node names resolve inside bob.
mkdir -p /etc/netns/shaping.bob
printf %s '127.0.0.1 localhost
127.0.0.1 bob
192.0.2.10 alice
192.0.2.1 router
198.51.100.80 server
' > /etc/netns/shaping.bob/hosts
# Node names resolve inside router.
mkdir -p /etc/netns/shaping.router
printf %s '127.0.0.1 localhost
127.0.0.1 router
192.0.2.10 alice
192.0.2.11 bob
198.51.100.80 server
' > /etc/netns/shaping.router/hosts
# Node names resolve inside server.
mkdir -p /etc/netns/shaping.server
printf %s '127.0.0.1 localhost
127.0.0.1 server
192.0.2.10 alice
192.0.2.11 bob
192.0.2.1 router
' > /etc/netns/shaping.server/hosts
# A node forwards packets only if the lab enables it.
ip netns exec shaping.alice sysctl -qw net.ipv4.ip_forward=0
# The reverse path filter is off unless the lab enables it.
ip netns exec shaping.alice sysctl -qw net.ipv4.conf.all.rp_filter=0
# The same for interfaces that are created later.
ip netns exec shaping.alice sysctl -qw net.ipv4.conf.default.rp_filter=0
# iptables does not filter bridged frames.
ip netns exec shaping.alice sysctl -qew net.bridge.bridge-nf-call-iptables=0
# ip6tables does not filter bridged frames.
ip netns exec shaping.alice sysctl -qew net.bridge.bridge-nf-call-ip6tables=0
# The lab uses no IPv6.
ip netns exec shaping.alice sysctl -qew net.ipv6.conf.all.disable_ipv6=1
# The same for interfaces that are created later.
ip netns exec shaping.alice sysctl -qew net.ipv6.conf.default.disable_ipv6=1
# Set the loopback interface up.
ip -n shaping.alice link set lo up
# A node forwards packets only if the lab enables it.
ip netns exec shaping.bob sysctl -qw net.ipv4.ip_forward=0
# The reverse path filter is off unless the lab enables it.
ip netns exec shaping.bob sysctl -qw net.ipv4.conf.all.rp_filter=0
# The same for interfaces that are created later.
ip netns exec shaping.bob sysctl -qw net.ipv4.conf.default.rp_filter=0
# iptables does not filter bridged frames.
ip netns exec shaping.bob sysctl -qew net.bridge.bridge-nf-call-iptables=0
# ip6tables does not filter bridged frames.
ip netns exec shaping.bob sysctl -qew net.bridge.bridge-nf-call-ip6tables=0
# The lab uses no IPv6.
ip netns exec shaping.bob sysctl -qew net.ipv6.conf.all.disable_ipv6=1
# The same for interfaces that are created later.
ip netns exec shaping.bob sysctl -qew net.ipv6.conf.default.disable_ipv6=1
# Set the loopback interface up.
ip -n shaping.bob link set lo up
# A node forwards packets only if the lab enables it.
ip netns exec shaping.router sysctl -qw net.ipv4.ip_forward=0
# The reverse path filter is off unless the lab enables it.
ip netns exec shaping.router sysctl -qw net.ipv4.conf.all.rp_filter=0
# The same for interfaces that are created later.
ip netns exec shaping.router sysctl -qw net.ipv4.conf.default.rp_filter=0
# iptables does not filter bridged frames.
ip netns exec shaping.router sysctl -qew net.bridge.bridge-nf-call-iptables=0
# ip6tables does not filter bridged frames.
ip netns exec shaping.router sysctl -qew net.bridge.bridge-nf-call-ip6tables=0
# The lab uses no IPv6.
ip netns exec shaping.router sysctl -qew net.ipv6.conf.all.disable_ipv6=1
# The same for interfaces that are created later.
ip netns exec shaping.router sysctl -qew net.ipv6.conf.default.disable_ipv6=1
# Set the loopback interface up.
ip -n shaping.router link set lo up
# A node forwards packets only if the lab enables it.
ip netns exec shaping.server sysctl -qw net.ipv4.ip_forward=0
# The reverse path filter is off unless the lab enables it.
ip netns exec shaping.server sysctl -qw net.ipv4.conf.all.rp_filter=0
# The same for interfaces that are created later.
ip netns exec shaping.server sysctl -qw net.ipv4.conf.default.rp_filter=0
# iptables does not filter bridged frames.
ip netns exec shaping.server sysctl -qew net.bridge.bridge-nf-call-iptables=0
# ip6tables does not filter bridged frames.
ip netns exec shaping.server sysctl -qew net.bridge.bridge-nf-call-ip6tables=0
# The lab uses no IPv6.
ip netns exec shaping.server sysctl -qew net.ipv6.conf.all.disable_ipv6=1
# The same for interfaces that are created later.
ip netns exec shaping.server sysctl -qew net.ipv6.conf.default.disable_ipv6=1
# Set the loopback interface up.
ip -n shaping.server link set lo up
# A node forwards packets only if the lab enables it.
ip netns exec shaping.lan sysctl -qw net.ipv4.ip_forward=0
# The reverse path filter is off unless the lab enables it.
ip netns exec shaping.lan sysctl -qw net.ipv4.conf.all.rp_filter=0
# The same for interfaces that are created later.
ip netns exec shaping.lan sysctl -qw net.ipv4.conf.default.rp_filter=0
# iptables does not filter bridged frames.
ip netns exec shaping.lan sysctl -qew net.bridge.bridge-nf-call-iptables=0
# ip6tables does not filter bridged frames.
ip netns exec shaping.lan sysctl -qew net.bridge.bridge-nf-call-ip6tables=0
# The lab uses no IPv6.
ip netns exec shaping.lan sysctl -qew net.ipv6.conf.all.disable_ipv6=1
# The same for interfaces that are created later.
ip netns exec shaping.lan sysctl -qew net.ipv6.conf.default.disable_ipv6=1
# Set the loopback interface up.
ip -n shaping.lan link set lo up
# lan is a switch between router, alice, bob.
ip -n shaping.lan link add br0 up type bridge stp_state 0 mcast_snooping 0
# A cable: eth1 of router and eth0 of server.
ip -n shaping.router link add eth1 up type veth peer name eth0 netns shaping.server
# router's eth0 is plugged into lan.
ip -n shaping.lan link add router up master br0 type veth peer name eth0 netns shaping.router
# alice's eth0 is plugged into lan.
ip -n shaping.lan link add alice up master br0 type veth peer name eth0 netns shaping.alice
# bob's eth0 is plugged into lan.
ip -n shaping.lan link add bob up master br0 type veth peer name eth0 netns shaping.bob
# Set eth0 of alice up.
ip -n shaping.alice link set eth0 up
# Set eth0 of bob up.
ip -n shaping.bob link set eth0 up
# Set eth0 of router up.
ip -n shaping.router link set eth0 up
# Set eth0 of server up.
ip -n shaping.server link set eth0 up
# Alice sends 2 Mbit/s. After a pause, 200 KiB leave at once.
tc -n shaping.alice qdisc add dev eth0 root handle 1: tbf rate 2mbit burst 200kb latency 100ms
# The router sends to the server by classes. Packets that no filter takes are in class 1:20.
tc -n shaping.router qdisc add dev eth1 root handle 1: htb default 20
# The link to the server. Its classes share this rate.
tc -n shaping.router class add dev eth1 parent 1: classid 1:1 htb rate 10mbit
# Web may use what others leave.
tc -n shaping.router class add dev eth1 parent 1:1 classid 1:10 htb rate 100kbit ceil 3mbit
# All else has a rate of its own and borrows nothing.
tc -n shaping.router class add dev eth1 parent 1:1 classid 1:20 htb rate 400kbit
# Requests to port 80 are web.
tc -n shaping.router filter add dev eth1 parent 1: protocol ip prio 1 u32 match ip protocol 6 0xff match ip dport 80 0xffff flowid 1:10
# alice has the address 192.0.2.10 on eth0.
ip -n shaping.alice addr add 192.0.2.10/24 dev eth0
# bob has the address 192.0.2.11 on eth0.
ip -n shaping.bob addr add 192.0.2.11/24 dev eth0
# router has the address 192.0.2.1 on eth0.
ip -n shaping.router addr add 192.0.2.1/24 dev eth0
# router has the address 198.51.100.1 on eth1.
ip -n shaping.router addr add 198.51.100.1/24 dev eth1
# server has the address 198.51.100.80 on eth0.
ip -n shaping.server addr add 198.51.100.80/24 dev eth0
# router forwards IPv4 packets: it is a router.
ip netns exec shaping.router sysctl -qw net.ipv4.ip_forward=1
# alice reaches destinations without a more specific route through router (192.0.2.1).
ip -n shaping.alice route add default via 192.0.2.1
# bob reaches destinations without a more specific route through router (192.0.2.1).
ip -n shaping.bob route add default via 192.0.2.1
# server reaches 192.0.2.0/24 through router (198.51.100.1).
ip -n shaping.server route add 192.0.2.0/24 via 198.51.100.1
# router answers on 9000/tcp with its name and the peer's address.
mkdir -p /run/netlab/shaping/log /run/netlab/shaping/pid
ip netns exec shaping.router python3 -IS /run/netlab/shaping/program/serve.py --name router 9000/tcp > /run/netlab/shaping/log/router.serve 2>&1 < /dev/null & echo $! > /run/netlab/shaping/pid/router.serve
timeout 10 sh -c 'until grep -qs "^$0" "$1"; do sleep 0.05; done' serving /run/netlab/shaping/log/router.serve
# server answers on 80/tcp, 81/tcp with its name and the peer's address.
mkdir -p /run/netlab/shaping/log /run/netlab/shaping/pid
ip netns exec shaping.server python3 -IS /run/netlab/shaping/program/serve.py --name server 80/tcp 81/tcp > /run/netlab/shaping/log/server.serve 2>&1 < /dev/null & echo $! > /run/netlab/shaping/pid/server.serve
timeout 10 sh -c 'until grep -qs "^$0" "$1"; do sleep 0.05; done' serving /run/netlab/shaping/log/server.serve
