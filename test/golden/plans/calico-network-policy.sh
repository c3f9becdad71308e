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
# The chain of felix for arriving packets.
ip netns exec calico-network-policy.node1 iptables -t nat -N cali-PREROUTING
# The same for packets from the node itself.
ip netns exec calico-network-policy.node1 iptables -t nat -N cali-OUTPUT
# The chain of felix for leaving packets.
ip netns exec calico-network-policy.node1 iptables -t nat -N cali-POSTROUTING
# Floating addresses.
ip netns exec calico-network-policy.node1 iptables -t nat -N cali-fip-dnat
# Floating addresses in the other direction.
ip netns exec calico-network-policy.node1 iptables -t nat -N cali-fip-snat
# Packets that leave the pools.
ip netns exec calico-network-policy.node1 iptables -t nat -N cali-nat-outgoing
# Floating addresses; this lab has none.
ip netns exec calico-network-policy.node1 iptables -t nat -A cali-PREROUTING -m comment --comment cali:r6XmIziWUJsdOK6Z -j cali-fip-dnat
# Floating addresses; this lab has none.
ip netns exec calico-network-policy.node1 iptables -t nat -A cali-OUTPUT -m comment --comment cali:GBTAv2p5CwevEyJm -j cali-fip-dnat
# Floating addresses in the other direction.
ip netns exec calico-network-policy.node1 iptables -t nat -A cali-POSTROUTING -m comment --comment cali:Z-c7XtVd2Bq7s_hA -j cali-fip-snat
# That chain decides whether a packet leaves the pools.
ip netns exec calico-network-policy.node1 iptables -t nat -A cali-POSTROUTING -m comment --comment cali:nYKhEzDlr11Jccal -j cali-nat-outgoing
# Packets from the node into vxlan.calico get the address of vxlan.calico; otherwise the reply would not return through it.
ip netns exec calico-network-policy.node1 iptables -t nat -A cali-POSTROUTING -o vxlan.calico -m comment --comment cali:e9dnSgSVNmIcpVhP -m addrtype ! --src-type LOCAL --limit-iface-out -m addrtype --src-type LOCAL -j MASQUERADE --random-fully
# Packets from pods to destinations outside the pools get the node's address as their source.
ip netns exec calico-network-policy.node1 iptables -t nat -A cali-nat-outgoing -m comment --comment cali:flqWnvo8yq4ULQLa -m set --match-set cali40masq-ipam-pools src -m set ! --match-set cali40all-ipam-pools dst -j MASQUERADE --random-fully
# Run the chain of felix before other rules.
ip netns exec calico-network-policy.node1 iptables -t nat -I PREROUTING -m comment --comment cali:6gwbT8clXdHdC1b1 -j cali-PREROUTING
# Run the chain of felix before other rules.
ip netns exec calico-network-policy.node1 iptables -t nat -I OUTPUT -m comment --comment cali:tVnHkvAo15HuiPy0 -j cali-OUTPUT
# Run the chain of felix before other rules.
ip netns exec calico-network-policy.node1 iptables -t nat -I POSTROUTING -m comment --comment cali:O3lYWMrLQYEMJtB5 -j cali-POSTROUTING
# The chain of felix before connection tracking.
ip netns exec calico-network-policy.node1 iptables -t raw -N cali-PREROUTING
# The same for packets from the node itself.
ip netns exec calico-network-policy.node1 iptables -t raw -N cali-OUTPUT
# Pods that may send from other addresses.
ip netns exec calico-network-policy.node1 iptables -t raw -N cali-rpf-skip
# Packets from host endpoints.
ip netns exec calico-network-policy.node1 iptables -t raw -N cali-from-host-endpoint
# Packets to host endpoints.
ip netns exec calico-network-policy.node1 iptables -t raw -N cali-to-host-endpoint
# Clear the marks of felix.
ip netns exec calico-network-policy.node1 iptables -t raw -A cali-PREROUTING -m comment --comment cali:XFX5xbM8B9qR10JG -j MARK --set-xmark 0x0/0xf0000
# Do not track VXLAN between nodes.
ip netns exec calico-network-policy.node1 iptables -t raw -A cali-PREROUTING -p udp -m comment --comment cali:M7WeklUcDzCqHKI_ -m udp --dport 4789 -j CT --notrack
# Mark packets from pods.
ip netns exec calico-network-policy.node1 iptables -t raw -A cali-PREROUTING -i cali+ -m comment --comment cali:pNzLEcwGOZ4YemC- -j MARK --set-xmark 0x40000/0x40000
# Pods that may send from other addresses; a lab has none.
ip netns exec calico-network-policy.node1 iptables -t raw -A cali-PREROUTING -m comment --comment cali:k5-EypuOGdQbMjmG -m mark --mark 0x40000/0x40000 -j cali-rpf-skip
# Drop packets from pods whose source address is not routed to the pod (spoofed).
ip netns exec calico-network-policy.node1 iptables -t raw -A cali-PREROUTING -m comment --comment cali:ZRno2gPYKT_N2WJV -m mark --mark 0x40000/0x40000 -m rpfilter --validmark --invert -j DROP
# Policies of host endpoints; a lab has none.
ip netns exec calico-network-policy.node1 iptables -t raw -A cali-PREROUTING -m comment --comment cali:oBQn3t8RvFIlNu_v -m mark --mark 0x0/0x40000 -j cali-from-host-endpoint
# Untracked policies of host endpoints; a lab has none.
ip netns exec calico-network-policy.node1 iptables -t raw -A cali-PREROUTING -m comment --comment cali:lZy_EB5TkNFykbsd -m mark --mark 0x10000/0x10000 -j ACCEPT
# Clear the marks of felix.
ip netns exec calico-network-policy.node1 iptables -t raw -A cali-OUTPUT -m comment --comment cali:njdnLwYeGqBJyMxW -j MARK --set-xmark 0x0/0xf0000
# Policies of host endpoints; a lab has none.
ip netns exec calico-network-policy.node1 iptables -t raw -A cali-OUTPUT -m comment --comment cali:rz86uTUcEZAfFsh7 -j cali-to-host-endpoint
# Do not track VXLAN between nodes.
ip netns exec calico-network-policy.node1 iptables -t raw -A cali-OUTPUT -p udp -m comment --comment cali:h6IBQLYf-NmXFeY_ -m udp --dport 4789 -j CT --notrack
# Untracked policies of host endpoints; a lab has none.
ip netns exec calico-network-policy.node1 iptables -t raw -A cali-OUTPUT -m comment --comment cali:DoQ7AqyOyqExxSea -m mark --mark 0x10000/0x10000 -j ACCEPT
# Run the chain of felix before other rules.
ip netns exec calico-network-policy.node1 iptables -t raw -I PREROUTING -m comment --comment cali:6gwbT8clXdHdC1b1 -j cali-PREROUTING
# Run the chain of felix before other rules.
ip netns exec calico-network-policy.node1 iptables -t raw -I OUTPUT -m comment --comment cali:tVnHkvAo15HuiPy0 -j cali-OUTPUT
# The chain of felix before DNAT.
ip netns exec calico-network-policy.node1 iptables -t mangle -N cali-PREROUTING
# The chain of felix after routing.
ip netns exec calico-network-policy.node1 iptables -t mangle -N cali-POSTROUTING
# Packets from host endpoints.
ip netns exec calico-network-policy.node1 iptables -t mangle -N cali-from-host-endpoint
# Packets to host endpoints.
ip netns exec calico-network-policy.node1 iptables -t mangle -N cali-to-host-endpoint
# Flows that exist have been decided.
ip netns exec calico-network-policy.node1 iptables -t mangle -A cali-PREROUTING -m comment --comment cali:6BJqBjBC7crtA-7- -m conntrack --ctstate RELATED,ESTABLISHED -j ACCEPT
# Accept packets that an untracked policy accepted.
ip netns exec calico-network-policy.node1 iptables -t mangle -A cali-PREROUTING -m comment --comment cali:KX7AGNd6rMcDUai6 -m mark --mark 0x10000/0x10000 -j ACCEPT
# Policies of host endpoints; a lab has none.
ip netns exec calico-network-policy.node1 iptables -t mangle -A cali-PREROUTING -m comment --comment cali:wNH7KsA3ILKJBsY9 -j cali-from-host-endpoint
# Accept packets that the policy of a host endpoint accepted; a lab has no host endpoints.
ip netns exec calico-network-policy.node1 iptables -t mangle -A cali-PREROUTING -m comment --comment cali:Cg96MgVuoPm7UMRo -m comment --comment 'Host endpoint policy accepted packet.' -m mark --mark 0x10000/0x10000 -j ACCEPT
# Return for packets that policies accepted.
ip netns exec calico-network-policy.node1 iptables -t mangle -A cali-POSTROUTING -m comment --comment cali:NX-7roTexQ3fGRfU -m mark --mark 0x10000/0x10000 -j RETURN
# Clear the marks of felix.
ip netns exec calico-network-policy.node1 iptables -t mangle -A cali-POSTROUTING -m comment --comment cali:nnqPh8lh2VOogSzX -j MARK --set-xmark 0x0/0xf0000
# Policies of host endpoints; a lab has none.
ip netns exec calico-network-policy.node1 iptables -t mangle -A cali-POSTROUTING -m comment --comment cali:nquN8Jw8Tz72pcBW -m conntrack --ctstate DNAT -j cali-to-host-endpoint
# Accept packets that the policy of a host endpoint accepted; a lab has no host endpoints.
ip netns exec calico-network-policy.node1 iptables -t mangle -A cali-POSTROUTING -m comment --comment cali:jWrgvDQ0xEZHmta3 -m comment --comment 'Host endpoint policy accepted packet.' -m mark --mark 0x10000/0x10000 -j RETURN
# Run the chain of felix before other rules.
ip netns exec calico-network-policy.node1 iptables -t mangle -I PREROUTING -m comment --comment cali:6gwbT8clXdHdC1b1 -j cali-PREROUTING
# Run the chain of felix before other rules.
ip netns exec calico-network-policy.node1 iptables -t mangle -I POSTROUTING -m comment --comment cali:O3lYWMrLQYEMJtB5 -j cali-POSTROUTING
# The chain of felix for packets to the node itself.
ip netns exec calico-network-policy.node1 iptables -N cali-INPUT
# The chain of felix for packets from the node itself.
ip netns exec calico-network-policy.node1 iptables -N cali-OUTPUT
# Packets from host endpoints.
ip netns exec calico-network-policy.node1 iptables -N cali-from-host-endpoint
# Packets to host endpoints.
ip netns exec calico-network-policy.node1 iptables -N cali-to-host-endpoint
# The chain of felix for forwarded packets.
ip netns exec calico-network-policy.node1 iptables -N cali-FORWARD
# Packets that arrive from a host endpoint and are forwarded.
ip netns exec calico-network-policy.node1 iptables -N cali-from-hep-forward
# Packets that are forwarded to a host endpoint.
ip netns exec calico-network-policy.node1 iptables -N cali-to-hep-forward
# Blocked addresses of services.
ip netns exec calico-network-policy.node1 iptables -N cali-cidr-block
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
ip netns exec calico-network-policy.node1 iptables -N cali-pi-_1Endnr5KwXwKO4PkHo4
# The policy web, for packets to the pods that it selects.
ip netns exec calico-network-policy.node1 iptables -N cali-pi-_u7u2r6vXacg_5gxJvpo
# The policy db, for packets to the pods that it selects.
ip netns exec calico-network-policy.node1 iptables -N cali-pi-_ow6sOLvn1e12_cxXXGR
# The policy default-deny, for packets from the pods that it selects.
ip netns exec calico-network-policy.node1 iptables -N cali-po-_1Endnr5KwXwKO4PkHo4
# The policy web, for packets from the pods that it selects.
ip netns exec calico-network-policy.node1 iptables -N cali-po-_u7u2r6vXacg_5gxJvpo
# The profile kns.default.
ip netns exec calico-network-policy.node1 iptables -N cali-pri-kns.default
# The profile kns.default.
ip netns exec calico-network-policy.node1 iptables -N cali-pro-kns.default
# The profile ksa.default.default.
ip netns exec calico-network-policy.node1 iptables -N cali-pri-ksa.default.default
# The profile ksa.default.default.
ip netns exec calico-network-policy.node1 iptables -N cali-pro-ksa.default.default
# Accept VXLAN from other nodes of the cluster.
ip netns exec calico-network-policy.node1 iptables -A cali-INPUT -p 17 -m comment --comment cali:J76FwxInZIsk7uKY -m comment --comment 'Allow IPv4 VXLAN packets from allowed hosts' -m multiport --dports 4789 -m set --match-set cali40all-vxlan-net src -m addrtype --dst-type LOCAL -j ACCEPT
# Drop VXLAN from other sources.
ip netns exec calico-network-policy.node1 iptables -A cali-INPUT -p 17 -m comment --comment cali:EDCNTTxYfggApx8C -m comment --comment 'Drop IPv4 VXLAN packets from non-allowed hosts' -m multiport --dports 4789 -m addrtype --dst-type LOCAL -j DROP
# Apply policies to packets from pods to their own node.
ip netns exec calico-network-policy.node1 iptables -A cali-INPUT -i cali+ -m comment --comment cali:H03xYXARh4e8pwd4 -g cali-wl-to-host
# Accept packets that policies accepted.
ip netns exec calico-network-policy.node1 iptables -A cali-INPUT -m comment --comment cali:MN6K3isIWBigb1Va -m mark --mark 0x10000/0x10000 -j ACCEPT
# Clear the marks of felix.
ip netns exec calico-network-policy.node1 iptables -A cali-INPUT -m comment --comment cali:OSYphBLwOgic22Hz -j MARK --set-xmark 0x0/0xf0000
# Policies of host endpoints; a lab has none.
ip netns exec calico-network-policy.node1 iptables -A cali-INPUT -m comment --comment cali:rmi2_piRVmfeiwVp -j cali-from-host-endpoint
# Accept packets that the policy of a host endpoint accepted; a lab has no host endpoints.
ip netns exec calico-network-policy.node1 iptables -A cali-INPUT -m comment --comment cali:F7Q8zu44qIbOVben -m comment --comment 'Host endpoint policy accepted packet.' -m mark --mark 0x10000/0x10000 -j ACCEPT
# Accept packets that policies accepted.
ip netns exec calico-network-policy.node1 iptables -A cali-OUTPUT -m comment --comment cali:Mq1_rAdXXH3YkrzW -m mark --mark 0x10000/0x10000 -j ACCEPT
# Policies do not apply to packets from a node to its own pods: kubelet probes them.
ip netns exec calico-network-policy.node1 iptables -A cali-OUTPUT -o cali+ -m comment --comment cali:69FkRTJDvD5Vu6Vl -j RETURN
# Accept VXLAN to other nodes of the cluster.
ip netns exec calico-network-policy.node1 iptables -A cali-OUTPUT -p 17 -m comment --comment cali:-QZG79DohFjalQBb -m comment --comment 'Allow IPv4 VXLAN packets to other allowed hosts' -m multiport --dports 4789 -m addrtype --src-type LOCAL -m set --match-set cali40all-vxlan-net dst -j ACCEPT
# Clear the marks of felix.
ip netns exec calico-network-policy.node1 iptables -A cali-OUTPUT -m comment --comment cali:iC1pSPgbvgQzkUk_ -j MARK --set-xmark 0x0/0xf0000
# Policies of host endpoints; a lab has none.
ip netns exec calico-network-policy.node1 iptables -A cali-OUTPUT -m comment --comment cali:4Zh7KtRvt4W5AEBR -m conntrack ! --ctstate DNAT -j cali-to-host-endpoint
# Accept packets that the policy of a host endpoint accepted; a lab has no host endpoints.
ip netns exec calico-network-policy.node1 iptables -A cali-OUTPUT -m comment --comment cali:Y0k-bqjt-5CUqyUq -m comment --comment 'Host endpoint policy accepted packet.' -m mark --mark 0x10000/0x10000 -j ACCEPT
# Clear the marks of felix, which other rules may have set.
ip netns exec calico-network-policy.node1 iptables -A cali-FORWARD -m comment --comment cali:vjrMJCRpqwy5oRoX -j MARK --set-xmark 0x0/0xe0000
# Policies of host endpoints; a lab has none.
ip netns exec calico-network-policy.node1 iptables -A cali-FORWARD -m comment --comment cali:A_sPAO0mcxbT9mOV -m mark --mark 0x0/0x10000 -j cali-from-hep-forward
# Packets from a pod: apply its egress policies.
ip netns exec calico-network-policy.node1 iptables -A cali-FORWARD -i cali+ -m comment --comment cali:8ZoYfO5HKXWbB3pk -j cali-from-wl-dispatch
# Packets to a pod: apply its ingress policies.
ip netns exec calico-network-policy.node1 iptables -A cali-FORWARD -o cali+ -m comment --comment cali:jdEuaPBe14V2hutn -j cali-to-wl-dispatch
# Policies of host endpoints; a lab has none.
ip netns exec calico-network-policy.node1 iptables -A cali-FORWARD -m comment --comment cali:12bc6HljsMKsmfr- -j cali-to-hep-forward
# Blocked addresses of services; a lab has none.
ip netns exec calico-network-policy.node1 iptables -A cali-FORWARD -m comment --comment cali:NOSxoaGx8OIstr1z -j cali-cidr-block
# Packets from a pod: apply its egress policies.
ip netns exec calico-network-policy.node1 iptables -A cali-wl-to-host -m comment --comment cali:Ee9Sbo10IpVujdIY -j cali-from-wl-dispatch
# Accept packets from pods to their own node.
ip netns exec calico-network-policy.node1 iptables -A cali-wl-to-host -m comment --comment cali:nSZbcOoG1xPONxb8 -m comment --comment 'Configured DefaultEndpointToHostAction' -j ACCEPT
# The interface of web is cali68caf03a5f4.
ip netns exec calico-network-policy.node1 iptables -A cali-to-wl-dispatch -o cali68caf03a5f4 -m comment --comment cali:5JDKc97JkVoH798r -g cali-tw-cali68caf03a5f4
# The interface of db is calie57ed5aa5ae.
ip netns exec calico-network-policy.node1 iptables -A cali-to-wl-dispatch -o calie57ed5aa5ae -m comment --comment cali:H6pgHWRMpZtP6J0Y -g cali-tw-calie57ed5aa5ae
# Drop packets of interfaces without a known pod.
ip netns exec calico-network-policy.node1 iptables -A cali-to-wl-dispatch -m comment --comment cali:iRS3XiyJ9L2fUFIt -m comment --comment 'Unknown interface' -j DROP
# The interface of web is cali68caf03a5f4.
ip netns exec calico-network-policy.node1 iptables -A cali-from-wl-dispatch -i cali68caf03a5f4 -m comment --comment cali:IPZ1SFyF4z8DrQd4 -g cali-fw-cali68caf03a5f4
# The interface of db is calie57ed5aa5ae.
ip netns exec calico-network-policy.node1 iptables -A cali-from-wl-dispatch -i calie57ed5aa5ae -m comment --comment cali:9KMlXuhbpMiz9nka -g cali-fw-calie57ed5aa5ae
# Drop packets of interfaces without a known pod.
ip netns exec calico-network-policy.node1 iptables -A cali-from-wl-dispatch -m comment --comment cali:6YPvN7XGBlF8cCNG -m comment --comment 'Unknown interface' -j DROP
# Accept further packets of accepted flows to web, and replies.
ip netns exec calico-network-policy.node1 iptables -A cali-tw-cali68caf03a5f4 -m comment --comment cali:74Opha4rQrn-ggDT -m conntrack --ctstate RELATED,ESTABLISHED -j ACCEPT
# Drop packets that conntrack cannot assign to a flow.
ip netns exec calico-network-policy.node1 iptables -A cali-tw-cali68caf03a5f4 -m comment --comment cali:wrx5SvPgHZyICqfK -m conntrack --ctstate INVALID -j DROP
# Clear the verdict marks, which an earlier chain may have set.
ip netns exec calico-network-policy.node1 iptables -A cali-tw-cali68caf03a5f4 -m comment --comment cali:h6QmZ6KcnxJET5HX -j MARK --set-xmark 0x0/0x30000
# Policies select web, so only they accept packets to it.
ip netns exec calico-network-policy.node1 iptables -A cali-tw-cali68caf03a5f4 -m comment --comment cali:7yyULh1NmjUXpYRu -m comment --comment 'Start of tier default' -j MARK --set-xmark 0x0/0x20000
# Evaluate the policy default-deny for packets to web.
ip netns exec calico-network-policy.node1 iptables -A cali-tw-cali68caf03a5f4 -m comment --comment cali:DYFZ-wJ4kGJEjVVX -m mark --mark 0x0/0x20000 -j cali-pi-_1Endnr5KwXwKO4PkHo4
# Return if the policy default-deny has accepted the packet.
ip netns exec calico-network-policy.node1 iptables -A cali-tw-cali68caf03a5f4 -m comment --comment cali:ksQC3sGjK3_GwzS9 -m comment --comment 'Return if policy accepted' -m mark --mark 0x10000/0x10000 -j RETURN
# Evaluate the policy web for packets to web.
ip netns exec calico-network-policy.node1 iptables -A cali-tw-cali68caf03a5f4 -m comment --comment cali:6E9cUOPbtsEriT9j -m mark --mark 0x0/0x20000 -j cali-pi-_u7u2r6vXacg_5gxJvpo
# Return if the policy web has accepted the packet.
ip netns exec calico-network-policy.node1 iptables -A cali-tw-cali68caf03a5f4 -m comment --comment cali:rtCdCLYI_cDJy-kP -m comment --comment 'Return if policy accepted' -m mark --mark 0x10000/0x10000 -j RETURN
# Drop packets of web that no policy accepts.
ip netns exec calico-network-policy.node1 iptables -A cali-tw-cali68caf03a5f4 -m comment --comment cali:k9sEkRr_BNAgRmOB -m comment --comment 'Drop if no policies passed packet' -m mark --mark 0x0/0x20000 -j DROP
# If no policy selects web, the profile of its namespace accepts everything.
ip netns exec calico-network-policy.node1 iptables -A cali-tw-cali68caf03a5f4 -m comment --comment cali:ZKaDgboa8LZY1TdD -j cali-pri-kns.default
# Return if the profile has accepted the packet.
ip netns exec calico-network-policy.node1 iptables -A cali-tw-cali68caf03a5f4 -m comment --comment cali:Fu3feo0OurgsgPSA -m comment --comment 'Return if profile accepted' -m mark --mark 0x10000/0x10000 -j RETURN
# The profile of the service account of web has no rules.
ip netns exec calico-network-policy.node1 iptables -A cali-tw-cali68caf03a5f4 -m comment --comment cali:MuTOOmLQ7vqC5kvN -j cali-pri-ksa.default.default
# Return if the profile has accepted the packet.
ip netns exec calico-network-policy.node1 iptables -A cali-tw-cali68caf03a5f4 -m comment --comment cali:jQ2fJerPrurV_KF_ -m comment --comment 'Return if profile accepted' -m mark --mark 0x10000/0x10000 -j RETURN
# Drop packets that no profile accepts.
ip netns exec calico-network-policy.node1 iptables -A cali-tw-cali68caf03a5f4 -m comment --comment cali:SIuHuuxAUSstdKuv -m comment --comment 'Drop if no profiles matched' -j DROP
# Accept further packets of accepted flows from web, and replies.
ip netns exec calico-network-policy.node1 iptables -A cali-fw-cali68caf03a5f4 -m comment --comment cali:HUY9Q-VgmmtPS769 -m conntrack --ctstate RELATED,ESTABLISHED -j ACCEPT
# Drop packets that conntrack cannot assign to a flow.
ip netns exec calico-network-policy.node1 iptables -A cali-fw-cali68caf03a5f4 -m comment --comment cali:YrdcwY4jxCxlfDNV -m conntrack --ctstate INVALID -j DROP
# Clear the verdict marks, which an earlier chain may have set.
ip netns exec calico-network-policy.node1 iptables -A cali-fw-cali68caf03a5f4 -m comment --comment cali:cBscYcCFXk6NthFR -j MARK --set-xmark 0x0/0x30000
# Drop VXLAN from web: policies cannot match the inner packet.
ip netns exec calico-network-policy.node1 iptables -A cali-fw-cali68caf03a5f4 -p 17 -m comment --comment cali:dLFNpJKPhJoEL3Fr -m comment --comment 'Drop VXLAN encapped packets originating in workloads' -m multiport --dports 4789 -j DROP
# Drop IPIP from web: policies cannot match the inner packet.
ip netns exec calico-network-policy.node1 iptables -A cali-fw-cali68caf03a5f4 -p 4 -m comment --comment cali:fwq42EJy0K_oIS-I -m comment --comment 'Drop IPinIP encapped packets originating in workloads' -j DROP
# Policies select web, so only they accept packets from it.
ip netns exec calico-network-policy.node1 iptables -A cali-fw-cali68caf03a5f4 -m comment --comment cali:vEjBr-PxQaJbgrpC -m comment --comment 'Start of tier default' -j MARK --set-xmark 0x0/0x20000
# Evaluate the policy default-deny for packets from web.
ip netns exec calico-network-policy.node1 iptables -A cali-fw-cali68caf03a5f4 -m comment --comment cali:2dOYj9v3qAEhdv40 -m mark --mark 0x0/0x20000 -j cali-po-_1Endnr5KwXwKO4PkHo4
# Return if the policy default-deny has accepted the packet.
ip netns exec calico-network-policy.node1 iptables -A cali-fw-cali68caf03a5f4 -m comment --comment cali:Cpz2bz3Vx0-HqTM4 -m comment --comment 'Return if policy accepted' -m mark --mark 0x10000/0x10000 -j RETURN
# Evaluate the policy web for packets from web.
ip netns exec calico-network-policy.node1 iptables -A cali-fw-cali68caf03a5f4 -m comment --comment cali:VhQDxdbE5f1UD2bm -m mark --mark 0x0/0x20000 -j cali-po-_u7u2r6vXacg_5gxJvpo
# Return if the policy web has accepted the packet.
ip netns exec calico-network-policy.node1 iptables -A cali-fw-cali68caf03a5f4 -m comment --comment cali:G6CCPe9DQv2rIFMw -m comment --comment 'Return if policy accepted' -m mark --mark 0x10000/0x10000 -j RETURN
# Drop packets of web that no policy accepts.
ip netns exec calico-network-policy.node1 iptables -A cali-fw-cali68caf03a5f4 -m comment --comment cali:LefSjUJuuxo-4Wda -m comment --comment 'Drop if no policies passed packet' -m mark --mark 0x0/0x20000 -j DROP
# If no policy selects web, the profile of its namespace accepts everything.
ip netns exec calico-network-policy.node1 iptables -A cali-fw-cali68caf03a5f4 -m comment --comment cali:MmHnRthknLhNMPzs -j cali-pro-kns.default
# Return if the profile has accepted the packet.
ip netns exec calico-network-policy.node1 iptables -A cali-fw-cali68caf03a5f4 -m comment --comment cali:rJFfGe1XOzTdhWOV -m comment --comment 'Return if profile accepted' -m mark --mark 0x10000/0x10000 -j RETURN
# The profile of the service account of web has no rules.
ip netns exec calico-network-policy.node1 iptables -A cali-fw-cali68caf03a5f4 -m comment --comment cali:6H80MqDtniLu0-kt -j cali-pro-ksa.default.default
# Return if the profile has accepted the packet.
ip netns exec calico-network-policy.node1 iptables -A cali-fw-cali68caf03a5f4 -m comment --comment cali:4VzBhfXHCViJfcGV -m comment --comment 'Return if profile accepted' -m mark --mark 0x10000/0x10000 -j RETURN
# Drop packets that no profile accepts.
ip netns exec calico-network-policy.node1 iptables -A cali-fw-cali68caf03a5f4 -m comment --comment cali:McwYUYRbzP4uL_Bs -m comment --comment 'Drop if no profiles matched' -j DROP
# Accept further packets of accepted flows to db, and replies.
ip netns exec calico-network-policy.node1 iptables -A cali-tw-calie57ed5aa5ae -m comment --comment cali:NxpNbL_J5Q2Ua2Ib -m conntrack --ctstate RELATED,ESTABLISHED -j ACCEPT
# Drop packets that conntrack cannot assign to a flow.
ip netns exec calico-network-policy.node1 iptables -A cali-tw-calie57ed5aa5ae -m comment --comment cali:IWrU274azIvqI_Co -m conntrack --ctstate INVALID -j DROP
# Clear the verdict marks, which an earlier chain may have set.
ip netns exec calico-network-policy.node1 iptables -A cali-tw-calie57ed5aa5ae -m comment --comment cali:HOM9Ijk2UVlgRCxf -j MARK --set-xmark 0x0/0x30000
# Policies select db, so only they accept packets to it.
ip netns exec calico-network-policy.node1 iptables -A cali-tw-calie57ed5aa5ae -m comment --comment cali:Q1ExfygZNeqykD0B -m comment --comment 'Start of tier default' -j MARK --set-xmark 0x0/0x20000
# Evaluate the policy db for packets to db.
ip netns exec calico-network-policy.node1 iptables -A cali-tw-calie57ed5aa5ae -m comment --comment cali:QP2v0lsS8IR5JBgF -m mark --mark 0x0/0x20000 -j cali-pi-_ow6sOLvn1e12_cxXXGR
# Return if the policy db has accepted the packet.
ip netns exec calico-network-policy.node1 iptables -A cali-tw-calie57ed5aa5ae -m comment --comment cali:YqW73k9TH8C2S1WP -m comment --comment 'Return if policy accepted' -m mark --mark 0x10000/0x10000 -j RETURN
# Evaluate the policy default-deny for packets to db.
ip netns exec calico-network-policy.node1 iptables -A cali-tw-calie57ed5aa5ae -m comment --comment cali:tezLPSLLkGB9zKpg -m mark --mark 0x0/0x20000 -j cali-pi-_1Endnr5KwXwKO4PkHo4
# Return if the policy default-deny has accepted the packet.
ip netns exec calico-network-policy.node1 iptables -A cali-tw-calie57ed5aa5ae -m comment --comment cali:SwalopNb5tqv29ex -m comment --comment 'Return if policy accepted' -m mark --mark 0x10000/0x10000 -j RETURN
# Drop packets of db that no policy accepts.
ip netns exec calico-network-policy.node1 iptables -A cali-tw-calie57ed5aa5ae -m comment --comment cali:GljgKItcl_D1HCSU -m comment --comment 'Drop if no policies passed packet' -m mark --mark 0x0/0x20000 -j DROP
# If no policy selects db, the profile of its namespace accepts everything.
ip netns exec calico-network-policy.node1 iptables -A cali-tw-calie57ed5aa5ae -m comment --comment cali:aISSxAY5b5Dgl5TC -j cali-pri-kns.default
# Return if the profile has accepted the packet.
ip netns exec calico-network-policy.node1 iptables -A cali-tw-calie57ed5aa5ae -m comment --comment cali:861cXUrhUXiFRvxb -m comment --comment 'Return if profile accepted' -m mark --mark 0x10000/0x10000 -j RETURN
# The profile of the service account of db has no rules.
ip netns exec calico-network-policy.node1 iptables -A cali-tw-calie57ed5aa5ae -m comment --comment cali:2mMA5gU52uFyt1ef -j cali-pri-ksa.default.default
# Return if the profile has accepted the packet.
ip netns exec calico-network-policy.node1 iptables -A cali-tw-calie57ed5aa5ae -m comment --comment cali:Dj922M1jnmmqCv9P -m comment --comment 'Return if profile accepted' -m mark --mark 0x10000/0x10000 -j RETURN
# Drop packets that no profile accepts.
ip netns exec calico-network-policy.node1 iptables -A cali-tw-calie57ed5aa5ae -m comment --comment cali:hyN8nkzbkSBsJsmj -m comment --comment 'Drop if no profiles matched' -j DROP
# Accept further packets of accepted flows from db, and replies.
ip netns exec calico-network-policy.node1 iptables -A cali-fw-calie57ed5aa5ae -m comment --comment cali:5YJp5FA_2ztTjCPL -m conntrack --ctstate RELATED,ESTABLISHED -j ACCEPT
# Drop packets that conntrack cannot assign to a flow.
ip netns exec calico-network-policy.node1 iptables -A cali-fw-calie57ed5aa5ae -m comment --comment cali:kwHGqQOMxThHg_os -m conntrack --ctstate INVALID -j DROP
# Clear the verdict marks, which an earlier chain may have set.
ip netns exec calico-network-policy.node1 iptables -A cali-fw-calie57ed5aa5ae -m comment --comment cali:QiJC57ZwfJ2EmGFK -j MARK --set-xmark 0x0/0x30000
# Drop VXLAN from db: policies cannot match the inner packet.
ip netns exec calico-network-policy.node1 iptables -A cali-fw-calie57ed5aa5ae -p 17 -m comment --comment cali:GY-Bjnkvr9-hCSS8 -m comment --comment 'Drop VXLAN encapped packets originating in workloads' -m multiport --dports 4789 -j DROP
# Drop IPIP from db: policies cannot match the inner packet.
ip netns exec calico-network-policy.node1 iptables -A cali-fw-calie57ed5aa5ae -p 4 -m comment --comment cali:QyKB7ldG9W7zeMMN -m comment --comment 'Drop IPinIP encapped packets originating in workloads' -j DROP
# Policies select db, so only they accept packets from it.
ip netns exec calico-network-policy.node1 iptables -A cali-fw-calie57ed5aa5ae -m comment --comment cali:nh8YT0bIS71d4f5i -m comment --comment 'Start of tier default' -j MARK --set-xmark 0x0/0x20000
# Evaluate the policy default-deny for packets from db.
ip netns exec calico-network-policy.node1 iptables -A cali-fw-calie57ed5aa5ae -m comment --comment cali:cu8-hOqx8diww_PU -m mark --mark 0x0/0x20000 -j cali-po-_1Endnr5KwXwKO4PkHo4
# Return if the policy default-deny has accepted the packet.
ip netns exec calico-network-policy.node1 iptables -A cali-fw-calie57ed5aa5ae -m comment --comment cali:gGr1_UdetFea0JXx -m comment --comment 'Return if policy accepted' -m mark --mark 0x10000/0x10000 -j RETURN
# Drop packets of db that no policy accepts.
ip netns exec calico-network-policy.node1 iptables -A cali-fw-calie57ed5aa5ae -m comment --comment cali:kwj5XfVnMe3x01cT -m comment --comment 'Drop if no policies passed packet' -m mark --mark 0x0/0x20000 -j DROP
# If no policy selects db, the profile of its namespace accepts everything.
ip netns exec calico-network-policy.node1 iptables -A cali-fw-calie57ed5aa5ae -m comment --comment cali:CAd95FLm0ZV3IN2D -j cali-pro-kns.default
# Return if the profile has accepted the packet.
ip netns exec calico-network-policy.node1 iptables -A cali-fw-calie57ed5aa5ae -m comment --comment cali:h1f2SMoSWRE3qb50 -m comment --comment 'Return if profile accepted' -m mark --mark 0x10000/0x10000 -j RETURN
# The profile of the service account of db has no rules.
ip netns exec calico-network-policy.node1 iptables -A cali-fw-calie57ed5aa5ae -m comment --comment cali:kWuM4mpNIfPaKYwy -j cali-pro-ksa.default.default
# Return if the profile has accepted the packet.
ip netns exec calico-network-policy.node1 iptables -A cali-fw-calie57ed5aa5ae -m comment --comment cali:Rp1w_DvEJ_88Q96l -m comment --comment 'Return if profile accepted' -m mark --mark 0x10000/0x10000 -j RETURN
# Drop packets that no profile accepts.
ip netns exec calico-network-policy.node1 iptables -A cali-fw-calie57ed5aa5ae -m comment --comment cali:jrQra1E16LCq4_FL -m comment --comment 'Drop if no profiles matched' -j DROP
# A comment; the rule matches every packet and does nothing.
ip netns exec calico-network-policy.node1 iptables -A cali-pi-_1Endnr5KwXwKO4PkHo4 -m comment --comment cali:ybP1fOEDhTBqP70u -m comment --comment 'Policy default/knp.default.default-deny ingress'
# Addresses with exceptions: set the mark.
ip netns exec calico-network-policy.node1 iptables -A cali-pi-_u7u2r6vXacg_5gxJvpo -m comment --comment cali:eXV4vyeWclknptI_ -m comment --comment 'Policy default/knp.default.web ingress' -j MARK --set-xmark 0x40000/0xc0000
# Clear the mark for 172.18.0.128/25.
ip netns exec calico-network-policy.node1 iptables -A cali-pi-_u7u2r6vXacg_5gxJvpo -s 172.18.0.128/25 -m comment --comment cali:IYpXU0EI0tTh8UuR -j MARK --set-xmark 0x0/0x40000
# The policy web accepts TCP 80 from 172.18.0.0/24 except 172.18.0.128/25.
ip netns exec calico-network-policy.node1 iptables -A cali-pi-_u7u2r6vXacg_5gxJvpo -p tcp -s 172.18.0.0/24 -m comment --comment cali:M6XvJI3FbTS5DJ6n -m multiport --dports 80 -m mark --mark 0x40000/0x40000 -j MARK --set-xmark 0x10000/0x10000
# The policy db accepts TCP 5432 from pods with app=api.
ip netns exec calico-network-policy.node1 iptables -A cali-pi-_ow6sOLvn1e12_cxXXGR -p tcp -m comment --comment cali:g84_b4JLSe_EsJCA -m comment --comment 'Policy default/knp.default.db ingress' -m set --match-set cali40s:s3hcUWZKSMtM9PLBT7ANzJd src -m multiport --dports 5432 -j MARK --set-xmark 0x10000/0x10000
# A comment; the rule matches every packet and does nothing.
ip netns exec calico-network-policy.node1 iptables -A cali-po-_1Endnr5KwXwKO4PkHo4 -m comment --comment cali:UB6ELUZzCXE-vxux -m comment --comment 'Policy default/knp.default.default-deny egress'
# The policy web accepts TCP 8080 to 8090 to pods with app=api.
ip netns exec calico-network-policy.node1 iptables -A cali-po-_u7u2r6vXacg_5gxJvpo -p tcp -m comment --comment cali:u4EO_hCmzlSfSMLr -m comment --comment 'Policy default/knp.default.web egress' -m set --match-set cali40s:s3hcUWZKSMtM9PLBT7ANzJd dst -m multiport --dports 8080:8090 -j MARK --set-xmark 0x10000/0x10000
# Accept packets of pods that no policy selects.
ip netns exec calico-network-policy.node1 iptables -A cali-pri-kns.default -m comment --comment cali:WMSw8BmYOknRHfsz -m comment --comment 'Profile kns.default ingress' -j MARK --set-xmark 0x10000/0x10000
# Accept packets of pods that no policy selects.
ip netns exec calico-network-policy.node1 iptables -A cali-pro-kns.default -m comment --comment cali:Vr81boRqq4V77Sg8 -m comment --comment 'Profile kns.default egress' -j MARK --set-xmark 0x10000/0x10000
# A comment; the rule matches every packet and does nothing.
ip netns exec calico-network-policy.node1 iptables -A cali-pri-ksa.default.default -m comment --comment cali:PrckJA84jX_kGp99 -m comment --comment 'Profile ksa.default.default ingress'
# A comment; the rule matches every packet and does nothing.
ip netns exec calico-network-policy.node1 iptables -A cali-pro-ksa.default.default -m comment --comment cali:bUZzZcietq9v5Ybq -m comment --comment 'Profile ksa.default.default egress'
# Run the chain of felix before other rules.
ip netns exec calico-network-policy.node1 iptables -I INPUT -m comment --comment cali:Cz_u1IQiXIMmKD4c -j cali-INPUT
# Run the chain of felix before other rules.
ip netns exec calico-network-policy.node1 iptables -I OUTPUT -m comment --comment cali:tVnHkvAo15HuiPy0 -j cali-OUTPUT
# Run the chain of felix before other rules.
ip netns exec calico-network-policy.node1 iptables -I FORWARD -m comment --comment cali:wUHhoiAYhphO9Mso -j cali-FORWARD
# Accept packets that policies accepted, even if the policy of FORWARD is DROP.
ip netns exec calico-network-policy.node1 iptables -A FORWARD -m comment --comment cali:S93hcgKJrXEqnTfs -m comment --comment 'Policy explicitly accepted packet.' -m mark --mark 0x10000/0x10000 -j ACCEPT
# Mark other packets that FORWARD accepts, for mangle POSTROUTING.
ip netns exec calico-network-policy.node1 iptables -A FORWARD -m comment --comment cali:mp77cMpurHhyjLrM -j MARK --set-xmark 0x10000/0x10000
# Packets that match no rule of FORWARD: DROP.
ip netns exec calico-network-policy.node1 iptables -P FORWARD DROP
# The chain of felix for arriving packets.
ip netns exec calico-network-policy.node2 iptables -t nat -N cali-PREROUTING
# The same for packets from the node itself.
ip netns exec calico-network-policy.node2 iptables -t nat -N cali-OUTPUT
# The chain of felix for leaving packets.
ip netns exec calico-network-policy.node2 iptables -t nat -N cali-POSTROUTING
# Floating addresses.
ip netns exec calico-network-policy.node2 iptables -t nat -N cali-fip-dnat
# Floating addresses in the other direction.
ip netns exec calico-network-policy.node2 iptables -t nat -N cali-fip-snat
# Packets that leave the pools.
ip netns exec calico-network-policy.node2 iptables -t nat -N cali-nat-outgoing
# Floating addresses; this lab has none.
ip netns exec calico-network-policy.node2 iptables -t nat -A cali-PREROUTING -m comment --comment cali:r6XmIziWUJsdOK6Z -j cali-fip-dnat
# Floating addresses; this lab has none.
ip netns exec calico-network-policy.node2 iptables -t nat -A cali-OUTPUT -m comment --comment cali:GBTAv2p5CwevEyJm -j cali-fip-dnat
# Floating addresses in the other direction.
ip netns exec calico-network-policy.node2 iptables -t nat -A cali-POSTROUTING -m comment --comment cali:Z-c7XtVd2Bq7s_hA -j cali-fip-snat
# That chain decides whether a packet leaves the pools.
ip netns exec calico-network-policy.node2 iptables -t nat -A cali-POSTROUTING -m comment --comment cali:nYKhEzDlr11Jccal -j cali-nat-outgoing
# Packets from the node into vxlan.calico get the address of vxlan.calico; otherwise the reply would not return through it.
ip netns exec calico-network-policy.node2 iptables -t nat -A cali-POSTROUTING -o vxlan.calico -m comment --comment cali:e9dnSgSVNmIcpVhP -m addrtype ! --src-type LOCAL --limit-iface-out -m addrtype --src-type LOCAL -j MASQUERADE --random-fully
# Packets from pods to destinations outside the pools get the node's address as their source.
ip netns exec calico-network-policy.node2 iptables -t nat -A cali-nat-outgoing -m comment --comment cali:flqWnvo8yq4ULQLa -m set --match-set cali40masq-ipam-pools src -m set ! --match-set cali40all-ipam-pools dst -j MASQUERADE --random-fully
# Run the chain of felix before other rules.
ip netns exec calico-network-policy.node2 iptables -t nat -I PREROUTING -m comment --comment cali:6gwbT8clXdHdC1b1 -j cali-PREROUTING
# Run the chain of felix before other rules.
ip netns exec calico-network-policy.node2 iptables -t nat -I OUTPUT -m comment --comment cali:tVnHkvAo15HuiPy0 -j cali-OUTPUT
# Run the chain of felix before other rules.
ip netns exec calico-network-policy.node2 iptables -t nat -I POSTROUTING -m comment --comment cali:O3lYWMrLQYEMJtB5 -j cali-POSTROUTING
# The chain of felix before connection tracking.
ip netns exec calico-network-policy.node2 iptables -t raw -N cali-PREROUTING
# The same for packets from the node itself.
ip netns exec calico-network-policy.node2 iptables -t raw -N cali-OUTPUT
# Pods that may send from other addresses.
ip netns exec calico-network-policy.node2 iptables -t raw -N cali-rpf-skip
# Packets from host endpoints.
ip netns exec calico-network-policy.node2 iptables -t raw -N cali-from-host-endpoint
# Packets to host endpoints.
ip netns exec calico-network-policy.node2 iptables -t raw -N cali-to-host-endpoint
# Clear the marks of felix.
ip netns exec calico-network-policy.node2 iptables -t raw -A cali-PREROUTING -m comment --comment cali:XFX5xbM8B9qR10JG -j MARK --set-xmark 0x0/0xf0000
# Do not track VXLAN between nodes.
ip netns exec calico-network-policy.node2 iptables -t raw -A cali-PREROUTING -p udp -m comment --comment cali:M7WeklUcDzCqHKI_ -m udp --dport 4789 -j CT --notrack
# Mark packets from pods.
ip netns exec calico-network-policy.node2 iptables -t raw -A cali-PREROUTING -i cali+ -m comment --comment cali:pNzLEcwGOZ4YemC- -j MARK --set-xmark 0x40000/0x40000
# Pods that may send from other addresses; a lab has none.
ip netns exec calico-network-policy.node2 iptables -t raw -A cali-PREROUTING -m comment --comment cali:k5-EypuOGdQbMjmG -m mark --mark 0x40000/0x40000 -j cali-rpf-skip
# Drop packets from pods whose source address is not routed to the pod (spoofed).
ip netns exec calico-network-policy.node2 iptables -t raw -A cali-PREROUTING -m comment --comment cali:ZRno2gPYKT_N2WJV -m mark --mark 0x40000/0x40000 -m rpfilter --validmark --invert -j DROP
# Policies of host endpoints; a lab has none.
ip netns exec calico-network-policy.node2 iptables -t raw -A cali-PREROUTING -m comment --comment cali:oBQn3t8RvFIlNu_v -m mark --mark 0x0/0x40000 -j cali-from-host-endpoint
# Untracked policies of host endpoints; a lab has none.
ip netns exec calico-network-policy.node2 iptables -t raw -A cali-PREROUTING -m comment --comment cali:lZy_EB5TkNFykbsd -m mark --mark 0x10000/0x10000 -j ACCEPT
# Clear the marks of felix.
ip netns exec calico-network-policy.node2 iptables -t raw -A cali-OUTPUT -m comment --comment cali:njdnLwYeGqBJyMxW -j MARK --set-xmark 0x0/0xf0000
# Policies of host endpoints; a lab has none.
ip netns exec calico-network-policy.node2 iptables -t raw -A cali-OUTPUT -m comment --comment cali:rz86uTUcEZAfFsh7 -j cali-to-host-endpoint
# Do not track VXLAN between nodes.
ip netns exec calico-network-policy.node2 iptables -t raw -A cali-OUTPUT -p udp -m comment --comment cali:h6IBQLYf-NmXFeY_ -m udp --dport 4789 -j CT --notrack
# Untracked policies of host endpoints; a lab has none.
ip netns exec calico-network-policy.node2 iptables -t raw -A cali-OUTPUT -m comment --comment cali:DoQ7AqyOyqExxSea -m mark --mark 0x10000/0x10000 -j ACCEPT
# Run the chain of felix before other rules.
ip netns exec calico-network-policy.node2 iptables -t raw -I PREROUTING -m comment --comment cali:6gwbT8clXdHdC1b1 -j cali-PREROUTING
# Run the chain of felix before other rules.
ip netns exec calico-network-policy.node2 iptables -t raw -I OUTPUT -m comment --comment cali:tVnHkvAo15HuiPy0 -j cali-OUTPUT
# The chain of felix before DNAT.
ip netns exec calico-network-policy.node2 iptables -t mangle -N cali-PREROUTING
# The chain of felix after routing.
ip netns exec calico-network-policy.node2 iptables -t mangle -N cali-POSTROUTING
# Packets from host endpoints.
ip netns exec calico-network-policy.node2 iptables -t mangle -N cali-from-host-endpoint
# Packets to host endpoints.
ip netns exec calico-network-policy.node2 iptables -t mangle -N cali-to-host-endpoint
# Flows that exist have been decided.
ip netns exec calico-network-policy.node2 iptables -t mangle -A cali-PREROUTING -m comment --comment cali:6BJqBjBC7crtA-7- -m conntrack --ctstate RELATED,ESTABLISHED -j ACCEPT
# Accept packets that an untracked policy accepted.
ip netns exec calico-network-policy.node2 iptables -t mangle -A cali-PREROUTING -m comment --comment cali:KX7AGNd6rMcDUai6 -m mark --mark 0x10000/0x10000 -j ACCEPT
# Policies of host endpoints; a lab has none.
ip netns exec calico-network-policy.node2 iptables -t mangle -A cali-PREROUTING -m comment --comment cali:wNH7KsA3ILKJBsY9 -j cali-from-host-endpoint
# Accept packets that the policy of a host endpoint accepted; a lab has no host endpoints.
ip netns exec calico-network-policy.node2 iptables -t mangle -A cali-PREROUTING -m comment --comment cali:Cg96MgVuoPm7UMRo -m comment --comment 'Host endpoint policy accepted packet.' -m mark --mark 0x10000/0x10000 -j ACCEPT
# Return for packets that policies accepted.
ip netns exec calico-network-policy.node2 iptables -t mangle -A cali-POSTROUTING -m comment --comment cali:NX-7roTexQ3fGRfU -m mark --mark 0x10000/0x10000 -j RETURN
# Clear the marks of felix.
ip netns exec calico-network-policy.node2 iptables -t mangle -A cali-POSTROUTING -m comment --comment cali:nnqPh8lh2VOogSzX -j MARK --set-xmark 0x0/0xf0000
# Policies of host endpoints; a lab has none.
ip netns exec calico-network-policy.node2 iptables -t mangle -A cali-POSTROUTING -m comment --comment cali:nquN8Jw8Tz72pcBW -m conntrack --ctstate DNAT -j cali-to-host-endpoint
# Accept packets that the policy of a host endpoint accepted; a lab has no host endpoints.
ip netns exec calico-network-policy.node2 iptables -t mangle -A cali-POSTROUTING -m comment --comment cali:jWrgvDQ0xEZHmta3 -m comment --comment 'Host endpoint policy accepted packet.' -m mark --mark 0x10000/0x10000 -j RETURN
# Run the chain of felix before other rules.
ip netns exec calico-network-policy.node2 iptables -t mangle -I PREROUTING -m comment --comment cali:6gwbT8clXdHdC1b1 -j cali-PREROUTING
# Run the chain of felix before other rules.
ip netns exec calico-network-policy.node2 iptables -t mangle -I POSTROUTING -m comment --comment cali:O3lYWMrLQYEMJtB5 -j cali-POSTROUTING
# The chain of felix for packets to the node itself.
ip netns exec calico-network-policy.node2 iptables -N cali-INPUT
# The chain of felix for packets from the node itself.
ip netns exec calico-network-policy.node2 iptables -N cali-OUTPUT
# Packets from host endpoints.
ip netns exec calico-network-policy.node2 iptables -N cali-from-host-endpoint
# Packets to host endpoints.
ip netns exec calico-network-policy.node2 iptables -N cali-to-host-endpoint
# The chain of felix for forwarded packets.
ip netns exec calico-network-policy.node2 iptables -N cali-FORWARD
# Packets that arrive from a host endpoint and are forwarded.
ip netns exec calico-network-policy.node2 iptables -N cali-from-hep-forward
# Packets that are forwarded to a host endpoint.
ip netns exec calico-network-policy.node2 iptables -N cali-to-hep-forward
# Blocked addresses of services.
ip netns exec calico-network-policy.node2 iptables -N cali-cidr-block
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
ip netns exec calico-network-policy.node2 iptables -N cali-pi-_1Endnr5KwXwKO4PkHo4
# The policy api, for packets to the pods that it selects.
ip netns exec calico-network-policy.node2 iptables -N cali-pi-_HxYvU4APFzzjG5ZR_pd
# The policy default-deny, for packets from the pods that it selects.
ip netns exec calico-network-policy.node2 iptables -N cali-po-_1Endnr5KwXwKO4PkHo4
# The policy api, for packets from the pods that it selects.
ip netns exec calico-network-policy.node2 iptables -N cali-po-_HxYvU4APFzzjG5ZR_pd
# The profile kns.default.
ip netns exec calico-network-policy.node2 iptables -N cali-pri-kns.default
# The profile kns.default.
ip netns exec calico-network-policy.node2 iptables -N cali-pro-kns.default
# The profile ksa.default.default.
ip netns exec calico-network-policy.node2 iptables -N cali-pri-ksa.default.default
# The profile ksa.default.default.
ip netns exec calico-network-policy.node2 iptables -N cali-pro-ksa.default.default
# Accept VXLAN from other nodes of the cluster.
ip netns exec calico-network-policy.node2 iptables -A cali-INPUT -p 17 -m comment --comment cali:J76FwxInZIsk7uKY -m comment --comment 'Allow IPv4 VXLAN packets from allowed hosts' -m multiport --dports 4789 -m set --match-set cali40all-vxlan-net src -m addrtype --dst-type LOCAL -j ACCEPT
# Drop VXLAN from other sources.
ip netns exec calico-network-policy.node2 iptables -A cali-INPUT -p 17 -m comment --comment cali:EDCNTTxYfggApx8C -m comment --comment 'Drop IPv4 VXLAN packets from non-allowed hosts' -m multiport --dports 4789 -m addrtype --dst-type LOCAL -j DROP
# Apply policies to packets from pods to their own node.
ip netns exec calico-network-policy.node2 iptables -A cali-INPUT -i cali+ -m comment --comment cali:H03xYXARh4e8pwd4 -g cali-wl-to-host
# Accept packets that policies accepted.
ip netns exec calico-network-policy.node2 iptables -A cali-INPUT -m comment --comment cali:MN6K3isIWBigb1Va -m mark --mark 0x10000/0x10000 -j ACCEPT
# Clear the marks of felix.
ip netns exec calico-network-policy.node2 iptables -A cali-INPUT -m comment --comment cali:OSYphBLwOgic22Hz -j MARK --set-xmark 0x0/0xf0000
# Policies of host endpoints; a lab has none.
ip netns exec calico-network-policy.node2 iptables -A cali-INPUT -m comment --comment cali:rmi2_piRVmfeiwVp -j cali-from-host-endpoint
# Accept packets that the policy of a host endpoint accepted; a lab has no host endpoints.
ip netns exec calico-network-policy.node2 iptables -A cali-INPUT -m comment --comment cali:F7Q8zu44qIbOVben -m comment --comment 'Host endpoint policy accepted packet.' -m mark --mark 0x10000/0x10000 -j ACCEPT
# Accept packets that policies accepted.
ip netns exec calico-network-policy.node2 iptables -A cali-OUTPUT -m comment --comment cali:Mq1_rAdXXH3YkrzW -m mark --mark 0x10000/0x10000 -j ACCEPT
# Policies do not apply to packets from a node to its own pods: kubelet probes them.
ip netns exec calico-network-policy.node2 iptables -A cali-OUTPUT -o cali+ -m comment --comment cali:69FkRTJDvD5Vu6Vl -j RETURN
# Accept VXLAN to other nodes of the cluster.
ip netns exec calico-network-policy.node2 iptables -A cali-OUTPUT -p 17 -m comment --comment cali:-QZG79DohFjalQBb -m comment --comment 'Allow IPv4 VXLAN packets to other allowed hosts' -m multiport --dports 4789 -m addrtype --src-type LOCAL -m set --match-set cali40all-vxlan-net dst -j ACCEPT
# Clear the marks of felix.
ip netns exec calico-network-policy.node2 iptables -A cali-OUTPUT -m comment --comment cali:iC1pSPgbvgQzkUk_ -j MARK --set-xmark 0x0/0xf0000
# Policies of host endpoints; a lab has none.
ip netns exec calico-network-policy.node2 iptables -A cali-OUTPUT -m comment --comment cali:4Zh7KtRvt4W5AEBR -m conntrack ! --ctstate DNAT -j cali-to-host-endpoint
# Accept packets that the policy of a host endpoint accepted; a lab has no host endpoints.
ip netns exec calico-network-policy.node2 iptables -A cali-OUTPUT -m comment --comment cali:Y0k-bqjt-5CUqyUq -m comment --comment 'Host endpoint policy accepted packet.' -m mark --mark 0x10000/0x10000 -j ACCEPT
# Clear the marks of felix, which other rules may have set.
ip netns exec calico-network-policy.node2 iptables -A cali-FORWARD -m comment --comment cali:vjrMJCRpqwy5oRoX -j MARK --set-xmark 0x0/0xe0000
# Policies of host endpoints; a lab has none.
ip netns exec calico-network-policy.node2 iptables -A cali-FORWARD -m comment --comment cali:A_sPAO0mcxbT9mOV -m mark --mark 0x0/0x10000 -j cali-from-hep-forward
# Packets from a pod: apply its egress policies.
ip netns exec calico-network-policy.node2 iptables -A cali-FORWARD -i cali+ -m comment --comment cali:8ZoYfO5HKXWbB3pk -j cali-from-wl-dispatch
# Packets to a pod: apply its ingress policies.
ip netns exec calico-network-policy.node2 iptables -A cali-FORWARD -o cali+ -m comment --comment cali:jdEuaPBe14V2hutn -j cali-to-wl-dispatch
# Policies of host endpoints; a lab has none.
ip netns exec calico-network-policy.node2 iptables -A cali-FORWARD -m comment --comment cali:12bc6HljsMKsmfr- -j cali-to-hep-forward
# Blocked addresses of services; a lab has none.
ip netns exec calico-network-policy.node2 iptables -A cali-FORWARD -m comment --comment cali:NOSxoaGx8OIstr1z -j cali-cidr-block
# Packets from a pod: apply its egress policies.
ip netns exec calico-network-policy.node2 iptables -A cali-wl-to-host -m comment --comment cali:Ee9Sbo10IpVujdIY -j cali-from-wl-dispatch
# Accept packets from pods to their own node.
ip netns exec calico-network-policy.node2 iptables -A cali-wl-to-host -m comment --comment cali:nSZbcOoG1xPONxb8 -m comment --comment 'Configured DefaultEndpointToHostAction' -j ACCEPT
# The interface of guest is calib83ffd00c45.
ip netns exec calico-network-policy.node2 iptables -A cali-to-wl-dispatch -o calib83ffd00c45 -m comment --comment cali:wgYtsozVfKZL0BPa -g cali-tw-calib83ffd00c45
# The interface of api is calibd0ecddfcf2.
ip netns exec calico-network-policy.node2 iptables -A cali-to-wl-dispatch -o calibd0ecddfcf2 -m comment --comment cali:JAo4rjEmwGApn0-L -g cali-tw-calibd0ecddfcf2
# Drop packets of interfaces without a known pod.
ip netns exec calico-network-policy.node2 iptables -A cali-to-wl-dispatch -m comment --comment cali:h7hsSvu0o-dvRg3v -m comment --comment 'Unknown interface' -j DROP
# The interface of guest is calib83ffd00c45.
ip netns exec calico-network-policy.node2 iptables -A cali-from-wl-dispatch -i calib83ffd00c45 -m comment --comment cali:-ZiWlL-rpVwOTzII -g cali-fw-calib83ffd00c45
# The interface of api is calibd0ecddfcf2.
ip netns exec calico-network-policy.node2 iptables -A cali-from-wl-dispatch -i calibd0ecddfcf2 -m comment --comment cali:YIgaGh0wUlrcuhmf -g cali-fw-calibd0ecddfcf2
# Drop packets of interfaces without a known pod.
ip netns exec calico-network-policy.node2 iptables -A cali-from-wl-dispatch -m comment --comment cali:TcHSvYAlvQ8Gjkb4 -m comment --comment 'Unknown interface' -j DROP
# Accept further packets of accepted flows to api, and replies.
ip netns exec calico-network-policy.node2 iptables -A cali-tw-calibd0ecddfcf2 -m comment --comment cali:qY1OJ-WBX1pFmUdD -m conntrack --ctstate RELATED,ESTABLISHED -j ACCEPT
# Drop packets that conntrack cannot assign to a flow.
ip netns exec calico-network-policy.node2 iptables -A cali-tw-calibd0ecddfcf2 -m comment --comment cali:tUoIrroEVc-TREl2 -m conntrack --ctstate INVALID -j DROP
# Clear the verdict marks, which an earlier chain may have set.
ip netns exec calico-network-policy.node2 iptables -A cali-tw-calibd0ecddfcf2 -m comment --comment cali:rOMSI-kNP3TyzGM9 -j MARK --set-xmark 0x0/0x30000
# Policies select api, so only they accept packets to it.
ip netns exec calico-network-policy.node2 iptables -A cali-tw-calibd0ecddfcf2 -m comment --comment cali:-W52HFPxKak5sFec -m comment --comment 'Start of tier default' -j MARK --set-xmark 0x0/0x20000
# Evaluate the policy api for packets to api.
ip netns exec calico-network-policy.node2 iptables -A cali-tw-calibd0ecddfcf2 -m comment --comment cali:O9UCOqQyGBaiINeG -m mark --mark 0x0/0x20000 -j cali-pi-_HxYvU4APFzzjG5ZR_pd
# Return if the policy api has accepted the packet.
ip netns exec calico-network-policy.node2 iptables -A cali-tw-calibd0ecddfcf2 -m comment --comment cali:-Mtm8Kzzp9r6o6K- -m comment --comment 'Return if policy accepted' -m mark --mark 0x10000/0x10000 -j RETURN
# Evaluate the policy default-deny for packets to api.
ip netns exec calico-network-policy.node2 iptables -A cali-tw-calibd0ecddfcf2 -m comment --comment cali:DjMp8rDwc-9Do0eR -m mark --mark 0x0/0x20000 -j cali-pi-_1Endnr5KwXwKO4PkHo4
# Return if the policy default-deny has accepted the packet.
ip netns exec calico-network-policy.node2 iptables -A cali-tw-calibd0ecddfcf2 -m comment --comment cali:XE5AMyDvFpLZa4NO -m comment --comment 'Return if policy accepted' -m mark --mark 0x10000/0x10000 -j RETURN
# Drop packets of api that no policy accepts.
ip netns exec calico-network-policy.node2 iptables -A cali-tw-calibd0ecddfcf2 -m comment --comment cali:EtZ4hP9hncbGpzOH -m comment --comment 'Drop if no policies passed packet' -m mark --mark 0x0/0x20000 -j DROP
# If no policy selects api, the profile of its namespace accepts everything.
ip netns exec calico-network-policy.node2 iptables -A cali-tw-calibd0ecddfcf2 -m comment --comment cali:GAH0frGAERe2Idpy -j cali-pri-kns.default
# Return if the profile has accepted the packet.
ip netns exec calico-network-policy.node2 iptables -A cali-tw-calibd0ecddfcf2 -m comment --comment cali:NrvlfdjuFlF35fb2 -m comment --comment 'Return if profile accepted' -m mark --mark 0x10000/0x10000 -j RETURN
# The profile of the service account of api has no rules.
ip netns exec calico-network-policy.node2 iptables -A cali-tw-calibd0ecddfcf2 -m comment --comment cali:OJ3JSWDURpnQ7QTT -j cali-pri-ksa.default.default
# Return if the profile has accepted the packet.
ip netns exec calico-network-policy.node2 iptables -A cali-tw-calibd0ecddfcf2 -m comment --comment cali:_eJ1e22zSAqDKhZZ -m comment --comment 'Return if profile accepted' -m mark --mark 0x10000/0x10000 -j RETURN
# Drop packets that no profile accepts.
ip netns exec calico-network-policy.node2 iptables -A cali-tw-calibd0ecddfcf2 -m comment --comment cali:4oKn_m3YAgWBsYUE -m comment --comment 'Drop if no profiles matched' -j DROP
# Accept further packets of accepted flows from api, and replies.
ip netns exec calico-network-policy.node2 iptables -A cali-fw-calibd0ecddfcf2 -m comment --comment cali:zcqio3goYVhvpuOF -m conntrack --ctstate RELATED,ESTABLISHED -j ACCEPT
# Drop packets that conntrack cannot assign to a flow.
ip netns exec calico-network-policy.node2 iptables -A cali-fw-calibd0ecddfcf2 -m comment --comment cali:3rR_KS59URDOf9so -m conntrack --ctstate INVALID -j DROP
# Clear the verdict marks, which an earlier chain may have set.
ip netns exec calico-network-policy.node2 iptables -A cali-fw-calibd0ecddfcf2 -m comment --comment cali:_H0UYx2cdfK_SBLE -j MARK --set-xmark 0x0/0x30000
# Drop VXLAN from api: policies cannot match the inner packet.
ip netns exec calico-network-policy.node2 iptables -A cali-fw-calibd0ecddfcf2 -p 17 -m comment --comment cali:VTw377jn6aM3W3O_ -m comment --comment 'Drop VXLAN encapped packets originating in workloads' -m multiport --dports 4789 -j DROP
# Drop IPIP from api: policies cannot match the inner packet.
ip netns exec calico-network-policy.node2 iptables -A cali-fw-calibd0ecddfcf2 -p 4 -m comment --comment cali:fFPbVWVwjjmm5Ud4 -m comment --comment 'Drop IPinIP encapped packets originating in workloads' -j DROP
# Policies select api, so only they accept packets from it.
ip netns exec calico-network-policy.node2 iptables -A cali-fw-calibd0ecddfcf2 -m comment --comment cali:HWugMvDo9tPwq4GV -m comment --comment 'Start of tier default' -j MARK --set-xmark 0x0/0x20000
# Evaluate the policy api for packets from api.
ip netns exec calico-network-policy.node2 iptables -A cali-fw-calibd0ecddfcf2 -m comment --comment cali:KeSgdMV7t8T0HejJ -m mark --mark 0x0/0x20000 -j cali-po-_HxYvU4APFzzjG5ZR_pd
# Return if the policy api has accepted the packet.
ip netns exec calico-network-policy.node2 iptables -A cali-fw-calibd0ecddfcf2 -m comment --comment cali:qIsN5N7S3ayi4LrH -m comment --comment 'Return if policy accepted' -m mark --mark 0x10000/0x10000 -j RETURN
# Evaluate the policy default-deny for packets from api.
ip netns exec calico-network-policy.node2 iptables -A cali-fw-calibd0ecddfcf2 -m comment --comment cali:LuM8hLJZS8GPMwzV -m mark --mark 0x0/0x20000 -j cali-po-_1Endnr5KwXwKO4PkHo4
# Return if the policy default-deny has accepted the packet.
ip netns exec calico-network-policy.node2 iptables -A cali-fw-calibd0ecddfcf2 -m comment --comment cali:bKMtalLfpSyvGwIT -m comment --comment 'Return if policy accepted' -m mark --mark 0x10000/0x10000 -j RETURN
# Drop packets of api that no policy accepts.
ip netns exec calico-network-policy.node2 iptables -A cali-fw-calibd0ecddfcf2 -m comment --comment cali:ioxo3C28jUp_arcC -m comment --comment 'Drop if no policies passed packet' -m mark --mark 0x0/0x20000 -j DROP
# If no policy selects api, the profile of its namespace accepts everything.
ip netns exec calico-network-policy.node2 iptables -A cali-fw-calibd0ecddfcf2 -m comment --comment cali:B1g0Enct30HKCka1 -j cali-pro-kns.default
# Return if the profile has accepted the packet.
ip netns exec calico-network-policy.node2 iptables -A cali-fw-calibd0ecddfcf2 -m comment --comment cali:kTUi7WZZKpwlnhp9 -m comment --comment 'Return if profile accepted' -m mark --mark 0x10000/0x10000 -j RETURN
# The profile of the service account of api has no rules.
ip netns exec calico-network-policy.node2 iptables -A cali-fw-calibd0ecddfcf2 -m comment --comment cali:AphftweCoG4LJwVs -j cali-pro-ksa.default.default
# Return if the profile has accepted the packet.
ip netns exec calico-network-policy.node2 iptables -A cali-fw-calibd0ecddfcf2 -m comment --comment cali:7XfD3mJ1dXkmUl8Q -m comment --comment 'Return if profile accepted' -m mark --mark 0x10000/0x10000 -j RETURN
# Drop packets that no profile accepts.
ip netns exec calico-network-policy.node2 iptables -A cali-fw-calibd0ecddfcf2 -m comment --comment cali:li6J_EUJA-0jQYy1 -m comment --comment 'Drop if no profiles matched' -j DROP
# Accept further packets of accepted flows to guest, and replies.
ip netns exec calico-network-policy.node2 iptables -A cali-tw-calib83ffd00c45 -m comment --comment cali:3pjfcwJvpT1etzTS -m conntrack --ctstate RELATED,ESTABLISHED -j ACCEPT
# Drop packets that conntrack cannot assign to a flow.
ip netns exec calico-network-policy.node2 iptables -A cali-tw-calib83ffd00c45 -m comment --comment cali:EEaSGVMKKkySbqSR -m conntrack --ctstate INVALID -j DROP
# Clear the verdict marks, which an earlier chain may have set.
ip netns exec calico-network-policy.node2 iptables -A cali-tw-calib83ffd00c45 -m comment --comment cali:9rklCg0vUC3KeVJr -j MARK --set-xmark 0x0/0x30000
# If no policy selects guest, the profile of its namespace accepts everything.
ip netns exec calico-network-policy.node2 iptables -A cali-tw-calib83ffd00c45 -m comment --comment cali:ppRFqhQ7Bf1paRH1 -j cali-pri-kns.default
# Return if the profile has accepted the packet.
ip netns exec calico-network-policy.node2 iptables -A cali-tw-calib83ffd00c45 -m comment --comment cali:4vr2hnjMb6Q3p2wX -m comment --comment 'Return if profile accepted' -m mark --mark 0x10000/0x10000 -j RETURN
# The profile of the service account of guest has no rules.
ip netns exec calico-network-policy.node2 iptables -A cali-tw-calib83ffd00c45 -m comment --comment cali:6i_bwLq2FpEsFRp0 -j cali-pri-ksa.default.default
# Return if the profile has accepted the packet.
ip netns exec calico-network-policy.node2 iptables -A cali-tw-calib83ffd00c45 -m comment --comment cali:CpW5Wfw8s90IpEyy -m comment --comment 'Return if profile accepted' -m mark --mark 0x10000/0x10000 -j RETURN
# Drop packets that no profile accepts.
ip netns exec calico-network-policy.node2 iptables -A cali-tw-calib83ffd00c45 -m comment --comment cali:_0v147DSQxlHwIrC -m comment --comment 'Drop if no profiles matched' -j DROP
# Accept further packets of accepted flows from guest, and replies.
ip netns exec calico-network-policy.node2 iptables -A cali-fw-calib83ffd00c45 -m comment --comment cali:hWmhWtSo_J3fiRSp -m conntrack --ctstate RELATED,ESTABLISHED -j ACCEPT
# Drop packets that conntrack cannot assign to a flow.
ip netns exec calico-network-policy.node2 iptables -A cali-fw-calib83ffd00c45 -m comment --comment cali:_53GkvNZTkfffi8A -m conntrack --ctstate INVALID -j DROP
# Clear the verdict marks, which an earlier chain may have set.
ip netns exec calico-network-policy.node2 iptables -A cali-fw-calib83ffd00c45 -m comment --comment cali:7McRRNemzNLjasyp -j MARK --set-xmark 0x0/0x30000
# Drop VXLAN from guest: policies cannot match the inner packet.
ip netns exec calico-network-policy.node2 iptables -A cali-fw-calib83ffd00c45 -p 17 -m comment --comment cali:QisFqdjQddaXsBx- -m comment --comment 'Drop VXLAN encapped packets originating in workloads' -m multiport --dports 4789 -j DROP
# Drop IPIP from guest: policies cannot match the inner packet.
ip netns exec calico-network-policy.node2 iptables -A cali-fw-calib83ffd00c45 -p 4 -m comment --comment cali:Pwpeo3Q0TGZy9TCf -m comment --comment 'Drop IPinIP encapped packets originating in workloads' -j DROP
# If no policy selects guest, the profile of its namespace accepts everything.
ip netns exec calico-network-policy.node2 iptables -A cali-fw-calib83ffd00c45 -m comment --comment cali:AcNM9i3CjEIJIVRk -j cali-pro-kns.default
# Return if the profile has accepted the packet.
ip netns exec calico-network-policy.node2 iptables -A cali-fw-calib83ffd00c45 -m comment --comment cali:PdChlbMS7X6Zm26i -m comment --comment 'Return if profile accepted' -m mark --mark 0x10000/0x10000 -j RETURN
# The profile of the service account of guest has no rules.
ip netns exec calico-network-policy.node2 iptables -A cali-fw-calib83ffd00c45 -m comment --comment cali:TDIOainBIl-MK9-H -j cali-pro-ksa.default.default
# Return if the profile has accepted the packet.
ip netns exec calico-network-policy.node2 iptables -A cali-fw-calib83ffd00c45 -m comment --comment cali:Q8YU-dVmY7kx1m48 -m comment --comment 'Return if profile accepted' -m mark --mark 0x10000/0x10000 -j RETURN
# Drop packets that no profile accepts.
ip netns exec calico-network-policy.node2 iptables -A cali-fw-calib83ffd00c45 -m comment --comment cali:SfHk47DbpFJtgcU8 -m comment --comment 'Drop if no profiles matched' -j DROP
# A comment; the rule matches every packet and does nothing.
ip netns exec calico-network-policy.node2 iptables -A cali-pi-_1Endnr5KwXwKO4PkHo4 -m comment --comment cali:ybP1fOEDhTBqP70u -m comment --comment 'Policy default/knp.default.default-deny ingress'
# The policy api accepts TCP 8080 to 8090 from pods with app=web.
ip netns exec calico-network-policy.node2 iptables -A cali-pi-_HxYvU4APFzzjG5ZR_pd -p tcp -m comment --comment cali:N5zLFM1H1v0HX28R -m comment --comment 'Policy default/knp.default.api ingress' -m set --match-set cali40s:XdTkeoA4uORlm_7HsXcm20F src -m multiport --dports 8080:8090 -j MARK --set-xmark 0x10000/0x10000
# A comment; the rule matches every packet and does nothing.
ip netns exec calico-network-policy.node2 iptables -A cali-po-_1Endnr5KwXwKO4PkHo4 -m comment --comment cali:UB6ELUZzCXE-vxux -m comment --comment 'Policy default/knp.default.default-deny egress'
# The policy api accepts TCP 5432 to pods with app=db.
ip netns exec calico-network-policy.node2 iptables -A cali-po-_HxYvU4APFzzjG5ZR_pd -p tcp -m comment --comment cali:XFu-FNBNoFX6-HIt -m comment --comment 'Policy default/knp.default.api egress' -m set --match-set cali40s:rr5gmoszvjfXIf4eUdbrWFD dst -m multiport --dports 5432 -j MARK --set-xmark 0x10000/0x10000
# Accept packets of pods that no policy selects.
ip netns exec calico-network-policy.node2 iptables -A cali-pri-kns.default -m comment --comment cali:WMSw8BmYOknRHfsz -m comment --comment 'Profile kns.default ingress' -j MARK --set-xmark 0x10000/0x10000
# Accept packets of pods that no policy selects.
ip netns exec calico-network-policy.node2 iptables -A cali-pro-kns.default -m comment --comment cali:Vr81boRqq4V77Sg8 -m comment --comment 'Profile kns.default egress' -j MARK --set-xmark 0x10000/0x10000
# A comment; the rule matches every packet and does nothing.
ip netns exec calico-network-policy.node2 iptables -A cali-pri-ksa.default.default -m comment --comment cali:PrckJA84jX_kGp99 -m comment --comment 'Profile ksa.default.default ingress'
# A comment; the rule matches every packet and does nothing.
ip netns exec calico-network-policy.node2 iptables -A cali-pro-ksa.default.default -m comment --comment cali:bUZzZcietq9v5Ybq -m comment --comment 'Profile ksa.default.default egress'
# Run the chain of felix before other rules.
ip netns exec calico-network-policy.node2 iptables -I INPUT -m comment --comment cali:Cz_u1IQiXIMmKD4c -j cali-INPUT
# Run the chain of felix before other rules.
ip netns exec calico-network-policy.node2 iptables -I OUTPUT -m comment --comment cali:tVnHkvAo15HuiPy0 -j cali-OUTPUT
# Run the chain of felix before other rules.
ip netns exec calico-network-policy.node2 iptables -I FORWARD -m comment --comment cali:wUHhoiAYhphO9Mso -j cali-FORWARD
# Accept packets that policies accepted, even if the policy of FORWARD is DROP.
ip netns exec calico-network-policy.node2 iptables -A FORWARD -m comment --comment cali:S93hcgKJrXEqnTfs -m comment --comment 'Policy explicitly accepted packet.' -m mark --mark 0x10000/0x10000 -j ACCEPT
# Mark other packets that FORWARD accepts, for mangle POSTROUTING.
ip netns exec calico-network-policy.node2 iptables -A FORWARD -m comment --comment cali:mp77cMpurHhyjLrM -j MARK --set-xmark 0x10000/0x10000
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
