#!/bin/sh
# Builds the lab service-nftables, as root. netlab plan --format sh --down prints the script that removes it.
set -eu
umask 022
# node1 is a network namespace.
ip netns add service-nftables.node1
# node2 is a network namespace.
ip netns add service-nftables.node2
# router is a network namespace.
ip netns add service-nftables.router
# web-1 is a network namespace.
ip netns add service-nftables.web-1
# client is a network namespace.
ip netns add service-nftables.client
# web-2 is a network namespace.
ip netns add service-nftables.web-2
# shop is a network namespace.
ip netns add service-nftables.shop
# office is a network namespace.
ip netns add service-nftables.office
# branch is a network namespace.
ip netns add service-nftables.branch
# visitor1 is a network namespace.
ip netns add service-nftables.visitor1
# visitor2 is a network namespace.
ip netns add service-nftables.visitor2
# underlay is a switch: a namespace that holds a bridge.
ip netns add service-nftables.underlay
# The server of every node with serve.
mkdir -p /run/netlab/service-nftables/program
printf %s '... src/programs/serve.py ...
' > /run/netlab/service-nftables/program/serve.py
# Node names resolve inside node1.
mkdir -p /etc/netns/service-nftables.node1
printf %s '127.0.0.1 localhost
127.0.0.1 node1
172.18.0.12 node2
172.18.0.1 router
10.244.1.2 web-1
10.244.1.3 client
10.244.2.2 web-2
10.244.2.3 shop
172.18.0.100 office
172.18.0.101 branch
172.18.0.201 visitor1
172.18.0.202 visitor2
' > /etc/netns/service-nftables.node1/hosts
# Node names resolve inside node2.
mkdir -p /etc/netns/service-nftables.node2
printf %s '127.0.0.1 localhost
127.0.0.1 node2
172.18.0.11 node1
172.18.0.1 router
10.244.1.2 web-1
10.244.1.3 client
10.244.2.2 web-2
10.244.2.3 shop
172.18.0.100 office
172.18.0.101 branch
172.18.0.201 visitor1
172.18.0.202 visitor2
' > /etc/netns/service-nftables.node2/hosts
# Node names resolve inside router.
mkdir -p /etc/netns/service-nftables.router
printf %s '127.0.0.1 localhost
127.0.0.1 router
172.18.0.11 node1
172.18.0.12 node2
10.244.1.2 web-1
10.244.1.3 client
10.244.2.2 web-2
10.244.2.3 shop
172.18.0.100 office
172.18.0.101 branch
172.18.0.201 visitor1
172.18.0.202 visitor2
' > /etc/netns/service-nftables.router/hosts
# Node names resolve inside web-1.
mkdir -p /etc/netns/service-nftables.web-1
printf %s '127.0.0.1 localhost
127.0.0.1 web-1
172.18.0.11 node1
172.18.0.12 node2
172.18.0.1 router
10.244.1.3 client
10.244.2.2 web-2
10.244.2.3 shop
172.18.0.100 office
172.18.0.101 branch
172.18.0.201 visitor1
172.18.0.202 visitor2
' > /etc/netns/service-nftables.web-1/hosts
# Node names resolve inside client.
mkdir -p /etc/netns/service-nftables.client
printf %s '127.0.0.1 localhost
127.0.0.1 client
172.18.0.11 node1
172.18.0.12 node2
172.18.0.1 router
10.244.1.2 web-1
10.244.2.2 web-2
10.244.2.3 shop
172.18.0.100 office
172.18.0.101 branch
172.18.0.201 visitor1
172.18.0.202 visitor2
' > /etc/netns/service-nftables.client/hosts
# Node names resolve inside web-2.
mkdir -p /etc/netns/service-nftables.web-2
printf %s '127.0.0.1 localhost
127.0.0.1 web-2
172.18.0.11 node1
172.18.0.12 node2
172.18.0.1 router
10.244.1.2 web-1
10.244.1.3 client
10.244.2.3 shop
172.18.0.100 office
172.18.0.101 branch
172.18.0.201 visitor1
172.18.0.202 visitor2
' > /etc/netns/service-nftables.web-2/hosts
# Node names resolve inside shop.
mkdir -p /etc/netns/service-nftables.shop
printf %s '127.0.0.1 localhost
127.0.0.1 shop
172.18.0.11 node1
172.18.0.12 node2
172.18.0.1 router
10.244.1.2 web-1
10.244.1.3 client
10.244.2.2 web-2
172.18.0.100 office
172.18.0.101 branch
172.18.0.201 visitor1
172.18.0.202 visitor2
' > /etc/netns/service-nftables.shop/hosts
# Node names resolve inside office.
mkdir -p /etc/netns/service-nftables.office
printf %s '127.0.0.1 localhost
127.0.0.1 office
172.18.0.11 node1
172.18.0.12 node2
172.18.0.1 router
10.244.1.2 web-1
10.244.1.3 client
10.244.2.2 web-2
10.244.2.3 shop
172.18.0.101 branch
172.18.0.201 visitor1
172.18.0.202 visitor2
' > /etc/netns/service-nftables.office/hosts
# Node names resolve inside branch.
mkdir -p /etc/netns/service-nftables.branch
printf %s '127.0.0.1 localhost
127.0.0.1 branch
172.18.0.11 node1
172.18.0.12 node2
172.18.0.1 router
10.244.1.2 web-1
10.244.1.3 client
10.244.2.2 web-2
10.244.2.3 shop
172.18.0.100 office
172.18.0.201 visitor1
172.18.0.202 visitor2
' > /etc/netns/service-nftables.branch/hosts
# Node names resolve inside visitor1.
mkdir -p /etc/netns/service-nftables.visitor1
printf %s '127.0.0.1 localhost
127.0.0.1 visitor1
172.18.0.11 node1
172.18.0.12 node2
172.18.0.1 router
10.244.1.2 web-1
10.244.1.3 client
10.244.2.2 web-2
10.244.2.3 shop
172.18.0.100 office
172.18.0.101 branch
172.18.0.202 visitor2
' > /etc/netns/service-nftables.visitor1/hosts
# Node names resolve inside visitor2.
mkdir -p /etc/netns/service-nftables.visitor2
printf %s '127.0.0.1 localhost
127.0.0.1 visitor2
172.18.0.11 node1
172.18.0.12 node2
172.18.0.1 router
10.244.1.2 web-1
10.244.1.3 client
10.244.2.2 web-2
10.244.2.3 shop
172.18.0.100 office
172.18.0.101 branch
172.18.0.201 visitor1
' > /etc/netns/service-nftables.visitor2/hosts
# A node forwards packets only if the lab enables it.
ip netns exec service-nftables.node1 sysctl -qw net.ipv4.ip_forward=0
# The reverse path filter is off unless the lab enables it.
ip netns exec service-nftables.node1 sysctl -qw net.ipv4.conf.all.rp_filter=0
# The same for interfaces that are created later.
ip netns exec service-nftables.node1 sysctl -qw net.ipv4.conf.default.rp_filter=0
# iptables does not filter bridged frames.
ip netns exec service-nftables.node1 sysctl -qew net.bridge.bridge-nf-call-iptables=0
# ip6tables does not filter bridged frames.
ip netns exec service-nftables.node1 sysctl -qew net.bridge.bridge-nf-call-ip6tables=0
# The lab uses no IPv6.
ip netns exec service-nftables.node1 sysctl -qew net.ipv6.conf.all.disable_ipv6=1
# The same for interfaces that are created later.
ip netns exec service-nftables.node1 sysctl -qew net.ipv6.conf.default.disable_ipv6=1
# Set the loopback interface up.
ip -n service-nftables.node1 link set lo up
# A node forwards packets only if the lab enables it.
ip netns exec service-nftables.node2 sysctl -qw net.ipv4.ip_forward=0
# The reverse path filter is off unless the lab enables it.
ip netns exec service-nftables.node2 sysctl -qw net.ipv4.conf.all.rp_filter=0
# The same for interfaces that are created later.
ip netns exec service-nftables.node2 sysctl -qw net.ipv4.conf.default.rp_filter=0
# iptables does not filter bridged frames.
ip netns exec service-nftables.node2 sysctl -qew net.bridge.bridge-nf-call-iptables=0
# ip6tables does not filter bridged frames.
ip netns exec service-nftables.node2 sysctl -qew net.bridge.bridge-nf-call-ip6tables=0
# The lab uses no IPv6.
ip netns exec service-nftables.node2 sysctl -qew net.ipv6.conf.all.disable_ipv6=1
# The same for interfaces that are created later.
ip netns exec service-nftables.node2 sysctl -qew net.ipv6.conf.default.disable_ipv6=1
# Set the loopback interface up.
ip -n service-nftables.node2 link set lo up
# A node forwards packets only if the lab enables it.
ip netns exec service-nftables.router sysctl -qw net.ipv4.ip_forward=0
# The reverse path filter is off unless the lab enables it.
ip netns exec service-nftables.router sysctl -qw net.ipv4.conf.all.rp_filter=0
# The same for interfaces that are created later.
ip netns exec service-nftables.router sysctl -qw net.ipv4.conf.default.rp_filter=0
# iptables does not filter bridged frames.
ip netns exec service-nftables.router sysctl -qew net.bridge.bridge-nf-call-iptables=0
# ip6tables does not filter bridged frames.
ip netns exec service-nftables.router sysctl -qew net.bridge.bridge-nf-call-ip6tables=0
# The lab uses no IPv6.
ip netns exec service-nftables.router sysctl -qew net.ipv6.conf.all.disable_ipv6=1
# The same for interfaces that are created later.
ip netns exec service-nftables.router sysctl -qew net.ipv6.conf.default.disable_ipv6=1
# Set the loopback interface up.
ip -n service-nftables.router link set lo up
# A node forwards packets only if the lab enables it.
ip netns exec service-nftables.web-1 sysctl -qw net.ipv4.ip_forward=0
# The reverse path filter is off unless the lab enables it.
ip netns exec service-nftables.web-1 sysctl -qw net.ipv4.conf.all.rp_filter=0
# The same for interfaces that are created later.
ip netns exec service-nftables.web-1 sysctl -qw net.ipv4.conf.default.rp_filter=0
# iptables does not filter bridged frames.
ip netns exec service-nftables.web-1 sysctl -qew net.bridge.bridge-nf-call-iptables=0
# ip6tables does not filter bridged frames.
ip netns exec service-nftables.web-1 sysctl -qew net.bridge.bridge-nf-call-ip6tables=0
# The lab uses no IPv6.
ip netns exec service-nftables.web-1 sysctl -qew net.ipv6.conf.all.disable_ipv6=1
# The same for interfaces that are created later.
ip netns exec service-nftables.web-1 sysctl -qew net.ipv6.conf.default.disable_ipv6=1
# Set the loopback interface up.
ip -n service-nftables.web-1 link set lo up
# A node forwards packets only if the lab enables it.
ip netns exec service-nftables.client sysctl -qw net.ipv4.ip_forward=0
# The reverse path filter is off unless the lab enables it.
ip netns exec service-nftables.client sysctl -qw net.ipv4.conf.all.rp_filter=0
# The same for interfaces that are created later.
ip netns exec service-nftables.client sysctl -qw net.ipv4.conf.default.rp_filter=0
# iptables does not filter bridged frames.
ip netns exec service-nftables.client sysctl -qew net.bridge.bridge-nf-call-iptables=0
# ip6tables does not filter bridged frames.
ip netns exec service-nftables.client sysctl -qew net.bridge.bridge-nf-call-ip6tables=0
# The lab uses no IPv6.
ip netns exec service-nftables.client sysctl -qew net.ipv6.conf.all.disable_ipv6=1
# The same for interfaces that are created later.
ip netns exec service-nftables.client sysctl -qew net.ipv6.conf.default.disable_ipv6=1
# Set the loopback interface up.
ip -n service-nftables.client link set lo up
# A node forwards packets only if the lab enables it.
ip netns exec service-nftables.web-2 sysctl -qw net.ipv4.ip_forward=0
# The reverse path filter is off unless the lab enables it.
ip netns exec service-nftables.web-2 sysctl -qw net.ipv4.conf.all.rp_filter=0
# The same for interfaces that are created later.
ip netns exec service-nftables.web-2 sysctl -qw net.ipv4.conf.default.rp_filter=0
# iptables does not filter bridged frames.
ip netns exec service-nftables.web-2 sysctl -qew net.bridge.bridge-nf-call-iptables=0
# ip6tables does not filter bridged frames.
ip netns exec service-nftables.web-2 sysctl -qew net.bridge.bridge-nf-call-ip6tables=0
# The lab uses no IPv6.
ip netns exec service-nftables.web-2 sysctl -qew net.ipv6.conf.all.disable_ipv6=1
# The same for interfaces that are created later.
ip netns exec service-nftables.web-2 sysctl -qew net.ipv6.conf.default.disable_ipv6=1
# Set the loopback interface up.
ip -n service-nftables.web-2 link set lo up
# A node forwards packets only if the lab enables it.
ip netns exec service-nftables.shop sysctl -qw net.ipv4.ip_forward=0
# The reverse path filter is off unless the lab enables it.
ip netns exec service-nftables.shop sysctl -qw net.ipv4.conf.all.rp_filter=0
# The same for interfaces that are created later.
ip netns exec service-nftables.shop sysctl -qw net.ipv4.conf.default.rp_filter=0
# iptables does not filter bridged frames.
ip netns exec service-nftables.shop sysctl -qew net.bridge.bridge-nf-call-iptables=0
# ip6tables does not filter bridged frames.
ip netns exec service-nftables.shop sysctl -qew net.bridge.bridge-nf-call-ip6tables=0
# The lab uses no IPv6.
ip netns exec service-nftables.shop sysctl -qew net.ipv6.conf.all.disable_ipv6=1
# The same for interfaces that are created later.
ip netns exec service-nftables.shop sysctl -qew net.ipv6.conf.default.disable_ipv6=1
# Set the loopback interface up.
ip -n service-nftables.shop link set lo up
# A node forwards packets only if the lab enables it.
ip netns exec service-nftables.office sysctl -qw net.ipv4.ip_forward=0
# The reverse path filter is off unless the lab enables it.
ip netns exec service-nftables.office sysctl -qw net.ipv4.conf.all.rp_filter=0
# The same for interfaces that are created later.
ip netns exec service-nftables.office sysctl -qw net.ipv4.conf.default.rp_filter=0
# iptables does not filter bridged frames.
ip netns exec service-nftables.office sysctl -qew net.bridge.bridge-nf-call-iptables=0
# ip6tables does not filter bridged frames.
ip netns exec service-nftables.office sysctl -qew net.bridge.bridge-nf-call-ip6tables=0
# The lab uses no IPv6.
ip netns exec service-nftables.office sysctl -qew net.ipv6.conf.all.disable_ipv6=1
# The same for interfaces that are created later.
ip netns exec service-nftables.office sysctl -qew net.ipv6.conf.default.disable_ipv6=1
# Set the loopback interface up.
ip -n service-nftables.office link set lo up
# A node forwards packets only if the lab enables it.
ip netns exec service-nftables.branch sysctl -qw net.ipv4.ip_forward=0
# The reverse path filter is off unless the lab enables it.
ip netns exec service-nftables.branch sysctl -qw net.ipv4.conf.all.rp_filter=0
# The same for interfaces that are created later.
ip netns exec service-nftables.branch sysctl -qw net.ipv4.conf.default.rp_filter=0
# iptables does not filter bridged frames.
ip netns exec service-nftables.branch sysctl -qew net.bridge.bridge-nf-call-iptables=0
# ip6tables does not filter bridged frames.
ip netns exec service-nftables.branch sysctl -qew net.bridge.bridge-nf-call-ip6tables=0
# The lab uses no IPv6.
ip netns exec service-nftables.branch sysctl -qew net.ipv6.conf.all.disable_ipv6=1
# The same for interfaces that are created later.
ip netns exec service-nftables.branch sysctl -qew net.ipv6.conf.default.disable_ipv6=1
# Set the loopback interface up.
ip -n service-nftables.branch link set lo up
# A node forwards packets only if the lab enables it.
ip netns exec service-nftables.visitor1 sysctl -qw net.ipv4.ip_forward=0
# The reverse path filter is off unless the lab enables it.
ip netns exec service-nftables.visitor1 sysctl -qw net.ipv4.conf.all.rp_filter=0
# The same for interfaces that are created later.
ip netns exec service-nftables.visitor1 sysctl -qw net.ipv4.conf.default.rp_filter=0
# iptables does not filter bridged frames.
ip netns exec service-nftables.visitor1 sysctl -qew net.bridge.bridge-nf-call-iptables=0
# ip6tables does not filter bridged frames.
ip netns exec service-nftables.visitor1 sysctl -qew net.bridge.bridge-nf-call-ip6tables=0
# The lab uses no IPv6.
ip netns exec service-nftables.visitor1 sysctl -qew net.ipv6.conf.all.disable_ipv6=1
# The same for interfaces that are created later.
ip netns exec service-nftables.visitor1 sysctl -qew net.ipv6.conf.default.disable_ipv6=1
# Set the loopback interface up.
ip -n service-nftables.visitor1 link set lo up
# A node forwards packets only if the lab enables it.
ip netns exec service-nftables.visitor2 sysctl -qw net.ipv4.ip_forward=0
# The reverse path filter is off unless the lab enables it.
ip netns exec service-nftables.visitor2 sysctl -qw net.ipv4.conf.all.rp_filter=0
# The same for interfaces that are created later.
ip netns exec service-nftables.visitor2 sysctl -qw net.ipv4.conf.default.rp_filter=0
# iptables does not filter bridged frames.
ip netns exec service-nftables.visitor2 sysctl -qew net.bridge.bridge-nf-call-iptables=0
# ip6tables does not filter bridged frames.
ip netns exec service-nftables.visitor2 sysctl -qew net.bridge.bridge-nf-call-ip6tables=0
# The lab uses no IPv6.
ip netns exec service-nftables.visitor2 sysctl -qew net.ipv6.conf.all.disable_ipv6=1
# The same for interfaces that are created later.
ip netns exec service-nftables.visitor2 sysctl -qew net.ipv6.conf.default.disable_ipv6=1
# Set the loopback interface up.
ip -n service-nftables.visitor2 link set lo up
# A node forwards packets only if the lab enables it.
ip netns exec service-nftables.underlay sysctl -qw net.ipv4.ip_forward=0
# The reverse path filter is off unless the lab enables it.
ip netns exec service-nftables.underlay sysctl -qw net.ipv4.conf.all.rp_filter=0
# The same for interfaces that are created later.
ip netns exec service-nftables.underlay sysctl -qw net.ipv4.conf.default.rp_filter=0
# iptables does not filter bridged frames.
ip netns exec service-nftables.underlay sysctl -qew net.bridge.bridge-nf-call-iptables=0
# ip6tables does not filter bridged frames.
ip netns exec service-nftables.underlay sysctl -qew net.bridge.bridge-nf-call-ip6tables=0
# The lab uses no IPv6.
ip netns exec service-nftables.underlay sysctl -qew net.ipv6.conf.all.disable_ipv6=1
# The same for interfaces that are created later.
ip netns exec service-nftables.underlay sysctl -qew net.ipv6.conf.default.disable_ipv6=1
# Set the loopback interface up.
ip -n service-nftables.underlay link set lo up
# cni0 connects the pods of node1 and is their gateway; its MTU leaves room for the encapsulation.
ip -n service-nftables.node1 link add cni0 address 02:59:b2:18:19:48 mtu 1500 up type bridge stp_state 0 mcast_snooping 0
# cni0 connects the pods of node2 and is their gateway; its MTU leaves room for the encapsulation.
ip -n service-nftables.node2 link add cni0 address 02:93:74:c6:1c:f7 mtu 1500 up type bridge stp_state 0 mcast_snooping 0
# underlay is a switch between node1, node2, router, office, branch, visitor1, visitor2.
ip -n service-nftables.underlay link add br0 up type bridge stp_state 0 mcast_snooping 0
# The veth pair of web-1 to cni0 of node1.
ip -n service-nftables.node1 link add veth4c328c57 mtu 1500 up master cni0 type veth peer name eth0 mtu 1500 netns service-nftables.web-1
# The veth pair of client to cni0 of node1.
ip -n service-nftables.node1 link add veth3070209f mtu 1500 up master cni0 type veth peer name eth0 mtu 1500 netns service-nftables.client
# The veth pair of web-2 to cni0 of node2.
ip -n service-nftables.node2 link add veth6f15f24e mtu 1500 up master cni0 type veth peer name eth0 mtu 1500 netns service-nftables.web-2
# The veth pair of shop to cni0 of node2.
ip -n service-nftables.node2 link add veth59a417d1 mtu 1500 up master cni0 type veth peer name eth0 mtu 1500 netns service-nftables.shop
# node1's eth0 is plugged into underlay.
ip -n service-nftables.underlay link add node1 up master br0 type veth peer name eth0 netns service-nftables.node1
# node2's eth0 is plugged into underlay.
ip -n service-nftables.underlay link add node2 up master br0 type veth peer name eth0 netns service-nftables.node2
# router's eth0 is plugged into underlay.
ip -n service-nftables.underlay link add router up master br0 type veth peer name eth0 netns service-nftables.router
# office's eth0 is plugged into underlay.
ip -n service-nftables.underlay link add office up master br0 type veth peer name eth0 netns service-nftables.office
# branch's eth0 is plugged into underlay.
ip -n service-nftables.underlay link add branch up master br0 type veth peer name eth0 netns service-nftables.branch
# visitor1's eth0 is plugged into underlay.
ip -n service-nftables.underlay link add visitor1 up master br0 type veth peer name eth0 netns service-nftables.visitor1
# visitor2's eth0 is plugged into underlay.
ip -n service-nftables.underlay link add visitor2 up master br0 type veth peer name eth0 netns service-nftables.visitor2
# Set eth0 of node1 up.
ip -n service-nftables.node1 link set eth0 up
# Set eth0 of node2 up.
ip -n service-nftables.node2 link set eth0 up
# Set eth0 of router up.
ip -n service-nftables.router link set eth0 up
# Set eth0 of web-1 up.
ip -n service-nftables.web-1 link set eth0 up
# Set eth0 of client up.
ip -n service-nftables.client link set eth0 up
# Set eth0 of web-2 up.
ip -n service-nftables.web-2 link set eth0 up
# Set eth0 of shop up.
ip -n service-nftables.shop link set eth0 up
# Set eth0 of office up.
ip -n service-nftables.office link set eth0 up
# Set eth0 of branch up.
ip -n service-nftables.branch link set eth0 up
# Set eth0 of visitor1 up.
ip -n service-nftables.visitor1 link set eth0 up
# Set eth0 of visitor2 up.
ip -n service-nftables.visitor2 link set eth0 up
# cni0 may send a frame back out of veth4c328c57, the port that it arrived on.
bridge -n service-nftables.node1 link set dev veth4c328c57 hairpin on
# cni0 may send a frame back out of veth3070209f, the port that it arrived on.
bridge -n service-nftables.node1 link set dev veth3070209f hairpin on
# cni0 may send a frame back out of veth6f15f24e, the port that it arrived on.
bridge -n service-nftables.node2 link set dev veth6f15f24e hairpin on
# cni0 may send a frame back out of veth59a417d1, the port that it arrived on.
bridge -n service-nftables.node2 link set dev veth59a417d1 hairpin on
# node1 has the address 172.18.0.11 on eth0.
ip -n service-nftables.node1 addr add 172.18.0.11/24 dev eth0
# node1 has the address 10.244.1.1 on cni0.
ip -n service-nftables.node1 addr add 10.244.1.1/24 brd + dev cni0
# node2 has the address 172.18.0.12 on eth0.
ip -n service-nftables.node2 addr add 172.18.0.12/24 dev eth0
# node2 has the address 10.244.2.1 on cni0.
ip -n service-nftables.node2 addr add 10.244.2.1/24 brd + dev cni0
# router has the address 172.18.0.1 on eth0.
ip -n service-nftables.router addr add 172.18.0.1/24 dev eth0
# web-1 has the address 10.244.1.2 on eth0.
ip -n service-nftables.web-1 addr add 10.244.1.2/24 brd + dev eth0
# client has the address 10.244.1.3 on eth0.
ip -n service-nftables.client addr add 10.244.1.3/24 brd + dev eth0
# web-2 has the address 10.244.2.2 on eth0.
ip -n service-nftables.web-2 addr add 10.244.2.2/24 brd + dev eth0
# shop has the address 10.244.2.3 on eth0.
ip -n service-nftables.shop addr add 10.244.2.3/24 brd + dev eth0
# office has the address 172.18.0.100 on eth0.
ip -n service-nftables.office addr add 172.18.0.100/24 dev eth0
# branch has the address 172.18.0.101 on eth0.
ip -n service-nftables.branch addr add 172.18.0.101/24 dev eth0
# visitor1 has the address 172.18.0.201 on eth0.
ip -n service-nftables.visitor1 addr add 172.18.0.201/24 dev eth0
# visitor2 has the address 172.18.0.202 on eth0.
ip -n service-nftables.visitor2 addr add 172.18.0.202/24 dev eth0
# node1 forwards IPv4 packets: it is a router.
ip netns exec service-nftables.node1 sysctl -qw net.ipv4.ip_forward=1
# Packets between pods of node1 pass its iptables rules, although cni0 only bridges them.
ip netns exec service-nftables.node1 sysctl -qw net.bridge.bridge-nf-call-iptables=1
# Set net.ipv4.icmp_ratelimit in node1.
ip netns exec service-nftables.node1 sysctl -qw net.ipv4.icmp_ratelimit=0
# node2 forwards IPv4 packets: it is a router.
ip netns exec service-nftables.node2 sysctl -qw net.ipv4.ip_forward=1
# Packets between pods of node2 pass its iptables rules, although cni0 only bridges them.
ip netns exec service-nftables.node2 sysctl -qw net.bridge.bridge-nf-call-iptables=1
# Set net.ipv4.icmp_ratelimit in node2.
ip netns exec service-nftables.node2 sysctl -qw net.ipv4.icmp_ratelimit=0
# router forwards IPv4 packets: it is a router.
ip netns exec service-nftables.router sysctl -qw net.ipv4.ip_forward=1
# The default route of node1; without it, node1 itself could not connect to cluster IPs.
ip -n service-nftables.node1 route add default via 172.18.0.1
# Reach pods of node2 through node2 itself (172.18.0.12).
ip -n service-nftables.node1 route add 10.244.2.0/24 via 172.18.0.12 dev eth0
# The default route of node2; without it, node2 itself could not connect to cluster IPs.
ip -n service-nftables.node2 route add default via 172.18.0.1
# Reach pods of node1 through node1 itself (172.18.0.11).
ip -n service-nftables.node2 route add 10.244.1.0/24 via 172.18.0.11 dev eth0
# The default gateway of a pod is cni0 of node1.
ip -n service-nftables.web-1 route add default via 10.244.1.1
# flannel's route to the pods of all nodes.
ip -n service-nftables.web-1 route add 10.244.0.0/16 via 10.244.1.1
# The default gateway of a pod is cni0 of node1.
ip -n service-nftables.client route add default via 10.244.1.1
# flannel's route to the pods of all nodes.
ip -n service-nftables.client route add 10.244.0.0/16 via 10.244.1.1
# The default gateway of a pod is cni0 of node2.
ip -n service-nftables.web-2 route add default via 10.244.2.1
# flannel's route to the pods of all nodes.
ip -n service-nftables.web-2 route add 10.244.0.0/16 via 10.244.2.1
# The default gateway of a pod is cni0 of node2.
ip -n service-nftables.shop route add default via 10.244.2.1
# flannel's route to the pods of all nodes.
ip -n service-nftables.shop route add 10.244.0.0/16 via 10.244.2.1
# office reaches 10.96.0.0/16 through node1 (172.18.0.11).
ip -n service-nftables.office route add 10.96.0.0/16 via 172.18.0.11
# office reaches 203.0.113.0/24 through node1 (172.18.0.11).
ip -n service-nftables.office route add 203.0.113.0/24 via 172.18.0.11
# branch reaches 10.96.0.0/16 through node2 (172.18.0.12).
ip -n service-nftables.branch route add 10.96.0.0/16 via 172.18.0.12
# branch reaches 203.0.113.0/24 through node2 (172.18.0.12).
ip -n service-nftables.branch route add 203.0.113.0/24 via 172.18.0.12
# visitor1 reaches 203.0.113.0/24 through node1 (172.18.0.11).
ip -n service-nftables.visitor1 route add 203.0.113.0/24 via 172.18.0.11
# visitor2 reaches 203.0.113.0/24 through node2 (172.18.0.12).
ip -n service-nftables.visitor2 route add 203.0.113.0/24 via 172.18.0.12
# Create the chain FLANNEL-POSTRTG in the table nat.
ip netns exec service-nftables.node1 iptables -t nat -N FLANNEL-POSTRTG
# The chain of flannel decides on source addresses.
ip netns exec service-nftables.node1 iptables -t nat -A POSTROUTING -m comment --comment 'flanneld masq' -j FLANNEL-POSTRTG
# kube-proxy masquerades the packets that it marks.
ip netns exec service-nftables.node1 iptables -t nat -A FLANNEL-POSTRTG -m mark --mark 0x4000/0x4000 -m comment --comment 'flanneld masq' -j RETURN
# Pods of this node keep their address towards other pods.
ip netns exec service-nftables.node1 iptables -t nat -A FLANNEL-POSTRTG -s 10.244.1.0/24 -d 10.244.0.0/16 -m comment --comment 'flanneld masq' -j RETURN
# Other pods keep their address towards this node's pods.
ip netns exec service-nftables.node1 iptables -t nat -A FLANNEL-POSTRTG -s 10.244.0.0/16 -d 10.244.1.0/24 -m comment --comment 'flanneld masq' -j RETURN
# Outside clients keep their address towards this node's pods.
ip netns exec service-nftables.node1 iptables -t nat -A FLANNEL-POSTRTG ! -s 10.244.0.0/16 -d 10.244.1.0/24 -m comment --comment 'flanneld masq' -j RETURN
# Packets from pods to the outside get the node's address as their source.
ip netns exec service-nftables.node1 iptables -t nat -A FLANNEL-POSTRTG -s 10.244.0.0/16 ! -d 224.0.0.0/4 -m comment --comment 'flanneld masq' -j MASQUERADE --random-fully
# Packets from outside to pods of other nodes get the node's address as their source.
ip netns exec service-nftables.node1 iptables -t nat -A FLANNEL-POSTRTG ! -s 10.244.0.0/16 -d 10.244.0.0/16 -m comment --comment 'flanneld masq' -j MASQUERADE --random-fully
# Create the chain FLANNEL-FWD in the table filter.
ip netns exec service-nftables.node1 iptables -N FLANNEL-FWD
# flannel accepts pod traffic even if the policy of FORWARD is DROP.
ip netns exec service-nftables.node1 iptables -A FORWARD -m comment --comment 'flanneld forward' -j FLANNEL-FWD
# Accept packets from pods.
ip netns exec service-nftables.node1 iptables -A FLANNEL-FWD -s 10.244.0.0/16 -m comment --comment 'flanneld forward' -j ACCEPT
# Accept packets to pods.
ip netns exec service-nftables.node1 iptables -A FLANNEL-FWD -d 10.244.0.0/16 -m comment --comment 'flanneld forward' -j ACCEPT
# Create the chain FLANNEL-POSTRTG in the table nat.
ip netns exec service-nftables.node2 iptables -t nat -N FLANNEL-POSTRTG
# The chain of flannel decides on source addresses.
ip netns exec service-nftables.node2 iptables -t nat -A POSTROUTING -m comment --comment 'flanneld masq' -j FLANNEL-POSTRTG
# kube-proxy masquerades the packets that it marks.
ip netns exec service-nftables.node2 iptables -t nat -A FLANNEL-POSTRTG -m mark --mark 0x4000/0x4000 -m comment --comment 'flanneld masq' -j RETURN
# Pods of this node keep their address towards other pods.
ip netns exec service-nftables.node2 iptables -t nat -A FLANNEL-POSTRTG -s 10.244.2.0/24 -d 10.244.0.0/16 -m comment --comment 'flanneld masq' -j RETURN
# Other pods keep their address towards this node's pods.
ip netns exec service-nftables.node2 iptables -t nat -A FLANNEL-POSTRTG -s 10.244.0.0/16 -d 10.244.2.0/24 -m comment --comment 'flanneld masq' -j RETURN
# Outside clients keep their address towards this node's pods.
ip netns exec service-nftables.node2 iptables -t nat -A FLANNEL-POSTRTG ! -s 10.244.0.0/16 -d 10.244.2.0/24 -m comment --comment 'flanneld masq' -j RETURN
# Packets from pods to the outside get the node's address as their source.
ip netns exec service-nftables.node2 iptables -t nat -A FLANNEL-POSTRTG -s 10.244.0.0/16 ! -d 224.0.0.0/4 -m comment --comment 'flanneld masq' -j MASQUERADE --random-fully
# Packets from outside to pods of other nodes get the node's address as their source.
ip netns exec service-nftables.node2 iptables -t nat -A FLANNEL-POSTRTG ! -s 10.244.0.0/16 -d 10.244.0.0/16 -m comment --comment 'flanneld masq' -j MASQUERADE --random-fully
# Create the chain FLANNEL-FWD in the table filter.
ip netns exec service-nftables.node2 iptables -N FLANNEL-FWD
# flannel accepts pod traffic even if the policy of FORWARD is DROP.
ip netns exec service-nftables.node2 iptables -A FORWARD -m comment --comment 'flanneld forward' -j FLANNEL-FWD
# Accept packets from pods.
ip netns exec service-nftables.node2 iptables -A FLANNEL-FWD -s 10.244.0.0/16 -m comment --comment 'flanneld forward' -j ACCEPT
# Accept packets to pods.
ip netns exec service-nftables.node2 iptables -A FLANNEL-FWD -d 10.244.0.0/16 -m comment --comment 'flanneld forward' -j ACCEPT
# All of kube-proxy's chains, sets and maps.
ip netns exec service-nftables.node1 nft add table ip kube-proxy '{' comment '"rules for kube-proxy"' ';' '}'
# Received packets, while they still have the address of the service.
ip netns exec service-nftables.node1 nft add chain ip kube-proxy filter-prerouting-pre-dnat '{' type filter hook prerouting priority -110 ';' '}'
# The node's own packets, while they still have the address of the service.
ip netns exec service-nftables.node1 nft add chain ip kube-proxy filter-output-pre-dnat '{' type filter hook output priority -110 ';' '}'
# Forwarded packets.
ip netns exec service-nftables.node1 nft add chain ip kube-proxy filter-forward '{' type filter hook forward priority 0 ';' '}'
# Packets to the node itself.
ip netns exec service-nftables.node1 nft add chain ip kube-proxy filter-input '{' type filter hook input priority 0 ';' '}'
# The node's own packets, after translation.
ip netns exec service-nftables.node1 nft add chain ip kube-proxy filter-output '{' type filter hook output priority 0 ';' '}'
# The node's own connections.
ip netns exec service-nftables.node1 nft add chain ip kube-proxy nat-output '{' type nat hook output priority -100 ';' '}'
# Connections that leave the node.
ip netns exec service-nftables.node1 nft add chain ip kube-proxy nat-postrouting '{' type nat hook postrouting priority 100 ';' '}'
# Connections from pods and other hosts.
ip netns exec service-nftables.node1 nft add chain ip kube-proxy nat-prerouting '{' type nat hook prerouting priority -100 ';' '}'
# Connections to a cluster IP that no rule translated.
ip netns exec service-nftables.node1 nft add chain ip kube-proxy cluster-ips-check
# Source ranges of load balancers' addresses.
ip netns exec service-nftables.node1 nft add chain ip kube-proxy firewall-check
# Node ports without endpoints.
ip netns exec service-nftables.node1 nft add chain ip kube-proxy nodeport-endpoints-check
# Addresses without endpoints.
ip netns exec service-nftables.node1 nft add chain ip kube-proxy service-endpoints-check
# Services get the address of one of their pods.
ip netns exec service-nftables.node1 nft add chain ip kube-proxy services
# Marks packets that need the node as their source.
ip netns exec service-nftables.node1 nft add chain ip kube-proxy mark-for-masquerade
# Masquerades the packets with the mark of kube-proxy.
ip netns exec service-nftables.node1 nft add chain ip kube-proxy masquerading
# An element of a map cannot reject, so it goes to this chain.
ip netns exec service-nftables.node1 nft add chain ip kube-proxy reject-chain '{' comment '"helper for @no-endpoint-services / @no-endpoint-nodeports"' ';' '}'
# Check the source of new connections to load balancers' addresses.
ip netns exec service-nftables.node1 nft add rule ip kube-proxy filter-prerouting-pre-dnat ct state new jump firewall-check
# Check the source of new connections to load balancers' addresses.
ip netns exec service-nftables.node1 nft add rule ip kube-proxy filter-output-pre-dnat ct state new jump firewall-check
# Check new connections to node ports without endpoints.
ip netns exec service-nftables.node1 nft add rule ip kube-proxy filter-input ct state new jump nodeport-endpoints-check
# Check new connections to addresses without endpoints.
ip netns exec service-nftables.node1 nft add rule ip kube-proxy filter-input ct state new jump service-endpoints-check
# Check new connections to addresses without endpoints.
ip netns exec service-nftables.node1 nft add rule ip kube-proxy filter-forward ct state new jump service-endpoints-check
# Check new connections to cluster IPs.
ip netns exec service-nftables.node1 nft add rule ip kube-proxy filter-forward ct state new jump cluster-ips-check
# Check new connections to addresses without endpoints.
ip netns exec service-nftables.node1 nft add rule ip kube-proxy filter-output ct state new jump service-endpoints-check
# Check new connections to cluster IPs.
ip netns exec service-nftables.node1 nft add rule ip kube-proxy filter-output ct state new jump cluster-ips-check
# Services get the address of one of their pods.
ip netns exec service-nftables.node1 nft add rule ip kube-proxy nat-output jump services
# Services get the address of one of their pods.
ip netns exec service-nftables.node1 nft add rule ip kube-proxy nat-prerouting jump services
# Marked packets get the node's address.
ip netns exec service-nftables.node1 nft add rule ip kube-proxy nat-postrouting jump masquerading
# Set bit 0x4000 of the mark.
ip netns exec service-nftables.node1 nft add rule ip kube-proxy mark-for-masquerade mark set mark or 0x4000
# Packets without the mark keep their source.
ip netns exec service-nftables.node1 nft add rule ip kube-proxy masquerading mark and 0x4000 == 0 return
# Clear the mark, so that an encapsulated packet is not masqueraded again.
ip netns exec service-nftables.node1 nft add rule ip kube-proxy masquerading mark set mark xor 0x4000
# The source becomes the address of the outgoing interface.
ip netns exec service-nftables.node1 nft add rule ip kube-proxy masquerading masquerade fully-random
# Every cluster IP, with and without endpoints.
ip netns exec service-nftables.node1 nft add set ip kube-proxy cluster-ips '{' type ipv4_addr ';' comment '"Active ClusterIPs"' ';' '}'
# The addresses of the node that accept node ports.
ip netns exec service-nftables.node1 nft add set ip kube-proxy nodeport-ips '{' type ipv4_addr ';' comment '"IPs that accept NodePort traffic"' ';' '}'
# The primary address of the node. 127.0.0.1 never accepts node ports.
ip netns exec service-nftables.node1 nft add element ip kube-proxy nodeport-ips '{' 172.18.0.11 '}'
# Load balancers' addresses with source ranges.
ip netns exec service-nftables.node1 nft add map ip kube-proxy firewall-ips '{' type ipv4_addr . inet_proto . inet_service : verdict ';' comment '"destinations that are subject to LoadBalancerSourceRanges"' ';' '}'
# Node ports without endpoints, and what happens to their packets.
ip netns exec service-nftables.node1 nft add map ip kube-proxy no-endpoint-nodeports '{' type inet_proto . inet_service : verdict ';' comment '"vmap to drop or reject packets to service nodeports with no endpoints"' ';' '}'
# Addresses without endpoints, and what happens to their packets.
ip netns exec service-nftables.node1 nft add map ip kube-proxy no-endpoint-services '{' type ipv4_addr . inet_proto . inet_service : verdict ';' comment '"vmap to drop or reject packets to services with no endpoints"' ';' '}'
# The address, protocol and port of each service, and the chain that they lead to.
ip netns exec service-nftables.node1 nft add map ip kube-proxy service-ips '{' type ipv4_addr . inet_proto . inet_service : verdict ';' comment '"ClusterIP, ExternalIP and LoadBalancer IP traffic"' ';' '}'
# The protocol and number of each node port, and the chain that they lead to.
ip netns exec service-nftables.node1 nft add map ip kube-proxy service-nodeports '{' type inet_proto . inet_service : verdict ';' comment '"NodePort traffic"' ';' '}'
# The service has no such port: answer that it is unreachable.
ip netns exec service-nftables.node1 nft add rule ip kube-proxy cluster-ips-check ip daddr @cluster-ips reject comment '"Reject traffic to invalid ports of ClusterIPs"'
# No service has the address, so packets to it do not leave the node.
ip netns exec service-nftables.node1 nft add rule ip kube-proxy cluster-ips-check ip daddr '{' 10.96.0.0/16 '}' drop comment '"Drop traffic to unallocated ClusterIPs"'
# Addresses with source ranges lead to their firewall.
ip netns exec service-nftables.node1 nft add rule ip kube-proxy firewall-check ip daddr . meta l4proto . th dport vmap @firewall-ips
# Answer that the port is unreachable.
ip netns exec service-nftables.node1 nft add rule ip kube-proxy reject-chain reject
# One look-up finds the service of an address, however many services exist.
ip netns exec service-nftables.node1 nft add rule ip kube-proxy services ip daddr . meta l4proto . th dport vmap @service-ips
# Connections to the node may be for a node port.
ip netns exec service-nftables.node1 nft add rule ip kube-proxy services ip daddr @nodeport-ips meta l4proto . th dport vmap @service-nodeports
# Find the verdict for an address without endpoints.
ip netns exec service-nftables.node1 nft add rule ip kube-proxy service-endpoints-check ip daddr . meta l4proto . th dport vmap @no-endpoint-services
# Find the verdict for a node port without endpoints.
ip netns exec service-nftables.node1 nft add rule ip kube-proxy nodeport-endpoints-check ip daddr @nodeport-ips meta l4proto . th dport vmap @no-endpoint-nodeports
# The cluster IP of default/web.
ip netns exec service-nftables.node1 nft add element ip kube-proxy cluster-ips '{' 10.96.0.10 '}'
# default/web:http: the endpoint web-1.
ip netns exec service-nftables.node1 nft add chain ip kube-proxy endpoint-SVLGPL42-default/web/tcp/http__10.244.1.2/8080
# default/web:http: the endpoint web-2.
ip netns exec service-nftables.node1 nft add chain ip kube-proxy endpoint-AAOQDDFY-default/web/tcp/http__10.244.2.2/8080
# default/web:http: select one of all endpoints.
ip netns exec service-nftables.node1 nft add chain ip kube-proxy service-SUSTUHLJ-default/web/tcp/http
# default/web:http: packets to an external address or a node port.
ip netns exec service-nftables.node1 nft add chain ip kube-proxy external-SUSTUHLJ-default/web/tcp/http
# default/web:http: packets to the load balancer's address.
ip netns exec service-nftables.node1 nft add chain ip kube-proxy firewall-SUSTUHLJ-default/web/tcp/http
# Connections to 10.96.0.10:80 are for default/web:http.
ip netns exec service-nftables.node1 nft add element ip kube-proxy service-ips '{' 10.96.0.10 . tcp . 80 : goto service-SUSTUHLJ-default/web/tcp/http '}'
# Connections to 203.0.113.10:80 are for default/web:http.
ip netns exec service-nftables.node1 nft add element ip kube-proxy service-ips '{' 203.0.113.10 . tcp . 80 : goto external-SUSTUHLJ-default/web/tcp/http '}'
# Only the source ranges of default/web:http may use 203.0.113.10.
ip netns exec service-nftables.node1 nft add element ip kube-proxy firewall-ips '{' 203.0.113.10 . tcp . 80 : goto firewall-SUSTUHLJ-default/web/tcp/http '}'
# Node port 30080 is for default/web:http.
ip netns exec service-nftables.node1 nft add element ip kube-proxy service-nodeports '{' tcp . 30080 : goto external-SUSTUHLJ-default/web/tcp/http '}'
# Masquerade connections to the cluster IP that are not from pods, so that the reply returns through this node.
ip netns exec service-nftables.node1 nft add rule ip kube-proxy service-SUSTUHLJ-default/web/tcp/http ip daddr 10.96.0.10 ip saddr '!=' 10.244.0.0/16 jump mark-for-masquerade
# Masquerade, so that the reply returns through this node.
ip netns exec service-nftables.node1 nft add rule ip kube-proxy external-SUSTUHLJ-default/web/tcp/http jump mark-for-masquerade
# Select one of all endpoints of default/web:http.
ip netns exec service-nftables.node1 nft add rule ip kube-proxy external-SUSTUHLJ-default/web/tcp/http goto service-SUSTUHLJ-default/web/tcp/http
# Drop packets from outside the source ranges of default/web:http.
ip netns exec service-nftables.node1 nft add rule ip kube-proxy firewall-SUSTUHLJ-default/web/tcp/http ip saddr '!=' '{' 172.18.0.100/31 '}' drop
# A random number chooses one of 2 endpoints.
ip netns exec service-nftables.node1 nft add rule ip kube-proxy service-SUSTUHLJ-default/web/tcp/http numgen random mod 2 vmap '{' 0 : goto endpoint-SVLGPL42-default/web/tcp/http__10.244.1.2/8080 , 1 : goto endpoint-AAOQDDFY-default/web/tcp/http__10.244.2.2/8080 '}'
# web-1 reached itself: masquerade, or it would drop a packet from its own address.
ip netns exec service-nftables.node1 nft add rule ip kube-proxy endpoint-SVLGPL42-default/web/tcp/http__10.244.1.2/8080 ip saddr 10.244.1.2 jump mark-for-masquerade
# The destination becomes web-1.
ip netns exec service-nftables.node1 nft add rule ip kube-proxy endpoint-SVLGPL42-default/web/tcp/http__10.244.1.2/8080 meta l4proto tcp dnat to 10.244.1.2:8080
# web-2 reached itself: masquerade, or it would drop a packet from its own address.
ip netns exec service-nftables.node1 nft add rule ip kube-proxy endpoint-AAOQDDFY-default/web/tcp/http__10.244.2.2/8080 ip saddr 10.244.2.2 jump mark-for-masquerade
# The destination becomes web-2.
ip netns exec service-nftables.node1 nft add rule ip kube-proxy endpoint-AAOQDDFY-default/web/tcp/http__10.244.2.2/8080 meta l4proto tcp dnat to 10.244.2.2:8080
# The cluster IP of default/shop.
ip netns exec service-nftables.node1 nft add element ip kube-proxy cluster-ips '{' 10.96.0.11 '}'
# default/shop:http: the endpoint shop.
ip netns exec service-nftables.node1 nft add chain ip kube-proxy endpoint-2RBWGQKS-default/shop/tcp/http__10.244.2.3/8080
# default/shop:http: select one of all endpoints.
ip netns exec service-nftables.node1 nft add chain ip kube-proxy service-E2IH552V-default/shop/tcp/http
# default/shop:http: packets to an external address or a node port.
ip netns exec service-nftables.node1 nft add chain ip kube-proxy external-E2IH552V-default/shop/tcp/http
# Connections to 10.96.0.11:80 are for default/shop:http.
ip netns exec service-nftables.node1 nft add element ip kube-proxy service-ips '{' 10.96.0.11 . tcp . 80 : goto service-E2IH552V-default/shop/tcp/http '}'
# Node port 30081 is for default/shop:http.
ip netns exec service-nftables.node1 nft add element ip kube-proxy service-nodeports '{' tcp . 30081 : goto external-E2IH552V-default/shop/tcp/http '}'
# default/shop:http has endpoints, but not on this node: drop packets.
ip netns exec service-nftables.node1 nft add element ip kube-proxy no-endpoint-nodeports '{' tcp . 30081 comment '"default/shop:http"' : drop '}'
# Masquerade connections to the cluster IP that are not from pods, so that the reply returns through this node.
ip netns exec service-nftables.node1 nft add rule ip kube-proxy service-E2IH552V-default/shop/tcp/http ip daddr 10.96.0.11 ip saddr '!=' 10.244.0.0/16 jump mark-for-masquerade
# Pods may use all endpoints, as with the cluster IP.
ip netns exec service-nftables.node1 nft add rule ip kube-proxy external-E2IH552V-default/shop/tcp/http ip saddr 10.244.0.0/16 goto service-E2IH552V-default/shop/tcp/http comment '"short-circuit pod traffic"'
# The node itself may use all endpoints, and is masqueraded.
ip netns exec service-nftables.node1 nft add rule ip kube-proxy external-E2IH552V-default/shop/tcp/http fib saddr type local jump mark-for-masquerade comment '"masquerade local traffic"'
# The node itself may use all endpoints.
ip netns exec service-nftables.node1 nft add rule ip kube-proxy external-E2IH552V-default/shop/tcp/http fib saddr type local goto service-E2IH552V-default/shop/tcp/http comment '"short-circuit local traffic"'
# All connections go to shop.
ip netns exec service-nftables.node1 nft add rule ip kube-proxy service-E2IH552V-default/shop/tcp/http numgen random mod 1 vmap '{' 0 : goto endpoint-2RBWGQKS-default/shop/tcp/http__10.244.2.3/8080 '}'
# shop reached itself: masquerade, or it would drop a packet from its own address.
ip netns exec service-nftables.node1 nft add rule ip kube-proxy endpoint-2RBWGQKS-default/shop/tcp/http__10.244.2.3/8080 ip saddr 10.244.2.3 jump mark-for-masquerade
# The destination becomes shop.
ip netns exec service-nftables.node1 nft add rule ip kube-proxy endpoint-2RBWGQKS-default/shop/tcp/http__10.244.2.3/8080 meta l4proto tcp dnat to 10.244.2.3:8080
# The cluster IP of default/cart.
ip netns exec service-nftables.node1 nft add element ip kube-proxy cluster-ips '{' 10.96.0.12 '}'
# default/cart:http: the endpoint web-1.
ip netns exec service-nftables.node1 nft add chain ip kube-proxy endpoint-WWF2HGFD-default/cart/tcp/http__10.244.1.2/8080
# default/cart:http: the endpoint web-2.
ip netns exec service-nftables.node1 nft add chain ip kube-proxy endpoint-UZSDRMQR-default/cart/tcp/http__10.244.2.2/8080
# default/cart:http: select one of all endpoints.
ip netns exec service-nftables.node1 nft add chain ip kube-proxy service-WEWZPBM6-default/cart/tcp/http
# Connections to 10.96.0.12:80 are for default/cart:http.
ip netns exec service-nftables.node1 nft add element ip kube-proxy service-ips '{' 10.96.0.12 . tcp . 80 : goto service-WEWZPBM6-default/cart/tcp/http '}'
# Masquerade connections to the cluster IP that are not from pods, so that the reply returns through this node.
ip netns exec service-nftables.node1 nft add rule ip kube-proxy service-WEWZPBM6-default/cart/tcp/http ip daddr 10.96.0.12 ip saddr '!=' 10.244.0.0/16 jump mark-for-masquerade
# The clients of web-1.
ip netns exec service-nftables.node1 nft add set ip kube-proxy affinity-WWF2HGFD-default/cart/tcp/http__10.244.1.2/8080 '{' type ipv4_addr ';' flags dynamic,timeout ';' timeout 10800s ';' '}'
# The clients of web-2.
ip netns exec service-nftables.node1 nft add set ip kube-proxy affinity-UZSDRMQR-default/cart/tcp/http__10.244.2.2/8080 '{' type ipv4_addr ';' flags dynamic,timeout ';' timeout 10800s ';' '}'
# An address that reached web-1 in the last 10800 s reaches it again.
ip netns exec service-nftables.node1 nft add rule ip kube-proxy service-WEWZPBM6-default/cart/tcp/http ip saddr @affinity-WWF2HGFD-default/cart/tcp/http__10.244.1.2/8080 goto endpoint-WWF2HGFD-default/cart/tcp/http__10.244.1.2/8080
# An address that reached web-2 in the last 10800 s reaches it again.
ip netns exec service-nftables.node1 nft add rule ip kube-proxy service-WEWZPBM6-default/cart/tcp/http ip saddr @affinity-UZSDRMQR-default/cart/tcp/http__10.244.2.2/8080 goto endpoint-UZSDRMQR-default/cart/tcp/http__10.244.2.2/8080
# A random number chooses one of 2 endpoints.
ip netns exec service-nftables.node1 nft add rule ip kube-proxy service-WEWZPBM6-default/cart/tcp/http numgen random mod 2 vmap '{' 0 : goto endpoint-WWF2HGFD-default/cart/tcp/http__10.244.1.2/8080 , 1 : goto endpoint-UZSDRMQR-default/cart/tcp/http__10.244.2.2/8080 '}'
# web-1 reached itself: masquerade, or it would drop a packet from its own address.
ip netns exec service-nftables.node1 nft add rule ip kube-proxy endpoint-WWF2HGFD-default/cart/tcp/http__10.244.1.2/8080 ip saddr 10.244.1.2 jump mark-for-masquerade
# Remember the client of web-1.
ip netns exec service-nftables.node1 nft add rule ip kube-proxy endpoint-WWF2HGFD-default/cart/tcp/http__10.244.1.2/8080 update @affinity-WWF2HGFD-default/cart/tcp/http__10.244.1.2/8080 '{' ip saddr '}'
# The destination becomes web-1.
ip netns exec service-nftables.node1 nft add rule ip kube-proxy endpoint-WWF2HGFD-default/cart/tcp/http__10.244.1.2/8080 meta l4proto tcp dnat to 10.244.1.2:8080
# web-2 reached itself: masquerade, or it would drop a packet from its own address.
ip netns exec service-nftables.node1 nft add rule ip kube-proxy endpoint-UZSDRMQR-default/cart/tcp/http__10.244.2.2/8080 ip saddr 10.244.2.2 jump mark-for-masquerade
# Remember the client of web-2.
ip netns exec service-nftables.node1 nft add rule ip kube-proxy endpoint-UZSDRMQR-default/cart/tcp/http__10.244.2.2/8080 update @affinity-UZSDRMQR-default/cart/tcp/http__10.244.2.2/8080 '{' ip saddr '}'
# The destination becomes web-2.
ip netns exec service-nftables.node1 nft add rule ip kube-proxy endpoint-UZSDRMQR-default/cart/tcp/http__10.244.2.2/8080 meta l4proto tcp dnat to 10.244.2.2:8080
# The cluster IP of default/none.
ip netns exec service-nftables.node1 nft add element ip kube-proxy cluster-ips '{' 10.96.0.13 '}'
# default/none:http has no endpoints: answer that the port is unreachable.
ip netns exec service-nftables.node1 nft add element ip kube-proxy no-endpoint-services '{' 10.96.0.13 . tcp . 80 comment '"default/none:http"' : goto reject-chain '}'
# default/none:http has no endpoints: answer that the port is unreachable.
ip netns exec service-nftables.node1 nft add element ip kube-proxy no-endpoint-services '{' 203.0.113.13 . tcp . 80 comment '"default/none:http"' : goto reject-chain '}'
# default/none:http has no endpoints: answer that the port is unreachable.
ip netns exec service-nftables.node1 nft add element ip kube-proxy no-endpoint-nodeports '{' tcp . 30083 comment '"default/none:http"' : goto reject-chain '}'
# All of kube-proxy's chains, sets and maps.
ip netns exec service-nftables.node2 nft add table ip kube-proxy '{' comment '"rules for kube-proxy"' ';' '}'
# Received packets, while they still have the address of the service.
ip netns exec service-nftables.node2 nft add chain ip kube-proxy filter-prerouting-pre-dnat '{' type filter hook prerouting priority -110 ';' '}'
# The node's own packets, while they still have the address of the service.
ip netns exec service-nftables.node2 nft add chain ip kube-proxy filter-output-pre-dnat '{' type filter hook output priority -110 ';' '}'
# Forwarded packets.
ip netns exec service-nftables.node2 nft add chain ip kube-proxy filter-forward '{' type filter hook forward priority 0 ';' '}'
# Packets to the node itself.
ip netns exec service-nftables.node2 nft add chain ip kube-proxy filter-input '{' type filter hook input priority 0 ';' '}'
# The node's own packets, after translation.
ip netns exec service-nftables.node2 nft add chain ip kube-proxy filter-output '{' type filter hook output priority 0 ';' '}'
# The node's own connections.
ip netns exec service-nftables.node2 nft add chain ip kube-proxy nat-output '{' type nat hook output priority -100 ';' '}'
# Connections that leave the node.
ip netns exec service-nftables.node2 nft add chain ip kube-proxy nat-postrouting '{' type nat hook postrouting priority 100 ';' '}'
# Connections from pods and other hosts.
ip netns exec service-nftables.node2 nft add chain ip kube-proxy nat-prerouting '{' type nat hook prerouting priority -100 ';' '}'
# Connections to a cluster IP that no rule translated.
ip netns exec service-nftables.node2 nft add chain ip kube-proxy cluster-ips-check
# Source ranges of load balancers' addresses.
ip netns exec service-nftables.node2 nft add chain ip kube-proxy firewall-check
# Node ports without endpoints.
ip netns exec service-nftables.node2 nft add chain ip kube-proxy nodeport-endpoints-check
# Addresses without endpoints.
ip netns exec service-nftables.node2 nft add chain ip kube-proxy service-endpoints-check
# Services get the address of one of their pods.
ip netns exec service-nftables.node2 nft add chain ip kube-proxy services
# Marks packets that need the node as their source.
ip netns exec service-nftables.node2 nft add chain ip kube-proxy mark-for-masquerade
# Masquerades the packets with the mark of kube-proxy.
ip netns exec service-nftables.node2 nft add chain ip kube-proxy masquerading
# An element of a map cannot reject, so it goes to this chain.
ip netns exec service-nftables.node2 nft add chain ip kube-proxy reject-chain '{' comment '"helper for @no-endpoint-services / @no-endpoint-nodeports"' ';' '}'
# Check the source of new connections to load balancers' addresses.
ip netns exec service-nftables.node2 nft add rule ip kube-proxy filter-prerouting-pre-dnat ct state new jump firewall-check
# Check the source of new connections to load balancers' addresses.
ip netns exec service-nftables.node2 nft add rule ip kube-proxy filter-output-pre-dnat ct state new jump firewall-check
# Check new connections to node ports without endpoints.
ip netns exec service-nftables.node2 nft add rule ip kube-proxy filter-input ct state new jump nodeport-endpoints-check
# Check new connections to addresses without endpoints.
ip netns exec service-nftables.node2 nft add rule ip kube-proxy filter-input ct state new jump service-endpoints-check
# Check new connections to addresses without endpoints.
ip netns exec service-nftables.node2 nft add rule ip kube-proxy filter-forward ct state new jump service-endpoints-check
# Check new connections to cluster IPs.
ip netns exec service-nftables.node2 nft add rule ip kube-proxy filter-forward ct state new jump cluster-ips-check
# Check new connections to addresses without endpoints.
ip netns exec service-nftables.node2 nft add rule ip kube-proxy filter-output ct state new jump service-endpoints-check
# Check new connections to cluster IPs.
ip netns exec service-nftables.node2 nft add rule ip kube-proxy filter-output ct state new jump cluster-ips-check
# Services get the address of one of their pods.
ip netns exec service-nftables.node2 nft add rule ip kube-proxy nat-output jump services
# Services get the address of one of their pods.
ip netns exec service-nftables.node2 nft add rule ip kube-proxy nat-prerouting jump services
# Marked packets get the node's address.
ip netns exec service-nftables.node2 nft add rule ip kube-proxy nat-postrouting jump masquerading
# Set bit 0x4000 of the mark.
ip netns exec service-nftables.node2 nft add rule ip kube-proxy mark-for-masquerade mark set mark or 0x4000
# Packets without the mark keep their source.
ip netns exec service-nftables.node2 nft add rule ip kube-proxy masquerading mark and 0x4000 == 0 return
# Clear the mark, so that an encapsulated packet is not masqueraded again.
ip netns exec service-nftables.node2 nft add rule ip kube-proxy masquerading mark set mark xor 0x4000
# The source becomes the address of the outgoing interface.
ip netns exec service-nftables.node2 nft add rule ip kube-proxy masquerading masquerade fully-random
# Every cluster IP, with and without endpoints.
ip netns exec service-nftables.node2 nft add set ip kube-proxy cluster-ips '{' type ipv4_addr ';' comment '"Active ClusterIPs"' ';' '}'
# The addresses of the node that accept node ports.
ip netns exec service-nftables.node2 nft add set ip kube-proxy nodeport-ips '{' type ipv4_addr ';' comment '"IPs that accept NodePort traffic"' ';' '}'
# The primary address of the node. 127.0.0.1 never accepts node ports.
ip netns exec service-nftables.node2 nft add element ip kube-proxy nodeport-ips '{' 172.18.0.12 '}'
# Load balancers' addresses with source ranges.
ip netns exec service-nftables.node2 nft add map ip kube-proxy firewall-ips '{' type ipv4_addr . inet_proto . inet_service : verdict ';' comment '"destinations that are subject to LoadBalancerSourceRanges"' ';' '}'
# Node ports without endpoints, and what happens to their packets.
ip netns exec service-nftables.node2 nft add map ip kube-proxy no-endpoint-nodeports '{' type inet_proto . inet_service : verdict ';' comment '"vmap to drop or reject packets to service nodeports with no endpoints"' ';' '}'
# Addresses without endpoints, and what happens to their packets.
ip netns exec service-nftables.node2 nft add map ip kube-proxy no-endpoint-services '{' type ipv4_addr . inet_proto . inet_service : verdict ';' comment '"vmap to drop or reject packets to services with no endpoints"' ';' '}'
# The address, protocol and port of each service, and the chain that they lead to.
ip netns exec service-nftables.node2 nft add map ip kube-proxy service-ips '{' type ipv4_addr . inet_proto . inet_service : verdict ';' comment '"ClusterIP, ExternalIP and LoadBalancer IP traffic"' ';' '}'
# The protocol and number of each node port, and the chain that they lead to.
ip netns exec service-nftables.node2 nft add map ip kube-proxy service-nodeports '{' type inet_proto . inet_service : verdict ';' comment '"NodePort traffic"' ';' '}'
# The service has no such port: answer that it is unreachable.
ip netns exec service-nftables.node2 nft add rule ip kube-proxy cluster-ips-check ip daddr @cluster-ips reject comment '"Reject traffic to invalid ports of ClusterIPs"'
# No service has the address, so packets to it do not leave the node.
ip netns exec service-nftables.node2 nft add rule ip kube-proxy cluster-ips-check ip daddr '{' 10.96.0.0/16 '}' drop comment '"Drop traffic to unallocated ClusterIPs"'
# Addresses with source ranges lead to their firewall.
ip netns exec service-nftables.node2 nft add rule ip kube-proxy firewall-check ip daddr . meta l4proto . th dport vmap @firewall-ips
# Answer that the port is unreachable.
ip netns exec service-nftables.node2 nft add rule ip kube-proxy reject-chain reject
# One look-up finds the service of an address, however many services exist.
ip netns exec service-nftables.node2 nft add rule ip kube-proxy services ip daddr . meta l4proto . th dport vmap @service-ips
# Connections to the node may be for a node port.
ip netns exec service-nftables.node2 nft add rule ip kube-proxy services ip daddr @nodeport-ips meta l4proto . th dport vmap @service-nodeports
# Find the verdict for an address without endpoints.
ip netns exec service-nftables.node2 nft add rule ip kube-proxy service-endpoints-check ip daddr . meta l4proto . th dport vmap @no-endpoint-services
# Find the verdict for a node port without endpoints.
ip netns exec service-nftables.node2 nft add rule ip kube-proxy nodeport-endpoints-check ip daddr @nodeport-ips meta l4proto . th dport vmap @no-endpoint-nodeports
# The cluster IP of default/web.
ip netns exec service-nftables.node2 nft add element ip kube-proxy cluster-ips '{' 10.96.0.10 '}'
# default/web:http: the endpoint web-1.
ip netns exec service-nftables.node2 nft add chain ip kube-proxy endpoint-SVLGPL42-default/web/tcp/http__10.244.1.2/8080
# default/web:http: the endpoint web-2.
ip netns exec service-nftables.node2 nft add chain ip kube-proxy endpoint-AAOQDDFY-default/web/tcp/http__10.244.2.2/8080
# default/web:http: select one of all endpoints.
ip netns exec service-nftables.node2 nft add chain ip kube-proxy service-SUSTUHLJ-default/web/tcp/http
# default/web:http: packets to an external address or a node port.
ip netns exec service-nftables.node2 nft add chain ip kube-proxy external-SUSTUHLJ-default/web/tcp/http
# default/web:http: packets to the load balancer's address.
ip netns exec service-nftables.node2 nft add chain ip kube-proxy firewall-SUSTUHLJ-default/web/tcp/http
# Connections to 10.96.0.10:80 are for default/web:http.
ip netns exec service-nftables.node2 nft add element ip kube-proxy service-ips '{' 10.96.0.10 . tcp . 80 : goto service-SUSTUHLJ-default/web/tcp/http '}'
# Connections to 203.0.113.10:80 are for default/web:http.
ip netns exec service-nftables.node2 nft add element ip kube-proxy service-ips '{' 203.0.113.10 . tcp . 80 : goto external-SUSTUHLJ-default/web/tcp/http '}'
# Only the source ranges of default/web:http may use 203.0.113.10.
ip netns exec service-nftables.node2 nft add element ip kube-proxy firewall-ips '{' 203.0.113.10 . tcp . 80 : goto firewall-SUSTUHLJ-default/web/tcp/http '}'
# Node port 30080 is for default/web:http.
ip netns exec service-nftables.node2 nft add element ip kube-proxy service-nodeports '{' tcp . 30080 : goto external-SUSTUHLJ-default/web/tcp/http '}'
# Masquerade connections to the cluster IP that are not from pods, so that the reply returns through this node.
ip netns exec service-nftables.node2 nft add rule ip kube-proxy service-SUSTUHLJ-default/web/tcp/http ip daddr 10.96.0.10 ip saddr '!=' 10.244.0.0/16 jump mark-for-masquerade
# Masquerade, so that the reply returns through this node.
ip netns exec service-nftables.node2 nft add rule ip kube-proxy external-SUSTUHLJ-default/web/tcp/http jump mark-for-masquerade
# Select one of all endpoints of default/web:http.
ip netns exec service-nftables.node2 nft add rule ip kube-proxy external-SUSTUHLJ-default/web/tcp/http goto service-SUSTUHLJ-default/web/tcp/http
# Drop packets from outside the source ranges of default/web:http.
ip netns exec service-nftables.node2 nft add rule ip kube-proxy firewall-SUSTUHLJ-default/web/tcp/http ip saddr '!=' '{' 172.18.0.100/31 '}' drop
# A random number chooses one of 2 endpoints.
ip netns exec service-nftables.node2 nft add rule ip kube-proxy service-SUSTUHLJ-default/web/tcp/http numgen random mod 2 vmap '{' 0 : goto endpoint-SVLGPL42-default/web/tcp/http__10.244.1.2/8080 , 1 : goto endpoint-AAOQDDFY-default/web/tcp/http__10.244.2.2/8080 '}'
# web-1 reached itself: masquerade, or it would drop a packet from its own address.
ip netns exec service-nftables.node2 nft add rule ip kube-proxy endpoint-SVLGPL42-default/web/tcp/http__10.244.1.2/8080 ip saddr 10.244.1.2 jump mark-for-masquerade
# The destination becomes web-1.
ip netns exec service-nftables.node2 nft add rule ip kube-proxy endpoint-SVLGPL42-default/web/tcp/http__10.244.1.2/8080 meta l4proto tcp dnat to 10.244.1.2:8080
# web-2 reached itself: masquerade, or it would drop a packet from its own address.
ip netns exec service-nftables.node2 nft add rule ip kube-proxy endpoint-AAOQDDFY-default/web/tcp/http__10.244.2.2/8080 ip saddr 10.244.2.2 jump mark-for-masquerade
# The destination becomes web-2.
ip netns exec service-nftables.node2 nft add rule ip kube-proxy endpoint-AAOQDDFY-default/web/tcp/http__10.244.2.2/8080 meta l4proto tcp dnat to 10.244.2.2:8080
# The cluster IP of default/shop.
ip netns exec service-nftables.node2 nft add element ip kube-proxy cluster-ips '{' 10.96.0.11 '}'
# default/shop:http: the endpoint shop.
ip netns exec service-nftables.node2 nft add chain ip kube-proxy endpoint-2RBWGQKS-default/shop/tcp/http__10.244.2.3/8080
# default/shop:http: select one of all endpoints.
ip netns exec service-nftables.node2 nft add chain ip kube-proxy service-E2IH552V-default/shop/tcp/http
# default/shop:http: select one of the endpoints on node2.
ip netns exec service-nftables.node2 nft add chain ip kube-proxy local-E2IH552V-default/shop/tcp/http
# default/shop:http: packets to an external address or a node port.
ip netns exec service-nftables.node2 nft add chain ip kube-proxy external-E2IH552V-default/shop/tcp/http
# Connections to 10.96.0.11:80 are for default/shop:http.
ip netns exec service-nftables.node2 nft add element ip kube-proxy service-ips '{' 10.96.0.11 . tcp . 80 : goto service-E2IH552V-default/shop/tcp/http '}'
# Node port 30081 is for default/shop:http.
ip netns exec service-nftables.node2 nft add element ip kube-proxy service-nodeports '{' tcp . 30081 : goto external-E2IH552V-default/shop/tcp/http '}'
# Masquerade connections to the cluster IP that are not from pods, so that the reply returns through this node.
ip netns exec service-nftables.node2 nft add rule ip kube-proxy service-E2IH552V-default/shop/tcp/http ip daddr 10.96.0.11 ip saddr '!=' 10.244.0.0/16 jump mark-for-masquerade
# Pods may use all endpoints, as with the cluster IP.
ip netns exec service-nftables.node2 nft add rule ip kube-proxy external-E2IH552V-default/shop/tcp/http ip saddr 10.244.0.0/16 goto service-E2IH552V-default/shop/tcp/http comment '"short-circuit pod traffic"'
# The node itself may use all endpoints, and is masqueraded.
ip netns exec service-nftables.node2 nft add rule ip kube-proxy external-E2IH552V-default/shop/tcp/http fib saddr type local jump mark-for-masquerade comment '"masquerade local traffic"'
# The node itself may use all endpoints.
ip netns exec service-nftables.node2 nft add rule ip kube-proxy external-E2IH552V-default/shop/tcp/http fib saddr type local goto service-E2IH552V-default/shop/tcp/http comment '"short-circuit local traffic"'
# Others reach only endpoints on this node, with their own address.
ip netns exec service-nftables.node2 nft add rule ip kube-proxy external-E2IH552V-default/shop/tcp/http goto local-E2IH552V-default/shop/tcp/http
# All connections go to shop.
ip netns exec service-nftables.node2 nft add rule ip kube-proxy service-E2IH552V-default/shop/tcp/http numgen random mod 1 vmap '{' 0 : goto endpoint-2RBWGQKS-default/shop/tcp/http__10.244.2.3/8080 '}'
# All connections go to shop.
ip netns exec service-nftables.node2 nft add rule ip kube-proxy local-E2IH552V-default/shop/tcp/http numgen random mod 1 vmap '{' 0 : goto endpoint-2RBWGQKS-default/shop/tcp/http__10.244.2.3/8080 '}'
# shop reached itself: masquerade, or it would drop a packet from its own address.
ip netns exec service-nftables.node2 nft add rule ip kube-proxy endpoint-2RBWGQKS-default/shop/tcp/http__10.244.2.3/8080 ip saddr 10.244.2.3 jump mark-for-masquerade
# The destination becomes shop.
ip netns exec service-nftables.node2 nft add rule ip kube-proxy endpoint-2RBWGQKS-default/shop/tcp/http__10.244.2.3/8080 meta l4proto tcp dnat to 10.244.2.3:8080
# The cluster IP of default/cart.
ip netns exec service-nftables.node2 nft add element ip kube-proxy cluster-ips '{' 10.96.0.12 '}'
# default/cart:http: the endpoint web-1.
ip netns exec service-nftables.node2 nft add chain ip kube-proxy endpoint-WWF2HGFD-default/cart/tcp/http__10.244.1.2/8080
# default/cart:http: the endpoint web-2.
ip netns exec service-nftables.node2 nft add chain ip kube-proxy endpoint-UZSDRMQR-default/cart/tcp/http__10.244.2.2/8080
# default/cart:http: select one of all endpoints.
ip netns exec service-nftables.node2 nft add chain ip kube-proxy service-WEWZPBM6-default/cart/tcp/http
# Connections to 10.96.0.12:80 are for default/cart:http.
ip netns exec service-nftables.node2 nft add element ip kube-proxy service-ips '{' 10.96.0.12 . tcp . 80 : goto service-WEWZPBM6-default/cart/tcp/http '}'
# Masquerade connections to the cluster IP that are not from pods, so that the reply returns through this node.
ip netns exec service-nftables.node2 nft add rule ip kube-proxy service-WEWZPBM6-default/cart/tcp/http ip daddr 10.96.0.12 ip saddr '!=' 10.244.0.0/16 jump mark-for-masquerade
# The clients of web-1.
ip netns exec service-nftables.node2 nft add set ip kube-proxy affinity-WWF2HGFD-default/cart/tcp/http__10.244.1.2/8080 '{' type ipv4_addr ';' flags dynamic,timeout ';' timeout 10800s ';' '}'
# The clients of web-2.
ip netns exec service-nftables.node2 nft add set ip kube-proxy affinity-UZSDRMQR-default/cart/tcp/http__10.244.2.2/8080 '{' type ipv4_addr ';' flags dynamic,timeout ';' timeout 10800s ';' '}'
# An address that reached web-1 in the last 10800 s reaches it again.
ip netns exec service-nftables.node2 nft add rule ip kube-proxy service-WEWZPBM6-default/cart/tcp/http ip saddr @affinity-WWF2HGFD-default/cart/tcp/http__10.244.1.2/8080 goto endpoint-WWF2HGFD-default/cart/tcp/http__10.244.1.2/8080
# An address that reached web-2 in the last 10800 s reaches it again.
ip netns exec service-nftables.node2 nft add rule ip kube-proxy service-WEWZPBM6-default/cart/tcp/http ip saddr @affinity-UZSDRMQR-default/cart/tcp/http__10.244.2.2/8080 goto endpoint-UZSDRMQR-default/cart/tcp/http__10.244.2.2/8080
# A random number chooses one of 2 endpoints.
ip netns exec service-nftables.node2 nft add rule ip kube-proxy service-WEWZPBM6-default/cart/tcp/http numgen random mod 2 vmap '{' 0 : goto endpoint-WWF2HGFD-default/cart/tcp/http__10.244.1.2/8080 , 1 : goto endpoint-UZSDRMQR-default/cart/tcp/http__10.244.2.2/8080 '}'
# web-1 reached itself: masquerade, or it would drop a packet from its own address.
ip netns exec service-nftables.node2 nft add rule ip kube-proxy endpoint-WWF2HGFD-default/cart/tcp/http__10.244.1.2/8080 ip saddr 10.244.1.2 jump mark-for-masquerade
# Remember the client of web-1.
ip netns exec service-nftables.node2 nft add rule ip kube-proxy endpoint-WWF2HGFD-default/cart/tcp/http__10.244.1.2/8080 update @affinity-WWF2HGFD-default/cart/tcp/http__10.244.1.2/8080 '{' ip saddr '}'
# The destination becomes web-1.
ip netns exec service-nftables.node2 nft add rule ip kube-proxy endpoint-WWF2HGFD-default/cart/tcp/http__10.244.1.2/8080 meta l4proto tcp dnat to 10.244.1.2:8080
# web-2 reached itself: masquerade, or it would drop a packet from its own address.
ip netns exec service-nftables.node2 nft add rule ip kube-proxy endpoint-UZSDRMQR-default/cart/tcp/http__10.244.2.2/8080 ip saddr 10.244.2.2 jump mark-for-masquerade
# Remember the client of web-2.
ip netns exec service-nftables.node2 nft add rule ip kube-proxy endpoint-UZSDRMQR-default/cart/tcp/http__10.244.2.2/8080 update @affinity-UZSDRMQR-default/cart/tcp/http__10.244.2.2/8080 '{' ip saddr '}'
# The destination becomes web-2.
ip netns exec service-nftables.node2 nft add rule ip kube-proxy endpoint-UZSDRMQR-default/cart/tcp/http__10.244.2.2/8080 meta l4proto tcp dnat to 10.244.2.2:8080
# The cluster IP of default/none.
ip netns exec service-nftables.node2 nft add element ip kube-proxy cluster-ips '{' 10.96.0.13 '}'
# default/none:http has no endpoints: answer that the port is unreachable.
ip netns exec service-nftables.node2 nft add element ip kube-proxy no-endpoint-services '{' 10.96.0.13 . tcp . 80 comment '"default/none:http"' : goto reject-chain '}'
# default/none:http has no endpoints: answer that the port is unreachable.
ip netns exec service-nftables.node2 nft add element ip kube-proxy no-endpoint-services '{' 203.0.113.13 . tcp . 80 comment '"default/none:http"' : goto reject-chain '}'
# default/none:http has no endpoints: answer that the port is unreachable.
ip netns exec service-nftables.node2 nft add element ip kube-proxy no-endpoint-nodeports '{' tcp . 30083 comment '"default/none:http"' : goto reject-chain '}'
# web-1 answers on 8080/http with its name and the peer's address.
mkdir -p /run/netlab/service-nftables/log /run/netlab/service-nftables/pid
ip netns exec service-nftables.web-1 python3 -IS /run/netlab/service-nftables/program/serve.py --name web-1 8080/http > /run/netlab/service-nftables/log/web-1.serve 2>&1 < /dev/null & echo $! > /run/netlab/service-nftables/pid/web-1.serve
timeout 10 sh -c 'until grep -qs "^$0" "$1"; do sleep 0.05; done' serving /run/netlab/service-nftables/log/web-1.serve
# web-2 answers on 8080/http with its name and the peer's address.
mkdir -p /run/netlab/service-nftables/log /run/netlab/service-nftables/pid
ip netns exec service-nftables.web-2 python3 -IS /run/netlab/service-nftables/program/serve.py --name web-2 8080/http > /run/netlab/service-nftables/log/web-2.serve 2>&1 < /dev/null & echo $! > /run/netlab/service-nftables/pid/web-2.serve
timeout 10 sh -c 'until grep -qs "^$0" "$1"; do sleep 0.05; done' serving /run/netlab/service-nftables/log/web-2.serve
# shop answers on 8080/http with its name and the peer's address.
mkdir -p /run/netlab/service-nftables/log /run/netlab/service-nftables/pid
ip netns exec service-nftables.shop python3 -IS /run/netlab/service-nftables/program/serve.py --name shop 8080/http > /run/netlab/service-nftables/log/shop.serve 2>&1 < /dev/null & echo $! > /run/netlab/service-nftables/pid/shop.serve
timeout 10 sh -c 'until grep -qs "^$0" "$1"; do sleep 0.05; done' serving /run/netlab/service-nftables/log/shop.serve
