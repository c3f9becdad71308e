#!/bin/sh
# Builds the lab ip-fragments, as root. netlab plan --format sh --down prints the script that removes it.
set -eu
umask 022
# sender is a network namespace.
ip netns add ip-fragments.sender
# firewall is a network namespace.
ip netns add ip-fragments.firewall
# receiver is a network namespace.
ip netns add ip-fragments.receiver
# robbed is a network namespace.
ip netns add ip-fragments.robbed
# inside is a switch: a namespace that holds a bridge.
ip netns add ip-fragments.inside
# The server of every node with serve.
mkdir -p /run/netlab/ip-fragments/program
printf %s '... src/programs/serve.py ...
' > /run/netlab/ip-fragments/program/serve.py
# Node names resolve inside sender.
mkdir -p /etc/netns/ip-fragments.sender
printf %s '127.0.0.1 localhost
127.0.0.1 sender
192.0.2.1 firewall
198.51.100.10 receiver
198.51.100.20 robbed
' > /etc/netns/ip-fragments.sender/hosts
# Node names resolve inside firewall.
mkdir -p /etc/netns/ip-fragments.firewall
printf %s '127.0.0.1 localhost
127.0.0.1 firewall
192.0.2.2 sender
198.51.100.10 receiver
198.51.100.20 robbed
' > /etc/netns/ip-fragments.firewall/hosts
# Node names resolve inside receiver.
mkdir -p /etc/netns/ip-fragments.receiver
printf %s '127.0.0.1 localhost
127.0.0.1 receiver
192.0.2.2 sender
192.0.2.1 firewall
198.51.100.20 robbed
' > /etc/netns/ip-fragments.receiver/hosts
# Node names resolve inside robbed.
mkdir -p /etc/netns/ip-fragments.robbed
printf %s '127.0.0.1 localhost
127.0.0.1 robbed
192.0.2.2 sender
192.0.2.1 firewall
198.51.100.10 receiver
' > /etc/netns/ip-fragments.robbed/hosts
# A node forwards packets only if the lab enables it.
ip netns exec ip-fragments.sender sysctl -qw net.ipv4.ip_forward=0
# The reverse path filter is off unless the lab enables it.
ip netns exec ip-fragments.sender sysctl -qw net.ipv4.conf.all.rp_filter=0
# The same for interfaces that are created later.
ip netns exec ip-fragments.sender sysctl -qw net.ipv4.conf.default.rp_filter=0
# iptables does not filter bridged frames.
ip netns exec ip-fragments.sender sysctl -qew net.bridge.bridge-nf-call-iptables=0
# ip6tables does not filter bridged frames.
ip netns exec ip-fragments.sender sysctl -qew net.bridge.bridge-nf-call-ip6tables=0
# The lab uses no IPv6.
ip netns exec ip-fragments.sender sysctl -qew net.ipv6.conf.all.disable_ipv6=1
# The same for interfaces that are created later.
ip netns exec ip-fragments.sender sysctl -qew net.ipv6.conf.default.disable_ipv6=1
# Set the loopback interface up.
ip -n ip-fragments.sender link set lo up
# A node forwards packets only if the lab enables it.
ip netns exec ip-fragments.firewall sysctl -qw net.ipv4.ip_forward=0
# The reverse path filter is off unless the lab enables it.
ip netns exec ip-fragments.firewall sysctl -qw net.ipv4.conf.all.rp_filter=0
# The same for interfaces that are created later.
ip netns exec ip-fragments.firewall sysctl -qw net.ipv4.conf.default.rp_filter=0
# iptables does not filter bridged frames.
ip netns exec ip-fragments.firewall sysctl -qew net.bridge.bridge-nf-call-iptables=0
# ip6tables does not filter bridged frames.
ip netns exec ip-fragments.firewall sysctl -qew net.bridge.bridge-nf-call-ip6tables=0
# The lab uses no IPv6.
ip netns exec ip-fragments.firewall sysctl -qew net.ipv6.conf.all.disable_ipv6=1
# The same for interfaces that are created later.
ip netns exec ip-fragments.firewall sysctl -qew net.ipv6.conf.default.disable_ipv6=1
# Set the loopback interface up.
ip -n ip-fragments.firewall link set lo up
# A node forwards packets only if the lab enables it.
ip netns exec ip-fragments.receiver sysctl -qw net.ipv4.ip_forward=0
# The reverse path filter is off unless the lab enables it.
ip netns exec ip-fragments.receiver sysctl -qw net.ipv4.conf.all.rp_filter=0
# The same for interfaces that are created later.
ip netns exec ip-fragments.receiver sysctl -qw net.ipv4.conf.default.rp_filter=0
# iptables does not filter bridged frames.
ip netns exec ip-fragments.receiver sysctl -qew net.bridge.bridge-nf-call-iptables=0
# ip6tables does not filter bridged frames.
ip netns exec ip-fragments.receiver sysctl -qew net.bridge.bridge-nf-call-ip6tables=0
# The lab uses no IPv6.
ip netns exec ip-fragments.receiver sysctl -qew net.ipv6.conf.all.disable_ipv6=1
# The same for interfaces that are created later.
ip netns exec ip-fragments.receiver sysctl -qew net.ipv6.conf.default.disable_ipv6=1
# Set the loopback interface up.
ip -n ip-fragments.receiver link set lo up
# A node forwards packets only if the lab enables it.
ip netns exec ip-fragments.robbed sysctl -qw net.ipv4.ip_forward=0
# The reverse path filter is off unless the lab enables it.
ip netns exec ip-fragments.robbed sysctl -qw net.ipv4.conf.all.rp_filter=0
# The same for interfaces that are created later.
ip netns exec ip-fragments.robbed sysctl -qw net.ipv4.conf.default.rp_filter=0
# iptables does not filter bridged frames.
ip netns exec ip-fragments.robbed sysctl -qew net.bridge.bridge-nf-call-iptables=0
# ip6tables does not filter bridged frames.
ip netns exec ip-fragments.robbed sysctl -qew net.bridge.bridge-nf-call-ip6tables=0
# The lab uses no IPv6.
ip netns exec ip-fragments.robbed sysctl -qew net.ipv6.conf.all.disable_ipv6=1
# The same for interfaces that are created later.
ip netns exec ip-fragments.robbed sysctl -qew net.ipv6.conf.default.disable_ipv6=1
# Set the loopback interface up.
ip -n ip-fragments.robbed link set lo up
# A node forwards packets only if the lab enables it.
ip netns exec ip-fragments.inside sysctl -qw net.ipv4.ip_forward=0
# The reverse path filter is off unless the lab enables it.
ip netns exec ip-fragments.inside sysctl -qw net.ipv4.conf.all.rp_filter=0
# The same for interfaces that are created later.
ip netns exec ip-fragments.inside sysctl -qw net.ipv4.conf.default.rp_filter=0
# iptables does not filter bridged frames.
ip netns exec ip-fragments.inside sysctl -qew net.bridge.bridge-nf-call-iptables=0
# ip6tables does not filter bridged frames.
ip netns exec ip-fragments.inside sysctl -qew net.bridge.bridge-nf-call-ip6tables=0
# The lab uses no IPv6.
ip netns exec ip-fragments.inside sysctl -qew net.ipv6.conf.all.disable_ipv6=1
# The same for interfaces that are created later.
ip netns exec ip-fragments.inside sysctl -qew net.ipv6.conf.default.disable_ipv6=1
# Set the loopback interface up.
ip -n ip-fragments.inside link set lo up
# inside is a switch between firewall, receiver, robbed.
ip -n ip-fragments.inside link add br0 up type bridge stp_state 0 mcast_snooping 0
# A cable: eth0 of firewall and eth0 of sender.
ip -n ip-fragments.firewall link add eth0 up type veth peer name eth0 netns ip-fragments.sender
# firewall's eth1 is plugged into inside.
ip -n ip-fragments.inside link add firewall up master br0 type veth peer name eth1 netns ip-fragments.firewall
# receiver's eth0 is plugged into inside.
ip -n ip-fragments.inside link add receiver up master br0 type veth peer name eth0 netns ip-fragments.receiver
# robbed's eth0 is plugged into inside.
ip -n ip-fragments.inside link add robbed up master br0 type veth peer name eth0 netns ip-fragments.robbed
# Set eth0 of sender up.
ip -n ip-fragments.sender link set eth0 up
# Set eth1 of firewall up.
ip -n ip-fragments.firewall link set eth1 up
# Set eth0 of receiver up.
ip -n ip-fragments.receiver link set eth0 up
# Set eth0 of robbed up.
ip -n ip-fragments.robbed link set eth0 up
# eth0 of sender carries packets as on a wire: the kernel segments them and computes checksums.
ip netns exec ip-fragments.sender ethtool -K eth0 tso off gso off
# sender has the address 192.0.2.2 on eth0.
ip -n ip-fragments.sender addr add 192.0.2.2/24 dev eth0
# firewall has the address 192.0.2.1 on eth0.
ip -n ip-fragments.firewall addr add 192.0.2.1/24 dev eth0
# firewall has the address 198.51.100.1 on eth1.
ip -n ip-fragments.firewall addr add 198.51.100.1/24 dev eth1
# receiver has the address 198.51.100.10 on eth0.
ip -n ip-fragments.receiver addr add 198.51.100.10/24 dev eth0
# robbed has the address 198.51.100.20 on eth0.
ip -n ip-fragments.robbed addr add 198.51.100.20/24 dev eth0
# firewall forwards IPv4 packets: it is a router.
ip netns exec ip-fragments.firewall sysctl -qw net.ipv4.ip_forward=1
# Set net.ipv4.ipfrag_time in robbed.
ip netns exec ip-fragments.robbed sysctl -qw net.ipv4.ipfrag_time=1
# sender reaches destinations without a more specific route through firewall (192.0.2.1).
ip -n ip-fragments.sender route add default via 192.0.2.1
# receiver reaches destinations without a more specific route through firewall (198.51.100.1).
ip -n ip-fragments.receiver route add default via 198.51.100.1
# robbed reaches destinations without a more specific route through firewall (198.51.100.1).
ip -n ip-fragments.robbed route add default via 198.51.100.1
# Packets that match no rule of FORWARD: DROP.
ip netns exec ip-fragments.firewall iptables -P FORWARD DROP
# Only a first fragment has ports.
ip netns exec ip-fragments.firewall iptables -A FORWARD -p udp --dport 53 -j ACCEPT
# Later fragments have no ports. receiver gets all of them.
ip netns exec ip-fragments.firewall iptables -A FORWARD -f -d 198.51.100.10 -j ACCEPT
# receiver's own replies may be fragmented too.
ip netns exec ip-fragments.firewall iptables -A FORWARD -f -s 198.51.100.10 -j ACCEPT
# Replies.
ip netns exec ip-fragments.firewall iptables -A FORWARD -p udp --sport 53 -j ACCEPT
# Whole messages and first fragments.
ip netns exec ip-fragments.firewall iptables -A FORWARD ! -f -p icmp -j ACCEPT
# TCP sends segments that fit and needs no fragments.
ip netns exec ip-fragments.firewall iptables -A FORWARD -p tcp -j ACCEPT
# receiver answers on 53/udp, 9000/tcp with its name and the peer's address.
mkdir -p /run/netlab/ip-fragments/log /run/netlab/ip-fragments/pid
ip netns exec ip-fragments.receiver python3 -IS /run/netlab/ip-fragments/program/serve.py --name receiver 53/udp 9000/tcp > /run/netlab/ip-fragments/log/receiver.serve 2>&1 < /dev/null & echo $! > /run/netlab/ip-fragments/pid/receiver.serve
timeout 10 sh -c 'until grep -qs "^$0" "$1"; do sleep 0.05; done' serving /run/netlab/ip-fragments/log/receiver.serve
# robbed answers on 53/udp, 9000/tcp with its name and the peer's address.
mkdir -p /run/netlab/ip-fragments/log /run/netlab/ip-fragments/pid
ip netns exec ip-fragments.robbed python3 -IS /run/netlab/ip-fragments/program/serve.py --name robbed 53/udp 9000/tcp > /run/netlab/ip-fragments/log/robbed.serve 2>&1 < /dev/null & echo $! > /run/netlab/ip-fragments/pid/robbed.serve
timeout 10 sh -c 'until grep -qs "^$0" "$1"; do sleep 0.05; done' serving /run/netlab/ip-fragments/log/robbed.serve
