#!/bin/sh
# Builds the lab vxlan-head-end-replication, as root. netlab plan --format sh --down prints the script that removes it.
set -eu
umask 022
# host1 is a network namespace.
ip netns add vxlan-head-end-replication.host1
# host2 is a network namespace.
ip netns add vxlan-head-end-replication.host2
# host3 is a network namespace.
ip netns add vxlan-head-end-replication.host3
# router is a network namespace.
ip netns add vxlan-head-end-replication.router
# red is a network namespace.
ip netns add vxlan-head-end-replication.red
# green is a network namespace.
ip netns add vxlan-head-end-replication.green
# blue is a network namespace.
ip netns add vxlan-head-end-replication.blue
# Node names resolve inside host1.
mkdir -p /etc/netns/vxlan-head-end-replication.host1
printf %s '127.0.0.1 localhost
127.0.0.1 host1
198.51.100.66 host2
198.51.100.130 host3
198.51.100.1 router
192.0.2.1 red
192.0.2.2 green
192.0.2.3 blue
' > /etc/netns/vxlan-head-end-replication.host1/hosts
# Node names resolve inside host2.
mkdir -p /etc/netns/vxlan-head-end-replication.host2
printf %s '127.0.0.1 localhost
127.0.0.1 host2
198.51.100.2 host1
198.51.100.130 host3
198.51.100.1 router
192.0.2.1 red
192.0.2.2 green
192.0.2.3 blue
' > /etc/netns/vxlan-head-end-replication.host2/hosts
# Node names resolve inside host3.
mkdir -p /etc/netns/vxlan-head-end-replication.host3
printf %s '127.0.0.1 localhost
127.0.0.1 host3
198.51.100.2 host1
198.51.100.66 host2
198.51.100.1 router
192.0.2.1 red
192.0.2.2 green
192.0.2.3 blue
' > /etc/netns/vxlan-head-end-replication.host3/hosts
# Node names resolve inside router.
mkdir -p /etc/netns/vxlan-head-end-replication.router
printf %s '127.0.0.1 localhost
127.0.0.1 router
198.51.100.2 host1
198.51.100.66 host2
198.51.100.130 host3
192.0.2.1 red
192.0.2.2 green
192.0.2.3 blue
' > /etc/netns/vxlan-head-end-replication.router/hosts
# Node names resolve inside red.
mkdir -p /etc/netns/vxlan-head-end-replication.red
printf %s '127.0.0.1 localhost
127.0.0.1 red
198.51.100.2 host1
198.51.100.66 host2
198.51.100.130 host3
198.51.100.1 router
192.0.2.2 green
192.0.2.3 blue
' > /etc/netns/vxlan-head-end-replication.red/hosts
# Node names resolve inside green.
mkdir -p /etc/netns/vxlan-head-end-replication.green
printf %s '127.0.0.1 localhost
127.0.0.1 green
198.51.100.2 host1
198.51.100.66 host2
198.51.100.130 host3
198.51.100.1 router
192.0.2.1 red
192.0.2.3 blue
' > /etc/netns/vxlan-head-end-replication.green/hosts
# Node names resolve inside blue.
mkdir -p /etc/netns/vxlan-head-end-replication.blue
printf %s '127.0.0.1 localhost
127.0.0.1 blue
198.51.100.2 host1
198.51.100.66 host2
198.51.100.130 host3
198.51.100.1 router
192.0.2.1 red
192.0.2.2 green
' > /etc/netns/vxlan-head-end-replication.blue/hosts
# A node forwards packets only if the lab enables it.
ip netns exec vxlan-head-end-replication.host1 sysctl -qw net.ipv4.ip_forward=0
# The reverse path filter is off unless the lab enables it.
ip netns exec vxlan-head-end-replication.host1 sysctl -qw net.ipv4.conf.all.rp_filter=0
# The same for interfaces that are created later.
ip netns exec vxlan-head-end-replication.host1 sysctl -qw net.ipv4.conf.default.rp_filter=0
# iptables does not filter bridged frames.
ip netns exec vxlan-head-end-replication.host1 sysctl -qew net.bridge.bridge-nf-call-iptables=0
# ip6tables does not filter bridged frames.
ip netns exec vxlan-head-end-replication.host1 sysctl -qew net.bridge.bridge-nf-call-ip6tables=0
# The lab uses no IPv6.
ip netns exec vxlan-head-end-replication.host1 sysctl -qew net.ipv6.conf.all.disable_ipv6=1
# The same for interfaces that are created later.
ip netns exec vxlan-head-end-replication.host1 sysctl -qew net.ipv6.conf.default.disable_ipv6=1
# Set the loopback interface up.
ip -n vxlan-head-end-replication.host1 link set lo up
# A node forwards packets only if the lab enables it.
ip netns exec vxlan-head-end-replication.host2 sysctl -qw net.ipv4.ip_forward=0
# The reverse path filter is off unless the lab enables it.
ip netns exec vxlan-head-end-replication.host2 sysctl -qw net.ipv4.conf.all.rp_filter=0
# The same for interfaces that are created later.
ip netns exec vxlan-head-end-replication.host2 sysctl -qw net.ipv4.conf.default.rp_filter=0
# iptables does not filter bridged frames.
ip netns exec vxlan-head-end-replication.host2 sysctl -qew net.bridge.bridge-nf-call-iptables=0
# ip6tables does not filter bridged frames.
ip netns exec vxlan-head-end-replication.host2 sysctl -qew net.bridge.bridge-nf-call-ip6tables=0
# The lab uses no IPv6.
ip netns exec vxlan-head-end-replication.host2 sysctl -qew net.ipv6.conf.all.disable_ipv6=1
# The same for interfaces that are created later.
ip netns exec vxlan-head-end-replication.host2 sysctl -qew net.ipv6.conf.default.disable_ipv6=1
# Set the loopback interface up.
ip -n vxlan-head-end-replication.host2 link set lo up
# A node forwards packets only if the lab enables it.
ip netns exec vxlan-head-end-replication.host3 sysctl -qw net.ipv4.ip_forward=0
# The reverse path filter is off unless the lab enables it.
ip netns exec vxlan-head-end-replication.host3 sysctl -qw net.ipv4.conf.all.rp_filter=0
# The same for interfaces that are created later.
ip netns exec vxlan-head-end-replication.host3 sysctl -qw net.ipv4.conf.default.rp_filter=0
# iptables does not filter bridged frames.
ip netns exec vxlan-head-end-replication.host3 sysctl -qew net.bridge.bridge-nf-call-iptables=0
# ip6tables does not filter bridged frames.
ip netns exec vxlan-head-end-replication.host3 sysctl -qew net.bridge.bridge-nf-call-ip6tables=0
# The lab uses no IPv6.
ip netns exec vxlan-head-end-replication.host3 sysctl -qew net.ipv6.conf.all.disable_ipv6=1
# The same for interfaces that are created later.
ip netns exec vxlan-head-end-replication.host3 sysctl -qew net.ipv6.conf.default.disable_ipv6=1
# Set the loopback interface up.
ip -n vxlan-head-end-replication.host3 link set lo up
# A node forwards packets only if the lab enables it.
ip netns exec vxlan-head-end-replication.router sysctl -qw net.ipv4.ip_forward=0
# The reverse path filter is off unless the lab enables it.
ip netns exec vxlan-head-end-replication.router sysctl -qw net.ipv4.conf.all.rp_filter=0
# The same for interfaces that are created later.
ip netns exec vxlan-head-end-replication.router sysctl -qw net.ipv4.conf.default.rp_filter=0
# iptables does not filter bridged frames.
ip netns exec vxlan-head-end-replication.router sysctl -qew net.bridge.bridge-nf-call-iptables=0
# ip6tables does not filter bridged frames.
ip netns exec vxlan-head-end-replication.router sysctl -qew net.bridge.bridge-nf-call-ip6tables=0
# The lab uses no IPv6.
ip netns exec vxlan-head-end-replication.router sysctl -qew net.ipv6.conf.all.disable_ipv6=1
# The same for interfaces that are created later.
ip netns exec vxlan-head-end-replication.router sysctl -qew net.ipv6.conf.default.disable_ipv6=1
# Set the loopback interface up.
ip -n vxlan-head-end-replication.router link set lo up
# A node forwards packets only if the lab enables it.
ip netns exec vxlan-head-end-replication.red sysctl -qw net.ipv4.ip_forward=0
# The reverse path filter is off unless the lab enables it.
ip netns exec vxlan-head-end-replication.red sysctl -qw net.ipv4.conf.all.rp_filter=0
# The same for interfaces that are created later.
ip netns exec vxlan-head-end-replication.red sysctl -qw net.ipv4.conf.default.rp_filter=0
# iptables does not filter bridged frames.
ip netns exec vxlan-head-end-replication.red sysctl -qew net.bridge.bridge-nf-call-iptables=0
# ip6tables does not filter bridged frames.
ip netns exec vxlan-head-end-replication.red sysctl -qew net.bridge.bridge-nf-call-ip6tables=0
# The lab uses no IPv6.
ip netns exec vxlan-head-end-replication.red sysctl -qew net.ipv6.conf.all.disable_ipv6=1
# The same for interfaces that are created later.
ip netns exec vxlan-head-end-replication.red sysctl -qew net.ipv6.conf.default.disable_ipv6=1
# Set the loopback interface up.
ip -n vxlan-head-end-replication.red link set lo up
# A node forwards packets only if the lab enables it.
ip netns exec vxlan-head-end-replication.green sysctl -qw net.ipv4.ip_forward=0
# The reverse path filter is off unless the lab enables it.
ip netns exec vxlan-head-end-replication.green sysctl -qw net.ipv4.conf.all.rp_filter=0
# The same for interfaces that are created later.
ip netns exec vxlan-head-end-replication.green sysctl -qw net.ipv4.conf.default.rp_filter=0
# iptables does not filter bridged frames.
ip netns exec vxlan-head-end-replication.green sysctl -qew net.bridge.bridge-nf-call-iptables=0
# ip6tables does not filter bridged frames.
ip netns exec vxlan-head-end-replication.green sysctl -qew net.bridge.bridge-nf-call-ip6tables=0
# The lab uses no IPv6.
ip netns exec vxlan-head-end-replication.green sysctl -qew net.ipv6.conf.all.disable_ipv6=1
# The same for interfaces that are created later.
ip netns exec vxlan-head-end-replication.green sysctl -qew net.ipv6.conf.default.disable_ipv6=1
# Set the loopback interface up.
ip -n vxlan-head-end-replication.green link set lo up
# A node forwards packets only if the lab enables it.
ip netns exec vxlan-head-end-replication.blue sysctl -qw net.ipv4.ip_forward=0
# The reverse path filter is off unless the lab enables it.
ip netns exec vxlan-head-end-replication.blue sysctl -qw net.ipv4.conf.all.rp_filter=0
# The same for interfaces that are created later.
ip netns exec vxlan-head-end-replication.blue sysctl -qw net.ipv4.conf.default.rp_filter=0
# iptables does not filter bridged frames.
ip netns exec vxlan-head-end-replication.blue sysctl -qew net.bridge.bridge-nf-call-iptables=0
# ip6tables does not filter bridged frames.
ip netns exec vxlan-head-end-replication.blue sysctl -qew net.bridge.bridge-nf-call-ip6tables=0
# The lab uses no IPv6.
ip netns exec vxlan-head-end-replication.blue sysctl -qew net.ipv6.conf.all.disable_ipv6=1
# The same for interfaces that are created later.
ip netns exec vxlan-head-end-replication.blue sysctl -qew net.ipv6.conf.default.disable_ipv6=1
# Set the loopback interface up.
ip -n vxlan-head-end-replication.blue link set lo up
# br0 is a bridge: a switch inside host1.
ip -n vxlan-head-end-replication.host1 link add br0 up type bridge stp_state 0 mcast_snooping 0
# br0 is a bridge: a switch inside host2.
ip -n vxlan-head-end-replication.host2 link add br0 up type bridge stp_state 0 mcast_snooping 0
# br0 is a bridge: a switch inside host3.
ip -n vxlan-head-end-replication.host3 link add br0 up type bridge stp_state 0 mcast_snooping 0
# A cable: eth0 of host1 and eth0 of router.
ip -n vxlan-head-end-replication.host1 link add eth0 up type veth peer name eth0 netns vxlan-head-end-replication.router
# A cable: port1 of host1 and eth0 of red.
ip -n vxlan-head-end-replication.host1 link add port1 mtu 1450 up master br0 type veth peer name eth0 mtu 1450 netns vxlan-head-end-replication.red
# A cable: eth0 of host2 and eth1 of router.
ip -n vxlan-head-end-replication.host2 link add eth0 up type veth peer name eth1 netns vxlan-head-end-replication.router
# A cable: port1 of host2 and eth0 of green.
ip -n vxlan-head-end-replication.host2 link add port1 mtu 1450 up master br0 type veth peer name eth0 mtu 1450 netns vxlan-head-end-replication.green
# A cable: eth0 of host3 and eth2 of router.
ip -n vxlan-head-end-replication.host3 link add eth0 up type veth peer name eth2 netns vxlan-head-end-replication.router
# A cable: port1 of host3 and eth0 of blue.
ip -n vxlan-head-end-replication.host3 link add port1 mtu 1450 up master br0 type veth peer name eth0 address 02:a9:7f:99:56:0f mtu 1450 netns vxlan-head-end-replication.blue
# Set eth0 of router up.
ip -n vxlan-head-end-replication.router link set eth0 up
# Set eth1 of router up.
ip -n vxlan-head-end-replication.router link set eth1 up
# Set eth2 of router up.
ip -n vxlan-head-end-replication.router link set eth2 up
# Set eth0 of red up.
ip -n vxlan-head-end-replication.red link set eth0 up
# Set eth0 of green up.
ip -n vxlan-head-end-replication.green link set eth0 up
# Set eth0 of blue up.
ip -n vxlan-head-end-replication.blue link set eth0 up
# vxlan10 carries frames to other nodes in UDP port 4789, VNI 10.
ip -n vxlan-head-end-replication.host1 link add vxlan10 up master br0 type vxlan id 10 dstport 4789 local 198.51.100.2 dev eth0
# vxlan10 carries frames to other nodes in UDP port 4789, VNI 10.
ip -n vxlan-head-end-replication.host2 link add vxlan10 up master br0 type vxlan id 10 dstport 4789 local 198.51.100.66 dev eth0
# vxlan10 carries frames to other nodes in UDP port 4789, VNI 10.
ip -n vxlan-head-end-replication.host3 link add vxlan10 up master br0 type vxlan id 10 dstport 4789 local 198.51.100.130 dev eth0
# host1 has the address 198.51.100.2 on eth0.
ip -n vxlan-head-end-replication.host1 addr add 198.51.100.2/26 dev eth0
# host2 has the address 198.51.100.66 on eth0.
ip -n vxlan-head-end-replication.host2 addr add 198.51.100.66/26 dev eth0
# host3 has the address 198.51.100.130 on eth0.
ip -n vxlan-head-end-replication.host3 addr add 198.51.100.130/26 dev eth0
# router has the address 198.51.100.1 on eth0.
ip -n vxlan-head-end-replication.router addr add 198.51.100.1/26 dev eth0
# router has the address 198.51.100.65 on eth1.
ip -n vxlan-head-end-replication.router addr add 198.51.100.65/26 dev eth1
# router has the address 198.51.100.129 on eth2.
ip -n vxlan-head-end-replication.router addr add 198.51.100.129/26 dev eth2
# red has the address 192.0.2.1 on eth0.
ip -n vxlan-head-end-replication.red addr add 192.0.2.1/24 dev eth0
# green has the address 192.0.2.2 on eth0.
ip -n vxlan-head-end-replication.green addr add 192.0.2.2/24 dev eth0
# blue has the address 192.0.2.3 on eth0.
ip -n vxlan-head-end-replication.blue addr add 192.0.2.3/24 dev eth0
# router forwards IPv4 packets: it is a router.
ip netns exec vxlan-head-end-replication.router sysctl -qw net.ipv4.ip_forward=1
# Frames for 00:00:00:00:00:00 on vxlan10 are sent to host2:eth0.
bridge -n vxlan-head-end-replication.host1 fdb append 00:00:00:00:00:00 dev vxlan10 dst 198.51.100.66 self permanent
# Frames for 00:00:00:00:00:00 on vxlan10 are sent to host3:eth0.
bridge -n vxlan-head-end-replication.host1 fdb append 00:00:00:00:00:00 dev vxlan10 dst 198.51.100.130 self permanent
# Frames for 00:00:00:00:00:00 on vxlan10 are sent to host1:eth0.
bridge -n vxlan-head-end-replication.host2 fdb append 00:00:00:00:00:00 dev vxlan10 dst 198.51.100.2 self permanent
# Frames for 00:00:00:00:00:00 on vxlan10 are sent to host3:eth0.
bridge -n vxlan-head-end-replication.host2 fdb append 00:00:00:00:00:00 dev vxlan10 dst 198.51.100.130 self permanent
# Frames for 00:00:00:00:00:00 on vxlan10 are sent to host1:eth0.
bridge -n vxlan-head-end-replication.host3 fdb append 00:00:00:00:00:00 dev vxlan10 dst 198.51.100.2 self permanent
# Frames for 00:00:00:00:00:00 on vxlan10 are sent to host2:eth0.
bridge -n vxlan-head-end-replication.host3 fdb append 00:00:00:00:00:00 dev vxlan10 dst 198.51.100.66 self permanent
# host1 reaches destinations without a more specific route through router (198.51.100.1).
ip -n vxlan-head-end-replication.host1 route add default via 198.51.100.1
# host2 reaches destinations without a more specific route through router (198.51.100.65).
ip -n vxlan-head-end-replication.host2 route add default via 198.51.100.65
# host3 reaches destinations without a more specific route through router (198.51.100.129).
ip -n vxlan-head-end-replication.host3 route add default via 198.51.100.129
