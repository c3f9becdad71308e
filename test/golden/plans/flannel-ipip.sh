#!/bin/sh
# Builds the lab flannel-ipip, as root. netlab plan --format sh --down prints the script that removes it.
set -eu
umask 022
# router is a network namespace.
ip netns add flannel-ipip.router
# node1 is a network namespace.
ip netns add flannel-ipip.node1
# node2 is a network namespace.
ip netns add flannel-ipip.node2
# node3 is a network namespace.
ip netns add flannel-ipip.node3
# pod1-1 is a network namespace.
ip netns add flannel-ipip.pod1-1
# pod2-1 is a network namespace.
ip netns add flannel-ipip.pod2-1
# pod3-1 is a network namespace.
ip netns add flannel-ipip.pod3-1
# outside is a network namespace.
ip netns add flannel-ipip.outside
# underlay1 is a switch: a namespace that holds a bridge.
ip netns add flannel-ipip.underlay1
# underlay2 is a switch: a namespace that holds a bridge.
ip netns add flannel-ipip.underlay2
# The server of every node with serve.
mkdir -p /run/netlab/flannel-ipip/program
printf %s '... src/programs/serve.py ...
' > /run/netlab/flannel-ipip/program/serve.py
# Node names resolve inside router.
mkdir -p /etc/netns/flannel-ipip.router
printf %s '127.0.0.1 localhost
127.0.0.1 router
172.18.1.11 node1
172.18.1.12 node2
172.18.2.13 node3
10.244.1.2 pod1-1
10.244.2.2 pod2-1
10.244.3.2 pod3-1
172.18.1.100 outside
' > /etc/netns/flannel-ipip.router/hosts
# Node names resolve inside node1.
mkdir -p /etc/netns/flannel-ipip.node1
printf %s '127.0.0.1 localhost
127.0.0.1 node1
172.18.1.1 router
172.18.1.12 node2
172.18.2.13 node3
10.244.1.2 pod1-1
10.244.2.2 pod2-1
10.244.3.2 pod3-1
172.18.1.100 outside
' > /etc/netns/flannel-ipip.node1/hosts
# Node names resolve inside node2.
mkdir -p /etc/netns/flannel-ipip.node2
printf %s '127.0.0.1 localhost
127.0.0.1 node2
172.18.1.1 router
172.18.1.11 node1
172.18.2.13 node3
10.244.1.2 pod1-1
10.244.2.2 pod2-1
10.244.3.2 pod3-1
172.18.1.100 outside
' > /etc/netns/flannel-ipip.node2/hosts
# Node names resolve inside node3.
mkdir -p /etc/netns/flannel-ipip.node3
printf %s '127.0.0.1 localhost
127.0.0.1 node3
172.18.1.1 router
172.18.1.11 node1
172.18.1.12 node2
10.244.1.2 pod1-1
10.244.2.2 pod2-1
10.244.3.2 pod3-1
172.18.1.100 outside
' > /etc/netns/flannel-ipip.node3/hosts
# Node names resolve inside pod1-1.
mkdir -p /etc/netns/flannel-ipip.pod1-1
printf %s '127.0.0.1 localhost
127.0.0.1 pod1-1
172.18.1.1 router
172.18.1.11 node1
172.18.1.12 node2
172.18.2.13 node3
10.244.2.2 pod2-1
10.244.3.2 pod3-1
172.18.1.100 outside
' > /etc/netns/flannel-ipip.pod1-1/hosts
# Node names resolve inside pod2-1.
mkdir -p /etc/netns/flannel-ipip.pod2-1
printf %s '127.0.0.1 localhost
127.0.0.1 pod2-1
172.18.1.1 router
172.18.1.11 node1
172.18.1.12 node2
172.18.2.13 node3
10.244.1.2 pod1-1
10.244.3.2 pod3-1
172.18.1.100 outside
' > /etc/netns/flannel-ipip.pod2-1/hosts
# Node names resolve inside pod3-1.
mkdir -p /etc/netns/flannel-ipip.pod3-1
printf %s '127.0.0.1 localhost
127.0.0.1 pod3-1
172.18.1.1 router
172.18.1.11 node1
172.18.1.12 node2
172.18.2.13 node3
10.244.1.2 pod1-1
10.244.2.2 pod2-1
172.18.1.100 outside
' > /etc/netns/flannel-ipip.pod3-1/hosts
# Node names resolve inside outside.
mkdir -p /etc/netns/flannel-ipip.outside
printf %s '127.0.0.1 localhost
127.0.0.1 outside
172.18.1.1 router
172.18.1.11 node1
172.18.1.12 node2
172.18.2.13 node3
10.244.1.2 pod1-1
10.244.2.2 pod2-1
10.244.3.2 pod3-1
' > /etc/netns/flannel-ipip.outside/hosts
# A node forwards packets only if the lab enables it.
ip netns exec flannel-ipip.router sysctl -qw net.ipv4.ip_forward=0
# The reverse path filter is off unless the lab enables it.
ip netns exec flannel-ipip.router sysctl -qw net.ipv4.conf.all.rp_filter=0
# The same for interfaces that are created later.
ip netns exec flannel-ipip.router sysctl -qw net.ipv4.conf.default.rp_filter=0
# iptables does not filter bridged frames.
ip netns exec flannel-ipip.router sysctl -qew net.bridge.bridge-nf-call-iptables=0
# ip6tables does not filter bridged frames.
ip netns exec flannel-ipip.router sysctl -qew net.bridge.bridge-nf-call-ip6tables=0
# The lab uses no IPv6.
ip netns exec flannel-ipip.router sysctl -qew net.ipv6.conf.all.disable_ipv6=1
# The same for interfaces that are created later.
ip netns exec flannel-ipip.router sysctl -qew net.ipv6.conf.default.disable_ipv6=1
# Set the loopback interface up.
ip -n flannel-ipip.router link set lo up
# A node forwards packets only if the lab enables it.
ip netns exec flannel-ipip.node1 sysctl -qw net.ipv4.ip_forward=0
# The reverse path filter is off unless the lab enables it.
ip netns exec flannel-ipip.node1 sysctl -qw net.ipv4.conf.all.rp_filter=0
# The same for interfaces that are created later.
ip netns exec flannel-ipip.node1 sysctl -qw net.ipv4.conf.default.rp_filter=0
# iptables does not filter bridged frames.
ip netns exec flannel-ipip.node1 sysctl -qew net.bridge.bridge-nf-call-iptables=0
# ip6tables does not filter bridged frames.
ip netns exec flannel-ipip.node1 sysctl -qew net.bridge.bridge-nf-call-ip6tables=0
# The lab uses no IPv6.
ip netns exec flannel-ipip.node1 sysctl -qew net.ipv6.conf.all.disable_ipv6=1
# The same for interfaces that are created later.
ip netns exec flannel-ipip.node1 sysctl -qew net.ipv6.conf.default.disable_ipv6=1
# Set the loopback interface up.
ip -n flannel-ipip.node1 link set lo up
# A node forwards packets only if the lab enables it.
ip netns exec flannel-ipip.node2 sysctl -qw net.ipv4.ip_forward=0
# The reverse path filter is off unless the lab enables it.
ip netns exec flannel-ipip.node2 sysctl -qw net.ipv4.conf.all.rp_filter=0
# The same for interfaces that are created later.
ip netns exec flannel-ipip.node2 sysctl -qw net.ipv4.conf.default.rp_filter=0
# iptables does not filter bridged frames.
ip netns exec flannel-ipip.node2 sysctl -qew net.bridge.bridge-nf-call-iptables=0
# ip6tables does not filter bridged frames.
ip netns exec flannel-ipip.node2 sysctl -qew net.bridge.bridge-nf-call-ip6tables=0
# The lab uses no IPv6.
ip netns exec flannel-ipip.node2 sysctl -qew net.ipv6.conf.all.disable_ipv6=1
# The same for interfaces that are created later.
ip netns exec flannel-ipip.node2 sysctl -qew net.ipv6.conf.default.disable_ipv6=1
# Set the loopback interface up.
ip -n flannel-ipip.node2 link set lo up
# A node forwards packets only if the lab enables it.
ip netns exec flannel-ipip.node3 sysctl -qw net.ipv4.ip_forward=0
# The reverse path filter is off unless the lab enables it.
ip netns exec flannel-ipip.node3 sysctl -qw net.ipv4.conf.all.rp_filter=0
# The same for interfaces that are created later.
ip netns exec flannel-ipip.node3 sysctl -qw net.ipv4.conf.default.rp_filter=0
# iptables does not filter bridged frames.
ip netns exec flannel-ipip.node3 sysctl -qew net.bridge.bridge-nf-call-iptables=0
# ip6tables does not filter bridged frames.
ip netns exec flannel-ipip.node3 sysctl -qew net.bridge.bridge-nf-call-ip6tables=0
# The lab uses no IPv6.
ip netns exec flannel-ipip.node3 sysctl -qew net.ipv6.conf.all.disable_ipv6=1
# The same for interfaces that are created later.
ip netns exec flannel-ipip.node3 sysctl -qew net.ipv6.conf.default.disable_ipv6=1
# Set the loopback interface up.
ip -n flannel-ipip.node3 link set lo up
# A node forwards packets only if the lab enables it.
ip netns exec flannel-ipip.pod1-1 sysctl -qw net.ipv4.ip_forward=0
# The reverse path filter is off unless the lab enables it.
ip netns exec flannel-ipip.pod1-1 sysctl -qw net.ipv4.conf.all.rp_filter=0
# The same for interfaces that are created later.
ip netns exec flannel-ipip.pod1-1 sysctl -qw net.ipv4.conf.default.rp_filter=0
# iptables does not filter bridged frames.
ip netns exec flannel-ipip.pod1-1 sysctl -qew net.bridge.bridge-nf-call-iptables=0
# ip6tables does not filter bridged frames.
ip netns exec flannel-ipip.pod1-1 sysctl -qew net.bridge.bridge-nf-call-ip6tables=0
# The lab uses no IPv6.
ip netns exec flannel-ipip.pod1-1 sysctl -qew net.ipv6.conf.all.disable_ipv6=1
# The same for interfaces that are created later.
ip netns exec flannel-ipip.pod1-1 sysctl -qew net.ipv6.conf.default.disable_ipv6=1
# Set the loopback interface up.
ip -n flannel-ipip.pod1-1 link set lo up
# A node forwards packets only if the lab enables it.
ip netns exec flannel-ipip.pod2-1 sysctl -qw net.ipv4.ip_forward=0
# The reverse path filter is off unless the lab enables it.
ip netns exec flannel-ipip.pod2-1 sysctl -qw net.ipv4.conf.all.rp_filter=0
# The same for interfaces that are created later.
ip netns exec flannel-ipip.pod2-1 sysctl -qw net.ipv4.conf.default.rp_filter=0
# iptables does not filter bridged frames.
ip netns exec flannel-ipip.pod2-1 sysctl -qew net.bridge.bridge-nf-call-iptables=0
# ip6tables does not filter bridged frames.
ip netns exec flannel-ipip.pod2-1 sysctl -qew net.bridge.bridge-nf-call-ip6tables=0
# The lab uses no IPv6.
ip netns exec flannel-ipip.pod2-1 sysctl -qew net.ipv6.conf.all.disable_ipv6=1
# The same for interfaces that are created later.
ip netns exec flannel-ipip.pod2-1 sysctl -qew net.ipv6.conf.default.disable_ipv6=1
# Set the loopback interface up.
ip -n flannel-ipip.pod2-1 link set lo up
# A node forwards packets only if the lab enables it.
ip netns exec flannel-ipip.pod3-1 sysctl -qw net.ipv4.ip_forward=0
# The reverse path filter is off unless the lab enables it.
ip netns exec flannel-ipip.pod3-1 sysctl -qw net.ipv4.conf.all.rp_filter=0
# The same for interfaces that are created later.
ip netns exec flannel-ipip.pod3-1 sysctl -qw net.ipv4.conf.default.rp_filter=0
# iptables does not filter bridged frames.
ip netns exec flannel-ipip.pod3-1 sysctl -qew net.bridge.bridge-nf-call-iptables=0
# ip6tables does not filter bridged frames.
ip netns exec flannel-ipip.pod3-1 sysctl -qew net.bridge.bridge-nf-call-ip6tables=0
# The lab uses no IPv6.
ip netns exec flannel-ipip.pod3-1 sysctl -qew net.ipv6.conf.all.disable_ipv6=1
# The same for interfaces that are created later.
ip netns exec flannel-ipip.pod3-1 sysctl -qew net.ipv6.conf.default.disable_ipv6=1
# Set the loopback interface up.
ip -n flannel-ipip.pod3-1 link set lo up
# A node forwards packets only if the lab enables it.
ip netns exec flannel-ipip.outside sysctl -qw net.ipv4.ip_forward=0
# The reverse path filter is off unless the lab enables it.
ip netns exec flannel-ipip.outside sysctl -qw net.ipv4.conf.all.rp_filter=0
# The same for interfaces that are created later.
ip netns exec flannel-ipip.outside sysctl -qw net.ipv4.conf.default.rp_filter=0
# iptables does not filter bridged frames.
ip netns exec flannel-ipip.outside sysctl -qew net.bridge.bridge-nf-call-iptables=0
# ip6tables does not filter bridged frames.
ip netns exec flannel-ipip.outside sysctl -qew net.bridge.bridge-nf-call-ip6tables=0
# The lab uses no IPv6.
ip netns exec flannel-ipip.outside sysctl -qew net.ipv6.conf.all.disable_ipv6=1
# The same for interfaces that are created later.
ip netns exec flannel-ipip.outside sysctl -qew net.ipv6.conf.default.disable_ipv6=1
# Set the loopback interface up.
ip -n flannel-ipip.outside link set lo up
# A node forwards packets only if the lab enables it.
ip netns exec flannel-ipip.underlay1 sysctl -qw net.ipv4.ip_forward=0
# The reverse path filter is off unless the lab enables it.
ip netns exec flannel-ipip.underlay1 sysctl -qw net.ipv4.conf.all.rp_filter=0
# The same for interfaces that are created later.
ip netns exec flannel-ipip.underlay1 sysctl -qw net.ipv4.conf.default.rp_filter=0
# iptables does not filter bridged frames.
ip netns exec flannel-ipip.underlay1 sysctl -qew net.bridge.bridge-nf-call-iptables=0
# ip6tables does not filter bridged frames.
ip netns exec flannel-ipip.underlay1 sysctl -qew net.bridge.bridge-nf-call-ip6tables=0
# The lab uses no IPv6.
ip netns exec flannel-ipip.underlay1 sysctl -qew net.ipv6.conf.all.disable_ipv6=1
# The same for interfaces that are created later.
ip netns exec flannel-ipip.underlay1 sysctl -qew net.ipv6.conf.default.disable_ipv6=1
# Set the loopback interface up.
ip -n flannel-ipip.underlay1 link set lo up
# A node forwards packets only if the lab enables it.
ip netns exec flannel-ipip.underlay2 sysctl -qw net.ipv4.ip_forward=0
# The reverse path filter is off unless the lab enables it.
ip netns exec flannel-ipip.underlay2 sysctl -qw net.ipv4.conf.all.rp_filter=0
# The same for interfaces that are created later.
ip netns exec flannel-ipip.underlay2 sysctl -qw net.ipv4.conf.default.rp_filter=0
# iptables does not filter bridged frames.
ip netns exec flannel-ipip.underlay2 sysctl -qew net.bridge.bridge-nf-call-iptables=0
# ip6tables does not filter bridged frames.
ip netns exec flannel-ipip.underlay2 sysctl -qew net.bridge.bridge-nf-call-ip6tables=0
# The lab uses no IPv6.
ip netns exec flannel-ipip.underlay2 sysctl -qew net.ipv6.conf.all.disable_ipv6=1
# The same for interfaces that are created later.
ip netns exec flannel-ipip.underlay2 sysctl -qew net.ipv6.conf.default.disable_ipv6=1
# Set the loopback interface up.
ip -n flannel-ipip.underlay2 link set lo up
# cni0 connects the pods of node1 and is their gateway; its MTU leaves room for the encapsulation.
ip -n flannel-ipip.node1 link add cni0 address 02:59:b2:18:19:48 mtu 1480 up type bridge stp_state 0 mcast_snooping 0
# flannel.ipip adds an IPv4 header from 172.18.1.11; the next hop of the route is the outer destination.
ip -n flannel-ipip.node1 link add flannel.ipip mtu 1480 up type ipip local 172.18.1.11 nopmtudisc
# cni0 connects the pods of node2 and is their gateway; its MTU leaves room for the encapsulation.
ip -n flannel-ipip.node2 link add cni0 address 02:93:74:c6:1c:f7 mtu 1480 up type bridge stp_state 0 mcast_snooping 0
# flannel.ipip adds an IPv4 header from 172.18.1.12; the next hop of the route is the outer destination.
ip -n flannel-ipip.node2 link add flannel.ipip mtu 1480 up type ipip local 172.18.1.12 nopmtudisc
# cni0 connects the pods of node3 and is their gateway; its MTU leaves room for the encapsulation.
ip -n flannel-ipip.node3 link add cni0 address 02:44:5d:43:0b:10 mtu 1480 up type bridge stp_state 0 mcast_snooping 0
# flannel.ipip adds an IPv4 header from 172.18.2.13; the next hop of the route is the outer destination.
ip -n flannel-ipip.node3 link add flannel.ipip mtu 1480 up type ipip local 172.18.2.13 nopmtudisc
# underlay1 is a switch between router, node1, node2, outside.
ip -n flannel-ipip.underlay1 link add br0 up type bridge stp_state 0 mcast_snooping 0
# underlay2 is a switch between router, node3.
ip -n flannel-ipip.underlay2 link add br0 up type bridge stp_state 0 mcast_snooping 0
# The veth pair of pod1-1 to cni0 of node1.
ip -n flannel-ipip.node1 link add veth872e5e98 mtu 1480 up master cni0 type veth peer name eth0 mtu 1480 netns flannel-ipip.pod1-1
# The veth pair of pod2-1 to cni0 of node2.
ip -n flannel-ipip.node2 link add vethf8939361 mtu 1480 up master cni0 type veth peer name eth0 mtu 1480 netns flannel-ipip.pod2-1
# The veth pair of pod3-1 to cni0 of node3.
ip -n flannel-ipip.node3 link add vethb1e2db53 mtu 1480 up master cni0 type veth peer name eth0 mtu 1480 netns flannel-ipip.pod3-1
# router's eth0 is plugged into underlay1.
ip -n flannel-ipip.underlay1 link add router up master br0 type veth peer name eth0 netns flannel-ipip.router
# node1's eth0 is plugged into underlay1.
ip -n flannel-ipip.underlay1 link add node1 up master br0 type veth peer name eth0 netns flannel-ipip.node1
# node2's eth0 is plugged into underlay1.
ip -n flannel-ipip.underlay1 link add node2 up master br0 type veth peer name eth0 netns flannel-ipip.node2
# outside's eth0 is plugged into underlay1.
ip -n flannel-ipip.underlay1 link add outside up master br0 type veth peer name eth0 netns flannel-ipip.outside
# router's eth1 is plugged into underlay2.
ip -n flannel-ipip.underlay2 link add router up master br0 type veth peer name eth1 netns flannel-ipip.router
# node3's eth0 is plugged into underlay2.
ip -n flannel-ipip.underlay2 link add node3 up master br0 type veth peer name eth0 netns flannel-ipip.node3
# Set eth0 of router up.
ip -n flannel-ipip.router link set eth0 up
# Set eth1 of router up.
ip -n flannel-ipip.router link set eth1 up
# Set eth0 of node1 up.
ip -n flannel-ipip.node1 link set eth0 up
# Set eth0 of node2 up.
ip -n flannel-ipip.node2 link set eth0 up
# Set eth0 of node3 up.
ip -n flannel-ipip.node3 link set eth0 up
# Set eth0 of pod1-1 up.
ip -n flannel-ipip.pod1-1 link set eth0 up
# Set eth0 of pod2-1 up.
ip -n flannel-ipip.pod2-1 link set eth0 up
# Set eth0 of pod3-1 up.
ip -n flannel-ipip.pod3-1 link set eth0 up
# Set eth0 of outside up.
ip -n flannel-ipip.outside link set eth0 up
# cni0 may send a frame back out of veth872e5e98, the port that it arrived on.
bridge -n flannel-ipip.node1 link set dev veth872e5e98 hairpin on
# cni0 may send a frame back out of vethf8939361, the port that it arrived on.
bridge -n flannel-ipip.node2 link set dev vethf8939361 hairpin on
# cni0 may send a frame back out of vethb1e2db53, the port that it arrived on.
bridge -n flannel-ipip.node3 link set dev vethb1e2db53 hairpin on
# router has the address 172.18.1.1 on eth0.
ip -n flannel-ipip.router addr add 172.18.1.1/24 dev eth0
# router has the address 172.18.2.1 on eth1.
ip -n flannel-ipip.router addr add 172.18.2.1/24 dev eth1
# node1 has the address 172.18.1.11 on eth0.
ip -n flannel-ipip.node1 addr add 172.18.1.11/24 dev eth0
# node1 has the address 10.244.1.1 on cni0.
ip -n flannel-ipip.node1 addr add 10.244.1.1/24 brd + dev cni0
# node1 has the address 10.244.1.0 on flannel.ipip.
ip -n flannel-ipip.node1 addr add 10.244.1.0/32 dev flannel.ipip
# node2 has the address 172.18.1.12 on eth0.
ip -n flannel-ipip.node2 addr add 172.18.1.12/24 dev eth0
# node2 has the address 10.244.2.1 on cni0.
ip -n flannel-ipip.node2 addr add 10.244.2.1/24 brd + dev cni0
# node2 has the address 10.244.2.0 on flannel.ipip.
ip -n flannel-ipip.node2 addr add 10.244.2.0/32 dev flannel.ipip
# node3 has the address 172.18.2.13 on eth0.
ip -n flannel-ipip.node3 addr add 172.18.2.13/24 dev eth0
# node3 has the address 10.244.3.1 on cni0.
ip -n flannel-ipip.node3 addr add 10.244.3.1/24 brd + dev cni0
# node3 has the address 10.244.3.0 on flannel.ipip.
ip -n flannel-ipip.node3 addr add 10.244.3.0/32 dev flannel.ipip
# pod1-1 has the address 10.244.1.2 on eth0.
ip -n flannel-ipip.pod1-1 addr add 10.244.1.2/24 brd + dev eth0
# pod2-1 has the address 10.244.2.2 on eth0.
ip -n flannel-ipip.pod2-1 addr add 10.244.2.2/24 brd + dev eth0
# pod3-1 has the address 10.244.3.2 on eth0.
ip -n flannel-ipip.pod3-1 addr add 10.244.3.2/24 brd + dev eth0
# outside has the address 172.18.1.100 on eth0.
ip -n flannel-ipip.outside addr add 172.18.1.100/24 dev eth0
# router forwards IPv4 packets: it is a router.
ip netns exec flannel-ipip.router sysctl -qw net.ipv4.ip_forward=1
# node1 forwards IPv4 packets: it is a router.
ip netns exec flannel-ipip.node1 sysctl -qw net.ipv4.ip_forward=1
# Packets between pods of node1 pass its iptables rules, although cni0 only bridges them.
ip netns exec flannel-ipip.node1 sysctl -qew net.bridge.bridge-nf-call-iptables=1
# node2 forwards IPv4 packets: it is a router.
ip netns exec flannel-ipip.node2 sysctl -qw net.ipv4.ip_forward=1
# Packets between pods of node2 pass its iptables rules, although cni0 only bridges them.
ip netns exec flannel-ipip.node2 sysctl -qew net.bridge.bridge-nf-call-iptables=1
# node3 forwards IPv4 packets: it is a router.
ip netns exec flannel-ipip.node3 sysctl -qw net.ipv4.ip_forward=1
# Packets between pods of node3 pass its iptables rules, although cni0 only bridges them.
ip netns exec flannel-ipip.node3 sysctl -qew net.bridge.bridge-nf-call-iptables=1
# The router connects node1 to the other subnets.
ip -n flannel-ipip.node1 route add default via 172.18.1.1
# Reach pods of node2 through flannel.ipip, with node2 (172.18.1.12) as the outer destination.
ip -n flannel-ipip.node1 route add 10.244.2.0/24 via 172.18.1.12 dev flannel.ipip onlink
# Reach pods of node3 through flannel.ipip, with node3 (172.18.2.13) as the outer destination.
ip -n flannel-ipip.node1 route add 10.244.3.0/24 via 172.18.2.13 dev flannel.ipip onlink
# The router connects node2 to the other subnets.
ip -n flannel-ipip.node2 route add default via 172.18.1.1
# Reach pods of node1 through flannel.ipip, with node1 (172.18.1.11) as the outer destination.
ip -n flannel-ipip.node2 route add 10.244.1.0/24 via 172.18.1.11 dev flannel.ipip onlink
# Reach pods of node3 through flannel.ipip, with node3 (172.18.2.13) as the outer destination.
ip -n flannel-ipip.node2 route add 10.244.3.0/24 via 172.18.2.13 dev flannel.ipip onlink
# The router connects node3 to the other subnets.
ip -n flannel-ipip.node3 route add default via 172.18.2.1
# Reach pods of node1 through flannel.ipip, with node1 (172.18.1.11) as the outer destination.
ip -n flannel-ipip.node3 route add 10.244.1.0/24 via 172.18.1.11 dev flannel.ipip onlink
# Reach pods of node2 through flannel.ipip, with node2 (172.18.1.12) as the outer destination.
ip -n flannel-ipip.node3 route add 10.244.2.0/24 via 172.18.1.12 dev flannel.ipip onlink
# The default gateway of a pod is cni0 of node1.
ip -n flannel-ipip.pod1-1 route add default via 10.244.1.1
# flannel's route to the pods of all nodes.
ip -n flannel-ipip.pod1-1 route add 10.244.0.0/16 via 10.244.1.1
# The default gateway of a pod is cni0 of node2.
ip -n flannel-ipip.pod2-1 route add default via 10.244.2.1
# flannel's route to the pods of all nodes.
ip -n flannel-ipip.pod2-1 route add 10.244.0.0/16 via 10.244.2.1
# The default gateway of a pod is cni0 of node3.
ip -n flannel-ipip.pod3-1 route add default via 10.244.3.1
# flannel's route to the pods of all nodes.
ip -n flannel-ipip.pod3-1 route add 10.244.0.0/16 via 10.244.3.1
# outside reaches destinations without a more specific route through router (172.18.1.1).
ip -n flannel-ipip.outside route add default via 172.18.1.1
# outside reaches 10.244.0.0/16 through node1 (172.18.1.11).
ip -n flannel-ipip.outside route add 10.244.0.0/16 via 172.18.1.11
# outside reaches 10.244.2.2/32 through node2 (172.18.1.12).
ip -n flannel-ipip.outside route add 10.244.2.2/32 via 172.18.1.12
# Create the chain FLANNEL-POSTRTG in the table nat.
ip netns exec flannel-ipip.node1 iptables -t nat -N FLANNEL-POSTRTG
# The chain of flannel decides on source addresses.
ip netns exec flannel-ipip.node1 iptables -t nat -A POSTROUTING -m comment --comment 'flanneld masq' -j FLANNEL-POSTRTG
# kube-proxy masquerades the packets that it marks.
ip netns exec flannel-ipip.node1 iptables -t nat -A FLANNEL-POSTRTG -m mark --mark 0x4000/0x4000 -m comment --comment 'flanneld masq' -j RETURN
# Pods of this node keep their address towards other pods.
ip netns exec flannel-ipip.node1 iptables -t nat -A FLANNEL-POSTRTG -s 10.244.1.0/24 -d 10.244.0.0/16 -m comment --comment 'flanneld masq' -j RETURN
# Other pods keep their address towards this node's pods.
ip netns exec flannel-ipip.node1 iptables -t nat -A FLANNEL-POSTRTG -s 10.244.0.0/16 -d 10.244.1.0/24 -m comment --comment 'flanneld masq' -j RETURN
# Outside clients keep their address towards this node's pods.
ip netns exec flannel-ipip.node1 iptables -t nat -A FLANNEL-POSTRTG ! -s 10.244.0.0/16 -d 10.244.1.0/24 -m comment --comment 'flanneld masq' -j RETURN
# Packets from pods to the outside get the node's address as their source.
ip netns exec flannel-ipip.node1 iptables -t nat -A FLANNEL-POSTRTG -s 10.244.0.0/16 ! -d 224.0.0.0/4 -m comment --comment 'flanneld masq' -j MASQUERADE --random-fully
# Packets from outside to pods of other nodes get the node's address as their source.
ip netns exec flannel-ipip.node1 iptables -t nat -A FLANNEL-POSTRTG ! -s 10.244.0.0/16 -d 10.244.0.0/16 -m comment --comment 'flanneld masq' -j MASQUERADE --random-fully
# Create the chain FLANNEL-FWD in the table filter.
ip netns exec flannel-ipip.node1 iptables -N FLANNEL-FWD
# flannel accepts pod traffic even if the policy of FORWARD is DROP.
ip netns exec flannel-ipip.node1 iptables -A FORWARD -m comment --comment 'flanneld forward' -j FLANNEL-FWD
# Accept packets from pods.
ip netns exec flannel-ipip.node1 iptables -A FLANNEL-FWD -s 10.244.0.0/16 -m comment --comment 'flanneld forward' -j ACCEPT
# Accept packets to pods.
ip netns exec flannel-ipip.node1 iptables -A FLANNEL-FWD -d 10.244.0.0/16 -m comment --comment 'flanneld forward' -j ACCEPT
# Packets that match no rule of FORWARD: DROP.
ip netns exec flannel-ipip.node1 iptables -P FORWARD DROP
# Create the chain FLANNEL-POSTRTG in the table nat.
ip netns exec flannel-ipip.node2 iptables -t nat -N FLANNEL-POSTRTG
# The chain of flannel decides on source addresses.
ip netns exec flannel-ipip.node2 iptables -t nat -A POSTROUTING -m comment --comment 'flanneld masq' -j FLANNEL-POSTRTG
# kube-proxy masquerades the packets that it marks.
ip netns exec flannel-ipip.node2 iptables -t nat -A FLANNEL-POSTRTG -m mark --mark 0x4000/0x4000 -m comment --comment 'flanneld masq' -j RETURN
# Pods of this node keep their address towards other pods.
ip netns exec flannel-ipip.node2 iptables -t nat -A FLANNEL-POSTRTG -s 10.244.2.0/24 -d 10.244.0.0/16 -m comment --comment 'flanneld masq' -j RETURN
# Other pods keep their address towards this node's pods.
ip netns exec flannel-ipip.node2 iptables -t nat -A FLANNEL-POSTRTG -s 10.244.0.0/16 -d 10.244.2.0/24 -m comment --comment 'flanneld masq' -j RETURN
# Outside clients keep their address towards this node's pods.
ip netns exec flannel-ipip.node2 iptables -t nat -A FLANNEL-POSTRTG ! -s 10.244.0.0/16 -d 10.244.2.0/24 -m comment --comment 'flanneld masq' -j RETURN
# Packets from pods to the outside get the node's address as their source.
ip netns exec flannel-ipip.node2 iptables -t nat -A FLANNEL-POSTRTG -s 10.244.0.0/16 ! -d 224.0.0.0/4 -m comment --comment 'flanneld masq' -j MASQUERADE --random-fully
# Packets from outside to pods of other nodes get the node's address as their source.
ip netns exec flannel-ipip.node2 iptables -t nat -A FLANNEL-POSTRTG ! -s 10.244.0.0/16 -d 10.244.0.0/16 -m comment --comment 'flanneld masq' -j MASQUERADE --random-fully
# Create the chain FLANNEL-FWD in the table filter.
ip netns exec flannel-ipip.node2 iptables -N FLANNEL-FWD
# flannel accepts pod traffic even if the policy of FORWARD is DROP.
ip netns exec flannel-ipip.node2 iptables -A FORWARD -m comment --comment 'flanneld forward' -j FLANNEL-FWD
# Accept packets from pods.
ip netns exec flannel-ipip.node2 iptables -A FLANNEL-FWD -s 10.244.0.0/16 -m comment --comment 'flanneld forward' -j ACCEPT
# Accept packets to pods.
ip netns exec flannel-ipip.node2 iptables -A FLANNEL-FWD -d 10.244.0.0/16 -m comment --comment 'flanneld forward' -j ACCEPT
# Packets that match no rule of FORWARD: DROP.
ip netns exec flannel-ipip.node2 iptables -P FORWARD DROP
# Create the chain FLANNEL-POSTRTG in the table nat.
ip netns exec flannel-ipip.node3 iptables -t nat -N FLANNEL-POSTRTG
# The chain of flannel decides on source addresses.
ip netns exec flannel-ipip.node3 iptables -t nat -A POSTROUTING -m comment --comment 'flanneld masq' -j FLANNEL-POSTRTG
# kube-proxy masquerades the packets that it marks.
ip netns exec flannel-ipip.node3 iptables -t nat -A FLANNEL-POSTRTG -m mark --mark 0x4000/0x4000 -m comment --comment 'flanneld masq' -j RETURN
# Pods of this node keep their address towards other pods.
ip netns exec flannel-ipip.node3 iptables -t nat -A FLANNEL-POSTRTG -s 10.244.3.0/24 -d 10.244.0.0/16 -m comment --comment 'flanneld masq' -j RETURN
# Other pods keep their address towards this node's pods.
ip netns exec flannel-ipip.node3 iptables -t nat -A FLANNEL-POSTRTG -s 10.244.0.0/16 -d 10.244.3.0/24 -m comment --comment 'flanneld masq' -j RETURN
# Outside clients keep their address towards this node's pods.
ip netns exec flannel-ipip.node3 iptables -t nat -A FLANNEL-POSTRTG ! -s 10.244.0.0/16 -d 10.244.3.0/24 -m comment --comment 'flanneld masq' -j RETURN
# Packets from pods to the outside get the node's address as their source.
ip netns exec flannel-ipip.node3 iptables -t nat -A FLANNEL-POSTRTG -s 10.244.0.0/16 ! -d 224.0.0.0/4 -m comment --comment 'flanneld masq' -j MASQUERADE --random-fully
# Packets from outside to pods of other nodes get the node's address as their source.
ip netns exec flannel-ipip.node3 iptables -t nat -A FLANNEL-POSTRTG ! -s 10.244.0.0/16 -d 10.244.0.0/16 -m comment --comment 'flanneld masq' -j MASQUERADE --random-fully
# Create the chain FLANNEL-FWD in the table filter.
ip netns exec flannel-ipip.node3 iptables -N FLANNEL-FWD
# flannel accepts pod traffic even if the policy of FORWARD is DROP.
ip netns exec flannel-ipip.node3 iptables -A FORWARD -m comment --comment 'flanneld forward' -j FLANNEL-FWD
# Accept packets from pods.
ip netns exec flannel-ipip.node3 iptables -A FLANNEL-FWD -s 10.244.0.0/16 -m comment --comment 'flanneld forward' -j ACCEPT
# Accept packets to pods.
ip netns exec flannel-ipip.node3 iptables -A FLANNEL-FWD -d 10.244.0.0/16 -m comment --comment 'flanneld forward' -j ACCEPT
# Packets that match no rule of FORWARD: DROP.
ip netns exec flannel-ipip.node3 iptables -P FORWARD DROP
# pod1-1 answers on 80/http with its name and the peer's address.
mkdir -p /run/netlab/flannel-ipip/log /run/netlab/flannel-ipip/pid
ip netns exec flannel-ipip.pod1-1 python3 -IS /run/netlab/flannel-ipip/program/serve.py --name pod1-1 80/http > /run/netlab/flannel-ipip/log/pod1-1.serve 2>&1 < /dev/null & echo $! > /run/netlab/flannel-ipip/pid/pod1-1.serve
timeout 10 sh -c 'until grep -qs "^$0" "$1"; do sleep 0.05; done' serving /run/netlab/flannel-ipip/log/pod1-1.serve
# pod2-1 answers on 80/http with its name and the peer's address.
mkdir -p /run/netlab/flannel-ipip/log /run/netlab/flannel-ipip/pid
ip netns exec flannel-ipip.pod2-1 python3 -IS /run/netlab/flannel-ipip/program/serve.py --name pod2-1 80/http > /run/netlab/flannel-ipip/log/pod2-1.serve 2>&1 < /dev/null & echo $! > /run/netlab/flannel-ipip/pid/pod2-1.serve
timeout 10 sh -c 'until grep -qs "^$0" "$1"; do sleep 0.05; done' serving /run/netlab/flannel-ipip/log/pod2-1.serve
# pod3-1 answers on 80/http with its name and the peer's address.
mkdir -p /run/netlab/flannel-ipip/log /run/netlab/flannel-ipip/pid
ip netns exec flannel-ipip.pod3-1 python3 -IS /run/netlab/flannel-ipip/program/serve.py --name pod3-1 80/http > /run/netlab/flannel-ipip/log/pod3-1.serve 2>&1 < /dev/null & echo $! > /run/netlab/flannel-ipip/pid/pod3-1.serve
timeout 10 sh -c 'until grep -qs "^$0" "$1"; do sleep 0.05; done' serving /run/netlab/flannel-ipip/log/pod3-1.serve
# outside answers on 80/http with its name and the peer's address.
mkdir -p /run/netlab/flannel-ipip/log /run/netlab/flannel-ipip/pid
ip netns exec flannel-ipip.outside python3 -IS /run/netlab/flannel-ipip/program/serve.py --name outside 80/http > /run/netlab/flannel-ipip/log/outside.serve 2>&1 < /dev/null & echo $! > /run/netlab/flannel-ipip/pid/outside.serve
timeout 10 sh -c 'until grep -qs "^$0" "$1"; do sleep 0.05; done' serving /run/netlab/flannel-ipip/log/outside.serve
