#!/bin/sh
# Builds the lab secondary-addresses, as root. netlab plan --format sh --down prints the script that removes it.
set -eu
umask 022
# host is a network namespace.
ip netns add secondary-addresses.host
# keeps is a network namespace.
ip netns add secondary-addresses.keeps
# loses is a network namespace.
ip netns add secondary-addresses.loses
# peer is a network namespace.
ip netns add secondary-addresses.peer
# lan is a switch: a namespace that holds a bridge.
ip netns add secondary-addresses.lan
# The server of every node with serve.
mkdir -p /run/netlab/secondary-addresses/program
printf %s '... src/programs/serve.py ...
' > /run/netlab/secondary-addresses/program/serve.py
# Node names resolve inside host.
mkdir -p /etc/netns/secondary-addresses.host
printf %s '127.0.0.1 localhost
127.0.0.1 host
192.0.2.1 peer
' > /etc/netns/secondary-addresses.host/hosts
# Node names resolve inside keeps.
mkdir -p /etc/netns/secondary-addresses.keeps
printf %s '127.0.0.1 localhost
127.0.0.1 keeps
192.0.2.10 host
192.0.2.1 peer
' > /etc/netns/secondary-addresses.keeps/hosts
# Node names resolve inside loses.
mkdir -p /etc/netns/secondary-addresses.loses
printf %s '127.0.0.1 localhost
127.0.0.1 loses
192.0.2.10 host
192.0.2.1 peer
' > /etc/netns/secondary-addresses.loses/hosts
# Node names resolve inside peer.
mkdir -p /etc/netns/secondary-addresses.peer
printf %s '127.0.0.1 localhost
127.0.0.1 peer
192.0.2.10 host
' > /etc/netns/secondary-addresses.peer/hosts
# A node forwards packets only if the lab enables it.
ip netns exec secondary-addresses.host sysctl -qw net.ipv4.ip_forward=0
# The reverse path filter is off unless the lab enables it.
ip netns exec secondary-addresses.host sysctl -qw net.ipv4.conf.all.rp_filter=0
# The same for interfaces that are created later.
ip netns exec secondary-addresses.host sysctl -qw net.ipv4.conf.default.rp_filter=0
# iptables does not filter bridged frames.
ip netns exec secondary-addresses.host sysctl -qew net.bridge.bridge-nf-call-iptables=0
# ip6tables does not filter bridged frames.
ip netns exec secondary-addresses.host sysctl -qew net.bridge.bridge-nf-call-ip6tables=0
# The lab uses no IPv6.
ip netns exec secondary-addresses.host sysctl -qew net.ipv6.conf.all.disable_ipv6=1
# The same for interfaces that are created later.
ip netns exec secondary-addresses.host sysctl -qew net.ipv6.conf.default.disable_ipv6=1
# Set the loopback interface up.
ip -n secondary-addresses.host link set lo up
# A node forwards packets only if the lab enables it.
ip netns exec secondary-addresses.keeps sysctl -qw net.ipv4.ip_forward=0
# The reverse path filter is off unless the lab enables it.
ip netns exec secondary-addresses.keeps sysctl -qw net.ipv4.conf.all.rp_filter=0
# The same for interfaces that are created later.
ip netns exec secondary-addresses.keeps sysctl -qw net.ipv4.conf.default.rp_filter=0
# iptables does not filter bridged frames.
ip netns exec secondary-addresses.keeps sysctl -qew net.bridge.bridge-nf-call-iptables=0
# ip6tables does not filter bridged frames.
ip netns exec secondary-addresses.keeps sysctl -qew net.bridge.bridge-nf-call-ip6tables=0
# The lab uses no IPv6.
ip netns exec secondary-addresses.keeps sysctl -qew net.ipv6.conf.all.disable_ipv6=1
# The same for interfaces that are created later.
ip netns exec secondary-addresses.keeps sysctl -qew net.ipv6.conf.default.disable_ipv6=1
# Set the loopback interface up.
ip -n secondary-addresses.keeps link set lo up
# A node forwards packets only if the lab enables it.
ip netns exec secondary-addresses.loses sysctl -qw net.ipv4.ip_forward=0
# The reverse path filter is off unless the lab enables it.
ip netns exec secondary-addresses.loses sysctl -qw net.ipv4.conf.all.rp_filter=0
# The same for interfaces that are created later.
ip netns exec secondary-addresses.loses sysctl -qw net.ipv4.conf.default.rp_filter=0
# iptables does not filter bridged frames.
ip netns exec secondary-addresses.loses sysctl -qew net.bridge.bridge-nf-call-iptables=0
# ip6tables does not filter bridged frames.
ip netns exec secondary-addresses.loses sysctl -qew net.bridge.bridge-nf-call-ip6tables=0
# The lab uses no IPv6.
ip netns exec secondary-addresses.loses sysctl -qew net.ipv6.conf.all.disable_ipv6=1
# The same for interfaces that are created later.
ip netns exec secondary-addresses.loses sysctl -qew net.ipv6.conf.default.disable_ipv6=1
# Set the loopback interface up.
ip -n secondary-addresses.loses link set lo up
# A node forwards packets only if the lab enables it.
ip netns exec secondary-addresses.peer sysctl -qw net.ipv4.ip_forward=0
# The reverse path filter is off unless the lab enables it.
ip netns exec secondary-addresses.peer sysctl -qw net.ipv4.conf.all.rp_filter=0
# The same for interfaces that are created later.
ip netns exec secondary-addresses.peer sysctl -qw net.ipv4.conf.default.rp_filter=0
# iptables does not filter bridged frames.
ip netns exec secondary-addresses.peer sysctl -qew net.bridge.bridge-nf-call-iptables=0
# ip6tables does not filter bridged frames.
ip netns exec secondary-addresses.peer sysctl -qew net.bridge.bridge-nf-call-ip6tables=0
# The lab uses no IPv6.
ip netns exec secondary-addresses.peer sysctl -qew net.ipv6.conf.all.disable_ipv6=1
# The same for interfaces that are created later.
ip netns exec secondary-addresses.peer sysctl -qew net.ipv6.conf.default.disable_ipv6=1
# Set the loopback interface up.
ip -n secondary-addresses.peer link set lo up
# A node forwards packets only if the lab enables it.
ip netns exec secondary-addresses.lan sysctl -qw net.ipv4.ip_forward=0
# The reverse path filter is off unless the lab enables it.
ip netns exec secondary-addresses.lan sysctl -qw net.ipv4.conf.all.rp_filter=0
# The same for interfaces that are created later.
ip netns exec secondary-addresses.lan sysctl -qw net.ipv4.conf.default.rp_filter=0
# iptables does not filter bridged frames.
ip netns exec secondary-addresses.lan sysctl -qew net.bridge.bridge-nf-call-iptables=0
# ip6tables does not filter bridged frames.
ip netns exec secondary-addresses.lan sysctl -qew net.bridge.bridge-nf-call-ip6tables=0
# The lab uses no IPv6.
ip netns exec secondary-addresses.lan sysctl -qew net.ipv6.conf.all.disable_ipv6=1
# The same for interfaces that are created later.
ip netns exec secondary-addresses.lan sysctl -qew net.ipv6.conf.default.disable_ipv6=1
# Set the loopback interface up.
ip -n secondary-addresses.lan link set lo up
# lan is a switch between host, keeps, loses, peer.
ip -n secondary-addresses.lan link add br0 up type bridge stp_state 0 mcast_snooping 0
# host's eth0 is plugged into lan.
ip -n secondary-addresses.lan link add host up master br0 type veth peer name eth0 netns secondary-addresses.host
# keeps's eth0 is plugged into lan.
ip -n secondary-addresses.lan link add keeps up master br0 type veth peer name eth0 netns secondary-addresses.keeps
# loses's eth0 is plugged into lan.
ip -n secondary-addresses.lan link add loses up master br0 type veth peer name eth0 netns secondary-addresses.loses
# peer's eth0 is plugged into lan.
ip -n secondary-addresses.lan link add peer up master br0 type veth peer name eth0 netns secondary-addresses.peer
# Set eth0 of host up.
ip -n secondary-addresses.host link set eth0 up
# Set eth0 of keeps up.
ip -n secondary-addresses.keeps link set eth0 up
# Set eth0 of loses up.
ip -n secondary-addresses.loses link set eth0 up
# Set eth0 of peer up.
ip -n secondary-addresses.peer link set eth0 up
# host has the address 192.0.2.10 on eth0.
ip -n secondary-addresses.host addr add 192.0.2.10/24 dev eth0
# peer has the address 192.0.2.1 on eth0.
ip -n secondary-addresses.peer addr add 192.0.2.1/24 dev eth0
# peer has the address 203.0.113.1 on lo.
ip -n secondary-addresses.peer addr add 203.0.113.1/32 dev lo
# host has the address 192.0.2.20 on eth0.
ip -n secondary-addresses.host addr add 192.0.2.20/24 dev eth0
# peer has the address 198.51.100.1 on eth0.
ip -n secondary-addresses.peer addr add 198.51.100.1/24 dev eth0
# host has the address 198.51.100.10 on eth0.
ip -n secondary-addresses.host addr add 198.51.100.10/24 dev eth0
# host has the address 192.0.2.40 on eth0.
ip -n secondary-addresses.host addr add 192.0.2.40/32 dev eth0
# Set net.ipv4.conf.all.promote_secondaries in keeps.
ip netns exec secondary-addresses.keeps sysctl -qw net.ipv4.conf.all.promote_secondaries=0
# Set net.ipv4.conf.eth0.promote_secondaries in keeps.
ip netns exec secondary-addresses.keeps sysctl -qw net.ipv4.conf.eth0.promote_secondaries=1
# Set net.ipv4.conf.all.promote_secondaries in loses.
ip netns exec secondary-addresses.loses sysctl -qw net.ipv4.conf.all.promote_secondaries=0
# Set net.ipv4.conf.eth0.promote_secondaries in loses.
ip netns exec secondary-addresses.loses sysctl -qw net.ipv4.conf.eth0.promote_secondaries=0
# Set net.ipv4.neigh.eth0.retrans_time_ms in peer.
ip netns exec secondary-addresses.peer sysctl -qw net.ipv4.neigh.eth0.retrans_time_ms=100
# A route can select a secondary.
ip -n secondary-addresses.host route add 203.0.113.0/24 via 192.0.2.1 src 192.0.2.20
# peer answers on 80/http with its name and the peer's address.
mkdir -p /run/netlab/secondary-addresses/log /run/netlab/secondary-addresses/pid
ip netns exec secondary-addresses.peer python3 -IS /run/netlab/secondary-addresses/program/serve.py --name peer 80/http > /run/netlab/secondary-addresses/log/peer.serve 2>&1 < /dev/null & echo $! > /run/netlab/secondary-addresses/pid/peer.serve
timeout 10 sh -c 'until grep -qs "^$0" "$1"; do sleep 0.05; done' serving /run/netlab/secondary-addresses/log/peer.serve
# keeps runs ip.
ip -n secondary-addresses.keeps addr add 192.0.2.61/24 dev eth0
# loses runs ip.
ip -n secondary-addresses.loses addr add 192.0.2.51/24 dev eth0
# keeps runs ip-2.
ip -n secondary-addresses.keeps addr add 192.0.2.62/24 dev eth0
# loses runs ip-2.
ip -n secondary-addresses.loses addr add 192.0.2.52/24 dev eth0
# keeps runs ip-3.
ip -n secondary-addresses.keeps addr add 192.0.2.63/24 dev eth0
# loses runs ip-3.
ip -n secondary-addresses.loses addr add 192.0.2.53/24 dev eth0
# The first secondary becomes the primary.
ip -n secondary-addresses.keeps addr del 192.0.2.61/24 dev eth0
# The kernel deletes its secondaries too.
ip -n secondary-addresses.loses addr del 192.0.2.51/24 dev eth0
