#!/bin/sh
# Builds the lab router, as root. netlab plan --format sh --down prints the script that removes it.
set -eu
umask 022
# red is a network namespace.
ip netns add router.red
# blue is a network namespace.
ip netns add router.blue
# router is a network namespace.
ip netns add router.router
# Node names resolve inside red.
mkdir -p /etc/netns/router.red
printf %s '127.0.0.1 localhost
::1 localhost
127.0.0.1 red
192.0.2.130 blue
192.0.2.1 router
' > /etc/netns/router.red/hosts
# Node names resolve inside blue.
mkdir -p /etc/netns/router.blue
printf %s '127.0.0.1 localhost
::1 localhost
127.0.0.1 blue
192.0.2.2 red
192.0.2.1 router
' > /etc/netns/router.blue/hosts
# Node names resolve inside router.
mkdir -p /etc/netns/router.router
printf %s '127.0.0.1 localhost
::1 localhost
127.0.0.1 router
192.0.2.2 red
192.0.2.130 blue
' > /etc/netns/router.router/hosts
# A node forwards packets only if the lab enables it.
ip netns exec router.red sysctl -qw net.ipv4.ip_forward=0
# The reverse path filter is off unless the lab enables it.
ip netns exec router.red sysctl -qw net.ipv4.conf.all.rp_filter=0
# The same for interfaces that are created later.
ip netns exec router.red sysctl -qw net.ipv4.conf.default.rp_filter=0
# iptables does not filter bridged frames.
ip netns exec router.red sysctl -qew net.bridge.bridge-nf-call-iptables=0
# ip6tables does not filter bridged frames.
ip netns exec router.red sysctl -qew net.bridge.bridge-nf-call-ip6tables=0
# A node forwards packets only if the lab enables it.
ip netns exec router.red sysctl -qw net.ipv6.conf.all.forwarding=0
# Addresses are usable at once: duplicate address detection is off.
ip netns exec router.red sysctl -qw net.ipv6.conf.default.accept_dad=0
# Nodes ignore router advertisements.
ip netns exec router.red sysctl -qw net.ipv6.conf.default.accept_ra=0
# Set the loopback interface up.
ip -n router.red link set lo up
# A node forwards packets only if the lab enables it.
ip netns exec router.blue sysctl -qw net.ipv4.ip_forward=0
# The reverse path filter is off unless the lab enables it.
ip netns exec router.blue sysctl -qw net.ipv4.conf.all.rp_filter=0
# The same for interfaces that are created later.
ip netns exec router.blue sysctl -qw net.ipv4.conf.default.rp_filter=0
# iptables does not filter bridged frames.
ip netns exec router.blue sysctl -qew net.bridge.bridge-nf-call-iptables=0
# ip6tables does not filter bridged frames.
ip netns exec router.blue sysctl -qew net.bridge.bridge-nf-call-ip6tables=0
# A node forwards packets only if the lab enables it.
ip netns exec router.blue sysctl -qw net.ipv6.conf.all.forwarding=0
# Addresses are usable at once: duplicate address detection is off.
ip netns exec router.blue sysctl -qw net.ipv6.conf.default.accept_dad=0
# Nodes ignore router advertisements.
ip netns exec router.blue sysctl -qw net.ipv6.conf.default.accept_ra=0
# Set the loopback interface up.
ip -n router.blue link set lo up
# A node forwards packets only if the lab enables it.
ip netns exec router.router sysctl -qw net.ipv4.ip_forward=0
# The reverse path filter is off unless the lab enables it.
ip netns exec router.router sysctl -qw net.ipv4.conf.all.rp_filter=0
# The same for interfaces that are created later.
ip netns exec router.router sysctl -qw net.ipv4.conf.default.rp_filter=0
# iptables does not filter bridged frames.
ip netns exec router.router sysctl -qew net.bridge.bridge-nf-call-iptables=0
# ip6tables does not filter bridged frames.
ip netns exec router.router sysctl -qew net.bridge.bridge-nf-call-ip6tables=0
# A node forwards packets only if the lab enables it.
ip netns exec router.router sysctl -qw net.ipv6.conf.all.forwarding=0
# Addresses are usable at once: duplicate address detection is off.
ip netns exec router.router sysctl -qw net.ipv6.conf.default.accept_dad=0
# Nodes ignore router advertisements.
ip netns exec router.router sysctl -qw net.ipv6.conf.default.accept_ra=0
# Set the loopback interface up.
ip -n router.router link set lo up
# A cable: eth0 of router and eth0 of red.
ip -n router.router link add eth0 address 02:ce:d8:49:dd:53 up type veth peer name eth0 address 02:57:33:9e:ce:50 netns router.red
# A cable: eth1 of router and eth0 of blue.
ip -n router.router link add eth1 address 02:30:e0:cf:fc:2b up type veth peer name eth0 address 02:a9:7f:99:56:0f netns router.blue
# Set eth0 of red up.
ip -n router.red link set eth0 up
# Set eth0 of blue up.
ip -n router.blue link set eth0 up
# red has the address 192.0.2.2 on eth0.
ip -n router.red addr add 192.0.2.2/25 dev eth0
# blue has the address 192.0.2.130 on eth0.
ip -n router.blue addr add 192.0.2.130/25 dev eth0
# router has the address 192.0.2.1 on eth0.
ip -n router.router addr add 192.0.2.1/25 dev eth0
# router has the address 192.0.2.129 on eth1.
ip -n router.router addr add 192.0.2.129/25 dev eth1
# red has the address 2001:db8:0:1::2 on eth0.
ip -n router.red addr add 2001:db8:0:1::2/64 dev eth0
# blue has the address 2001:db8:0:2::2 on eth0.
ip -n router.blue addr add 2001:db8:0:2::2/64 dev eth0
# router has the address 2001:db8:0:1::1 on eth0.
ip -n router.router addr add 2001:db8:0:1::1/64 dev eth0
# router has the address 2001:db8:0:2::1 on eth1.
ip -n router.router addr add 2001:db8:0:2::1/64 dev eth1
# router forwards IPv4 packets: it is a router.
ip netns exec router.router sysctl -qw net.ipv4.ip_forward=1
# router forwards IPv6 packets: it is a router.
ip netns exec router.router sysctl -qw net.ipv6.conf.all.forwarding=1
# red reaches destinations without a more specific route through router (192.0.2.1).
ip -n router.red route add default via 192.0.2.1
# red reaches destinations without a more specific route through 2001:db8:0:1::1.
ip -n router.red -6 route add default via 2001:db8:0:1::1
# blue reaches destinations without a more specific route through router (192.0.2.129).
ip -n router.blue route add default via 192.0.2.129
# blue reaches destinations without a more specific route through 2001:db8:0:2::1.
ip -n router.blue -6 route add default via 2001:db8:0:2::1
