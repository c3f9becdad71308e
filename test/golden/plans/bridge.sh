#!/bin/sh
# Builds the lab bridge, as root. netlab plan --format sh --down prints the script that removes it.
set -eu
umask 022
# switch is a network namespace.
ip netns add bridge.switch
# red is a network namespace.
ip netns add bridge.red
# green is a network namespace.
ip netns add bridge.green
# blue is a network namespace.
ip netns add bridge.blue
# Node names resolve inside switch.
mkdir -p /etc/netns/bridge.switch
printf %s '127.0.0.1 localhost
::1 localhost
127.0.0.1 switch
192.0.2.1 red
192.0.2.2 green
192.0.2.3 blue
' > /etc/netns/bridge.switch/hosts
# Node names resolve inside red.
mkdir -p /etc/netns/bridge.red
printf %s '127.0.0.1 localhost
::1 localhost
127.0.0.1 red
192.0.2.2 green
192.0.2.3 blue
' > /etc/netns/bridge.red/hosts
# Node names resolve inside green.
mkdir -p /etc/netns/bridge.green
printf %s '127.0.0.1 localhost
::1 localhost
127.0.0.1 green
192.0.2.1 red
192.0.2.3 blue
' > /etc/netns/bridge.green/hosts
# Node names resolve inside blue.
mkdir -p /etc/netns/bridge.blue
printf %s '127.0.0.1 localhost
::1 localhost
127.0.0.1 blue
192.0.2.1 red
192.0.2.2 green
' > /etc/netns/bridge.blue/hosts
# A node forwards packets only if the lab enables it.
ip netns exec bridge.switch sysctl -qw net.ipv4.ip_forward=0
# The reverse path filter is off unless the lab enables it.
ip netns exec bridge.switch sysctl -qw net.ipv4.conf.all.rp_filter=0
# The same for interfaces that are created later.
ip netns exec bridge.switch sysctl -qw net.ipv4.conf.default.rp_filter=0
# iptables does not filter bridged frames.
ip netns exec bridge.switch sysctl -qew net.bridge.bridge-nf-call-iptables=0
# ip6tables does not filter bridged frames.
ip netns exec bridge.switch sysctl -qew net.bridge.bridge-nf-call-ip6tables=0
# A node forwards packets only if the lab enables it.
ip netns exec bridge.switch sysctl -qw net.ipv6.conf.all.forwarding=0
# Addresses are usable at once: duplicate address detection is off.
ip netns exec bridge.switch sysctl -qw net.ipv6.conf.default.accept_dad=0
# Nodes ignore router advertisements.
ip netns exec bridge.switch sysctl -qw net.ipv6.conf.default.accept_ra=0
# Set the loopback interface up.
ip -n bridge.switch link set lo up
# A node forwards packets only if the lab enables it.
ip netns exec bridge.red sysctl -qw net.ipv4.ip_forward=0
# The reverse path filter is off unless the lab enables it.
ip netns exec bridge.red sysctl -qw net.ipv4.conf.all.rp_filter=0
# The same for interfaces that are created later.
ip netns exec bridge.red sysctl -qw net.ipv4.conf.default.rp_filter=0
# iptables does not filter bridged frames.
ip netns exec bridge.red sysctl -qew net.bridge.bridge-nf-call-iptables=0
# ip6tables does not filter bridged frames.
ip netns exec bridge.red sysctl -qew net.bridge.bridge-nf-call-ip6tables=0
# A node forwards packets only if the lab enables it.
ip netns exec bridge.red sysctl -qw net.ipv6.conf.all.forwarding=0
# Addresses are usable at once: duplicate address detection is off.
ip netns exec bridge.red sysctl -qw net.ipv6.conf.default.accept_dad=0
# Nodes ignore router advertisements.
ip netns exec bridge.red sysctl -qw net.ipv6.conf.default.accept_ra=0
# Set the loopback interface up.
ip -n bridge.red link set lo up
# A node forwards packets only if the lab enables it.
ip netns exec bridge.green sysctl -qw net.ipv4.ip_forward=0
# The reverse path filter is off unless the lab enables it.
ip netns exec bridge.green sysctl -qw net.ipv4.conf.all.rp_filter=0
# The same for interfaces that are created later.
ip netns exec bridge.green sysctl -qw net.ipv4.conf.default.rp_filter=0
# iptables does not filter bridged frames.
ip netns exec bridge.green sysctl -qew net.bridge.bridge-nf-call-iptables=0
# ip6tables does not filter bridged frames.
ip netns exec bridge.green sysctl -qew net.bridge.bridge-nf-call-ip6tables=0
# A node forwards packets only if the lab enables it.
ip netns exec bridge.green sysctl -qw net.ipv6.conf.all.forwarding=0
# Addresses are usable at once: duplicate address detection is off.
ip netns exec bridge.green sysctl -qw net.ipv6.conf.default.accept_dad=0
# Nodes ignore router advertisements.
ip netns exec bridge.green sysctl -qw net.ipv6.conf.default.accept_ra=0
# Set the loopback interface up.
ip -n bridge.green link set lo up
# A node forwards packets only if the lab enables it.
ip netns exec bridge.blue sysctl -qw net.ipv4.ip_forward=0
# The reverse path filter is off unless the lab enables it.
ip netns exec bridge.blue sysctl -qw net.ipv4.conf.all.rp_filter=0
# The same for interfaces that are created later.
ip netns exec bridge.blue sysctl -qw net.ipv4.conf.default.rp_filter=0
# iptables does not filter bridged frames.
ip netns exec bridge.blue sysctl -qew net.bridge.bridge-nf-call-iptables=0
# ip6tables does not filter bridged frames.
ip netns exec bridge.blue sysctl -qew net.bridge.bridge-nf-call-ip6tables=0
# A node forwards packets only if the lab enables it.
ip netns exec bridge.blue sysctl -qw net.ipv6.conf.all.forwarding=0
# Addresses are usable at once: duplicate address detection is off.
ip netns exec bridge.blue sysctl -qw net.ipv6.conf.default.accept_dad=0
# Nodes ignore router advertisements.
ip netns exec bridge.blue sysctl -qw net.ipv6.conf.default.accept_ra=0
# Set the loopback interface up.
ip -n bridge.blue link set lo up
# br0 is a bridge: a switch inside switch.
ip -n bridge.switch link add br0 up type bridge stp_state 0 mcast_snooping 0
# A cable: port1 of switch and eth0 of red.
ip -n bridge.switch link add port1 up master br0 type veth peer name eth0 address 02:57:33:9e:ce:50 netns bridge.red
# A cable: port2 of switch and eth0 of green.
ip -n bridge.switch link add port2 up master br0 type veth peer name eth0 netns bridge.green
# A cable: port3 of switch and eth0 of blue.
ip -n bridge.switch link add port3 up master br0 type veth peer name eth0 address 02:a9:7f:99:56:0f netns bridge.blue
# Set eth0 of red up.
ip -n bridge.red link set eth0 up
# Set eth0 of green up.
ip -n bridge.green link set eth0 up
# Set eth0 of blue up.
ip -n bridge.blue link set eth0 up
# red has the address 192.0.2.1 on eth0.
ip -n bridge.red addr add 192.0.2.1/24 dev eth0
# green has the address 192.0.2.2 on eth0.
ip -n bridge.green addr add 192.0.2.2/24 dev eth0
# blue has the address 192.0.2.3 on eth0.
ip -n bridge.blue addr add 192.0.2.3/24 dev eth0
# red has the address 2001:db8::1 on eth0.
ip -n bridge.red addr add 2001:db8::1/64 dev eth0
# green has the address 2001:db8::2 on eth0.
ip -n bridge.green addr add 2001:db8::2/64 dev eth0
# blue has the address 2001:db8::3 on eth0.
ip -n bridge.blue addr add 2001:db8::3/64 dev eth0
