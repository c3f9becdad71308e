#!/bin/sh
# Builds the lab macvlan, as root. netlab plan --format sh --down prints the script that removes it.
set -eu
umask 022
# host is a network namespace.
ip netns add macvlan.host
# red is a network namespace.
ip netns add macvlan.red
# blue is a network namespace.
ip netns add macvlan.blue
# printer is a network namespace.
ip netns add macvlan.printer
# lan is a switch: a namespace that holds a bridge.
ip netns add macvlan.lan
# Node names resolve inside host.
mkdir -p /etc/netns/macvlan.host
printf %s '127.0.0.1 localhost
127.0.0.1 host
192.0.2.11 red
192.0.2.12 blue
192.0.2.20 printer
' > /etc/netns/macvlan.host/hosts
# Node names resolve inside red.
mkdir -p /etc/netns/macvlan.red
printf %s '127.0.0.1 localhost
127.0.0.1 red
192.0.2.10 host
192.0.2.12 blue
192.0.2.20 printer
' > /etc/netns/macvlan.red/hosts
# Node names resolve inside blue.
mkdir -p /etc/netns/macvlan.blue
printf %s '127.0.0.1 localhost
127.0.0.1 blue
192.0.2.10 host
192.0.2.11 red
192.0.2.20 printer
' > /etc/netns/macvlan.blue/hosts
# Node names resolve inside printer.
mkdir -p /etc/netns/macvlan.printer
printf %s '127.0.0.1 localhost
127.0.0.1 printer
192.0.2.10 host
192.0.2.11 red
192.0.2.12 blue
' > /etc/netns/macvlan.printer/hosts
# A node forwards packets only if the lab enables it.
ip netns exec macvlan.host sysctl -qw net.ipv4.ip_forward=0
# The reverse path filter is off unless the lab enables it.
ip netns exec macvlan.host sysctl -qw net.ipv4.conf.all.rp_filter=0
# The same for interfaces that are created later.
ip netns exec macvlan.host sysctl -qw net.ipv4.conf.default.rp_filter=0
# iptables does not filter bridged frames.
ip netns exec macvlan.host sysctl -qew net.bridge.bridge-nf-call-iptables=0
# ip6tables does not filter bridged frames.
ip netns exec macvlan.host sysctl -qew net.bridge.bridge-nf-call-ip6tables=0
# The lab uses no IPv6.
ip netns exec macvlan.host sysctl -qew net.ipv6.conf.all.disable_ipv6=1
# The same for interfaces that are created later.
ip netns exec macvlan.host sysctl -qew net.ipv6.conf.default.disable_ipv6=1
# Set the loopback interface up.
ip -n macvlan.host link set lo up
# A node forwards packets only if the lab enables it.
ip netns exec macvlan.red sysctl -qw net.ipv4.ip_forward=0
# The reverse path filter is off unless the lab enables it.
ip netns exec macvlan.red sysctl -qw net.ipv4.conf.all.rp_filter=0
# The same for interfaces that are created later.
ip netns exec macvlan.red sysctl -qw net.ipv4.conf.default.rp_filter=0
# iptables does not filter bridged frames.
ip netns exec macvlan.red sysctl -qew net.bridge.bridge-nf-call-iptables=0
# ip6tables does not filter bridged frames.
ip netns exec macvlan.red sysctl -qew net.bridge.bridge-nf-call-ip6tables=0
# The lab uses no IPv6.
ip netns exec macvlan.red sysctl -qew net.ipv6.conf.all.disable_ipv6=1
# The same for interfaces that are created later.
ip netns exec macvlan.red sysctl -qew net.ipv6.conf.default.disable_ipv6=1
# Set the loopback interface up.
ip -n macvlan.red link set lo up
# A node forwards packets only if the lab enables it.
ip netns exec macvlan.blue sysctl -qw net.ipv4.ip_forward=0
# The reverse path filter is off unless the lab enables it.
ip netns exec macvlan.blue sysctl -qw net.ipv4.conf.all.rp_filter=0
# The same for interfaces that are created later.
ip netns exec macvlan.blue sysctl -qw net.ipv4.conf.default.rp_filter=0
# iptables does not filter bridged frames.
ip netns exec macvlan.blue sysctl -qew net.bridge.bridge-nf-call-iptables=0
# ip6tables does not filter bridged frames.
ip netns exec macvlan.blue sysctl -qew net.bridge.bridge-nf-call-ip6tables=0
# The lab uses no IPv6.
ip netns exec macvlan.blue sysctl -qew net.ipv6.conf.all.disable_ipv6=1
# The same for interfaces that are created later.
ip netns exec macvlan.blue sysctl -qew net.ipv6.conf.default.disable_ipv6=1
# Set the loopback interface up.
ip -n macvlan.blue link set lo up
# A node forwards packets only if the lab enables it.
ip netns exec macvlan.printer sysctl -qw net.ipv4.ip_forward=0
# The reverse path filter is off unless the lab enables it.
ip netns exec macvlan.printer sysctl -qw net.ipv4.conf.all.rp_filter=0
# The same for interfaces that are created later.
ip netns exec macvlan.printer sysctl -qw net.ipv4.conf.default.rp_filter=0
# iptables does not filter bridged frames.
ip netns exec macvlan.printer sysctl -qew net.bridge.bridge-nf-call-iptables=0
# ip6tables does not filter bridged frames.
ip netns exec macvlan.printer sysctl -qew net.bridge.bridge-nf-call-ip6tables=0
# The lab uses no IPv6.
ip netns exec macvlan.printer sysctl -qew net.ipv6.conf.all.disable_ipv6=1
# The same for interfaces that are created later.
ip netns exec macvlan.printer sysctl -qew net.ipv6.conf.default.disable_ipv6=1
# Set the loopback interface up.
ip -n macvlan.printer link set lo up
# A node forwards packets only if the lab enables it.
ip netns exec macvlan.lan sysctl -qw net.ipv4.ip_forward=0
# The reverse path filter is off unless the lab enables it.
ip netns exec macvlan.lan sysctl -qw net.ipv4.conf.all.rp_filter=0
# The same for interfaces that are created later.
ip netns exec macvlan.lan sysctl -qw net.ipv4.conf.default.rp_filter=0
# iptables does not filter bridged frames.
ip netns exec macvlan.lan sysctl -qew net.bridge.bridge-nf-call-iptables=0
# ip6tables does not filter bridged frames.
ip netns exec macvlan.lan sysctl -qew net.bridge.bridge-nf-call-ip6tables=0
# The lab uses no IPv6.
ip netns exec macvlan.lan sysctl -qew net.ipv6.conf.all.disable_ipv6=1
# The same for interfaces that are created later.
ip netns exec macvlan.lan sysctl -qew net.ipv6.conf.default.disable_ipv6=1
# Set the loopback interface up.
ip -n macvlan.lan link set lo up
# lan is a switch between host, printer.
ip -n macvlan.lan link add br0 up type bridge stp_state 0 mcast_snooping 0
# A cable: eth0 of host and host of lan.
ip -n macvlan.host link add eth0 up type veth peer name host netns macvlan.lan
# printer's eth0 is plugged into lan.
ip -n macvlan.lan link add printer up master br0 type veth peer name eth0 netns macvlan.printer
# red's eth0 is one more MAC address on host's eth0.
ip -n macvlan.host link add link eth0 name mvc3aabd9d netns macvlan.red address 02:57:33:9e:ce:50 type macvlan mode bridge
# blue's eth0 is one more MAC address on host's eth0.
ip -n macvlan.host link add link eth0 name mv6f1d121f netns macvlan.blue type macvlan mode bridge
# Rename it to eth0 in red: host also has an interface eth0.
ip -n macvlan.red link set dev mvc3aabd9d name eth0
# Rename it to eth0 in blue: host also has an interface eth0.
ip -n macvlan.blue link set dev mv6f1d121f name eth0
# Set eth0 of red up.
ip -n macvlan.red link set eth0 up
# Set eth0 of blue up.
ip -n macvlan.blue link set eth0 up
# Set eth0 of printer up.
ip -n macvlan.printer link set eth0 up
# Set host of lan up, as a port of br0.
ip -n macvlan.lan link set host up master br0
# host has the address 192.0.2.10 on eth0.
ip -n macvlan.host addr add 192.0.2.10/24 dev eth0
# red has the address 192.0.2.11 on eth0.
ip -n macvlan.red addr add 192.0.2.11/24 dev eth0
# blue has the address 192.0.2.12 on eth0.
ip -n macvlan.blue addr add 192.0.2.12/24 dev eth0
# printer has the address 192.0.2.20 on eth0.
ip -n macvlan.printer addr add 192.0.2.20/24 dev eth0
