#!/bin/sh
# Builds the lab nat-gateway, as root. netlab plan --format sh --down prints the script that removes it.
set -eu
umask 022
# alice is a network namespace.
ip netns add nat-gateway.alice
# bob is a network namespace.
ip netns add nat-gateway.bob
# gateway is a network namespace.
ip netns add nat-gateway.gateway
# server is a network namespace.
ip netns add nat-gateway.server
# lan is a switch: a namespace that holds a bridge.
ip netns add nat-gateway.lan
# The server of every node with serve.
mkdir -p /run/netlab/nat-gateway/program
printf %s '... src/programs/serve.py ...
' > /run/netlab/nat-gateway/program/serve.py
# Node names resolve inside alice.
mkdir -p /etc/netns/nat-gateway.alice
printf %s '127.0.0.1 localhost
127.0.0.1 alice
192.0.2.11 bob
192.0.2.1 gateway
198.51.100.80 server
' > /etc/netns/nat-gateway.alice/hosts
# Node names resolve inside bob.
mkdir -p /etc/netns/nat-gateway.bob
printf %s '127.0.0.1 localhost
127.0.0.1 bob
192.0.2.10 alice
192.0.2.1 gateway
198.51.100.80 server
' > /etc/netns/nat-gateway.bob/hosts
# Node names resolve inside gateway.
mkdir -p /etc/netns/nat-gateway.gateway
printf %s '127.0.0.1 localhost
127.0.0.1 gateway
192.0.2.10 alice
192.0.2.11 bob
198.51.100.80 server
' > /etc/netns/nat-gateway.gateway/hosts
# Node names resolve inside server.
mkdir -p /etc/netns/nat-gateway.server
printf %s '127.0.0.1 localhost
127.0.0.1 server
192.0.2.10 alice
192.0.2.11 bob
192.0.2.1 gateway
' > /etc/netns/nat-gateway.server/hosts
# A node forwards packets only if the lab enables it.
ip netns exec nat-gateway.alice sysctl -qw net.ipv4.ip_forward=0
# The reverse path filter is off unless the lab enables it.
ip netns exec nat-gateway.alice sysctl -qw net.ipv4.conf.all.rp_filter=0
# The same for interfaces that are created later.
ip netns exec nat-gateway.alice sysctl -qw net.ipv4.conf.default.rp_filter=0
# iptables does not filter bridged frames.
ip netns exec nat-gateway.alice sysctl -qew net.bridge.bridge-nf-call-iptables=0
# ip6tables does not filter bridged frames.
ip netns exec nat-gateway.alice sysctl -qew net.bridge.bridge-nf-call-ip6tables=0
# The lab uses no IPv6.
ip netns exec nat-gateway.alice sysctl -qew net.ipv6.conf.all.disable_ipv6=1
# The same for interfaces that are created later.
ip netns exec nat-gateway.alice sysctl -qew net.ipv6.conf.default.disable_ipv6=1
# Set the loopback interface up.
ip -n nat-gateway.alice link set lo up
# A node forwards packets only if the lab enables it.
ip netns exec nat-gateway.bob sysctl -qw net.ipv4.ip_forward=0
# The reverse path filter is off unless the lab enables it.
ip netns exec nat-gateway.bob sysctl -qw net.ipv4.conf.all.rp_filter=0
# The same for interfaces that are created later.
ip netns exec nat-gateway.bob sysctl -qw net.ipv4.conf.default.rp_filter=0
# iptables does not filter bridged frames.
ip netns exec nat-gateway.bob sysctl -qew net.bridge.bridge-nf-call-iptables=0
# ip6tables does not filter bridged frames.
ip netns exec nat-gateway.bob sysctl -qew net.bridge.bridge-nf-call-ip6tables=0
# The lab uses no IPv6.
ip netns exec nat-gateway.bob sysctl -qew net.ipv6.conf.all.disable_ipv6=1
# The same for interfaces that are created later.
ip netns exec nat-gateway.bob sysctl -qew net.ipv6.conf.default.disable_ipv6=1
# Set the loopback interface up.
ip -n nat-gateway.bob link set lo up
# A node forwards packets only if the lab enables it.
ip netns exec nat-gateway.gateway sysctl -qw net.ipv4.ip_forward=0
# The reverse path filter is off unless the lab enables it.
ip netns exec nat-gateway.gateway sysctl -qw net.ipv4.conf.all.rp_filter=0
# The same for interfaces that are created later.
ip netns exec nat-gateway.gateway sysctl -qw net.ipv4.conf.default.rp_filter=0
# iptables does not filter bridged frames.
ip netns exec nat-gateway.gateway sysctl -qew net.bridge.bridge-nf-call-iptables=0
# ip6tables does not filter bridged frames.
ip netns exec nat-gateway.gateway sysctl -qew net.bridge.bridge-nf-call-ip6tables=0
# The lab uses no IPv6.
ip netns exec nat-gateway.gateway sysctl -qew net.ipv6.conf.all.disable_ipv6=1
# The same for interfaces that are created later.
ip netns exec nat-gateway.gateway sysctl -qew net.ipv6.conf.default.disable_ipv6=1
# Set the loopback interface up.
ip -n nat-gateway.gateway link set lo up
# A node forwards packets only if the lab enables it.
ip netns exec nat-gateway.server sysctl -qw net.ipv4.ip_forward=0
# The reverse path filter is off unless the lab enables it.
ip netns exec nat-gateway.server sysctl -qw net.ipv4.conf.all.rp_filter=0
# The same for interfaces that are created later.
ip netns exec nat-gateway.server sysctl -qw net.ipv4.conf.default.rp_filter=0
# iptables does not filter bridged frames.
ip netns exec nat-gateway.server sysctl -qew net.bridge.bridge-nf-call-iptables=0
# ip6tables does not filter bridged frames.
ip netns exec nat-gateway.server sysctl -qew net.bridge.bridge-nf-call-ip6tables=0
# The lab uses no IPv6.
ip netns exec nat-gateway.server sysctl -qew net.ipv6.conf.all.disable_ipv6=1
# The same for interfaces that are created later.
ip netns exec nat-gateway.server sysctl -qew net.ipv6.conf.default.disable_ipv6=1
# Set the loopback interface up.
ip -n nat-gateway.server link set lo up
# A node forwards packets only if the lab enables it.
ip netns exec nat-gateway.lan sysctl -qw net.ipv4.ip_forward=0
# The reverse path filter is off unless the lab enables it.
ip netns exec nat-gateway.lan sysctl -qw net.ipv4.conf.all.rp_filter=0
# The same for interfaces that are created later.
ip netns exec nat-gateway.lan sysctl -qw net.ipv4.conf.default.rp_filter=0
# iptables does not filter bridged frames.
ip netns exec nat-gateway.lan sysctl -qew net.bridge.bridge-nf-call-iptables=0
# ip6tables does not filter bridged frames.
ip netns exec nat-gateway.lan sysctl -qew net.bridge.bridge-nf-call-ip6tables=0
# The lab uses no IPv6.
ip netns exec nat-gateway.lan sysctl -qew net.ipv6.conf.all.disable_ipv6=1
# The same for interfaces that are created later.
ip netns exec nat-gateway.lan sysctl -qew net.ipv6.conf.default.disable_ipv6=1
# Set the loopback interface up.
ip -n nat-gateway.lan link set lo up
# lan is a switch between gateway, alice, bob.
ip -n nat-gateway.lan link add br0 up type bridge stp_state 0 mcast_snooping 0
# A cable: eth1 of gateway and eth0 of server.
ip -n nat-gateway.gateway link add eth1 up type veth peer name eth0 netns nat-gateway.server
# gateway's eth0 is plugged into lan.
ip -n nat-gateway.lan link add gateway up master br0 type veth peer name eth0 netns nat-gateway.gateway
# alice's eth0 is plugged into lan.
ip -n nat-gateway.lan link add alice up master br0 type veth peer name eth0 netns nat-gateway.alice
# bob's eth0 is plugged into lan.
ip -n nat-gateway.lan link add bob up master br0 type veth peer name eth0 netns nat-gateway.bob
# Set eth0 of alice up.
ip -n nat-gateway.alice link set eth0 up
# Set eth0 of bob up.
ip -n nat-gateway.bob link set eth0 up
# Set eth0 of gateway up.
ip -n nat-gateway.gateway link set eth0 up
# Set eth0 of server up.
ip -n nat-gateway.server link set eth0 up
# alice has the address 192.0.2.10 on eth0.
ip -n nat-gateway.alice addr add 192.0.2.10/24 dev eth0
# bob has the address 192.0.2.11 on eth0.
ip -n nat-gateway.bob addr add 192.0.2.11/24 dev eth0
# gateway has the address 192.0.2.1 on eth0.
ip -n nat-gateway.gateway addr add 192.0.2.1/24 dev eth0
# gateway has the address 198.51.100.1 on eth1.
ip -n nat-gateway.gateway addr add 198.51.100.1/24 dev eth1
# server has the address 198.51.100.80 on eth0.
ip -n nat-gateway.server addr add 198.51.100.80/24 dev eth0
# gateway forwards IPv4 packets: it is a router.
ip netns exec nat-gateway.gateway sysctl -qw net.ipv4.ip_forward=1
# alice reaches destinations without a more specific route through gateway (192.0.2.1).
ip -n nat-gateway.alice route add default via 192.0.2.1
# bob reaches destinations without a more specific route through gateway (192.0.2.1).
ip -n nat-gateway.bob route add default via 192.0.2.1
# server reaches 192.0.2.0/24 through gateway (198.51.100.1).
ip -n nat-gateway.server route add 192.0.2.0/24 via 198.51.100.1
# Drops packets that belong to no flow from inside.
ip netns exec nat-gateway.gateway iptables -P FORWARD DROP
# Hosts inside may open connections to outside.
ip netns exec nat-gateway.gateway iptables -A FORWARD -i eth0 -o eth1 -j ACCEPT
# Replies may return.
ip netns exec nat-gateway.gateway iptables -A FORWARD -i eth1 -o eth0 -m conntrack --ctstate RELATED,ESTABLISHED -j ACCEPT
# Packets to outside get the gateway's address; conntrack stores the original.
ip netns exec nat-gateway.gateway iptables -t nat -A POSTROUTING -o eth1 -j MASQUERADE
# server answers on 80/http, 53/udp with its name and the peer's address.
mkdir -p /run/netlab/nat-gateway/log /run/netlab/nat-gateway/pid
ip netns exec nat-gateway.server python3 -IS /run/netlab/nat-gateway/program/serve.py --name server 80/http 53/udp > /run/netlab/nat-gateway/log/server.serve 2>&1 < /dev/null & echo $! > /run/netlab/nat-gateway/pid/server.serve
timeout 10 sh -c 'until grep -qs "^$0" "$1"; do sleep 0.05; done' serving /run/netlab/nat-gateway/log/server.serve
