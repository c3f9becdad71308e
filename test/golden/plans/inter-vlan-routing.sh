#!/bin/sh
# Builds the lab inter-vlan-routing, as root. netlab plan --format sh --down prints the script that removes it.
set -eu
umask 022
# switch is a network namespace.
ip netns add inter-vlan-routing.switch
# router is a network namespace.
ip netns add inter-vlan-routing.router
# red is a network namespace.
ip netns add inter-vlan-routing.red
# green is a network namespace.
ip netns add inter-vlan-routing.green
# blue is a network namespace.
ip netns add inter-vlan-routing.blue
# Node names resolve inside switch.
mkdir -p /etc/netns/inter-vlan-routing.switch
printf %s '127.0.0.1 localhost
127.0.0.1 switch
192.0.2.1 router
192.0.2.2 red
192.0.2.3 green
192.0.2.130 blue
' > /etc/netns/inter-vlan-routing.switch/hosts
# Node names resolve inside router.
mkdir -p /etc/netns/inter-vlan-routing.router
printf %s '127.0.0.1 localhost
127.0.0.1 router
192.0.2.2 red
192.0.2.3 green
192.0.2.130 blue
' > /etc/netns/inter-vlan-routing.router/hosts
# Node names resolve inside red.
mkdir -p /etc/netns/inter-vlan-routing.red
printf %s '127.0.0.1 localhost
127.0.0.1 red
192.0.2.1 router
192.0.2.3 green
192.0.2.130 blue
' > /etc/netns/inter-vlan-routing.red/hosts
# Node names resolve inside green.
mkdir -p /etc/netns/inter-vlan-routing.green
printf %s '127.0.0.1 localhost
127.0.0.1 green
192.0.2.1 router
192.0.2.2 red
192.0.2.130 blue
' > /etc/netns/inter-vlan-routing.green/hosts
# Node names resolve inside blue.
mkdir -p /etc/netns/inter-vlan-routing.blue
printf %s '127.0.0.1 localhost
127.0.0.1 blue
192.0.2.1 router
192.0.2.2 red
192.0.2.3 green
' > /etc/netns/inter-vlan-routing.blue/hosts
# A node forwards packets only if the lab enables it.
ip netns exec inter-vlan-routing.switch sysctl -qw net.ipv4.ip_forward=0
# The reverse path filter is off unless the lab enables it.
ip netns exec inter-vlan-routing.switch sysctl -qw net.ipv4.conf.all.rp_filter=0
# The same for interfaces that are created later.
ip netns exec inter-vlan-routing.switch sysctl -qw net.ipv4.conf.default.rp_filter=0
# iptables does not filter bridged frames.
ip netns exec inter-vlan-routing.switch sysctl -qew net.bridge.bridge-nf-call-iptables=0
# ip6tables does not filter bridged frames.
ip netns exec inter-vlan-routing.switch sysctl -qew net.bridge.bridge-nf-call-ip6tables=0
# The lab uses no IPv6.
ip netns exec inter-vlan-routing.switch sysctl -qew net.ipv6.conf.all.disable_ipv6=1
# The same for interfaces that are created later.
ip netns exec inter-vlan-routing.switch sysctl -qew net.ipv6.conf.default.disable_ipv6=1
# Set the loopback interface up.
ip -n inter-vlan-routing.switch link set lo up
# A node forwards packets only if the lab enables it.
ip netns exec inter-vlan-routing.router sysctl -qw net.ipv4.ip_forward=0
# The reverse path filter is off unless the lab enables it.
ip netns exec inter-vlan-routing.router sysctl -qw net.ipv4.conf.all.rp_filter=0
# The same for interfaces that are created later.
ip netns exec inter-vlan-routing.router sysctl -qw net.ipv4.conf.default.rp_filter=0
# iptables does not filter bridged frames.
ip netns exec inter-vlan-routing.router sysctl -qew net.bridge.bridge-nf-call-iptables=0
# ip6tables does not filter bridged frames.
ip netns exec inter-vlan-routing.router sysctl -qew net.bridge.bridge-nf-call-ip6tables=0
# The lab uses no IPv6.
ip netns exec inter-vlan-routing.router sysctl -qew net.ipv6.conf.all.disable_ipv6=1
# The same for interfaces that are created later.
ip netns exec inter-vlan-routing.router sysctl -qew net.ipv6.conf.default.disable_ipv6=1
# Set the loopback interface up.
ip -n inter-vlan-routing.router link set lo up
# A node forwards packets only if the lab enables it.
ip netns exec inter-vlan-routing.red sysctl -qw net.ipv4.ip_forward=0
# The reverse path filter is off unless the lab enables it.
ip netns exec inter-vlan-routing.red sysctl -qw net.ipv4.conf.all.rp_filter=0
# The same for interfaces that are created later.
ip netns exec inter-vlan-routing.red sysctl -qw net.ipv4.conf.default.rp_filter=0
# iptables does not filter bridged frames.
ip netns exec inter-vlan-routing.red sysctl -qew net.bridge.bridge-nf-call-iptables=0
# ip6tables does not filter bridged frames.
ip netns exec inter-vlan-routing.red sysctl -qew net.bridge.bridge-nf-call-ip6tables=0
# The lab uses no IPv6.
ip netns exec inter-vlan-routing.red sysctl -qew net.ipv6.conf.all.disable_ipv6=1
# The same for interfaces that are created later.
ip netns exec inter-vlan-routing.red sysctl -qew net.ipv6.conf.default.disable_ipv6=1
# Set the loopback interface up.
ip -n inter-vlan-routing.red link set lo up
# A node forwards packets only if the lab enables it.
ip netns exec inter-vlan-routing.green sysctl -qw net.ipv4.ip_forward=0
# The reverse path filter is off unless the lab enables it.
ip netns exec inter-vlan-routing.green sysctl -qw net.ipv4.conf.all.rp_filter=0
# The same for interfaces that are created later.
ip netns exec inter-vlan-routing.green sysctl -qw net.ipv4.conf.default.rp_filter=0
# iptables does not filter bridged frames.
ip netns exec inter-vlan-routing.green sysctl -qew net.bridge.bridge-nf-call-iptables=0
# ip6tables does not filter bridged frames.
ip netns exec inter-vlan-routing.green sysctl -qew net.bridge.bridge-nf-call-ip6tables=0
# The lab uses no IPv6.
ip netns exec inter-vlan-routing.green sysctl -qew net.ipv6.conf.all.disable_ipv6=1
# The same for interfaces that are created later.
ip netns exec inter-vlan-routing.green sysctl -qew net.ipv6.conf.default.disable_ipv6=1
# Set the loopback interface up.
ip -n inter-vlan-routing.green link set lo up
# A node forwards packets only if the lab enables it.
ip netns exec inter-vlan-routing.blue sysctl -qw net.ipv4.ip_forward=0
# The reverse path filter is off unless the lab enables it.
ip netns exec inter-vlan-routing.blue sysctl -qw net.ipv4.conf.all.rp_filter=0
# The same for interfaces that are created later.
ip netns exec inter-vlan-routing.blue sysctl -qw net.ipv4.conf.default.rp_filter=0
# iptables does not filter bridged frames.
ip netns exec inter-vlan-routing.blue sysctl -qew net.bridge.bridge-nf-call-iptables=0
# ip6tables does not filter bridged frames.
ip netns exec inter-vlan-routing.blue sysctl -qew net.bridge.bridge-nf-call-ip6tables=0
# The lab uses no IPv6.
ip netns exec inter-vlan-routing.blue sysctl -qew net.ipv6.conf.all.disable_ipv6=1
# The same for interfaces that are created later.
ip netns exec inter-vlan-routing.blue sysctl -qew net.ipv6.conf.default.disable_ipv6=1
# Set the loopback interface up.
ip -n inter-vlan-routing.blue link set lo up
# br0 is a bridge: a switch inside switch.
ip -n inter-vlan-routing.switch link add br0 up type bridge stp_state 0 mcast_snooping 0 vlan_filtering 1 vlan_default_pvid 0
# Carries both VLANs to the router and back.
ip -n inter-vlan-routing.switch link add trunk up master br0 type veth peer name eth0 address 02:ce:d8:49:dd:53 netns inter-vlan-routing.router
# A cable: port1 of switch and eth0 of red.
ip -n inter-vlan-routing.switch link add port1 up master br0 type veth peer name eth0 address 02:57:33:9e:ce:50 netns inter-vlan-routing.red
# A cable: port2 of switch and eth0 of green.
ip -n inter-vlan-routing.switch link add port2 up master br0 type veth peer name eth0 netns inter-vlan-routing.green
# A cable: port3 of switch and eth0 of blue.
ip -n inter-vlan-routing.switch link add port3 up master br0 type veth peer name eth0 address 02:a9:7f:99:56:0f netns inter-vlan-routing.blue
# Set eth0 of router up.
ip -n inter-vlan-routing.router link set eth0 up
# Set eth0 of red up.
ip -n inter-vlan-routing.red link set eth0 up
# Set eth0 of green up.
ip -n inter-vlan-routing.green link set eth0 up
# Set eth0 of blue up.
ip -n inter-vlan-routing.blue link set eth0 up
# eth0.10 is VLAN 10 of eth0. The tag does not count against the MTU.
ip -n inter-vlan-routing.router link add link eth0 name eth0.10 up type vlan id 10
# eth0.20 is VLAN 20 of eth0. The tag does not count against the MTU.
ip -n inter-vlan-routing.router link add link eth0 name eth0.20 up type vlan id 20
# Frames of VLAN 10 leave port1 untagged. Untagged frames that arrive are assigned to it (pvid).
bridge -n inter-vlan-routing.switch vlan add dev port1 vid 10 pvid untagged
# Frames of VLAN 10 leave port2 untagged. Untagged frames that arrive are assigned to it (pvid).
bridge -n inter-vlan-routing.switch vlan add dev port2 vid 10 pvid untagged
# Frames of VLAN 20 leave port3 untagged. Untagged frames that arrive are assigned to it (pvid).
bridge -n inter-vlan-routing.switch vlan add dev port3 vid 20 pvid untagged
# Frames of VLAN 10 leave trunk tagged.
bridge -n inter-vlan-routing.switch vlan add dev trunk vid 10
# Frames of VLAN 20 leave trunk tagged.
bridge -n inter-vlan-routing.switch vlan add dev trunk vid 20
# router has the address 192.0.2.1 on eth0.10.
ip -n inter-vlan-routing.router addr add 192.0.2.1/25 dev eth0.10
# router has the address 192.0.2.129 on eth0.20.
ip -n inter-vlan-routing.router addr add 192.0.2.129/25 dev eth0.20
# red has the address 192.0.2.2 on eth0.
ip -n inter-vlan-routing.red addr add 192.0.2.2/25 dev eth0
# green has the address 192.0.2.3 on eth0.
ip -n inter-vlan-routing.green addr add 192.0.2.3/25 dev eth0
# blue has the address 192.0.2.130 on eth0.
ip -n inter-vlan-routing.blue addr add 192.0.2.130/25 dev eth0
# router forwards IPv4 packets: it is a router.
ip netns exec inter-vlan-routing.router sysctl -qw net.ipv4.ip_forward=1
# red reaches destinations without a more specific route through router (192.0.2.1).
ip -n inter-vlan-routing.red route add default via 192.0.2.1
# green reaches destinations without a more specific route through router (192.0.2.1).
ip -n inter-vlan-routing.green route add default via 192.0.2.1
# blue reaches destinations without a more specific route through router (192.0.2.129).
ip -n inter-vlan-routing.blue route add default via 192.0.2.129
