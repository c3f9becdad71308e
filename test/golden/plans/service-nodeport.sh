#!/bin/sh
# Builds the lab service-nodeport, as root. netlab plan --format sh --down prints the script that removes it.
set -eu
umask 022
# node1 is a network namespace.
ip netns add service-nodeport.node1
# node2 is a network namespace.
ip netns add service-nodeport.node2
# router is a network namespace.
ip netns add service-nodeport.router
# client-1 is a network namespace.
ip netns add service-nodeport.client-1
# web-1 is a network namespace.
ip netns add service-nodeport.web-1
# client-2 is a network namespace.
ip netns add service-nodeport.client-2
# web-2 is a network namespace.
ip netns add service-nodeport.web-2
# outside is a network namespace.
ip netns add service-nodeport.outside
# underlay is a switch: a namespace that holds a bridge.
ip netns add service-nodeport.underlay
# The server of every node with serve.
mkdir -p /run/netlab/service-nodeport/program
printf %s '... src/programs/serve.py ...
' > /run/netlab/service-nodeport/program/serve.py
# Node names resolve inside node1.
mkdir -p /etc/netns/service-nodeport.node1
printf %s '127.0.0.1 localhost
127.0.0.1 node1
172.18.0.12 node2
172.18.0.1 router
10.244.1.2 client-1
10.244.1.3 web-1
10.244.2.2 client-2
10.244.2.3 web-2
172.18.0.100 outside
' > /etc/netns/service-nodeport.node1/hosts
# Node names resolve inside node2.
mkdir -p /etc/netns/service-nodeport.node2
printf %s '127.0.0.1 localhost
127.0.0.1 node2
172.18.0.11 node1
172.18.0.1 router
10.244.1.2 client-1
10.244.1.3 web-1
10.244.2.2 client-2
10.244.2.3 web-2
172.18.0.100 outside
' > /etc/netns/service-nodeport.node2/hosts
# Node names resolve inside router.
mkdir -p /etc/netns/service-nodeport.router
printf %s '127.0.0.1 localhost
127.0.0.1 router
172.18.0.11 node1
172.18.0.12 node2
10.244.1.2 client-1
10.244.1.3 web-1
10.244.2.2 client-2
10.244.2.3 web-2
172.18.0.100 outside
' > /etc/netns/service-nodeport.router/hosts
# Node names resolve inside client-1.
mkdir -p /etc/netns/service-nodeport.client-1
printf %s '127.0.0.1 localhost
127.0.0.1 client-1
172.18.0.11 node1
172.18.0.12 node2
172.18.0.1 router
10.244.1.3 web-1
10.244.2.2 client-2
10.244.2.3 web-2
172.18.0.100 outside
' > /etc/netns/service-nodeport.client-1/hosts
# Node names resolve inside web-1.
mkdir -p /etc/netns/service-nodeport.web-1
printf %s '127.0.0.1 localhost
127.0.0.1 web-1
172.18.0.11 node1
172.18.0.12 node2
172.18.0.1 router
10.244.1.2 client-1
10.244.2.2 client-2
10.244.2.3 web-2
172.18.0.100 outside
' > /etc/netns/service-nodeport.web-1/hosts
# Node names resolve inside client-2.
mkdir -p /etc/netns/service-nodeport.client-2
printf %s '127.0.0.1 localhost
127.0.0.1 client-2
172.18.0.11 node1
172.18.0.12 node2
172.18.0.1 router
10.244.1.2 client-1
10.244.1.3 web-1
10.244.2.3 web-2
172.18.0.100 outside
' > /etc/netns/service-nodeport.client-2/hosts
# Node names resolve inside web-2.
mkdir -p /etc/netns/service-nodeport.web-2
printf %s '127.0.0.1 localhost
127.0.0.1 web-2
172.18.0.11 node1
172.18.0.12 node2
172.18.0.1 router
10.244.1.2 client-1
10.244.1.3 web-1
10.244.2.2 client-2
172.18.0.100 outside
' > /etc/netns/service-nodeport.web-2/hosts
# Node names resolve inside outside.
mkdir -p /etc/netns/service-nodeport.outside
printf %s '127.0.0.1 localhost
127.0.0.1 outside
172.18.0.11 node1
172.18.0.12 node2
172.18.0.1 router
10.244.1.2 client-1
10.244.1.3 web-1
10.244.2.2 client-2
10.244.2.3 web-2
' > /etc/netns/service-nodeport.outside/hosts
# A node forwards packets only if the lab enables it.
ip netns exec service-nodeport.node1 sysctl -qw net.ipv4.ip_forward=0
# The reverse path filter is off unless the lab enables it.
ip netns exec service-nodeport.node1 sysctl -qw net.ipv4.conf.all.rp_filter=0
# The same for interfaces that are created later.
ip netns exec service-nodeport.node1 sysctl -qw net.ipv4.conf.default.rp_filter=0
# iptables does not filter bridged frames.
ip netns exec service-nodeport.node1 sysctl -qew net.bridge.bridge-nf-call-iptables=0
# ip6tables does not filter bridged frames.
ip netns exec service-nodeport.node1 sysctl -qew net.bridge.bridge-nf-call-ip6tables=0
# The lab uses no IPv6.
ip netns exec service-nodeport.node1 sysctl -qew net.ipv6.conf.all.disable_ipv6=1
# The same for interfaces that are created later.
ip netns exec service-nodeport.node1 sysctl -qew net.ipv6.conf.default.disable_ipv6=1
# Set the loopback interface up.
ip -n service-nodeport.node1 link set lo up
# A node forwards packets only if the lab enables it.
ip netns exec service-nodeport.node2 sysctl -qw net.ipv4.ip_forward=0
# The reverse path filter is off unless the lab enables it.
ip netns exec service-nodeport.node2 sysctl -qw net.ipv4.conf.all.rp_filter=0
# The same for interfaces that are created later.
ip netns exec service-nodeport.node2 sysctl -qw net.ipv4.conf.default.rp_filter=0
# iptables does not filter bridged frames.
ip netns exec service-nodeport.node2 sysctl -qew net.bridge.bridge-nf-call-iptables=0
# ip6tables does not filter bridged frames.
ip netns exec service-nodeport.node2 sysctl -qew net.bridge.bridge-nf-call-ip6tables=0
# The lab uses no IPv6.
ip netns exec service-nodeport.node2 sysctl -qew net.ipv6.conf.all.disable_ipv6=1
# The same for interfaces that are created later.
ip netns exec service-nodeport.node2 sysctl -qew net.ipv6.conf.default.disable_ipv6=1
# Set the loopback interface up.
ip -n service-nodeport.node2 link set lo up
# A node forwards packets only if the lab enables it.
ip netns exec service-nodeport.router sysctl -qw net.ipv4.ip_forward=0
# The reverse path filter is off unless the lab enables it.
ip netns exec service-nodeport.router sysctl -qw net.ipv4.conf.all.rp_filter=0
# The same for interfaces that are created later.
ip netns exec service-nodeport.router sysctl -qw net.ipv4.conf.default.rp_filter=0
# iptables does not filter bridged frames.
ip netns exec service-nodeport.router sysctl -qew net.bridge.bridge-nf-call-iptables=0
# ip6tables does not filter bridged frames.
ip netns exec service-nodeport.router sysctl -qew net.bridge.bridge-nf-call-ip6tables=0
# The lab uses no IPv6.
ip netns exec service-nodeport.router sysctl -qew net.ipv6.conf.all.disable_ipv6=1
# The same for interfaces that are created later.
ip netns exec service-nodeport.router sysctl -qew net.ipv6.conf.default.disable_ipv6=1
# Set the loopback interface up.
ip -n service-nodeport.router link set lo up
# A node forwards packets only if the lab enables it.
ip netns exec service-nodeport.client-1 sysctl -qw net.ipv4.ip_forward=0
# The reverse path filter is off unless the lab enables it.
ip netns exec service-nodeport.client-1 sysctl -qw net.ipv4.conf.all.rp_filter=0
# The same for interfaces that are created later.
ip netns exec service-nodeport.client-1 sysctl -qw net.ipv4.conf.default.rp_filter=0
# iptables does not filter bridged frames.
ip netns exec service-nodeport.client-1 sysctl -qew net.bridge.bridge-nf-call-iptables=0
# ip6tables does not filter bridged frames.
ip netns exec service-nodeport.client-1 sysctl -qew net.bridge.bridge-nf-call-ip6tables=0
# The lab uses no IPv6.
ip netns exec service-nodeport.client-1 sysctl -qew net.ipv6.conf.all.disable_ipv6=1
# The same for interfaces that are created later.
ip netns exec service-nodeport.client-1 sysctl -qew net.ipv6.conf.default.disable_ipv6=1
# Set the loopback interface up.
ip -n service-nodeport.client-1 link set lo up
# A node forwards packets only if the lab enables it.
ip netns exec service-nodeport.web-1 sysctl -qw net.ipv4.ip_forward=0
# The reverse path filter is off unless the lab enables it.
ip netns exec service-nodeport.web-1 sysctl -qw net.ipv4.conf.all.rp_filter=0
# The same for interfaces that are created later.
ip netns exec service-nodeport.web-1 sysctl -qw net.ipv4.conf.default.rp_filter=0
# iptables does not filter bridged frames.
ip netns exec service-nodeport.web-1 sysctl -qew net.bridge.bridge-nf-call-iptables=0
# ip6tables does not filter bridged frames.
ip netns exec service-nodeport.web-1 sysctl -qew net.bridge.bridge-nf-call-ip6tables=0
# The lab uses no IPv6.
ip netns exec service-nodeport.web-1 sysctl -qew net.ipv6.conf.all.disable_ipv6=1
# The same for interfaces that are created later.
ip netns exec service-nodeport.web-1 sysctl -qew net.ipv6.conf.default.disable_ipv6=1
# Set the loopback interface up.
ip -n service-nodeport.web-1 link set lo up
# A node forwards packets only if the lab enables it.
ip netns exec service-nodeport.client-2 sysctl -qw net.ipv4.ip_forward=0
# The reverse path filter is off unless the lab enables it.
ip netns exec service-nodeport.client-2 sysctl -qw net.ipv4.conf.all.rp_filter=0
# The same for interfaces that are created later.
ip netns exec service-nodeport.client-2 sysctl -qw net.ipv4.conf.default.rp_filter=0
# iptables does not filter bridged frames.
ip netns exec service-nodeport.client-2 sysctl -qew net.bridge.bridge-nf-call-iptables=0
# ip6tables does not filter bridged frames.
ip netns exec service-nodeport.client-2 sysctl -qew net.bridge.bridge-nf-call-ip6tables=0
# The lab uses no IPv6.
ip netns exec service-nodeport.client-2 sysctl -qew net.ipv6.conf.all.disable_ipv6=1
# The same for interfaces that are created later.
ip netns exec service-nodeport.client-2 sysctl -qew net.ipv6.conf.default.disable_ipv6=1
# Set the loopback interface up.
ip -n service-nodeport.client-2 link set lo up
# A node forwards packets only if the lab enables it.
ip netns exec service-nodeport.web-2 sysctl -qw net.ipv4.ip_forward=0
# The reverse path filter is off unless the lab enables it.
ip netns exec service-nodeport.web-2 sysctl -qw net.ipv4.conf.all.rp_filter=0
# The same for interfaces that are created later.
ip netns exec service-nodeport.web-2 sysctl -qw net.ipv4.conf.default.rp_filter=0
# iptables does not filter bridged frames.
ip netns exec service-nodeport.web-2 sysctl -qew net.bridge.bridge-nf-call-iptables=0
# ip6tables does not filter bridged frames.
ip netns exec service-nodeport.web-2 sysctl -qew net.bridge.bridge-nf-call-ip6tables=0
# The lab uses no IPv6.
ip netns exec service-nodeport.web-2 sysctl -qew net.ipv6.conf.all.disable_ipv6=1
# The same for interfaces that are created later.
ip netns exec service-nodeport.web-2 sysctl -qew net.ipv6.conf.default.disable_ipv6=1
# Set the loopback interface up.
ip -n service-nodeport.web-2 link set lo up
# A node forwards packets only if the lab enables it.
ip netns exec service-nodeport.outside sysctl -qw net.ipv4.ip_forward=0
# The reverse path filter is off unless the lab enables it.
ip netns exec service-nodeport.outside sysctl -qw net.ipv4.conf.all.rp_filter=0
# The same for interfaces that are created later.
ip netns exec service-nodeport.outside sysctl -qw net.ipv4.conf.default.rp_filter=0
# iptables does not filter bridged frames.
ip netns exec service-nodeport.outside sysctl -qew net.bridge.bridge-nf-call-iptables=0
# ip6tables does not filter bridged frames.
ip netns exec service-nodeport.outside sysctl -qew net.bridge.bridge-nf-call-ip6tables=0
# The lab uses no IPv6.
ip netns exec service-nodeport.outside sysctl -qew net.ipv6.conf.all.disable_ipv6=1
# The same for interfaces that are created later.
ip netns exec service-nodeport.outside sysctl -qew net.ipv6.conf.default.disable_ipv6=1
# Set the loopback interface up.
ip -n service-nodeport.outside link set lo up
# A node forwards packets only if the lab enables it.
ip netns exec service-nodeport.underlay sysctl -qw net.ipv4.ip_forward=0
# The reverse path filter is off unless the lab enables it.
ip netns exec service-nodeport.underlay sysctl -qw net.ipv4.conf.all.rp_filter=0
# The same for interfaces that are created later.
ip netns exec service-nodeport.underlay sysctl -qw net.ipv4.conf.default.rp_filter=0
# iptables does not filter bridged frames.
ip netns exec service-nodeport.underlay sysctl -qew net.bridge.bridge-nf-call-iptables=0
# ip6tables does not filter bridged frames.
ip netns exec service-nodeport.underlay sysctl -qew net.bridge.bridge-nf-call-ip6tables=0
# The lab uses no IPv6.
ip netns exec service-nodeport.underlay sysctl -qew net.ipv6.conf.all.disable_ipv6=1
# The same for interfaces that are created later.
ip netns exec service-nodeport.underlay sysctl -qew net.ipv6.conf.default.disable_ipv6=1
# Set the loopback interface up.
ip -n service-nodeport.underlay link set lo up
# cni0 connects the pods of node1 and is their gateway; its MTU leaves room for the encapsulation.
ip -n service-nodeport.node1 link add cni0 address 02:59:b2:18:19:48 mtu 1500 up type bridge stp_state 0 mcast_snooping 0
# cni0 connects the pods of node2 and is their gateway; its MTU leaves room for the encapsulation.
ip -n service-nodeport.node2 link add cni0 address 02:93:74:c6:1c:f7 mtu 1500 up type bridge stp_state 0 mcast_snooping 0
# underlay is a switch between node1, node2, router, outside.
ip -n service-nodeport.underlay link add br0 up type bridge stp_state 0 mcast_snooping 0
# The veth pair of client-1 to cni0 of node1.
ip -n service-nodeport.node1 link add vethb2bc630c mtu 1500 up master cni0 type veth peer name eth0 mtu 1500 netns service-nodeport.client-1
# The veth pair of web-1 to cni0 of node1.
ip -n service-nodeport.node1 link add veth4c328c57 mtu 1500 up master cni0 type veth peer name eth0 mtu 1500 netns service-nodeport.web-1
# The veth pair of client-2 to cni0 of node2.
ip -n service-nodeport.node2 link add veth46fb6246 mtu 1500 up master cni0 type veth peer name eth0 mtu 1500 netns service-nodeport.client-2
# The veth pair of web-2 to cni0 of node2.
ip -n service-nodeport.node2 link add veth6f15f24e mtu 1500 up master cni0 type veth peer name eth0 mtu 1500 netns service-nodeport.web-2
# node1's eth0 is plugged into underlay.
ip -n service-nodeport.underlay link add node1 up master br0 type veth peer name eth0 netns service-nodeport.node1
# node2's eth0 is plugged into underlay.
ip -n service-nodeport.underlay link add node2 up master br0 type veth peer name eth0 netns service-nodeport.node2
# router's eth0 is plugged into underlay.
ip -n service-nodeport.underlay link add router up master br0 type veth peer name eth0 netns service-nodeport.router
# outside's eth0 is plugged into underlay.
ip -n service-nodeport.underlay link add outside up master br0 type veth peer name eth0 netns service-nodeport.outside
# Set eth0 of node1 up.
ip -n service-nodeport.node1 link set eth0 up
# Set eth0 of node2 up.
ip -n service-nodeport.node2 link set eth0 up
# Set eth0 of router up.
ip -n service-nodeport.router link set eth0 up
# Set eth0 of client-1 up.
ip -n service-nodeport.client-1 link set eth0 up
# Set eth0 of web-1 up.
ip -n service-nodeport.web-1 link set eth0 up
# Set eth0 of client-2 up.
ip -n service-nodeport.client-2 link set eth0 up
# Set eth0 of web-2 up.
ip -n service-nodeport.web-2 link set eth0 up
# Set eth0 of outside up.
ip -n service-nodeport.outside link set eth0 up
# cni0 may send a frame back out of vethb2bc630c, the port that it arrived on.
bridge -n service-nodeport.node1 link set dev vethb2bc630c hairpin on
# cni0 may send a frame back out of veth4c328c57, the port that it arrived on.
bridge -n service-nodeport.node1 link set dev veth4c328c57 hairpin on
# cni0 may send a frame back out of veth46fb6246, the port that it arrived on.
bridge -n service-nodeport.node2 link set dev veth46fb6246 hairpin on
# cni0 may send a frame back out of veth6f15f24e, the port that it arrived on.
bridge -n service-nodeport.node2 link set dev veth6f15f24e hairpin on
# node1 has the address 172.18.0.11 on eth0.
ip -n service-nodeport.node1 addr add 172.18.0.11/24 dev eth0
# node1 has the address 10.244.1.1 on cni0.
ip -n service-nodeport.node1 addr add 10.244.1.1/24 brd + dev cni0
# node2 has the address 172.18.0.12 on eth0.
ip -n service-nodeport.node2 addr add 172.18.0.12/24 dev eth0
# node2 has the address 10.244.2.1 on cni0.
ip -n service-nodeport.node2 addr add 10.244.2.1/24 brd + dev cni0
# router has the address 172.18.0.1 on eth0.
ip -n service-nodeport.router addr add 172.18.0.1/24 dev eth0
# client-1 has the address 10.244.1.2 on eth0.
ip -n service-nodeport.client-1 addr add 10.244.1.2/24 brd + dev eth0
# web-1 has the address 10.244.1.3 on eth0.
ip -n service-nodeport.web-1 addr add 10.244.1.3/24 brd + dev eth0
# client-2 has the address 10.244.2.2 on eth0.
ip -n service-nodeport.client-2 addr add 10.244.2.2/24 brd + dev eth0
# web-2 has the address 10.244.2.3 on eth0.
ip -n service-nodeport.web-2 addr add 10.244.2.3/24 brd + dev eth0
# outside has the address 172.18.0.100 on eth0.
ip -n service-nodeport.outside addr add 172.18.0.100/24 dev eth0
# Node ports answer at 127.0.0.1, too.
ip netns exec service-nodeport.node1 sysctl -qw net.ipv4.conf.all.route_localnet=1
# node1 forwards IPv4 packets: it is a router.
ip netns exec service-nodeport.node1 sysctl -qw net.ipv4.ip_forward=1
# Packets between pods of node1 pass its iptables rules, although cni0 only bridges them.
ip netns exec service-nodeport.node1 sysctl -qw net.bridge.bridge-nf-call-iptables=1
# Set net.ipv4.icmp_ratelimit in node1.
ip netns exec service-nodeport.node1 sysctl -qw net.ipv4.icmp_ratelimit=0
# Node ports answer at 127.0.0.1, too.
ip netns exec service-nodeport.node2 sysctl -qw net.ipv4.conf.all.route_localnet=1
# node2 forwards IPv4 packets: it is a router.
ip netns exec service-nodeport.node2 sysctl -qw net.ipv4.ip_forward=1
# Packets between pods of node2 pass its iptables rules, although cni0 only bridges them.
ip netns exec service-nodeport.node2 sysctl -qw net.bridge.bridge-nf-call-iptables=1
# Set net.ipv4.icmp_ratelimit in node2.
ip netns exec service-nodeport.node2 sysctl -qw net.ipv4.icmp_ratelimit=0
# router forwards IPv4 packets: it is a router.
ip netns exec service-nodeport.router sysctl -qw net.ipv4.ip_forward=1
# The default route of node1; without it, node1 itself could not connect to cluster IPs.
ip -n service-nodeport.node1 route add default via 172.18.0.1
# Reach pods of node2 through node2 itself (172.18.0.12).
ip -n service-nodeport.node1 route add 10.244.2.0/24 via 172.18.0.12 dev eth0
# The default route of node2; without it, node2 itself could not connect to cluster IPs.
ip -n service-nodeport.node2 route add default via 172.18.0.1
# Reach pods of node1 through node1 itself (172.18.0.11).
ip -n service-nodeport.node2 route add 10.244.1.0/24 via 172.18.0.11 dev eth0
# The default gateway of a pod is cni0 of node1.
ip -n service-nodeport.client-1 route add default via 10.244.1.1
# flannel's route to the pods of all nodes.
ip -n service-nodeport.client-1 route add 10.244.0.0/16 via 10.244.1.1
# The default gateway of a pod is cni0 of node1.
ip -n service-nodeport.web-1 route add default via 10.244.1.1
# flannel's route to the pods of all nodes.
ip -n service-nodeport.web-1 route add 10.244.0.0/16 via 10.244.1.1
# The default gateway of a pod is cni0 of node2.
ip -n service-nodeport.client-2 route add default via 10.244.2.1
# flannel's route to the pods of all nodes.
ip -n service-nodeport.client-2 route add 10.244.0.0/16 via 10.244.2.1
# The default gateway of a pod is cni0 of node2.
ip -n service-nodeport.web-2 route add default via 10.244.2.1
# flannel's route to the pods of all nodes.
ip -n service-nodeport.web-2 route add 10.244.0.0/16 via 10.244.2.1
# outside reaches 10.96.0.0/16 through node2 (172.18.0.12).
ip -n service-nodeport.outside route add 10.96.0.0/16 via 172.18.0.12
# outside reaches 10.244.1.0/24 through node2 (172.18.0.12).
ip -n service-nodeport.outside route add 10.244.1.0/24 via 172.18.0.12
# outside reaches 10.244.2.0/24 through node1 (172.18.0.11).
ip -n service-nodeport.outside route add 10.244.2.0/24 via 172.18.0.11
# kube-proxy writes all rules again when this chain of mangle has gone.
ip netns exec service-nodeport.node1 iptables -t mangle -N KUBE-PROXY-CANARY
# kube-proxy writes all rules again when this chain of nat has gone.
ip netns exec service-nodeport.node1 iptables -t nat -N KUBE-PROXY-CANARY
# kube-proxy writes all rules again when this chain of filter has gone.
ip netns exec service-nodeport.node1 iptables -N KUBE-PROXY-CANARY
# Cluster IPs without endpoints.
ip netns exec service-nodeport.node1 iptables -N KUBE-SERVICES
# External addresses and node ports without endpoints.
ip netns exec service-nodeport.node1 iptables -N KUBE-EXTERNAL-SERVICES
# Forwarded packets of services.
ip netns exec service-nodeport.node1 iptables -N KUBE-FORWARD
# Health check node ports.
ip netns exec service-nodeport.node1 iptables -N KUBE-NODEPORTS
# Load balancers' addresses with source ranges.
ip netns exec service-nodeport.node1 iptables -N KUBE-PROXY-FIREWALL
# Packets from other hosts to 127.0.0.0/8.
ip netns exec service-nodeport.node1 iptables -N KUBE-FIREWALL
# One rule for each address of a service, then the node ports.
ip netns exec service-nodeport.node1 iptables -t nat -N KUBE-SERVICES
# One rule for each node port.
ip netns exec service-nodeport.node1 iptables -t nat -N KUBE-NODEPORTS
# Masquerades the packets with the mark of kube-proxy.
ip netns exec service-nodeport.node1 iptables -t nat -N KUBE-POSTROUTING
# Marks packets that need the node as their source.
ip netns exec service-nodeport.node1 iptables -t nat -N KUBE-MARK-MASQ
# Check new connections to external addresses.
ip netns exec service-nodeport.node1 iptables -I INPUT -m conntrack --ctstate NEW -m comment --comment 'kubernetes externally-visible service portals' -j KUBE-EXTERNAL-SERVICES
# Check new connections to external addresses.
ip netns exec service-nodeport.node1 iptables -I FORWARD -m conntrack --ctstate NEW -m comment --comment 'kubernetes externally-visible service portals' -j KUBE-EXTERNAL-SERVICES
# Accept health checks of load balancers.
ip netns exec service-nodeport.node1 iptables -I INPUT -m comment --comment 'kubernetes health check service ports' -j KUBE-NODEPORTS
# Check new connections to services.
ip netns exec service-nodeport.node1 iptables -I FORWARD -m conntrack --ctstate NEW -m comment --comment 'kubernetes service portals' -j KUBE-SERVICES
# Check new connections of the node itself.
ip netns exec service-nodeport.node1 iptables -I OUTPUT -m conntrack --ctstate NEW -m comment --comment 'kubernetes service portals' -j KUBE-SERVICES
# Accept packets of services.
ip netns exec service-nodeport.node1 iptables -I FORWARD -m comment --comment 'kubernetes forwarding rules' -j KUBE-FORWARD
# Check new connections to load balancers' addresses.
ip netns exec service-nodeport.node1 iptables -I INPUT -m conntrack --ctstate NEW -m comment --comment 'kubernetes load balancer firewall' -j KUBE-PROXY-FIREWALL
# Check new connections to load balancers' addresses.
ip netns exec service-nodeport.node1 iptables -I OUTPUT -m conntrack --ctstate NEW -m comment --comment 'kubernetes load balancer firewall' -j KUBE-PROXY-FIREWALL
# Check new connections to load balancers' addresses.
ip netns exec service-nodeport.node1 iptables -I FORWARD -m conntrack --ctstate NEW -m comment --comment 'kubernetes load balancer firewall' -j KUBE-PROXY-FIREWALL
# Check packets to 127.0.0.0/8.
ip netns exec service-nodeport.node1 iptables -I INPUT -j KUBE-FIREWALL
# Check packets to 127.0.0.0/8.
ip netns exec service-nodeport.node1 iptables -I OUTPUT -j KUBE-FIREWALL
# Services get the address of one of their pods.
ip netns exec service-nodeport.node1 iptables -t nat -I OUTPUT -m comment --comment 'kubernetes service portals' -j KUBE-SERVICES
# Services get the address of one of their pods.
ip netns exec service-nodeport.node1 iptables -t nat -I PREROUTING -m comment --comment 'kubernetes service portals' -j KUBE-SERVICES
# Marked packets get the node's address.
ip netns exec service-nodeport.node1 iptables -t nat -I POSTROUTING -m comment --comment 'kubernetes postrouting rules' -j KUBE-POSTROUTING
# With route_localnet, another host could otherwise reach 127.0.0.1 of the node (CVE-2020-8558).
ip netns exec service-nodeport.node1 iptables -A KUBE-FIREWALL -m comment --comment 'block incoming localnet connections' -d 127.0.0.0/8 ! -s 127.0.0.0/8 -m conntrack ! --ctstate RELATED,ESTABLISHED,DNAT -j DROP
# conntrack does not translate an invalid packet back, so the client would answer it with a reset.
ip netns exec service-nodeport.node1 iptables -A KUBE-FORWARD -m conntrack --ctstate INVALID -j DROP
# Accept packets to be masqueraded, even if the policy of FORWARD is DROP.
ip netns exec service-nodeport.node1 iptables -A KUBE-FORWARD -m comment --comment 'kubernetes forwarding rules' -m mark --mark 0x4000/0x4000 -j ACCEPT
# Accept the other packets of accepted connections.
ip netns exec service-nodeport.node1 iptables -A KUBE-FORWARD -m comment --comment 'kubernetes forwarding conntrack rule' -m conntrack --ctstate RELATED,ESTABLISHED -j ACCEPT
# Set bit 0x4000 of the mark.
ip netns exec service-nodeport.node1 iptables -t nat -A KUBE-MARK-MASQ -j MARK --or-mark 0x4000
# Packets without the mark keep their source.
ip netns exec service-nodeport.node1 iptables -t nat -A KUBE-POSTROUTING -m mark ! --mark 0x4000/0x4000 -j RETURN
# Clear the mark, so that an encapsulated packet is not masqueraded again.
ip netns exec service-nodeport.node1 iptables -t nat -A KUBE-POSTROUTING -j MARK --xor-mark 0x4000
# The source becomes the address of the outgoing interface.
ip netns exec service-nodeport.node1 iptables -t nat -A KUBE-POSTROUTING -m comment --comment 'kubernetes service traffic requiring SNAT' -j MASQUERADE --random-fully
# default/cluster: packets to an external address or a node port.
ip netns exec service-nodeport.node1 iptables -t nat -N KUBE-EXT-UHKCIMWY72VOYINW
# default/cluster: select one of all endpoints.
ip netns exec service-nodeport.node1 iptables -t nat -N KUBE-SVC-UHKCIMWY72VOYINW
# default/cluster: the endpoint web-2.
ip netns exec service-nodeport.node1 iptables -t nat -N KUBE-SEP-WKOG2723O72U6ICB
# default/local: packets to an external address or a node port.
ip netns exec service-nodeport.node1 iptables -t nat -N KUBE-EXT-NEXWZWH5PGMW4KIO
# default/local: select one of all endpoints.
ip netns exec service-nodeport.node1 iptables -t nat -N KUBE-SVC-NEXWZWH5PGMW4KIO
# default/local: the endpoint web-2.
ip netns exec service-nodeport.node1 iptables -t nat -N KUBE-SEP-VJIBCEA6UQHCGW6U
# default/near: packets to an external address or a node port.
ip netns exec service-nodeport.node1 iptables -t nat -N KUBE-EXT-JP74GBMZCWWFJUWR
# default/near: select one of all endpoints.
ip netns exec service-nodeport.node1 iptables -t nat -N KUBE-SVC-JP74GBMZCWWFJUWR
# default/near: the endpoint web-1.
ip netns exec service-nodeport.node1 iptables -t nat -N KUBE-SEP-FEHFOT6AATBPM4Q2
# default/none has no endpoints: answer that the port is unreachable.
ip netns exec service-nodeport.node1 iptables -A KUBE-SERVICES -m comment --comment 'default/none has no endpoints' -m tcp -p tcp -d 10.96.0.13 --dport 80 -j REJECT
# default/local has endpoints, but not on this node: drop packets.
ip netns exec service-nodeport.node1 iptables -A KUBE-EXTERNAL-SERVICES -m comment --comment 'default/local has no local endpoints' -m addrtype --dst-type LOCAL -m tcp -p tcp --dport 30081 -j DROP
# default/none has no endpoints: answer that the port is unreachable.
ip netns exec service-nodeport.node1 iptables -A KUBE-EXTERNAL-SERVICES -m comment --comment 'default/none has no endpoints' -m addrtype --dst-type LOCAL -m tcp -p tcp --dport 30083 -j REJECT
# Node port 30080 is for default/cluster.
ip netns exec service-nodeport.node1 iptables -t nat -A KUBE-NODEPORTS -m comment --comment default/cluster -m tcp -p tcp --dport 30080 -j KUBE-EXT-UHKCIMWY72VOYINW
# Node port 30081 is for default/local.
ip netns exec service-nodeport.node1 iptables -t nat -A KUBE-NODEPORTS -m comment --comment default/local -m tcp -p tcp --dport 30081 -j KUBE-EXT-NEXWZWH5PGMW4KIO
# Node port 30082 is for default/near.
ip netns exec service-nodeport.node1 iptables -t nat -A KUBE-NODEPORTS -m comment --comment default/near -m tcp -p tcp --dport 30082 -j KUBE-EXT-JP74GBMZCWWFJUWR
# Connections to 10.96.0.10:80 are for default/cluster.
ip netns exec service-nodeport.node1 iptables -t nat -A KUBE-SERVICES -m comment --comment 'default/cluster cluster IP' -m tcp -p tcp -d 10.96.0.10 --dport 80 -j KUBE-SVC-UHKCIMWY72VOYINW
# Connections to 10.96.0.11:80 are for default/local.
ip netns exec service-nodeport.node1 iptables -t nat -A KUBE-SERVICES -m comment --comment 'default/local cluster IP' -m tcp -p tcp -d 10.96.0.11 --dport 80 -j KUBE-SVC-NEXWZWH5PGMW4KIO
# Connections to 10.96.0.12:80 are for default/near.
ip netns exec service-nodeport.node1 iptables -t nat -A KUBE-SERVICES -m comment --comment 'default/near cluster IP' -m tcp -p tcp -d 10.96.0.12 --dport 80 -j KUBE-SVC-JP74GBMZCWWFJUWR
# Connections to any address of the node may be for a node port.
ip netns exec service-nodeport.node1 iptables -t nat -A KUBE-SERVICES -m comment --comment 'kubernetes service nodeports; NOTE: this must be the last rule in this chain' -m addrtype --dst-type LOCAL -j KUBE-NODEPORTS
# Masquerade, so that the reply returns through this node.
ip netns exec service-nodeport.node1 iptables -t nat -A KUBE-EXT-UHKCIMWY72VOYINW -m comment --comment 'masquerade traffic for default/cluster external destinations' -j KUBE-MARK-MASQ
# Select one of all endpoints of default/cluster.
ip netns exec service-nodeport.node1 iptables -t nat -A KUBE-EXT-UHKCIMWY72VOYINW -j KUBE-SVC-UHKCIMWY72VOYINW
# Masquerade connections to the cluster IP that are not from pods, so that the reply returns through this node.
ip netns exec service-nodeport.node1 iptables -t nat -A KUBE-SVC-UHKCIMWY72VOYINW -m comment --comment 'default/cluster cluster IP' -m tcp -p tcp -d 10.96.0.10 --dport 80 ! -s 10.244.0.0/16 -j KUBE-MARK-MASQ
# All others go to web-2.
ip netns exec service-nodeport.node1 iptables -t nat -A KUBE-SVC-UHKCIMWY72VOYINW -m comment --comment 'default/cluster -> 10.244.2.3:8080' -j KUBE-SEP-WKOG2723O72U6ICB
# web-2 reached itself: masquerade, or it would drop a packet from its own address.
ip netns exec service-nodeport.node1 iptables -t nat -A KUBE-SEP-WKOG2723O72U6ICB -m comment --comment default/cluster -s 10.244.2.3 -j KUBE-MARK-MASQ
# The destination becomes web-2.
ip netns exec service-nodeport.node1 iptables -t nat -A KUBE-SEP-WKOG2723O72U6ICB -m comment --comment default/cluster -m tcp -p tcp -j DNAT --to-destination 10.244.2.3:8080
# Pods may use all endpoints, as with the cluster IP.
ip netns exec service-nodeport.node1 iptables -t nat -A KUBE-EXT-NEXWZWH5PGMW4KIO -m comment --comment 'pod traffic for default/local external destinations' -s 10.244.0.0/16 -j KUBE-SVC-NEXWZWH5PGMW4KIO
# The node itself may use all endpoints, and is masqueraded.
ip netns exec service-nodeport.node1 iptables -t nat -A KUBE-EXT-NEXWZWH5PGMW4KIO -m comment --comment 'masquerade LOCAL traffic for default/local external destinations' -m addrtype --src-type LOCAL -j KUBE-MARK-MASQ
# The node itself may use all endpoints.
ip netns exec service-nodeport.node1 iptables -t nat -A KUBE-EXT-NEXWZWH5PGMW4KIO -m comment --comment 'route LOCAL traffic for default/local external destinations' -m addrtype --src-type LOCAL -j KUBE-SVC-NEXWZWH5PGMW4KIO
# Masquerade connections to the cluster IP that are not from pods, so that the reply returns through this node.
ip netns exec service-nodeport.node1 iptables -t nat -A KUBE-SVC-NEXWZWH5PGMW4KIO -m comment --comment 'default/local cluster IP' -m tcp -p tcp -d 10.96.0.11 --dport 80 ! -s 10.244.0.0/16 -j KUBE-MARK-MASQ
# All others go to web-2.
ip netns exec service-nodeport.node1 iptables -t nat -A KUBE-SVC-NEXWZWH5PGMW4KIO -m comment --comment 'default/local -> 10.244.2.3:8080' -j KUBE-SEP-VJIBCEA6UQHCGW6U
# web-2 reached itself: masquerade, or it would drop a packet from its own address.
ip netns exec service-nodeport.node1 iptables -t nat -A KUBE-SEP-VJIBCEA6UQHCGW6U -m comment --comment default/local -s 10.244.2.3 -j KUBE-MARK-MASQ
# The destination becomes web-2.
ip netns exec service-nodeport.node1 iptables -t nat -A KUBE-SEP-VJIBCEA6UQHCGW6U -m comment --comment default/local -m tcp -p tcp -j DNAT --to-destination 10.244.2.3:8080
# Masquerade, so that the reply returns through this node.
ip netns exec service-nodeport.node1 iptables -t nat -A KUBE-EXT-JP74GBMZCWWFJUWR -m comment --comment 'masquerade traffic for default/near external destinations' -j KUBE-MARK-MASQ
# Select one of all endpoints of default/near.
ip netns exec service-nodeport.node1 iptables -t nat -A KUBE-EXT-JP74GBMZCWWFJUWR -j KUBE-SVC-JP74GBMZCWWFJUWR
# Masquerade connections to the cluster IP that are not from pods, so that the reply returns through this node.
ip netns exec service-nodeport.node1 iptables -t nat -A KUBE-SVC-JP74GBMZCWWFJUWR -m comment --comment 'default/near cluster IP' -m tcp -p tcp -d 10.96.0.12 --dport 80 ! -s 10.244.0.0/16 -j KUBE-MARK-MASQ
# All others go to web-1.
ip netns exec service-nodeport.node1 iptables -t nat -A KUBE-SVC-JP74GBMZCWWFJUWR -m comment --comment 'default/near -> 10.244.1.3:8080' -j KUBE-SEP-FEHFOT6AATBPM4Q2
# web-1 reached itself: masquerade, or it would drop a packet from its own address.
ip netns exec service-nodeport.node1 iptables -t nat -A KUBE-SEP-FEHFOT6AATBPM4Q2 -m comment --comment default/near -s 10.244.1.3 -j KUBE-MARK-MASQ
# The destination becomes web-1.
ip netns exec service-nodeport.node1 iptables -t nat -A KUBE-SEP-FEHFOT6AATBPM4Q2 -m comment --comment default/near -m tcp -p tcp -j DNAT --to-destination 10.244.1.3:8080
# Create the chain FLANNEL-POSTRTG in the table nat.
ip netns exec service-nodeport.node1 iptables -t nat -N FLANNEL-POSTRTG
# The chain of flannel decides on source addresses.
ip netns exec service-nodeport.node1 iptables -t nat -A POSTROUTING -m comment --comment 'flanneld masq' -j FLANNEL-POSTRTG
# kube-proxy masquerades the packets that it marks.
ip netns exec service-nodeport.node1 iptables -t nat -A FLANNEL-POSTRTG -m mark --mark 0x4000/0x4000 -m comment --comment 'flanneld masq' -j RETURN
# Pods of this node keep their address towards other pods.
ip netns exec service-nodeport.node1 iptables -t nat -A FLANNEL-POSTRTG -s 10.244.1.0/24 -d 10.244.0.0/16 -m comment --comment 'flanneld masq' -j RETURN
# Other pods keep their address towards this node's pods.
ip netns exec service-nodeport.node1 iptables -t nat -A FLANNEL-POSTRTG -s 10.244.0.0/16 -d 10.244.1.0/24 -m comment --comment 'flanneld masq' -j RETURN
# Outside clients keep their address towards this node's pods.
ip netns exec service-nodeport.node1 iptables -t nat -A FLANNEL-POSTRTG ! -s 10.244.0.0/16 -d 10.244.1.0/24 -m comment --comment 'flanneld masq' -j RETURN
# Packets from pods to the outside get the node's address as their source.
ip netns exec service-nodeport.node1 iptables -t nat -A FLANNEL-POSTRTG -s 10.244.0.0/16 ! -d 224.0.0.0/4 -m comment --comment 'flanneld masq' -j MASQUERADE --random-fully
# Packets from outside to pods of other nodes get the node's address as their source.
ip netns exec service-nodeport.node1 iptables -t nat -A FLANNEL-POSTRTG ! -s 10.244.0.0/16 -d 10.244.0.0/16 -m comment --comment 'flanneld masq' -j MASQUERADE --random-fully
# Create the chain FLANNEL-FWD in the table filter.
ip netns exec service-nodeport.node1 iptables -N FLANNEL-FWD
# flannel accepts pod traffic even if the policy of FORWARD is DROP.
ip netns exec service-nodeport.node1 iptables -A FORWARD -m comment --comment 'flanneld forward' -j FLANNEL-FWD
# Accept packets from pods.
ip netns exec service-nodeport.node1 iptables -A FLANNEL-FWD -s 10.244.0.0/16 -m comment --comment 'flanneld forward' -j ACCEPT
# Accept packets to pods.
ip netns exec service-nodeport.node1 iptables -A FLANNEL-FWD -d 10.244.0.0/16 -m comment --comment 'flanneld forward' -j ACCEPT
# kube-proxy writes all rules again when this chain of mangle has gone.
ip netns exec service-nodeport.node2 iptables -t mangle -N KUBE-PROXY-CANARY
# kube-proxy writes all rules again when this chain of nat has gone.
ip netns exec service-nodeport.node2 iptables -t nat -N KUBE-PROXY-CANARY
# kube-proxy writes all rules again when this chain of filter has gone.
ip netns exec service-nodeport.node2 iptables -N KUBE-PROXY-CANARY
# Cluster IPs without endpoints.
ip netns exec service-nodeport.node2 iptables -N KUBE-SERVICES
# External addresses and node ports without endpoints.
ip netns exec service-nodeport.node2 iptables -N KUBE-EXTERNAL-SERVICES
# Forwarded packets of services.
ip netns exec service-nodeport.node2 iptables -N KUBE-FORWARD
# Health check node ports.
ip netns exec service-nodeport.node2 iptables -N KUBE-NODEPORTS
# Load balancers' addresses with source ranges.
ip netns exec service-nodeport.node2 iptables -N KUBE-PROXY-FIREWALL
# Packets from other hosts to 127.0.0.0/8.
ip netns exec service-nodeport.node2 iptables -N KUBE-FIREWALL
# One rule for each address of a service, then the node ports.
ip netns exec service-nodeport.node2 iptables -t nat -N KUBE-SERVICES
# One rule for each node port.
ip netns exec service-nodeport.node2 iptables -t nat -N KUBE-NODEPORTS
# Masquerades the packets with the mark of kube-proxy.
ip netns exec service-nodeport.node2 iptables -t nat -N KUBE-POSTROUTING
# Marks packets that need the node as their source.
ip netns exec service-nodeport.node2 iptables -t nat -N KUBE-MARK-MASQ
# Check new connections to external addresses.
ip netns exec service-nodeport.node2 iptables -I INPUT -m conntrack --ctstate NEW -m comment --comment 'kubernetes externally-visible service portals' -j KUBE-EXTERNAL-SERVICES
# Check new connections to external addresses.
ip netns exec service-nodeport.node2 iptables -I FORWARD -m conntrack --ctstate NEW -m comment --comment 'kubernetes externally-visible service portals' -j KUBE-EXTERNAL-SERVICES
# Accept health checks of load balancers.
ip netns exec service-nodeport.node2 iptables -I INPUT -m comment --comment 'kubernetes health check service ports' -j KUBE-NODEPORTS
# Check new connections to services.
ip netns exec service-nodeport.node2 iptables -I FORWARD -m conntrack --ctstate NEW -m comment --comment 'kubernetes service portals' -j KUBE-SERVICES
# Check new connections of the node itself.
ip netns exec service-nodeport.node2 iptables -I OUTPUT -m conntrack --ctstate NEW -m comment --comment 'kubernetes service portals' -j KUBE-SERVICES
# Accept packets of services.
ip netns exec service-nodeport.node2 iptables -I FORWARD -m comment --comment 'kubernetes forwarding rules' -j KUBE-FORWARD
# Check new connections to load balancers' addresses.
ip netns exec service-nodeport.node2 iptables -I INPUT -m conntrack --ctstate NEW -m comment --comment 'kubernetes load balancer firewall' -j KUBE-PROXY-FIREWALL
# Check new connections to load balancers' addresses.
ip netns exec service-nodeport.node2 iptables -I OUTPUT -m conntrack --ctstate NEW -m comment --comment 'kubernetes load balancer firewall' -j KUBE-PROXY-FIREWALL
# Check new connections to load balancers' addresses.
ip netns exec service-nodeport.node2 iptables -I FORWARD -m conntrack --ctstate NEW -m comment --comment 'kubernetes load balancer firewall' -j KUBE-PROXY-FIREWALL
# Check packets to 127.0.0.0/8.
ip netns exec service-nodeport.node2 iptables -I INPUT -j KUBE-FIREWALL
# Check packets to 127.0.0.0/8.
ip netns exec service-nodeport.node2 iptables -I OUTPUT -j KUBE-FIREWALL
# Services get the address of one of their pods.
ip netns exec service-nodeport.node2 iptables -t nat -I OUTPUT -m comment --comment 'kubernetes service portals' -j KUBE-SERVICES
# Services get the address of one of their pods.
ip netns exec service-nodeport.node2 iptables -t nat -I PREROUTING -m comment --comment 'kubernetes service portals' -j KUBE-SERVICES
# Marked packets get the node's address.
ip netns exec service-nodeport.node2 iptables -t nat -I POSTROUTING -m comment --comment 'kubernetes postrouting rules' -j KUBE-POSTROUTING
# With route_localnet, another host could otherwise reach 127.0.0.1 of the node (CVE-2020-8558).
ip netns exec service-nodeport.node2 iptables -A KUBE-FIREWALL -m comment --comment 'block incoming localnet connections' -d 127.0.0.0/8 ! -s 127.0.0.0/8 -m conntrack ! --ctstate RELATED,ESTABLISHED,DNAT -j DROP
# conntrack does not translate an invalid packet back, so the client would answer it with a reset.
ip netns exec service-nodeport.node2 iptables -A KUBE-FORWARD -m conntrack --ctstate INVALID -j DROP
# Accept packets to be masqueraded, even if the policy of FORWARD is DROP.
ip netns exec service-nodeport.node2 iptables -A KUBE-FORWARD -m comment --comment 'kubernetes forwarding rules' -m mark --mark 0x4000/0x4000 -j ACCEPT
# Accept the other packets of accepted connections.
ip netns exec service-nodeport.node2 iptables -A KUBE-FORWARD -m comment --comment 'kubernetes forwarding conntrack rule' -m conntrack --ctstate RELATED,ESTABLISHED -j ACCEPT
# Set bit 0x4000 of the mark.
ip netns exec service-nodeport.node2 iptables -t nat -A KUBE-MARK-MASQ -j MARK --or-mark 0x4000
# Packets without the mark keep their source.
ip netns exec service-nodeport.node2 iptables -t nat -A KUBE-POSTROUTING -m mark ! --mark 0x4000/0x4000 -j RETURN
# Clear the mark, so that an encapsulated packet is not masqueraded again.
ip netns exec service-nodeport.node2 iptables -t nat -A KUBE-POSTROUTING -j MARK --xor-mark 0x4000
# The source becomes the address of the outgoing interface.
ip netns exec service-nodeport.node2 iptables -t nat -A KUBE-POSTROUTING -m comment --comment 'kubernetes service traffic requiring SNAT' -j MASQUERADE --random-fully
# default/cluster: packets to an external address or a node port.
ip netns exec service-nodeport.node2 iptables -t nat -N KUBE-EXT-UHKCIMWY72VOYINW
# default/cluster: select one of all endpoints.
ip netns exec service-nodeport.node2 iptables -t nat -N KUBE-SVC-UHKCIMWY72VOYINW
# default/cluster: the endpoint web-2.
ip netns exec service-nodeport.node2 iptables -t nat -N KUBE-SEP-WKOG2723O72U6ICB
# default/local: packets to an external address or a node port.
ip netns exec service-nodeport.node2 iptables -t nat -N KUBE-EXT-NEXWZWH5PGMW4KIO
# default/local: select one of all endpoints.
ip netns exec service-nodeport.node2 iptables -t nat -N KUBE-SVC-NEXWZWH5PGMW4KIO
# default/local: select one of the endpoints on node2.
ip netns exec service-nodeport.node2 iptables -t nat -N KUBE-SVL-NEXWZWH5PGMW4KIO
# default/local: the endpoint web-2.
ip netns exec service-nodeport.node2 iptables -t nat -N KUBE-SEP-VJIBCEA6UQHCGW6U
# default/near: packets to an external address or a node port.
ip netns exec service-nodeport.node2 iptables -t nat -N KUBE-EXT-JP74GBMZCWWFJUWR
# default/near: select one of all endpoints.
ip netns exec service-nodeport.node2 iptables -t nat -N KUBE-SVC-JP74GBMZCWWFJUWR
# default/near: the endpoint web-1.
ip netns exec service-nodeport.node2 iptables -t nat -N KUBE-SEP-FEHFOT6AATBPM4Q2
# default/none has no endpoints: answer that the port is unreachable.
ip netns exec service-nodeport.node2 iptables -A KUBE-SERVICES -m comment --comment 'default/none has no endpoints' -m tcp -p tcp -d 10.96.0.13 --dport 80 -j REJECT
# default/none has no endpoints: answer that the port is unreachable.
ip netns exec service-nodeport.node2 iptables -A KUBE-EXTERNAL-SERVICES -m comment --comment 'default/none has no endpoints' -m addrtype --dst-type LOCAL -m tcp -p tcp --dport 30083 -j REJECT
# Node port 30080 is for default/cluster.
ip netns exec service-nodeport.node2 iptables -t nat -A KUBE-NODEPORTS -m comment --comment default/cluster -m tcp -p tcp --dport 30080 -j KUBE-EXT-UHKCIMWY72VOYINW
# Node port 30081 is for default/local.
ip netns exec service-nodeport.node2 iptables -t nat -A KUBE-NODEPORTS -m comment --comment default/local -m tcp -p tcp --dport 30081 -j KUBE-EXT-NEXWZWH5PGMW4KIO
# Node port 30082 is for default/near.
ip netns exec service-nodeport.node2 iptables -t nat -A KUBE-NODEPORTS -m comment --comment default/near -m tcp -p tcp --dport 30082 -j KUBE-EXT-JP74GBMZCWWFJUWR
# Connections to 10.96.0.10:80 are for default/cluster.
ip netns exec service-nodeport.node2 iptables -t nat -A KUBE-SERVICES -m comment --comment 'default/cluster cluster IP' -m tcp -p tcp -d 10.96.0.10 --dport 80 -j KUBE-SVC-UHKCIMWY72VOYINW
# Connections to 10.96.0.11:80 are for default/local.
ip netns exec service-nodeport.node2 iptables -t nat -A KUBE-SERVICES -m comment --comment 'default/local cluster IP' -m tcp -p tcp -d 10.96.0.11 --dport 80 -j KUBE-SVC-NEXWZWH5PGMW4KIO
# Connections to 10.96.0.12:80 are for default/near.
ip netns exec service-nodeport.node2 iptables -t nat -A KUBE-SERVICES -m comment --comment 'default/near cluster IP' -m tcp -p tcp -d 10.96.0.12 --dport 80 -j KUBE-SVC-JP74GBMZCWWFJUWR
# Connections to any address of the node may be for a node port.
ip netns exec service-nodeport.node2 iptables -t nat -A KUBE-SERVICES -m comment --comment 'kubernetes service nodeports; NOTE: this must be the last rule in this chain' -m addrtype --dst-type LOCAL -j KUBE-NODEPORTS
# Masquerade, so that the reply returns through this node.
ip netns exec service-nodeport.node2 iptables -t nat -A KUBE-EXT-UHKCIMWY72VOYINW -m comment --comment 'masquerade traffic for default/cluster external destinations' -j KUBE-MARK-MASQ
# Select one of all endpoints of default/cluster.
ip netns exec service-nodeport.node2 iptables -t nat -A KUBE-EXT-UHKCIMWY72VOYINW -j KUBE-SVC-UHKCIMWY72VOYINW
# Masquerade connections to the cluster IP that are not from pods, so that the reply returns through this node.
ip netns exec service-nodeport.node2 iptables -t nat -A KUBE-SVC-UHKCIMWY72VOYINW -m comment --comment 'default/cluster cluster IP' -m tcp -p tcp -d 10.96.0.10 --dport 80 ! -s 10.244.0.0/16 -j KUBE-MARK-MASQ
# All others go to web-2.
ip netns exec service-nodeport.node2 iptables -t nat -A KUBE-SVC-UHKCIMWY72VOYINW -m comment --comment 'default/cluster -> 10.244.2.3:8080' -j KUBE-SEP-WKOG2723O72U6ICB
# web-2 reached itself: masquerade, or it would drop a packet from its own address.
ip netns exec service-nodeport.node2 iptables -t nat -A KUBE-SEP-WKOG2723O72U6ICB -m comment --comment default/cluster -s 10.244.2.3 -j KUBE-MARK-MASQ
# The destination becomes web-2.
ip netns exec service-nodeport.node2 iptables -t nat -A KUBE-SEP-WKOG2723O72U6ICB -m comment --comment default/cluster -m tcp -p tcp -j DNAT --to-destination 10.244.2.3:8080
# Pods may use all endpoints, as with the cluster IP.
ip netns exec service-nodeport.node2 iptables -t nat -A KUBE-EXT-NEXWZWH5PGMW4KIO -m comment --comment 'pod traffic for default/local external destinations' -s 10.244.0.0/16 -j KUBE-SVC-NEXWZWH5PGMW4KIO
# The node itself may use all endpoints, and is masqueraded.
ip netns exec service-nodeport.node2 iptables -t nat -A KUBE-EXT-NEXWZWH5PGMW4KIO -m comment --comment 'masquerade LOCAL traffic for default/local external destinations' -m addrtype --src-type LOCAL -j KUBE-MARK-MASQ
# The node itself may use all endpoints.
ip netns exec service-nodeport.node2 iptables -t nat -A KUBE-EXT-NEXWZWH5PGMW4KIO -m comment --comment 'route LOCAL traffic for default/local external destinations' -m addrtype --src-type LOCAL -j KUBE-SVC-NEXWZWH5PGMW4KIO
# Others reach only endpoints on this node, with their own address.
ip netns exec service-nodeport.node2 iptables -t nat -A KUBE-EXT-NEXWZWH5PGMW4KIO -j KUBE-SVL-NEXWZWH5PGMW4KIO
# Masquerade connections to the cluster IP that are not from pods, so that the reply returns through this node.
ip netns exec service-nodeport.node2 iptables -t nat -A KUBE-SVC-NEXWZWH5PGMW4KIO -m comment --comment 'default/local cluster IP' -m tcp -p tcp -d 10.96.0.11 --dport 80 ! -s 10.244.0.0/16 -j KUBE-MARK-MASQ
# All others go to web-2.
ip netns exec service-nodeport.node2 iptables -t nat -A KUBE-SVC-NEXWZWH5PGMW4KIO -m comment --comment 'default/local -> 10.244.2.3:8080' -j KUBE-SEP-VJIBCEA6UQHCGW6U
# All others go to web-2.
ip netns exec service-nodeport.node2 iptables -t nat -A KUBE-SVL-NEXWZWH5PGMW4KIO -m comment --comment 'default/local -> 10.244.2.3:8080' -j KUBE-SEP-VJIBCEA6UQHCGW6U
# web-2 reached itself: masquerade, or it would drop a packet from its own address.
ip netns exec service-nodeport.node2 iptables -t nat -A KUBE-SEP-VJIBCEA6UQHCGW6U -m comment --comment default/local -s 10.244.2.3 -j KUBE-MARK-MASQ
# The destination becomes web-2.
ip netns exec service-nodeport.node2 iptables -t nat -A KUBE-SEP-VJIBCEA6UQHCGW6U -m comment --comment default/local -m tcp -p tcp -j DNAT --to-destination 10.244.2.3:8080
# Masquerade, so that the reply returns through this node.
ip netns exec service-nodeport.node2 iptables -t nat -A KUBE-EXT-JP74GBMZCWWFJUWR -m comment --comment 'masquerade traffic for default/near external destinations' -j KUBE-MARK-MASQ
# Select one of all endpoints of default/near.
ip netns exec service-nodeport.node2 iptables -t nat -A KUBE-EXT-JP74GBMZCWWFJUWR -j KUBE-SVC-JP74GBMZCWWFJUWR
# Masquerade connections to the cluster IP that are not from pods, so that the reply returns through this node.
ip netns exec service-nodeport.node2 iptables -t nat -A KUBE-SVC-JP74GBMZCWWFJUWR -m comment --comment 'default/near cluster IP' -m tcp -p tcp -d 10.96.0.12 --dport 80 ! -s 10.244.0.0/16 -j KUBE-MARK-MASQ
# All others go to web-1.
ip netns exec service-nodeport.node2 iptables -t nat -A KUBE-SVC-JP74GBMZCWWFJUWR -m comment --comment 'default/near -> 10.244.1.3:8080' -j KUBE-SEP-FEHFOT6AATBPM4Q2
# web-1 reached itself: masquerade, or it would drop a packet from its own address.
ip netns exec service-nodeport.node2 iptables -t nat -A KUBE-SEP-FEHFOT6AATBPM4Q2 -m comment --comment default/near -s 10.244.1.3 -j KUBE-MARK-MASQ
# The destination becomes web-1.
ip netns exec service-nodeport.node2 iptables -t nat -A KUBE-SEP-FEHFOT6AATBPM4Q2 -m comment --comment default/near -m tcp -p tcp -j DNAT --to-destination 10.244.1.3:8080
# Create the chain FLANNEL-POSTRTG in the table nat.
ip netns exec service-nodeport.node2 iptables -t nat -N FLANNEL-POSTRTG
# The chain of flannel decides on source addresses.
ip netns exec service-nodeport.node2 iptables -t nat -A POSTROUTING -m comment --comment 'flanneld masq' -j FLANNEL-POSTRTG
# kube-proxy masquerades the packets that it marks.
ip netns exec service-nodeport.node2 iptables -t nat -A FLANNEL-POSTRTG -m mark --mark 0x4000/0x4000 -m comment --comment 'flanneld masq' -j RETURN
# Pods of this node keep their address towards other pods.
ip netns exec service-nodeport.node2 iptables -t nat -A FLANNEL-POSTRTG -s 10.244.2.0/24 -d 10.244.0.0/16 -m comment --comment 'flanneld masq' -j RETURN
# Other pods keep their address towards this node's pods.
ip netns exec service-nodeport.node2 iptables -t nat -A FLANNEL-POSTRTG -s 10.244.0.0/16 -d 10.244.2.0/24 -m comment --comment 'flanneld masq' -j RETURN
# Outside clients keep their address towards this node's pods.
ip netns exec service-nodeport.node2 iptables -t nat -A FLANNEL-POSTRTG ! -s 10.244.0.0/16 -d 10.244.2.0/24 -m comment --comment 'flanneld masq' -j RETURN
# Packets from pods to the outside get the node's address as their source.
ip netns exec service-nodeport.node2 iptables -t nat -A FLANNEL-POSTRTG -s 10.244.0.0/16 ! -d 224.0.0.0/4 -m comment --comment 'flanneld masq' -j MASQUERADE --random-fully
# Packets from outside to pods of other nodes get the node's address as their source.
ip netns exec service-nodeport.node2 iptables -t nat -A FLANNEL-POSTRTG ! -s 10.244.0.0/16 -d 10.244.0.0/16 -m comment --comment 'flanneld masq' -j MASQUERADE --random-fully
# Create the chain FLANNEL-FWD in the table filter.
ip netns exec service-nodeport.node2 iptables -N FLANNEL-FWD
# flannel accepts pod traffic even if the policy of FORWARD is DROP.
ip netns exec service-nodeport.node2 iptables -A FORWARD -m comment --comment 'flanneld forward' -j FLANNEL-FWD
# Accept packets from pods.
ip netns exec service-nodeport.node2 iptables -A FLANNEL-FWD -s 10.244.0.0/16 -m comment --comment 'flanneld forward' -j ACCEPT
# Accept packets to pods.
ip netns exec service-nodeport.node2 iptables -A FLANNEL-FWD -d 10.244.0.0/16 -m comment --comment 'flanneld forward' -j ACCEPT
# web-1 answers on 8080/http with its name and the peer's address.
mkdir -p /run/netlab/service-nodeport/log /run/netlab/service-nodeport/pid
ip netns exec service-nodeport.web-1 python3 -IS /run/netlab/service-nodeport/program/serve.py --name web-1 8080/http > /run/netlab/service-nodeport/log/web-1.serve 2>&1 < /dev/null & echo $! > /run/netlab/service-nodeport/pid/web-1.serve
timeout 10 sh -c 'until grep -qs "^$0" "$1"; do sleep 0.05; done' serving /run/netlab/service-nodeport/log/web-1.serve
# web-2 answers on 8080/http with its name and the peer's address.
mkdir -p /run/netlab/service-nodeport/log /run/netlab/service-nodeport/pid
ip netns exec service-nodeport.web-2 python3 -IS /run/netlab/service-nodeport/program/serve.py --name web-2 8080/http > /run/netlab/service-nodeport/log/web-2.serve 2>&1 < /dev/null & echo $! > /run/netlab/service-nodeport/pid/web-2.serve
timeout 10 sh -c 'until grep -qs "^$0" "$1"; do sleep 0.05; done' serving /run/netlab/service-nodeport/log/web-2.serve
# outside answers on 80/http with its name and the peer's address.
mkdir -p /run/netlab/service-nodeport/log /run/netlab/service-nodeport/pid
ip netns exec service-nodeport.outside python3 -IS /run/netlab/service-nodeport/program/serve.py --name outside 80/http > /run/netlab/service-nodeport/log/outside.serve 2>&1 < /dev/null & echo $! > /run/netlab/service-nodeport/pid/outside.serve
timeout 10 sh -c 'until grep -qs "^$0" "$1"; do sleep 0.05; done' serving /run/netlab/service-nodeport/log/outside.serve
