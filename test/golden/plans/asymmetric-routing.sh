#!/bin/sh
# Builds the lab asymmetric-routing, as root. netlab plan --format sh --down prints the script that removes it.
set -eu
umask 022
# client is a network namespace.
ip netns add asymmetric-routing.client
# left is a network namespace.
ip netns add asymmetric-routing.left
# right is a network namespace.
ip netns add asymmetric-routing.right
# strict is a network namespace.
ip netns add asymmetric-routing.strict
# loose is a network namespace.
ip netns add asymmetric-routing.loose
# trusting is a network namespace.
ip netns add asymmetric-routing.trusting
# west is a switch: a namespace that holds a bridge.
ip netns add asymmetric-routing.west
# east is a switch: a namespace that holds a bridge.
ip netns add asymmetric-routing.east
# Node names resolve inside client.
mkdir -p /etc/netns/asymmetric-routing.client
printf %s '127.0.0.1 localhost
127.0.0.1 client
192.0.2.1 left
192.0.2.5 right
198.51.100.11 strict
198.51.100.12 loose
198.51.100.13 trusting
' > /etc/netns/asymmetric-routing.client/hosts
# Node names resolve inside left.
mkdir -p /etc/netns/asymmetric-routing.left
printf %s '127.0.0.1 localhost
127.0.0.1 left
192.0.2.2 client
192.0.2.5 right
198.51.100.11 strict
198.51.100.12 loose
198.51.100.13 trusting
' > /etc/netns/asymmetric-routing.left/hosts
# Node names resolve inside right.
mkdir -p /etc/netns/asymmetric-routing.right
printf %s '127.0.0.1 localhost
127.0.0.1 right
192.0.2.2 client
192.0.2.1 left
198.51.100.11 strict
198.51.100.12 loose
198.51.100.13 trusting
' > /etc/netns/asymmetric-routing.right/hosts
# Node names resolve inside strict.
mkdir -p /etc/netns/asymmetric-routing.strict
printf %s '127.0.0.1 localhost
127.0.0.1 strict
192.0.2.2 client
192.0.2.1 left
192.0.2.5 right
198.51.100.12 loose
198.51.100.13 trusting
' > /etc/netns/asymmetric-routing.strict/hosts
# Node names resolve inside loose.
mkdir -p /etc/netns/asymmetric-routing.loose
printf %s '127.0.0.1 localhost
127.0.0.1 loose
192.0.2.2 client
192.0.2.1 left
192.0.2.5 right
198.51.100.11 strict
198.51.100.13 trusting
' > /etc/netns/asymmetric-routing.loose/hosts
# Node names resolve inside trusting.
mkdir -p /etc/netns/asymmetric-routing.trusting
printf %s '127.0.0.1 localhost
127.0.0.1 trusting
192.0.2.2 client
192.0.2.1 left
192.0.2.5 right
198.51.100.11 strict
198.51.100.12 loose
' > /etc/netns/asymmetric-routing.trusting/hosts
# A node forwards packets only if the lab enables it.
ip netns exec asymmetric-routing.client sysctl -qw net.ipv4.ip_forward=0
# The reverse path filter is off unless the lab enables it.
ip netns exec asymmetric-routing.client sysctl -qw net.ipv4.conf.all.rp_filter=0
# The same for interfaces that are created later.
ip netns exec asymmetric-routing.client sysctl -qw net.ipv4.conf.default.rp_filter=0
# iptables does not filter bridged frames.
ip netns exec asymmetric-routing.client sysctl -qew net.bridge.bridge-nf-call-iptables=0
# ip6tables does not filter bridged frames.
ip netns exec asymmetric-routing.client sysctl -qew net.bridge.bridge-nf-call-ip6tables=0
# The lab uses no IPv6.
ip netns exec asymmetric-routing.client sysctl -qew net.ipv6.conf.all.disable_ipv6=1
# The same for interfaces that are created later.
ip netns exec asymmetric-routing.client sysctl -qew net.ipv6.conf.default.disable_ipv6=1
# Set the loopback interface up.
ip -n asymmetric-routing.client link set lo up
# A node forwards packets only if the lab enables it.
ip netns exec asymmetric-routing.left sysctl -qw net.ipv4.ip_forward=0
# The reverse path filter is off unless the lab enables it.
ip netns exec asymmetric-routing.left sysctl -qw net.ipv4.conf.all.rp_filter=0
# The same for interfaces that are created later.
ip netns exec asymmetric-routing.left sysctl -qw net.ipv4.conf.default.rp_filter=0
# iptables does not filter bridged frames.
ip netns exec asymmetric-routing.left sysctl -qew net.bridge.bridge-nf-call-iptables=0
# ip6tables does not filter bridged frames.
ip netns exec asymmetric-routing.left sysctl -qew net.bridge.bridge-nf-call-ip6tables=0
# The lab uses no IPv6.
ip netns exec asymmetric-routing.left sysctl -qew net.ipv6.conf.all.disable_ipv6=1
# The same for interfaces that are created later.
ip netns exec asymmetric-routing.left sysctl -qew net.ipv6.conf.default.disable_ipv6=1
# Set the loopback interface up.
ip -n asymmetric-routing.left link set lo up
# A node forwards packets only if the lab enables it.
ip netns exec asymmetric-routing.right sysctl -qw net.ipv4.ip_forward=0
# The reverse path filter is off unless the lab enables it.
ip netns exec asymmetric-routing.right sysctl -qw net.ipv4.conf.all.rp_filter=0
# The same for interfaces that are created later.
ip netns exec asymmetric-routing.right sysctl -qw net.ipv4.conf.default.rp_filter=0
# iptables does not filter bridged frames.
ip netns exec asymmetric-routing.right sysctl -qew net.bridge.bridge-nf-call-iptables=0
# ip6tables does not filter bridged frames.
ip netns exec asymmetric-routing.right sysctl -qew net.bridge.bridge-nf-call-ip6tables=0
# The lab uses no IPv6.
ip netns exec asymmetric-routing.right sysctl -qew net.ipv6.conf.all.disable_ipv6=1
# The same for interfaces that are created later.
ip netns exec asymmetric-routing.right sysctl -qew net.ipv6.conf.default.disable_ipv6=1
# Set the loopback interface up.
ip -n asymmetric-routing.right link set lo up
# A node forwards packets only if the lab enables it.
ip netns exec asymmetric-routing.strict sysctl -qw net.ipv4.ip_forward=0
# The reverse path filter is off unless the lab enables it.
ip netns exec asymmetric-routing.strict sysctl -qw net.ipv4.conf.all.rp_filter=0
# The same for interfaces that are created later.
ip netns exec asymmetric-routing.strict sysctl -qw net.ipv4.conf.default.rp_filter=0
# iptables does not filter bridged frames.
ip netns exec asymmetric-routing.strict sysctl -qew net.bridge.bridge-nf-call-iptables=0
# ip6tables does not filter bridged frames.
ip netns exec asymmetric-routing.strict sysctl -qew net.bridge.bridge-nf-call-ip6tables=0
# The lab uses no IPv6.
ip netns exec asymmetric-routing.strict sysctl -qew net.ipv6.conf.all.disable_ipv6=1
# The same for interfaces that are created later.
ip netns exec asymmetric-routing.strict sysctl -qew net.ipv6.conf.default.disable_ipv6=1
# Set the loopback interface up.
ip -n asymmetric-routing.strict link set lo up
# A node forwards packets only if the lab enables it.
ip netns exec asymmetric-routing.loose sysctl -qw net.ipv4.ip_forward=0
# The reverse path filter is off unless the lab enables it.
ip netns exec asymmetric-routing.loose sysctl -qw net.ipv4.conf.all.rp_filter=0
# The same for interfaces that are created later.
ip netns exec asymmetric-routing.loose sysctl -qw net.ipv4.conf.default.rp_filter=0
# iptables does not filter bridged frames.
ip netns exec asymmetric-routing.loose sysctl -qew net.bridge.bridge-nf-call-iptables=0
# ip6tables does not filter bridged frames.
ip netns exec asymmetric-routing.loose sysctl -qew net.bridge.bridge-nf-call-ip6tables=0
# The lab uses no IPv6.
ip netns exec asymmetric-routing.loose sysctl -qew net.ipv6.conf.all.disable_ipv6=1
# The same for interfaces that are created later.
ip netns exec asymmetric-routing.loose sysctl -qew net.ipv6.conf.default.disable_ipv6=1
# Set the loopback interface up.
ip -n asymmetric-routing.loose link set lo up
# A node forwards packets only if the lab enables it.
ip netns exec asymmetric-routing.trusting sysctl -qw net.ipv4.ip_forward=0
# The reverse path filter is off unless the lab enables it.
ip netns exec asymmetric-routing.trusting sysctl -qw net.ipv4.conf.all.rp_filter=0
# The same for interfaces that are created later.
ip netns exec asymmetric-routing.trusting sysctl -qw net.ipv4.conf.default.rp_filter=0
# iptables does not filter bridged frames.
ip netns exec asymmetric-routing.trusting sysctl -qew net.bridge.bridge-nf-call-iptables=0
# ip6tables does not filter bridged frames.
ip netns exec asymmetric-routing.trusting sysctl -qew net.bridge.bridge-nf-call-ip6tables=0
# The lab uses no IPv6.
ip netns exec asymmetric-routing.trusting sysctl -qew net.ipv6.conf.all.disable_ipv6=1
# The same for interfaces that are created later.
ip netns exec asymmetric-routing.trusting sysctl -qew net.ipv6.conf.default.disable_ipv6=1
# Set the loopback interface up.
ip -n asymmetric-routing.trusting link set lo up
# A node forwards packets only if the lab enables it.
ip netns exec asymmetric-routing.west sysctl -qw net.ipv4.ip_forward=0
# The reverse path filter is off unless the lab enables it.
ip netns exec asymmetric-routing.west sysctl -qw net.ipv4.conf.all.rp_filter=0
# The same for interfaces that are created later.
ip netns exec asymmetric-routing.west sysctl -qw net.ipv4.conf.default.rp_filter=0
# iptables does not filter bridged frames.
ip netns exec asymmetric-routing.west sysctl -qew net.bridge.bridge-nf-call-iptables=0
# ip6tables does not filter bridged frames.
ip netns exec asymmetric-routing.west sysctl -qew net.bridge.bridge-nf-call-ip6tables=0
# The lab uses no IPv6.
ip netns exec asymmetric-routing.west sysctl -qew net.ipv6.conf.all.disable_ipv6=1
# The same for interfaces that are created later.
ip netns exec asymmetric-routing.west sysctl -qew net.ipv6.conf.default.disable_ipv6=1
# Set the loopback interface up.
ip -n asymmetric-routing.west link set lo up
# A node forwards packets only if the lab enables it.
ip netns exec asymmetric-routing.east sysctl -qw net.ipv4.ip_forward=0
# The reverse path filter is off unless the lab enables it.
ip netns exec asymmetric-routing.east sysctl -qw net.ipv4.conf.all.rp_filter=0
# The same for interfaces that are created later.
ip netns exec asymmetric-routing.east sysctl -qw net.ipv4.conf.default.rp_filter=0
# iptables does not filter bridged frames.
ip netns exec asymmetric-routing.east sysctl -qew net.bridge.bridge-nf-call-iptables=0
# ip6tables does not filter bridged frames.
ip netns exec asymmetric-routing.east sysctl -qew net.bridge.bridge-nf-call-ip6tables=0
# The lab uses no IPv6.
ip netns exec asymmetric-routing.east sysctl -qew net.ipv6.conf.all.disable_ipv6=1
# The same for interfaces that are created later.
ip netns exec asymmetric-routing.east sysctl -qew net.ipv6.conf.default.disable_ipv6=1
# Set the loopback interface up.
ip -n asymmetric-routing.east link set lo up
# west is a switch between left, strict, loose, trusting.
ip -n asymmetric-routing.west link add br0 up type bridge stp_state 0 mcast_snooping 0
# east is a switch between right, strict, loose, trusting.
ip -n asymmetric-routing.east link add br0 up type bridge stp_state 0 mcast_snooping 0
# A cable: eth0 of client and eth0 of left.
ip -n asymmetric-routing.client link add eth0 up type veth peer name eth0 netns asymmetric-routing.left
# A cable: eth1 of client and eth0 of right.
ip -n asymmetric-routing.client link add eth1 up type veth peer name eth0 address 02:a5:3f:a8:fa:14 netns asymmetric-routing.right
# left's eth1 is plugged into west.
ip -n asymmetric-routing.west link add left up master br0 type veth peer name eth1 netns asymmetric-routing.left
# strict's eth0 is plugged into west.
ip -n asymmetric-routing.west link add strict up master br0 type veth peer name eth0 netns asymmetric-routing.strict
# loose's eth0 is plugged into west.
ip -n asymmetric-routing.west link add loose up master br0 type veth peer name eth0 netns asymmetric-routing.loose
# trusting's eth0 is plugged into west.
ip -n asymmetric-routing.west link add trusting up master br0 type veth peer name eth0 netns asymmetric-routing.trusting
# right's eth1 is plugged into east.
ip -n asymmetric-routing.east link add right up master br0 type veth peer name eth1 netns asymmetric-routing.right
# strict's eth1 is plugged into east.
ip -n asymmetric-routing.east link add strict up master br0 type veth peer name eth1 netns asymmetric-routing.strict
# loose's eth1 is plugged into east.
ip -n asymmetric-routing.east link add loose up master br0 type veth peer name eth1 netns asymmetric-routing.loose
# trusting's eth1 is plugged into east.
ip -n asymmetric-routing.east link add trusting up master br0 type veth peer name eth1 netns asymmetric-routing.trusting
# Set eth0 of left up.
ip -n asymmetric-routing.left link set eth0 up
# Set eth1 of left up.
ip -n asymmetric-routing.left link set eth1 up
# Set eth0 of right up.
ip -n asymmetric-routing.right link set eth0 up
# Set eth1 of right up.
ip -n asymmetric-routing.right link set eth1 up
# Set eth0 of strict up.
ip -n asymmetric-routing.strict link set eth0 up
# Set eth1 of strict up.
ip -n asymmetric-routing.strict link set eth1 up
# Set eth0 of loose up.
ip -n asymmetric-routing.loose link set eth0 up
# Set eth1 of loose up.
ip -n asymmetric-routing.loose link set eth1 up
# Set eth0 of trusting up.
ip -n asymmetric-routing.trusting link set eth0 up
# Set eth1 of trusting up.
ip -n asymmetric-routing.trusting link set eth1 up
# client has the address 192.0.2.2 on eth0.
ip -n asymmetric-routing.client addr add 192.0.2.2/30 dev eth0
# client has the address 192.0.2.6 on eth1.
ip -n asymmetric-routing.client addr add 192.0.2.6/30 dev eth1
# client has the address 10.9.9.9 on lo.
ip -n asymmetric-routing.client addr add 10.9.9.9/32 dev lo
# left has the address 192.0.2.1 on eth0.
ip -n asymmetric-routing.left addr add 192.0.2.1/30 dev eth0
# left has the address 198.51.100.1 on eth1.
ip -n asymmetric-routing.left addr add 198.51.100.1/24 dev eth1
# right has the address 192.0.2.5 on eth0.
ip -n asymmetric-routing.right addr add 192.0.2.5/30 dev eth0
# right has the address 203.0.113.1 on eth1.
ip -n asymmetric-routing.right addr add 203.0.113.1/24 dev eth1
# strict has the address 198.51.100.11 on eth0.
ip -n asymmetric-routing.strict addr add 198.51.100.11/24 dev eth0
# strict has the address 203.0.113.11 on eth1.
ip -n asymmetric-routing.strict addr add 203.0.113.11/24 dev eth1
# loose has the address 198.51.100.12 on eth0.
ip -n asymmetric-routing.loose addr add 198.51.100.12/24 dev eth0
# loose has the address 203.0.113.12 on eth1.
ip -n asymmetric-routing.loose addr add 203.0.113.12/24 dev eth1
# trusting has the address 198.51.100.13 on eth0.
ip -n asymmetric-routing.trusting addr add 198.51.100.13/24 dev eth0
# trusting has the address 203.0.113.13 on eth1.
ip -n asymmetric-routing.trusting addr add 203.0.113.13/24 dev eth1
# left forwards IPv4 packets: it is a router.
ip netns exec asymmetric-routing.left sysctl -qw net.ipv4.ip_forward=1
# right forwards IPv4 packets: it is a router.
ip netns exec asymmetric-routing.right sysctl -qw net.ipv4.ip_forward=1
# Reverse path check on eth0: strict.
ip netns exec asymmetric-routing.strict sysctl -qw net.ipv4.conf.eth0.rp_filter=1
# Reverse path check on eth0: loose.
ip netns exec asymmetric-routing.loose sysctl -qw net.ipv4.conf.eth0.rp_filter=2
# client reaches 198.51.100.0/24 through left (192.0.2.1).
ip -n asymmetric-routing.client route add 198.51.100.0/24 via 192.0.2.1
# client reaches 203.0.113.0/24 through right (192.0.2.5).
ip -n asymmetric-routing.client route add 203.0.113.0/24 via 192.0.2.5
# Replies return through right.
ip -n asymmetric-routing.right route add 192.0.2.2/32 via 192.0.2.6
# strict reaches 192.0.2.0/24 through right (203.0.113.1).
ip -n asymmetric-routing.strict route add 192.0.2.0/24 via 203.0.113.1
# loose reaches 192.0.2.0/24 through right (203.0.113.1).
ip -n asymmetric-routing.loose route add 192.0.2.0/24 via 203.0.113.1
# trusting reaches 192.0.2.0/24 through right (203.0.113.1).
ip -n asymmetric-routing.trusting route add 192.0.2.0/24 via 203.0.113.1
# INPUT counts matching packets.
ip netns exec asymmetric-routing.strict iptables -A INPUT -i eth0 -p icmp
# INPUT counts matching packets.
ip netns exec asymmetric-routing.loose iptables -A INPUT -i eth0 -p icmp
# INPUT counts matching packets.
ip netns exec asymmetric-routing.trusting iptables -A INPUT -i eth0 -p icmp
