#!/bin/sh
# Builds the lab ipvlan, as root. netlab plan --format sh --down prints the script that removes it.
set -eu
umask 022
# near is a network namespace.
ip netns add ipvlan.near
# red is a network namespace.
ip netns add ipvlan.red
# blue is a network namespace.
ip netns add ipvlan.blue
# far is a network namespace.
ip netns add ipvlan.far
# green is a network namespace.
ip netns add ipvlan.green
# gold is a network namespace.
ip netns add ipvlan.gold
# printer is a network namespace.
ip netns add ipvlan.printer
# lan is a switch: a namespace that holds a bridge.
ip netns add ipvlan.lan
# Node names resolve inside near.
mkdir -p /etc/netns/ipvlan.near
printf %s '127.0.0.1 localhost
127.0.0.1 near
192.0.2.11 red
192.0.2.12 blue
192.0.2.20 far
198.51.100.1 green
198.51.100.2 gold
192.0.2.30 printer
' > /etc/netns/ipvlan.near/hosts
# Node names resolve inside red.
mkdir -p /etc/netns/ipvlan.red
printf %s '127.0.0.1 localhost
127.0.0.1 red
192.0.2.10 near
192.0.2.12 blue
192.0.2.20 far
198.51.100.1 green
198.51.100.2 gold
192.0.2.30 printer
' > /etc/netns/ipvlan.red/hosts
# Node names resolve inside blue.
mkdir -p /etc/netns/ipvlan.blue
printf %s '127.0.0.1 localhost
127.0.0.1 blue
192.0.2.10 near
192.0.2.11 red
192.0.2.20 far
198.51.100.1 green
198.51.100.2 gold
192.0.2.30 printer
' > /etc/netns/ipvlan.blue/hosts
# Node names resolve inside far.
mkdir -p /etc/netns/ipvlan.far
printf %s '127.0.0.1 localhost
127.0.0.1 far
192.0.2.10 near
192.0.2.11 red
192.0.2.12 blue
198.51.100.1 green
198.51.100.2 gold
192.0.2.30 printer
' > /etc/netns/ipvlan.far/hosts
# Node names resolve inside green.
mkdir -p /etc/netns/ipvlan.green
printf %s '127.0.0.1 localhost
127.0.0.1 green
192.0.2.10 near
192.0.2.11 red
192.0.2.12 blue
192.0.2.20 far
198.51.100.2 gold
192.0.2.30 printer
' > /etc/netns/ipvlan.green/hosts
# Node names resolve inside gold.
mkdir -p /etc/netns/ipvlan.gold
printf %s '127.0.0.1 localhost
127.0.0.1 gold
192.0.2.10 near
192.0.2.11 red
192.0.2.12 blue
192.0.2.20 far
198.51.100.1 green
192.0.2.30 printer
' > /etc/netns/ipvlan.gold/hosts
# Node names resolve inside printer.
mkdir -p /etc/netns/ipvlan.printer
printf %s '127.0.0.1 localhost
127.0.0.1 printer
192.0.2.10 near
192.0.2.11 red
192.0.2.12 blue
192.0.2.20 far
198.51.100.1 green
198.51.100.2 gold
' > /etc/netns/ipvlan.printer/hosts
# A node forwards packets only if the lab enables it.
ip netns exec ipvlan.near sysctl -qw net.ipv4.ip_forward=0
# The reverse path filter is off unless the lab enables it.
ip netns exec ipvlan.near sysctl -qw net.ipv4.conf.all.rp_filter=0
# The same for interfaces that are created later.
ip netns exec ipvlan.near sysctl -qw net.ipv4.conf.default.rp_filter=0
# iptables does not filter bridged frames.
ip netns exec ipvlan.near sysctl -qew net.bridge.bridge-nf-call-iptables=0
# ip6tables does not filter bridged frames.
ip netns exec ipvlan.near sysctl -qew net.bridge.bridge-nf-call-ip6tables=0
# The lab uses no IPv6.
ip netns exec ipvlan.near sysctl -qew net.ipv6.conf.all.disable_ipv6=1
# The same for interfaces that are created later.
ip netns exec ipvlan.near sysctl -qew net.ipv6.conf.default.disable_ipv6=1
# Set the loopback interface up.
ip -n ipvlan.near link set lo up
# A node forwards packets only if the lab enables it.
ip netns exec ipvlan.red sysctl -qw net.ipv4.ip_forward=0
# The reverse path filter is off unless the lab enables it.
ip netns exec ipvlan.red sysctl -qw net.ipv4.conf.all.rp_filter=0
# The same for interfaces that are created later.
ip netns exec ipvlan.red sysctl -qw net.ipv4.conf.default.rp_filter=0
# iptables does not filter bridged frames.
ip netns exec ipvlan.red sysctl -qew net.bridge.bridge-nf-call-iptables=0
# ip6tables does not filter bridged frames.
ip netns exec ipvlan.red sysctl -qew net.bridge.bridge-nf-call-ip6tables=0
# The lab uses no IPv6.
ip netns exec ipvlan.red sysctl -qew net.ipv6.conf.all.disable_ipv6=1
# The same for interfaces that are created later.
ip netns exec ipvlan.red sysctl -qew net.ipv6.conf.default.disable_ipv6=1
# Set the loopback interface up.
ip -n ipvlan.red link set lo up
# A node forwards packets only if the lab enables it.
ip netns exec ipvlan.blue sysctl -qw net.ipv4.ip_forward=0
# The reverse path filter is off unless the lab enables it.
ip netns exec ipvlan.blue sysctl -qw net.ipv4.conf.all.rp_filter=0
# The same for interfaces that are created later.
ip netns exec ipvlan.blue sysctl -qw net.ipv4.conf.default.rp_filter=0
# iptables does not filter bridged frames.
ip netns exec ipvlan.blue sysctl -qew net.bridge.bridge-nf-call-iptables=0
# ip6tables does not filter bridged frames.
ip netns exec ipvlan.blue sysctl -qew net.bridge.bridge-nf-call-ip6tables=0
# The lab uses no IPv6.
ip netns exec ipvlan.blue sysctl -qew net.ipv6.conf.all.disable_ipv6=1
# The same for interfaces that are created later.
ip netns exec ipvlan.blue sysctl -qew net.ipv6.conf.default.disable_ipv6=1
# Set the loopback interface up.
ip -n ipvlan.blue link set lo up
# A node forwards packets only if the lab enables it.
ip netns exec ipvlan.far sysctl -qw net.ipv4.ip_forward=0
# The reverse path filter is off unless the lab enables it.
ip netns exec ipvlan.far sysctl -qw net.ipv4.conf.all.rp_filter=0
# The same for interfaces that are created later.
ip netns exec ipvlan.far sysctl -qw net.ipv4.conf.default.rp_filter=0
# iptables does not filter bridged frames.
ip netns exec ipvlan.far sysctl -qew net.bridge.bridge-nf-call-iptables=0
# ip6tables does not filter bridged frames.
ip netns exec ipvlan.far sysctl -qew net.bridge.bridge-nf-call-ip6tables=0
# The lab uses no IPv6.
ip netns exec ipvlan.far sysctl -qew net.ipv6.conf.all.disable_ipv6=1
# The same for interfaces that are created later.
ip netns exec ipvlan.far sysctl -qew net.ipv6.conf.default.disable_ipv6=1
# Set the loopback interface up.
ip -n ipvlan.far link set lo up
# A node forwards packets only if the lab enables it.
ip netns exec ipvlan.green sysctl -qw net.ipv4.ip_forward=0
# The reverse path filter is off unless the lab enables it.
ip netns exec ipvlan.green sysctl -qw net.ipv4.conf.all.rp_filter=0
# The same for interfaces that are created later.
ip netns exec ipvlan.green sysctl -qw net.ipv4.conf.default.rp_filter=0
# iptables does not filter bridged frames.
ip netns exec ipvlan.green sysctl -qew net.bridge.bridge-nf-call-iptables=0
# ip6tables does not filter bridged frames.
ip netns exec ipvlan.green sysctl -qew net.bridge.bridge-nf-call-ip6tables=0
# The lab uses no IPv6.
ip netns exec ipvlan.green sysctl -qew net.ipv6.conf.all.disable_ipv6=1
# The same for interfaces that are created later.
ip netns exec ipvlan.green sysctl -qew net.ipv6.conf.default.disable_ipv6=1
# Set the loopback interface up.
ip -n ipvlan.green link set lo up
# A node forwards packets only if the lab enables it.
ip netns exec ipvlan.gold sysctl -qw net.ipv4.ip_forward=0
# The reverse path filter is off unless the lab enables it.
ip netns exec ipvlan.gold sysctl -qw net.ipv4.conf.all.rp_filter=0
# The same for interfaces that are created later.
ip netns exec ipvlan.gold sysctl -qw net.ipv4.conf.default.rp_filter=0
# iptables does not filter bridged frames.
ip netns exec ipvlan.gold sysctl -qew net.bridge.bridge-nf-call-iptables=0
# ip6tables does not filter bridged frames.
ip netns exec ipvlan.gold sysctl -qew net.bridge.bridge-nf-call-ip6tables=0
# The lab uses no IPv6.
ip netns exec ipvlan.gold sysctl -qew net.ipv6.conf.all.disable_ipv6=1
# The same for interfaces that are created later.
ip netns exec ipvlan.gold sysctl -qew net.ipv6.conf.default.disable_ipv6=1
# Set the loopback interface up.
ip -n ipvlan.gold link set lo up
# A node forwards packets only if the lab enables it.
ip netns exec ipvlan.printer sysctl -qw net.ipv4.ip_forward=0
# The reverse path filter is off unless the lab enables it.
ip netns exec ipvlan.printer sysctl -qw net.ipv4.conf.all.rp_filter=0
# The same for interfaces that are created later.
ip netns exec ipvlan.printer sysctl -qw net.ipv4.conf.default.rp_filter=0
# iptables does not filter bridged frames.
ip netns exec ipvlan.printer sysctl -qew net.bridge.bridge-nf-call-iptables=0
# ip6tables does not filter bridged frames.
ip netns exec ipvlan.printer sysctl -qew net.bridge.bridge-nf-call-ip6tables=0
# The lab uses no IPv6.
ip netns exec ipvlan.printer sysctl -qew net.ipv6.conf.all.disable_ipv6=1
# The same for interfaces that are created later.
ip netns exec ipvlan.printer sysctl -qew net.ipv6.conf.default.disable_ipv6=1
# Set the loopback interface up.
ip -n ipvlan.printer link set lo up
# A node forwards packets only if the lab enables it.
ip netns exec ipvlan.lan sysctl -qw net.ipv4.ip_forward=0
# The reverse path filter is off unless the lab enables it.
ip netns exec ipvlan.lan sysctl -qw net.ipv4.conf.all.rp_filter=0
# The same for interfaces that are created later.
ip netns exec ipvlan.lan sysctl -qw net.ipv4.conf.default.rp_filter=0
# iptables does not filter bridged frames.
ip netns exec ipvlan.lan sysctl -qew net.bridge.bridge-nf-call-iptables=0
# ip6tables does not filter bridged frames.
ip netns exec ipvlan.lan sysctl -qew net.bridge.bridge-nf-call-ip6tables=0
# The lab uses no IPv6.
ip netns exec ipvlan.lan sysctl -qew net.ipv6.conf.all.disable_ipv6=1
# The same for interfaces that are created later.
ip netns exec ipvlan.lan sysctl -qew net.ipv6.conf.default.disable_ipv6=1
# Set the loopback interface up.
ip -n ipvlan.lan link set lo up
# lan is a switch between near, far, printer.
ip -n ipvlan.lan link add br0 up type bridge stp_state 0 mcast_snooping 0
# A cable: eth0 of near and near of lan.
ip -n ipvlan.near link add eth0 address 02:57:98:f1:af:ba up type veth peer name near netns ipvlan.lan
# A cable: eth0 of far and far of lan.
ip -n ipvlan.far link add eth0 address 02:e1:eb:72:2d:bb up type veth peer name far netns ipvlan.lan
# printer's eth0 is plugged into lan.
ip -n ipvlan.lan link add printer up master br0 type veth peer name eth0 netns ipvlan.printer
# red's eth0 is one more IP stack behind the same MAC address on near's eth0.
ip -n ipvlan.near link add link eth0 name iv8ee6eb19 netns ipvlan.red type ipvlan mode l2
# blue's eth0 is one more IP stack behind the same MAC address on near's eth0.
ip -n ipvlan.near link add link eth0 name iv7539d1ba netns ipvlan.blue type ipvlan mode l2
# green's eth0 is one more IP stack behind the same MAC address on far's eth0.
ip -n ipvlan.far link add link eth0 name ivb11e3eca netns ipvlan.green type ipvlan mode l3
# gold's eth0 is one more IP stack behind the same MAC address on far's eth0.
ip -n ipvlan.far link add link eth0 name ivc3890713 netns ipvlan.gold type ipvlan mode l3
# Rename it to eth0 in red: near also has an interface eth0.
ip -n ipvlan.red link set dev iv8ee6eb19 name eth0
# Rename it to eth0 in blue: near also has an interface eth0.
ip -n ipvlan.blue link set dev iv7539d1ba name eth0
# Rename it to eth0 in green: far also has an interface eth0.
ip -n ipvlan.green link set dev ivb11e3eca name eth0
# Rename it to eth0 in gold: far also has an interface eth0.
ip -n ipvlan.gold link set dev ivc3890713 name eth0
# Set eth0 of red up.
ip -n ipvlan.red link set eth0 up
# Set eth0 of blue up.
ip -n ipvlan.blue link set eth0 up
# Set eth0 of green up.
ip -n ipvlan.green link set eth0 up
# Set eth0 of gold up.
ip -n ipvlan.gold link set eth0 up
# Set eth0 of printer up.
ip -n ipvlan.printer link set eth0 up
# Set near of lan up, as a port of br0.
ip -n ipvlan.lan link set near up master br0
# Set far of lan up, as a port of br0.
ip -n ipvlan.lan link set far up master br0
# near has the address 192.0.2.10 on eth0.
ip -n ipvlan.near addr add 192.0.2.10/24 dev eth0
# red has the address 192.0.2.11 on eth0.
ip -n ipvlan.red addr add 192.0.2.11/24 dev eth0
# blue has the address 192.0.2.12 on eth0.
ip -n ipvlan.blue addr add 192.0.2.12/24 dev eth0
# far has the address 192.0.2.20 on eth0.
ip -n ipvlan.far addr add 192.0.2.20/24 dev eth0
# green has the address 198.51.100.1 on eth0.
ip -n ipvlan.green addr add 198.51.100.1/24 dev eth0
# gold has the address 198.51.100.2 on eth0.
ip -n ipvlan.gold addr add 198.51.100.2/24 dev eth0
# printer has the address 192.0.2.30 on eth0.
ip -n ipvlan.printer addr add 192.0.2.30/24 dev eth0
# destinations without a more specific route is on the link of eth0.
ip -n ipvlan.green route add default dev eth0
# destinations without a more specific route is on the link of eth0.
ip -n ipvlan.gold route add default dev eth0
# Containers in l3 mode do not reply to ARP, so a route leads to their host.
ip -n ipvlan.printer route add 198.51.100.0/24 via 192.0.2.20
