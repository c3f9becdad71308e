#!/bin/sh
# Builds the lab sit-tunnel, as root. netlab plan --format sh --down prints the script that removes it.
set -eu
umask 022
# red is a network namespace.
ip netns add sit-tunnel.red
# blue is a network namespace.
ip netns add sit-tunnel.blue
# gw1 is a network namespace.
ip netns add sit-tunnel.gw1
# gw2 is a network namespace.
ip netns add sit-tunnel.gw2
# The IPv4 internet. It has neither IPv6 addresses nor IPv6 routes.
ip netns add sit-tunnel.router
# Node names resolve inside red.
mkdir -p /etc/netns/sit-tunnel.red
printf %s '127.0.0.1 localhost
::1 localhost
127.0.0.1 red
2001:db8:2::2 blue
2001:db8:1::1 gw1
198.51.100.130 gw2
198.51.100.1 router
' > /etc/netns/sit-tunnel.red/hosts
# Node names resolve inside blue.
mkdir -p /etc/netns/sit-tunnel.blue
printf %s '127.0.0.1 localhost
::1 localhost
127.0.0.1 blue
2001:db8:1::2 red
2001:db8:1::1 gw1
198.51.100.130 gw2
198.51.100.1 router
' > /etc/netns/sit-tunnel.blue/hosts
# Node names resolve inside gw1.
mkdir -p /etc/netns/sit-tunnel.gw1
printf %s '127.0.0.1 localhost
::1 localhost
127.0.0.1 gw1
2001:db8:1::2 red
2001:db8:2::2 blue
198.51.100.130 gw2
198.51.100.1 router
' > /etc/netns/sit-tunnel.gw1/hosts
# Node names resolve inside gw2.
mkdir -p /etc/netns/sit-tunnel.gw2
printf %s '127.0.0.1 localhost
::1 localhost
127.0.0.1 gw2
2001:db8:1::2 red
2001:db8:2::2 blue
2001:db8:1::1 gw1
198.51.100.1 router
' > /etc/netns/sit-tunnel.gw2/hosts
# Node names resolve inside router.
mkdir -p /etc/netns/sit-tunnel.router
printf %s '127.0.0.1 localhost
::1 localhost
127.0.0.1 router
2001:db8:1::2 red
2001:db8:2::2 blue
2001:db8:1::1 gw1
198.51.100.130 gw2
' > /etc/netns/sit-tunnel.router/hosts
# A node forwards packets only if the lab enables it.
ip netns exec sit-tunnel.red sysctl -qw net.ipv4.ip_forward=0
# The reverse path filter is off unless the lab enables it.
ip netns exec sit-tunnel.red sysctl -qw net.ipv4.conf.all.rp_filter=0
# The same for interfaces that are created later.
ip netns exec sit-tunnel.red sysctl -qw net.ipv4.conf.default.rp_filter=0
# iptables does not filter bridged frames.
ip netns exec sit-tunnel.red sysctl -qew net.bridge.bridge-nf-call-iptables=0
# ip6tables does not filter bridged frames.
ip netns exec sit-tunnel.red sysctl -qew net.bridge.bridge-nf-call-ip6tables=0
# A node forwards packets only if the lab enables it.
ip netns exec sit-tunnel.red sysctl -qw net.ipv6.conf.all.forwarding=0
# Addresses are usable at once: duplicate address detection is off.
ip netns exec sit-tunnel.red sysctl -qw net.ipv6.conf.default.accept_dad=0
# Nodes ignore router advertisements.
ip netns exec sit-tunnel.red sysctl -qw net.ipv6.conf.default.accept_ra=0
# Set the loopback interface up.
ip -n sit-tunnel.red link set lo up
# A node forwards packets only if the lab enables it.
ip netns exec sit-tunnel.blue sysctl -qw net.ipv4.ip_forward=0
# The reverse path filter is off unless the lab enables it.
ip netns exec sit-tunnel.blue sysctl -qw net.ipv4.conf.all.rp_filter=0
# The same for interfaces that are created later.
ip netns exec sit-tunnel.blue sysctl -qw net.ipv4.conf.default.rp_filter=0
# iptables does not filter bridged frames.
ip netns exec sit-tunnel.blue sysctl -qew net.bridge.bridge-nf-call-iptables=0
# ip6tables does not filter bridged frames.
ip netns exec sit-tunnel.blue sysctl -qew net.bridge.bridge-nf-call-ip6tables=0
# A node forwards packets only if the lab enables it.
ip netns exec sit-tunnel.blue sysctl -qw net.ipv6.conf.all.forwarding=0
# Addresses are usable at once: duplicate address detection is off.
ip netns exec sit-tunnel.blue sysctl -qw net.ipv6.conf.default.accept_dad=0
# Nodes ignore router advertisements.
ip netns exec sit-tunnel.blue sysctl -qw net.ipv6.conf.default.accept_ra=0
# Set the loopback interface up.
ip -n sit-tunnel.blue link set lo up
# A node forwards packets only if the lab enables it.
ip netns exec sit-tunnel.gw1 sysctl -qw net.ipv4.ip_forward=0
# The reverse path filter is off unless the lab enables it.
ip netns exec sit-tunnel.gw1 sysctl -qw net.ipv4.conf.all.rp_filter=0
# The same for interfaces that are created later.
ip netns exec sit-tunnel.gw1 sysctl -qw net.ipv4.conf.default.rp_filter=0
# iptables does not filter bridged frames.
ip netns exec sit-tunnel.gw1 sysctl -qew net.bridge.bridge-nf-call-iptables=0
# ip6tables does not filter bridged frames.
ip netns exec sit-tunnel.gw1 sysctl -qew net.bridge.bridge-nf-call-ip6tables=0
# A node forwards packets only if the lab enables it.
ip netns exec sit-tunnel.gw1 sysctl -qw net.ipv6.conf.all.forwarding=0
# Addresses are usable at once: duplicate address detection is off.
ip netns exec sit-tunnel.gw1 sysctl -qw net.ipv6.conf.default.accept_dad=0
# Nodes ignore router advertisements.
ip netns exec sit-tunnel.gw1 sysctl -qw net.ipv6.conf.default.accept_ra=0
# Set the loopback interface up.
ip -n sit-tunnel.gw1 link set lo up
# A node forwards packets only if the lab enables it.
ip netns exec sit-tunnel.gw2 sysctl -qw net.ipv4.ip_forward=0
# The reverse path filter is off unless the lab enables it.
ip netns exec sit-tunnel.gw2 sysctl -qw net.ipv4.conf.all.rp_filter=0
# The same for interfaces that are created later.
ip netns exec sit-tunnel.gw2 sysctl -qw net.ipv4.conf.default.rp_filter=0
# iptables does not filter bridged frames.
ip netns exec sit-tunnel.gw2 sysctl -qew net.bridge.bridge-nf-call-iptables=0
# ip6tables does not filter bridged frames.
ip netns exec sit-tunnel.gw2 sysctl -qew net.bridge.bridge-nf-call-ip6tables=0
# A node forwards packets only if the lab enables it.
ip netns exec sit-tunnel.gw2 sysctl -qw net.ipv6.conf.all.forwarding=0
# Addresses are usable at once: duplicate address detection is off.
ip netns exec sit-tunnel.gw2 sysctl -qw net.ipv6.conf.default.accept_dad=0
# Nodes ignore router advertisements.
ip netns exec sit-tunnel.gw2 sysctl -qw net.ipv6.conf.default.accept_ra=0
# Set the loopback interface up.
ip -n sit-tunnel.gw2 link set lo up
# A node forwards packets only if the lab enables it.
ip netns exec sit-tunnel.router sysctl -qw net.ipv4.ip_forward=0
# The reverse path filter is off unless the lab enables it.
ip netns exec sit-tunnel.router sysctl -qw net.ipv4.conf.all.rp_filter=0
# The same for interfaces that are created later.
ip netns exec sit-tunnel.router sysctl -qw net.ipv4.conf.default.rp_filter=0
# iptables does not filter bridged frames.
ip netns exec sit-tunnel.router sysctl -qew net.bridge.bridge-nf-call-iptables=0
# ip6tables does not filter bridged frames.
ip netns exec sit-tunnel.router sysctl -qew net.bridge.bridge-nf-call-ip6tables=0
# A node forwards packets only if the lab enables it.
ip netns exec sit-tunnel.router sysctl -qw net.ipv6.conf.all.forwarding=0
# Addresses are usable at once: duplicate address detection is off.
ip netns exec sit-tunnel.router sysctl -qw net.ipv6.conf.default.accept_dad=0
# Nodes ignore router advertisements.
ip netns exec sit-tunnel.router sysctl -qw net.ipv6.conf.default.accept_ra=0
# Set the loopback interface up.
ip -n sit-tunnel.router link set lo up
# Encapsulates packets in IPv4 and sends them to gw2.
ip -n sit-tunnel.gw1 link add six up type sit local 198.51.100.2 remote 198.51.100.130 ttl 64
# Encapsulates packets in IPv4 and sends them to gw1.
ip -n sit-tunnel.gw2 link add six up type sit local 198.51.100.130 remote 198.51.100.2 ttl 64
# A cable: eth1 of gw1 and eth0 of red.
ip -n sit-tunnel.gw1 link add eth1 up type veth peer name eth0 netns sit-tunnel.red
# A cable: eth0 of gw1 and eth0 of router.
ip -n sit-tunnel.gw1 link add eth0 up type veth peer name eth0 netns sit-tunnel.router
# A cable: eth0 of gw2 and eth1 of router.
ip -n sit-tunnel.gw2 link add eth0 up type veth peer name eth1 netns sit-tunnel.router
# A cable: eth1 of gw2 and eth0 of blue.
ip -n sit-tunnel.gw2 link add eth1 up type veth peer name eth0 netns sit-tunnel.blue
# Set eth0 of red up.
ip -n sit-tunnel.red link set eth0 up
# Set eth0 of blue up.
ip -n sit-tunnel.blue link set eth0 up
# Set eth0 of router up.
ip -n sit-tunnel.router link set eth0 up
# Set eth1 of router up.
ip -n sit-tunnel.router link set eth1 up
# red has the address 2001:db8:1::2 on eth0.
ip -n sit-tunnel.red addr add 2001:db8:1::2/64 dev eth0
# blue has the address 2001:db8:2::2 on eth0.
ip -n sit-tunnel.blue addr add 2001:db8:2::2/64 dev eth0
# gw1 has the address 2001:db8:1::1 on eth1.
ip -n sit-tunnel.gw1 addr add 2001:db8:1::1/64 dev eth1
# gw1 has the address 198.51.100.2 on eth0.
ip -n sit-tunnel.gw1 addr add 198.51.100.2/25 dev eth0
# gw1 has the address 2001:db8:12::1 on six.
ip -n sit-tunnel.gw1 addr add 2001:db8:12::1/64 dev six
# gw2 has the address 198.51.100.130 on eth0.
ip -n sit-tunnel.gw2 addr add 198.51.100.130/25 dev eth0
# gw2 has the address 2001:db8:2::1 on eth1.
ip -n sit-tunnel.gw2 addr add 2001:db8:2::1/64 dev eth1
# gw2 has the address 2001:db8:12::2 on six.
ip -n sit-tunnel.gw2 addr add 2001:db8:12::2/64 dev six
# router has the address 198.51.100.1 on eth0.
ip -n sit-tunnel.router addr add 198.51.100.1/25 dev eth0
# router has the address 198.51.100.129 on eth1.
ip -n sit-tunnel.router addr add 198.51.100.129/25 dev eth1
# gw1 forwards IPv6 packets: it is a router.
ip netns exec sit-tunnel.gw1 sysctl -qw net.ipv6.conf.all.forwarding=1
# gw2 forwards IPv6 packets: it is a router.
ip netns exec sit-tunnel.gw2 sysctl -qw net.ipv6.conf.all.forwarding=1
# router forwards IPv4 packets: it is a router.
ip netns exec sit-tunnel.router sysctl -qw net.ipv4.ip_forward=1
# red reaches destinations without a more specific route through gw1 (2001:db8:1::1).
ip -n sit-tunnel.red -6 route add default via 2001:db8:1::1
# blue reaches destinations without a more specific route through gw2 (2001:db8:2::1).
ip -n sit-tunnel.blue -6 route add default via 2001:db8:2::1
# gw1 reaches destinations without a more specific route through router:eth0 (198.51.100.1).
ip -n sit-tunnel.gw1 route add default via 198.51.100.1
# The other island is behind the tunnel.
ip -n sit-tunnel.gw1 -6 route add 2001:db8:2::/64 via 2001:db8:12::2
# gw2 reaches destinations without a more specific route through router:eth1 (198.51.100.129).
ip -n sit-tunnel.gw2 route add default via 198.51.100.129
# The other island is behind the tunnel.
ip -n sit-tunnel.gw2 -6 route add 2001:db8:1::/64 via 2001:db8:12::1
