#!/bin/sh
# Builds the lab veth-pair, as root. netlab plan --format sh --down prints the script that removes it.
set -eu
umask 022
# red is a network namespace.
ip netns add veth-pair.red
# blue is a network namespace.
ip netns add veth-pair.blue
# Node names resolve inside red.
mkdir -p /etc/netns/veth-pair.red
printf %s '127.0.0.1 localhost
127.0.0.1 red
192.0.2.2 blue
' > /etc/netns/veth-pair.red/hosts
# Node names resolve inside blue.
mkdir -p /etc/netns/veth-pair.blue
printf %s '127.0.0.1 localhost
127.0.0.1 blue
192.0.2.1 red
' > /etc/netns/veth-pair.blue/hosts
# A node forwards packets only if the lab enables it.
ip netns exec veth-pair.red sysctl -qw net.ipv4.ip_forward=0
# The reverse path filter is off unless the lab enables it.
ip netns exec veth-pair.red sysctl -qw net.ipv4.conf.all.rp_filter=0
# The same for interfaces that are created later.
ip netns exec veth-pair.red sysctl -qw net.ipv4.conf.default.rp_filter=0
# iptables does not filter bridged frames.
ip netns exec veth-pair.red sysctl -qew net.bridge.bridge-nf-call-iptables=0
# ip6tables does not filter bridged frames.
ip netns exec veth-pair.red sysctl -qew net.bridge.bridge-nf-call-ip6tables=0
# The lab uses no IPv6.
ip netns exec veth-pair.red sysctl -qew net.ipv6.conf.all.disable_ipv6=1
# The same for interfaces that are created later.
ip netns exec veth-pair.red sysctl -qew net.ipv6.conf.default.disable_ipv6=1
# Set the loopback interface up.
ip -n veth-pair.red link set lo up
# A node forwards packets only if the lab enables it.
ip netns exec veth-pair.blue sysctl -qw net.ipv4.ip_forward=0
# The reverse path filter is off unless the lab enables it.
ip netns exec veth-pair.blue sysctl -qw net.ipv4.conf.all.rp_filter=0
# The same for interfaces that are created later.
ip netns exec veth-pair.blue sysctl -qw net.ipv4.conf.default.rp_filter=0
# iptables does not filter bridged frames.
ip netns exec veth-pair.blue sysctl -qew net.bridge.bridge-nf-call-iptables=0
# ip6tables does not filter bridged frames.
ip netns exec veth-pair.blue sysctl -qew net.bridge.bridge-nf-call-ip6tables=0
# The lab uses no IPv6.
ip netns exec veth-pair.blue sysctl -qew net.ipv6.conf.all.disable_ipv6=1
# The same for interfaces that are created later.
ip netns exec veth-pair.blue sysctl -qew net.ipv6.conf.default.disable_ipv6=1
# Set the loopback interface up.
ip -n veth-pair.blue link set lo up
# A cable: eth0 of blue and eth0 of red.
ip -n veth-pair.blue link add eth0 up type veth peer name eth0 netns veth-pair.red
# Set eth0 of red up.
ip -n veth-pair.red link set eth0 up
# red has the address 192.0.2.1 on eth0.
ip -n veth-pair.red addr add 192.0.2.1/24 dev eth0
# blue has the address 192.0.2.2 on eth0.
ip -n veth-pair.blue addr add 192.0.2.2/24 dev eth0
