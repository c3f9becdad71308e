#!/bin/sh
# Builds the lab hairpin-nat, as root. netlab plan --format sh --down prints the script that removes it.
set -eu
umask 022
# gateway is a network namespace.
ip netns add hairpin-nat.gateway
# server is a network namespace.
ip netns add hairpin-nat.server
# client is a network namespace.
ip netns add hairpin-nat.client
# outside is a network namespace.
ip netns add hairpin-nat.outside
# lan is a switch: a namespace that holds a bridge.
ip netns add hairpin-nat.lan
# The server of every node with serve.
mkdir -p /run/netlab/hairpin-nat/program
printf %s '... src/programs/serve.py ...
' > /run/netlab/hairpin-nat/program/serve.py
# Node names resolve inside gateway.
mkdir -p /etc/netns/hairpin-nat.gateway
printf %s '127.0.0.1 localhost
127.0.0.1 gateway
192.0.2.80 server
192.0.2.10 client
198.51.100.9 outside
' > /etc/netns/hairpin-nat.gateway/hosts
# Node names resolve inside server.
mkdir -p /etc/netns/hairpin-nat.server
printf %s '127.0.0.1 localhost
127.0.0.1 server
192.0.2.1 gateway
192.0.2.10 client
198.51.100.9 outside
' > /etc/netns/hairpin-nat.server/hosts
# Node names resolve inside client.
mkdir -p /etc/netns/hairpin-nat.client
printf %s '127.0.0.1 localhost
127.0.0.1 client
192.0.2.1 gateway
192.0.2.80 server
198.51.100.9 outside
' > /etc/netns/hairpin-nat.client/hosts
# Node names resolve inside outside.
mkdir -p /etc/netns/hairpin-nat.outside
printf %s '127.0.0.1 localhost
127.0.0.1 outside
192.0.2.1 gateway
192.0.2.80 server
192.0.2.10 client
' > /etc/netns/hairpin-nat.outside/hosts
# A node forwards packets only if the lab enables it.
ip netns exec hairpin-nat.gateway sysctl -qw net.ipv4.ip_forward=0
# The reverse path filter is off unless the lab enables it.
ip netns exec hairpin-nat.gateway sysctl -qw net.ipv4.conf.all.rp_filter=0
# The same for interfaces that are created later.
ip netns exec hairpin-nat.gateway sysctl -qw net.ipv4.conf.default.rp_filter=0
# iptables does not filter bridged frames.
ip netns exec hairpin-nat.gateway sysctl -qew net.bridge.bridge-nf-call-iptables=0
# ip6tables does not filter bridged frames.
ip netns exec hairpin-nat.gateway sysctl -qew net.bridge.bridge-nf-call-ip6tables=0
# The lab uses no IPv6.
ip netns exec hairpin-nat.gateway sysctl -qew net.ipv6.conf.all.disable_ipv6=1
# The same for interfaces that are created later.
ip netns exec hairpin-nat.gateway sysctl -qew net.ipv6.conf.default.disable_ipv6=1
# Set the loopback interface up.
ip -n hairpin-nat.gateway link set lo up
# A node forwards packets only if the lab enables it.
ip netns exec hairpin-nat.server sysctl -qw net.ipv4.ip_forward=0
# The reverse path filter is off unless the lab enables it.
ip netns exec hairpin-nat.server sysctl -qw net.ipv4.conf.all.rp_filter=0
# The same for interfaces that are created later.
ip netns exec hairpin-nat.server sysctl -qw net.ipv4.conf.default.rp_filter=0
# iptables does not filter bridged frames.
ip netns exec hairpin-nat.server sysctl -qew net.bridge.bridge-nf-call-iptables=0
# ip6tables does not filter bridged frames.
ip netns exec hairpin-nat.server sysctl -qew net.bridge.bridge-nf-call-ip6tables=0
# The lab uses no IPv6.
ip netns exec hairpin-nat.server sysctl -qew net.ipv6.conf.all.disable_ipv6=1
# The same for interfaces that are created later.
ip netns exec hairpin-nat.server sysctl -qew net.ipv6.conf.default.disable_ipv6=1
# Set the loopback interface up.
ip -n hairpin-nat.server link set lo up
# A node forwards packets only if the lab enables it.
ip netns exec hairpin-nat.client sysctl -qw net.ipv4.ip_forward=0
# The reverse path filter is off unless the lab enables it.
ip netns exec hairpin-nat.client sysctl -qw net.ipv4.conf.all.rp_filter=0
# The same for interfaces that are created later.
ip netns exec hairpin-nat.client sysctl -qw net.ipv4.conf.default.rp_filter=0
# iptables does not filter bridged frames.
ip netns exec hairpin-nat.client sysctl -qew net.bridge.bridge-nf-call-iptables=0
# ip6tables does not filter bridged frames.
ip netns exec hairpin-nat.client sysctl -qew net.bridge.bridge-nf-call-ip6tables=0
# The lab uses no IPv6.
ip netns exec hairpin-nat.client sysctl -qew net.ipv6.conf.all.disable_ipv6=1
# The same for interfaces that are created later.
ip netns exec hairpin-nat.client sysctl -qew net.ipv6.conf.default.disable_ipv6=1
# Set the loopback interface up.
ip -n hairpin-nat.client link set lo up
# A node forwards packets only if the lab enables it.
ip netns exec hairpin-nat.outside sysctl -qw net.ipv4.ip_forward=0
# The reverse path filter is off unless the lab enables it.
ip netns exec hairpin-nat.outside sysctl -qw net.ipv4.conf.all.rp_filter=0
# The same for interfaces that are created later.
ip netns exec hairpin-nat.outside sysctl -qw net.ipv4.conf.default.rp_filter=0
# iptables does not filter bridged frames.
ip netns exec hairpin-nat.outside sysctl -qew net.bridge.bridge-nf-call-iptables=0
# ip6tables does not filter bridged frames.
ip netns exec hairpin-nat.outside sysctl -qew net.bridge.bridge-nf-call-ip6tables=0
# The lab uses no IPv6.
ip netns exec hairpin-nat.outside sysctl -qew net.ipv6.conf.all.disable_ipv6=1
# The same for interfaces that are created later.
ip netns exec hairpin-nat.outside sysctl -qew net.ipv6.conf.default.disable_ipv6=1
# Set the loopback interface up.
ip -n hairpin-nat.outside link set lo up
# A node forwards packets only if the lab enables it.
ip netns exec hairpin-nat.lan sysctl -qw net.ipv4.ip_forward=0
# The reverse path filter is off unless the lab enables it.
ip netns exec hairpin-nat.lan sysctl -qw net.ipv4.conf.all.rp_filter=0
# The same for interfaces that are created later.
ip netns exec hairpin-nat.lan sysctl -qw net.ipv4.conf.default.rp_filter=0
# iptables does not filter bridged frames.
ip netns exec hairpin-nat.lan sysctl -qew net.bridge.bridge-nf-call-iptables=0
# ip6tables does not filter bridged frames.
ip netns exec hairpin-nat.lan sysctl -qew net.bridge.bridge-nf-call-ip6tables=0
# The lab uses no IPv6.
ip netns exec hairpin-nat.lan sysctl -qew net.ipv6.conf.all.disable_ipv6=1
# The same for interfaces that are created later.
ip netns exec hairpin-nat.lan sysctl -qew net.ipv6.conf.default.disable_ipv6=1
# Set the loopback interface up.
ip -n hairpin-nat.lan link set lo up
# lan is a switch between gateway, server, client.
ip -n hairpin-nat.lan link add br0 up type bridge stp_state 0 mcast_snooping 0
# A cable: eth1 of gateway and eth0 of outside.
ip -n hairpin-nat.gateway link add eth1 up type veth peer name eth0 netns hairpin-nat.outside
# gateway's eth0 is plugged into lan.
ip -n hairpin-nat.lan link add gateway up master br0 type veth peer name eth0 netns hairpin-nat.gateway
# server's eth0 is plugged into lan.
ip -n hairpin-nat.lan link add server up master br0 type veth peer name eth0 address 02:f5:36:78:2d:d4 netns hairpin-nat.server
# client's eth0 is plugged into lan.
ip -n hairpin-nat.lan link add client up master br0 type veth peer name eth0 netns hairpin-nat.client
# Set eth0 of gateway up.
ip -n hairpin-nat.gateway link set eth0 up
# Set eth0 of server up.
ip -n hairpin-nat.server link set eth0 up
# Set eth0 of client up.
ip -n hairpin-nat.client link set eth0 up
# Set eth0 of outside up.
ip -n hairpin-nat.outside link set eth0 up
# gateway has the address 192.0.2.1 on eth0.
ip -n hairpin-nat.gateway addr add 192.0.2.1/24 dev eth0
# gateway has the address 198.51.100.1 on eth1.
ip -n hairpin-nat.gateway addr add 198.51.100.1/24 dev eth1
# server has the address 192.0.2.80 on eth0.
ip -n hairpin-nat.server addr add 192.0.2.80/24 dev eth0
# client has the address 192.0.2.10 on eth0.
ip -n hairpin-nat.client addr add 192.0.2.10/24 dev eth0
# outside has the address 198.51.100.9 on eth0.
ip -n hairpin-nat.outside addr add 198.51.100.9/24 dev eth0
# gateway forwards IPv4 packets: it is a router.
ip netns exec hairpin-nat.gateway sysctl -qw net.ipv4.ip_forward=1
# server reaches destinations without a more specific route through gateway (192.0.2.1).
ip -n hairpin-nat.server route add default via 192.0.2.1
# client reaches destinations without a more specific route through gateway (192.0.2.1).
ip -n hairpin-nat.client route add default via 192.0.2.1
# The public address leads to the server.
ip netns exec hairpin-nat.gateway iptables -t nat -A PREROUTING -d 198.51.100.1 -p tcp --dport 80 -j DNAT --to-destination 192.0.2.80
# The same for port 81, without a hairpin rule.
ip netns exec hairpin-nat.gateway iptables -t nat -A PREROUTING -d 198.51.100.1 -p tcp --dport 81 -j DNAT --to-destination 192.0.2.80
# The hairpin: clients of the server's own network get the gateway's address, so that the reply returns through it.
ip netns exec hairpin-nat.gateway iptables -t nat -A POSTROUTING -s 192.0.2.0/24 -d 192.0.2.80 -p tcp --dport 80 -j MASQUERADE
# server answers on 80/http, 81/http with its name and the peer's address.
mkdir -p /run/netlab/hairpin-nat/log /run/netlab/hairpin-nat/pid
ip netns exec hairpin-nat.server python3 -IS /run/netlab/hairpin-nat/program/serve.py --name server 80/http 81/http > /run/netlab/hairpin-nat/log/server.serve 2>&1 < /dev/null & echo $! > /run/netlab/hairpin-nat/pid/server.serve
timeout 10 sh -c 'until grep -qs "^$0" "$1"; do sleep 0.05; done' serving /run/netlab/hairpin-nat/log/server.serve
