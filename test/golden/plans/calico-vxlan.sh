#!/bin/sh
# Builds the lab calico-vxlan, as root. netlab plan --format sh --down prints the script that removes it.
set -eu
umask 022
# node1 is a network namespace.
ip netns add calico-vxlan.node1
# node2 is a network namespace.
ip netns add calico-vxlan.node2
# router is a network namespace.
ip netns add calico-vxlan.router
# pod1-1 is a network namespace.
ip netns add calico-vxlan.pod1-1
# pod1-2 is a network namespace.
ip netns add calico-vxlan.pod1-2
# pod2-1 is a network namespace.
ip netns add calico-vxlan.pod2-1
# pod2-2 is a network namespace.
ip netns add calico-vxlan.pod2-2
# underlay is a switch: a namespace that holds a bridge.
ip netns add calico-vxlan.underlay
# The server of every node with serve.
mkdir -p /run/netlab/calico-vxlan/program
printf %s '... src/programs/serve.py ...
' > /run/netlab/calico-vxlan/program/serve.py
# Node names resolve inside node1.
mkdir -p /etc/netns/calico-vxlan.node1
printf %s '127.0.0.1 localhost
127.0.0.1 node1
172.18.0.12 node2
172.18.0.1 router
192.168.1.1 pod1-1
192.168.1.2 pod1-2
192.168.2.1 pod2-1
192.168.2.2 pod2-2
' > /etc/netns/calico-vxlan.node1/hosts
# Node names resolve inside node2.
mkdir -p /etc/netns/calico-vxlan.node2
printf %s '127.0.0.1 localhost
127.0.0.1 node2
172.18.0.11 node1
172.18.0.1 router
192.168.1.1 pod1-1
192.168.1.2 pod1-2
192.168.2.1 pod2-1
192.168.2.2 pod2-2
' > /etc/netns/calico-vxlan.node2/hosts
# Node names resolve inside router.
mkdir -p /etc/netns/calico-vxlan.router
printf %s '127.0.0.1 localhost
127.0.0.1 router
172.18.0.11 node1
172.18.0.12 node2
192.168.1.1 pod1-1
192.168.1.2 pod1-2
192.168.2.1 pod2-1
192.168.2.2 pod2-2
' > /etc/netns/calico-vxlan.router/hosts
# Node names resolve inside pod1-1.
mkdir -p /etc/netns/calico-vxlan.pod1-1
printf %s '127.0.0.1 localhost
127.0.0.1 pod1-1
172.18.0.11 node1
172.18.0.12 node2
172.18.0.1 router
192.168.1.2 pod1-2
192.168.2.1 pod2-1
192.168.2.2 pod2-2
' > /etc/netns/calico-vxlan.pod1-1/hosts
# Node names resolve inside pod1-2.
mkdir -p /etc/netns/calico-vxlan.pod1-2
printf %s '127.0.0.1 localhost
127.0.0.1 pod1-2
172.18.0.11 node1
172.18.0.12 node2
172.18.0.1 router
192.168.1.1 pod1-1
192.168.2.1 pod2-1
192.168.2.2 pod2-2
' > /etc/netns/calico-vxlan.pod1-2/hosts
# Node names resolve inside pod2-1.
mkdir -p /etc/netns/calico-vxlan.pod2-1
printf %s '127.0.0.1 localhost
127.0.0.1 pod2-1
172.18.0.11 node1
172.18.0.12 node2
172.18.0.1 router
192.168.1.1 pod1-1
192.168.1.2 pod1-2
192.168.2.2 pod2-2
' > /etc/netns/calico-vxlan.pod2-1/hosts
# Node names resolve inside pod2-2.
mkdir -p /etc/netns/calico-vxlan.pod2-2
printf %s '127.0.0.1 localhost
127.0.0.1 pod2-2
172.18.0.11 node1
172.18.0.12 node2
172.18.0.1 router
192.168.1.1 pod1-1
192.168.1.2 pod1-2
192.168.2.1 pod2-1
' > /etc/netns/calico-vxlan.pod2-2/hosts
# A node forwards packets only if the lab enables it.
ip netns exec calico-vxlan.node1 sysctl -qw net.ipv4.ip_forward=0
# The reverse path filter is off unless the lab enables it.
ip netns exec calico-vxlan.node1 sysctl -qw net.ipv4.conf.all.rp_filter=0
# The same for interfaces that are created later.
ip netns exec calico-vxlan.node1 sysctl -qw net.ipv4.conf.default.rp_filter=0
# iptables does not filter bridged frames.
ip netns exec calico-vxlan.node1 sysctl -qew net.bridge.bridge-nf-call-iptables=0
# ip6tables does not filter bridged frames.
ip netns exec calico-vxlan.node1 sysctl -qew net.bridge.bridge-nf-call-ip6tables=0
# The lab uses no IPv6.
ip netns exec calico-vxlan.node1 sysctl -qew net.ipv6.conf.all.disable_ipv6=1
# The same for interfaces that are created later.
ip netns exec calico-vxlan.node1 sysctl -qew net.ipv6.conf.default.disable_ipv6=1
# Set the loopback interface up.
ip -n calico-vxlan.node1 link set lo up
# A node forwards packets only if the lab enables it.
ip netns exec calico-vxlan.node2 sysctl -qw net.ipv4.ip_forward=0
# The reverse path filter is off unless the lab enables it.
ip netns exec calico-vxlan.node2 sysctl -qw net.ipv4.conf.all.rp_filter=0
# The same for interfaces that are created later.
ip netns exec calico-vxlan.node2 sysctl -qw net.ipv4.conf.default.rp_filter=0
# iptables does not filter bridged frames.
ip netns exec calico-vxlan.node2 sysctl -qew net.bridge.bridge-nf-call-iptables=0
# ip6tables does not filter bridged frames.
ip netns exec calico-vxlan.node2 sysctl -qew net.bridge.bridge-nf-call-ip6tables=0
# The lab uses no IPv6.
ip netns exec calico-vxlan.node2 sysctl -qew net.ipv6.conf.all.disable_ipv6=1
# The same for interfaces that are created later.
ip netns exec calico-vxlan.node2 sysctl -qew net.ipv6.conf.default.disable_ipv6=1
# Set the loopback interface up.
ip -n calico-vxlan.node2 link set lo up
# A node forwards packets only if the lab enables it.
ip netns exec calico-vxlan.router sysctl -qw net.ipv4.ip_forward=0
# The reverse path filter is off unless the lab enables it.
ip netns exec calico-vxlan.router sysctl -qw net.ipv4.conf.all.rp_filter=0
# The same for interfaces that are created later.
ip netns exec calico-vxlan.router sysctl -qw net.ipv4.conf.default.rp_filter=0
# iptables does not filter bridged frames.
ip netns exec calico-vxlan.router sysctl -qew net.bridge.bridge-nf-call-iptables=0
# ip6tables does not filter bridged frames.
ip netns exec calico-vxlan.router sysctl -qew net.bridge.bridge-nf-call-ip6tables=0
# The lab uses no IPv6.
ip netns exec calico-vxlan.router sysctl -qew net.ipv6.conf.all.disable_ipv6=1
# The same for interfaces that are created later.
ip netns exec calico-vxlan.router sysctl -qew net.ipv6.conf.default.disable_ipv6=1
# Set the loopback interface up.
ip -n calico-vxlan.router link set lo up
# A node forwards packets only if the lab enables it.
ip netns exec calico-vxlan.pod1-1 sysctl -qw net.ipv4.ip_forward=0
# The reverse path filter is off unless the lab enables it.
ip netns exec calico-vxlan.pod1-1 sysctl -qw net.ipv4.conf.all.rp_filter=0
# The same for interfaces that are created later.
ip netns exec calico-vxlan.pod1-1 sysctl -qw net.ipv4.conf.default.rp_filter=0
# iptables does not filter bridged frames.
ip netns exec calico-vxlan.pod1-1 sysctl -qew net.bridge.bridge-nf-call-iptables=0
# ip6tables does not filter bridged frames.
ip netns exec calico-vxlan.pod1-1 sysctl -qew net.bridge.bridge-nf-call-ip6tables=0
# The lab uses no IPv6.
ip netns exec calico-vxlan.pod1-1 sysctl -qew net.ipv6.conf.all.disable_ipv6=1
# The same for interfaces that are created later.
ip netns exec calico-vxlan.pod1-1 sysctl -qew net.ipv6.conf.default.disable_ipv6=1
# Set the loopback interface up.
ip -n calico-vxlan.pod1-1 link set lo up
# A node forwards packets only if the lab enables it.
ip netns exec calico-vxlan.pod1-2 sysctl -qw net.ipv4.ip_forward=0
# The reverse path filter is off unless the lab enables it.
ip netns exec calico-vxlan.pod1-2 sysctl -qw net.ipv4.conf.all.rp_filter=0
# The same for interfaces that are created later.
ip netns exec calico-vxlan.pod1-2 sysctl -qw net.ipv4.conf.default.rp_filter=0
# iptables does not filter bridged frames.
ip netns exec calico-vxlan.pod1-2 sysctl -qew net.bridge.bridge-nf-call-iptables=0
# ip6tables does not filter bridged frames.
ip netns exec calico-vxlan.pod1-2 sysctl -qew net.bridge.bridge-nf-call-ip6tables=0
# The lab uses no IPv6.
ip netns exec calico-vxlan.pod1-2 sysctl -qew net.ipv6.conf.all.disable_ipv6=1
# The same for interfaces that are created later.
ip netns exec calico-vxlan.pod1-2 sysctl -qew net.ipv6.conf.default.disable_ipv6=1
# Set the loopback interface up.
ip -n calico-vxlan.pod1-2 link set lo up
# A node forwards packets only if the lab enables it.
ip netns exec calico-vxlan.pod2-1 sysctl -qw net.ipv4.ip_forward=0
# The reverse path filter is off unless the lab enables it.
ip netns exec calico-vxlan.pod2-1 sysctl -qw net.ipv4.conf.all.rp_filter=0
# The same for interfaces that are created later.
ip netns exec calico-vxlan.pod2-1 sysctl -qw net.ipv4.conf.default.rp_filter=0
# iptables does not filter bridged frames.
ip netns exec calico-vxlan.pod2-1 sysctl -qew net.bridge.bridge-nf-call-iptables=0
# ip6tables does not filter bridged frames.
ip netns exec calico-vxlan.pod2-1 sysctl -qew net.bridge.bridge-nf-call-ip6tables=0
# The lab uses no IPv6.
ip netns exec calico-vxlan.pod2-1 sysctl -qew net.ipv6.conf.all.disable_ipv6=1
# The same for interfaces that are created later.
ip netns exec calico-vxlan.pod2-1 sysctl -qew net.ipv6.conf.default.disable_ipv6=1
# Set the loopback interface up.
ip -n calico-vxlan.pod2-1 link set lo up
# A node forwards packets only if the lab enables it.
ip netns exec calico-vxlan.pod2-2 sysctl -qw net.ipv4.ip_forward=0
# The reverse path filter is off unless the lab enables it.
ip netns exec calico-vxlan.pod2-2 sysctl -qw net.ipv4.conf.all.rp_filter=0
# The same for interfaces that are created later.
ip netns exec calico-vxlan.pod2-2 sysctl -qw net.ipv4.conf.default.rp_filter=0
# iptables does not filter bridged frames.
ip netns exec calico-vxlan.pod2-2 sysctl -qew net.bridge.bridge-nf-call-iptables=0
# ip6tables does not filter bridged frames.
ip netns exec calico-vxlan.pod2-2 sysctl -qew net.bridge.bridge-nf-call-ip6tables=0
# The lab uses no IPv6.
ip netns exec calico-vxlan.pod2-2 sysctl -qew net.ipv6.conf.all.disable_ipv6=1
# The same for interfaces that are created later.
ip netns exec calico-vxlan.pod2-2 sysctl -qew net.ipv6.conf.default.disable_ipv6=1
# Set the loopback interface up.
ip -n calico-vxlan.pod2-2 link set lo up
# A node forwards packets only if the lab enables it.
ip netns exec calico-vxlan.underlay sysctl -qw net.ipv4.ip_forward=0
# The reverse path filter is off unless the lab enables it.
ip netns exec calico-vxlan.underlay sysctl -qw net.ipv4.conf.all.rp_filter=0
# The same for interfaces that are created later.
ip netns exec calico-vxlan.underlay sysctl -qw net.ipv4.conf.default.rp_filter=0
# iptables does not filter bridged frames.
ip netns exec calico-vxlan.underlay sysctl -qew net.bridge.bridge-nf-call-iptables=0
# ip6tables does not filter bridged frames.
ip netns exec calico-vxlan.underlay sysctl -qew net.bridge.bridge-nf-call-ip6tables=0
# The lab uses no IPv6.
ip netns exec calico-vxlan.underlay sysctl -qew net.ipv6.conf.all.disable_ipv6=1
# The same for interfaces that are created later.
ip netns exec calico-vxlan.underlay sysctl -qew net.ipv6.conf.default.disable_ipv6=1
# Set the loopback interface up.
ip -n calico-vxlan.underlay link set lo up
# underlay is a switch between node1, node2, router.
ip -n calico-vxlan.underlay link add br0 up type bridge stp_state 0 mcast_snooping 0
# The veth pair of pod1-1 to node1; it is routed, without a bridge.
ip -n calico-vxlan.node1 link add cali3624b7ebb1c address ee:ee:ee:ee:ee:ee mtu 1450 up type veth peer name eth0 mtu 1450 netns calico-vxlan.pod1-1
# The veth pair of pod1-2 to node1; it is routed, without a bridge.
ip -n calico-vxlan.node1 link add cali38cfaba26da address ee:ee:ee:ee:ee:ee mtu 1450 up type veth peer name eth0 mtu 1450 netns calico-vxlan.pod1-2
# The veth pair of pod2-1 to node2; it is routed, without a bridge.
ip -n calico-vxlan.node2 link add cali904f8124fa9 address ee:ee:ee:ee:ee:ee mtu 1450 up type veth peer name eth0 mtu 1450 netns calico-vxlan.pod2-1
# The veth pair of pod2-2 to node2; it is routed, without a bridge.
ip -n calico-vxlan.node2 link add calibec05f1e78a address ee:ee:ee:ee:ee:ee mtu 1450 up type veth peer name eth0 mtu 1450 netns calico-vxlan.pod2-2
# node1's eth0 is plugged into underlay.
ip -n calico-vxlan.underlay link add node1 up master br0 type veth peer name eth0 netns calico-vxlan.node1
# node2's eth0 is plugged into underlay.
ip -n calico-vxlan.underlay link add node2 up master br0 type veth peer name eth0 netns calico-vxlan.node2
# router's eth0 is plugged into underlay.
ip -n calico-vxlan.underlay link add router up master br0 type veth peer name eth0 netns calico-vxlan.router
# Set eth0 of node1 up.
ip -n calico-vxlan.node1 link set eth0 up
# Set eth0 of node2 up.
ip -n calico-vxlan.node2 link set eth0 up
# Set eth0 of router up.
ip -n calico-vxlan.router link set eth0 up
# Set eth0 of pod1-1 up.
ip -n calico-vxlan.pod1-1 link set eth0 up
# Set eth0 of pod1-2 up.
ip -n calico-vxlan.pod1-2 link set eth0 up
# Set eth0 of pod2-1 up.
ip -n calico-vxlan.pod2-1 link set eth0 up
# Set eth0 of pod2-2 up.
ip -n calico-vxlan.pod2-2 link set eth0 up
# vxlan.calico carries traffic for pods on other nodes: VNI 4096 on UDP 4789. Learning is off, because felix adds the entries.
ip -n calico-vxlan.node1 link add vxlan.calico address 66:f9:37:c3:7e:94 mtu 1450 up type vxlan id 4096 dstport 4789 local 172.18.0.11 dev eth0 nolearning
# vxlan.calico carries traffic for pods on other nodes: VNI 4096 on UDP 4789. Learning is off, because felix adds the entries.
ip -n calico-vxlan.node2 link add vxlan.calico address 66:2d:bf:44:a6:8b mtu 1450 up type vxlan id 4096 dstport 4789 local 172.18.0.12 dev eth0 nolearning
# node1 has the address 172.18.0.11 on eth0.
ip -n calico-vxlan.node1 addr add 172.18.0.11/24 dev eth0
# node1 has the address 192.168.1.0 on vxlan.calico.
ip -n calico-vxlan.node1 addr add 192.168.1.0/32 dev vxlan.calico
# node2 has the address 172.18.0.12 on eth0.
ip -n calico-vxlan.node2 addr add 172.18.0.12/24 dev eth0
# node2 has the address 192.168.2.0 on vxlan.calico.
ip -n calico-vxlan.node2 addr add 192.168.2.0/32 dev vxlan.calico
# router has the address 172.18.0.1 on eth0.
ip -n calico-vxlan.router addr add 172.18.0.1/24 dev eth0
# pod1-1 has the address 192.168.1.1 on eth0.
ip -n calico-vxlan.pod1-1 addr add 192.168.1.1/32 dev eth0
# pod1-2 has the address 192.168.1.2 on eth0.
ip -n calico-vxlan.pod1-2 addr add 192.168.1.2/32 dev eth0
# pod1-2 has the address 10.66.0.1 on lo.
ip -n calico-vxlan.pod1-2 addr add 10.66.0.1/32 dev lo
# pod2-1 has the address 192.168.2.1 on eth0.
ip -n calico-vxlan.pod2-1 addr add 192.168.2.1/32 dev eth0
# pod2-2 has the address 192.168.2.2 on eth0.
ip -n calico-vxlan.pod2-2 addr add 192.168.2.2/32 dev eth0
# pod2-2 has the address 10.66.0.1 on lo.
ip -n calico-vxlan.pod2-2 addr add 10.66.0.1/32 dev lo
# node1 forwards IPv4 packets: it is a router.
ip netns exec calico-vxlan.node1 sysctl -qw net.ipv4.ip_forward=1
# node1 answers ARP on cali3624b7ebb1c for addresses that it can route to.
ip netns exec calico-vxlan.node1 sysctl -qw net.ipv4.conf.cali3624b7ebb1c.proxy_arp=1
# Answer ARP on cali3624b7ebb1c at once; by default the kernel waits up to 0.8 s.
ip netns exec calico-vxlan.node1 sysctl -qw net.ipv4.neigh.cali3624b7ebb1c.proxy_delay=0
# Forward packets from pod1-1.
ip netns exec calico-vxlan.node1 sysctl -qw net.ipv4.conf.cali3624b7ebb1c.forwarding=1
# 127.0.0.0/8 may be routed through cali3624b7ebb1c.
ip netns exec calico-vxlan.node1 sysctl -qw net.ipv4.conf.cali3624b7ebb1c.route_localnet=1
# node1 answers ARP on cali38cfaba26da for addresses that it can route to.
ip netns exec calico-vxlan.node1 sysctl -qw net.ipv4.conf.cali38cfaba26da.proxy_arp=1
# Answer ARP on cali38cfaba26da at once; by default the kernel waits up to 0.8 s.
ip netns exec calico-vxlan.node1 sysctl -qw net.ipv4.neigh.cali38cfaba26da.proxy_delay=0
# Forward packets from pod1-2.
ip netns exec calico-vxlan.node1 sysctl -qw net.ipv4.conf.cali38cfaba26da.forwarding=1
# 127.0.0.0/8 may be routed through cali38cfaba26da.
ip netns exec calico-vxlan.node1 sysctl -qw net.ipv4.conf.cali38cfaba26da.route_localnet=1
# node2 forwards IPv4 packets: it is a router.
ip netns exec calico-vxlan.node2 sysctl -qw net.ipv4.ip_forward=1
# node2 answers ARP on cali904f8124fa9 for addresses that it can route to.
ip netns exec calico-vxlan.node2 sysctl -qw net.ipv4.conf.cali904f8124fa9.proxy_arp=1
# Answer ARP on cali904f8124fa9 at once; by default the kernel waits up to 0.8 s.
ip netns exec calico-vxlan.node2 sysctl -qw net.ipv4.neigh.cali904f8124fa9.proxy_delay=0
# Forward packets from pod2-1.
ip netns exec calico-vxlan.node2 sysctl -qw net.ipv4.conf.cali904f8124fa9.forwarding=1
# 127.0.0.0/8 may be routed through cali904f8124fa9.
ip netns exec calico-vxlan.node2 sysctl -qw net.ipv4.conf.cali904f8124fa9.route_localnet=1
# node2 answers ARP on calibec05f1e78a for addresses that it can route to.
ip netns exec calico-vxlan.node2 sysctl -qw net.ipv4.conf.calibec05f1e78a.proxy_arp=1
# Answer ARP on calibec05f1e78a at once; by default the kernel waits up to 0.8 s.
ip netns exec calico-vxlan.node2 sysctl -qw net.ipv4.neigh.calibec05f1e78a.proxy_delay=0
# Forward packets from pod2-2.
ip netns exec calico-vxlan.node2 sysctl -qw net.ipv4.conf.calibec05f1e78a.forwarding=1
# 127.0.0.0/8 may be routed through calibec05f1e78a.
ip netns exec calico-vxlan.node2 sysctl -qw net.ipv4.conf.calibec05f1e78a.route_localnet=1
# router forwards IPv4 packets: it is a router.
ip netns exec calico-vxlan.router sysctl -qw net.ipv4.ip_forward=1
# 192.168.2.0 is the address of vxlan.calico on node2. The entry is static, because ARP does not work in the tunnel.
ip -n calico-vxlan.node1 neigh add 192.168.2.0 lladdr 66:2d:bf:44:a6:8b dev vxlan.calico nud permanent
# Frames for vxlan.calico of node2 are sent to the underlay address of node2.
bridge -n calico-vxlan.node1 fdb add 66:2d:bf:44:a6:8b dev vxlan.calico dst 172.18.0.12 self permanent
# 192.168.1.0 is the address of vxlan.calico on node1. The entry is static, because ARP does not work in the tunnel.
ip -n calico-vxlan.node2 neigh add 192.168.1.0 lladdr 66:f9:37:c3:7e:94 dev vxlan.calico nud permanent
# Frames for vxlan.calico of node1 are sent to the underlay address of node1.
bridge -n calico-vxlan.node2 fdb add 66:f9:37:c3:7e:94 dev vxlan.calico dst 172.18.0.11 self permanent
# pod1-1 is the peer of cali3624b7ebb1c.
ip -n calico-vxlan.node1 route add 192.168.1.1/32 dev cali3624b7ebb1c scope link
# pod1-2 is the peer of cali38cfaba26da.
ip -n calico-vxlan.node1 route add 192.168.1.2/32 dev cali38cfaba26da scope link
# Drop packets to unused addresses of 192.168.1.0/26 instead of routing them back to the router.
ip -n calico-vxlan.node1 route add blackhole 192.168.1.0/26 proto 80
# pod2-1 is the peer of cali904f8124fa9.
ip -n calico-vxlan.node2 route add 192.168.2.1/32 dev cali904f8124fa9 scope link
# pod2-2 is the peer of calibec05f1e78a.
ip -n calico-vxlan.node2 route add 192.168.2.2/32 dev calibec05f1e78a scope link
# Drop packets to unused addresses of 192.168.2.0/26 instead of routing them back to the router.
ip -n calico-vxlan.node2 route add blackhole 192.168.2.0/26 proto 80
# No interface has 169.254.1.1: node1 answers ARP for it.
ip -n calico-vxlan.pod1-1 route add 169.254.1.1/32 dev eth0 scope link
# No interface has 169.254.1.1: node1 answers ARP for it.
ip -n calico-vxlan.pod1-2 route add 169.254.1.1/32 dev eth0 scope link
# No interface has 169.254.1.1: node2 answers ARP for it.
ip -n calico-vxlan.pod2-1 route add 169.254.1.1/32 dev eth0 scope link
# No interface has 169.254.1.1: node2 answers ARP for it.
ip -n calico-vxlan.pod2-2 route add 169.254.1.1/32 dev eth0 scope link
# The default route of node1; without it, the kernel would not answer ARP requests of its pods.
ip -n calico-vxlan.node1 route add default via 172.18.0.1
# Reach pods of node2 through its vxlan.calico.
ip -n calico-vxlan.node1 route add 192.168.2.0/26 via 192.168.2.0 dev vxlan.calico onlink
# The default route of node2; without it, the kernel would not answer ARP requests of its pods.
ip -n calico-vxlan.node2 route add default via 172.18.0.1
# Reach pods of node1 through its vxlan.calico.
ip -n calico-vxlan.node2 route add 192.168.1.0/26 via 192.168.1.0 dev vxlan.calico onlink
# The default gateway of a pod is node1.
ip -n calico-vxlan.pod1-1 route add default via 169.254.1.1
# The default gateway of a pod is node1.
ip -n calico-vxlan.pod1-2 route add default via 169.254.1.1
# The default gateway of a pod is node2.
ip -n calico-vxlan.pod2-1 route add default via 169.254.1.1
# The default gateway of a pod is node2.
ip -n calico-vxlan.pod2-2 route add default via 169.254.1.1
# The nodes that may send VXLAN.
ip netns exec calico-vxlan.node1 ipset create cali40all-vxlan-net hash:net family inet maxelem 1048576
# All pod addresses.
ip netns exec calico-vxlan.node1 ipset create cali40all-ipam-pools hash:net family inet maxelem 1048576
# Pod addresses that are replaced with the node's address outside the pools.
ip netns exec calico-vxlan.node1 ipset create cali40masq-ipam-pools hash:net family inet maxelem 1048576
# The nodes that may send VXLAN.
ip netns exec calico-vxlan.node2 ipset create cali40all-vxlan-net hash:net family inet maxelem 1048576
# All pod addresses.
ip netns exec calico-vxlan.node2 ipset create cali40all-ipam-pools hash:net family inet maxelem 1048576
# Pod addresses that are replaced with the node's address outside the pools.
ip netns exec calico-vxlan.node2 ipset create cali40masq-ipam-pools hash:net family inet maxelem 1048576
# 172.18.0.12 is a member of the set cali40all-vxlan-net.
ip netns exec calico-vxlan.node1 ipset add cali40all-vxlan-net 172.18.0.12
# 192.168.0.0/16 is a member of the set cali40all-ipam-pools.
ip netns exec calico-vxlan.node1 ipset add cali40all-ipam-pools 192.168.0.0/16
# 192.168.0.0/16 is a member of the set cali40masq-ipam-pools.
ip netns exec calico-vxlan.node1 ipset add cali40masq-ipam-pools 192.168.0.0/16
# 172.18.0.11 is a member of the set cali40all-vxlan-net.
ip netns exec calico-vxlan.node2 ipset add cali40all-vxlan-net 172.18.0.11
# 192.168.0.0/16 is a member of the set cali40all-ipam-pools.
ip netns exec calico-vxlan.node2 ipset add cali40all-ipam-pools 192.168.0.0/16
# 192.168.0.0/16 is a member of the set cali40masq-ipam-pools.
ip netns exec calico-vxlan.node2 ipset add cali40masq-ipam-pools 192.168.0.0/16
# The chain of felix for arriving packets.
ip netns exec calico-vxlan.node1 iptables -t nat -N cali-PREROUTING
# The same for packets from the node itself.
ip netns exec calico-vxlan.node1 iptables -t nat -N cali-OUTPUT
# The chain of felix for leaving packets.
ip netns exec calico-vxlan.node1 iptables -t nat -N cali-POSTROUTING
# Floating addresses.
ip netns exec calico-vxlan.node1 iptables -t nat -N cali-fip-dnat
# Floating addresses in the other direction.
ip netns exec calico-vxlan.node1 iptables -t nat -N cali-fip-snat
# Packets that leave the pools.
ip netns exec calico-vxlan.node1 iptables -t nat -N cali-nat-outgoing
# Floating addresses; this lab has none.
ip netns exec calico-vxlan.node1 iptables -t nat -A cali-PREROUTING -m comment --comment cali:r6XmIziWUJsdOK6Z -j cali-fip-dnat
# Floating addresses; this lab has none.
ip netns exec calico-vxlan.node1 iptables -t nat -A cali-OUTPUT -m comment --comment cali:GBTAv2p5CwevEyJm -j cali-fip-dnat
# Floating addresses in the other direction.
ip netns exec calico-vxlan.node1 iptables -t nat -A cali-POSTROUTING -m comment --comment cali:Z-c7XtVd2Bq7s_hA -j cali-fip-snat
# That chain decides whether a packet leaves the pools.
ip netns exec calico-vxlan.node1 iptables -t nat -A cali-POSTROUTING -m comment --comment cali:nYKhEzDlr11Jccal -j cali-nat-outgoing
# Packets from the node into vxlan.calico get the address of vxlan.calico; otherwise the reply would not return through it.
ip netns exec calico-vxlan.node1 iptables -t nat -A cali-POSTROUTING -o vxlan.calico -m comment --comment cali:e9dnSgSVNmIcpVhP -m addrtype ! --src-type LOCAL --limit-iface-out -m addrtype --src-type LOCAL -j MASQUERADE --random-fully
# Packets from pods to destinations outside the pools get the node's address as their source.
ip netns exec calico-vxlan.node1 iptables -t nat -A cali-nat-outgoing -m comment --comment cali:flqWnvo8yq4ULQLa -m set --match-set cali40masq-ipam-pools src -m set ! --match-set cali40all-ipam-pools dst -j MASQUERADE --random-fully
# Run the chain of felix before other rules.
ip netns exec calico-vxlan.node1 iptables -t nat -I PREROUTING -m comment --comment cali:6gwbT8clXdHdC1b1 -j cali-PREROUTING
# Run the chain of felix before other rules.
ip netns exec calico-vxlan.node1 iptables -t nat -I OUTPUT -m comment --comment cali:tVnHkvAo15HuiPy0 -j cali-OUTPUT
# Run the chain of felix before other rules.
ip netns exec calico-vxlan.node1 iptables -t nat -I POSTROUTING -m comment --comment cali:O3lYWMrLQYEMJtB5 -j cali-POSTROUTING
# The chain of felix before connection tracking.
ip netns exec calico-vxlan.node1 iptables -t raw -N cali-PREROUTING
# The same for packets from the node itself.
ip netns exec calico-vxlan.node1 iptables -t raw -N cali-OUTPUT
# Pods that may send from other addresses.
ip netns exec calico-vxlan.node1 iptables -t raw -N cali-rpf-skip
# Packets from host endpoints.
ip netns exec calico-vxlan.node1 iptables -t raw -N cali-from-host-endpoint
# Packets to host endpoints.
ip netns exec calico-vxlan.node1 iptables -t raw -N cali-to-host-endpoint
# Clear the marks of felix.
ip netns exec calico-vxlan.node1 iptables -t raw -A cali-PREROUTING -m comment --comment cali:XFX5xbM8B9qR10JG -j MARK --set-xmark 0x0/0xf0000
# Do not track VXLAN between nodes.
ip netns exec calico-vxlan.node1 iptables -t raw -A cali-PREROUTING -p udp -m comment --comment cali:M7WeklUcDzCqHKI_ -m udp --dport 4789 -j CT --notrack
# Mark packets from pods.
ip netns exec calico-vxlan.node1 iptables -t raw -A cali-PREROUTING -i cali+ -m comment --comment cali:pNzLEcwGOZ4YemC- -j MARK --set-xmark 0x40000/0x40000
# Pods that may send from other addresses; a lab has none.
ip netns exec calico-vxlan.node1 iptables -t raw -A cali-PREROUTING -m comment --comment cali:k5-EypuOGdQbMjmG -m mark --mark 0x40000/0x40000 -j cali-rpf-skip
# Drop packets from pods whose source address is not routed to the pod (spoofed).
ip netns exec calico-vxlan.node1 iptables -t raw -A cali-PREROUTING -m comment --comment cali:ZRno2gPYKT_N2WJV -m mark --mark 0x40000/0x40000 -m rpfilter --validmark --invert -j DROP
# Policies of host endpoints; a lab has none.
ip netns exec calico-vxlan.node1 iptables -t raw -A cali-PREROUTING -m comment --comment cali:oBQn3t8RvFIlNu_v -m mark --mark 0x0/0x40000 -j cali-from-host-endpoint
# Untracked policies of host endpoints; a lab has none.
ip netns exec calico-vxlan.node1 iptables -t raw -A cali-PREROUTING -m comment --comment cali:lZy_EB5TkNFykbsd -m mark --mark 0x10000/0x10000 -j ACCEPT
# Clear the marks of felix.
ip netns exec calico-vxlan.node1 iptables -t raw -A cali-OUTPUT -m comment --comment cali:njdnLwYeGqBJyMxW -j MARK --set-xmark 0x0/0xf0000
# Policies of host endpoints; a lab has none.
ip netns exec calico-vxlan.node1 iptables -t raw -A cali-OUTPUT -m comment --comment cali:rz86uTUcEZAfFsh7 -j cali-to-host-endpoint
# Do not track VXLAN between nodes.
ip netns exec calico-vxlan.node1 iptables -t raw -A cali-OUTPUT -p udp -m comment --comment cali:h6IBQLYf-NmXFeY_ -m udp --dport 4789 -j CT --notrack
# Untracked policies of host endpoints; a lab has none.
ip netns exec calico-vxlan.node1 iptables -t raw -A cali-OUTPUT -m comment --comment cali:DoQ7AqyOyqExxSea -m mark --mark 0x10000/0x10000 -j ACCEPT
# Run the chain of felix before other rules.
ip netns exec calico-vxlan.node1 iptables -t raw -I PREROUTING -m comment --comment cali:6gwbT8clXdHdC1b1 -j cali-PREROUTING
# Run the chain of felix before other rules.
ip netns exec calico-vxlan.node1 iptables -t raw -I OUTPUT -m comment --comment cali:tVnHkvAo15HuiPy0 -j cali-OUTPUT
# The chain of felix before DNAT.
ip netns exec calico-vxlan.node1 iptables -t mangle -N cali-PREROUTING
# The chain of felix after routing.
ip netns exec calico-vxlan.node1 iptables -t mangle -N cali-POSTROUTING
# Packets from host endpoints.
ip netns exec calico-vxlan.node1 iptables -t mangle -N cali-from-host-endpoint
# Packets to host endpoints.
ip netns exec calico-vxlan.node1 iptables -t mangle -N cali-to-host-endpoint
# Flows that exist have been decided.
ip netns exec calico-vxlan.node1 iptables -t mangle -A cali-PREROUTING -m comment --comment cali:6BJqBjBC7crtA-7- -m conntrack --ctstate RELATED,ESTABLISHED -j ACCEPT
# Accept packets that an untracked policy accepted.
ip netns exec calico-vxlan.node1 iptables -t mangle -A cali-PREROUTING -m comment --comment cali:KX7AGNd6rMcDUai6 -m mark --mark 0x10000/0x10000 -j ACCEPT
# Policies of host endpoints; a lab has none.
ip netns exec calico-vxlan.node1 iptables -t mangle -A cali-PREROUTING -m comment --comment cali:wNH7KsA3ILKJBsY9 -j cali-from-host-endpoint
# Accept packets that the policy of a host endpoint accepted; a lab has no host endpoints.
ip netns exec calico-vxlan.node1 iptables -t mangle -A cali-PREROUTING -m comment --comment cali:Cg96MgVuoPm7UMRo -m comment --comment 'Host endpoint policy accepted packet.' -m mark --mark 0x10000/0x10000 -j ACCEPT
# Return for packets that policies accepted.
ip netns exec calico-vxlan.node1 iptables -t mangle -A cali-POSTROUTING -m comment --comment cali:NX-7roTexQ3fGRfU -m mark --mark 0x10000/0x10000 -j RETURN
# Clear the marks of felix.
ip netns exec calico-vxlan.node1 iptables -t mangle -A cali-POSTROUTING -m comment --comment cali:nnqPh8lh2VOogSzX -j MARK --set-xmark 0x0/0xf0000
# Policies of host endpoints; a lab has none.
ip netns exec calico-vxlan.node1 iptables -t mangle -A cali-POSTROUTING -m comment --comment cali:nquN8Jw8Tz72pcBW -m conntrack --ctstate DNAT -j cali-to-host-endpoint
# Accept packets that the policy of a host endpoint accepted; a lab has no host endpoints.
ip netns exec calico-vxlan.node1 iptables -t mangle -A cali-POSTROUTING -m comment --comment cali:jWrgvDQ0xEZHmta3 -m comment --comment 'Host endpoint policy accepted packet.' -m mark --mark 0x10000/0x10000 -j RETURN
# Run the chain of felix before other rules.
ip netns exec calico-vxlan.node1 iptables -t mangle -I PREROUTING -m comment --comment cali:6gwbT8clXdHdC1b1 -j cali-PREROUTING
# Run the chain of felix before other rules.
ip netns exec calico-vxlan.node1 iptables -t mangle -I POSTROUTING -m comment --comment cali:O3lYWMrLQYEMJtB5 -j cali-POSTROUTING
# The chain of felix for packets to the node itself.
ip netns exec calico-vxlan.node1 iptables -N cali-INPUT
# The chain of felix for packets from the node itself.
ip netns exec calico-vxlan.node1 iptables -N cali-OUTPUT
# Packets from host endpoints.
ip netns exec calico-vxlan.node1 iptables -N cali-from-host-endpoint
# Packets to host endpoints.
ip netns exec calico-vxlan.node1 iptables -N cali-to-host-endpoint
# The chain of felix for forwarded packets.
ip netns exec calico-vxlan.node1 iptables -N cali-FORWARD
# Packets that arrive from a host endpoint and are forwarded.
ip netns exec calico-vxlan.node1 iptables -N cali-from-hep-forward
# Packets that are forwarded to a host endpoint.
ip netns exec calico-vxlan.node1 iptables -N cali-to-hep-forward
# Blocked addresses of services.
ip netns exec calico-vxlan.node1 iptables -N cali-cidr-block
# The chain for packets from pods to their own node.
ip netns exec calico-vxlan.node1 iptables -N cali-wl-to-host
# Select the chain of the destination pod.
ip netns exec calico-vxlan.node1 iptables -N cali-to-wl-dispatch
# Select the chain of the source pod.
ip netns exec calico-vxlan.node1 iptables -N cali-from-wl-dispatch
# The chain for packets to pod1-1.
ip netns exec calico-vxlan.node1 iptables -N cali-tw-cali3624b7ebb1c
# The chain for packets from pod1-1.
ip netns exec calico-vxlan.node1 iptables -N cali-fw-cali3624b7ebb1c
# The chain for packets to pod1-2.
ip netns exec calico-vxlan.node1 iptables -N cali-tw-cali38cfaba26da
# The chain for packets from pod1-2.
ip netns exec calico-vxlan.node1 iptables -N cali-fw-cali38cfaba26da
# The profile kns.default.
ip netns exec calico-vxlan.node1 iptables -N cali-pri-kns.default
# The profile kns.default.
ip netns exec calico-vxlan.node1 iptables -N cali-pro-kns.default
# The profile ksa.default.default.
ip netns exec calico-vxlan.node1 iptables -N cali-pri-ksa.default.default
# The profile ksa.default.default.
ip netns exec calico-vxlan.node1 iptables -N cali-pro-ksa.default.default
# Accept VXLAN from other nodes of the cluster.
ip netns exec calico-vxlan.node1 iptables -A cali-INPUT -p 17 -m comment --comment cali:J76FwxInZIsk7uKY -m comment --comment 'Allow IPv4 VXLAN packets from allowed hosts' -m multiport --dports 4789 -m set --match-set cali40all-vxlan-net src -m addrtype --dst-type LOCAL -j ACCEPT
# Drop VXLAN from other sources.
ip netns exec calico-vxlan.node1 iptables -A cali-INPUT -p 17 -m comment --comment cali:EDCNTTxYfggApx8C -m comment --comment 'Drop IPv4 VXLAN packets from non-allowed hosts' -m multiport --dports 4789 -m addrtype --dst-type LOCAL -j DROP
# Apply policies to packets from pods to their own node.
ip netns exec calico-vxlan.node1 iptables -A cali-INPUT -i cali+ -m comment --comment cali:H03xYXARh4e8pwd4 -g cali-wl-to-host
# Accept packets that policies accepted.
ip netns exec calico-vxlan.node1 iptables -A cali-INPUT -m comment --comment cali:MN6K3isIWBigb1Va -m mark --mark 0x10000/0x10000 -j ACCEPT
# Clear the marks of felix.
ip netns exec calico-vxlan.node1 iptables -A cali-INPUT -m comment --comment cali:OSYphBLwOgic22Hz -j MARK --set-xmark 0x0/0xf0000
# Policies of host endpoints; a lab has none.
ip netns exec calico-vxlan.node1 iptables -A cali-INPUT -m comment --comment cali:rmi2_piRVmfeiwVp -j cali-from-host-endpoint
# Accept packets that the policy of a host endpoint accepted; a lab has no host endpoints.
ip netns exec calico-vxlan.node1 iptables -A cali-INPUT -m comment --comment cali:F7Q8zu44qIbOVben -m comment --comment 'Host endpoint policy accepted packet.' -m mark --mark 0x10000/0x10000 -j ACCEPT
# Accept packets that policies accepted.
ip netns exec calico-vxlan.node1 iptables -A cali-OUTPUT -m comment --comment cali:Mq1_rAdXXH3YkrzW -m mark --mark 0x10000/0x10000 -j ACCEPT
# Policies do not apply to packets from a node to its own pods: kubelet probes them.
ip netns exec calico-vxlan.node1 iptables -A cali-OUTPUT -o cali+ -m comment --comment cali:69FkRTJDvD5Vu6Vl -j RETURN
# Accept VXLAN to other nodes of the cluster.
ip netns exec calico-vxlan.node1 iptables -A cali-OUTPUT -p 17 -m comment --comment cali:-QZG79DohFjalQBb -m comment --comment 'Allow IPv4 VXLAN packets to other allowed hosts' -m multiport --dports 4789 -m addrtype --src-type LOCAL -m set --match-set cali40all-vxlan-net dst -j ACCEPT
# Clear the marks of felix.
ip netns exec calico-vxlan.node1 iptables -A cali-OUTPUT -m comment --comment cali:iC1pSPgbvgQzkUk_ -j MARK --set-xmark 0x0/0xf0000
# Policies of host endpoints; a lab has none.
ip netns exec calico-vxlan.node1 iptables -A cali-OUTPUT -m comment --comment cali:4Zh7KtRvt4W5AEBR -m conntrack ! --ctstate DNAT -j cali-to-host-endpoint
# Accept packets that the policy of a host endpoint accepted; a lab has no host endpoints.
ip netns exec calico-vxlan.node1 iptables -A cali-OUTPUT -m comment --comment cali:Y0k-bqjt-5CUqyUq -m comment --comment 'Host endpoint policy accepted packet.' -m mark --mark 0x10000/0x10000 -j ACCEPT
# Clear the marks of felix, which other rules may have set.
ip netns exec calico-vxlan.node1 iptables -A cali-FORWARD -m comment --comment cali:vjrMJCRpqwy5oRoX -j MARK --set-xmark 0x0/0xe0000
# Policies of host endpoints; a lab has none.
ip netns exec calico-vxlan.node1 iptables -A cali-FORWARD -m comment --comment cali:A_sPAO0mcxbT9mOV -m mark --mark 0x0/0x10000 -j cali-from-hep-forward
# Packets from a pod: apply its egress policies.
ip netns exec calico-vxlan.node1 iptables -A cali-FORWARD -i cali+ -m comment --comment cali:8ZoYfO5HKXWbB3pk -j cali-from-wl-dispatch
# Packets to a pod: apply its ingress policies.
ip netns exec calico-vxlan.node1 iptables -A cali-FORWARD -o cali+ -m comment --comment cali:jdEuaPBe14V2hutn -j cali-to-wl-dispatch
# Policies of host endpoints; a lab has none.
ip netns exec calico-vxlan.node1 iptables -A cali-FORWARD -m comment --comment cali:12bc6HljsMKsmfr- -j cali-to-hep-forward
# Blocked addresses of services; a lab has none.
ip netns exec calico-vxlan.node1 iptables -A cali-FORWARD -m comment --comment cali:NOSxoaGx8OIstr1z -j cali-cidr-block
# Packets from a pod: apply its egress policies.
ip netns exec calico-vxlan.node1 iptables -A cali-wl-to-host -m comment --comment cali:Ee9Sbo10IpVujdIY -j cali-from-wl-dispatch
# Accept packets from pods to their own node.
ip netns exec calico-vxlan.node1 iptables -A cali-wl-to-host -m comment --comment cali:nSZbcOoG1xPONxb8 -m comment --comment 'Configured DefaultEndpointToHostAction' -j ACCEPT
# The interface of pod1-1 is cali3624b7ebb1c.
ip netns exec calico-vxlan.node1 iptables -A cali-to-wl-dispatch -o cali3624b7ebb1c -m comment --comment cali:K1JjjbrtBYLMA1A0 -g cali-tw-cali3624b7ebb1c
# The interface of pod1-2 is cali38cfaba26da.
ip netns exec calico-vxlan.node1 iptables -A cali-to-wl-dispatch -o cali38cfaba26da -m comment --comment cali:UA7IoQMusz2bIXEy -g cali-tw-cali38cfaba26da
# Drop packets of interfaces without a known pod.
ip netns exec calico-vxlan.node1 iptables -A cali-to-wl-dispatch -m comment --comment cali:ldOWPoWOnLtIQqmo -m comment --comment 'Unknown interface' -j DROP
# The interface of pod1-1 is cali3624b7ebb1c.
ip netns exec calico-vxlan.node1 iptables -A cali-from-wl-dispatch -i cali3624b7ebb1c -m comment --comment cali:KGomWJ3P-QYYRdGt -g cali-fw-cali3624b7ebb1c
# The interface of pod1-2 is cali38cfaba26da.
ip netns exec calico-vxlan.node1 iptables -A cali-from-wl-dispatch -i cali38cfaba26da -m comment --comment cali:3uF7dKElFgs6WGSC -g cali-fw-cali38cfaba26da
# Drop packets of interfaces without a known pod.
ip netns exec calico-vxlan.node1 iptables -A cali-from-wl-dispatch -m comment --comment cali:5C-gc626424bwx1b -m comment --comment 'Unknown interface' -j DROP
# Accept further packets of accepted flows to pod1-1, and replies.
ip netns exec calico-vxlan.node1 iptables -A cali-tw-cali3624b7ebb1c -m comment --comment cali:F_5VKhsyO8DcXQ_0 -m conntrack --ctstate RELATED,ESTABLISHED -j ACCEPT
# Drop packets that conntrack cannot assign to a flow.
ip netns exec calico-vxlan.node1 iptables -A cali-tw-cali3624b7ebb1c -m comment --comment cali:gokQIuIsbLak3Aey -m conntrack --ctstate INVALID -j DROP
# Clear the verdict marks, which an earlier chain may have set.
ip netns exec calico-vxlan.node1 iptables -A cali-tw-cali3624b7ebb1c -m comment --comment cali:o79WRI9fbuvWQE1H -j MARK --set-xmark 0x0/0x30000
# If no policy selects pod1-1, the profile of its namespace accepts everything.
ip netns exec calico-vxlan.node1 iptables -A cali-tw-cali3624b7ebb1c -m comment --comment cali:wDD9FwTx3IMtDFNa -j cali-pri-kns.default
# Return if the profile has accepted the packet.
ip netns exec calico-vxlan.node1 iptables -A cali-tw-cali3624b7ebb1c -m comment --comment cali:Y1x7JHXni8LBQn1i -m comment --comment 'Return if profile accepted' -m mark --mark 0x10000/0x10000 -j RETURN
# The profile of the service account of pod1-1 has no rules.
ip netns exec calico-vxlan.node1 iptables -A cali-tw-cali3624b7ebb1c -m comment --comment cali:umxkCsfQUSc03arz -j cali-pri-ksa.default.default
# Return if the profile has accepted the packet.
ip netns exec calico-vxlan.node1 iptables -A cali-tw-cali3624b7ebb1c -m comment --comment cali:AeZ2hJCrVN3PS1HI -m comment --comment 'Return if profile accepted' -m mark --mark 0x10000/0x10000 -j RETURN
# Drop packets that no profile accepts.
ip netns exec calico-vxlan.node1 iptables -A cali-tw-cali3624b7ebb1c -m comment --comment cali:KVNd-HUWuCtoINgo -m comment --comment 'Drop if no profiles matched' -j DROP
# Accept further packets of accepted flows from pod1-1, and replies.
ip netns exec calico-vxlan.node1 iptables -A cali-fw-cali3624b7ebb1c -m comment --comment cali:z_eUZEa8wxoeb9V9 -m conntrack --ctstate RELATED,ESTABLISHED -j ACCEPT
# Drop packets that conntrack cannot assign to a flow.
ip netns exec calico-vxlan.node1 iptables -A cali-fw-cali3624b7ebb1c -m comment --comment cali:OHfNwHFpSl0USMsv -m conntrack --ctstate INVALID -j DROP
# Clear the verdict marks, which an earlier chain may have set.
ip netns exec calico-vxlan.node1 iptables -A cali-fw-cali3624b7ebb1c -m comment --comment cali:ifTSfr3ybqG-h-Ve -j MARK --set-xmark 0x0/0x30000
# Drop VXLAN from pod1-1: policies cannot match the inner packet.
ip netns exec calico-vxlan.node1 iptables -A cali-fw-cali3624b7ebb1c -p 17 -m comment --comment cali:nIq3_lpn2jnruuCg -m comment --comment 'Drop VXLAN encapped packets originating in workloads' -m multiport --dports 4789 -j DROP
# Drop IPIP from pod1-1: policies cannot match the inner packet.
ip netns exec calico-vxlan.node1 iptables -A cali-fw-cali3624b7ebb1c -p 4 -m comment --comment cali:39T6QvOhDLz_MqM1 -m comment --comment 'Drop IPinIP encapped packets originating in workloads' -j DROP
# If no policy selects pod1-1, the profile of its namespace accepts everything.
ip netns exec calico-vxlan.node1 iptables -A cali-fw-cali3624b7ebb1c -m comment --comment cali:l7Dj9DLX6FkTM6gN -j cali-pro-kns.default
# Return if the profile has accepted the packet.
ip netns exec calico-vxlan.node1 iptables -A cali-fw-cali3624b7ebb1c -m comment --comment cali:5-UOOlmYcfGpcP3y -m comment --comment 'Return if profile accepted' -m mark --mark 0x10000/0x10000 -j RETURN
# The profile of the service account of pod1-1 has no rules.
ip netns exec calico-vxlan.node1 iptables -A cali-fw-cali3624b7ebb1c -m comment --comment cali:8NNFAw4tLKP-z_Dr -j cali-pro-ksa.default.default
# Return if the profile has accepted the packet.
ip netns exec calico-vxlan.node1 iptables -A cali-fw-cali3624b7ebb1c -m comment --comment cali:I1hfzeT2sYBcVwyr -m comment --comment 'Return if profile accepted' -m mark --mark 0x10000/0x10000 -j RETURN
# Drop packets that no profile accepts.
ip netns exec calico-vxlan.node1 iptables -A cali-fw-cali3624b7ebb1c -m comment --comment cali:19tnNgSX_O2WXBVZ -m comment --comment 'Drop if no profiles matched' -j DROP
# Accept further packets of accepted flows to pod1-2, and replies.
ip netns exec calico-vxlan.node1 iptables -A cali-tw-cali38cfaba26da -m comment --comment cali:1ZfZ4NKoesSl3fwZ -m conntrack --ctstate RELATED,ESTABLISHED -j ACCEPT
# Drop packets that conntrack cannot assign to a flow.
ip netns exec calico-vxlan.node1 iptables -A cali-tw-cali38cfaba26da -m comment --comment cali:o7DCpVjut1F0JbEx -m conntrack --ctstate INVALID -j DROP
# Clear the verdict marks, which an earlier chain may have set.
ip netns exec calico-vxlan.node1 iptables -A cali-tw-cali38cfaba26da -m comment --comment cali:kQFeS7iQMpA2MUQz -j MARK --set-xmark 0x0/0x30000
# If no policy selects pod1-2, the profile of its namespace accepts everything.
ip netns exec calico-vxlan.node1 iptables -A cali-tw-cali38cfaba26da -m comment --comment cali:_ACqXrLkToVk8Lgf -j cali-pri-kns.default
# Return if the profile has accepted the packet.
ip netns exec calico-vxlan.node1 iptables -A cali-tw-cali38cfaba26da -m comment --comment cali:gAdfzVZEUBwqsYZl -m comment --comment 'Return if profile accepted' -m mark --mark 0x10000/0x10000 -j RETURN
# The profile of the service account of pod1-2 has no rules.
ip netns exec calico-vxlan.node1 iptables -A cali-tw-cali38cfaba26da -m comment --comment cali:s4Qo_jOGVi4lwPNz -j cali-pri-ksa.default.default
# Return if the profile has accepted the packet.
ip netns exec calico-vxlan.node1 iptables -A cali-tw-cali38cfaba26da -m comment --comment cali:0qxAsL0f0KkKhQOx -m comment --comment 'Return if profile accepted' -m mark --mark 0x10000/0x10000 -j RETURN
# Drop packets that no profile accepts.
ip netns exec calico-vxlan.node1 iptables -A cali-tw-cali38cfaba26da -m comment --comment cali:jGk0Df1SCcEby8Tm -m comment --comment 'Drop if no profiles matched' -j DROP
# Accept further packets of accepted flows from pod1-2, and replies.
ip netns exec calico-vxlan.node1 iptables -A cali-fw-cali38cfaba26da -m comment --comment cali:3rrlZFaj53Oo5wn0 -m conntrack --ctstate RELATED,ESTABLISHED -j ACCEPT
# Drop packets that conntrack cannot assign to a flow.
ip netns exec calico-vxlan.node1 iptables -A cali-fw-cali38cfaba26da -m comment --comment cali:qY8g-366NESsrypW -m conntrack --ctstate INVALID -j DROP
# Clear the verdict marks, which an earlier chain may have set.
ip netns exec calico-vxlan.node1 iptables -A cali-fw-cali38cfaba26da -m comment --comment cali:JQ64HaftZox6MJDV -j MARK --set-xmark 0x0/0x30000
# Drop VXLAN from pod1-2: policies cannot match the inner packet.
ip netns exec calico-vxlan.node1 iptables -A cali-fw-cali38cfaba26da -p 17 -m comment --comment cali:1WikjYuCaEoC0wtb -m comment --comment 'Drop VXLAN encapped packets originating in workloads' -m multiport --dports 4789 -j DROP
# Drop IPIP from pod1-2: policies cannot match the inner packet.
ip netns exec calico-vxlan.node1 iptables -A cali-fw-cali38cfaba26da -p 4 -m comment --comment cali:ivBFIsMzdIF1FS8i -m comment --comment 'Drop IPinIP encapped packets originating in workloads' -j DROP
# If no policy selects pod1-2, the profile of its namespace accepts everything.
ip netns exec calico-vxlan.node1 iptables -A cali-fw-cali38cfaba26da -m comment --comment cali:n2xO_lrIgvjlRj_5 -j cali-pro-kns.default
# Return if the profile has accepted the packet.
ip netns exec calico-vxlan.node1 iptables -A cali-fw-cali38cfaba26da -m comment --comment cali:etXnJcd-nvgFo1VH -m comment --comment 'Return if profile accepted' -m mark --mark 0x10000/0x10000 -j RETURN
# The profile of the service account of pod1-2 has no rules.
ip netns exec calico-vxlan.node1 iptables -A cali-fw-cali38cfaba26da -m comment --comment cali:Iu7P5on0mbxC4vpu -j cali-pro-ksa.default.default
# Return if the profile has accepted the packet.
ip netns exec calico-vxlan.node1 iptables -A cali-fw-cali38cfaba26da -m comment --comment cali:kP7gijY2sm22o0r9 -m comment --comment 'Return if profile accepted' -m mark --mark 0x10000/0x10000 -j RETURN
# Drop packets that no profile accepts.
ip netns exec calico-vxlan.node1 iptables -A cali-fw-cali38cfaba26da -m comment --comment cali:rI5EIb4Iu2NRctYY -m comment --comment 'Drop if no profiles matched' -j DROP
# Accept packets of pods that no policy selects.
ip netns exec calico-vxlan.node1 iptables -A cali-pri-kns.default -m comment --comment cali:WMSw8BmYOknRHfsz -m comment --comment 'Profile kns.default ingress' -j MARK --set-xmark 0x10000/0x10000
# Accept packets of pods that no policy selects.
ip netns exec calico-vxlan.node1 iptables -A cali-pro-kns.default -m comment --comment cali:Vr81boRqq4V77Sg8 -m comment --comment 'Profile kns.default egress' -j MARK --set-xmark 0x10000/0x10000
# A comment; the rule matches every packet and does nothing.
ip netns exec calico-vxlan.node1 iptables -A cali-pri-ksa.default.default -m comment --comment cali:PrckJA84jX_kGp99 -m comment --comment 'Profile ksa.default.default ingress'
# A comment; the rule matches every packet and does nothing.
ip netns exec calico-vxlan.node1 iptables -A cali-pro-ksa.default.default -m comment --comment cali:bUZzZcietq9v5Ybq -m comment --comment 'Profile ksa.default.default egress'
# Run the chain of felix before other rules.
ip netns exec calico-vxlan.node1 iptables -I INPUT -m comment --comment cali:Cz_u1IQiXIMmKD4c -j cali-INPUT
# Run the chain of felix before other rules.
ip netns exec calico-vxlan.node1 iptables -I OUTPUT -m comment --comment cali:tVnHkvAo15HuiPy0 -j cali-OUTPUT
# Run the chain of felix before other rules.
ip netns exec calico-vxlan.node1 iptables -I FORWARD -m comment --comment cali:wUHhoiAYhphO9Mso -j cali-FORWARD
# Accept packets that policies accepted, even if the policy of FORWARD is DROP.
ip netns exec calico-vxlan.node1 iptables -A FORWARD -m comment --comment cali:S93hcgKJrXEqnTfs -m comment --comment 'Policy explicitly accepted packet.' -m mark --mark 0x10000/0x10000 -j ACCEPT
# Mark other packets that FORWARD accepts, for mangle POSTROUTING.
ip netns exec calico-vxlan.node1 iptables -A FORWARD -m comment --comment cali:mp77cMpurHhyjLrM -j MARK --set-xmark 0x10000/0x10000
# The chain of felix for arriving packets.
ip netns exec calico-vxlan.node2 iptables -t nat -N cali-PREROUTING
# The same for packets from the node itself.
ip netns exec calico-vxlan.node2 iptables -t nat -N cali-OUTPUT
# The chain of felix for leaving packets.
ip netns exec calico-vxlan.node2 iptables -t nat -N cali-POSTROUTING
# Floating addresses.
ip netns exec calico-vxlan.node2 iptables -t nat -N cali-fip-dnat
# Floating addresses in the other direction.
ip netns exec calico-vxlan.node2 iptables -t nat -N cali-fip-snat
# Packets that leave the pools.
ip netns exec calico-vxlan.node2 iptables -t nat -N cali-nat-outgoing
# Floating addresses; this lab has none.
ip netns exec calico-vxlan.node2 iptables -t nat -A cali-PREROUTING -m comment --comment cali:r6XmIziWUJsdOK6Z -j cali-fip-dnat
# Floating addresses; this lab has none.
ip netns exec calico-vxlan.node2 iptables -t nat -A cali-OUTPUT -m comment --comment cali:GBTAv2p5CwevEyJm -j cali-fip-dnat
# Floating addresses in the other direction.
ip netns exec calico-vxlan.node2 iptables -t nat -A cali-POSTROUTING -m comment --comment cali:Z-c7XtVd2Bq7s_hA -j cali-fip-snat
# That chain decides whether a packet leaves the pools.
ip netns exec calico-vxlan.node2 iptables -t nat -A cali-POSTROUTING -m comment --comment cali:nYKhEzDlr11Jccal -j cali-nat-outgoing
# Packets from the node into vxlan.calico get the address of vxlan.calico; otherwise the reply would not return through it.
ip netns exec calico-vxlan.node2 iptables -t nat -A cali-POSTROUTING -o vxlan.calico -m comment --comment cali:e9dnSgSVNmIcpVhP -m addrtype ! --src-type LOCAL --limit-iface-out -m addrtype --src-type LOCAL -j MASQUERADE --random-fully
# Packets from pods to destinations outside the pools get the node's address as their source.
ip netns exec calico-vxlan.node2 iptables -t nat -A cali-nat-outgoing -m comment --comment cali:flqWnvo8yq4ULQLa -m set --match-set cali40masq-ipam-pools src -m set ! --match-set cali40all-ipam-pools dst -j MASQUERADE --random-fully
# Run the chain of felix before other rules.
ip netns exec calico-vxlan.node2 iptables -t nat -I PREROUTING -m comment --comment cali:6gwbT8clXdHdC1b1 -j cali-PREROUTING
# Run the chain of felix before other rules.
ip netns exec calico-vxlan.node2 iptables -t nat -I OUTPUT -m comment --comment cali:tVnHkvAo15HuiPy0 -j cali-OUTPUT
# Run the chain of felix before other rules.
ip netns exec calico-vxlan.node2 iptables -t nat -I POSTROUTING -m comment --comment cali:O3lYWMrLQYEMJtB5 -j cali-POSTROUTING
# The chain of felix before connection tracking.
ip netns exec calico-vxlan.node2 iptables -t raw -N cali-PREROUTING
# The same for packets from the node itself.
ip netns exec calico-vxlan.node2 iptables -t raw -N cali-OUTPUT
# Pods that may send from other addresses.
ip netns exec calico-vxlan.node2 iptables -t raw -N cali-rpf-skip
# Packets from host endpoints.
ip netns exec calico-vxlan.node2 iptables -t raw -N cali-from-host-endpoint
# Packets to host endpoints.
ip netns exec calico-vxlan.node2 iptables -t raw -N cali-to-host-endpoint
# Clear the marks of felix.
ip netns exec calico-vxlan.node2 iptables -t raw -A cali-PREROUTING -m comment --comment cali:XFX5xbM8B9qR10JG -j MARK --set-xmark 0x0/0xf0000
# Do not track VXLAN between nodes.
ip netns exec calico-vxlan.node2 iptables -t raw -A cali-PREROUTING -p udp -m comment --comment cali:M7WeklUcDzCqHKI_ -m udp --dport 4789 -j CT --notrack
# Mark packets from pods.
ip netns exec calico-vxlan.node2 iptables -t raw -A cali-PREROUTING -i cali+ -m comment --comment cali:pNzLEcwGOZ4YemC- -j MARK --set-xmark 0x40000/0x40000
# Pods that may send from other addresses; a lab has none.
ip netns exec calico-vxlan.node2 iptables -t raw -A cali-PREROUTING -m comment --comment cali:k5-EypuOGdQbMjmG -m mark --mark 0x40000/0x40000 -j cali-rpf-skip
# Drop packets from pods whose source address is not routed to the pod (spoofed).
ip netns exec calico-vxlan.node2 iptables -t raw -A cali-PREROUTING -m comment --comment cali:ZRno2gPYKT_N2WJV -m mark --mark 0x40000/0x40000 -m rpfilter --validmark --invert -j DROP
# Policies of host endpoints; a lab has none.
ip netns exec calico-vxlan.node2 iptables -t raw -A cali-PREROUTING -m comment --comment cali:oBQn3t8RvFIlNu_v -m mark --mark 0x0/0x40000 -j cali-from-host-endpoint
# Untracked policies of host endpoints; a lab has none.
ip netns exec calico-vxlan.node2 iptables -t raw -A cali-PREROUTING -m comment --comment cali:lZy_EB5TkNFykbsd -m mark --mark 0x10000/0x10000 -j ACCEPT
# Clear the marks of felix.
ip netns exec calico-vxlan.node2 iptables -t raw -A cali-OUTPUT -m comment --comment cali:njdnLwYeGqBJyMxW -j MARK --set-xmark 0x0/0xf0000
# Policies of host endpoints; a lab has none.
ip netns exec calico-vxlan.node2 iptables -t raw -A cali-OUTPUT -m comment --comment cali:rz86uTUcEZAfFsh7 -j cali-to-host-endpoint
# Do not track VXLAN between nodes.
ip netns exec calico-vxlan.node2 iptables -t raw -A cali-OUTPUT -p udp -m comment --comment cali:h6IBQLYf-NmXFeY_ -m udp --dport 4789 -j CT --notrack
# Untracked policies of host endpoints; a lab has none.
ip netns exec calico-vxlan.node2 iptables -t raw -A cali-OUTPUT -m comment --comment cali:DoQ7AqyOyqExxSea -m mark --mark 0x10000/0x10000 -j ACCEPT
# Run the chain of felix before other rules.
ip netns exec calico-vxlan.node2 iptables -t raw -I PREROUTING -m comment --comment cali:6gwbT8clXdHdC1b1 -j cali-PREROUTING
# Run the chain of felix before other rules.
ip netns exec calico-vxlan.node2 iptables -t raw -I OUTPUT -m comment --comment cali:tVnHkvAo15HuiPy0 -j cali-OUTPUT
# The chain of felix before DNAT.
ip netns exec calico-vxlan.node2 iptables -t mangle -N cali-PREROUTING
# The chain of felix after routing.
ip netns exec calico-vxlan.node2 iptables -t mangle -N cali-POSTROUTING
# Packets from host endpoints.
ip netns exec calico-vxlan.node2 iptables -t mangle -N cali-from-host-endpoint
# Packets to host endpoints.
ip netns exec calico-vxlan.node2 iptables -t mangle -N cali-to-host-endpoint
# Flows that exist have been decided.
ip netns exec calico-vxlan.node2 iptables -t mangle -A cali-PREROUTING -m comment --comment cali:6BJqBjBC7crtA-7- -m conntrack --ctstate RELATED,ESTABLISHED -j ACCEPT
# Accept packets that an untracked policy accepted.
ip netns exec calico-vxlan.node2 iptables -t mangle -A cali-PREROUTING -m comment --comment cali:KX7AGNd6rMcDUai6 -m mark --mark 0x10000/0x10000 -j ACCEPT
# Policies of host endpoints; a lab has none.
ip netns exec calico-vxlan.node2 iptables -t mangle -A cali-PREROUTING -m comment --comment cali:wNH7KsA3ILKJBsY9 -j cali-from-host-endpoint
# Accept packets that the policy of a host endpoint accepted; a lab has no host endpoints.
ip netns exec calico-vxlan.node2 iptables -t mangle -A cali-PREROUTING -m comment --comment cali:Cg96MgVuoPm7UMRo -m comment --comment 'Host endpoint policy accepted packet.' -m mark --mark 0x10000/0x10000 -j ACCEPT
# Return for packets that policies accepted.
ip netns exec calico-vxlan.node2 iptables -t mangle -A cali-POSTROUTING -m comment --comment cali:NX-7roTexQ3fGRfU -m mark --mark 0x10000/0x10000 -j RETURN
# Clear the marks of felix.
ip netns exec calico-vxlan.node2 iptables -t mangle -A cali-POSTROUTING -m comment --comment cali:nnqPh8lh2VOogSzX -j MARK --set-xmark 0x0/0xf0000
# Policies of host endpoints; a lab has none.
ip netns exec calico-vxlan.node2 iptables -t mangle -A cali-POSTROUTING -m comment --comment cali:nquN8Jw8Tz72pcBW -m conntrack --ctstate DNAT -j cali-to-host-endpoint
# Accept packets that the policy of a host endpoint accepted; a lab has no host endpoints.
ip netns exec calico-vxlan.node2 iptables -t mangle -A cali-POSTROUTING -m comment --comment cali:jWrgvDQ0xEZHmta3 -m comment --comment 'Host endpoint policy accepted packet.' -m mark --mark 0x10000/0x10000 -j RETURN
# Run the chain of felix before other rules.
ip netns exec calico-vxlan.node2 iptables -t mangle -I PREROUTING -m comment --comment cali:6gwbT8clXdHdC1b1 -j cali-PREROUTING
# Run the chain of felix before other rules.
ip netns exec calico-vxlan.node2 iptables -t mangle -I POSTROUTING -m comment --comment cali:O3lYWMrLQYEMJtB5 -j cali-POSTROUTING
# The chain of felix for packets to the node itself.
ip netns exec calico-vxlan.node2 iptables -N cali-INPUT
# The chain of felix for packets from the node itself.
ip netns exec calico-vxlan.node2 iptables -N cali-OUTPUT
# Packets from host endpoints.
ip netns exec calico-vxlan.node2 iptables -N cali-from-host-endpoint
# Packets to host endpoints.
ip netns exec calico-vxlan.node2 iptables -N cali-to-host-endpoint
# The chain of felix for forwarded packets.
ip netns exec calico-vxlan.node2 iptables -N cali-FORWARD
# Packets that arrive from a host endpoint and are forwarded.
ip netns exec calico-vxlan.node2 iptables -N cali-from-hep-forward
# Packets that are forwarded to a host endpoint.
ip netns exec calico-vxlan.node2 iptables -N cali-to-hep-forward
# Blocked addresses of services.
ip netns exec calico-vxlan.node2 iptables -N cali-cidr-block
# The chain for packets from pods to their own node.
ip netns exec calico-vxlan.node2 iptables -N cali-wl-to-host
# Select the chain of the destination pod.
ip netns exec calico-vxlan.node2 iptables -N cali-to-wl-dispatch
# Select the chain of the source pod.
ip netns exec calico-vxlan.node2 iptables -N cali-from-wl-dispatch
# The chain for packets to pod2-1.
ip netns exec calico-vxlan.node2 iptables -N cali-tw-cali904f8124fa9
# The chain for packets from pod2-1.
ip netns exec calico-vxlan.node2 iptables -N cali-fw-cali904f8124fa9
# The chain for packets to pod2-2.
ip netns exec calico-vxlan.node2 iptables -N cali-tw-calibec05f1e78a
# The chain for packets from pod2-2.
ip netns exec calico-vxlan.node2 iptables -N cali-fw-calibec05f1e78a
# The profile kns.default.
ip netns exec calico-vxlan.node2 iptables -N cali-pri-kns.default
# The profile kns.default.
ip netns exec calico-vxlan.node2 iptables -N cali-pro-kns.default
# The profile ksa.default.default.
ip netns exec calico-vxlan.node2 iptables -N cali-pri-ksa.default.default
# The profile ksa.default.default.
ip netns exec calico-vxlan.node2 iptables -N cali-pro-ksa.default.default
# Accept VXLAN from other nodes of the cluster.
ip netns exec calico-vxlan.node2 iptables -A cali-INPUT -p 17 -m comment --comment cali:J76FwxInZIsk7uKY -m comment --comment 'Allow IPv4 VXLAN packets from allowed hosts' -m multiport --dports 4789 -m set --match-set cali40all-vxlan-net src -m addrtype --dst-type LOCAL -j ACCEPT
# Drop VXLAN from other sources.
ip netns exec calico-vxlan.node2 iptables -A cali-INPUT -p 17 -m comment --comment cali:EDCNTTxYfggApx8C -m comment --comment 'Drop IPv4 VXLAN packets from non-allowed hosts' -m multiport --dports 4789 -m addrtype --dst-type LOCAL -j DROP
# Apply policies to packets from pods to their own node.
ip netns exec calico-vxlan.node2 iptables -A cali-INPUT -i cali+ -m comment --comment cali:H03xYXARh4e8pwd4 -g cali-wl-to-host
# Accept packets that policies accepted.
ip netns exec calico-vxlan.node2 iptables -A cali-INPUT -m comment --comment cali:MN6K3isIWBigb1Va -m mark --mark 0x10000/0x10000 -j ACCEPT
# Clear the marks of felix.
ip netns exec calico-vxlan.node2 iptables -A cali-INPUT -m comment --comment cali:OSYphBLwOgic22Hz -j MARK --set-xmark 0x0/0xf0000
# Policies of host endpoints; a lab has none.
ip netns exec calico-vxlan.node2 iptables -A cali-INPUT -m comment --comment cali:rmi2_piRVmfeiwVp -j cali-from-host-endpoint
# Accept packets that the policy of a host endpoint accepted; a lab has no host endpoints.
ip netns exec calico-vxlan.node2 iptables -A cali-INPUT -m comment --comment cali:F7Q8zu44qIbOVben -m comment --comment 'Host endpoint policy accepted packet.' -m mark --mark 0x10000/0x10000 -j ACCEPT
# Accept packets that policies accepted.
ip netns exec calico-vxlan.node2 iptables -A cali-OUTPUT -m comment --comment cali:Mq1_rAdXXH3YkrzW -m mark --mark 0x10000/0x10000 -j ACCEPT
# Policies do not apply to packets from a node to its own pods: kubelet probes them.
ip netns exec calico-vxlan.node2 iptables -A cali-OUTPUT -o cali+ -m comment --comment cali:69FkRTJDvD5Vu6Vl -j RETURN
# Accept VXLAN to other nodes of the cluster.
ip netns exec calico-vxlan.node2 iptables -A cali-OUTPUT -p 17 -m comment --comment cali:-QZG79DohFjalQBb -m comment --comment 'Allow IPv4 VXLAN packets to other allowed hosts' -m multiport --dports 4789 -m addrtype --src-type LOCAL -m set --match-set cali40all-vxlan-net dst -j ACCEPT
# Clear the marks of felix.
ip netns exec calico-vxlan.node2 iptables -A cali-OUTPUT -m comment --comment cali:iC1pSPgbvgQzkUk_ -j MARK --set-xmark 0x0/0xf0000
# Policies of host endpoints; a lab has none.
ip netns exec calico-vxlan.node2 iptables -A cali-OUTPUT -m comment --comment cali:4Zh7KtRvt4W5AEBR -m conntrack ! --ctstate DNAT -j cali-to-host-endpoint
# Accept packets that the policy of a host endpoint accepted; a lab has no host endpoints.
ip netns exec calico-vxlan.node2 iptables -A cali-OUTPUT -m comment --comment cali:Y0k-bqjt-5CUqyUq -m comment --comment 'Host endpoint policy accepted packet.' -m mark --mark 0x10000/0x10000 -j ACCEPT
# Clear the marks of felix, which other rules may have set.
ip netns exec calico-vxlan.node2 iptables -A cali-FORWARD -m comment --comment cali:vjrMJCRpqwy5oRoX -j MARK --set-xmark 0x0/0xe0000
# Policies of host endpoints; a lab has none.
ip netns exec calico-vxlan.node2 iptables -A cali-FORWARD -m comment --comment cali:A_sPAO0mcxbT9mOV -m mark --mark 0x0/0x10000 -j cali-from-hep-forward
# Packets from a pod: apply its egress policies.
ip netns exec calico-vxlan.node2 iptables -A cali-FORWARD -i cali+ -m comment --comment cali:8ZoYfO5HKXWbB3pk -j cali-from-wl-dispatch
# Packets to a pod: apply its ingress policies.
ip netns exec calico-vxlan.node2 iptables -A cali-FORWARD -o cali+ -m comment --comment cali:jdEuaPBe14V2hutn -j cali-to-wl-dispatch
# Policies of host endpoints; a lab has none.
ip netns exec calico-vxlan.node2 iptables -A cali-FORWARD -m comment --comment cali:12bc6HljsMKsmfr- -j cali-to-hep-forward
# Blocked addresses of services; a lab has none.
ip netns exec calico-vxlan.node2 iptables -A cali-FORWARD -m comment --comment cali:NOSxoaGx8OIstr1z -j cali-cidr-block
# Packets from a pod: apply its egress policies.
ip netns exec calico-vxlan.node2 iptables -A cali-wl-to-host -m comment --comment cali:Ee9Sbo10IpVujdIY -j cali-from-wl-dispatch
# Accept packets from pods to their own node.
ip netns exec calico-vxlan.node2 iptables -A cali-wl-to-host -m comment --comment cali:nSZbcOoG1xPONxb8 -m comment --comment 'Configured DefaultEndpointToHostAction' -j ACCEPT
# The interface of pod2-1 is cali904f8124fa9.
ip netns exec calico-vxlan.node2 iptables -A cali-to-wl-dispatch -o cali904f8124fa9 -m comment --comment cali:oJu-kPXW-H-7u-9P -g cali-tw-cali904f8124fa9
# The interface of pod2-2 is calibec05f1e78a.
ip netns exec calico-vxlan.node2 iptables -A cali-to-wl-dispatch -o calibec05f1e78a -m comment --comment cali:6Qx9p-Z7Azi-Qfas -g cali-tw-calibec05f1e78a
# Drop packets of interfaces without a known pod.
ip netns exec calico-vxlan.node2 iptables -A cali-to-wl-dispatch -m comment --comment cali:KMsH7Df8fiq9Jxuv -m comment --comment 'Unknown interface' -j DROP
# The interface of pod2-1 is cali904f8124fa9.
ip netns exec calico-vxlan.node2 iptables -A cali-from-wl-dispatch -i cali904f8124fa9 -m comment --comment cali:6Xpm7YV7LZ70nm5z -g cali-fw-cali904f8124fa9
# The interface of pod2-2 is calibec05f1e78a.
ip netns exec calico-vxlan.node2 iptables -A cali-from-wl-dispatch -i calibec05f1e78a -m comment --comment cali:V7t4rFnbH59JhsLA -g cali-fw-calibec05f1e78a
# Drop packets of interfaces without a known pod.
ip netns exec calico-vxlan.node2 iptables -A cali-from-wl-dispatch -m comment --comment cali:d-tV0VEjDv0AGVm- -m comment --comment 'Unknown interface' -j DROP
# Accept further packets of accepted flows to pod2-1, and replies.
ip netns exec calico-vxlan.node2 iptables -A cali-tw-cali904f8124fa9 -m comment --comment cali:6MCsHAKx_eQDf5gx -m conntrack --ctstate RELATED,ESTABLISHED -j ACCEPT
# Drop packets that conntrack cannot assign to a flow.
ip netns exec calico-vxlan.node2 iptables -A cali-tw-cali904f8124fa9 -m comment --comment cali:fxAzfKcw1EsnbxOp -m conntrack --ctstate INVALID -j DROP
# Clear the verdict marks, which an earlier chain may have set.
ip netns exec calico-vxlan.node2 iptables -A cali-tw-cali904f8124fa9 -m comment --comment cali:npyJ4cnyg3u6_4Yx -j MARK --set-xmark 0x0/0x30000
# If no policy selects pod2-1, the profile of its namespace accepts everything.
ip netns exec calico-vxlan.node2 iptables -A cali-tw-cali904f8124fa9 -m comment --comment cali:vzqa4oNAOGaVFkHc -j cali-pri-kns.default
# Return if the profile has accepted the packet.
ip netns exec calico-vxlan.node2 iptables -A cali-tw-cali904f8124fa9 -m comment --comment cali:KUT6Y7sJr_b5gGC4 -m comment --comment 'Return if profile accepted' -m mark --mark 0x10000/0x10000 -j RETURN
# The profile of the service account of pod2-1 has no rules.
ip netns exec calico-vxlan.node2 iptables -A cali-tw-cali904f8124fa9 -m comment --comment cali:qxvIGoRyjfbFGylP -j cali-pri-ksa.default.default
# Return if the profile has accepted the packet.
ip netns exec calico-vxlan.node2 iptables -A cali-tw-cali904f8124fa9 -m comment --comment cali:30iNu7wG23p83EZG -m comment --comment 'Return if profile accepted' -m mark --mark 0x10000/0x10000 -j RETURN
# Drop packets that no profile accepts.
ip netns exec calico-vxlan.node2 iptables -A cali-tw-cali904f8124fa9 -m comment --comment cali:nteGj6tNxKPCl9Lg -m comment --comment 'Drop if no profiles matched' -j DROP
# Accept further packets of accepted flows from pod2-1, and replies.
ip netns exec calico-vxlan.node2 iptables -A cali-fw-cali904f8124fa9 -m comment --comment cali:1N5Wqtz5pg71_Pbd -m conntrack --ctstate RELATED,ESTABLISHED -j ACCEPT
# Drop packets that conntrack cannot assign to a flow.
ip netns exec calico-vxlan.node2 iptables -A cali-fw-cali904f8124fa9 -m comment --comment cali:gKGAoaPI9cmvkfPq -m conntrack --ctstate INVALID -j DROP
# Clear the verdict marks, which an earlier chain may have set.
ip netns exec calico-vxlan.node2 iptables -A cali-fw-cali904f8124fa9 -m comment --comment cali:juvUWK3jlHgaNDAS -j MARK --set-xmark 0x0/0x30000
# Drop VXLAN from pod2-1: policies cannot match the inner packet.
ip netns exec calico-vxlan.node2 iptables -A cali-fw-cali904f8124fa9 -p 17 -m comment --comment cali:w2x0HmywxmP3RRLx -m comment --comment 'Drop VXLAN encapped packets originating in workloads' -m multiport --dports 4789 -j DROP
# Drop IPIP from pod2-1: policies cannot match the inner packet.
ip netns exec calico-vxlan.node2 iptables -A cali-fw-cali904f8124fa9 -p 4 -m comment --comment cali:rRUyJzSYg_wZ1N_8 -m comment --comment 'Drop IPinIP encapped packets originating in workloads' -j DROP
# If no policy selects pod2-1, the profile of its namespace accepts everything.
ip netns exec calico-vxlan.node2 iptables -A cali-fw-cali904f8124fa9 -m comment --comment cali:PeZhkpuKLqBN-CTr -j cali-pro-kns.default
# Return if the profile has accepted the packet.
ip netns exec calico-vxlan.node2 iptables -A cali-fw-cali904f8124fa9 -m comment --comment cali:J9V-Nv-Ak9AKmNey -m comment --comment 'Return if profile accepted' -m mark --mark 0x10000/0x10000 -j RETURN
# The profile of the service account of pod2-1 has no rules.
ip netns exec calico-vxlan.node2 iptables -A cali-fw-cali904f8124fa9 -m comment --comment cali:UlpiCMWf0HVZvv3J -j cali-pro-ksa.default.default
# Return if the profile has accepted the packet.
ip netns exec calico-vxlan.node2 iptables -A cali-fw-cali904f8124fa9 -m comment --comment cali:OKbNyGZqMUw09c2A -m comment --comment 'Return if profile accepted' -m mark --mark 0x10000/0x10000 -j RETURN
# Drop packets that no profile accepts.
ip netns exec calico-vxlan.node2 iptables -A cali-fw-cali904f8124fa9 -m comment --comment cali:XBmoRLvT9FladQij -m comment --comment 'Drop if no profiles matched' -j DROP
# Accept further packets of accepted flows to pod2-2, and replies.
ip netns exec calico-vxlan.node2 iptables -A cali-tw-calibec05f1e78a -m comment --comment cali:8wwz16lzRs6bmZjg -m conntrack --ctstate RELATED,ESTABLISHED -j ACCEPT
# Drop packets that conntrack cannot assign to a flow.
ip netns exec calico-vxlan.node2 iptables -A cali-tw-calibec05f1e78a -m comment --comment cali:lLkk1rilxRLNgK2V -m conntrack --ctstate INVALID -j DROP
# Clear the verdict marks, which an earlier chain may have set.
ip netns exec calico-vxlan.node2 iptables -A cali-tw-calibec05f1e78a -m comment --comment cali:Oy0K9ISBoqWlhcEj -j MARK --set-xmark 0x0/0x30000
# If no policy selects pod2-2, the profile of its namespace accepts everything.
ip netns exec calico-vxlan.node2 iptables -A cali-tw-calibec05f1e78a -m comment --comment cali:_uNZVQFIXo9k0iyj -j cali-pri-kns.default
# Return if the profile has accepted the packet.
ip netns exec calico-vxlan.node2 iptables -A cali-tw-calibec05f1e78a -m comment --comment cali:VXS3pMhTEGOj6VMb -m comment --comment 'Return if profile accepted' -m mark --mark 0x10000/0x10000 -j RETURN
# The profile of the service account of pod2-2 has no rules.
ip netns exec calico-vxlan.node2 iptables -A cali-tw-calibec05f1e78a -m comment --comment cali:SfmAFCtjDLkn48BW -j cali-pri-ksa.default.default
# Return if the profile has accepted the packet.
ip netns exec calico-vxlan.node2 iptables -A cali-tw-calibec05f1e78a -m comment --comment cali:4uU2c8p4Xaai3or0 -m comment --comment 'Return if profile accepted' -m mark --mark 0x10000/0x10000 -j RETURN
# Drop packets that no profile accepts.
ip netns exec calico-vxlan.node2 iptables -A cali-tw-calibec05f1e78a -m comment --comment cali:bsfPTPB9skNl4hSe -m comment --comment 'Drop if no profiles matched' -j DROP
# Accept further packets of accepted flows from pod2-2, and replies.
ip netns exec calico-vxlan.node2 iptables -A cali-fw-calibec05f1e78a -m comment --comment cali:SlJQVeGZ5svd18CN -m conntrack --ctstate RELATED,ESTABLISHED -j ACCEPT
# Drop packets that conntrack cannot assign to a flow.
ip netns exec calico-vxlan.node2 iptables -A cali-fw-calibec05f1e78a -m comment --comment cali:EwRy2RXHh2Y4PTwb -m conntrack --ctstate INVALID -j DROP
# Clear the verdict marks, which an earlier chain may have set.
ip netns exec calico-vxlan.node2 iptables -A cali-fw-calibec05f1e78a -m comment --comment cali:7XzS4oLxFKvUMyrB -j MARK --set-xmark 0x0/0x30000
# Drop VXLAN from pod2-2: policies cannot match the inner packet.
ip netns exec calico-vxlan.node2 iptables -A cali-fw-calibec05f1e78a -p 17 -m comment --comment cali:WxrPBj1yGak_IZXJ -m comment --comment 'Drop VXLAN encapped packets originating in workloads' -m multiport --dports 4789 -j DROP
# Drop IPIP from pod2-2: policies cannot match the inner packet.
ip netns exec calico-vxlan.node2 iptables -A cali-fw-calibec05f1e78a -p 4 -m comment --comment cali:LQGJbhdveKfSJB-q -m comment --comment 'Drop IPinIP encapped packets originating in workloads' -j DROP
# If no policy selects pod2-2, the profile of its namespace accepts everything.
ip netns exec calico-vxlan.node2 iptables -A cali-fw-calibec05f1e78a -m comment --comment cali:37PA956qe9MMEDaL -j cali-pro-kns.default
# Return if the profile has accepted the packet.
ip netns exec calico-vxlan.node2 iptables -A cali-fw-calibec05f1e78a -m comment --comment cali:hTGuYdhwNUlkGuu0 -m comment --comment 'Return if profile accepted' -m mark --mark 0x10000/0x10000 -j RETURN
# The profile of the service account of pod2-2 has no rules.
ip netns exec calico-vxlan.node2 iptables -A cali-fw-calibec05f1e78a -m comment --comment cali:z_e6s58K0V--x0iJ -j cali-pro-ksa.default.default
# Return if the profile has accepted the packet.
ip netns exec calico-vxlan.node2 iptables -A cali-fw-calibec05f1e78a -m comment --comment cali:Z4NUFtVVyXuEv1lz -m comment --comment 'Return if profile accepted' -m mark --mark 0x10000/0x10000 -j RETURN
# Drop packets that no profile accepts.
ip netns exec calico-vxlan.node2 iptables -A cali-fw-calibec05f1e78a -m comment --comment cali:Yib-MRQK9hWWGjwl -m comment --comment 'Drop if no profiles matched' -j DROP
# Accept packets of pods that no policy selects.
ip netns exec calico-vxlan.node2 iptables -A cali-pri-kns.default -m comment --comment cali:WMSw8BmYOknRHfsz -m comment --comment 'Profile kns.default ingress' -j MARK --set-xmark 0x10000/0x10000
# Accept packets of pods that no policy selects.
ip netns exec calico-vxlan.node2 iptables -A cali-pro-kns.default -m comment --comment cali:Vr81boRqq4V77Sg8 -m comment --comment 'Profile kns.default egress' -j MARK --set-xmark 0x10000/0x10000
# A comment; the rule matches every packet and does nothing.
ip netns exec calico-vxlan.node2 iptables -A cali-pri-ksa.default.default -m comment --comment cali:PrckJA84jX_kGp99 -m comment --comment 'Profile ksa.default.default ingress'
# A comment; the rule matches every packet and does nothing.
ip netns exec calico-vxlan.node2 iptables -A cali-pro-ksa.default.default -m comment --comment cali:bUZzZcietq9v5Ybq -m comment --comment 'Profile ksa.default.default egress'
# Run the chain of felix before other rules.
ip netns exec calico-vxlan.node2 iptables -I INPUT -m comment --comment cali:Cz_u1IQiXIMmKD4c -j cali-INPUT
# Run the chain of felix before other rules.
ip netns exec calico-vxlan.node2 iptables -I OUTPUT -m comment --comment cali:tVnHkvAo15HuiPy0 -j cali-OUTPUT
# Run the chain of felix before other rules.
ip netns exec calico-vxlan.node2 iptables -I FORWARD -m comment --comment cali:wUHhoiAYhphO9Mso -j cali-FORWARD
# Accept packets that policies accepted, even if the policy of FORWARD is DROP.
ip netns exec calico-vxlan.node2 iptables -A FORWARD -m comment --comment cali:S93hcgKJrXEqnTfs -m comment --comment 'Policy explicitly accepted packet.' -m mark --mark 0x10000/0x10000 -j ACCEPT
# Mark other packets that FORWARD accepts, for mangle POSTROUTING.
ip netns exec calico-vxlan.node2 iptables -A FORWARD -m comment --comment cali:mp77cMpurHhyjLrM -j MARK --set-xmark 0x10000/0x10000
# router answers on 80/http with its name and the peer's address.
mkdir -p /run/netlab/calico-vxlan/log /run/netlab/calico-vxlan/pid
ip netns exec calico-vxlan.router python3 -IS /run/netlab/calico-vxlan/program/serve.py --name router 80/http > /run/netlab/calico-vxlan/log/router.serve 2>&1 < /dev/null & echo $! > /run/netlab/calico-vxlan/pid/router.serve
timeout 10 sh -c 'until grep -qs "^$0" "$1"; do sleep 0.05; done' serving /run/netlab/calico-vxlan/log/router.serve
# pod1-1 answers on 80/http with its name and the peer's address.
mkdir -p /run/netlab/calico-vxlan/log /run/netlab/calico-vxlan/pid
ip netns exec calico-vxlan.pod1-1 python3 -IS /run/netlab/calico-vxlan/program/serve.py --name pod1-1 80/http > /run/netlab/calico-vxlan/log/pod1-1.serve 2>&1 < /dev/null & echo $! > /run/netlab/calico-vxlan/pid/pod1-1.serve
timeout 10 sh -c 'until grep -qs "^$0" "$1"; do sleep 0.05; done' serving /run/netlab/calico-vxlan/log/pod1-1.serve
# pod2-1 answers on 80/http with its name and the peer's address.
mkdir -p /run/netlab/calico-vxlan/log /run/netlab/calico-vxlan/pid
ip netns exec calico-vxlan.pod2-1 python3 -IS /run/netlab/calico-vxlan/program/serve.py --name pod2-1 80/http > /run/netlab/calico-vxlan/log/pod2-1.serve 2>&1 < /dev/null & echo $! > /run/netlab/calico-vxlan/pid/pod2-1.serve
timeout 10 sh -c 'until grep -qs "^$0" "$1"; do sleep 0.05; done' serving /run/netlab/calico-vxlan/log/pod2-1.serve
