#!/bin/sh
# Builds the lab service-ipvs, as root. netlab plan --format sh --down prints the script that removes it.
set -eu
umask 022
# node1 is a network namespace.
ip netns add service-ipvs.node1
# node2 is a network namespace.
ip netns add service-ipvs.node2
# router is a network namespace.
ip netns add service-ipvs.router
# client-1 is a network namespace.
ip netns add service-ipvs.client-1
# web-1 is a network namespace.
ip netns add service-ipvs.web-1
# web-2 is a network namespace.
ip netns add service-ipvs.web-2
# client-2 is a network namespace.
ip netns add service-ipvs.client-2
# outside is a network namespace.
ip netns add service-ipvs.outside
# underlay is a switch: a namespace that holds a bridge.
ip netns add service-ipvs.underlay
# The server of every node with serve.
mkdir -p /run/netlab/service-ipvs/program
printf %s '... src/programs/serve.py ...
' > /run/netlab/service-ipvs/program/serve.py
# Node names resolve inside node1.
mkdir -p /etc/netns/service-ipvs.node1
printf %s '127.0.0.1 localhost
127.0.0.1 node1
172.18.0.12 node2
172.18.0.1 router
10.244.1.2 client-1
10.244.1.3 web-1
10.244.2.2 web-2
10.244.2.3 client-2
172.18.0.100 outside
' > /etc/netns/service-ipvs.node1/hosts
# Node names resolve inside node2.
mkdir -p /etc/netns/service-ipvs.node2
printf %s '127.0.0.1 localhost
127.0.0.1 node2
172.18.0.11 node1
172.18.0.1 router
10.244.1.2 client-1
10.244.1.3 web-1
10.244.2.2 web-2
10.244.2.3 client-2
172.18.0.100 outside
' > /etc/netns/service-ipvs.node2/hosts
# Node names resolve inside router.
mkdir -p /etc/netns/service-ipvs.router
printf %s '127.0.0.1 localhost
127.0.0.1 router
172.18.0.11 node1
172.18.0.12 node2
10.244.1.2 client-1
10.244.1.3 web-1
10.244.2.2 web-2
10.244.2.3 client-2
172.18.0.100 outside
' > /etc/netns/service-ipvs.router/hosts
# Node names resolve inside client-1.
mkdir -p /etc/netns/service-ipvs.client-1
printf %s '127.0.0.1 localhost
127.0.0.1 client-1
172.18.0.11 node1
172.18.0.12 node2
172.18.0.1 router
10.244.1.3 web-1
10.244.2.2 web-2
10.244.2.3 client-2
172.18.0.100 outside
' > /etc/netns/service-ipvs.client-1/hosts
# Node names resolve inside web-1.
mkdir -p /etc/netns/service-ipvs.web-1
printf %s '127.0.0.1 localhost
127.0.0.1 web-1
172.18.0.11 node1
172.18.0.12 node2
172.18.0.1 router
10.244.1.2 client-1
10.244.2.2 web-2
10.244.2.3 client-2
172.18.0.100 outside
' > /etc/netns/service-ipvs.web-1/hosts
# Node names resolve inside web-2.
mkdir -p /etc/netns/service-ipvs.web-2
printf %s '127.0.0.1 localhost
127.0.0.1 web-2
172.18.0.11 node1
172.18.0.12 node2
172.18.0.1 router
10.244.1.2 client-1
10.244.1.3 web-1
10.244.2.3 client-2
172.18.0.100 outside
' > /etc/netns/service-ipvs.web-2/hosts
# Node names resolve inside client-2.
mkdir -p /etc/netns/service-ipvs.client-2
printf %s '127.0.0.1 localhost
127.0.0.1 client-2
172.18.0.11 node1
172.18.0.12 node2
172.18.0.1 router
10.244.1.2 client-1
10.244.1.3 web-1
10.244.2.2 web-2
172.18.0.100 outside
' > /etc/netns/service-ipvs.client-2/hosts
# Node names resolve inside outside.
mkdir -p /etc/netns/service-ipvs.outside
printf %s '127.0.0.1 localhost
127.0.0.1 outside
172.18.0.11 node1
172.18.0.12 node2
172.18.0.1 router
10.244.1.2 client-1
10.244.1.3 web-1
10.244.2.2 web-2
10.244.2.3 client-2
' > /etc/netns/service-ipvs.outside/hosts
# A node forwards packets only if the lab enables it.
ip netns exec service-ipvs.node1 sysctl -qw net.ipv4.ip_forward=0
# The reverse path filter is off unless the lab enables it.
ip netns exec service-ipvs.node1 sysctl -qw net.ipv4.conf.all.rp_filter=0
# The same for interfaces that are created later.
ip netns exec service-ipvs.node1 sysctl -qw net.ipv4.conf.default.rp_filter=0
# iptables does not filter bridged frames.
ip netns exec service-ipvs.node1 sysctl -qew net.bridge.bridge-nf-call-iptables=0
# ip6tables does not filter bridged frames.
ip netns exec service-ipvs.node1 sysctl -qew net.bridge.bridge-nf-call-ip6tables=0
# The lab uses no IPv6.
ip netns exec service-ipvs.node1 sysctl -qew net.ipv6.conf.all.disable_ipv6=1
# The same for interfaces that are created later.
ip netns exec service-ipvs.node1 sysctl -qew net.ipv6.conf.default.disable_ipv6=1
# Set the loopback interface up.
ip -n service-ipvs.node1 link set lo up
# A node forwards packets only if the lab enables it.
ip netns exec service-ipvs.node2 sysctl -qw net.ipv4.ip_forward=0
# The reverse path filter is off unless the lab enables it.
ip netns exec service-ipvs.node2 sysctl -qw net.ipv4.conf.all.rp_filter=0
# The same for interfaces that are created later.
ip netns exec service-ipvs.node2 sysctl -qw net.ipv4.conf.default.rp_filter=0
# iptables does not filter bridged frames.
ip netns exec service-ipvs.node2 sysctl -qew net.bridge.bridge-nf-call-iptables=0
# ip6tables does not filter bridged frames.
ip netns exec service-ipvs.node2 sysctl -qew net.bridge.bridge-nf-call-ip6tables=0
# The lab uses no IPv6.
ip netns exec service-ipvs.node2 sysctl -qew net.ipv6.conf.all.disable_ipv6=1
# The same for interfaces that are created later.
ip netns exec service-ipvs.node2 sysctl -qew net.ipv6.conf.default.disable_ipv6=1
# Set the loopback interface up.
ip -n service-ipvs.node2 link set lo up
# A node forwards packets only if the lab enables it.
ip netns exec service-ipvs.router sysctl -qw net.ipv4.ip_forward=0
# The reverse path filter is off unless the lab enables it.
ip netns exec service-ipvs.router sysctl -qw net.ipv4.conf.all.rp_filter=0
# The same for interfaces that are created later.
ip netns exec service-ipvs.router sysctl -qw net.ipv4.conf.default.rp_filter=0
# iptables does not filter bridged frames.
ip netns exec service-ipvs.router sysctl -qew net.bridge.bridge-nf-call-iptables=0
# ip6tables does not filter bridged frames.
ip netns exec service-ipvs.router sysctl -qew net.bridge.bridge-nf-call-ip6tables=0
# The lab uses no IPv6.
ip netns exec service-ipvs.router sysctl -qew net.ipv6.conf.all.disable_ipv6=1
# The same for interfaces that are created later.
ip netns exec service-ipvs.router sysctl -qew net.ipv6.conf.default.disable_ipv6=1
# Set the loopback interface up.
ip -n service-ipvs.router link set lo up
# A node forwards packets only if the lab enables it.
ip netns exec service-ipvs.client-1 sysctl -qw net.ipv4.ip_forward=0
# The reverse path filter is off unless the lab enables it.
ip netns exec service-ipvs.client-1 sysctl -qw net.ipv4.conf.all.rp_filter=0
# The same for interfaces that are created later.
ip netns exec service-ipvs.client-1 sysctl -qw net.ipv4.conf.default.rp_filter=0
# iptables does not filter bridged frames.
ip netns exec service-ipvs.client-1 sysctl -qew net.bridge.bridge-nf-call-iptables=0
# ip6tables does not filter bridged frames.
ip netns exec service-ipvs.client-1 sysctl -qew net.bridge.bridge-nf-call-ip6tables=0
# The lab uses no IPv6.
ip netns exec service-ipvs.client-1 sysctl -qew net.ipv6.conf.all.disable_ipv6=1
# The same for interfaces that are created later.
ip netns exec service-ipvs.client-1 sysctl -qew net.ipv6.conf.default.disable_ipv6=1
# Set the loopback interface up.
ip -n service-ipvs.client-1 link set lo up
# A node forwards packets only if the lab enables it.
ip netns exec service-ipvs.web-1 sysctl -qw net.ipv4.ip_forward=0
# The reverse path filter is off unless the lab enables it.
ip netns exec service-ipvs.web-1 sysctl -qw net.ipv4.conf.all.rp_filter=0
# The same for interfaces that are created later.
ip netns exec service-ipvs.web-1 sysctl -qw net.ipv4.conf.default.rp_filter=0
# iptables does not filter bridged frames.
ip netns exec service-ipvs.web-1 sysctl -qew net.bridge.bridge-nf-call-iptables=0
# ip6tables does not filter bridged frames.
ip netns exec service-ipvs.web-1 sysctl -qew net.bridge.bridge-nf-call-ip6tables=0
# The lab uses no IPv6.
ip netns exec service-ipvs.web-1 sysctl -qew net.ipv6.conf.all.disable_ipv6=1
# The same for interfaces that are created later.
ip netns exec service-ipvs.web-1 sysctl -qew net.ipv6.conf.default.disable_ipv6=1
# Set the loopback interface up.
ip -n service-ipvs.web-1 link set lo up
# A node forwards packets only if the lab enables it.
ip netns exec service-ipvs.web-2 sysctl -qw net.ipv4.ip_forward=0
# The reverse path filter is off unless the lab enables it.
ip netns exec service-ipvs.web-2 sysctl -qw net.ipv4.conf.all.rp_filter=0
# The same for interfaces that are created later.
ip netns exec service-ipvs.web-2 sysctl -qw net.ipv4.conf.default.rp_filter=0
# iptables does not filter bridged frames.
ip netns exec service-ipvs.web-2 sysctl -qew net.bridge.bridge-nf-call-iptables=0
# ip6tables does not filter bridged frames.
ip netns exec service-ipvs.web-2 sysctl -qew net.bridge.bridge-nf-call-ip6tables=0
# The lab uses no IPv6.
ip netns exec service-ipvs.web-2 sysctl -qew net.ipv6.conf.all.disable_ipv6=1
# The same for interfaces that are created later.
ip netns exec service-ipvs.web-2 sysctl -qew net.ipv6.conf.default.disable_ipv6=1
# Set the loopback interface up.
ip -n service-ipvs.web-2 link set lo up
# A node forwards packets only if the lab enables it.
ip netns exec service-ipvs.client-2 sysctl -qw net.ipv4.ip_forward=0
# The reverse path filter is off unless the lab enables it.
ip netns exec service-ipvs.client-2 sysctl -qw net.ipv4.conf.all.rp_filter=0
# The same for interfaces that are created later.
ip netns exec service-ipvs.client-2 sysctl -qw net.ipv4.conf.default.rp_filter=0
# iptables does not filter bridged frames.
ip netns exec service-ipvs.client-2 sysctl -qew net.bridge.bridge-nf-call-iptables=0
# ip6tables does not filter bridged frames.
ip netns exec service-ipvs.client-2 sysctl -qew net.bridge.bridge-nf-call-ip6tables=0
# The lab uses no IPv6.
ip netns exec service-ipvs.client-2 sysctl -qew net.ipv6.conf.all.disable_ipv6=1
# The same for interfaces that are created later.
ip netns exec service-ipvs.client-2 sysctl -qew net.ipv6.conf.default.disable_ipv6=1
# Set the loopback interface up.
ip -n service-ipvs.client-2 link set lo up
# A node forwards packets only if the lab enables it.
ip netns exec service-ipvs.outside sysctl -qw net.ipv4.ip_forward=0
# The reverse path filter is off unless the lab enables it.
ip netns exec service-ipvs.outside sysctl -qw net.ipv4.conf.all.rp_filter=0
# The same for interfaces that are created later.
ip netns exec service-ipvs.outside sysctl -qw net.ipv4.conf.default.rp_filter=0
# iptables does not filter bridged frames.
ip netns exec service-ipvs.outside sysctl -qew net.bridge.bridge-nf-call-iptables=0
# ip6tables does not filter bridged frames.
ip netns exec service-ipvs.outside sysctl -qew net.bridge.bridge-nf-call-ip6tables=0
# The lab uses no IPv6.
ip netns exec service-ipvs.outside sysctl -qew net.ipv6.conf.all.disable_ipv6=1
# The same for interfaces that are created later.
ip netns exec service-ipvs.outside sysctl -qew net.ipv6.conf.default.disable_ipv6=1
# Set the loopback interface up.
ip -n service-ipvs.outside link set lo up
# A node forwards packets only if the lab enables it.
ip netns exec service-ipvs.underlay sysctl -qw net.ipv4.ip_forward=0
# The reverse path filter is off unless the lab enables it.
ip netns exec service-ipvs.underlay sysctl -qw net.ipv4.conf.all.rp_filter=0
# The same for interfaces that are created later.
ip netns exec service-ipvs.underlay sysctl -qw net.ipv4.conf.default.rp_filter=0
# iptables does not filter bridged frames.
ip netns exec service-ipvs.underlay sysctl -qew net.bridge.bridge-nf-call-iptables=0
# ip6tables does not filter bridged frames.
ip netns exec service-ipvs.underlay sysctl -qew net.bridge.bridge-nf-call-ip6tables=0
# The lab uses no IPv6.
ip netns exec service-ipvs.underlay sysctl -qew net.ipv6.conf.all.disable_ipv6=1
# The same for interfaces that are created later.
ip netns exec service-ipvs.underlay sysctl -qew net.ipv6.conf.default.disable_ipv6=1
# Set the loopback interface up.
ip -n service-ipvs.underlay link set lo up
# Its addresses are local, so packets to them reach IPVS.
ip -n service-ipvs.node1 link add kube-ipvs0 type dummy
# cni0 connects the pods of node1 and is their gateway; its MTU leaves room for the encapsulation.
ip -n service-ipvs.node1 link add cni0 address 02:59:b2:18:19:48 mtu 1500 up type bridge stp_state 0 mcast_snooping 0
# Its addresses are local, so packets to them reach IPVS.
ip -n service-ipvs.node2 link add kube-ipvs0 type dummy
# cni0 connects the pods of node2 and is their gateway; its MTU leaves room for the encapsulation.
ip -n service-ipvs.node2 link add cni0 address 02:93:74:c6:1c:f7 mtu 1500 up type bridge stp_state 0 mcast_snooping 0
# underlay is a switch between node1, node2, router, outside.
ip -n service-ipvs.underlay link add br0 up type bridge stp_state 0 mcast_snooping 0
# The veth pair of client-1 to cni0 of node1.
ip -n service-ipvs.node1 link add vethb2bc630c mtu 1500 up master cni0 type veth peer name eth0 mtu 1500 netns service-ipvs.client-1
# The veth pair of web-1 to cni0 of node1.
ip -n service-ipvs.node1 link add veth4c328c57 mtu 1500 up master cni0 type veth peer name eth0 mtu 1500 netns service-ipvs.web-1
# The veth pair of web-2 to cni0 of node2.
ip -n service-ipvs.node2 link add veth6f15f24e mtu 1500 up master cni0 type veth peer name eth0 mtu 1500 netns service-ipvs.web-2
# The veth pair of client-2 to cni0 of node2.
ip -n service-ipvs.node2 link add veth46fb6246 mtu 1500 up master cni0 type veth peer name eth0 mtu 1500 netns service-ipvs.client-2
# node1's eth0 is plugged into underlay.
ip -n service-ipvs.underlay link add node1 up master br0 type veth peer name eth0 netns service-ipvs.node1
# node2's eth0 is plugged into underlay.
ip -n service-ipvs.underlay link add node2 up master br0 type veth peer name eth0 netns service-ipvs.node2
# router's eth0 is plugged into underlay.
ip -n service-ipvs.underlay link add router up master br0 type veth peer name eth0 netns service-ipvs.router
# outside's eth0 is plugged into underlay.
ip -n service-ipvs.underlay link add outside up master br0 type veth peer name eth0 netns service-ipvs.outside
# Set eth0 of node1 up.
ip -n service-ipvs.node1 link set eth0 up
# Set eth0 of node2 up.
ip -n service-ipvs.node2 link set eth0 up
# Set eth0 of router up.
ip -n service-ipvs.router link set eth0 up
# Set eth0 of client-1 up.
ip -n service-ipvs.client-1 link set eth0 up
# Set eth0 of web-1 up.
ip -n service-ipvs.web-1 link set eth0 up
# Set eth0 of web-2 up.
ip -n service-ipvs.web-2 link set eth0 up
# Set eth0 of client-2 up.
ip -n service-ipvs.client-2 link set eth0 up
# Set eth0 of outside up.
ip -n service-ipvs.outside link set eth0 up
# cni0 may send a frame back out of vethb2bc630c, the port that it arrived on.
bridge -n service-ipvs.node1 link set dev vethb2bc630c hairpin on
# cni0 may send a frame back out of veth4c328c57, the port that it arrived on.
bridge -n service-ipvs.node1 link set dev veth4c328c57 hairpin on
# cni0 may send a frame back out of veth6f15f24e, the port that it arrived on.
bridge -n service-ipvs.node2 link set dev veth6f15f24e hairpin on
# cni0 may send a frame back out of veth46fb6246, the port that it arrived on.
bridge -n service-ipvs.node2 link set dev veth46fb6246 hairpin on
# node1 has the address 172.18.0.11 on eth0.
ip -n service-ipvs.node1 addr add 172.18.0.11/24 dev eth0
# node1 has the address 10.96.0.10 on kube-ipvs0.
ip -n service-ipvs.node1 addr add 10.96.0.10/32 dev kube-ipvs0
# node1 has the address 10.244.1.1 on cni0.
ip -n service-ipvs.node1 addr add 10.244.1.1/24 brd + dev cni0
# node2 has the address 172.18.0.12 on eth0.
ip -n service-ipvs.node2 addr add 172.18.0.12/24 dev eth0
# node2 has the address 10.96.0.10 on kube-ipvs0.
ip -n service-ipvs.node2 addr add 10.96.0.10/32 dev kube-ipvs0
# node2 has the address 10.244.2.1 on cni0.
ip -n service-ipvs.node2 addr add 10.244.2.1/24 brd + dev cni0
# router has the address 172.18.0.1 on eth0.
ip -n service-ipvs.router addr add 172.18.0.1/24 dev eth0
# client-1 has the address 10.244.1.2 on eth0.
ip -n service-ipvs.client-1 addr add 10.244.1.2/24 brd + dev eth0
# web-1 has the address 10.244.1.3 on eth0.
ip -n service-ipvs.web-1 addr add 10.244.1.3/24 brd + dev eth0
# web-2 has the address 10.244.2.2 on eth0.
ip -n service-ipvs.web-2 addr add 10.244.2.2/24 brd + dev eth0
# client-2 has the address 10.244.2.3 on eth0.
ip -n service-ipvs.client-2 addr add 10.244.2.3/24 brd + dev eth0
# outside has the address 172.18.0.100 on eth0.
ip -n service-ipvs.outside addr add 172.18.0.100/24 dev eth0
# node1 has the address 10.96.0.11 on kube-ipvs0.
ip -n service-ipvs.node1 addr add 10.96.0.11/32 dev kube-ipvs0
# node2 has the address 10.96.0.11 on kube-ipvs0.
ip -n service-ipvs.node2 addr add 10.96.0.11/32 dev kube-ipvs0
# node1 has the address 10.96.0.12 on kube-ipvs0.
ip -n service-ipvs.node1 addr add 10.96.0.12/32 dev kube-ipvs0
# node2 has the address 10.96.0.12 on kube-ipvs0.
ip -n service-ipvs.node2 addr add 10.96.0.12/32 dev kube-ipvs0
# node1 has the address 10.96.0.13 on kube-ipvs0.
ip -n service-ipvs.node1 addr add 10.96.0.13/32 dev kube-ipvs0
# node2 has the address 10.96.0.13 on kube-ipvs0.
ip -n service-ipvs.node2 addr add 10.96.0.13/32 dev kube-ipvs0
# node1 has the address 10.96.0.14 on kube-ipvs0.
ip -n service-ipvs.node1 addr add 10.96.0.14/32 dev kube-ipvs0
# node2 has the address 10.96.0.14 on kube-ipvs0.
ip -n service-ipvs.node2 addr add 10.96.0.14/32 dev kube-ipvs0
# node1 forwards IPv4 packets: it is a router.
ip netns exec service-ipvs.node1 sysctl -qw net.ipv4.ip_forward=1
# Packets between pods of node1 pass its iptables rules, although cni0 only bridges them.
ip netns exec service-ipvs.node1 sysctl -qw net.bridge.bridge-nf-call-iptables=1
# Set net.ipv4.icmp_ratelimit in node1.
ip netns exec service-ipvs.node1 sysctl -qw net.ipv4.icmp_ratelimit=0
# node2 forwards IPv4 packets: it is a router.
ip netns exec service-ipvs.node2 sysctl -qw net.ipv4.ip_forward=1
# Packets between pods of node2 pass its iptables rules, although cni0 only bridges them.
ip netns exec service-ipvs.node2 sysctl -qw net.bridge.bridge-nf-call-iptables=1
# Set net.ipv4.icmp_ratelimit in node2.
ip netns exec service-ipvs.node2 sysctl -qw net.ipv4.icmp_ratelimit=0
# router forwards IPv4 packets: it is a router.
ip netns exec service-ipvs.router sysctl -qw net.ipv4.ip_forward=1
# The default route of node1; without it, node1 itself could not connect to cluster IPs.
ip -n service-ipvs.node1 route add default via 172.18.0.1
# Reach pods of node2 through node2 itself (172.18.0.12).
ip -n service-ipvs.node1 route add 10.244.2.0/24 via 172.18.0.12 dev eth0
# The default route of node2; without it, node2 itself could not connect to cluster IPs.
ip -n service-ipvs.node2 route add default via 172.18.0.1
# Reach pods of node1 through node1 itself (172.18.0.11).
ip -n service-ipvs.node2 route add 10.244.1.0/24 via 172.18.0.11 dev eth0
# The default gateway of a pod is cni0 of node1.
ip -n service-ipvs.client-1 route add default via 10.244.1.1
# flannel's route to the pods of all nodes.
ip -n service-ipvs.client-1 route add 10.244.0.0/16 via 10.244.1.1
# The default gateway of a pod is cni0 of node1.
ip -n service-ipvs.web-1 route add default via 10.244.1.1
# flannel's route to the pods of all nodes.
ip -n service-ipvs.web-1 route add 10.244.0.0/16 via 10.244.1.1
# The default gateway of a pod is cni0 of node2.
ip -n service-ipvs.web-2 route add default via 10.244.2.1
# flannel's route to the pods of all nodes.
ip -n service-ipvs.web-2 route add 10.244.0.0/16 via 10.244.2.1
# The default gateway of a pod is cni0 of node2.
ip -n service-ipvs.client-2 route add default via 10.244.2.1
# flannel's route to the pods of all nodes.
ip -n service-ipvs.client-2 route add 10.244.0.0/16 via 10.244.2.1
# outside reaches 10.96.0.0/16 through node1 (172.18.0.11).
ip -n service-ipvs.outside route add 10.96.0.0/16 via 172.18.0.11
# outside reaches 10.96.0.12/32 through node2 (172.18.0.12).
ip -n service-ipvs.outside route add 10.96.0.12/32 via 172.18.0.12
# outside reaches 10.244.1.0/24 through node2 (172.18.0.12).
ip -n service-ipvs.outside route add 10.244.1.0/24 via 172.18.0.12
# outside reaches 10.244.2.0/24 through node1 (172.18.0.11).
ip -n service-ipvs.outside route add 10.244.2.0/24 via 172.18.0.11
# Pods of this node: a pod that reaches itself is masqueraded.
ip netns exec service-ipvs.node1 ipset create KUBE-LOOP-BACK hash:ip,port,ip family inet maxelem 65536
# Cluster IPs with their ports.
ip netns exec service-ipvs.node1 ipset create KUBE-CLUSTER-IP hash:ip,port family inet maxelem 65536
# External addresses.
ip netns exec service-ipvs.node1 ipset create KUBE-EXTERNAL-IP hash:ip,port family inet maxelem 65536
# External addresses of services with externalTrafficPolicy Local.
ip netns exec service-ipvs.node1 ipset create KUBE-EXTERNAL-IP-LOCAL hash:ip,port family inet maxelem 65536
# Load balancers' addresses.
ip netns exec service-ipvs.node1 ipset create KUBE-LOAD-BALANCER hash:ip,port family inet maxelem 65536
# Load balancers' addresses with source ranges.
ip netns exec service-ipvs.node1 ipset create KUBE-LOAD-BALANCER-FW hash:ip,port family inet maxelem 65536
# Load balancers' addresses of services with externalTrafficPolicy Local.
ip netns exec service-ipvs.node1 ipset create KUBE-LOAD-BALANCER-LOCAL hash:ip,port family inet maxelem 65536
# The node may use these load balancers: a range contains its address.
ip netns exec service-ipvs.node1 ipset create KUBE-LOAD-BALANCER-SOURCE-IP hash:ip,port,ip family inet maxelem 65536
# Source ranges of load balancers.
ip netns exec service-ipvs.node1 ipset create KUBE-LOAD-BALANCER-SOURCE-CIDR hash:ip,port,net family inet maxelem 65536
# TCP node ports.
ip netns exec service-ipvs.node1 ipset create KUBE-NODE-PORT-TCP bitmap:port range 0-65535
# TCP node ports of services with externalTrafficPolicy Local.
ip netns exec service-ipvs.node1 ipset create KUBE-NODE-PORT-LOCAL-TCP bitmap:port range 0-65535
# UDP node ports.
ip netns exec service-ipvs.node1 ipset create KUBE-NODE-PORT-UDP bitmap:port range 0-65535
# UDP node ports of services with externalTrafficPolicy Local.
ip netns exec service-ipvs.node1 ipset create KUBE-NODE-PORT-LOCAL-UDP bitmap:port range 0-65535
# SCTP node ports.
ip netns exec service-ipvs.node1 ipset create KUBE-NODE-PORT-SCTP-HASH hash:ip,port family inet maxelem 65536
# SCTP node ports of services with externalTrafficPolicy Local.
ip netns exec service-ipvs.node1 ipset create KUBE-NODE-PORT-LOCAL-SCTP-HASH hash:ip,port family inet maxelem 65536
# Ports for load balancers' health checks.
ip netns exec service-ipvs.node1 ipset create KUBE-HEALTH-CHECK-NODE-PORT bitmap:port range 0-65535
# All addresses of kube-ipvs0.
ip netns exec service-ipvs.node1 ipset create KUBE-IPVS-IPS hash:ip family inet maxelem 65536
# Pods of this node: a pod that reaches itself is masqueraded.
ip netns exec service-ipvs.node2 ipset create KUBE-LOOP-BACK hash:ip,port,ip family inet maxelem 65536
# Cluster IPs with their ports.
ip netns exec service-ipvs.node2 ipset create KUBE-CLUSTER-IP hash:ip,port family inet maxelem 65536
# External addresses.
ip netns exec service-ipvs.node2 ipset create KUBE-EXTERNAL-IP hash:ip,port family inet maxelem 65536
# External addresses of services with externalTrafficPolicy Local.
ip netns exec service-ipvs.node2 ipset create KUBE-EXTERNAL-IP-LOCAL hash:ip,port family inet maxelem 65536
# Load balancers' addresses.
ip netns exec service-ipvs.node2 ipset create KUBE-LOAD-BALANCER hash:ip,port family inet maxelem 65536
# Load balancers' addresses with source ranges.
ip netns exec service-ipvs.node2 ipset create KUBE-LOAD-BALANCER-FW hash:ip,port family inet maxelem 65536
# Load balancers' addresses of services with externalTrafficPolicy Local.
ip netns exec service-ipvs.node2 ipset create KUBE-LOAD-BALANCER-LOCAL hash:ip,port family inet maxelem 65536
# The node may use these load balancers: a range contains its address.
ip netns exec service-ipvs.node2 ipset create KUBE-LOAD-BALANCER-SOURCE-IP hash:ip,port,ip family inet maxelem 65536
# Source ranges of load balancers.
ip netns exec service-ipvs.node2 ipset create KUBE-LOAD-BALANCER-SOURCE-CIDR hash:ip,port,net family inet maxelem 65536
# TCP node ports.
ip netns exec service-ipvs.node2 ipset create KUBE-NODE-PORT-TCP bitmap:port range 0-65535
# TCP node ports of services with externalTrafficPolicy Local.
ip netns exec service-ipvs.node2 ipset create KUBE-NODE-PORT-LOCAL-TCP bitmap:port range 0-65535
# UDP node ports.
ip netns exec service-ipvs.node2 ipset create KUBE-NODE-PORT-UDP bitmap:port range 0-65535
# UDP node ports of services with externalTrafficPolicy Local.
ip netns exec service-ipvs.node2 ipset create KUBE-NODE-PORT-LOCAL-UDP bitmap:port range 0-65535
# SCTP node ports.
ip netns exec service-ipvs.node2 ipset create KUBE-NODE-PORT-SCTP-HASH hash:ip,port family inet maxelem 65536
# SCTP node ports of services with externalTrafficPolicy Local.
ip netns exec service-ipvs.node2 ipset create KUBE-NODE-PORT-LOCAL-SCTP-HASH hash:ip,port family inet maxelem 65536
# Ports for load balancers' health checks.
ip netns exec service-ipvs.node2 ipset create KUBE-HEALTH-CHECK-NODE-PORT bitmap:port range 0-65535
# All addresses of kube-ipvs0.
ip netns exec service-ipvs.node2 ipset create KUBE-IPVS-IPS hash:ip family inet maxelem 65536
# 10.244.1.3,tcp:8080,10.244.1.3 is a member of the set KUBE-LOOP-BACK.
ip netns exec service-ipvs.node1 ipset add KUBE-LOOP-BACK 10.244.1.3,tcp:8080,10.244.1.3
# 10.96.0.10,tcp:80 is a member of the set KUBE-CLUSTER-IP.
ip netns exec service-ipvs.node1 ipset add KUBE-CLUSTER-IP 10.96.0.10,tcp:80
# 10.96.0.11,tcp:80 is a member of the set KUBE-CLUSTER-IP.
ip netns exec service-ipvs.node1 ipset add KUBE-CLUSTER-IP 10.96.0.11,tcp:80
# 10.96.0.12,tcp:80 is a member of the set KUBE-CLUSTER-IP.
ip netns exec service-ipvs.node1 ipset add KUBE-CLUSTER-IP 10.96.0.12,tcp:80
# 10.96.0.13,tcp:80 is a member of the set KUBE-CLUSTER-IP.
ip netns exec service-ipvs.node1 ipset add KUBE-CLUSTER-IP 10.96.0.13,tcp:80
# 10.96.0.14,tcp:80 is a member of the set KUBE-CLUSTER-IP.
ip netns exec service-ipvs.node1 ipset add KUBE-CLUSTER-IP 10.96.0.14,tcp:80
# 30080 is a member of the set KUBE-NODE-PORT-TCP.
ip netns exec service-ipvs.node1 ipset add KUBE-NODE-PORT-TCP 30080
# 30082 is a member of the set KUBE-NODE-PORT-TCP.
ip netns exec service-ipvs.node1 ipset add KUBE-NODE-PORT-TCP 30082
# 10.96.0.10 is a member of the set KUBE-IPVS-IPS.
ip netns exec service-ipvs.node1 ipset add KUBE-IPVS-IPS 10.96.0.10
# 10.96.0.11 is a member of the set KUBE-IPVS-IPS.
ip netns exec service-ipvs.node1 ipset add KUBE-IPVS-IPS 10.96.0.11
# 10.96.0.12 is a member of the set KUBE-IPVS-IPS.
ip netns exec service-ipvs.node1 ipset add KUBE-IPVS-IPS 10.96.0.12
# 10.96.0.13 is a member of the set KUBE-IPVS-IPS.
ip netns exec service-ipvs.node1 ipset add KUBE-IPVS-IPS 10.96.0.13
# 10.96.0.14 is a member of the set KUBE-IPVS-IPS.
ip netns exec service-ipvs.node1 ipset add KUBE-IPVS-IPS 10.96.0.14
# 10.244.2.2,tcp:8080,10.244.2.2 is a member of the set KUBE-LOOP-BACK.
ip netns exec service-ipvs.node2 ipset add KUBE-LOOP-BACK 10.244.2.2,tcp:8080,10.244.2.2
# 10.96.0.10,tcp:80 is a member of the set KUBE-CLUSTER-IP.
ip netns exec service-ipvs.node2 ipset add KUBE-CLUSTER-IP 10.96.0.10,tcp:80
# 10.96.0.11,tcp:80 is a member of the set KUBE-CLUSTER-IP.
ip netns exec service-ipvs.node2 ipset add KUBE-CLUSTER-IP 10.96.0.11,tcp:80
# 10.96.0.12,tcp:80 is a member of the set KUBE-CLUSTER-IP.
ip netns exec service-ipvs.node2 ipset add KUBE-CLUSTER-IP 10.96.0.12,tcp:80
# 10.96.0.13,tcp:80 is a member of the set KUBE-CLUSTER-IP.
ip netns exec service-ipvs.node2 ipset add KUBE-CLUSTER-IP 10.96.0.13,tcp:80
# 10.96.0.14,tcp:80 is a member of the set KUBE-CLUSTER-IP.
ip netns exec service-ipvs.node2 ipset add KUBE-CLUSTER-IP 10.96.0.14,tcp:80
# 30080 is a member of the set KUBE-NODE-PORT-TCP.
ip netns exec service-ipvs.node2 ipset add KUBE-NODE-PORT-TCP 30080
# 30082 is a member of the set KUBE-NODE-PORT-TCP.
ip netns exec service-ipvs.node2 ipset add KUBE-NODE-PORT-TCP 30082
# 10.96.0.10 is a member of the set KUBE-IPVS-IPS.
ip netns exec service-ipvs.node2 ipset add KUBE-IPVS-IPS 10.96.0.10
# 10.96.0.11 is a member of the set KUBE-IPVS-IPS.
ip netns exec service-ipvs.node2 ipset add KUBE-IPVS-IPS 10.96.0.11
# 10.96.0.12 is a member of the set KUBE-IPVS-IPS.
ip netns exec service-ipvs.node2 ipset add KUBE-IPVS-IPS 10.96.0.12
# 10.96.0.13 is a member of the set KUBE-IPVS-IPS.
ip netns exec service-ipvs.node2 ipset add KUBE-IPVS-IPS 10.96.0.13
# 10.96.0.14 is a member of the set KUBE-IPVS-IPS.
ip netns exec service-ipvs.node2 ipset add KUBE-IPVS-IPS 10.96.0.14
# The cluster IP of default/web:http.
ip netns exec service-ipvs.node1 ipvsadm -A -t 10.96.0.10:80 -s rr
# The node port of default/web:http.
ip netns exec service-ipvs.node1 ipvsadm -A -t 172.18.0.11:30080 -s rr
# The node port of default/web:http.
ip netns exec service-ipvs.node1 ipvsadm -A -t 10.244.1.1:30080 -s rr
# The cluster IP of default/near.
ip netns exec service-ipvs.node1 ipvsadm -A -t 10.96.0.11:80 -s rr
# The cluster IP of default/far.
ip netns exec service-ipvs.node1 ipvsadm -A -t 10.96.0.12:80 -s rr
# The node port of default/far.
ip netns exec service-ipvs.node1 ipvsadm -A -t 172.18.0.11:30082 -s rr
# The node port of default/far.
ip netns exec service-ipvs.node1 ipvsadm -A -t 10.244.1.1:30082 -s rr
# The cluster IP of default/none.
ip netns exec service-ipvs.node1 ipvsadm -A -t 10.96.0.13:80 -s rr
# The cluster IP of default/sticky.
ip netns exec service-ipvs.node1 ipvsadm -A -t 10.96.0.14:80 -s rr -p 10800
# The cluster IP of default/web:http.
ip netns exec service-ipvs.node2 ipvsadm -A -t 10.96.0.10:80 -s rr
# The node port of default/web:http.
ip netns exec service-ipvs.node2 ipvsadm -A -t 172.18.0.12:30080 -s rr
# The node port of default/web:http.
ip netns exec service-ipvs.node2 ipvsadm -A -t 10.244.2.1:30080 -s rr
# The cluster IP of default/near.
ip netns exec service-ipvs.node2 ipvsadm -A -t 10.96.0.11:80 -s rr
# The cluster IP of default/far.
ip netns exec service-ipvs.node2 ipvsadm -A -t 10.96.0.12:80 -s rr
# The node port of default/far.
ip netns exec service-ipvs.node2 ipvsadm -A -t 172.18.0.12:30082 -s rr
# The node port of default/far.
ip netns exec service-ipvs.node2 ipvsadm -A -t 10.244.2.1:30082 -s rr
# The cluster IP of default/none.
ip netns exec service-ipvs.node2 ipvsadm -A -t 10.96.0.13:80 -s rr
# The cluster IP of default/sticky.
ip netns exec service-ipvs.node2 ipvsadm -A -t 10.96.0.14:80 -s rr -p 10800
# web-1 is an endpoint of default/web:http.
ip netns exec service-ipvs.node1 ipvsadm -a -t 10.96.0.10:80 -r 10.244.1.3:8080 -m -w 1
# web-2 is an endpoint of default/web:http.
ip netns exec service-ipvs.node1 ipvsadm -a -t 10.96.0.10:80 -r 10.244.2.2:8080 -m -w 1
# web-1 is an endpoint of default/web:http.
ip netns exec service-ipvs.node1 ipvsadm -a -t 172.18.0.11:30080 -r 10.244.1.3:8080 -m -w 1
# web-2 is an endpoint of default/web:http.
ip netns exec service-ipvs.node1 ipvsadm -a -t 172.18.0.11:30080 -r 10.244.2.2:8080 -m -w 1
# web-1 is an endpoint of default/web:http.
ip netns exec service-ipvs.node1 ipvsadm -a -t 10.244.1.1:30080 -r 10.244.1.3:8080 -m -w 1
# web-2 is an endpoint of default/web:http.
ip netns exec service-ipvs.node1 ipvsadm -a -t 10.244.1.1:30080 -r 10.244.2.2:8080 -m -w 1
# web-1 is an endpoint of default/near.
ip netns exec service-ipvs.node1 ipvsadm -a -t 10.96.0.11:80 -r 10.244.1.3:8080 -m -w 1
# web-2 is an endpoint of default/far.
ip netns exec service-ipvs.node1 ipvsadm -a -t 10.96.0.12:80 -r 10.244.2.2:8080 -m -w 1
# web-2 is an endpoint of default/far.
ip netns exec service-ipvs.node1 ipvsadm -a -t 172.18.0.11:30082 -r 10.244.2.2:8080 -m -w 1
# web-2 is an endpoint of default/far.
ip netns exec service-ipvs.node1 ipvsadm -a -t 10.244.1.1:30082 -r 10.244.2.2:8080 -m -w 1
# web-1 is an endpoint of default/sticky.
ip netns exec service-ipvs.node1 ipvsadm -a -t 10.96.0.14:80 -r 10.244.1.3:8080 -m -w 1
# web-2 is an endpoint of default/sticky.
ip netns exec service-ipvs.node1 ipvsadm -a -t 10.96.0.14:80 -r 10.244.2.2:8080 -m -w 1
# web-1 is an endpoint of default/web:http.
ip netns exec service-ipvs.node2 ipvsadm -a -t 10.96.0.10:80 -r 10.244.1.3:8080 -m -w 1
# web-2 is an endpoint of default/web:http.
ip netns exec service-ipvs.node2 ipvsadm -a -t 10.96.0.10:80 -r 10.244.2.2:8080 -m -w 1
# web-1 is an endpoint of default/web:http.
ip netns exec service-ipvs.node2 ipvsadm -a -t 172.18.0.12:30080 -r 10.244.1.3:8080 -m -w 1
# web-2 is an endpoint of default/web:http.
ip netns exec service-ipvs.node2 ipvsadm -a -t 172.18.0.12:30080 -r 10.244.2.2:8080 -m -w 1
# web-1 is an endpoint of default/web:http.
ip netns exec service-ipvs.node2 ipvsadm -a -t 10.244.2.1:30080 -r 10.244.1.3:8080 -m -w 1
# web-2 is an endpoint of default/web:http.
ip netns exec service-ipvs.node2 ipvsadm -a -t 10.244.2.1:30080 -r 10.244.2.2:8080 -m -w 1
# web-1 is an endpoint of default/near.
ip netns exec service-ipvs.node2 ipvsadm -a -t 10.96.0.11:80 -r 10.244.1.3:8080 -m -w 1
# web-2 is an endpoint of default/far.
ip netns exec service-ipvs.node2 ipvsadm -a -t 10.96.0.12:80 -r 10.244.2.2:8080 -m -w 1
# web-2 is an endpoint of default/far.
ip netns exec service-ipvs.node2 ipvsadm -a -t 172.18.0.12:30082 -r 10.244.2.2:8080 -m -w 1
# web-2 is an endpoint of default/far.
ip netns exec service-ipvs.node2 ipvsadm -a -t 10.244.2.1:30082 -r 10.244.2.2:8080 -m -w 1
# web-1 is an endpoint of default/sticky.
ip netns exec service-ipvs.node2 ipvsadm -a -t 10.96.0.14:80 -r 10.244.1.3:8080 -m -w 1
# web-2 is an endpoint of default/sticky.
ip netns exec service-ipvs.node2 ipvsadm -a -t 10.96.0.14:80 -r 10.244.2.2:8080 -m -w 1
# Rules see the connections of IPVS, and can masquerade them.
ip netns exec service-ipvs.node1 sysctl -qw net.ipv4.vs.conntrack=1
# Connections to a removed endpoint end at once.
ip netns exec service-ipvs.node1 sysctl -qw net.ipv4.vs.expire_nodest_conn=1
# Session affinity does not keep an endpoint with weight 0.
ip netns exec service-ipvs.node1 sysctl -qw net.ipv4.vs.expire_quiescent_template=1
# Rules see the connections of IPVS, and can masquerade them.
ip netns exec service-ipvs.node2 sysctl -qw net.ipv4.vs.conntrack=1
# Connections to a removed endpoint end at once.
ip netns exec service-ipvs.node2 sysctl -qw net.ipv4.vs.expire_nodest_conn=1
# Session affinity does not keep an endpoint with weight 0.
ip netns exec service-ipvs.node2 sysctl -qw net.ipv4.vs.expire_quiescent_template=1
# Packets to services: which are masqueraded.
ip netns exec service-ipvs.node1 iptables -t nat -N KUBE-SERVICES
# Masquerades the packets with the mark of kube-proxy.
ip netns exec service-ipvs.node1 iptables -t nat -N KUBE-POSTROUTING
# Packets to addresses of the node: which are masqueraded.
ip netns exec service-ipvs.node1 iptables -t nat -N KUBE-NODE-PORT
# Packets to load balancers' addresses: which are masqueraded.
ip netns exec service-ipvs.node1 iptables -t nat -N KUBE-LOAD-BALANCER
# Marks packets that need the node as their source.
ip netns exec service-ipvs.node1 iptables -t nat -N KUBE-MARK-MASQ
# Forwarded packets of services.
ip netns exec service-ipvs.node1 iptables -N KUBE-FORWARD
# Health check node ports.
ip netns exec service-ipvs.node1 iptables -N KUBE-NODE-PORT
# Load balancers' addresses with source ranges.
ip netns exec service-ipvs.node1 iptables -N KUBE-PROXY-FIREWALL
# Source ranges of load balancers.
ip netns exec service-ipvs.node1 iptables -N KUBE-SOURCE-RANGES-FIREWALL
# Other ports of the addresses of kube-ipvs0.
ip netns exec service-ipvs.node1 iptables -N KUBE-IPVS-FILTER
# The node's own packets to load balancers that do not allow it.
ip netns exec service-ipvs.node1 iptables -N KUBE-IPVS-OUT-FILTER
# Mark what needs the node as its source.
ip netns exec service-ipvs.node1 iptables -t nat -I OUTPUT -m comment --comment 'kubernetes service portals' -j KUBE-SERVICES
# Mark what needs the node as its source.
ip netns exec service-ipvs.node1 iptables -t nat -I PREROUTING -m comment --comment 'kubernetes service portals' -j KUBE-SERVICES
# Marked packets get the node's address.
ip netns exec service-ipvs.node1 iptables -t nat -I POSTROUTING -m comment --comment 'kubernetes postrouting rules' -j KUBE-POSTROUTING
# Accept packets of services.
ip netns exec service-ipvs.node1 iptables -I FORWARD -m comment --comment 'kubernetes forwarding rules' -j KUBE-FORWARD
# Accept health checks.
ip netns exec service-ipvs.node1 iptables -I INPUT -m comment --comment 'kubernetes health check rules' -j KUBE-NODE-PORT
# Check packets to load balancers' addresses.
ip netns exec service-ipvs.node1 iptables -I INPUT -m comment --comment 'kube-proxy firewall rules' -j KUBE-PROXY-FIREWALL
# Check packets to load balancers' addresses.
ip netns exec service-ipvs.node1 iptables -I FORWARD -m comment --comment 'kube-proxy firewall rules' -j KUBE-PROXY-FIREWALL
# Keep processes of the node off the addresses of services.
ip netns exec service-ipvs.node1 iptables -I INPUT -m comment --comment 'kubernetes ipvs access filter' -j KUBE-IPVS-FILTER
# Check the node's own packets to load balancers.
ip netns exec service-ipvs.node1 iptables -I OUTPUT -m comment --comment 'kubernetes ipvs access filter' -j KUBE-IPVS-OUT-FILTER
# Packets from localhost keep their source.
ip netns exec service-ipvs.node1 iptables -t nat -A KUBE-SERVICES -s 127.0.0.0/8 -j RETURN
# A pod reached itself: masquerade, or it would drop a packet from its own address.
ip netns exec service-ipvs.node1 iptables -t nat -A KUBE-POSTROUTING -m comment --comment 'Kubernetes endpoints dst ip:port, source ip for solving hairpin purpose' -m set --match-set KUBE-LOOP-BACK dst,dst,src -j MASQUERADE
# Masquerade, so that the reply returns through this node.
ip netns exec service-ipvs.node1 iptables -t nat -A KUBE-NODE-PORT -p tcp -m comment --comment 'Kubernetes nodeport TCP port for masquerade purpose' -m set --match-set KUBE-NODE-PORT-TCP dst -j KUBE-MARK-MASQ
# Masquerade connections to cluster IPs that are not from pods, so that the reply returns through this node.
ip netns exec service-ipvs.node1 iptables -t nat -A KUBE-SERVICES -m comment --comment 'Kubernetes service cluster ip + port for masquerade purpose' -m set --match-set KUBE-CLUSTER-IP dst,dst ! -s 10.244.0.0/16 -j KUBE-MARK-MASQ
# Packets to any address of the node may be for a node port.
ip netns exec service-ipvs.node1 iptables -t nat -A KUBE-SERVICES -m addrtype --dst-type LOCAL -j KUBE-NODE-PORT
# Masquerade, so that the reply returns through this node.
ip netns exec service-ipvs.node1 iptables -t nat -A KUBE-LOAD-BALANCER -j KUBE-MARK-MASQ
# No later rule changes these packets.
ip netns exec service-ipvs.node1 iptables -t nat -A KUBE-SERVICES -m set --match-set KUBE-CLUSTER-IP dst,dst -j ACCEPT
# Packets without the mark keep their source.
ip netns exec service-ipvs.node1 iptables -t nat -A KUBE-POSTROUTING -m mark ! --mark 0x4000/0x4000 -j RETURN
# Clear the mark, so that an encapsulated packet is not masqueraded again.
ip netns exec service-ipvs.node1 iptables -t nat -A KUBE-POSTROUTING -j MARK --xor-mark 0x4000
# The source becomes the address of the outgoing interface.
ip netns exec service-ipvs.node1 iptables -t nat -A KUBE-POSTROUTING -m comment --comment 'kubernetes service traffic requiring SNAT' -j MASQUERADE --random-fully
# Set bit 0x4000 of the mark.
ip netns exec service-ipvs.node1 iptables -t nat -A KUBE-MARK-MASQ -j MARK --or-mark 0x4000
# The source is in no range.
ip netns exec service-ipvs.node1 iptables -A KUBE-SOURCE-RANGES-FIREWALL -j DROP
# Accept packets to be masqueraded, even if the policy of FORWARD is DROP.
ip netns exec service-ipvs.node1 iptables -A KUBE-FORWARD -m comment --comment 'kubernetes forwarding rules' -m mark --mark 0x4000/0x4000 -j ACCEPT
# Accept the other packets of accepted connections.
ip netns exec service-ipvs.node1 iptables -A KUBE-FORWARD -m comment --comment 'kubernetes forwarding conntrack rule' -m conntrack --ctstate RELATED,ESTABLISHED -j ACCEPT
# Accept health checks of load balancers.
ip netns exec service-ipvs.node1 iptables -A KUBE-NODE-PORT -m comment --comment 'Kubernetes health check node port' -m set --match-set KUBE-HEALTH-CHECK-NODE-PORT dst -j ACCEPT
# A port of a service.
ip netns exec service-ipvs.node1 iptables -A KUBE-IPVS-FILTER -m set --match-set KUBE-LOAD-BALANCER dst,dst -j RETURN
# A port of a service.
ip netns exec service-ipvs.node1 iptables -A KUBE-IPVS-FILTER -m set --match-set KUBE-CLUSTER-IP dst,dst -j RETURN
# A port of a service.
ip netns exec service-ipvs.node1 iptables -A KUBE-IPVS-FILTER -m set --match-set KUBE-EXTERNAL-IP dst,dst -j RETURN
# A port of a service.
ip netns exec service-ipvs.node1 iptables -A KUBE-IPVS-FILTER -m set --match-set KUBE-EXTERNAL-IP-LOCAL dst,dst -j RETURN
# A health check node port.
ip netns exec service-ipvs.node1 iptables -A KUBE-IPVS-FILTER -m set --match-set KUBE-HEALTH-CHECK-NODE-PORT dst -j RETURN
# Other ports would reach processes of the node that listen on all addresses.
ip netns exec service-ipvs.node1 iptables -A KUBE-IPVS-FILTER -m conntrack --ctstate NEW -m set --match-set KUBE-IPVS-IPS dst -j REJECT
# Create the chain FLANNEL-POSTRTG in the table nat.
ip netns exec service-ipvs.node1 iptables -t nat -N FLANNEL-POSTRTG
# The chain of flannel decides on source addresses.
ip netns exec service-ipvs.node1 iptables -t nat -A POSTROUTING -m comment --comment 'flanneld masq' -j FLANNEL-POSTRTG
# kube-proxy masquerades the packets that it marks.
ip netns exec service-ipvs.node1 iptables -t nat -A FLANNEL-POSTRTG -m mark --mark 0x4000/0x4000 -m comment --comment 'flanneld masq' -j RETURN
# Pods of this node keep their address towards other pods.
ip netns exec service-ipvs.node1 iptables -t nat -A FLANNEL-POSTRTG -s 10.244.1.0/24 -d 10.244.0.0/16 -m comment --comment 'flanneld masq' -j RETURN
# Other pods keep their address towards this node's pods.
ip netns exec service-ipvs.node1 iptables -t nat -A FLANNEL-POSTRTG -s 10.244.0.0/16 -d 10.244.1.0/24 -m comment --comment 'flanneld masq' -j RETURN
# Outside clients keep their address towards this node's pods.
ip netns exec service-ipvs.node1 iptables -t nat -A FLANNEL-POSTRTG ! -s 10.244.0.0/16 -d 10.244.1.0/24 -m comment --comment 'flanneld masq' -j RETURN
# Packets from pods to the outside get the node's address as their source.
ip netns exec service-ipvs.node1 iptables -t nat -A FLANNEL-POSTRTG -s 10.244.0.0/16 ! -d 224.0.0.0/4 -m comment --comment 'flanneld masq' -j MASQUERADE --random-fully
# Packets from outside to pods of other nodes get the node's address as their source.
ip netns exec service-ipvs.node1 iptables -t nat -A FLANNEL-POSTRTG ! -s 10.244.0.0/16 -d 10.244.0.0/16 -m comment --comment 'flanneld masq' -j MASQUERADE --random-fully
# Create the chain FLANNEL-FWD in the table filter.
ip netns exec service-ipvs.node1 iptables -N FLANNEL-FWD
# flannel accepts pod traffic even if the policy of FORWARD is DROP.
ip netns exec service-ipvs.node1 iptables -A FORWARD -m comment --comment 'flanneld forward' -j FLANNEL-FWD
# Accept packets from pods.
ip netns exec service-ipvs.node1 iptables -A FLANNEL-FWD -s 10.244.0.0/16 -m comment --comment 'flanneld forward' -j ACCEPT
# Accept packets to pods.
ip netns exec service-ipvs.node1 iptables -A FLANNEL-FWD -d 10.244.0.0/16 -m comment --comment 'flanneld forward' -j ACCEPT
# Packets to services: which are masqueraded.
ip netns exec service-ipvs.node2 iptables -t nat -N KUBE-SERVICES
# Masquerades the packets with the mark of kube-proxy.
ip netns exec service-ipvs.node2 iptables -t nat -N KUBE-POSTROUTING
# Packets to addresses of the node: which are masqueraded.
ip netns exec service-ipvs.node2 iptables -t nat -N KUBE-NODE-PORT
# Packets to load balancers' addresses: which are masqueraded.
ip netns exec service-ipvs.node2 iptables -t nat -N KUBE-LOAD-BALANCER
# Marks packets that need the node as their source.
ip netns exec service-ipvs.node2 iptables -t nat -N KUBE-MARK-MASQ
# Forwarded packets of services.
ip netns exec service-ipvs.node2 iptables -N KUBE-FORWARD
# Health check node ports.
ip netns exec service-ipvs.node2 iptables -N KUBE-NODE-PORT
# Load balancers' addresses with source ranges.
ip netns exec service-ipvs.node2 iptables -N KUBE-PROXY-FIREWALL
# Source ranges of load balancers.
ip netns exec service-ipvs.node2 iptables -N KUBE-SOURCE-RANGES-FIREWALL
# Other ports of the addresses of kube-ipvs0.
ip netns exec service-ipvs.node2 iptables -N KUBE-IPVS-FILTER
# The node's own packets to load balancers that do not allow it.
ip netns exec service-ipvs.node2 iptables -N KUBE-IPVS-OUT-FILTER
# Mark what needs the node as its source.
ip netns exec service-ipvs.node2 iptables -t nat -I OUTPUT -m comment --comment 'kubernetes service portals' -j KUBE-SERVICES
# Mark what needs the node as its source.
ip netns exec service-ipvs.node2 iptables -t nat -I PREROUTING -m comment --comment 'kubernetes service portals' -j KUBE-SERVICES
# Marked packets get the node's address.
ip netns exec service-ipvs.node2 iptables -t nat -I POSTROUTING -m comment --comment 'kubernetes postrouting rules' -j KUBE-POSTROUTING
# Accept packets of services.
ip netns exec service-ipvs.node2 iptables -I FORWARD -m comment --comment 'kubernetes forwarding rules' -j KUBE-FORWARD
# Accept health checks.
ip netns exec service-ipvs.node2 iptables -I INPUT -m comment --comment 'kubernetes health check rules' -j KUBE-NODE-PORT
# Check packets to load balancers' addresses.
ip netns exec service-ipvs.node2 iptables -I INPUT -m comment --comment 'kube-proxy firewall rules' -j KUBE-PROXY-FIREWALL
# Check packets to load balancers' addresses.
ip netns exec service-ipvs.node2 iptables -I FORWARD -m comment --comment 'kube-proxy firewall rules' -j KUBE-PROXY-FIREWALL
# Keep processes of the node off the addresses of services.
ip netns exec service-ipvs.node2 iptables -I INPUT -m comment --comment 'kubernetes ipvs access filter' -j KUBE-IPVS-FILTER
# Check the node's own packets to load balancers.
ip netns exec service-ipvs.node2 iptables -I OUTPUT -m comment --comment 'kubernetes ipvs access filter' -j KUBE-IPVS-OUT-FILTER
# Packets from localhost keep their source.
ip netns exec service-ipvs.node2 iptables -t nat -A KUBE-SERVICES -s 127.0.0.0/8 -j RETURN
# A pod reached itself: masquerade, or it would drop a packet from its own address.
ip netns exec service-ipvs.node2 iptables -t nat -A KUBE-POSTROUTING -m comment --comment 'Kubernetes endpoints dst ip:port, source ip for solving hairpin purpose' -m set --match-set KUBE-LOOP-BACK dst,dst,src -j MASQUERADE
# Masquerade, so that the reply returns through this node.
ip netns exec service-ipvs.node2 iptables -t nat -A KUBE-NODE-PORT -p tcp -m comment --comment 'Kubernetes nodeport TCP port for masquerade purpose' -m set --match-set KUBE-NODE-PORT-TCP dst -j KUBE-MARK-MASQ
# Masquerade connections to cluster IPs that are not from pods, so that the reply returns through this node.
ip netns exec service-ipvs.node2 iptables -t nat -A KUBE-SERVICES -m comment --comment 'Kubernetes service cluster ip + port for masquerade purpose' -m set --match-set KUBE-CLUSTER-IP dst,dst ! -s 10.244.0.0/16 -j KUBE-MARK-MASQ
# Packets to any address of the node may be for a node port.
ip netns exec service-ipvs.node2 iptables -t nat -A KUBE-SERVICES -m addrtype --dst-type LOCAL -j KUBE-NODE-PORT
# Masquerade, so that the reply returns through this node.
ip netns exec service-ipvs.node2 iptables -t nat -A KUBE-LOAD-BALANCER -j KUBE-MARK-MASQ
# No later rule changes these packets.
ip netns exec service-ipvs.node2 iptables -t nat -A KUBE-SERVICES -m set --match-set KUBE-CLUSTER-IP dst,dst -j ACCEPT
# Packets without the mark keep their source.
ip netns exec service-ipvs.node2 iptables -t nat -A KUBE-POSTROUTING -m mark ! --mark 0x4000/0x4000 -j RETURN
# Clear the mark, so that an encapsulated packet is not masqueraded again.
ip netns exec service-ipvs.node2 iptables -t nat -A KUBE-POSTROUTING -j MARK --xor-mark 0x4000
# The source becomes the address of the outgoing interface.
ip netns exec service-ipvs.node2 iptables -t nat -A KUBE-POSTROUTING -m comment --comment 'kubernetes service traffic requiring SNAT' -j MASQUERADE --random-fully
# Set bit 0x4000 of the mark.
ip netns exec service-ipvs.node2 iptables -t nat -A KUBE-MARK-MASQ -j MARK --or-mark 0x4000
# The source is in no range.
ip netns exec service-ipvs.node2 iptables -A KUBE-SOURCE-RANGES-FIREWALL -j DROP
# Accept packets to be masqueraded, even if the policy of FORWARD is DROP.
ip netns exec service-ipvs.node2 iptables -A KUBE-FORWARD -m comment --comment 'kubernetes forwarding rules' -m mark --mark 0x4000/0x4000 -j ACCEPT
# Accept the other packets of accepted connections.
ip netns exec service-ipvs.node2 iptables -A KUBE-FORWARD -m comment --comment 'kubernetes forwarding conntrack rule' -m conntrack --ctstate RELATED,ESTABLISHED -j ACCEPT
# Accept health checks of load balancers.
ip netns exec service-ipvs.node2 iptables -A KUBE-NODE-PORT -m comment --comment 'Kubernetes health check node port' -m set --match-set KUBE-HEALTH-CHECK-NODE-PORT dst -j ACCEPT
# A port of a service.
ip netns exec service-ipvs.node2 iptables -A KUBE-IPVS-FILTER -m set --match-set KUBE-LOAD-BALANCER dst,dst -j RETURN
# A port of a service.
ip netns exec service-ipvs.node2 iptables -A KUBE-IPVS-FILTER -m set --match-set KUBE-CLUSTER-IP dst,dst -j RETURN
# A port of a service.
ip netns exec service-ipvs.node2 iptables -A KUBE-IPVS-FILTER -m set --match-set KUBE-EXTERNAL-IP dst,dst -j RETURN
# A port of a service.
ip netns exec service-ipvs.node2 iptables -A KUBE-IPVS-FILTER -m set --match-set KUBE-EXTERNAL-IP-LOCAL dst,dst -j RETURN
# A health check node port.
ip netns exec service-ipvs.node2 iptables -A KUBE-IPVS-FILTER -m set --match-set KUBE-HEALTH-CHECK-NODE-PORT dst -j RETURN
# Other ports would reach processes of the node that listen on all addresses.
ip netns exec service-ipvs.node2 iptables -A KUBE-IPVS-FILTER -m conntrack --ctstate NEW -m set --match-set KUBE-IPVS-IPS dst -j REJECT
# Create the chain FLANNEL-POSTRTG in the table nat.
ip netns exec service-ipvs.node2 iptables -t nat -N FLANNEL-POSTRTG
# The chain of flannel decides on source addresses.
ip netns exec service-ipvs.node2 iptables -t nat -A POSTROUTING -m comment --comment 'flanneld masq' -j FLANNEL-POSTRTG
# kube-proxy masquerades the packets that it marks.
ip netns exec service-ipvs.node2 iptables -t nat -A FLANNEL-POSTRTG -m mark --mark 0x4000/0x4000 -m comment --comment 'flanneld masq' -j RETURN
# Pods of this node keep their address towards other pods.
ip netns exec service-ipvs.node2 iptables -t nat -A FLANNEL-POSTRTG -s 10.244.2.0/24 -d 10.244.0.0/16 -m comment --comment 'flanneld masq' -j RETURN
# Other pods keep their address towards this node's pods.
ip netns exec service-ipvs.node2 iptables -t nat -A FLANNEL-POSTRTG -s 10.244.0.0/16 -d 10.244.2.0/24 -m comment --comment 'flanneld masq' -j RETURN
# Outside clients keep their address towards this node's pods.
ip netns exec service-ipvs.node2 iptables -t nat -A FLANNEL-POSTRTG ! -s 10.244.0.0/16 -d 10.244.2.0/24 -m comment --comment 'flanneld masq' -j RETURN
# Packets from pods to the outside get the node's address as their source.
ip netns exec service-ipvs.node2 iptables -t nat -A FLANNEL-POSTRTG -s 10.244.0.0/16 ! -d 224.0.0.0/4 -m comment --comment 'flanneld masq' -j MASQUERADE --random-fully
# Packets from outside to pods of other nodes get the node's address as their source.
ip netns exec service-ipvs.node2 iptables -t nat -A FLANNEL-POSTRTG ! -s 10.244.0.0/16 -d 10.244.0.0/16 -m comment --comment 'flanneld masq' -j MASQUERADE --random-fully
# Create the chain FLANNEL-FWD in the table filter.
ip netns exec service-ipvs.node2 iptables -N FLANNEL-FWD
# flannel accepts pod traffic even if the policy of FORWARD is DROP.
ip netns exec service-ipvs.node2 iptables -A FORWARD -m comment --comment 'flanneld forward' -j FLANNEL-FWD
# Accept packets from pods.
ip netns exec service-ipvs.node2 iptables -A FLANNEL-FWD -s 10.244.0.0/16 -m comment --comment 'flanneld forward' -j ACCEPT
# Accept packets to pods.
ip netns exec service-ipvs.node2 iptables -A FLANNEL-FWD -d 10.244.0.0/16 -m comment --comment 'flanneld forward' -j ACCEPT
# node1 answers on 22/tcp with its name and the peer's address.
mkdir -p /run/netlab/service-ipvs/log /run/netlab/service-ipvs/pid
ip netns exec service-ipvs.node1 python3 -IS /run/netlab/service-ipvs/program/serve.py --name node1 22/tcp > /run/netlab/service-ipvs/log/node1.serve 2>&1 < /dev/null & echo $! > /run/netlab/service-ipvs/pid/node1.serve
timeout 10 sh -c 'until grep -qs "^$0" "$1"; do sleep 0.05; done' serving /run/netlab/service-ipvs/log/node1.serve
# node2 answers on 22/tcp with its name and the peer's address.
mkdir -p /run/netlab/service-ipvs/log /run/netlab/service-ipvs/pid
ip netns exec service-ipvs.node2 python3 -IS /run/netlab/service-ipvs/program/serve.py --name node2 22/tcp > /run/netlab/service-ipvs/log/node2.serve 2>&1 < /dev/null & echo $! > /run/netlab/service-ipvs/pid/node2.serve
timeout 10 sh -c 'until grep -qs "^$0" "$1"; do sleep 0.05; done' serving /run/netlab/service-ipvs/log/node2.serve
# web-1 answers on 8080/http with its name and the peer's address.
mkdir -p /run/netlab/service-ipvs/log /run/netlab/service-ipvs/pid
ip netns exec service-ipvs.web-1 python3 -IS /run/netlab/service-ipvs/program/serve.py --name web-1 8080/http > /run/netlab/service-ipvs/log/web-1.serve 2>&1 < /dev/null & echo $! > /run/netlab/service-ipvs/pid/web-1.serve
timeout 10 sh -c 'until grep -qs "^$0" "$1"; do sleep 0.05; done' serving /run/netlab/service-ipvs/log/web-1.serve
# web-2 answers on 8080/http with its name and the peer's address.
mkdir -p /run/netlab/service-ipvs/log /run/netlab/service-ipvs/pid
ip netns exec service-ipvs.web-2 python3 -IS /run/netlab/service-ipvs/program/serve.py --name web-2 8080/http > /run/netlab/service-ipvs/log/web-2.serve 2>&1 < /dev/null & echo $! > /run/netlab/service-ipvs/pid/web-2.serve
timeout 10 sh -c 'until grep -qs "^$0" "$1"; do sleep 0.05; done' serving /run/netlab/service-ipvs/log/web-2.serve
# outside answers on 80/http with its name and the peer's address.
mkdir -p /run/netlab/service-ipvs/log /run/netlab/service-ipvs/pid
ip netns exec service-ipvs.outside python3 -IS /run/netlab/service-ipvs/program/serve.py --name outside 80/http > /run/netlab/service-ipvs/log/outside.serve 2>&1 < /dev/null & echo $! > /run/netlab/service-ipvs/pid/outside.serve
timeout 10 sh -c 'until grep -qs "^$0" "$1"; do sleep 0.05; done' serving /run/netlab/service-ipvs/log/outside.serve
