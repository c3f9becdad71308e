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
# Create the chain cali-PREROUTING in the table nat.
ip netns exec calico-vxlan.node1 iptables -t nat -N cali-PREROUTING
# Run the chain of felix first in PREROUTING.
ip netns exec calico-vxlan.node1 iptables -t nat -I PREROUTING -j cali-PREROUTING
# Create the chain cali-OUTPUT in the table nat.
ip netns exec calico-vxlan.node1 iptables -t nat -N cali-OUTPUT
# Run the chain of felix first in OUTPUT.
ip netns exec calico-vxlan.node1 iptables -t nat -I OUTPUT -j cali-OUTPUT
# Create the chain cali-POSTROUTING in the table nat.
ip netns exec calico-vxlan.node1 iptables -t nat -N cali-POSTROUTING
# Run the chain of felix first in POSTROUTING.
ip netns exec calico-vxlan.node1 iptables -t nat -I POSTROUTING -j cali-POSTROUTING
# Create the chain cali-fip-dnat in the table nat.
ip netns exec calico-vxlan.node1 iptables -t nat -N cali-fip-dnat
# Create the chain cali-fip-snat in the table nat.
ip netns exec calico-vxlan.node1 iptables -t nat -N cali-fip-snat
# Create the chain cali-nat-outgoing in the table nat.
ip netns exec calico-vxlan.node1 iptables -t nat -N cali-nat-outgoing
# Floating addresses; this lab has none.
ip netns exec calico-vxlan.node1 iptables -t nat -A cali-PREROUTING -j cali-fip-dnat
# The same for packets from the node itself.
ip netns exec calico-vxlan.node1 iptables -t nat -A cali-OUTPUT -j cali-fip-dnat
# Floating addresses in the other direction.
ip netns exec calico-vxlan.node1 iptables -t nat -A cali-POSTROUTING -j cali-fip-snat
# That chain decides whether a packet leaves the pools.
ip netns exec calico-vxlan.node1 iptables -t nat -A cali-POSTROUTING -j cali-nat-outgoing
# Packets from the node into vxlan.calico get the address of vxlan.calico; otherwise the reply would not return through it.
ip netns exec calico-vxlan.node1 iptables -t nat -A cali-POSTROUTING -o vxlan.calico -m addrtype ! --src-type LOCAL --limit-iface-out -m addrtype --src-type LOCAL -j MASQUERADE --random-fully
# Packets from pods to destinations outside the pools get the node's address as their source.
ip netns exec calico-vxlan.node1 iptables -t nat -A cali-nat-outgoing -m set --match-set cali40masq-ipam-pools src -m set ! --match-set cali40all-ipam-pools dst -j MASQUERADE --random-fully
# The chain of felix before connection tracking.
ip netns exec calico-vxlan.node1 iptables -t raw -N cali-PREROUTING
# The same for packets from the node itself.
ip netns exec calico-vxlan.node1 iptables -t raw -N cali-OUTPUT
# Clear the marks of felix.
ip netns exec calico-vxlan.node1 iptables -t raw -A cali-PREROUTING -j MARK --set-xmark 0x0/0xf0000
# Do not track VXLAN between nodes.
ip netns exec calico-vxlan.node1 iptables -t raw -A cali-PREROUTING -p udp -m udp --dport 4789 -j CT --notrack
# Mark packets from pods.
ip netns exec calico-vxlan.node1 iptables -t raw -A cali-PREROUTING -i cali+ -j MARK --set-xmark 0x40000/0x40000
# Drop packets from pods whose source address is not routed to the pod (spoofed).
ip netns exec calico-vxlan.node1 iptables -t raw -A cali-PREROUTING -m mark --mark 0x40000/0x40000 -m rpfilter --validmark --invert -j DROP
# Clear the marks of felix.
ip netns exec calico-vxlan.node1 iptables -t raw -A cali-OUTPUT -j MARK --set-xmark 0x0/0xf0000
# Do not track VXLAN between nodes.
ip netns exec calico-vxlan.node1 iptables -t raw -A cali-OUTPUT -p udp -m udp --dport 4789 -j CT --notrack
# Run the chain of felix before other rules.
ip netns exec calico-vxlan.node1 iptables -t raw -I PREROUTING -j cali-PREROUTING
# Run the chain of felix before other rules.
ip netns exec calico-vxlan.node1 iptables -t raw -I OUTPUT -j cali-OUTPUT
# The chain of felix for packets to the node itself.
ip netns exec calico-vxlan.node1 iptables -N cali-INPUT
# The chain of felix for packets from the node itself.
ip netns exec calico-vxlan.node1 iptables -N cali-OUTPUT
# Accept VXLAN from other nodes of the cluster.
ip netns exec calico-vxlan.node1 iptables -A cali-INPUT -p udp -m multiport --dports 4789 -m set --match-set cali40all-vxlan-net src -m addrtype --dst-type LOCAL -j ACCEPT
# Drop VXLAN from other sources.
ip netns exec calico-vxlan.node1 iptables -A cali-INPUT -p udp -m multiport --dports 4789 -m addrtype --dst-type LOCAL -j DROP
# Accept VXLAN to other nodes of the cluster.
ip netns exec calico-vxlan.node1 iptables -A cali-OUTPUT -p udp -m multiport --dports 4789 -m addrtype --src-type LOCAL -m set --match-set cali40all-vxlan-net dst -j ACCEPT
# Run the chain of felix before other rules.
ip netns exec calico-vxlan.node1 iptables -I INPUT -j cali-INPUT
# Run the chain of felix before other rules.
ip netns exec calico-vxlan.node1 iptables -I OUTPUT -j cali-OUTPUT
# Create the chain cali-PREROUTING in the table nat.
ip netns exec calico-vxlan.node2 iptables -t nat -N cali-PREROUTING
# Run the chain of felix first in PREROUTING.
ip netns exec calico-vxlan.node2 iptables -t nat -I PREROUTING -j cali-PREROUTING
# Create the chain cali-OUTPUT in the table nat.
ip netns exec calico-vxlan.node2 iptables -t nat -N cali-OUTPUT
# Run the chain of felix first in OUTPUT.
ip netns exec calico-vxlan.node2 iptables -t nat -I OUTPUT -j cali-OUTPUT
# Create the chain cali-POSTROUTING in the table nat.
ip netns exec calico-vxlan.node2 iptables -t nat -N cali-POSTROUTING
# Run the chain of felix first in POSTROUTING.
ip netns exec calico-vxlan.node2 iptables -t nat -I POSTROUTING -j cali-POSTROUTING
# Create the chain cali-fip-dnat in the table nat.
ip netns exec calico-vxlan.node2 iptables -t nat -N cali-fip-dnat
# Create the chain cali-fip-snat in the table nat.
ip netns exec calico-vxlan.node2 iptables -t nat -N cali-fip-snat
# Create the chain cali-nat-outgoing in the table nat.
ip netns exec calico-vxlan.node2 iptables -t nat -N cali-nat-outgoing
# Floating addresses; this lab has none.
ip netns exec calico-vxlan.node2 iptables -t nat -A cali-PREROUTING -j cali-fip-dnat
# The same for packets from the node itself.
ip netns exec calico-vxlan.node2 iptables -t nat -A cali-OUTPUT -j cali-fip-dnat
# Floating addresses in the other direction.
ip netns exec calico-vxlan.node2 iptables -t nat -A cali-POSTROUTING -j cali-fip-snat
# That chain decides whether a packet leaves the pools.
ip netns exec calico-vxlan.node2 iptables -t nat -A cali-POSTROUTING -j cali-nat-outgoing
# Packets from the node into vxlan.calico get the address of vxlan.calico; otherwise the reply would not return through it.
ip netns exec calico-vxlan.node2 iptables -t nat -A cali-POSTROUTING -o vxlan.calico -m addrtype ! --src-type LOCAL --limit-iface-out -m addrtype --src-type LOCAL -j MASQUERADE --random-fully
# Packets from pods to destinations outside the pools get the node's address as their source.
ip netns exec calico-vxlan.node2 iptables -t nat -A cali-nat-outgoing -m set --match-set cali40masq-ipam-pools src -m set ! --match-set cali40all-ipam-pools dst -j MASQUERADE --random-fully
# The chain of felix before connection tracking.
ip netns exec calico-vxlan.node2 iptables -t raw -N cali-PREROUTING
# The same for packets from the node itself.
ip netns exec calico-vxlan.node2 iptables -t raw -N cali-OUTPUT
# Clear the marks of felix.
ip netns exec calico-vxlan.node2 iptables -t raw -A cali-PREROUTING -j MARK --set-xmark 0x0/0xf0000
# Do not track VXLAN between nodes.
ip netns exec calico-vxlan.node2 iptables -t raw -A cali-PREROUTING -p udp -m udp --dport 4789 -j CT --notrack
# Mark packets from pods.
ip netns exec calico-vxlan.node2 iptables -t raw -A cali-PREROUTING -i cali+ -j MARK --set-xmark 0x40000/0x40000
# Drop packets from pods whose source address is not routed to the pod (spoofed).
ip netns exec calico-vxlan.node2 iptables -t raw -A cali-PREROUTING -m mark --mark 0x40000/0x40000 -m rpfilter --validmark --invert -j DROP
# Clear the marks of felix.
ip netns exec calico-vxlan.node2 iptables -t raw -A cali-OUTPUT -j MARK --set-xmark 0x0/0xf0000
# Do not track VXLAN between nodes.
ip netns exec calico-vxlan.node2 iptables -t raw -A cali-OUTPUT -p udp -m udp --dport 4789 -j CT --notrack
# Run the chain of felix before other rules.
ip netns exec calico-vxlan.node2 iptables -t raw -I PREROUTING -j cali-PREROUTING
# Run the chain of felix before other rules.
ip netns exec calico-vxlan.node2 iptables -t raw -I OUTPUT -j cali-OUTPUT
# The chain of felix for packets to the node itself.
ip netns exec calico-vxlan.node2 iptables -N cali-INPUT
# The chain of felix for packets from the node itself.
ip netns exec calico-vxlan.node2 iptables -N cali-OUTPUT
# Accept VXLAN from other nodes of the cluster.
ip netns exec calico-vxlan.node2 iptables -A cali-INPUT -p udp -m multiport --dports 4789 -m set --match-set cali40all-vxlan-net src -m addrtype --dst-type LOCAL -j ACCEPT
# Drop VXLAN from other sources.
ip netns exec calico-vxlan.node2 iptables -A cali-INPUT -p udp -m multiport --dports 4789 -m addrtype --dst-type LOCAL -j DROP
# Accept VXLAN to other nodes of the cluster.
ip netns exec calico-vxlan.node2 iptables -A cali-OUTPUT -p udp -m multiport --dports 4789 -m addrtype --src-type LOCAL -m set --match-set cali40all-vxlan-net dst -j ACCEPT
# Run the chain of felix before other rules.
ip netns exec calico-vxlan.node2 iptables -I INPUT -j cali-INPUT
# Run the chain of felix before other rules.
ip netns exec calico-vxlan.node2 iptables -I OUTPUT -j cali-OUTPUT
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
