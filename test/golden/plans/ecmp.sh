#!/bin/sh
# Builds the lab ecmp, as root. netlab plan --format sh --down prints the script that removes it.
set -eu
umask 022
# client is a network namespace.
ip netns add ecmp.client
# near is a network namespace.
ip netns add ecmp.near
# upper is a network namespace.
ip netns add ecmp.upper
# lower is a network namespace.
ip netns add ecmp.lower
# far is a network namespace.
ip netns add ecmp.far
# server is a network namespace.
ip netns add ecmp.server
# The server of every node with serve.
mkdir -p /run/netlab/ecmp/program
printf %s '... src/programs/serve.py ...
' > /run/netlab/ecmp/program/serve.py
# Node names resolve inside client.
mkdir -p /etc/netns/ecmp.client
printf %s '127.0.0.1 localhost
127.0.0.1 client
192.0.2.1 near
10.0.1.2 upper
10.0.2.2 lower
10.0.3.1 far
198.51.100.2 server
' > /etc/netns/ecmp.client/hosts
# Node names resolve inside near.
mkdir -p /etc/netns/ecmp.near
printf %s '127.0.0.1 localhost
127.0.0.1 near
192.0.2.2 client
10.0.1.2 upper
10.0.2.2 lower
10.0.3.1 far
198.51.100.2 server
' > /etc/netns/ecmp.near/hosts
# Node names resolve inside upper.
mkdir -p /etc/netns/ecmp.upper
printf %s '127.0.0.1 localhost
127.0.0.1 upper
192.0.2.2 client
192.0.2.1 near
10.0.2.2 lower
10.0.3.1 far
198.51.100.2 server
' > /etc/netns/ecmp.upper/hosts
# Node names resolve inside lower.
mkdir -p /etc/netns/ecmp.lower
printf %s '127.0.0.1 localhost
127.0.0.1 lower
192.0.2.2 client
192.0.2.1 near
10.0.1.2 upper
10.0.3.1 far
198.51.100.2 server
' > /etc/netns/ecmp.lower/hosts
# Node names resolve inside far.
mkdir -p /etc/netns/ecmp.far
printf %s '127.0.0.1 localhost
127.0.0.1 far
192.0.2.2 client
192.0.2.1 near
10.0.1.2 upper
10.0.2.2 lower
198.51.100.2 server
' > /etc/netns/ecmp.far/hosts
# Node names resolve inside server.
mkdir -p /etc/netns/ecmp.server
printf %s '127.0.0.1 localhost
127.0.0.1 server
192.0.2.2 client
192.0.2.1 near
10.0.1.2 upper
10.0.2.2 lower
10.0.3.1 far
' > /etc/netns/ecmp.server/hosts
# A node forwards packets only if the lab enables it.
ip netns exec ecmp.client sysctl -qw net.ipv4.ip_forward=0
# The reverse path filter is off unless the lab enables it.
ip netns exec ecmp.client sysctl -qw net.ipv4.conf.all.rp_filter=0
# The same for interfaces that are created later.
ip netns exec ecmp.client sysctl -qw net.ipv4.conf.default.rp_filter=0
# iptables does not filter bridged frames.
ip netns exec ecmp.client sysctl -qew net.bridge.bridge-nf-call-iptables=0
# ip6tables does not filter bridged frames.
ip netns exec ecmp.client sysctl -qew net.bridge.bridge-nf-call-ip6tables=0
# The lab uses no IPv6.
ip netns exec ecmp.client sysctl -qew net.ipv6.conf.all.disable_ipv6=1
# The same for interfaces that are created later.
ip netns exec ecmp.client sysctl -qew net.ipv6.conf.default.disable_ipv6=1
# Set the loopback interface up.
ip -n ecmp.client link set lo up
# A node forwards packets only if the lab enables it.
ip netns exec ecmp.near sysctl -qw net.ipv4.ip_forward=0
# The reverse path filter is off unless the lab enables it.
ip netns exec ecmp.near sysctl -qw net.ipv4.conf.all.rp_filter=0
# The same for interfaces that are created later.
ip netns exec ecmp.near sysctl -qw net.ipv4.conf.default.rp_filter=0
# iptables does not filter bridged frames.
ip netns exec ecmp.near sysctl -qew net.bridge.bridge-nf-call-iptables=0
# ip6tables does not filter bridged frames.
ip netns exec ecmp.near sysctl -qew net.bridge.bridge-nf-call-ip6tables=0
# The lab uses no IPv6.
ip netns exec ecmp.near sysctl -qew net.ipv6.conf.all.disable_ipv6=1
# The same for interfaces that are created later.
ip netns exec ecmp.near sysctl -qew net.ipv6.conf.default.disable_ipv6=1
# Set the loopback interface up.
ip -n ecmp.near link set lo up
# A node forwards packets only if the lab enables it.
ip netns exec ecmp.upper sysctl -qw net.ipv4.ip_forward=0
# The reverse path filter is off unless the lab enables it.
ip netns exec ecmp.upper sysctl -qw net.ipv4.conf.all.rp_filter=0
# The same for interfaces that are created later.
ip netns exec ecmp.upper sysctl -qw net.ipv4.conf.default.rp_filter=0
# iptables does not filter bridged frames.
ip netns exec ecmp.upper sysctl -qew net.bridge.bridge-nf-call-iptables=0
# ip6tables does not filter bridged frames.
ip netns exec ecmp.upper sysctl -qew net.bridge.bridge-nf-call-ip6tables=0
# The lab uses no IPv6.
ip netns exec ecmp.upper sysctl -qew net.ipv6.conf.all.disable_ipv6=1
# The same for interfaces that are created later.
ip netns exec ecmp.upper sysctl -qew net.ipv6.conf.default.disable_ipv6=1
# Set the loopback interface up.
ip -n ecmp.upper link set lo up
# A node forwards packets only if the lab enables it.
ip netns exec ecmp.lower sysctl -qw net.ipv4.ip_forward=0
# The reverse path filter is off unless the lab enables it.
ip netns exec ecmp.lower sysctl -qw net.ipv4.conf.all.rp_filter=0
# The same for interfaces that are created later.
ip netns exec ecmp.lower sysctl -qw net.ipv4.conf.default.rp_filter=0
# iptables does not filter bridged frames.
ip netns exec ecmp.lower sysctl -qew net.bridge.bridge-nf-call-iptables=0
# ip6tables does not filter bridged frames.
ip netns exec ecmp.lower sysctl -qew net.bridge.bridge-nf-call-ip6tables=0
# The lab uses no IPv6.
ip netns exec ecmp.lower sysctl -qew net.ipv6.conf.all.disable_ipv6=1
# The same for interfaces that are created later.
ip netns exec ecmp.lower sysctl -qew net.ipv6.conf.default.disable_ipv6=1
# Set the loopback interface up.
ip -n ecmp.lower link set lo up
# A node forwards packets only if the lab enables it.
ip netns exec ecmp.far sysctl -qw net.ipv4.ip_forward=0
# The reverse path filter is off unless the lab enables it.
ip netns exec ecmp.far sysctl -qw net.ipv4.conf.all.rp_filter=0
# The same for interfaces that are created later.
ip netns exec ecmp.far sysctl -qw net.ipv4.conf.default.rp_filter=0
# iptables does not filter bridged frames.
ip netns exec ecmp.far sysctl -qew net.bridge.bridge-nf-call-iptables=0
# ip6tables does not filter bridged frames.
ip netns exec ecmp.far sysctl -qew net.bridge.bridge-nf-call-ip6tables=0
# The lab uses no IPv6.
ip netns exec ecmp.far sysctl -qew net.ipv6.conf.all.disable_ipv6=1
# The same for interfaces that are created later.
ip netns exec ecmp.far sysctl -qew net.ipv6.conf.default.disable_ipv6=1
# Set the loopback interface up.
ip -n ecmp.far link set lo up
# A node forwards packets only if the lab enables it.
ip netns exec ecmp.server sysctl -qw net.ipv4.ip_forward=0
# The reverse path filter is off unless the lab enables it.
ip netns exec ecmp.server sysctl -qw net.ipv4.conf.all.rp_filter=0
# The same for interfaces that are created later.
ip netns exec ecmp.server sysctl -qw net.ipv4.conf.default.rp_filter=0
# iptables does not filter bridged frames.
ip netns exec ecmp.server sysctl -qew net.bridge.bridge-nf-call-iptables=0
# ip6tables does not filter bridged frames.
ip netns exec ecmp.server sysctl -qew net.bridge.bridge-nf-call-ip6tables=0
# The lab uses no IPv6.
ip netns exec ecmp.server sysctl -qew net.ipv6.conf.all.disable_ipv6=1
# The same for interfaces that are created later.
ip netns exec ecmp.server sysctl -qew net.ipv6.conf.default.disable_ipv6=1
# Set the loopback interface up.
ip -n ecmp.server link set lo up
# A cable: eth0 of near and eth0 of client.
ip -n ecmp.near link add eth0 up type veth peer name eth0 netns ecmp.client
# A cable: eth1 of near and eth0 of upper.
ip -n ecmp.near link add eth1 up type veth peer name eth0 netns ecmp.upper
# A cable: eth2 of near and eth0 of lower.
ip -n ecmp.near link add eth2 up type veth peer name eth0 netns ecmp.lower
# A cable: eth1 of far and eth1 of upper.
ip -n ecmp.far link add eth1 up type veth peer name eth1 netns ecmp.upper
# A cable: eth2 of far and eth1 of lower.
ip -n ecmp.far link add eth2 up type veth peer name eth1 netns ecmp.lower
# A cable: eth0 of far and eth0 of server.
ip -n ecmp.far link add eth0 up type veth peer name eth0 netns ecmp.server
# Set eth0 of client up.
ip -n ecmp.client link set eth0 up
# Set eth0 of upper up.
ip -n ecmp.upper link set eth0 up
# Set eth1 of upper up.
ip -n ecmp.upper link set eth1 up
# Set eth0 of lower up.
ip -n ecmp.lower link set eth0 up
# Set eth1 of lower up.
ip -n ecmp.lower link set eth1 up
# Set eth0 of server up.
ip -n ecmp.server link set eth0 up
# client has the address 192.0.2.2 on eth0.
ip -n ecmp.client addr add 192.0.2.2/24 dev eth0
# near has the address 192.0.2.1 on eth0.
ip -n ecmp.near addr add 192.0.2.1/24 dev eth0
# near has the address 10.0.1.1 on eth1.
ip -n ecmp.near addr add 10.0.1.1/24 dev eth1
# near has the address 10.0.2.1 on eth2.
ip -n ecmp.near addr add 10.0.2.1/24 dev eth2
# upper has the address 10.0.1.2 on eth0.
ip -n ecmp.upper addr add 10.0.1.2/24 dev eth0
# upper has the address 10.0.3.2 on eth1.
ip -n ecmp.upper addr add 10.0.3.2/24 dev eth1
# lower has the address 10.0.2.2 on eth0.
ip -n ecmp.lower addr add 10.0.2.2/24 dev eth0
# lower has the address 10.0.4.2 on eth1.
ip -n ecmp.lower addr add 10.0.4.2/24 dev eth1
# far has the address 10.0.3.1 on eth1.
ip -n ecmp.far addr add 10.0.3.1/24 dev eth1
# far has the address 10.0.4.1 on eth2.
ip -n ecmp.far addr add 10.0.4.1/24 dev eth2
# far has the address 198.51.100.1 on eth0.
ip -n ecmp.far addr add 198.51.100.1/24 dev eth0
# server has the address 198.51.100.2 on eth0.
ip -n ecmp.server addr add 198.51.100.2/24 dev eth0
# near forwards IPv4 packets: it is a router.
ip netns exec ecmp.near sysctl -qw net.ipv4.ip_forward=1
# Set net.ipv4.fib_multipath_hash_policy in near.
ip netns exec ecmp.near sysctl -qw net.ipv4.fib_multipath_hash_policy=3
# Set net.ipv4.fib_multipath_hash_fields in near.
ip netns exec ecmp.near sysctl -qw net.ipv4.fib_multipath_hash_fields=55
# upper forwards IPv4 packets: it is a router.
ip netns exec ecmp.upper sysctl -qw net.ipv4.ip_forward=1
# lower forwards IPv4 packets: it is a router.
ip netns exec ecmp.lower sysctl -qw net.ipv4.ip_forward=1
# far forwards IPv4 packets: it is a router.
ip netns exec ecmp.far sysctl -qw net.ipv4.ip_forward=1
# client reaches destinations without a more specific route through near (192.0.2.1).
ip -n ecmp.client route add default via 192.0.2.1
# near balances traffic to 198.51.100.0/24 over 2 gateways.
ip -n ecmp.near route add 198.51.100.0/24 nexthop via 10.0.1.2 nexthop via 10.0.2.2
# upper reaches 198.51.100.0/24 through far (10.0.3.1).
ip -n ecmp.upper route add 198.51.100.0/24 via 10.0.3.1
# upper reaches 192.0.2.0/24 through near (10.0.1.1).
ip -n ecmp.upper route add 192.0.2.0/24 via 10.0.1.1
# lower reaches 198.51.100.0/24 through far (10.0.4.1).
ip -n ecmp.lower route add 198.51.100.0/24 via 10.0.4.1
# lower reaches 192.0.2.0/24 through near (10.0.2.1).
ip -n ecmp.lower route add 192.0.2.0/24 via 10.0.2.1
# far balances traffic to 192.0.2.0/24 over 2 gateways.
ip -n ecmp.far route add 192.0.2.0/24 nexthop via 10.0.3.2 nexthop via 10.0.4.2
# server reaches destinations without a more specific route through far (198.51.100.1).
ip -n ecmp.server route add default via 198.51.100.1
# server answers on 53/udp, 9000/tcp with its name and the peer's address.
mkdir -p /run/netlab/ecmp/log /run/netlab/ecmp/pid
ip netns exec ecmp.server python3 -IS /run/netlab/ecmp/program/serve.py --name server 53/udp 9000/tcp > /run/netlab/ecmp/log/server.serve 2>&1 < /dev/null & echo $! > /run/netlab/ecmp/pid/server.serve
timeout 10 sh -c 'until grep -qs "^$0" "$1"; do sleep 0.05; done' serving /run/netlab/ecmp/log/server.serve
