#!/bin/sh
# Builds the lab calico-network-policy, as root. netlab plan --format sh --down prints the script that removes it.
set -eu
umask 022
# node1 is a network namespace.
ip netns add calico-network-policy.node1
# node2 is a network namespace.
ip netns add calico-network-policy.node2
# router is a network namespace.
ip netns add calico-network-policy.router
# web is a network namespace.
ip netns add calico-network-policy.web
# db is a network namespace.
ip netns add calico-network-policy.db
# api is a network namespace.
ip netns add calico-network-policy.api
# guest is a network namespace.
ip netns add calico-network-policy.guest
# office is a network namespace.
ip netns add calico-network-policy.office
# visitor is a network namespace.
ip netns add calico-network-policy.visitor
# underlay is a switch: a namespace that holds a bridge.
ip netns add calico-network-policy.underlay
# The server of every node with serve.
mkdir -p /run/netlab/calico-network-policy/program
printf %s '... src/programs/serve.py ...
' > /run/netlab/calico-network-policy/program/serve.py
# Node names resolve inside node1.
mkdir -p /etc/netns/calico-network-policy.node1
printf %s '127.0.0.1 localhost
127.0.0.1 node1
172.18.0.12 node2
172.18.0.1 router
192.168.1.1 web
192.168.1.2 db
192.168.2.1 api
192.168.2.2 guest
172.18.0.100 office
172.18.0.200 visitor
' > /etc/netns/calico-network-policy.node1/hosts
# Node names resolve inside node2.
mkdir -p /etc/netns/calico-network-policy.node2
printf %s '127.0.0.1 localhost
127.0.0.1 node2
172.18.0.11 node1
172.18.0.1 router
192.168.1.1 web
192.168.1.2 db
192.168.2.1 api
192.168.2.2 guest
172.18.0.100 office
172.18.0.200 visitor
' > /etc/netns/calico-network-policy.node2/hosts
# Node names resolve inside router.
mkdir -p /etc/netns/calico-network-policy.router
printf %s '127.0.0.1 localhost
127.0.0.1 router
172.18.0.11 node1
172.18.0.12 node2
192.168.1.1 web
192.168.1.2 db
192.168.2.1 api
192.168.2.2 guest
172.18.0.100 office
172.18.0.200 visitor
' > /etc/netns/calico-network-policy.router/hosts
# Node names resolve inside web.
mkdir -p /etc/netns/calico-network-policy.web
printf %s '127.0.0.1 localhost
127.0.0.1 web
172.18.0.11 node1
172.18.0.12 node2
172.18.0.1 router
192.168.1.2 db
192.168.2.1 api
192.168.2.2 guest
172.18.0.100 office
172.18.0.200 visitor
' > /etc/netns/calico-network-policy.web/hosts
# Node names resolve inside db.
mkdir -p /etc/netns/calico-network-policy.db
printf %s '127.0.0.1 localhost
127.0.0.1 db
172.18.0.11 node1
172.18.0.12 node2
172.18.0.1 router
192.168.1.1 web
192.168.2.1 api
192.168.2.2 guest
172.18.0.100 office
172.18.0.200 visitor
' > /etc/netns/calico-network-policy.db/hosts
# Node names resolve inside api.
mkdir -p /etc/netns/calico-network-policy.api
printf %s '127.0.0.1 localhost
127.0.0.1 api
172.18.0.11 node1
172.18.0.12 node2
172.18.0.1 router
192.168.1.1 web
192.168.1.2 db
192.168.2.2 guest
172.18.0.100 office
172.18.0.200 visitor
' > /etc/netns/calico-network-policy.api/hosts
# Node names resolve inside guest.
mkdir -p /etc/netns/calico-network-policy.guest
printf %s '127.0.0.1 localhost
127.0.0.1 guest
172.18.0.11 node1
172.18.0.12 node2
172.18.0.1 router
192.168.1.1 web
192.168.1.2 db
192.168.2.1 api
172.18.0.100 office
172.18.0.200 visitor
' > /etc/netns/calico-network-policy.guest/hosts
# Node names resolve inside office.
mkdir -p /etc/netns/calico-network-policy.office
printf %s '127.0.0.1 localhost
127.0.0.1 office
172.18.0.11 node1
172.18.0.12 node2
172.18.0.1 router
192.168.1.1 web
192.168.1.2 db
192.168.2.1 api
192.168.2.2 guest
172.18.0.200 visitor
' > /etc/netns/calico-network-policy.office/hosts
# Node names resolve inside visitor.
mkdir -p /etc/netns/calico-network-policy.visitor
printf %s '127.0.0.1 localhost
127.0.0.1 visitor
172.18.0.11 node1
172.18.0.12 node2
172.18.0.1 router
192.168.1.1 web
192.168.1.2 db
192.168.2.1 api
192.168.2.2 guest
172.18.0.100 office
' > /etc/netns/calico-network-policy.visitor/hosts
# A node forwards packets only if the lab enables it.
ip netns exec calico-network-policy.node1 sysctl -qw net.ipv4.ip_forward=0
# The reverse path filter is off unless the lab enables it.
ip netns exec calico-network-policy.node1 sysctl -qw net.ipv4.conf.all.rp_filter=0
# The same for interfaces that are created later.
ip netns exec calico-network-policy.node1 sysctl -qw net.ipv4.conf.default.rp_filter=0
# iptables does not filter bridged frames.
ip netns exec calico-network-policy.node1 sysctl -qew net.bridge.bridge-nf-call-iptables=0
# ip6tables does not filter bridged frames.
ip netns exec calico-network-policy.node1 sysctl -qew net.bridge.bridge-nf-call-ip6tables=0
# The lab uses no IPv6.
ip netns exec calico-network-policy.node1 sysctl -qew net.ipv6.conf.all.disable_ipv6=1
# The same for interfaces that are created later.
ip netns exec calico-network-policy.node1 sysctl -qew net.ipv6.conf.default.disable_ipv6=1
# Set the loopback interface up.
ip -n calico-network-policy.node1 link set lo up
# A node forwards packets only if the lab enables it.
ip netns exec calico-network-policy.node2 sysctl -qw net.ipv4.ip_forward=0
# The reverse path filter is off unless the lab enables it.
ip netns exec calico-network-policy.node2 sysctl -qw net.ipv4.conf.all.rp_filter=0
# The same for interfaces that are created later.
ip netns exec calico-network-policy.node2 sysctl -qw net.ipv4.conf.default.rp_filter=0
# iptables does not filter bridged frames.
ip netns exec calico-network-policy.node2 sysctl -qew net.bridge.bridge-nf-call-iptables=0
# ip6tables does not filter bridged frames.
ip netns exec calico-network-policy.node2 sysctl -qew net.bridge.bridge-nf-call-ip6tables=0
# The lab uses no IPv6.
ip netns exec calico-network-policy.node2 sysctl -qew net.ipv6.conf.all.disable_ipv6=1
# The same for interfaces that are created later.
ip netns exec calico-network-policy.node2 sysctl -qew net.ipv6.conf.default.disable_ipv6=1
# Set the loopback interface up.
ip -n calico-network-policy.node2 link set lo up
# A node forwards packets only if the lab enables it.
ip netns exec calico-network-policy.router sysctl -qw net.ipv4.ip_forward=0
# The reverse path filter is off unless the lab enables it.
ip netns exec calico-network-policy.router sysctl -qw net.ipv4.conf.all.rp_filter=0
# The same for interfaces that are created later.
ip netns exec calico-network-policy.router sysctl -qw net.ipv4.conf.default.rp_filter=0
# iptables does not filter bridged frames.
ip netns exec calico-network-policy.router sysctl -qew net.bridge.bridge-nf-call-iptables=0
# ip6tables does not filter bridged frames.
ip netns exec calico-network-policy.router sysctl -qew net.bridge.bridge-nf-call-ip6tables=0
# The lab uses no IPv6.
ip netns exec calico-network-policy.router sysctl -qew net.ipv6.conf.all.disable_ipv6=1
# The same for interfaces that are created later.
ip netns exec calico-network-policy.router sysctl -qew net.ipv6.conf.default.disable_ipv6=1
# Set the loopback interface up.
ip -n calico-network-policy.router link set lo up
# A node forwards packets only if the lab enables it.
ip netns exec calico-network-policy.web sysctl -qw net.ipv4.ip_forward=0
# The reverse path filter is off unless the lab enables it.
ip netns exec calico-network-policy.web sysctl -qw net.ipv4.conf.all.rp_filter=0
# The same for interfaces that are created later.
ip netns exec calico-network-policy.web sysctl -qw net.ipv4.conf.default.rp_filter=0
# iptables does not filter bridged frames.
ip netns exec calico-network-policy.web sysctl -qew net.bridge.bridge-nf-call-iptables=0
# ip6tables does not filter bridged frames.
ip netns exec calico-network-policy.web sysctl -qew net.bridge.bridge-nf-call-ip6tables=0
# The lab uses no IPv6.
ip netns exec calico-network-policy.web sysctl -qew net.ipv6.conf.all.disable_ipv6=1
# The same for interfaces that are created later.
ip netns exec calico-network-policy.web sysctl -qew net.ipv6.conf.default.disable_ipv6=1
# Set the loopback interface up.
ip -n calico-network-policy.web link set lo up
# A node forwards packets only if the lab enables it.
ip netns exec calico-network-policy.db sysctl -qw net.ipv4.ip_forward=0
# The reverse path filter is off unless the lab enables it.
ip netns exec calico-network-policy.db sysctl -qw net.ipv4.conf.all.rp_filter=0
# The same for interfaces that are created later.
ip netns exec calico-network-policy.db sysctl -qw net.ipv4.conf.default.rp_filter=0
# iptables does not filter bridged frames.
ip netns exec calico-network-policy.db sysctl -qew net.bridge.bridge-nf-call-iptables=0
# ip6tables does not filter bridged frames.
ip netns exec calico-network-policy.db sysctl -qew net.bridge.bridge-nf-call-ip6tables=0
# The lab uses no IPv6.
ip netns exec calico-network-policy.db sysctl -qew net.ipv6.conf.all.disable_ipv6=1
# The same for interfaces that are created later.
ip netns exec calico-network-policy.db sysctl -qew net.ipv6.conf.default.disable_ipv6=1
# Set the loopback interface up.
ip -n calico-network-policy.db link set lo up
# A node forwards packets only if the lab enables it.
ip netns exec calico-network-policy.api sysctl -qw net.ipv4.ip_forward=0
# The reverse path filter is off unless the lab enables it.
ip netns exec calico-network-policy.api sysctl -qw net.ipv4.conf.all.rp_filter=0
# The same for interfaces that are created later.
ip netns exec calico-network-policy.api sysctl -qw net.ipv4.conf.default.rp_filter=0
# iptables does not filter bridged frames.
ip netns exec calico-network-policy.api sysctl -qew net.bridge.bridge-nf-call-iptables=0
# ip6tables does not filter bridged frames.
ip netns exec calico-network-policy.api sysctl -qew net.bridge.bridge-nf-call-ip6tables=0
# The lab uses no IPv6.
ip netns exec calico-network-policy.api sysctl -qew net.ipv6.conf.all.disable_ipv6=1
# The same for interfaces that are created later.
ip netns exec calico-network-policy.api sysctl -qew net.ipv6.conf.default.disable_ipv6=1
# Set the loopback interface up.
ip -n calico-network-policy.api link set lo up
# A node forwards packets only if the lab enables it.
ip netns exec calico-network-policy.guest sysctl -qw net.ipv4.ip_forward=0
# The reverse path filter is off unless the lab enables it.
ip netns exec calico-network-policy.guest sysctl -qw net.ipv4.conf.all.rp_filter=0
# The same for interfaces that are created later.
ip netns exec calico-network-policy.guest sysctl -qw net.ipv4.conf.default.rp_filter=0
# iptables does not filter bridged frames.
ip netns exec calico-network-policy.guest sysctl -qew net.bridge.bridge-nf-call-iptables=0
# ip6tables does not filter bridged frames.
ip netns exec calico-network-policy.guest sysctl -qew net.bridge.bridge-nf-call-ip6tables=0
# The lab uses no IPv6.
ip netns exec calico-network-policy.guest sysctl -qew net.ipv6.conf.all.disable_ipv6=1
# The same for interfaces that are created later.
ip netns exec calico-network-policy.guest sysctl -qew net.ipv6.conf.default.disable_ipv6=1
# Set the loopback interface up.
ip -n calico-network-policy.guest link set lo up
# A node forwards packets only if the lab enables it.
ip netns exec calico-network-policy.office sysctl -qw net.ipv4.ip_forward=0
# The reverse path filter is off unless the lab enables it.
ip netns exec calico-network-policy.office sysctl -qw net.ipv4.conf.all.rp_filter=0
# The same for interfaces that are created later.
ip netns exec calico-network-policy.office sysctl -qw net.ipv4.conf.default.rp_filter=0
# iptables does not filter bridged frames.
ip netns exec calico-network-policy.office sysctl -qew net.bridge.bridge-nf-call-iptables=0
# ip6tables does not filter bridged frames.
ip netns exec calico-network-policy.office sysctl -qew net.bridge.bridge-nf-call-ip6tables=0
# The lab uses no IPv6.
ip netns exec calico-network-policy.office sysctl -qew net.ipv6.conf.all.disable_ipv6=1
# The same for interfaces that are created later.
ip netns exec calico-network-policy.office sysctl -qew net.ipv6.conf.default.disable_ipv6=1
# Set the loopback interface up.
ip -n calico-network-policy.office link set lo up
# A node forwards packets only if the lab enables it.
ip netns exec calico-network-policy.visitor sysctl -qw net.ipv4.ip_forward=0
# The reverse path filter is off unless the lab enables it.
ip netns exec calico-network-policy.visitor sysctl -qw net.ipv4.conf.all.rp_filter=0
# The same for interfaces that are created later.
ip netns exec calico-network-policy.visitor sysctl -qw net.ipv4.conf.default.rp_filter=0
# iptables does not filter bridged frames.
ip netns exec calico-network-policy.visitor sysctl -qew net.bridge.bridge-nf-call-iptables=0
# ip6tables does not filter bridged frames.
ip netns exec calico-network-policy.visitor sysctl -qew net.bridge.bridge-nf-call-ip6tables=0
# The lab uses no IPv6.
ip netns exec calico-network-policy.visitor sysctl -qew net.ipv6.conf.all.disable_ipv6=1
# The same for interfaces that are created later.
ip netns exec calico-network-policy.visitor sysctl -qew net.ipv6.conf.default.disable_ipv6=1
# Set the loopback interface up.
ip -n calico-network-policy.visitor link set lo up
# A node forwards packets only if the lab enables it.
ip netns exec calico-network-policy.underlay sysctl -qw net.ipv4.ip_forward=0
# The reverse path filter is off unless the lab enables it.
ip netns exec calico-network-policy.underlay sysctl -qw net.ipv4.conf.all.rp_filter=0
# The same for interfaces that are created later.
ip netns exec calico-network-policy.underlay sysctl -qw net.ipv4.conf.default.rp_filter=0
# iptables does not filter bridged frames.
ip netns exec calico-network-policy.underlay sysctl -qew net.bridge.bridge-nf-call-iptables=0
# ip6tables does not filter bridged frames.
ip netns exec calico-network-policy.underlay sysctl -qew net.bridge.bridge-nf-call-ip6tables=0
# The lab uses no IPv6.
ip netns exec calico-network-policy.underlay sysctl -qew net.ipv6.conf.all.disable_ipv6=1
# The same for interfaces that are created later.
ip netns exec calico-network-policy.underlay sysctl -qew net.ipv6.conf.default.disable_ipv6=1
# Set the loopback interface up.
ip -n calico-network-policy.underlay link set lo up
# underlay is a switch between node1, node2, router, office, visitor.
ip -n calico-network-policy.underlay link add br0 up type bridge stp_state 0 mcast_snooping 0
# The veth pair of web to node1; it is routed, without a bridge.
ip -n calico-network-policy.node1 link add cali68caf03a5f4 address ee:ee:ee:ee:ee:ee mtu 1450 up type veth peer name eth0 mtu 1450 netns calico-network-policy.web
# The veth pair of db to node1; it is routed, without a bridge.
ip -n calico-network-policy.node1 link add calie57ed5aa5ae address ee:ee:ee:ee:ee:ee mtu 1450 up type veth peer name eth0 mtu 1450 netns calico-network-policy.db
# The veth pair of api to node2; it is routed, without a bridge.
ip -n calico-network-policy.node2 link add calibd0ecddfcf2 address ee:ee:ee:ee:ee:ee mtu 1450 up type veth peer name eth0 mtu 1450 netns calico-network-policy.api
# The veth pair of guest to node2; it is routed, without a bridge.
ip -n calico-network-policy.node2 link add calib83ffd00c45 address ee:ee:ee:ee:ee:ee mtu 1450 up type veth peer name eth0 mtu 1450 netns calico-network-policy.guest
# node1's eth0 is plugged into underlay.
ip -n calico-network-policy.underlay link add node1 up master br0 type veth peer name eth0 netns calico-network-policy.node1
# node2's eth0 is plugged into underlay.
ip -n calico-network-policy.underlay link add node2 up master br0 type veth peer name eth0 netns calico-network-policy.node2
# router's eth0 is plugged into underlay.
ip -n calico-network-policy.underlay link add router up master br0 type veth peer name eth0 netns calico-network-policy.router
# office's eth0 is plugged into underlay.
ip -n calico-network-policy.underlay link add office up master br0 type veth peer name eth0 netns calico-network-policy.office
# visitor's eth0 is plugged into underlay.
ip -n calico-network-policy.underlay link add visitor up master br0 type veth peer name eth0 netns calico-network-policy.visitor
# Set eth0 of node1 up.
ip -n calico-network-policy.node1 link set eth0 up
# Set eth0 of node2 up.
ip -n calico-network-policy.node2 link set eth0 up
# Set eth0 of router up.
ip -n calico-network-policy.router link set eth0 up
# Set eth0 of web up.
ip -n calico-network-policy.web link set eth0 up
# Set eth0 of db up.
ip -n calico-network-policy.db link set eth0 up
# Set eth0 of api up.
ip -n calico-network-policy.api link set eth0 up
# Set eth0 of guest up.
ip -n calico-network-policy.guest link set eth0 up
# Set eth0 of office up.
ip -n calico-network-policy.office link set eth0 up
# Set eth0 of visitor up.
ip -n calico-network-policy.visitor link set eth0 up
# vxlan.calico carries traffic for pods on other nodes: VNI 4096 on UDP 4789. Learning is off, because felix adds the entries.
ip -n calico-network-policy.node1 link add vxlan.calico address 66:f9:37:c3:7e:94 mtu 1450 up type vxlan id 4096 dstport 4789 local 172.18.0.11 dev eth0 nolearning
# vxlan.calico carries traffic for pods on other nodes: VNI 4096 on UDP 4789. Learning is off, because felix adds the entries.
ip -n calico-network-policy.node2 link add vxlan.calico address 66:2d:bf:44:a6:8b mtu 1450 up type vxlan id 4096 dstport 4789 local 172.18.0.12 dev eth0 nolearning
# node1 has the address 172.18.0.11 on eth0.
ip -n calico-network-policy.node1 addr add 172.18.0.11/24 dev eth0
# node1 has the address 192.168.1.0 on vxlan.calico.
ip -n calico-network-policy.node1 addr add 192.168.1.0/32 dev vxlan.calico
# node2 has the address 172.18.0.12 on eth0.
ip -n calico-network-policy.node2 addr add 172.18.0.12/24 dev eth0
# node2 has the address 192.168.2.0 on vxlan.calico.
ip -n calico-network-policy.node2 addr add 192.168.2.0/32 dev vxlan.calico
# router has the address 172.18.0.1 on eth0.
ip -n calico-network-policy.router addr add 172.18.0.1/24 dev eth0
# web has the address 192.168.1.1 on eth0.
ip -n calico-network-policy.web addr add 192.168.1.1/32 dev eth0
# web has the address 10.66.0.2 on lo.
ip -n calico-network-policy.web addr add 10.66.0.2/32 dev lo
# db has the address 192.168.1.2 on eth0.
ip -n calico-network-policy.db addr add 192.168.1.2/32 dev eth0
# api has the address 192.168.2.1 on eth0.
ip -n calico-network-policy.api addr add 192.168.2.1/32 dev eth0
# guest has the address 192.168.2.2 on eth0.
ip -n calico-network-policy.guest addr add 192.168.2.2/32 dev eth0
# guest has the address 10.66.0.1 on lo.
ip -n calico-network-policy.guest addr add 10.66.0.1/32 dev lo
# office has the address 172.18.0.100 on eth0.
ip -n calico-network-policy.office addr add 172.18.0.100/24 dev eth0
# visitor has the address 172.18.0.200 on eth0.
ip -n calico-network-policy.visitor addr add 172.18.0.200/24 dev eth0
# node1 forwards IPv4 packets: it is a router.
ip netns exec calico-network-policy.node1 sysctl -qw net.ipv4.ip_forward=1
# node1 answers ARP on cali68caf03a5f4 for addresses that it can route to.
ip netns exec calico-network-policy.node1 sysctl -qw net.ipv4.conf.cali68caf03a5f4.proxy_arp=1
# Answer ARP on cali68caf03a5f4 at once; by default the kernel waits up to 0.8 s.
ip netns exec calico-network-policy.node1 sysctl -qw net.ipv4.neigh.cali68caf03a5f4.proxy_delay=0
# Forward packets from web.
ip netns exec calico-network-policy.node1 sysctl -qw net.ipv4.conf.cali68caf03a5f4.forwarding=1
# 127.0.0.0/8 may be routed through cali68caf03a5f4.
ip netns exec calico-network-policy.node1 sysctl -qw net.ipv4.conf.cali68caf03a5f4.route_localnet=1
# node1 answers ARP on calie57ed5aa5ae for addresses that it can route to.
ip netns exec calico-network-policy.node1 sysctl -qw net.ipv4.conf.calie57ed5aa5ae.proxy_arp=1
# Answer ARP on calie57ed5aa5ae at once; by default the kernel waits up to 0.8 s.
ip netns exec calico-network-policy.node1 sysctl -qw net.ipv4.neigh.calie57ed5aa5ae.proxy_delay=0
# Forward packets from db.
ip netns exec calico-network-policy.node1 sysctl -qw net.ipv4.conf.calie57ed5aa5ae.forwarding=1
# 127.0.0.0/8 may be routed through calie57ed5aa5ae.
ip netns exec calico-network-policy.node1 sysctl -qw net.ipv4.conf.calie57ed5aa5ae.route_localnet=1
# node2 forwards IPv4 packets: it is a router.
ip netns exec calico-network-policy.node2 sysctl -qw net.ipv4.ip_forward=1
# node2 answers ARP on calibd0ecddfcf2 for addresses that it can route to.
ip netns exec calico-network-policy.node2 sysctl -qw net.ipv4.conf.calibd0ecddfcf2.proxy_arp=1
# Answer ARP on calibd0ecddfcf2 at once; by default the kernel waits up to 0.8 s.
ip netns exec calico-network-policy.node2 sysctl -qw net.ipv4.neigh.calibd0ecddfcf2.proxy_delay=0
# Forward packets from api.
ip netns exec calico-network-policy.node2 sysctl -qw net.ipv4.conf.calibd0ecddfcf2.forwarding=1
# 127.0.0.0/8 may be routed through calibd0ecddfcf2.
ip netns exec calico-network-policy.node2 sysctl -qw net.ipv4.conf.calibd0ecddfcf2.route_localnet=1
# node2 answers ARP on calib83ffd00c45 for addresses that it can route to.
ip netns exec calico-network-policy.node2 sysctl -qw net.ipv4.conf.calib83ffd00c45.proxy_arp=1
# Answer ARP on calib83ffd00c45 at once; by default the kernel waits up to 0.8 s.
ip netns exec calico-network-policy.node2 sysctl -qw net.ipv4.neigh.calib83ffd00c45.proxy_delay=0
# Forward packets from guest.
ip netns exec calico-network-policy.node2 sysctl -qw net.ipv4.conf.calib83ffd00c45.forwarding=1
# 127.0.0.0/8 may be routed through calib83ffd00c45.
ip netns exec calico-network-policy.node2 sysctl -qw net.ipv4.conf.calib83ffd00c45.route_localnet=1
# router forwards IPv4 packets: it is a router.
ip netns exec calico-network-policy.router sysctl -qw net.ipv4.ip_forward=1
# 192.168.2.0 is the address of vxlan.calico on node2. The entry is static, because ARP does not work in the tunnel.
ip -n calico-network-policy.node1 neigh add 192.168.2.0 lladdr 66:2d:bf:44:a6:8b dev vxlan.calico nud permanent
# Frames for vxlan.calico of node2 are sent to the underlay address of node2.
bridge -n calico-network-policy.node1 fdb add 66:2d:bf:44:a6:8b dev vxlan.calico dst 172.18.0.12 self permanent
# 192.168.1.0 is the address of vxlan.calico on node1. The entry is static, because ARP does not work in the tunnel.
ip -n calico-network-policy.node2 neigh add 192.168.1.0 lladdr 66:f9:37:c3:7e:94 dev vxlan.calico nud permanent
# Frames for vxlan.calico of node1 are sent to the underlay address of node1.
bridge -n calico-network-policy.node2 fdb add 66:f9:37:c3:7e:94 dev vxlan.calico dst 172.18.0.11 self permanent
# web is the peer of cali68caf03a5f4.
ip -n calico-network-policy.node1 route add 192.168.1.1/32 dev cali68caf03a5f4 scope link
# db is the peer of calie57ed5aa5ae.
ip -n calico-network-policy.node1 route add 192.168.1.2/32 dev calie57ed5aa5ae scope link
# Drop packets to unused addresses of 192.168.1.0/26 instead of routing them back to the router.
ip -n calico-network-policy.node1 route add blackhole 192.168.1.0/26 proto 80
# api is the peer of calibd0ecddfcf2.
ip -n calico-network-policy.node2 route add 192.168.2.1/32 dev calibd0ecddfcf2 scope link
# guest is the peer of calib83ffd00c45.
ip -n calico-network-policy.node2 route add 192.168.2.2/32 dev calib83ffd00c45 scope link
# Drop packets to unused addresses of 192.168.2.0/26 instead of routing them back to the router.
ip -n calico-network-policy.node2 route add blackhole 192.168.2.0/26 proto 80
# No interface has 169.254.1.1: node1 answers ARP for it.
ip -n calico-network-policy.web route add 169.254.1.1/32 dev eth0 scope link
# No interface has 169.254.1.1: node1 answers ARP for it.
ip -n calico-network-policy.db route add 169.254.1.1/32 dev eth0 scope link
# No interface has 169.254.1.1: node2 answers ARP for it.
ip -n calico-network-policy.api route add 169.254.1.1/32 dev eth0 scope link
# No interface has 169.254.1.1: node2 answers ARP for it.
ip -n calico-network-policy.guest route add 169.254.1.1/32 dev eth0 scope link
# The default route of node1; without it, the kernel would not answer ARP requests of its pods.
ip -n calico-network-policy.node1 route add default via 172.18.0.1
# Reach pods of node2 through its vxlan.calico.
ip -n calico-network-policy.node1 route add 192.168.2.0/26 via 192.168.2.0 dev vxlan.calico onlink
# The default route of node2; without it, the kernel would not answer ARP requests of its pods.
ip -n calico-network-policy.node2 route add default via 172.18.0.1
# Reach pods of node1 through its vxlan.calico.
ip -n calico-network-policy.node2 route add 192.168.1.0/26 via 192.168.1.0 dev vxlan.calico onlink
# The default gateway of a pod is node1.
ip -n calico-network-policy.web route add default via 169.254.1.1
# The default gateway of a pod is node1.
ip -n calico-network-policy.db route add default via 169.254.1.1
# The default gateway of a pod is node2.
ip -n calico-network-policy.api route add default via 169.254.1.1
# The default gateway of a pod is node2.
ip -n calico-network-policy.guest route add default via 169.254.1.1
# guest reaches 172.18.0.200/32 through 169.254.1.1.
ip -n calico-network-policy.guest route add 172.18.0.200/32 via 169.254.1.1 dev eth0 src 10.66.0.1
# office reaches 192.168.1.0/24 through node1 (172.18.0.11).
ip -n calico-network-policy.office route add 192.168.1.0/24 via 172.18.0.11
# office reaches 192.168.2.0/24 through node2 (172.18.0.12).
ip -n calico-network-policy.office route add 192.168.2.0/24 via 172.18.0.12
# visitor reaches 192.168.1.0/24 through node1 (172.18.0.11).
ip -n calico-network-policy.visitor route add 192.168.1.0/24 via 172.18.0.11
# visitor reaches 192.168.2.0/24 through node2 (172.18.0.12).
ip -n calico-network-policy.visitor route add 192.168.2.0/24 via 172.18.0.12
# The nodes that may send VXLAN.
ip netns exec calico-network-policy.node1 ipset create cali40all-vxlan-net hash:net family inet maxelem 1048576
# All pod addresses.
ip netns exec calico-network-policy.node1 ipset create cali40all-ipam-pools hash:net family inet maxelem 1048576
# Pod addresses that are replaced with the node's address outside the pools.
ip netns exec calico-network-policy.node1 ipset create cali40masq-ipam-pools hash:net family inet maxelem 1048576
# Addresses of pods with app=api: api.
ip netns exec calico-network-policy.node1 ipset create cali40s:s3hcUWZKSMtM9PLBT7ANzJd hash:net family inet maxelem 1048576
# The nodes that may send VXLAN.
ip netns exec calico-network-policy.node2 ipset create cali40all-vxlan-net hash:net family inet maxelem 1048576
# All pod addresses.
ip netns exec calico-network-policy.node2 ipset create cali40all-ipam-pools hash:net family inet maxelem 1048576
# Pod addresses that are replaced with the node's address outside the pools.
ip netns exec calico-network-policy.node2 ipset create cali40masq-ipam-pools hash:net family inet maxelem 1048576
# Addresses of pods with app=web: web.
ip netns exec calico-network-policy.node2 ipset create cali40s:XdTkeoA4uORlm_7HsXcm20F hash:net family inet maxelem 1048576
# Addresses of pods with app=db: db.
ip netns exec calico-network-policy.node2 ipset create cali40s:rr5gmoszvjfXIf4eUdbrWFD hash:net family inet maxelem 1048576
# 172.18.0.12 is a member of the set cali40all-vxlan-net.
ip netns exec calico-network-policy.node1 ipset add cali40all-vxlan-net 172.18.0.12
# 192.168.0.0/16 is a member of the set cali40all-ipam-pools.
ip netns exec calico-network-policy.node1 ipset add cali40all-ipam-pools 192.168.0.0/16
# 192.168.0.0/16 is a member of the set cali40masq-ipam-pools.
ip netns exec calico-network-policy.node1 ipset add cali40masq-ipam-pools 192.168.0.0/16
# 192.168.2.1 is a member of the set cali40s:s3hcUWZKSMtM9PLBT7ANzJd.
ip netns exec calico-network-policy.node1 ipset add cali40s:s3hcUWZKSMtM9PLBT7ANzJd 192.168.2.1
# 172.18.0.11 is a member of the set cali40all-vxlan-net.
ip netns exec calico-network-policy.node2 ipset add cali40all-vxlan-net 172.18.0.11
# 192.168.0.0/16 is a member of the set cali40all-ipam-pools.
ip netns exec calico-network-policy.node2 ipset add cali40all-ipam-pools 192.168.0.0/16
# 192.168.0.0/16 is a member of the set cali40masq-ipam-pools.
ip netns exec calico-network-policy.node2 ipset add cali40masq-ipam-pools 192.168.0.0/16
# 192.168.1.1 is a member of the set cali40s:XdTkeoA4uORlm_7HsXcm20F.
ip netns exec calico-network-policy.node2 ipset add cali40s:XdTkeoA4uORlm_7HsXcm20F 192.168.1.1
# 192.168.1.2 is a member of the set cali40s:rr5gmoszvjfXIf4eUdbrWFD.
ip netns exec calico-network-policy.node2 ipset add cali40s:rr5gmoszvjfXIf4eUdbrWFD 192.168.1.2
# Create the chain cali-PREROUTING in the table nat.
ip netns exec calico-network-policy.node1 iptables -t nat -N cali-PREROUTING
# Run the chain of felix first in PREROUTING.
ip netns exec calico-network-policy.node1 iptables -t nat -I PREROUTING -j cali-PREROUTING
# Create the chain cali-OUTPUT in the table nat.
ip netns exec calico-network-policy.node1 iptables -t nat -N cali-OUTPUT
# Run the chain of felix first in OUTPUT.
ip netns exec calico-network-policy.node1 iptables -t nat -I OUTPUT -j cali-OUTPUT
# Create the chain cali-POSTROUTING in the table nat.
ip netns exec calico-network-policy.node1 iptables -t nat -N cali-POSTROUTING
# Run the chain of felix first in POSTROUTING.
ip netns exec calico-network-policy.node1 iptables -t nat -I POSTROUTING -j cali-POSTROUTING
# Create the chain cali-fip-dnat in the table nat.
ip netns exec calico-network-policy.node1 iptables -t nat -N cali-fip-dnat
# Create the chain cali-fip-snat in the table nat.
ip netns exec calico-network-policy.node1 iptables -t nat -N cali-fip-snat
# Create the chain cali-nat-outgoing in the table nat.
ip netns exec calico-network-policy.node1 iptables -t nat -N cali-nat-outgoing
# Floating addresses; this lab has none.
ip netns exec calico-network-policy.node1 iptables -t nat -A cali-PREROUTING -j cali-fip-dnat
# The same for packets from the node itself.
ip netns exec calico-network-policy.node1 iptables -t nat -A cali-OUTPUT -j cali-fip-dnat
# Floating addresses in the other direction.
ip netns exec calico-network-policy.node1 iptables -t nat -A cali-POSTROUTING -j cali-fip-snat
# That chain decides whether a packet leaves the pools.
ip netns exec calico-network-policy.node1 iptables -t nat -A cali-POSTROUTING -j cali-nat-outgoing
# Packets from the node into vxlan.calico get the address of vxlan.calico; otherwise the reply would not return through it.
ip netns exec calico-network-policy.node1 iptables -t nat -A cali-POSTROUTING -o vxlan.calico -m addrtype ! --src-type LOCAL --limit-iface-out -m addrtype --src-type LOCAL -j MASQUERADE --random-fully
# Packets from pods to destinations outside the pools get the node's address as their source.
ip netns exec calico-network-policy.node1 iptables -t nat -A cali-nat-outgoing -m set --match-set cali40masq-ipam-pools src -m set ! --match-set cali40all-ipam-pools dst -j MASQUERADE --random-fully
# The chain of felix before connection tracking.
ip netns exec calico-network-policy.node1 iptables -t raw -N cali-PREROUTING
# The same for packets from the node itself.
ip netns exec calico-network-policy.node1 iptables -t raw -N cali-OUTPUT
# Clear the marks of felix.
ip netns exec calico-network-policy.node1 iptables -t raw -A cali-PREROUTING -j MARK --set-xmark 0x0/0xf0000
# Do not track VXLAN between nodes.
ip netns exec calico-network-policy.node1 iptables -t raw -A cali-PREROUTING -p udp -m udp --dport 4789 -j CT --notrack
# Mark packets from pods.
ip netns exec calico-network-policy.node1 iptables -t raw -A cali-PREROUTING -i cali+ -j MARK --set-xmark 0x40000/0x40000
# Drop packets from pods whose source address is not routed to the pod (spoofed).
ip netns exec calico-network-policy.node1 iptables -t raw -A cali-PREROUTING -m mark --mark 0x40000/0x40000 -m rpfilter --validmark --invert -j DROP
# Clear the marks of felix.
ip netns exec calico-network-policy.node1 iptables -t raw -A cali-OUTPUT -j MARK --set-xmark 0x0/0xf0000
# Do not track VXLAN between nodes.
ip netns exec calico-network-policy.node1 iptables -t raw -A cali-OUTPUT -p udp -m udp --dport 4789 -j CT --notrack
# Run the chain of felix before other rules.
ip netns exec calico-network-policy.node1 iptables -t raw -I PREROUTING -j cali-PREROUTING
# Run the chain of felix before other rules.
ip netns exec calico-network-policy.node1 iptables -t raw -I OUTPUT -j cali-OUTPUT
# The chain of felix for packets to the node itself.
ip netns exec calico-network-policy.node1 iptables -N cali-INPUT
# The chain of felix for packets from the node itself.
ip netns exec calico-network-policy.node1 iptables -N cali-OUTPUT
# The chain of felix for forwarded packets.
ip netns exec calico-network-policy.node1 iptables -N cali-FORWARD
# The chain for packets from pods to their own node.
ip netns exec calico-network-policy.node1 iptables -N cali-wl-to-host
# Select the chain of the destination pod.
ip netns exec calico-network-policy.node1 iptables -N cali-to-wl-dispatch
# Select the chain of the source pod.
ip netns exec calico-network-policy.node1 iptables -N cali-from-wl-dispatch
# The chain for packets to web.
ip netns exec calico-network-policy.node1 iptables -N cali-tw-cali68caf03a5f4
# The chain for packets from web.
ip netns exec calico-network-policy.node1 iptables -N cali-fw-cali68caf03a5f4
# The chain for packets to db.
ip netns exec calico-network-policy.node1 iptables -N cali-tw-calie57ed5aa5ae
# The chain for packets from db.
ip netns exec calico-network-policy.node1 iptables -N cali-fw-calie57ed5aa5ae
# The policy default-deny, for packets to the pods that it selects.
ip netns exec calico-network-policy.node1 iptables -N cali-pi-_R3gvoG4sTTQrQ1d4clb
# The policy web, for packets to the pods that it selects.
ip netns exec calico-network-policy.node1 iptables -N cali-pi-_2a20BaSPViEz4XFucWR
# The policy db, for packets to the pods that it selects.
ip netns exec calico-network-policy.node1 iptables -N cali-pi-_GOuejjM9a-iQLQS-GwV
# The policy default-deny, for packets from the pods that it selects.
ip netns exec calico-network-policy.node1 iptables -N cali-po-_R3gvoG4sTTQrQ1d4clb
# The policy web, for packets from the pods that it selects.
ip netns exec calico-network-policy.node1 iptables -N cali-po-_2a20BaSPViEz4XFucWR
# The profile of namespace default.
ip netns exec calico-network-policy.node1 iptables -N cali-pri-kns.default
# The profile of namespace default.
ip netns exec calico-network-policy.node1 iptables -N cali-pro-kns.default
# Accept VXLAN from other nodes of the cluster.
ip netns exec calico-network-policy.node1 iptables -A cali-INPUT -p udp -m multiport --dports 4789 -m set --match-set cali40all-vxlan-net src -m addrtype --dst-type LOCAL -j ACCEPT
# Drop VXLAN from other sources.
ip netns exec calico-network-policy.node1 iptables -A cali-INPUT -p udp -m multiport --dports 4789 -m addrtype --dst-type LOCAL -j DROP
# Apply policies to packets from pods to their own node.
ip netns exec calico-network-policy.node1 iptables -A cali-INPUT -i cali+ -g cali-wl-to-host
# Policies do not apply to packets from a node to its own pods: kubelet probes them.
ip netns exec calico-network-policy.node1 iptables -A cali-OUTPUT -o cali+ -j RETURN
# Accept VXLAN to other nodes of the cluster.
ip netns exec calico-network-policy.node1 iptables -A cali-OUTPUT -p udp -m multiport --dports 4789 -m addrtype --src-type LOCAL -m set --match-set cali40all-vxlan-net dst -j ACCEPT
# Clear the marks of felix, which other rules may have set.
ip netns exec calico-network-policy.node1 iptables -A cali-FORWARD -j MARK --set-xmark 0x0/0xe0000
# Packets from a pod: apply its egress policies.
ip netns exec calico-network-policy.node1 iptables -A cali-FORWARD -i cali+ -j cali-from-wl-dispatch
# Packets to a pod: apply its ingress policies.
ip netns exec calico-network-policy.node1 iptables -A cali-FORWARD -o cali+ -j cali-to-wl-dispatch
# Packets from a pod: apply its egress policies.
ip netns exec calico-network-policy.node1 iptables -A cali-wl-to-host -j cali-from-wl-dispatch
# Accept packets from pods to their own node.
ip netns exec calico-network-policy.node1 iptables -A cali-wl-to-host -j ACCEPT
# The interface of web is cali68caf03a5f4.
ip netns exec calico-network-policy.node1 iptables -A cali-to-wl-dispatch -o cali68caf03a5f4 -g cali-tw-cali68caf03a5f4
# The interface of db is calie57ed5aa5ae.
ip netns exec calico-network-policy.node1 iptables -A cali-to-wl-dispatch -o calie57ed5aa5ae -g cali-tw-calie57ed5aa5ae
# Drop packets of interfaces without a known pod.
ip netns exec calico-network-policy.node1 iptables -A cali-to-wl-dispatch -j DROP
# The interface of web is cali68caf03a5f4.
ip netns exec calico-network-policy.node1 iptables -A cali-from-wl-dispatch -i cali68caf03a5f4 -g cali-fw-cali68caf03a5f4
# The interface of db is calie57ed5aa5ae.
ip netns exec calico-network-policy.node1 iptables -A cali-from-wl-dispatch -i calie57ed5aa5ae -g cali-fw-calie57ed5aa5ae
# Drop packets of interfaces without a known pod.
ip netns exec calico-network-policy.node1 iptables -A cali-from-wl-dispatch -j DROP
# Accept further packets of accepted flows to web, and replies.
ip netns exec calico-network-policy.node1 iptables -A cali-tw-cali68caf03a5f4 -m conntrack --ctstate RELATED,ESTABLISHED -j ACCEPT
# Drop packets that conntrack cannot assign to a flow.
ip netns exec calico-network-policy.node1 iptables -A cali-tw-cali68caf03a5f4 -m conntrack --ctstate INVALID -j DROP
# Clear the verdict marks, which an earlier chain may have set.
ip netns exec calico-network-policy.node1 iptables -A cali-tw-cali68caf03a5f4 -j MARK --set-xmark 0x0/0x30000
# Policies select web, so only they accept packets to it.
ip netns exec calico-network-policy.node1 iptables -A cali-tw-cali68caf03a5f4 -j MARK --set-xmark 0x0/0x20000
# Evaluate the policy default-deny for packets to web.
ip netns exec calico-network-policy.node1 iptables -A cali-tw-cali68caf03a5f4 -m mark --mark 0x0/0x20000 -j cali-pi-_R3gvoG4sTTQrQ1d4clb
# Return if the policy default-deny has accepted the packet.
ip netns exec calico-network-policy.node1 iptables -A cali-tw-cali68caf03a5f4 -m mark --mark 0x10000/0x10000 -j RETURN
# Evaluate the policy web for packets to web.
ip netns exec calico-network-policy.node1 iptables -A cali-tw-cali68caf03a5f4 -m mark --mark 0x0/0x20000 -j cali-pi-_2a20BaSPViEz4XFucWR
# Return if the policy web has accepted the packet.
ip netns exec calico-network-policy.node1 iptables -A cali-tw-cali68caf03a5f4 -m mark --mark 0x10000/0x10000 -j RETURN
# Drop packets of web that no policy accepts.
ip netns exec calico-network-policy.node1 iptables -A cali-tw-cali68caf03a5f4 -m mark --mark 0x0/0x20000 -j DROP
# If no policy selects web, the profile of its namespace accepts everything.
ip netns exec calico-network-policy.node1 iptables -A cali-tw-cali68caf03a5f4 -j cali-pri-kns.default
# Return if the profile has accepted the packet.
ip netns exec calico-network-policy.node1 iptables -A cali-tw-cali68caf03a5f4 -m mark --mark 0x10000/0x10000 -j RETURN
# Drop packets that no profile accepts.
ip netns exec calico-network-policy.node1 iptables -A cali-tw-cali68caf03a5f4 -j DROP
# Accept further packets of accepted flows from web, and replies.
ip netns exec calico-network-policy.node1 iptables -A cali-fw-cali68caf03a5f4 -m conntrack --ctstate RELATED,ESTABLISHED -j ACCEPT
# Drop packets that conntrack cannot assign to a flow.
ip netns exec calico-network-policy.node1 iptables -A cali-fw-cali68caf03a5f4 -m conntrack --ctstate INVALID -j DROP
# Clear the verdict marks, which an earlier chain may have set.
ip netns exec calico-network-policy.node1 iptables -A cali-fw-cali68caf03a5f4 -j MARK --set-xmark 0x0/0x30000
# Drop VXLAN from web: policies cannot match the inner packet.
ip netns exec calico-network-policy.node1 iptables -A cali-fw-cali68caf03a5f4 -p udp -m multiport --dports 4789 -j DROP
# Drop IPIP from web: policies cannot match the inner packet.
ip netns exec calico-network-policy.node1 iptables -A cali-fw-cali68caf03a5f4 -p 4 -j DROP
# Policies select web, so only they accept packets from it.
ip netns exec calico-network-policy.node1 iptables -A cali-fw-cali68caf03a5f4 -j MARK --set-xmark 0x0/0x20000
# Evaluate the policy default-deny for packets from web.
ip netns exec calico-network-policy.node1 iptables -A cali-fw-cali68caf03a5f4 -m mark --mark 0x0/0x20000 -j cali-po-_R3gvoG4sTTQrQ1d4clb
# Return if the policy default-deny has accepted the packet.
ip netns exec calico-network-policy.node1 iptables -A cali-fw-cali68caf03a5f4 -m mark --mark 0x10000/0x10000 -j RETURN
# Evaluate the policy web for packets from web.
ip netns exec calico-network-policy.node1 iptables -A cali-fw-cali68caf03a5f4 -m mark --mark 0x0/0x20000 -j cali-po-_2a20BaSPViEz4XFucWR
# Return if the policy web has accepted the packet.
ip netns exec calico-network-policy.node1 iptables -A cali-fw-cali68caf03a5f4 -m mark --mark 0x10000/0x10000 -j RETURN
# Drop packets of web that no policy accepts.
ip netns exec calico-network-policy.node1 iptables -A cali-fw-cali68caf03a5f4 -m mark --mark 0x0/0x20000 -j DROP
# If no policy selects web, the profile of its namespace accepts everything.
ip netns exec calico-network-policy.node1 iptables -A cali-fw-cali68caf03a5f4 -j cali-pro-kns.default
# Return if the profile has accepted the packet.
ip netns exec calico-network-policy.node1 iptables -A cali-fw-cali68caf03a5f4 -m mark --mark 0x10000/0x10000 -j RETURN
# Drop packets that no profile accepts.
ip netns exec calico-network-policy.node1 iptables -A cali-fw-cali68caf03a5f4 -j DROP
# Accept further packets of accepted flows to db, and replies.
ip netns exec calico-network-policy.node1 iptables -A cali-tw-calie57ed5aa5ae -m conntrack --ctstate RELATED,ESTABLISHED -j ACCEPT
# Drop packets that conntrack cannot assign to a flow.
ip netns exec calico-network-policy.node1 iptables -A cali-tw-calie57ed5aa5ae -m conntrack --ctstate INVALID -j DROP
# Clear the verdict marks, which an earlier chain may have set.
ip netns exec calico-network-policy.node1 iptables -A cali-tw-calie57ed5aa5ae -j MARK --set-xmark 0x0/0x30000
# Policies select db, so only they accept packets to it.
ip netns exec calico-network-policy.node1 iptables -A cali-tw-calie57ed5aa5ae -j MARK --set-xmark 0x0/0x20000
# Evaluate the policy db for packets to db.
ip netns exec calico-network-policy.node1 iptables -A cali-tw-calie57ed5aa5ae -m mark --mark 0x0/0x20000 -j cali-pi-_GOuejjM9a-iQLQS-GwV
# Return if the policy db has accepted the packet.
ip netns exec calico-network-policy.node1 iptables -A cali-tw-calie57ed5aa5ae -m mark --mark 0x10000/0x10000 -j RETURN
# Evaluate the policy default-deny for packets to db.
ip netns exec calico-network-policy.node1 iptables -A cali-tw-calie57ed5aa5ae -m mark --mark 0x0/0x20000 -j cali-pi-_R3gvoG4sTTQrQ1d4clb
# Return if the policy default-deny has accepted the packet.
ip netns exec calico-network-policy.node1 iptables -A cali-tw-calie57ed5aa5ae -m mark --mark 0x10000/0x10000 -j RETURN
# Drop packets of db that no policy accepts.
ip netns exec calico-network-policy.node1 iptables -A cali-tw-calie57ed5aa5ae -m mark --mark 0x0/0x20000 -j DROP
# If no policy selects db, the profile of its namespace accepts everything.
ip netns exec calico-network-policy.node1 iptables -A cali-tw-calie57ed5aa5ae -j cali-pri-kns.default
# Return if the profile has accepted the packet.
ip netns exec calico-network-policy.node1 iptables -A cali-tw-calie57ed5aa5ae -m mark --mark 0x10000/0x10000 -j RETURN
# Drop packets that no profile accepts.
ip netns exec calico-network-policy.node1 iptables -A cali-tw-calie57ed5aa5ae -j DROP
# Accept further packets of accepted flows from db, and replies.
ip netns exec calico-network-policy.node1 iptables -A cali-fw-calie57ed5aa5ae -m conntrack --ctstate RELATED,ESTABLISHED -j ACCEPT
# Drop packets that conntrack cannot assign to a flow.
ip netns exec calico-network-policy.node1 iptables -A cali-fw-calie57ed5aa5ae -m conntrack --ctstate INVALID -j DROP
# Clear the verdict marks, which an earlier chain may have set.
ip netns exec calico-network-policy.node1 iptables -A cali-fw-calie57ed5aa5ae -j MARK --set-xmark 0x0/0x30000
# Drop VXLAN from db: policies cannot match the inner packet.
ip netns exec calico-network-policy.node1 iptables -A cali-fw-calie57ed5aa5ae -p udp -m multiport --dports 4789 -j DROP
# Drop IPIP from db: policies cannot match the inner packet.
ip netns exec calico-network-policy.node1 iptables -A cali-fw-calie57ed5aa5ae -p 4 -j DROP
# Policies select db, so only they accept packets from it.
ip netns exec calico-network-policy.node1 iptables -A cali-fw-calie57ed5aa5ae -j MARK --set-xmark 0x0/0x20000
# Evaluate the policy default-deny for packets from db.
ip netns exec calico-network-policy.node1 iptables -A cali-fw-calie57ed5aa5ae -m mark --mark 0x0/0x20000 -j cali-po-_R3gvoG4sTTQrQ1d4clb
# Return if the policy default-deny has accepted the packet.
ip netns exec calico-network-policy.node1 iptables -A cali-fw-calie57ed5aa5ae -m mark --mark 0x10000/0x10000 -j RETURN
# Drop packets of db that no policy accepts.
ip netns exec calico-network-policy.node1 iptables -A cali-fw-calie57ed5aa5ae -m mark --mark 0x0/0x20000 -j DROP
# If no policy selects db, the profile of its namespace accepts everything.
ip netns exec calico-network-policy.node1 iptables -A cali-fw-calie57ed5aa5ae -j cali-pro-kns.default
# Return if the profile has accepted the packet.
ip netns exec calico-network-policy.node1 iptables -A cali-fw-calie57ed5aa5ae -m mark --mark 0x10000/0x10000 -j RETURN
# Drop packets that no profile accepts.
ip netns exec calico-network-policy.node1 iptables -A cali-fw-calie57ed5aa5ae -j DROP
# Addresses with exceptions: set the mark.
ip netns exec calico-network-policy.node1 iptables -A cali-pi-_2a20BaSPViEz4XFucWR -j MARK --set-xmark 0x40000/0xc0000
# Clear the mark for 172.18.0.128/25.
ip netns exec calico-network-policy.node1 iptables -A cali-pi-_2a20BaSPViEz4XFucWR -s 172.18.0.128/25 -j MARK --set-xmark 0x0/0x40000
# The policy web accepts TCP 80 from 172.18.0.0/24 except 172.18.0.128/25.
ip netns exec calico-network-policy.node1 iptables -A cali-pi-_2a20BaSPViEz4XFucWR -p tcp -s 172.18.0.0/24 -m multiport --dports 80 -m mark --mark 0x40000/0x40000 -j MARK --set-xmark 0x10000/0x10000
# The policy db accepts TCP 5432 from pods with app=api.
ip netns exec calico-network-policy.node1 iptables -A cali-pi-_GOuejjM9a-iQLQS-GwV -p tcp -m set --match-set cali40s:s3hcUWZKSMtM9PLBT7ANzJd src -m multiport --dports 5432 -j MARK --set-xmark 0x10000/0x10000
# The policy web accepts TCP 8080 to 8090 to pods with app=api.
ip netns exec calico-network-policy.node1 iptables -A cali-po-_2a20BaSPViEz4XFucWR -p tcp -m set --match-set cali40s:s3hcUWZKSMtM9PLBT7ANzJd dst -m multiport --dports 8080:8090 -j MARK --set-xmark 0x10000/0x10000
# Accept packets of pods in namespace default that no policy selects.
ip netns exec calico-network-policy.node1 iptables -A cali-pri-kns.default -j MARK --set-xmark 0x10000/0x10000
# Accept packets of pods in namespace default that no policy selects.
ip netns exec calico-network-policy.node1 iptables -A cali-pro-kns.default -j MARK --set-xmark 0x10000/0x10000
# Run the chain of felix before other rules.
ip netns exec calico-network-policy.node1 iptables -I INPUT -j cali-INPUT
# Run the chain of felix before other rules.
ip netns exec calico-network-policy.node1 iptables -I OUTPUT -j cali-OUTPUT
# Run the chain of felix before other rules.
ip netns exec calico-network-policy.node1 iptables -I FORWARD -j cali-FORWARD
# Accept packets that policies accepted, even if the policy of FORWARD is DROP.
ip netns exec calico-network-policy.node1 iptables -A FORWARD -m mark --mark 0x10000/0x10000 -j ACCEPT
# Packets that match no rule of FORWARD: DROP.
ip netns exec calico-network-policy.node1 iptables -P FORWARD DROP
# Create the chain cali-PREROUTING in the table nat.
ip netns exec calico-network-policy.node2 iptables -t nat -N cali-PREROUTING
# Run the chain of felix first in PREROUTING.
ip netns exec calico-network-policy.node2 iptables -t nat -I PREROUTING -j cali-PREROUTING
# Create the chain cali-OUTPUT in the table nat.
ip netns exec calico-network-policy.node2 iptables -t nat -N cali-OUTPUT
# Run the chain of felix first in OUTPUT.
ip netns exec calico-network-policy.node2 iptables -t nat -I OUTPUT -j cali-OUTPUT
# Create the chain cali-POSTROUTING in the table nat.
ip netns exec calico-network-policy.node2 iptables -t nat -N cali-POSTROUTING
# Run the chain of felix first in POSTROUTING.
ip netns exec calico-network-policy.node2 iptables -t nat -I POSTROUTING -j cali-POSTROUTING
# Create the chain cali-fip-dnat in the table nat.
ip netns exec calico-network-policy.node2 iptables -t nat -N cali-fip-dnat
# Create the chain cali-fip-snat in the table nat.
ip netns exec calico-network-policy.node2 iptables -t nat -N cali-fip-snat
# Create the chain cali-nat-outgoing in the table nat.
ip netns exec calico-network-policy.node2 iptables -t nat -N cali-nat-outgoing
# Floating addresses; this lab has none.
ip netns exec calico-network-policy.node2 iptables -t nat -A cali-PREROUTING -j cali-fip-dnat
# The same for packets from the node itself.
ip netns exec calico-network-policy.node2 iptables -t nat -A cali-OUTPUT -j cali-fip-dnat
# Floating addresses in the other direction.
ip netns exec calico-network-policy.node2 iptables -t nat -A cali-POSTROUTING -j cali-fip-snat
# That chain decides whether a packet leaves the pools.
ip netns exec calico-network-policy.node2 iptables -t nat -A cali-POSTROUTING -j cali-nat-outgoing
# Packets from the node into vxlan.calico get the address of vxlan.calico; otherwise the reply would not return through it.
ip netns exec calico-network-policy.node2 iptables -t nat -A cali-POSTROUTING -o vxlan.calico -m addrtype ! --src-type LOCAL --limit-iface-out -m addrtype --src-type LOCAL -j MASQUERADE --random-fully
# Packets from pods to destinations outside the pools get the node's address as their source.
ip netns exec calico-network-policy.node2 iptables -t nat -A cali-nat-outgoing -m set --match-set cali40masq-ipam-pools src -m set ! --match-set cali40all-ipam-pools dst -j MASQUERADE --random-fully
# The chain of felix before connection tracking.
ip netns exec calico-network-policy.node2 iptables -t raw -N cali-PREROUTING
# The same for packets from the node itself.
ip netns exec calico-network-policy.node2 iptables -t raw -N cali-OUTPUT
# Clear the marks of felix.
ip netns exec calico-network-policy.node2 iptables -t raw -A cali-PREROUTING -j MARK --set-xmark 0x0/0xf0000
# Do not track VXLAN between nodes.
ip netns exec calico-network-policy.node2 iptables -t raw -A cali-PREROUTING -p udp -m udp --dport 4789 -j CT --notrack
# Mark packets from pods.
ip netns exec calico-network-policy.node2 iptables -t raw -A cali-PREROUTING -i cali+ -j MARK --set-xmark 0x40000/0x40000
# Drop packets from pods whose source address is not routed to the pod (spoofed).
ip netns exec calico-network-policy.node2 iptables -t raw -A cali-PREROUTING -m mark --mark 0x40000/0x40000 -m rpfilter --validmark --invert -j DROP
# Clear the marks of felix.
ip netns exec calico-network-policy.node2 iptables -t raw -A cali-OUTPUT -j MARK --set-xmark 0x0/0xf0000
# Do not track VXLAN between nodes.
ip netns exec calico-network-policy.node2 iptables -t raw -A cali-OUTPUT -p udp -m udp --dport 4789 -j CT --notrack
# Run the chain of felix before other rules.
ip netns exec calico-network-policy.node2 iptables -t raw -I PREROUTING -j cali-PREROUTING
# Run the chain of felix before other rules.
ip netns exec calico-network-policy.node2 iptables -t raw -I OUTPUT -j cali-OUTPUT
# The chain of felix for packets to the node itself.
ip netns exec calico-network-policy.node2 iptables -N cali-INPUT
# The chain of felix for packets from the node itself.
ip netns exec calico-network-policy.node2 iptables -N cali-OUTPUT
# The chain of felix for forwarded packets.
ip netns exec calico-network-policy.node2 iptables -N cali-FORWARD
# The chain for packets from pods to their own node.
ip netns exec calico-network-policy.node2 iptables -N cali-wl-to-host
# Select the chain of the destination pod.
ip netns exec calico-network-policy.node2 iptables -N cali-to-wl-dispatch
# Select the chain of the source pod.
ip netns exec calico-network-policy.node2 iptables -N cali-from-wl-dispatch
# The chain for packets to api.
ip netns exec calico-network-policy.node2 iptables -N cali-tw-calibd0ecddfcf2
# The chain for packets from api.
ip netns exec calico-network-policy.node2 iptables -N cali-fw-calibd0ecddfcf2
# The chain for packets to guest.
ip netns exec calico-network-policy.node2 iptables -N cali-tw-calib83ffd00c45
# The chain for packets from guest.
ip netns exec calico-network-policy.node2 iptables -N cali-fw-calib83ffd00c45
# The policy default-deny, for packets to the pods that it selects.
ip netns exec calico-network-policy.node2 iptables -N cali-pi-_R3gvoG4sTTQrQ1d4clb
# The policy api, for packets to the pods that it selects.
ip netns exec calico-network-policy.node2 iptables -N cali-pi-_9B74BdqV2QRX87NRcnP
# The policy default-deny, for packets from the pods that it selects.
ip netns exec calico-network-policy.node2 iptables -N cali-po-_R3gvoG4sTTQrQ1d4clb
# The policy api, for packets from the pods that it selects.
ip netns exec calico-network-policy.node2 iptables -N cali-po-_9B74BdqV2QRX87NRcnP
# The profile of namespace default.
ip netns exec calico-network-policy.node2 iptables -N cali-pri-kns.default
# The profile of namespace default.
ip netns exec calico-network-policy.node2 iptables -N cali-pro-kns.default
# Accept VXLAN from other nodes of the cluster.
ip netns exec calico-network-policy.node2 iptables -A cali-INPUT -p udp -m multiport --dports 4789 -m set --match-set cali40all-vxlan-net src -m addrtype --dst-type LOCAL -j ACCEPT
# Drop VXLAN from other sources.
ip netns exec calico-network-policy.node2 iptables -A cali-INPUT -p udp -m multiport --dports 4789 -m addrtype --dst-type LOCAL -j DROP
# Apply policies to packets from pods to their own node.
ip netns exec calico-network-policy.node2 iptables -A cali-INPUT -i cali+ -g cali-wl-to-host
# Policies do not apply to packets from a node to its own pods: kubelet probes them.
ip netns exec calico-network-policy.node2 iptables -A cali-OUTPUT -o cali+ -j RETURN
# Accept VXLAN to other nodes of the cluster.
ip netns exec calico-network-policy.node2 iptables -A cali-OUTPUT -p udp -m multiport --dports 4789 -m addrtype --src-type LOCAL -m set --match-set cali40all-vxlan-net dst -j ACCEPT
# Clear the marks of felix, which other rules may have set.
ip netns exec calico-network-policy.node2 iptables -A cali-FORWARD -j MARK --set-xmark 0x0/0xe0000
# Packets from a pod: apply its egress policies.
ip netns exec calico-network-policy.node2 iptables -A cali-FORWARD -i cali+ -j cali-from-wl-dispatch
# Packets to a pod: apply its ingress policies.
ip netns exec calico-network-policy.node2 iptables -A cali-FORWARD -o cali+ -j cali-to-wl-dispatch
# Packets from a pod: apply its egress policies.
ip netns exec calico-network-policy.node2 iptables -A cali-wl-to-host -j cali-from-wl-dispatch
# Accept packets from pods to their own node.
ip netns exec calico-network-policy.node2 iptables -A cali-wl-to-host -j ACCEPT
# The interface of guest is calib83ffd00c45.
ip netns exec calico-network-policy.node2 iptables -A cali-to-wl-dispatch -o calib83ffd00c45 -g cali-tw-calib83ffd00c45
# The interface of api is calibd0ecddfcf2.
ip netns exec calico-network-policy.node2 iptables -A cali-to-wl-dispatch -o calibd0ecddfcf2 -g cali-tw-calibd0ecddfcf2
# Drop packets of interfaces without a known pod.
ip netns exec calico-network-policy.node2 iptables -A cali-to-wl-dispatch -j DROP
# The interface of guest is calib83ffd00c45.
ip netns exec calico-network-policy.node2 iptables -A cali-from-wl-dispatch -i calib83ffd00c45 -g cali-fw-calib83ffd00c45
# The interface of api is calibd0ecddfcf2.
ip netns exec calico-network-policy.node2 iptables -A cali-from-wl-dispatch -i calibd0ecddfcf2 -g cali-fw-calibd0ecddfcf2
# Drop packets of interfaces without a known pod.
ip netns exec calico-network-policy.node2 iptables -A cali-from-wl-dispatch -j DROP
# Accept further packets of accepted flows to api, and replies.
ip netns exec calico-network-policy.node2 iptables -A cali-tw-calibd0ecddfcf2 -m conntrack --ctstate RELATED,ESTABLISHED -j ACCEPT
# Drop packets that conntrack cannot assign to a flow.
ip netns exec calico-network-policy.node2 iptables -A cali-tw-calibd0ecddfcf2 -m conntrack --ctstate INVALID -j DROP
# Clear the verdict marks, which an earlier chain may have set.
ip netns exec calico-network-policy.node2 iptables -A cali-tw-calibd0ecddfcf2 -j MARK --set-xmark 0x0/0x30000
# Policies select api, so only they accept packets to it.
ip netns exec calico-network-policy.node2 iptables -A cali-tw-calibd0ecddfcf2 -j MARK --set-xmark 0x0/0x20000
# Evaluate the policy api for packets to api.
ip netns exec calico-network-policy.node2 iptables -A cali-tw-calibd0ecddfcf2 -m mark --mark 0x0/0x20000 -j cali-pi-_9B74BdqV2QRX87NRcnP
# Return if the policy api has accepted the packet.
ip netns exec calico-network-policy.node2 iptables -A cali-tw-calibd0ecddfcf2 -m mark --mark 0x10000/0x10000 -j RETURN
# Evaluate the policy default-deny for packets to api.
ip netns exec calico-network-policy.node2 iptables -A cali-tw-calibd0ecddfcf2 -m mark --mark 0x0/0x20000 -j cali-pi-_R3gvoG4sTTQrQ1d4clb
# Return if the policy default-deny has accepted the packet.
ip netns exec calico-network-policy.node2 iptables -A cali-tw-calibd0ecddfcf2 -m mark --mark 0x10000/0x10000 -j RETURN
# Drop packets of api that no policy accepts.
ip netns exec calico-network-policy.node2 iptables -A cali-tw-calibd0ecddfcf2 -m mark --mark 0x0/0x20000 -j DROP
# If no policy selects api, the profile of its namespace accepts everything.
ip netns exec calico-network-policy.node2 iptables -A cali-tw-calibd0ecddfcf2 -j cali-pri-kns.default
# Return if the profile has accepted the packet.
ip netns exec calico-network-policy.node2 iptables -A cali-tw-calibd0ecddfcf2 -m mark --mark 0x10000/0x10000 -j RETURN
# Drop packets that no profile accepts.
ip netns exec calico-network-policy.node2 iptables -A cali-tw-calibd0ecddfcf2 -j DROP
# Accept further packets of accepted flows from api, and replies.
ip netns exec calico-network-policy.node2 iptables -A cali-fw-calibd0ecddfcf2 -m conntrack --ctstate RELATED,ESTABLISHED -j ACCEPT
# Drop packets that conntrack cannot assign to a flow.
ip netns exec calico-network-policy.node2 iptables -A cali-fw-calibd0ecddfcf2 -m conntrack --ctstate INVALID -j DROP
# Clear the verdict marks, which an earlier chain may have set.
ip netns exec calico-network-policy.node2 iptables -A cali-fw-calibd0ecddfcf2 -j MARK --set-xmark 0x0/0x30000
# Drop VXLAN from api: policies cannot match the inner packet.
ip netns exec calico-network-policy.node2 iptables -A cali-fw-calibd0ecddfcf2 -p udp -m multiport --dports 4789 -j DROP
# Drop IPIP from api: policies cannot match the inner packet.
ip netns exec calico-network-policy.node2 iptables -A cali-fw-calibd0ecddfcf2 -p 4 -j DROP
# Policies select api, so only they accept packets from it.
ip netns exec calico-network-policy.node2 iptables -A cali-fw-calibd0ecddfcf2 -j MARK --set-xmark 0x0/0x20000
# Evaluate the policy api for packets from api.
ip netns exec calico-network-policy.node2 iptables -A cali-fw-calibd0ecddfcf2 -m mark --mark 0x0/0x20000 -j cali-po-_9B74BdqV2QRX87NRcnP
# Return if the policy api has accepted the packet.
ip netns exec calico-network-policy.node2 iptables -A cali-fw-calibd0ecddfcf2 -m mark --mark 0x10000/0x10000 -j RETURN
# Evaluate the policy default-deny for packets from api.
ip netns exec calico-network-policy.node2 iptables -A cali-fw-calibd0ecddfcf2 -m mark --mark 0x0/0x20000 -j cali-po-_R3gvoG4sTTQrQ1d4clb
# Return if the policy default-deny has accepted the packet.
ip netns exec calico-network-policy.node2 iptables -A cali-fw-calibd0ecddfcf2 -m mark --mark 0x10000/0x10000 -j RETURN
# Drop packets of api that no policy accepts.
ip netns exec calico-network-policy.node2 iptables -A cali-fw-calibd0ecddfcf2 -m mark --mark 0x0/0x20000 -j DROP
# If no policy selects api, the profile of its namespace accepts everything.
ip netns exec calico-network-policy.node2 iptables -A cali-fw-calibd0ecddfcf2 -j cali-pro-kns.default
# Return if the profile has accepted the packet.
ip netns exec calico-network-policy.node2 iptables -A cali-fw-calibd0ecddfcf2 -m mark --mark 0x10000/0x10000 -j RETURN
# Drop packets that no profile accepts.
ip netns exec calico-network-policy.node2 iptables -A cali-fw-calibd0ecddfcf2 -j DROP
# Accept further packets of accepted flows to guest, and replies.
ip netns exec calico-network-policy.node2 iptables -A cali-tw-calib83ffd00c45 -m conntrack --ctstate RELATED,ESTABLISHED -j ACCEPT
# Drop packets that conntrack cannot assign to a flow.
ip netns exec calico-network-policy.node2 iptables -A cali-tw-calib83ffd00c45 -m conntrack --ctstate INVALID -j DROP
# Clear the verdict marks, which an earlier chain may have set.
ip netns exec calico-network-policy.node2 iptables -A cali-tw-calib83ffd00c45 -j MARK --set-xmark 0x0/0x30000
# If no policy selects guest, the profile of its namespace accepts everything.
ip netns exec calico-network-policy.node2 iptables -A cali-tw-calib83ffd00c45 -j cali-pri-kns.default
# Return if the profile has accepted the packet.
ip netns exec calico-network-policy.node2 iptables -A cali-tw-calib83ffd00c45 -m mark --mark 0x10000/0x10000 -j RETURN
# Drop packets that no profile accepts.
ip netns exec calico-network-policy.node2 iptables -A cali-tw-calib83ffd00c45 -j DROP
# Accept further packets of accepted flows from guest, and replies.
ip netns exec calico-network-policy.node2 iptables -A cali-fw-calib83ffd00c45 -m conntrack --ctstate RELATED,ESTABLISHED -j ACCEPT
# Drop packets that conntrack cannot assign to a flow.
ip netns exec calico-network-policy.node2 iptables -A cali-fw-calib83ffd00c45 -m conntrack --ctstate INVALID -j DROP
# Clear the verdict marks, which an earlier chain may have set.
ip netns exec calico-network-policy.node2 iptables -A cali-fw-calib83ffd00c45 -j MARK --set-xmark 0x0/0x30000
# Drop VXLAN from guest: policies cannot match the inner packet.
ip netns exec calico-network-policy.node2 iptables -A cali-fw-calib83ffd00c45 -p udp -m multiport --dports 4789 -j DROP
# Drop IPIP from guest: policies cannot match the inner packet.
ip netns exec calico-network-policy.node2 iptables -A cali-fw-calib83ffd00c45 -p 4 -j DROP
# If no policy selects guest, the profile of its namespace accepts everything.
ip netns exec calico-network-policy.node2 iptables -A cali-fw-calib83ffd00c45 -j cali-pro-kns.default
# Return if the profile has accepted the packet.
ip netns exec calico-network-policy.node2 iptables -A cali-fw-calib83ffd00c45 -m mark --mark 0x10000/0x10000 -j RETURN
# Drop packets that no profile accepts.
ip netns exec calico-network-policy.node2 iptables -A cali-fw-calib83ffd00c45 -j DROP
# The policy api accepts TCP 8080 to 8090 from pods with app=web.
ip netns exec calico-network-policy.node2 iptables -A cali-pi-_9B74BdqV2QRX87NRcnP -p tcp -m set --match-set cali40s:XdTkeoA4uORlm_7HsXcm20F src -m multiport --dports 8080:8090 -j MARK --set-xmark 0x10000/0x10000
# The policy api accepts TCP 5432 to pods with app=db.
ip netns exec calico-network-policy.node2 iptables -A cali-po-_9B74BdqV2QRX87NRcnP -p tcp -m set --match-set cali40s:rr5gmoszvjfXIf4eUdbrWFD dst -m multiport --dports 5432 -j MARK --set-xmark 0x10000/0x10000
# Accept packets of pods in namespace default that no policy selects.
ip netns exec calico-network-policy.node2 iptables -A cali-pri-kns.default -j MARK --set-xmark 0x10000/0x10000
# Accept packets of pods in namespace default that no policy selects.
ip netns exec calico-network-policy.node2 iptables -A cali-pro-kns.default -j MARK --set-xmark 0x10000/0x10000
# Run the chain of felix before other rules.
ip netns exec calico-network-policy.node2 iptables -I INPUT -j cali-INPUT
# Run the chain of felix before other rules.
ip netns exec calico-network-policy.node2 iptables -I OUTPUT -j cali-OUTPUT
# Run the chain of felix before other rules.
ip netns exec calico-network-policy.node2 iptables -I FORWARD -j cali-FORWARD
# Accept packets that policies accepted, even if the policy of FORWARD is DROP.
ip netns exec calico-network-policy.node2 iptables -A FORWARD -m mark --mark 0x10000/0x10000 -j ACCEPT
# Packets that match no rule of FORWARD: DROP.
ip netns exec calico-network-policy.node2 iptables -P FORWARD DROP
# web answers on 80/http with its name and the peer's address.
mkdir -p /run/netlab/calico-network-policy/log /run/netlab/calico-network-policy/pid
ip netns exec calico-network-policy.web python3 -IS /run/netlab/calico-network-policy/program/serve.py --name web 80/http > /run/netlab/calico-network-policy/log/web.serve 2>&1 < /dev/null & echo $! > /run/netlab/calico-network-policy/pid/web.serve
timeout 10 sh -c 'until grep -qs "^$0" "$1"; do sleep 0.05; done' serving /run/netlab/calico-network-policy/log/web.serve
# db answers on 80/http, 5432/tcp with its name and the peer's address.
mkdir -p /run/netlab/calico-network-policy/log /run/netlab/calico-network-policy/pid
ip netns exec calico-network-policy.db python3 -IS /run/netlab/calico-network-policy/program/serve.py --name db 80/http 5432/tcp > /run/netlab/calico-network-policy/log/db.serve 2>&1 < /dev/null & echo $! > /run/netlab/calico-network-policy/pid/db.serve
timeout 10 sh -c 'until grep -qs "^$0" "$1"; do sleep 0.05; done' serving /run/netlab/calico-network-policy/log/db.serve
# api answers on 80/http, 8080/http, 8085/http, 8091/http with its name and the peer's address.
mkdir -p /run/netlab/calico-network-policy/log /run/netlab/calico-network-policy/pid
ip netns exec calico-network-policy.api python3 -IS /run/netlab/calico-network-policy/program/serve.py --name api 80/http 8080/http 8085/http 8091/http > /run/netlab/calico-network-policy/log/api.serve 2>&1 < /dev/null & echo $! > /run/netlab/calico-network-policy/pid/api.serve
timeout 10 sh -c 'until grep -qs "^$0" "$1"; do sleep 0.05; done' serving /run/netlab/calico-network-policy/log/api.serve
# guest answers on 80/http with its name and the peer's address.
mkdir -p /run/netlab/calico-network-policy/log /run/netlab/calico-network-policy/pid
ip netns exec calico-network-policy.guest python3 -IS /run/netlab/calico-network-policy/program/serve.py --name guest 80/http > /run/netlab/calico-network-policy/log/guest.serve 2>&1 < /dev/null & echo $! > /run/netlab/calico-network-policy/pid/guest.serve
timeout 10 sh -c 'until grep -qs "^$0" "$1"; do sleep 0.05; done' serving /run/netlab/calico-network-policy/log/guest.serve
# office answers on 80/http, 53/udp, 4789/udp with its name and the peer's address.
mkdir -p /run/netlab/calico-network-policy/log /run/netlab/calico-network-policy/pid
ip netns exec calico-network-policy.office python3 -IS /run/netlab/calico-network-policy/program/serve.py --name office 80/http 53/udp 4789/udp > /run/netlab/calico-network-policy/log/office.serve 2>&1 < /dev/null & echo $! > /run/netlab/calico-network-policy/pid/office.serve
timeout 10 sh -c 'until grep -qs "^$0" "$1"; do sleep 0.05; done' serving /run/netlab/calico-network-policy/log/office.serve
# visitor answers on 80/http with its name and the peer's address.
mkdir -p /run/netlab/calico-network-policy/log /run/netlab/calico-network-policy/pid
ip netns exec calico-network-policy.visitor python3 -IS /run/netlab/calico-network-policy/program/serve.py --name visitor 80/http > /run/netlab/calico-network-policy/log/visitor.serve 2>&1 < /dev/null & echo $! > /run/netlab/calico-network-policy/pid/visitor.serve
timeout 10 sh -c 'until grep -qs "^$0" "$1"; do sleep 0.05; done' serving /run/netlab/calico-network-policy/log/visitor.serve
