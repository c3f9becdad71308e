#!/bin/sh
# Builds the lab vlan-trunk, as root. netlab plan --format sh --down prints the script that removes it.
set -eu
umask 022
# switch1 is a network namespace.
ip netns add vlan-trunk.switch1
# switch2 is a network namespace.
ip netns add vlan-trunk.switch2
# red1 is a network namespace.
ip netns add vlan-trunk.red1
# red2 is a network namespace.
ip netns add vlan-trunk.red2
# blue1 is a network namespace.
ip netns add vlan-trunk.blue1
# blue2 is a network namespace.
ip netns add vlan-trunk.blue2
# Node names resolve inside switch1.
mkdir -p /etc/netns/vlan-trunk.switch1
printf %s '127.0.0.1 localhost
127.0.0.1 switch1
192.0.2.1 red1
192.0.2.2 red2
192.0.2.11 blue1
192.0.2.12 blue2
' > /etc/netns/vlan-trunk.switch1/hosts
# Node names resolve inside switch2.
mkdir -p /etc/netns/vlan-trunk.switch2
printf %s '127.0.0.1 localhost
127.0.0.1 switch2
192.0.2.1 red1
192.0.2.2 red2
192.0.2.11 blue1
192.0.2.12 blue2
' > /etc/netns/vlan-trunk.switch2/hosts
# Node names resolve inside red1.
mkdir -p /etc/netns/vlan-trunk.red1
printf %s '127.0.0.1 localhost
127.0.0.1 red1
192.0.2.2 red2
192.0.2.11 blue1
192.0.2.12 blue2
' > /etc/netns/vlan-trunk.red1/hosts
# Node names resolve inside red2.
mkdir -p /etc/netns/vlan-trunk.red2
printf %s '127.0.0.1 localhost
127.0.0.1 red2
192.0.2.1 red1
192.0.2.11 blue1
192.0.2.12 blue2
' > /etc/netns/vlan-trunk.red2/hosts
# Node names resolve inside blue1.
mkdir -p /etc/netns/vlan-trunk.blue1
printf %s '127.0.0.1 localhost
127.0.0.1 blue1
192.0.2.1 red1
192.0.2.2 red2
192.0.2.12 blue2
' > /etc/netns/vlan-trunk.blue1/hosts
# Node names resolve inside blue2.
mkdir -p /etc/netns/vlan-trunk.blue2
printf %s '127.0.0.1 localhost
127.0.0.1 blue2
192.0.2.1 red1
192.0.2.2 red2
192.0.2.11 blue1
' > /etc/netns/vlan-trunk.blue2/hosts
# A node forwards packets only if the lab enables it.
ip netns exec vlan-trunk.switch1 sysctl -qw net.ipv4.ip_forward=0
# The reverse path filter is off unless the lab enables it.
ip netns exec vlan-trunk.switch1 sysctl -qw net.ipv4.conf.all.rp_filter=0
# The same for interfaces that are created later.
ip netns exec vlan-trunk.switch1 sysctl -qw net.ipv4.conf.default.rp_filter=0
# iptables does not filter bridged frames.
ip netns exec vlan-trunk.switch1 sysctl -qew net.bridge.bridge-nf-call-iptables=0
# ip6tables does not filter bridged frames.
ip netns exec vlan-trunk.switch1 sysctl -qew net.bridge.bridge-nf-call-ip6tables=0
# The lab uses no IPv6.
ip netns exec vlan-trunk.switch1 sysctl -qew net.ipv6.conf.all.disable_ipv6=1
# The same for interfaces that are created later.
ip netns exec vlan-trunk.switch1 sysctl -qew net.ipv6.conf.default.disable_ipv6=1
# Set the loopback interface up.
ip -n vlan-trunk.switch1 link set lo up
# A node forwards packets only if the lab enables it.
ip netns exec vlan-trunk.switch2 sysctl -qw net.ipv4.ip_forward=0
# The reverse path filter is off unless the lab enables it.
ip netns exec vlan-trunk.switch2 sysctl -qw net.ipv4.conf.all.rp_filter=0
# The same for interfaces that are created later.
ip netns exec vlan-trunk.switch2 sysctl -qw net.ipv4.conf.default.rp_filter=0
# iptables does not filter bridged frames.
ip netns exec vlan-trunk.switch2 sysctl -qew net.bridge.bridge-nf-call-iptables=0
# ip6tables does not filter bridged frames.
ip netns exec vlan-trunk.switch2 sysctl -qew net.bridge.bridge-nf-call-ip6tables=0
# The lab uses no IPv6.
ip netns exec vlan-trunk.switch2 sysctl -qew net.ipv6.conf.all.disable_ipv6=1
# The same for interfaces that are created later.
ip netns exec vlan-trunk.switch2 sysctl -qew net.ipv6.conf.default.disable_ipv6=1
# Set the loopback interface up.
ip -n vlan-trunk.switch2 link set lo up
# A node forwards packets only if the lab enables it.
ip netns exec vlan-trunk.red1 sysctl -qw net.ipv4.ip_forward=0
# The reverse path filter is off unless the lab enables it.
ip netns exec vlan-trunk.red1 sysctl -qw net.ipv4.conf.all.rp_filter=0
# The same for interfaces that are created later.
ip netns exec vlan-trunk.red1 sysctl -qw net.ipv4.conf.default.rp_filter=0
# iptables does not filter bridged frames.
ip netns exec vlan-trunk.red1 sysctl -qew net.bridge.bridge-nf-call-iptables=0
# ip6tables does not filter bridged frames.
ip netns exec vlan-trunk.red1 sysctl -qew net.bridge.bridge-nf-call-ip6tables=0
# The lab uses no IPv6.
ip netns exec vlan-trunk.red1 sysctl -qew net.ipv6.conf.all.disable_ipv6=1
# The same for interfaces that are created later.
ip netns exec vlan-trunk.red1 sysctl -qew net.ipv6.conf.default.disable_ipv6=1
# Set the loopback interface up.
ip -n vlan-trunk.red1 link set lo up
# A node forwards packets only if the lab enables it.
ip netns exec vlan-trunk.red2 sysctl -qw net.ipv4.ip_forward=0
# The reverse path filter is off unless the lab enables it.
ip netns exec vlan-trunk.red2 sysctl -qw net.ipv4.conf.all.rp_filter=0
# The same for interfaces that are created later.
ip netns exec vlan-trunk.red2 sysctl -qw net.ipv4.conf.default.rp_filter=0
# iptables does not filter bridged frames.
ip netns exec vlan-trunk.red2 sysctl -qew net.bridge.bridge-nf-call-iptables=0
# ip6tables does not filter bridged frames.
ip netns exec vlan-trunk.red2 sysctl -qew net.bridge.bridge-nf-call-ip6tables=0
# The lab uses no IPv6.
ip netns exec vlan-trunk.red2 sysctl -qew net.ipv6.conf.all.disable_ipv6=1
# The same for interfaces that are created later.
ip netns exec vlan-trunk.red2 sysctl -qew net.ipv6.conf.default.disable_ipv6=1
# Set the loopback interface up.
ip -n vlan-trunk.red2 link set lo up
# A node forwards packets only if the lab enables it.
ip netns exec vlan-trunk.blue1 sysctl -qw net.ipv4.ip_forward=0
# The reverse path filter is off unless the lab enables it.
ip netns exec vlan-trunk.blue1 sysctl -qw net.ipv4.conf.all.rp_filter=0
# The same for interfaces that are created later.
ip netns exec vlan-trunk.blue1 sysctl -qw net.ipv4.conf.default.rp_filter=0
# iptables does not filter bridged frames.
ip netns exec vlan-trunk.blue1 sysctl -qew net.bridge.bridge-nf-call-iptables=0
# ip6tables does not filter bridged frames.
ip netns exec vlan-trunk.blue1 sysctl -qew net.bridge.bridge-nf-call-ip6tables=0
# The lab uses no IPv6.
ip netns exec vlan-trunk.blue1 sysctl -qew net.ipv6.conf.all.disable_ipv6=1
# The same for interfaces that are created later.
ip netns exec vlan-trunk.blue1 sysctl -qew net.ipv6.conf.default.disable_ipv6=1
# Set the loopback interface up.
ip -n vlan-trunk.blue1 link set lo up
# A node forwards packets only if the lab enables it.
ip netns exec vlan-trunk.blue2 sysctl -qw net.ipv4.ip_forward=0
# The reverse path filter is off unless the lab enables it.
ip netns exec vlan-trunk.blue2 sysctl -qw net.ipv4.conf.all.rp_filter=0
# The same for interfaces that are created later.
ip netns exec vlan-trunk.blue2 sysctl -qw net.ipv4.conf.default.rp_filter=0
# iptables does not filter bridged frames.
ip netns exec vlan-trunk.blue2 sysctl -qew net.bridge.bridge-nf-call-iptables=0
# ip6tables does not filter bridged frames.
ip netns exec vlan-trunk.blue2 sysctl -qew net.bridge.bridge-nf-call-ip6tables=0
# The lab uses no IPv6.
ip netns exec vlan-trunk.blue2 sysctl -qew net.ipv6.conf.all.disable_ipv6=1
# The same for interfaces that are created later.
ip netns exec vlan-trunk.blue2 sysctl -qew net.ipv6.conf.default.disable_ipv6=1
# Set the loopback interface up.
ip -n vlan-trunk.blue2 link set lo up
# br0 is a bridge: a switch inside switch1.
ip -n vlan-trunk.switch1 link add br0 up type bridge stp_state 0 mcast_snooping 0 vlan_filtering 1 vlan_default_pvid 0
# br0 is a bridge: a switch inside switch2.
ip -n vlan-trunk.switch2 link add br0 up type bridge stp_state 0 mcast_snooping 0 vlan_filtering 1 vlan_default_pvid 0
# The trunk carries the frames of both VLANs.
ip -n vlan-trunk.switch1 link add trunk up master br0 type veth peer name trunk netns vlan-trunk.switch2
# A cable: port1 of switch1 and eth0 of red1.
ip -n vlan-trunk.switch1 link add port1 up master br0 type veth peer name eth0 address 02:c3:a4:db:5f:90 netns vlan-trunk.red1
# A cable: port2 of switch1 and eth0 of blue1.
ip -n vlan-trunk.switch1 link add port2 up master br0 type veth peer name eth0 netns vlan-trunk.blue1
# A cable: port1 of switch2 and eth0 of red2.
ip -n vlan-trunk.switch2 link add port1 up master br0 type veth peer name eth0 address 02:f2:d5:3a:ab:bc netns vlan-trunk.red2
# A cable: port2 of switch2 and eth0 of blue2.
ip -n vlan-trunk.switch2 link add port2 up master br0 type veth peer name eth0 netns vlan-trunk.blue2
# Set trunk of switch2 up, as a port of br0.
ip -n vlan-trunk.switch2 link set trunk up master br0
# Set eth0 of red1 up.
ip -n vlan-trunk.red1 link set eth0 up
# Set eth0 of red2 up.
ip -n vlan-trunk.red2 link set eth0 up
# Set eth0 of blue1 up.
ip -n vlan-trunk.blue1 link set eth0 up
# Set eth0 of blue2 up.
ip -n vlan-trunk.blue2 link set eth0 up
# Frames of VLAN 10 leave port1 untagged. Untagged frames that arrive are assigned to it (pvid).
bridge -n vlan-trunk.switch1 vlan add dev port1 vid 10 pvid untagged
# Frames of VLAN 20 leave port2 untagged. Untagged frames that arrive are assigned to it (pvid).
bridge -n vlan-trunk.switch1 vlan add dev port2 vid 20 pvid untagged
# Frames of VLAN 10 leave trunk tagged.
bridge -n vlan-trunk.switch1 vlan add dev trunk vid 10
# Frames of VLAN 20 leave trunk tagged.
bridge -n vlan-trunk.switch1 vlan add dev trunk vid 20
# Frames of VLAN 10 leave port1 untagged. Untagged frames that arrive are assigned to it (pvid).
bridge -n vlan-trunk.switch2 vlan add dev port1 vid 10 pvid untagged
# Frames of VLAN 20 leave port2 untagged. Untagged frames that arrive are assigned to it (pvid).
bridge -n vlan-trunk.switch2 vlan add dev port2 vid 20 pvid untagged
# Frames of VLAN 10 leave trunk tagged.
bridge -n vlan-trunk.switch2 vlan add dev trunk vid 10
# Frames of VLAN 20 leave trunk tagged.
bridge -n vlan-trunk.switch2 vlan add dev trunk vid 20
# red1 has the address 192.0.2.1 on eth0.
ip -n vlan-trunk.red1 addr add 192.0.2.1/24 dev eth0
# red2 has the address 192.0.2.2 on eth0.
ip -n vlan-trunk.red2 addr add 192.0.2.2/24 dev eth0
# blue1 has the address 192.0.2.11 on eth0.
ip -n vlan-trunk.blue1 addr add 192.0.2.11/24 dev eth0
# blue2 has the address 192.0.2.12 on eth0.
ip -n vlan-trunk.blue2 addr add 192.0.2.12/24 dev eth0
