#!/bin/sh
# Builds the lab gre-tunnel, as root. netlab plan --format sh --down prints the script that removes it.
set -eu
umask 022
# red is a network namespace.
ip netns add gre-tunnel.red
# blue is a network namespace.
ip netns add gre-tunnel.blue
# gw1 is a network namespace.
ip netns add gre-tunnel.gw1
# gw2 is a network namespace.
ip netns add gre-tunnel.gw2
# The internet. It has routes to the two gateways, and IPv4 only.
ip netns add gre-tunnel.router
# Node names resolve inside red.
mkdir -p /etc/netns/gre-tunnel.red
printf %s '127.0.0.1 localhost
::1 localhost
127.0.0.1 red
10.1.2.2 blue
10.1.1.1 gw1
198.51.100.130 gw2
198.51.100.1 router
' > /etc/netns/gre-tunnel.red/hosts
# Node names resolve inside blue.
mkdir -p /etc/netns/gre-tunnel.blue
printf %s '127.0.0.1 localhost
::1 localhost
127.0.0.1 blue
10.1.1.2 red
10.1.1.1 gw1
198.51.100.130 gw2
198.51.100.1 router
' > /etc/netns/gre-tunnel.blue/hosts
# Node names resolve inside gw1.
mkdir -p /etc/netns/gre-tunnel.gw1
printf %s '127.0.0.1 localhost
::1 localhost
127.0.0.1 gw1
10.1.1.2 red
10.1.2.2 blue
198.51.100.130 gw2
198.51.100.1 router
' > /etc/netns/gre-tunnel.gw1/hosts
# Node names resolve inside gw2.
mkdir -p /etc/netns/gre-tunnel.gw2
printf %s '127.0.0.1 localhost
::1 localhost
127.0.0.1 gw2
10.1.1.2 red
10.1.2.2 blue
10.1.1.1 gw1
198.51.100.1 router
' > /etc/netns/gre-tunnel.gw2/hosts
# Node names resolve inside router.
mkdir -p /etc/netns/gre-tunnel.router
printf %s '127.0.0.1 localhost
::1 localhost
127.0.0.1 router
10.1.1.2 red
10.1.2.2 blue
10.1.1.1 gw1
198.51.100.130 gw2
' > /etc/netns/gre-tunnel.router/hosts
# A node forwards packets only if the lab enables it.
ip netns exec gre-tunnel.red sysctl -qw net.ipv4.ip_forward=0
# The reverse path filter is off unless the lab enables it.
ip netns exec gre-tunnel.red sysctl -qw net.ipv4.conf.all.rp_filter=0
# The same for interfaces that are created later.
ip netns exec gre-tunnel.red sysctl -qw net.ipv4.conf.default.rp_filter=0
# iptables does not filter bridged frames.
ip netns exec gre-tunnel.red sysctl -qew net.bridge.bridge-nf-call-iptables=0
# ip6tables does not filter bridged frames.
ip netns exec gre-tunnel.red sysctl -qew net.bridge.bridge-nf-call-ip6tables=0
# A node forwards packets only if the lab enables it.
ip netns exec gre-tunnel.red sysctl -qw net.ipv6.conf.all.forwarding=0
# Addresses are usable at once: duplicate address detection is off.
ip netns exec gre-tunnel.red sysctl -qw net.ipv6.conf.default.accept_dad=0
# Nodes ignore router advertisements.
ip netns exec gre-tunnel.red sysctl -qw net.ipv6.conf.default.accept_ra=0
# Set the loopback interface up.
ip -n gre-tunnel.red link set lo up
# A node forwards packets only if the lab enables it.
ip netns exec gre-tunnel.blue sysctl -qw net.ipv4.ip_forward=0
# The reverse path filter is off unless the lab enables it.
ip netns exec gre-tunnel.blue sysctl -qw net.ipv4.conf.all.rp_filter=0
# The same for interfaces that are created later.
ip netns exec gre-tunnel.blue sysctl -qw net.ipv4.conf.default.rp_filter=0
# iptables does not filter bridged frames.
ip netns exec gre-tunnel.blue sysctl -qew net.bridge.bridge-nf-call-iptables=0
# ip6tables does not filter bridged frames.
ip netns exec gre-tunnel.blue sysctl -qew net.bridge.bridge-nf-call-ip6tables=0
# A node forwards packets only if the lab enables it.
ip netns exec gre-tunnel.blue sysctl -qw net.ipv6.conf.all.forwarding=0
# Addresses are usable at once: duplicate address detection is off.
ip netns exec gre-tunnel.blue sysctl -qw net.ipv6.conf.default.accept_dad=0
# Nodes ignore router advertisements.
ip netns exec gre-tunnel.blue sysctl -qw net.ipv6.conf.default.accept_ra=0
# Set the loopback interface up.
ip -n gre-tunnel.blue link set lo up
# A node forwards packets only if the lab enables it.
ip netns exec gre-tunnel.gw1 sysctl -qw net.ipv4.ip_forward=0
# The reverse path filter is off unless the lab enables it.
ip netns exec gre-tunnel.gw1 sysctl -qw net.ipv4.conf.all.rp_filter=0
# The same for interfaces that are created later.
ip netns exec gre-tunnel.gw1 sysctl -qw net.ipv4.conf.default.rp_filter=0
# iptables does not filter bridged frames.
ip netns exec gre-tunnel.gw1 sysctl -qew net.bridge.bridge-nf-call-iptables=0
# ip6tables does not filter bridged frames.
ip netns exec gre-tunnel.gw1 sysctl -qew net.bridge.bridge-nf-call-ip6tables=0
# A node forwards packets only if the lab enables it.
ip netns exec gre-tunnel.gw1 sysctl -qw net.ipv6.conf.all.forwarding=0
# Addresses are usable at once: duplicate address detection is off.
ip netns exec gre-tunnel.gw1 sysctl -qw net.ipv6.conf.default.accept_dad=0
# Nodes ignore router advertisements.
ip netns exec gre-tunnel.gw1 sysctl -qw net.ipv6.conf.default.accept_ra=0
# Set the loopback interface up.
ip -n gre-tunnel.gw1 link set lo up
# A node forwards packets only if the lab enables it.
ip netns exec gre-tunnel.gw2 sysctl -qw net.ipv4.ip_forward=0
# The reverse path filter is off unless the lab enables it.
ip netns exec gre-tunnel.gw2 sysctl -qw net.ipv4.conf.all.rp_filter=0
# The same for interfaces that are created later.
ip netns exec gre-tunnel.gw2 sysctl -qw net.ipv4.conf.default.rp_filter=0
# iptables does not filter bridged frames.
ip netns exec gre-tunnel.gw2 sysctl -qew net.bridge.bridge-nf-call-iptables=0
# ip6tables does not filter bridged frames.
ip netns exec gre-tunnel.gw2 sysctl -qew net.bridge.bridge-nf-call-ip6tables=0
# A node forwards packets only if the lab enables it.
ip netns exec gre-tunnel.gw2 sysctl -qw net.ipv6.conf.all.forwarding=0
# Addresses are usable at once: duplicate address detection is off.
ip netns exec gre-tunnel.gw2 sysctl -qw net.ipv6.conf.default.accept_dad=0
# Nodes ignore router advertisements.
ip netns exec gre-tunnel.gw2 sysctl -qw net.ipv6.conf.default.accept_ra=0
# Set the loopback interface up.
ip -n gre-tunnel.gw2 link set lo up
# A node forwards packets only if the lab enables it.
ip netns exec gre-tunnel.router sysctl -qw net.ipv4.ip_forward=0
# The reverse path filter is off unless the lab enables it.
ip netns exec gre-tunnel.router sysctl -qw net.ipv4.conf.all.rp_filter=0
# The same for interfaces that are created later.
ip netns exec gre-tunnel.router sysctl -qw net.ipv4.conf.default.rp_filter=0
# iptables does not filter bridged frames.
ip netns exec gre-tunnel.router sysctl -qew net.bridge.bridge-nf-call-iptables=0
# ip6tables does not filter bridged frames.
ip netns exec gre-tunnel.router sysctl -qew net.bridge.bridge-nf-call-ip6tables=0
# A node forwards packets only if the lab enables it.
ip netns exec gre-tunnel.router sysctl -qw net.ipv6.conf.all.forwarding=0
# Addresses are usable at once: duplicate address detection is off.
ip netns exec gre-tunnel.router sysctl -qw net.ipv6.conf.default.accept_dad=0
# Nodes ignore router advertisements.
ip netns exec gre-tunnel.router sysctl -qw net.ipv6.conf.default.accept_ra=0
# Set the loopback interface up.
ip -n gre-tunnel.router link set lo up
# Encapsulates packets in GRE with key 7 and a checksum, and sends them to gw2.
ip -n gre-tunnel.gw1 link add gre1 up type gre local 198.51.100.2 remote 198.51.100.130 ttl 64 key 7 csum
# Encapsulates packets in GRE with key 7 and a checksum, and sends them to gw1.
ip -n gre-tunnel.gw2 link add gre1 up type gre local 198.51.100.130 remote 198.51.100.2 ttl 64 key 7 csum
# A cable: eth1 of gw1 and eth0 of red.
ip -n gre-tunnel.gw1 link add eth1 up type veth peer name eth0 netns gre-tunnel.red
# A cable: eth0 of gw1 and eth0 of router.
ip -n gre-tunnel.gw1 link add eth0 up type veth peer name eth0 netns gre-tunnel.router
# A cable: eth0 of gw2 and eth1 of router.
ip -n gre-tunnel.gw2 link add eth0 up type veth peer name eth1 netns gre-tunnel.router
# A cable: eth1 of gw2 and eth0 of blue.
ip -n gre-tunnel.gw2 link add eth1 up type veth peer name eth0 netns gre-tunnel.blue
# Set eth0 of red up.
ip -n gre-tunnel.red link set eth0 up
# Set eth0 of blue up.
ip -n gre-tunnel.blue link set eth0 up
# Set eth0 of router up.
ip -n gre-tunnel.router link set eth0 up
# Set eth1 of router up.
ip -n gre-tunnel.router link set eth1 up
# red has the address 10.1.1.2 on eth0.
ip -n gre-tunnel.red addr add 10.1.1.2/24 dev eth0
# blue has the address 10.1.2.2 on eth0.
ip -n gre-tunnel.blue addr add 10.1.2.2/24 dev eth0
# gw1 has the address 10.1.1.1 on eth1.
ip -n gre-tunnel.gw1 addr add 10.1.1.1/24 dev eth1
# gw1 has the address 198.51.100.2 on eth0.
ip -n gre-tunnel.gw1 addr add 198.51.100.2/25 dev eth0
# gw1 has the address 10.1.0.1 on gre1.
ip -n gre-tunnel.gw1 addr add 10.1.0.1/30 dev gre1
# gw2 has the address 198.51.100.130 on eth0.
ip -n gre-tunnel.gw2 addr add 198.51.100.130/25 dev eth0
# gw2 has the address 10.1.2.1 on eth1.
ip -n gre-tunnel.gw2 addr add 10.1.2.1/24 dev eth1
# gw2 has the address 10.1.0.2 on gre1.
ip -n gre-tunnel.gw2 addr add 10.1.0.2/30 dev gre1
# router has the address 198.51.100.1 on eth0.
ip -n gre-tunnel.router addr add 198.51.100.1/25 dev eth0
# router has the address 198.51.100.129 on eth1.
ip -n gre-tunnel.router addr add 198.51.100.129/25 dev eth1
# red has the address 2001:db8:1::2 on eth0.
ip -n gre-tunnel.red addr add 2001:db8:1::2/64 dev eth0
# blue has the address 2001:db8:2::2 on eth0.
ip -n gre-tunnel.blue addr add 2001:db8:2::2/64 dev eth0
# gw1 has the address 2001:db8:1::1 on eth1.
ip -n gre-tunnel.gw1 addr add 2001:db8:1::1/64 dev eth1
# gw2 has the address 2001:db8:2::1 on eth1.
ip -n gre-tunnel.gw2 addr add 2001:db8:2::1/64 dev eth1
# gw1 forwards IPv4 packets: it is a router.
ip netns exec gre-tunnel.gw1 sysctl -qw net.ipv4.ip_forward=1
# gw1 forwards IPv6 packets: it is a router.
ip netns exec gre-tunnel.gw1 sysctl -qw net.ipv6.conf.all.forwarding=1
# Set net.ipv4.icmp_echo_ignore_broadcasts in gw1.
ip netns exec gre-tunnel.gw1 sysctl -qw net.ipv4.icmp_echo_ignore_broadcasts=0
# gw2 forwards IPv4 packets: it is a router.
ip netns exec gre-tunnel.gw2 sysctl -qw net.ipv4.ip_forward=1
# gw2 forwards IPv6 packets: it is a router.
ip netns exec gre-tunnel.gw2 sysctl -qw net.ipv6.conf.all.forwarding=1
# Set net.ipv4.icmp_echo_ignore_broadcasts in gw2.
ip netns exec gre-tunnel.gw2 sysctl -qw net.ipv4.icmp_echo_ignore_broadcasts=0
# router forwards IPv4 packets: it is a router.
ip netns exec gre-tunnel.router sysctl -qw net.ipv4.ip_forward=1
# 2001:db8:2::/64 is on the link of gre1.
ip -n gre-tunnel.gw1 -6 route add 2001:db8:2::/64 dev gre1
# 2001:db8:1::/64 is on the link of gre1.
ip -n gre-tunnel.gw2 -6 route add 2001:db8:1::/64 dev gre1
# red reaches destinations without a more specific route through gw1 (10.1.1.1).
ip -n gre-tunnel.red route add default via 10.1.1.1
# red reaches destinations without a more specific route through 2001:db8:1::1.
ip -n gre-tunnel.red -6 route add default via 2001:db8:1::1
# blue reaches destinations without a more specific route through gw2 (10.1.2.1).
ip -n gre-tunnel.blue route add default via 10.1.2.1
# blue reaches destinations without a more specific route through 2001:db8:2::1.
ip -n gre-tunnel.blue -6 route add default via 2001:db8:2::1
# gw1 reaches destinations without a more specific route through router (198.51.100.1).
ip -n gre-tunnel.gw1 route add default via 198.51.100.1
# gw1 reaches 10.1.2.0/24 through gw2:gre1 (10.1.0.2).
ip -n gre-tunnel.gw1 route add 10.1.2.0/24 via 10.1.0.2
# gw2 reaches destinations without a more specific route through router (198.51.100.129).
ip -n gre-tunnel.gw2 route add default via 198.51.100.129
# gw2 reaches 10.1.1.0/24 through gw1:gre1 (10.1.0.1).
ip -n gre-tunnel.gw2 route add 10.1.1.0/24 via 10.1.0.1
