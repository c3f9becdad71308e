#!/bin/sh
# Builds the lab ebpf-packet-counter, as root. netlab plan --format sh --down prints the script that removes it.
set -eu
umask 022
# client is a network namespace.
ip netns add ebpf-packet-counter.client
# server is a network namespace.
ip netns add ebpf-packet-counter.server
# The object of counter.bpf.c, in base64.
mkdir -p /run/netlab/ebpf-packet-counter/objects
printf %s '... bpf/counter.o ...' | base64 -d > /run/netlab/ebpf-packet-counter/objects/counter.o
# The server of every node with serve.
mkdir -p /run/netlab/ebpf-packet-counter/program
printf %s '... src/programs/serve.py ...
' > /run/netlab/ebpf-packet-counter/program/serve.py
# Node names resolve inside client.
mkdir -p /etc/netns/ebpf-packet-counter.client
printf %s '127.0.0.1 localhost
127.0.0.1 client
192.0.2.2 server
' > /etc/netns/ebpf-packet-counter.client/hosts
# Node names resolve inside server.
mkdir -p /etc/netns/ebpf-packet-counter.server
printf %s '127.0.0.1 localhost
127.0.0.1 server
192.0.2.1 client
' > /etc/netns/ebpf-packet-counter.server/hosts
# Programs and maps of the lab have names here.
mkdir -p /run/netlab/ebpf-packet-counter/bpf
mount -t bpf bpf /run/netlab/ebpf-packet-counter/bpf
# A node forwards packets only if the lab enables it.
ip netns exec ebpf-packet-counter.client sysctl -qw net.ipv4.ip_forward=0
# The reverse path filter is off unless the lab enables it.
ip netns exec ebpf-packet-counter.client sysctl -qw net.ipv4.conf.all.rp_filter=0
# The same for interfaces that are created later.
ip netns exec ebpf-packet-counter.client sysctl -qw net.ipv4.conf.default.rp_filter=0
# iptables does not filter bridged frames.
ip netns exec ebpf-packet-counter.client sysctl -qew net.bridge.bridge-nf-call-iptables=0
# ip6tables does not filter bridged frames.
ip netns exec ebpf-packet-counter.client sysctl -qew net.bridge.bridge-nf-call-ip6tables=0
# The lab uses no IPv6.
ip netns exec ebpf-packet-counter.client sysctl -qew net.ipv6.conf.all.disable_ipv6=1
# The same for interfaces that are created later.
ip netns exec ebpf-packet-counter.client sysctl -qew net.ipv6.conf.default.disable_ipv6=1
# Set the loopback interface up.
ip -n ebpf-packet-counter.client link set lo up
# A node forwards packets only if the lab enables it.
ip netns exec ebpf-packet-counter.server sysctl -qw net.ipv4.ip_forward=0
# The reverse path filter is off unless the lab enables it.
ip netns exec ebpf-packet-counter.server sysctl -qw net.ipv4.conf.all.rp_filter=0
# The same for interfaces that are created later.
ip netns exec ebpf-packet-counter.server sysctl -qw net.ipv4.conf.default.rp_filter=0
# iptables does not filter bridged frames.
ip netns exec ebpf-packet-counter.server sysctl -qew net.bridge.bridge-nf-call-iptables=0
# ip6tables does not filter bridged frames.
ip netns exec ebpf-packet-counter.server sysctl -qew net.bridge.bridge-nf-call-ip6tables=0
# The lab uses no IPv6.
ip netns exec ebpf-packet-counter.server sysctl -qew net.ipv6.conf.all.disable_ipv6=1
# The same for interfaces that are created later.
ip netns exec ebpf-packet-counter.server sysctl -qew net.ipv6.conf.default.disable_ipv6=1
# Set the loopback interface up.
ip -n ebpf-packet-counter.server link set lo up
# A cable: eth0 of client and eth0 of server.
ip -n ebpf-packet-counter.client link add eth0 up type veth peer name eth0 netns ebpf-packet-counter.server
# Set eth0 of server up.
ip -n ebpf-packet-counter.server link set eth0 up
# Programs see the packets of eth0 of server.
tc -n ebpf-packet-counter.server qdisc add dev eth0 clsact
# client has the address 192.0.2.1 on eth0.
ip -n ebpf-packet-counter.client addr add 192.0.2.1/24 dev eth0
# server has the address 192.0.2.2 on eth0.
ip -n ebpf-packet-counter.server addr add 192.0.2.2/24 dev eth0
# The kernel verifies and loads the programs of counter for server.
mkdir -p /run/netlab/ebpf-packet-counter/bpf/server
bpftool -n prog loadall /run/netlab/ebpf-packet-counter/objects/counter.o /run/netlab/ebpf-packet-counter/bpf/server/programs pinmaps /run/netlab/ebpf-packet-counter/bpf/server/maps
# The program counts ICMP.
bpftool map update pinned /run/netlab/ebpf-packet-counter/bpf/server/maps/packets key 1 value 0 0 0 0 0 0 0 0
# The program counts TCP.
bpftool map update pinned /run/netlab/ebpf-packet-counter/bpf/server/maps/packets key 6 value 0 0 0 0 0 0 0 0
# The kernel runs count for each packet that arrives at eth0.
tc -n ebpf-packet-counter.server filter add dev eth0 ingress protocol all prio 1 bpf da object-pinned /run/netlab/ebpf-packet-counter/bpf/server/programs/count
# server answers on 80/tcp, 53/udp with its name and the peer's address.
mkdir -p /run/netlab/ebpf-packet-counter/log /run/netlab/ebpf-packet-counter/pid
ip netns exec ebpf-packet-counter.server python3 -IS /run/netlab/ebpf-packet-counter/program/serve.py --name server 80/tcp 53/udp > /run/netlab/ebpf-packet-counter/log/server.serve 2>&1 < /dev/null & echo $! > /run/netlab/ebpf-packet-counter/pid/server.serve
timeout 10 sh -c 'until grep -qs "^$0" "$1"; do sleep 0.05; done' serving /run/netlab/ebpf-packet-counter/log/server.serve
