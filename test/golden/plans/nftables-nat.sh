#!/bin/sh
# Builds the lab nftables-nat, as root. netlab plan --format sh --down prints the script that removes it.
set -eu
umask 022
# alice is a network namespace.
ip netns add nftables-nat.alice
# web is a network namespace.
ip netns add nftables-nat.web
# gateway is a network namespace.
ip netns add nftables-nat.gateway
# server is a network namespace.
ip netns add nftables-nat.server
# lan is a switch: a namespace that holds a bridge.
ip netns add nftables-nat.lan
# The server of every node with serve.
mkdir -p /run/netlab/nftables-nat/program
printf %s '... src/programs/serve.py ...
' > /run/netlab/nftables-nat/program/serve.py
# Node names resolve inside alice.
mkdir -p /etc/netns/nftables-nat.alice
printf %s '127.0.0.1 localhost
127.0.0.1 alice
192.0.2.80 web
192.0.2.1 gateway
198.51.100.80 server
' > /etc/netns/nftables-nat.alice/hosts
# Node names resolve inside web.
mkdir -p /etc/netns/nftables-nat.web
printf %s '127.0.0.1 localhost
127.0.0.1 web
192.0.2.10 alice
192.0.2.1 gateway
198.51.100.80 server
' > /etc/netns/nftables-nat.web/hosts
# Node names resolve inside gateway.
mkdir -p /etc/netns/nftables-nat.gateway
printf %s '127.0.0.1 localhost
127.0.0.1 gateway
192.0.2.10 alice
192.0.2.80 web
198.51.100.80 server
' > /etc/netns/nftables-nat.gateway/hosts
# Node names resolve inside server.
mkdir -p /etc/netns/nftables-nat.server
printf %s '127.0.0.1 localhost
127.0.0.1 server
192.0.2.10 alice
192.0.2.80 web
192.0.2.1 gateway
' > /etc/netns/nftables-nat.server/hosts
# A node forwards packets only if the lab enables it.
ip netns exec nftables-nat.alice sysctl -qw net.ipv4.ip_forward=0
# The reverse path filter is off unless the lab enables it.
ip netns exec nftables-nat.alice sysctl -qw net.ipv4.conf.all.rp_filter=0
# The same for interfaces that are created later.
ip netns exec nftables-nat.alice sysctl -qw net.ipv4.conf.default.rp_filter=0
# iptables does not filter bridged frames.
ip netns exec nftables-nat.alice sysctl -qew net.bridge.bridge-nf-call-iptables=0
# ip6tables does not filter bridged frames.
ip netns exec nftables-nat.alice sysctl -qew net.bridge.bridge-nf-call-ip6tables=0
# The lab uses no IPv6.
ip netns exec nftables-nat.alice sysctl -qew net.ipv6.conf.all.disable_ipv6=1
# The same for interfaces that are created later.
ip netns exec nftables-nat.alice sysctl -qew net.ipv6.conf.default.disable_ipv6=1
# Set the loopback interface up.
ip -n nftables-nat.alice link set lo up
# A node forwards packets only if the lab enables it.
ip netns exec nftables-nat.web sysctl -qw net.ipv4.ip_forward=0
# The reverse path filter is off unless the lab enables it.
ip netns exec nftables-nat.web sysctl -qw net.ipv4.conf.all.rp_filter=0
# The same for interfaces that are created later.
ip netns exec nftables-nat.web sysctl -qw net.ipv4.conf.default.rp_filter=0
# iptables does not filter bridged frames.
ip netns exec nftables-nat.web sysctl -qew net.bridge.bridge-nf-call-iptables=0
# ip6tables does not filter bridged frames.
ip netns exec nftables-nat.web sysctl -qew net.bridge.bridge-nf-call-ip6tables=0
# The lab uses no IPv6.
ip netns exec nftables-nat.web sysctl -qew net.ipv6.conf.all.disable_ipv6=1
# The same for interfaces that are created later.
ip netns exec nftables-nat.web sysctl -qew net.ipv6.conf.default.disable_ipv6=1
# Set the loopback interface up.
ip -n nftables-nat.web link set lo up
# A node forwards packets only if the lab enables it.
ip netns exec nftables-nat.gateway sysctl -qw net.ipv4.ip_forward=0
# The reverse path filter is off unless the lab enables it.
ip netns exec nftables-nat.gateway sysctl -qw net.ipv4.conf.all.rp_filter=0
# The same for interfaces that are created later.
ip netns exec nftables-nat.gateway sysctl -qw net.ipv4.conf.default.rp_filter=0
# iptables does not filter bridged frames.
ip netns exec nftables-nat.gateway sysctl -qew net.bridge.bridge-nf-call-iptables=0
# ip6tables does not filter bridged frames.
ip netns exec nftables-nat.gateway sysctl -qew net.bridge.bridge-nf-call-ip6tables=0
# The lab uses no IPv6.
ip netns exec nftables-nat.gateway sysctl -qew net.ipv6.conf.all.disable_ipv6=1
# The same for interfaces that are created later.
ip netns exec nftables-nat.gateway sysctl -qew net.ipv6.conf.default.disable_ipv6=1
# Set the loopback interface up.
ip -n nftables-nat.gateway link set lo up
# A node forwards packets only if the lab enables it.
ip netns exec nftables-nat.server sysctl -qw net.ipv4.ip_forward=0
# The reverse path filter is off unless the lab enables it.
ip netns exec nftables-nat.server sysctl -qw net.ipv4.conf.all.rp_filter=0
# The same for interfaces that are created later.
ip netns exec nftables-nat.server sysctl -qw net.ipv4.conf.default.rp_filter=0
# iptables does not filter bridged frames.
ip netns exec nftables-nat.server sysctl -qew net.bridge.bridge-nf-call-iptables=0
# ip6tables does not filter bridged frames.
ip netns exec nftables-nat.server sysctl -qew net.bridge.bridge-nf-call-ip6tables=0
# The lab uses no IPv6.
ip netns exec nftables-nat.server sysctl -qew net.ipv6.conf.all.disable_ipv6=1
# The same for interfaces that are created later.
ip netns exec nftables-nat.server sysctl -qew net.ipv6.conf.default.disable_ipv6=1
# Set the loopback interface up.
ip -n nftables-nat.server link set lo up
# A node forwards packets only if the lab enables it.
ip netns exec nftables-nat.lan sysctl -qw net.ipv4.ip_forward=0
# The reverse path filter is off unless the lab enables it.
ip netns exec nftables-nat.lan sysctl -qw net.ipv4.conf.all.rp_filter=0
# The same for interfaces that are created later.
ip netns exec nftables-nat.lan sysctl -qw net.ipv4.conf.default.rp_filter=0
# iptables does not filter bridged frames.
ip netns exec nftables-nat.lan sysctl -qew net.bridge.bridge-nf-call-iptables=0
# ip6tables does not filter bridged frames.
ip netns exec nftables-nat.lan sysctl -qew net.bridge.bridge-nf-call-ip6tables=0
# The lab uses no IPv6.
ip netns exec nftables-nat.lan sysctl -qew net.ipv6.conf.all.disable_ipv6=1
# The same for interfaces that are created later.
ip netns exec nftables-nat.lan sysctl -qew net.ipv6.conf.default.disable_ipv6=1
# Set the loopback interface up.
ip -n nftables-nat.lan link set lo up
# lan is a switch between gateway, alice, web.
ip -n nftables-nat.lan link add br0 up type bridge stp_state 0 mcast_snooping 0
# A cable: eth1 of gateway and eth0 of server.
ip -n nftables-nat.gateway link add eth1 up type veth peer name eth0 netns nftables-nat.server
# gateway's eth0 is plugged into lan.
ip -n nftables-nat.lan link add gateway up master br0 type veth peer name eth0 netns nftables-nat.gateway
# alice's eth0 is plugged into lan.
ip -n nftables-nat.lan link add alice up master br0 type veth peer name eth0 netns nftables-nat.alice
# web's eth0 is plugged into lan.
ip -n nftables-nat.lan link add web up master br0 type veth peer name eth0 netns nftables-nat.web
# Set eth0 of alice up.
ip -n nftables-nat.alice link set eth0 up
# Set eth0 of web up.
ip -n nftables-nat.web link set eth0 up
# Set eth0 of gateway up.
ip -n nftables-nat.gateway link set eth0 up
# Set eth0 of server up.
ip -n nftables-nat.server link set eth0 up
# alice has the address 192.0.2.10 on eth0.
ip -n nftables-nat.alice addr add 192.0.2.10/24 dev eth0
# web has the address 192.0.2.80 on eth0.
ip -n nftables-nat.web addr add 192.0.2.80/24 dev eth0
# gateway has the address 192.0.2.1 on eth0.
ip -n nftables-nat.gateway addr add 192.0.2.1/24 dev eth0
# gateway has the address 198.51.100.1 on eth1.
ip -n nftables-nat.gateway addr add 198.51.100.1/24 dev eth1
# server has the address 198.51.100.80 on eth0.
ip -n nftables-nat.server addr add 198.51.100.80/24 dev eth0
# gateway forwards IPv4 packets: it is a router.
ip netns exec nftables-nat.gateway sysctl -qw net.ipv4.ip_forward=1
# alice reaches destinations without a more specific route through gateway (192.0.2.1).
ip -n nftables-nat.alice route add default via 192.0.2.1
# web reaches destinations without a more specific route through gateway (192.0.2.1).
ip -n nftables-nat.web route add default via 192.0.2.1
# server reaches 192.0.2.0/24 through gateway (198.51.100.1).
ip -n nftables-nat.server route add 192.0.2.0/24 via 198.51.100.1
# Tables have any name. Only their chains decide when the rules are used.
ip netns exec nftables-nat.gateway nft add table ip filter
# Drops packets that no rule accepts.
ip netns exec nftables-nat.gateway nft add chain ip filter forward '{' type filter hook forward priority 'filter;' policy 'drop;' '}'
# Replies pass in both directions.
ip netns exec nftables-nat.gateway nft add rule ip filter forward ct state established,related accept
# Hosts inside may open connections to outside.
ip netns exec nftables-nat.gateway nft add rule ip filter forward iifname eth0 oifname eth1 accept
# Packets that a port forwarding sent here pass.
ip netns exec nftables-nat.gateway nft add rule ip filter forward ct status dnat accept
# Create the table ip nat.
ip netns exec nftables-nat.gateway nft add table ip nat
# Changes the destination before the routing decision.
ip netns exec nftables-nat.gateway nft add chain ip nat prerouting '{' type nat hook prerouting priority 'dstnat;' '}'
# Changes the source after the routing decision.
ip netns exec nftables-nat.gateway nft add chain ip nat postrouting '{' type nat hook postrouting priority 'srcnat;' '}'
# Protocol and port of the gateway, with the address and port that they lead to.
ip netns exec nftables-nat.gateway nft add map ip nat forwarded '{' type inet_proto . inet_service : ipv4_addr . 'inet_service;' '}'
# Add elements to forwarded of table ip nat.
ip netns exec nftables-nat.gateway nft add element ip nat forwarded '{' tcp . 8080 : 192.0.2.80 . 80, udp . 5353 : 192.0.2.80 . 53 '}'
# One rule forwards all ports of the map.
ip netns exec nftables-nat.gateway nft add rule ip nat prerouting iifname eth1 dnat ip to meta l4proto . th dport map @forwarded
# Packets to outside get the gateway's address; conntrack stores the original.
ip netns exec nftables-nat.gateway nft add rule ip nat postrouting oifname eth1 masquerade
# web answers on 80/http, 53/udp with its name and the peer's address.
mkdir -p /run/netlab/nftables-nat/log /run/netlab/nftables-nat/pid
ip netns exec nftables-nat.web python3 -IS /run/netlab/nftables-nat/program/serve.py --name web 80/http 53/udp > /run/netlab/nftables-nat/log/web.serve 2>&1 < /dev/null & echo $! > /run/netlab/nftables-nat/pid/web.serve
timeout 10 sh -c 'until grep -qs "^$0" "$1"; do sleep 0.05; done' serving /run/netlab/nftables-nat/log/web.serve
# server answers on 80/http with its name and the peer's address.
mkdir -p /run/netlab/nftables-nat/log /run/netlab/nftables-nat/pid
ip netns exec nftables-nat.server python3 -IS /run/netlab/nftables-nat/program/serve.py --name server 80/http > /run/netlab/nftables-nat/log/server.serve 2>&1 < /dev/null & echo $! > /run/netlab/nftables-nat/pid/server.serve
timeout 10 sh -c 'until grep -qs "^$0" "$1"; do sleep 0.05; done' serving /run/netlab/nftables-nat/log/server.serve
