#!/bin/sh
# Builds the lab vxlan-multicast, as root. netlab plan --format sh --down prints the script that removes it.
set -eu
umask 022
# host1 is a network namespace.
ip netns add vxlan-multicast.host1
# host2 is a network namespace.
ip netns add vxlan-multicast.host2
# host3 is a network namespace.
ip netns add vxlan-multicast.host3
# red is a network namespace.
ip netns add vxlan-multicast.red
# green is a network namespace.
ip netns add vxlan-multicast.green
# blue is a network namespace.
ip netns add vxlan-multicast.blue
# underlay is a switch: a namespace that holds a bridge.
ip netns add vxlan-multicast.underlay
# Node names resolve inside host1.
mkdir -p /etc/netns/vxlan-multicast.host1
printf %s '127.0.0.1 localhost
127.0.0.1 host1
198.51.100.2 host2
198.51.100.3 host3
192.0.2.1 red
192.0.2.2 green
192.0.2.3 blue
' > /etc/netns/vxlan-multicast.host1/hosts
# Node names resolve inside host2.
mkdir -p /etc/netns/vxlan-multicast.host2
printf %s '127.0.0.1 localhost
127.0.0.1 host2
198.51.100.1 host1
198.51.100.3 host3
192.0.2.1 red
192.0.2.2 green
192.0.2.3 blue
' > /etc/netns/vxlan-multicast.host2/hosts
# Node names resolve inside host3.
mkdir -p /etc/netns/vxlan-multicast.host3
printf %s '127.0.0.1 localhost
127.0.0.1 host3
198.51.100.1 host1
198.51.100.2 host2
192.0.2.1 red
192.0.2.2 green
192.0.2.3 blue
' > /etc/netns/vxlan-multicast.host3/hosts
# Node names resolve inside red.
mkdir -p /etc/netns/vxlan-multicast.red
printf %s '127.0.0.1 localhost
127.0.0.1 red
198.51.100.1 host1
198.51.100.2 host2
198.51.100.3 host3
192.0.2.2 green
192.0.2.3 blue
' > /etc/netns/vxlan-multicast.red/hosts
# Node names resolve inside green.
mkdir -p /etc/netns/vxlan-multicast.green
printf %s '127.0.0.1 localhost
127.0.0.1 green
198.51.100.1 host1
198.51.100.2 host2
198.51.100.3 host3
192.0.2.1 red
192.0.2.3 blue
' > /etc/netns/vxlan-multicast.green/hosts
# Node names resolve inside blue.
mkdir -p /etc/netns/vxlan-multicast.blue
printf %s '127.0.0.1 localhost
127.0.0.1 blue
198.51.100.1 host1
198.51.100.2 host2
198.51.100.3 host3
192.0.2.1 red
192.0.2.2 green
' > /etc/netns/vxlan-multicast.blue/hosts
# A node forwards packets only if the lab enables it.
ip netns exec vxlan-multicast.host1 sysctl -qw net.ipv4.ip_forward=0
# The reverse path filter is off unless the lab enables it.
ip netns exec vxlan-multicast.host1 sysctl -qw net.ipv4.conf.all.rp_filter=0
# The same for interfaces that are created later.
ip netns exec vxlan-multicast.host1 sysctl -qw net.ipv4.conf.default.rp_filter=0
# iptables does not filter bridged frames.
ip netns exec vxlan-multicast.host1 sysctl -qew net.bridge.bridge-nf-call-iptables=0
# ip6tables does not filter bridged frames.
ip netns exec vxlan-multicast.host1 sysctl -qew net.bridge.bridge-nf-call-ip6tables=0
# The lab uses no IPv6.
ip netns exec vxlan-multicast.host1 sysctl -qew net.ipv6.conf.all.disable_ipv6=1
# The same for interfaces that are created later.
ip netns exec vxlan-multicast.host1 sysctl -qew net.ipv6.conf.default.disable_ipv6=1
# Set the loopback interface up.
ip -n vxlan-multicast.host1 link set lo up
# A node forwards packets only if the lab enables it.
ip netns exec vxlan-multicast.host2 sysctl -qw net.ipv4.ip_forward=0
# The reverse path filter is off unless the lab enables it.
ip netns exec vxlan-multicast.host2 sysctl -qw net.ipv4.conf.all.rp_filter=0
# The same for interfaces that are created later.
ip netns exec vxlan-multicast.host2 sysctl -qw net.ipv4.conf.default.rp_filter=0
# iptables does not filter bridged frames.
ip netns exec vxlan-multicast.host2 sysctl -qew net.bridge.bridge-nf-call-iptables=0
# ip6tables does not filter bridged frames.
ip netns exec vxlan-multicast.host2 sysctl -qew net.bridge.bridge-nf-call-ip6tables=0
# The lab uses no IPv6.
ip netns exec vxlan-multicast.host2 sysctl -qew net.ipv6.conf.all.disable_ipv6=1
# The same for interfaces that are created later.
ip netns exec vxlan-multicast.host2 sysctl -qew net.ipv6.conf.default.disable_ipv6=1
# Set the loopback interface up.
ip -n vxlan-multicast.host2 link set lo up
# A node forwards packets only if the lab enables it.
ip netns exec vxlan-multicast.host3 sysctl -qw net.ipv4.ip_forward=0
# The reverse path filter is off unless the lab enables it.
ip netns exec vxlan-multicast.host3 sysctl -qw net.ipv4.conf.all.rp_filter=0
# The same for interfaces that are created later.
ip netns exec vxlan-multicast.host3 sysctl -qw net.ipv4.conf.default.rp_filter=0
# iptables does not filter bridged frames.
ip netns exec vxlan-multicast.host3 sysctl -qew net.bridge.bridge-nf-call-iptables=0
# ip6tables does not filter bridged frames.
ip netns exec vxlan-multicast.host3 sysctl -qew net.bridge.bridge-nf-call-ip6tables=0
# The lab uses no IPv6.
ip netns exec vxlan-multicast.host3 sysctl -qew net.ipv6.conf.all.disable_ipv6=1
# The same for interfaces that are created later.
ip netns exec vxlan-multicast.host3 sysctl -qew net.ipv6.conf.default.disable_ipv6=1
# Set the loopback interface up.
ip -n vxlan-multicast.host3 link set lo up
# A node forwards packets only if the lab enables it.
ip netns exec vxlan-multicast.red sysctl -qw net.ipv4.ip_forward=0
# The reverse path filter is off unless the lab enables it.
ip netns exec vxlan-multicast.red sysctl -qw net.ipv4.conf.all.rp_filter=0
# The same for interfaces that are created later.
ip netns exec vxlan-multicast.red sysctl -qw net.ipv4.conf.default.rp_filter=0
# iptables does not filter bridged frames.
ip netns exec vxlan-multicast.red sysctl -qew net.bridge.bridge-nf-call-iptables=0
# ip6tables does not filter bridged frames.
ip netns exec vxlan-multicast.red sysctl -qew net.bridge.bridge-nf-call-ip6tables=0
# The lab uses no IPv6.
ip netns exec vxlan-multicast.red sysctl -qew net.ipv6.conf.all.disable_ipv6=1
# The same for interfaces that are created later.
ip netns exec vxlan-multicast.red sysctl -qew net.ipv6.conf.default.disable_ipv6=1
# Set the loopback interface up.
ip -n vxlan-multicast.red link set lo up
# A node forwards packets only if the lab enables it.
ip netns exec vxlan-multicast.green sysctl -qw net.ipv4.ip_forward=0
# The reverse path filter is off unless the lab enables it.
ip netns exec vxlan-multicast.green sysctl -qw net.ipv4.conf.all.rp_filter=0
# The same for interfaces that are created later.
ip netns exec vxlan-multicast.green sysctl -qw net.ipv4.conf.default.rp_filter=0
# iptables does not filter bridged frames.
ip netns exec vxlan-multicast.green sysctl -qew net.bridge.bridge-nf-call-iptables=0
# ip6tables does not filter bridged frames.
ip netns exec vxlan-multicast.green sysctl -qew net.bridge.bridge-nf-call-ip6tables=0
# The lab uses no IPv6.
ip netns exec vxlan-multicast.green sysctl -qew net.ipv6.conf.all.disable_ipv6=1
# The same for interfaces that are created later.
ip netns exec vxlan-multicast.green sysctl -qew net.ipv6.conf.default.disable_ipv6=1
# Set the loopback interface up.
ip -n vxlan-multicast.green link set lo up
# A node forwards packets only if the lab enables it.
ip netns exec vxlan-multicast.blue sysctl -qw net.ipv4.ip_forward=0
# The reverse path filter is off unless the lab enables it.
ip netns exec vxlan-multicast.blue sysctl -qw net.ipv4.conf.all.rp_filter=0
# The same for interfaces that are created later.
ip netns exec vxlan-multicast.blue sysctl -qw net.ipv4.conf.default.rp_filter=0
# iptables does not filter bridged frames.
ip netns exec vxlan-multicast.blue sysctl -qew net.bridge.bridge-nf-call-iptables=0
# ip6tables does not filter bridged frames.
ip netns exec vxlan-multicast.blue sysctl -qew net.bridge.bridge-nf-call-ip6tables=0
# The lab uses no IPv6.
ip netns exec vxlan-multicast.blue sysctl -qew net.ipv6.conf.all.disable_ipv6=1
# The same for interfaces that are created later.
ip netns exec vxlan-multicast.blue sysctl -qew net.ipv6.conf.default.disable_ipv6=1
# Set the loopback interface up.
ip -n vxlan-multicast.blue link set lo up
# A node forwards packets only if the lab enables it.
ip netns exec vxlan-multicast.underlay sysctl -qw net.ipv4.ip_forward=0
# The reverse path filter is off unless the lab enables it.
ip netns exec vxlan-multicast.underlay sysctl -qw net.ipv4.conf.all.rp_filter=0
# The same for interfaces that are created later.
ip netns exec vxlan-multicast.underlay sysctl -qw net.ipv4.conf.default.rp_filter=0
# iptables does not filter bridged frames.
ip netns exec vxlan-multicast.underlay sysctl -qew net.bridge.bridge-nf-call-iptables=0
# ip6tables does not filter bridged frames.
ip netns exec vxlan-multicast.underlay sysctl -qew net.bridge.bridge-nf-call-ip6tables=0
# The lab uses no IPv6.
ip netns exec vxlan-multicast.underlay sysctl -qew net.ipv6.conf.all.disable_ipv6=1
# The same for interfaces that are created later.
ip netns exec vxlan-multicast.underlay sysctl -qew net.ipv6.conf.default.disable_ipv6=1
# Set the loopback interface up.
ip -n vxlan-multicast.underlay link set lo up
# br0 is a bridge: a switch inside host1.
ip -n vxlan-multicast.host1 link add br0 up type bridge stp_state 0 mcast_snooping 0
# br0 is a bridge: a switch inside host2.
ip -n vxlan-multicast.host2 link add br0 up type bridge stp_state 0 mcast_snooping 0
# br0 is a bridge: a switch inside host3.
ip -n vxlan-multicast.host3 link add br0 up type bridge stp_state 0 mcast_snooping 0
# underlay is a switch between host1, host2, host3.
ip -n vxlan-multicast.underlay link add br0 up type bridge stp_state 0 mcast_snooping 0
# A cable: port1 of host1 and eth0 of red.
ip -n vxlan-multicast.host1 link add port1 mtu 1450 up master br0 type veth peer name eth0 address 02:57:33:9e:ce:50 mtu 1450 netns vxlan-multicast.red
# A cable: port1 of host2 and eth0 of green.
ip -n vxlan-multicast.host2 link add port1 mtu 1450 up master br0 type veth peer name eth0 address 02:4f:64:bd:e5:f4 mtu 1450 netns vxlan-multicast.green
# A cable: port1 of host3 and eth0 of blue.
ip -n vxlan-multicast.host3 link add port1 mtu 1450 up master br0 type veth peer name eth0 address 02:a9:7f:99:56:0f mtu 1450 netns vxlan-multicast.blue
# host1's eth0 is plugged into underlay.
ip -n vxlan-multicast.underlay link add host1 up master br0 type veth peer name eth0 netns vxlan-multicast.host1
# host2's eth0 is plugged into underlay.
ip -n vxlan-multicast.underlay link add host2 up master br0 type veth peer name eth0 netns vxlan-multicast.host2
# host3's eth0 is plugged into underlay.
ip -n vxlan-multicast.underlay link add host3 up master br0 type veth peer name eth0 netns vxlan-multicast.host3
# Set eth0 of host1 up.
ip -n vxlan-multicast.host1 link set eth0 up
# Set eth0 of host2 up.
ip -n vxlan-multicast.host2 link set eth0 up
# Set eth0 of host3 up.
ip -n vxlan-multicast.host3 link set eth0 up
# Set eth0 of red up.
ip -n vxlan-multicast.red link set eth0 up
# Set eth0 of green up.
ip -n vxlan-multicast.green link set eth0 up
# Set eth0 of blue up.
ip -n vxlan-multicast.blue link set eth0 up
# vxlan10 carries frames to other nodes in UDP port 4789, VNI 10.
ip -n vxlan-multicast.host1 link add vxlan10 up master br0 type vxlan id 10 dstport 4789 local 198.51.100.1 group 239.1.1.1 dev eth0
# vxlan10 carries frames to other nodes in UDP port 4789, VNI 10.
ip -n vxlan-multicast.host2 link add vxlan10 up master br0 type vxlan id 10 dstport 4789 local 198.51.100.2 group 239.1.1.1 dev eth0
# vxlan10 carries frames to other nodes in UDP port 4789, VNI 10.
ip -n vxlan-multicast.host3 link add vxlan10 up master br0 type vxlan id 10 dstport 4789 local 198.51.100.3 group 239.1.1.1 dev eth0
# host1 has the address 198.51.100.1 on eth0.
ip -n vxlan-multicast.host1 addr add 198.51.100.1/24 dev eth0
# host2 has the address 198.51.100.2 on eth0.
ip -n vxlan-multicast.host2 addr add 198.51.100.2/24 dev eth0
# host3 has the address 198.51.100.3 on eth0.
ip -n vxlan-multicast.host3 addr add 198.51.100.3/24 dev eth0
# red has the address 192.0.2.1 on eth0.
ip -n vxlan-multicast.red addr add 192.0.2.1/24 dev eth0
# green has the address 192.0.2.2 on eth0.
ip -n vxlan-multicast.green addr add 192.0.2.2/24 dev eth0
# blue has the address 192.0.2.3 on eth0.
ip -n vxlan-multicast.blue addr add 192.0.2.3/24 dev eth0
