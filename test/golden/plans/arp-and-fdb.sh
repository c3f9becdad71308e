#!/bin/sh
# Builds the lab arp-and-fdb, as root. netlab plan --format sh --down prints the script that removes it.
set -eu
umask 022
# switch is a network namespace.
ip netns add arp-and-fdb.switch
# red is a network namespace.
ip netns add arp-and-fdb.red
# blue is a network namespace.
ip netns add arp-and-fdb.blue
# green is a network namespace.
ip netns add arp-and-fdb.green
# Node names resolve inside switch.
mkdir -p /etc/netns/arp-and-fdb.switch
printf %s '127.0.0.1 localhost
127.0.0.1 switch
192.0.2.1 red
192.0.2.2 blue
192.0.2.3 green
' > /etc/netns/arp-and-fdb.switch/hosts
# Node names resolve inside red.
mkdir -p /etc/netns/arp-and-fdb.red
printf %s '127.0.0.1 localhost
127.0.0.1 red
192.0.2.2 blue
192.0.2.3 green
' > /etc/netns/arp-and-fdb.red/hosts
# Node names resolve inside blue.
mkdir -p /etc/netns/arp-and-fdb.blue
printf %s '127.0.0.1 localhost
127.0.0.1 blue
192.0.2.1 red
192.0.2.3 green
' > /etc/netns/arp-and-fdb.blue/hosts
# Node names resolve inside green.
mkdir -p /etc/netns/arp-and-fdb.green
printf %s '127.0.0.1 localhost
127.0.0.1 green
192.0.2.1 red
192.0.2.2 blue
' > /etc/netns/arp-and-fdb.green/hosts
# A node forwards packets only if the lab enables it.
ip netns exec arp-and-fdb.switch sysctl -qw net.ipv4.ip_forward=0
# The reverse path filter is off unless the lab enables it.
ip netns exec arp-and-fdb.switch sysctl -qw net.ipv4.conf.all.rp_filter=0
# The same for interfaces that are created later.
ip netns exec arp-and-fdb.switch sysctl -qw net.ipv4.conf.default.rp_filter=0
# iptables does not filter bridged frames.
ip netns exec arp-and-fdb.switch sysctl -qew net.bridge.bridge-nf-call-iptables=0
# ip6tables does not filter bridged frames.
ip netns exec arp-and-fdb.switch sysctl -qew net.bridge.bridge-nf-call-ip6tables=0
# The lab uses no IPv6.
ip netns exec arp-and-fdb.switch sysctl -qew net.ipv6.conf.all.disable_ipv6=1
# The same for interfaces that are created later.
ip netns exec arp-and-fdb.switch sysctl -qew net.ipv6.conf.default.disable_ipv6=1
# Set the loopback interface up.
ip -n arp-and-fdb.switch link set lo up
# A node forwards packets only if the lab enables it.
ip netns exec arp-and-fdb.red sysctl -qw net.ipv4.ip_forward=0
# The reverse path filter is off unless the lab enables it.
ip netns exec arp-and-fdb.red sysctl -qw net.ipv4.conf.all.rp_filter=0
# The same for interfaces that are created later.
ip netns exec arp-and-fdb.red sysctl -qw net.ipv4.conf.default.rp_filter=0
# iptables does not filter bridged frames.
ip netns exec arp-and-fdb.red sysctl -qew net.bridge.bridge-nf-call-iptables=0
# ip6tables does not filter bridged frames.
ip netns exec arp-and-fdb.red sysctl -qew net.bridge.bridge-nf-call-ip6tables=0
# The lab uses no IPv6.
ip netns exec arp-and-fdb.red sysctl -qew net.ipv6.conf.all.disable_ipv6=1
# The same for interfaces that are created later.
ip netns exec arp-and-fdb.red sysctl -qew net.ipv6.conf.default.disable_ipv6=1
# Set the loopback interface up.
ip -n arp-and-fdb.red link set lo up
# A node forwards packets only if the lab enables it.
ip netns exec arp-and-fdb.blue sysctl -qw net.ipv4.ip_forward=0
# The reverse path filter is off unless the lab enables it.
ip netns exec arp-and-fdb.blue sysctl -qw net.ipv4.conf.all.rp_filter=0
# The same for interfaces that are created later.
ip netns exec arp-and-fdb.blue sysctl -qw net.ipv4.conf.default.rp_filter=0
# iptables does not filter bridged frames.
ip netns exec arp-and-fdb.blue sysctl -qew net.bridge.bridge-nf-call-iptables=0
# ip6tables does not filter bridged frames.
ip netns exec arp-and-fdb.blue sysctl -qew net.bridge.bridge-nf-call-ip6tables=0
# The lab uses no IPv6.
ip netns exec arp-and-fdb.blue sysctl -qew net.ipv6.conf.all.disable_ipv6=1
# The same for interfaces that are created later.
ip netns exec arp-and-fdb.blue sysctl -qew net.ipv6.conf.default.disable_ipv6=1
# Set the loopback interface up.
ip -n arp-and-fdb.blue link set lo up
# A node forwards packets only if the lab enables it.
ip netns exec arp-and-fdb.green sysctl -qw net.ipv4.ip_forward=0
# The reverse path filter is off unless the lab enables it.
ip netns exec arp-and-fdb.green sysctl -qw net.ipv4.conf.all.rp_filter=0
# The same for interfaces that are created later.
ip netns exec arp-and-fdb.green sysctl -qw net.ipv4.conf.default.rp_filter=0
# iptables does not filter bridged frames.
ip netns exec arp-and-fdb.green sysctl -qew net.bridge.bridge-nf-call-iptables=0
# ip6tables does not filter bridged frames.
ip netns exec arp-and-fdb.green sysctl -qew net.bridge.bridge-nf-call-ip6tables=0
# The lab uses no IPv6.
ip netns exec arp-and-fdb.green sysctl -qew net.ipv6.conf.all.disable_ipv6=1
# The same for interfaces that are created later.
ip netns exec arp-and-fdb.green sysctl -qew net.ipv6.conf.default.disable_ipv6=1
# Set the loopback interface up.
ip -n arp-and-fdb.green link set lo up
# br0 is a bridge: a switch inside switch.
ip -n arp-and-fdb.switch link add br0 up type bridge stp_state 0 mcast_snooping 0
# A cable: port1 of switch and eth0 of red.
ip -n arp-and-fdb.switch link add port1 up master br0 type veth peer name eth0 address 02:57:33:9e:ce:50 netns arp-and-fdb.red
# A cable: port2 of switch and eth0 of blue.
ip -n arp-and-fdb.switch link add port2 up master br0 type veth peer name eth0 address 02:a9:7f:99:56:0f netns arp-and-fdb.blue
# A cable: port3 of switch and eth0 of green.
ip -n arp-and-fdb.switch link add port3 up master br0 type veth peer name eth0 address 02:4f:64:bd:e5:f4 netns arp-and-fdb.green
# Set eth0 of red up.
ip -n arp-and-fdb.red link set eth0 up
# Set eth0 of blue up.
ip -n arp-and-fdb.blue link set eth0 up
# Set eth0 of green up.
ip -n arp-and-fdb.green link set eth0 up
# red has the address 192.0.2.1 on eth0.
ip -n arp-and-fdb.red addr add 192.0.2.1/24 dev eth0
# blue has the address 192.0.2.2 on eth0.
ip -n arp-and-fdb.blue addr add 192.0.2.2/24 dev eth0
# green has the address 192.0.2.3 on eth0.
ip -n arp-and-fdb.green addr add 192.0.2.3/24 dev eth0
# Set net.ipv4.conf.eth0.arp_notify in red.
ip netns exec arp-and-fdb.red sysctl -qw net.ipv4.conf.eth0.arp_notify=1
