#!/bin/sh
# Builds the lab service-udp-stale-conntrack, as root. netlab plan --format sh --down prints the script that removes it.
set -eu
umask 022
# node1 is a network namespace.
ip netns add service-udp-stale-conntrack.node1
# node2 is a network namespace.
ip netns add service-udp-stale-conntrack.node2
# router is a network namespace.
ip netns add service-udp-stale-conntrack.router
# client is a network namespace.
ip netns add service-udp-stale-conntrack.client
# dns-1 is a network namespace.
ip netns add service-udp-stale-conntrack.dns-1
# dns-2 is a network namespace.
ip netns add service-udp-stale-conntrack.dns-2
# outside is a network namespace.
ip netns add service-udp-stale-conntrack.outside
# underlay is a switch: a namespace that holds a bridge.
ip netns add service-udp-stale-conntrack.underlay
# The server of every node with serve.
mkdir -p /run/netlab/service-udp-stale-conntrack/program
printf %s '... src/programs/serve.py ...
' > /run/netlab/service-udp-stale-conntrack/program/serve.py
# Node names resolve inside node1.
mkdir -p /etc/netns/service-udp-stale-conntrack.node1
printf %s '127.0.0.1 localhost
127.0.0.1 node1
172.18.0.12 node2
172.18.0.1 router
10.244.1.2 client
10.244.2.2 dns-1
10.244.2.3 dns-2
172.18.0.100 outside
' > /etc/netns/service-udp-stale-conntrack.node1/hosts
# Node names resolve inside node2.
mkdir -p /etc/netns/service-udp-stale-conntrack.node2
printf %s '127.0.0.1 localhost
127.0.0.1 node2
172.18.0.11 node1
172.18.0.1 router
10.244.1.2 client
10.244.2.2 dns-1
10.244.2.3 dns-2
172.18.0.100 outside
' > /etc/netns/service-udp-stale-conntrack.node2/hosts
# Node names resolve inside router.
mkdir -p /etc/netns/service-udp-stale-conntrack.router
printf %s '127.0.0.1 localhost
127.0.0.1 router
172.18.0.11 node1
172.18.0.12 node2
10.244.1.2 client
10.244.2.2 dns-1
10.244.2.3 dns-2
172.18.0.100 outside
' > /etc/netns/service-udp-stale-conntrack.router/hosts
# Node names resolve inside client.
mkdir -p /etc/netns/service-udp-stale-conntrack.client
printf %s '127.0.0.1 localhost
127.0.0.1 client
172.18.0.11 node1
172.18.0.12 node2
172.18.0.1 router
10.244.2.2 dns-1
10.244.2.3 dns-2
172.18.0.100 outside
' > /etc/netns/service-udp-stale-conntrack.client/hosts
# Node names resolve inside dns-1.
mkdir -p /etc/netns/service-udp-stale-conntrack.dns-1
printf %s '127.0.0.1 localhost
127.0.0.1 dns-1
172.18.0.11 node1
172.18.0.12 node2
172.18.0.1 router
10.244.1.2 client
10.244.2.3 dns-2
172.18.0.100 outside
' > /etc/netns/service-udp-stale-conntrack.dns-1/hosts
# Node names resolve inside dns-2.
mkdir -p /etc/netns/service-udp-stale-conntrack.dns-2
printf %s '127.0.0.1 localhost
127.0.0.1 dns-2
172.18.0.11 node1
172.18.0.12 node2
172.18.0.1 router
10.244.1.2 client
10.244.2.2 dns-1
172.18.0.100 outside
' > /etc/netns/service-udp-stale-conntrack.dns-2/hosts
# Node names resolve inside outside.
mkdir -p /etc/netns/service-udp-stale-conntrack.outside
printf %s '127.0.0.1 localhost
127.0.0.1 outside
172.18.0.11 node1
172.18.0.12 node2
172.18.0.1 router
10.244.1.2 client
10.244.2.2 dns-1
10.244.2.3 dns-2
' > /etc/netns/service-udp-stale-conntrack.outside/hosts
# A node forwards packets only if the lab enables it.
ip netns exec service-udp-stale-conntrack.node1 sysctl -qw net.ipv4.ip_forward=0
# The reverse path filter is off unless the lab enables it.
ip netns exec service-udp-stale-conntrack.node1 sysctl -qw net.ipv4.conf.all.rp_filter=0
# The same for interfaces that are created later.
ip netns exec service-udp-stale-conntrack.node1 sysctl -qw net.ipv4.conf.default.rp_filter=0
# iptables does not filter bridged frames.
ip netns exec service-udp-stale-conntrack.node1 sysctl -qew net.bridge.bridge-nf-call-iptables=0
# ip6tables does not filter bridged frames.
ip netns exec service-udp-stale-conntrack.node1 sysctl -qew net.bridge.bridge-nf-call-ip6tables=0
# The lab uses no IPv6.
ip netns exec service-udp-stale-conntrack.node1 sysctl -qew net.ipv6.conf.all.disable_ipv6=1
# The same for interfaces that are created later.
ip netns exec service-udp-stale-conntrack.node1 sysctl -qew net.ipv6.conf.default.disable_ipv6=1
# Set the loopback interface up.
ip -n service-udp-stale-conntrack.node1 link set lo up
# A node forwards packets only if the lab enables it.
ip netns exec service-udp-stale-conntrack.node2 sysctl -qw net.ipv4.ip_forward=0
# The reverse path filter is off unless the lab enables it.
ip netns exec service-udp-stale-conntrack.node2 sysctl -qw net.ipv4.conf.all.rp_filter=0
# The same for interfaces that are created later.
ip netns exec service-udp-stale-conntrack.node2 sysctl -qw net.ipv4.conf.default.rp_filter=0
# iptables does not filter bridged frames.
ip netns exec service-udp-stale-conntrack.node2 sysctl -qew net.bridge.bridge-nf-call-iptables=0
# ip6tables does not filter bridged frames.
ip netns exec service-udp-stale-conntrack.node2 sysctl -qew net.bridge.bridge-nf-call-ip6tables=0
# The lab uses no IPv6.
ip netns exec service-udp-stale-conntrack.node2 sysctl -qew net.ipv6.conf.all.disable_ipv6=1
# The same for interfaces that are created later.
ip netns exec service-udp-stale-conntrack.node2 sysctl -qew net.ipv6.conf.default.disable_ipv6=1
# Set the loopback interface up.
ip -n service-udp-stale-conntrack.node2 link set lo up
# A node forwards packets only if the lab enables it.
ip netns exec service-udp-stale-conntrack.router sysctl -qw net.ipv4.ip_forward=0
# The reverse path filter is off unless the lab enables it.
ip netns exec service-udp-stale-conntrack.router sysctl -qw net.ipv4.conf.all.rp_filter=0
# The same for interfaces that are created later.
ip netns exec service-udp-stale-conntrack.router sysctl -qw net.ipv4.conf.default.rp_filter=0
# iptables does not filter bridged frames.
ip netns exec service-udp-stale-conntrack.router sysctl -qew net.bridge.bridge-nf-call-iptables=0
# ip6tables does not filter bridged frames.
ip netns exec service-udp-stale-conntrack.router sysctl -qew net.bridge.bridge-nf-call-ip6tables=0
# The lab uses no IPv6.
ip netns exec service-udp-stale-conntrack.router sysctl -qew net.ipv6.conf.all.disable_ipv6=1
# The same for interfaces that are created later.
ip netns exec service-udp-stale-conntrack.router sysctl -qew net.ipv6.conf.default.disable_ipv6=1
# Set the loopback interface up.
ip -n service-udp-stale-conntrack.router link set lo up
# A node forwards packets only if the lab enables it.
ip netns exec service-udp-stale-conntrack.client sysctl -qw net.ipv4.ip_forward=0
# The reverse path filter is off unless the lab enables it.
ip netns exec service-udp-stale-conntrack.client sysctl -qw net.ipv4.conf.all.rp_filter=0
# The same for interfaces that are created later.
ip netns exec service-udp-stale-conntrack.client sysctl -qw net.ipv4.conf.default.rp_filter=0
# iptables does not filter bridged frames.
ip netns exec service-udp-stale-conntrack.client sysctl -qew net.bridge.bridge-nf-call-iptables=0
# ip6tables does not filter bridged frames.
ip netns exec service-udp-stale-conntrack.client sysctl -qew net.bridge.bridge-nf-call-ip6tables=0
# The lab uses no IPv6.
ip netns exec service-udp-stale-conntrack.client sysctl -qew net.ipv6.conf.all.disable_ipv6=1
# The same for interfaces that are created later.
ip netns exec service-udp-stale-conntrack.client sysctl -qew net.ipv6.conf.default.disable_ipv6=1
# Set the loopback interface up.
ip -n service-udp-stale-conntrack.client link set lo up
# A node forwards packets only if the lab enables it.
ip netns exec service-udp-stale-conntrack.dns-1 sysctl -qw net.ipv4.ip_forward=0
# The reverse path filter is off unless the lab enables it.
ip netns exec service-udp-stale-conntrack.dns-1 sysctl -qw net.ipv4.conf.all.rp_filter=0
# The same for interfaces that are created later.
ip netns exec service-udp-stale-conntrack.dns-1 sysctl -qw net.ipv4.conf.default.rp_filter=0
# iptables does not filter bridged frames.
ip netns exec service-udp-stale-conntrack.dns-1 sysctl -qew net.bridge.bridge-nf-call-iptables=0
# ip6tables does not filter bridged frames.
ip netns exec service-udp-stale-conntrack.dns-1 sysctl -qew net.bridge.bridge-nf-call-ip6tables=0
# The lab uses no IPv6.
ip netns exec service-udp-stale-conntrack.dns-1 sysctl -qew net.ipv6.conf.all.disable_ipv6=1
# The same for interfaces that are created later.
ip netns exec service-udp-stale-conntrack.dns-1 sysctl -qew net.ipv6.conf.default.disable_ipv6=1
# Set the loopback interface up.
ip -n service-udp-stale-conntrack.dns-1 link set lo up
# A node forwards packets only if the lab enables it.
ip netns exec service-udp-stale-conntrack.dns-2 sysctl -qw net.ipv4.ip_forward=0
# The reverse path filter is off unless the lab enables it.
ip netns exec service-udp-stale-conntrack.dns-2 sysctl -qw net.ipv4.conf.all.rp_filter=0
# The same for interfaces that are created later.
ip netns exec service-udp-stale-conntrack.dns-2 sysctl -qw net.ipv4.conf.default.rp_filter=0
# iptables does not filter bridged frames.
ip netns exec service-udp-stale-conntrack.dns-2 sysctl -qew net.bridge.bridge-nf-call-iptables=0
# ip6tables does not filter bridged frames.
ip netns exec service-udp-stale-conntrack.dns-2 sysctl -qew net.bridge.bridge-nf-call-ip6tables=0
# The lab uses no IPv6.
ip netns exec service-udp-stale-conntrack.dns-2 sysctl -qew net.ipv6.conf.all.disable_ipv6=1
# The same for interfaces that are created later.
ip netns exec service-udp-stale-conntrack.dns-2 sysctl -qew net.ipv6.conf.default.disable_ipv6=1
# Set the loopback interface up.
ip -n service-udp-stale-conntrack.dns-2 link set lo up
# A node forwards packets only if the lab enables it.
ip netns exec service-udp-stale-conntrack.outside sysctl -qw net.ipv4.ip_forward=0
# The reverse path filter is off unless the lab enables it.
ip netns exec service-udp-stale-conntrack.outside sysctl -qw net.ipv4.conf.all.rp_filter=0
# The same for interfaces that are created later.
ip netns exec service-udp-stale-conntrack.outside sysctl -qw net.ipv4.conf.default.rp_filter=0
# iptables does not filter bridged frames.
ip netns exec service-udp-stale-conntrack.outside sysctl -qew net.bridge.bridge-nf-call-iptables=0
# ip6tables does not filter bridged frames.
ip netns exec service-udp-stale-conntrack.outside sysctl -qew net.bridge.bridge-nf-call-ip6tables=0
# The lab uses no IPv6.
ip netns exec service-udp-stale-conntrack.outside sysctl -qew net.ipv6.conf.all.disable_ipv6=1
# The same for interfaces that are created later.
ip netns exec service-udp-stale-conntrack.outside sysctl -qew net.ipv6.conf.default.disable_ipv6=1
# Set the loopback interface up.
ip -n service-udp-stale-conntrack.outside link set lo up
# A node forwards packets only if the lab enables it.
ip netns exec service-udp-stale-conntrack.underlay sysctl -qw net.ipv4.ip_forward=0
# The reverse path filter is off unless the lab enables it.
ip netns exec service-udp-stale-conntrack.underlay sysctl -qw net.ipv4.conf.all.rp_filter=0
# The same for interfaces that are created later.
ip netns exec service-udp-stale-conntrack.underlay sysctl -qw net.ipv4.conf.default.rp_filter=0
# iptables does not filter bridged frames.
ip netns exec service-udp-stale-conntrack.underlay sysctl -qew net.bridge.bridge-nf-call-iptables=0
# ip6tables does not filter bridged frames.
ip netns exec service-udp-stale-conntrack.underlay sysctl -qew net.bridge.bridge-nf-call-ip6tables=0
# The lab uses no IPv6.
ip netns exec service-udp-stale-conntrack.underlay sysctl -qew net.ipv6.conf.all.disable_ipv6=1
# The same for interfaces that are created later.
ip netns exec service-udp-stale-conntrack.underlay sysctl -qew net.ipv6.conf.default.disable_ipv6=1
# Set the loopback interface up.
ip -n service-udp-stale-conntrack.underlay link set lo up
# cni0 connects the pods of node1 and is their gateway; its MTU leaves room for the encapsulation.
ip -n service-udp-stale-conntrack.node1 link add cni0 address 02:59:b2:18:19:48 mtu 1500 up type bridge stp_state 0 mcast_snooping 0
# cni0 connects the pods of node2 and is their gateway; its MTU leaves room for the encapsulation.
ip -n service-udp-stale-conntrack.node2 link add cni0 address 02:93:74:c6:1c:f7 mtu 1500 up type bridge stp_state 0 mcast_snooping 0
# underlay is a switch between node1, node2, router, outside.
ip -n service-udp-stale-conntrack.underlay link add br0 up type bridge stp_state 0 mcast_snooping 0
# The veth pair of client to cni0 of node1.
ip -n service-udp-stale-conntrack.node1 link add veth3070209f mtu 1500 up master cni0 type veth peer name eth0 mtu 1500 netns service-udp-stale-conntrack.client
# The veth pair of dns-1 to cni0 of node2.
ip -n service-udp-stale-conntrack.node2 link add veth92ee2c93 mtu 1500 up master cni0 type veth peer name eth0 mtu 1500 netns service-udp-stale-conntrack.dns-1
# The veth pair of dns-2 to cni0 of node2.
ip -n service-udp-stale-conntrack.node2 link add vethc683b3ee mtu 1500 up master cni0 type veth peer name eth0 mtu 1500 netns service-udp-stale-conntrack.dns-2
# node1's eth0 is plugged into underlay.
ip -n service-udp-stale-conntrack.underlay link add node1 up master br0 type veth peer name eth0 netns service-udp-stale-conntrack.node1
# node2's eth0 is plugged into underlay.
ip -n service-udp-stale-conntrack.underlay link add node2 up master br0 type veth peer name eth0 netns service-udp-stale-conntrack.node2
# router's eth0 is plugged into underlay.
ip -n service-udp-stale-conntrack.underlay link add router up master br0 type veth peer name eth0 netns service-udp-stale-conntrack.router
# outside's eth0 is plugged into underlay.
ip -n service-udp-stale-conntrack.underlay link add outside up master br0 type veth peer name eth0 netns service-udp-stale-conntrack.outside
# Set eth0 of node1 up.
ip -n service-udp-stale-conntrack.node1 link set eth0 up
# Set eth0 of node2 up.
ip -n service-udp-stale-conntrack.node2 link set eth0 up
# Set eth0 of router up.
ip -n service-udp-stale-conntrack.router link set eth0 up
# Set eth0 of client up.
ip -n service-udp-stale-conntrack.client link set eth0 up
# Set eth0 of dns-1 up.
ip -n service-udp-stale-conntrack.dns-1 link set eth0 up
# Set eth0 of dns-2 up.
ip -n service-udp-stale-conntrack.dns-2 link set eth0 up
# Set eth0 of outside up.
ip -n service-udp-stale-conntrack.outside link set eth0 up
# cni0 may send a frame back out of veth3070209f, the port that it arrived on.
bridge -n service-udp-stale-conntrack.node1 link set dev veth3070209f hairpin on
# cni0 may send a frame back out of veth92ee2c93, the port that it arrived on.
bridge -n service-udp-stale-conntrack.node2 link set dev veth92ee2c93 hairpin on
# cni0 may send a frame back out of vethc683b3ee, the port that it arrived on.
bridge -n service-udp-stale-conntrack.node2 link set dev vethc683b3ee hairpin on
# node1 has the address 172.18.0.11 on eth0.
ip -n service-udp-stale-conntrack.node1 addr add 172.18.0.11/24 dev eth0
# node1 has the address 10.244.1.1 on cni0.
ip -n service-udp-stale-conntrack.node1 addr add 10.244.1.1/24 brd + dev cni0
# node2 has the address 172.18.0.12 on eth0.
ip -n service-udp-stale-conntrack.node2 addr add 172.18.0.12/24 dev eth0
# node2 has the address 10.244.2.1 on cni0.
ip -n service-udp-stale-conntrack.node2 addr add 10.244.2.1/24 brd + dev cni0
# router has the address 172.18.0.1 on eth0.
ip -n service-udp-stale-conntrack.router addr add 172.18.0.1/24 dev eth0
# client has the address 10.244.1.2 on eth0.
ip -n service-udp-stale-conntrack.client addr add 10.244.1.2/24 brd + dev eth0
# dns-1 has the address 10.244.2.2 on eth0.
ip -n service-udp-stale-conntrack.dns-1 addr add 10.244.2.2/24 brd + dev eth0
# dns-2 has the address 10.244.2.3 on eth0.
ip -n service-udp-stale-conntrack.dns-2 addr add 10.244.2.3/24 brd + dev eth0
# outside has the address 172.18.0.100 on eth0.
ip -n service-udp-stale-conntrack.outside addr add 172.18.0.100/24 dev eth0
# Node ports answer at 127.0.0.1, too.
ip netns exec service-udp-stale-conntrack.node1 sysctl -qw net.ipv4.conf.all.route_localnet=1
# node1 forwards IPv4 packets: it is a router.
ip netns exec service-udp-stale-conntrack.node1 sysctl -qw net.ipv4.ip_forward=1
# Packets between pods of node1 pass its iptables rules, although cni0 only bridges them.
ip netns exec service-udp-stale-conntrack.node1 sysctl -qw net.bridge.bridge-nf-call-iptables=1
# Node ports answer at 127.0.0.1, too.
ip netns exec service-udp-stale-conntrack.node2 sysctl -qw net.ipv4.conf.all.route_localnet=1
# node2 forwards IPv4 packets: it is a router.
ip netns exec service-udp-stale-conntrack.node2 sysctl -qw net.ipv4.ip_forward=1
# Packets between pods of node2 pass its iptables rules, although cni0 only bridges them.
ip netns exec service-udp-stale-conntrack.node2 sysctl -qw net.bridge.bridge-nf-call-iptables=1
# router forwards IPv4 packets: it is a router.
ip netns exec service-udp-stale-conntrack.router sysctl -qw net.ipv4.ip_forward=1
# The default route of node1; without it, node1 itself could not connect to cluster IPs.
ip -n service-udp-stale-conntrack.node1 route add default via 172.18.0.1
# Reach pods of node2 through node2 itself (172.18.0.12).
ip -n service-udp-stale-conntrack.node1 route add 10.244.2.0/24 via 172.18.0.12 dev eth0
# The default route of node2; without it, node2 itself could not connect to cluster IPs.
ip -n service-udp-stale-conntrack.node2 route add default via 172.18.0.1
# Reach pods of node1 through node1 itself (172.18.0.11).
ip -n service-udp-stale-conntrack.node2 route add 10.244.1.0/24 via 172.18.0.11 dev eth0
# The default gateway of a pod is cni0 of node1.
ip -n service-udp-stale-conntrack.client route add default via 10.244.1.1
# flannel's route to the pods of all nodes.
ip -n service-udp-stale-conntrack.client route add 10.244.0.0/16 via 10.244.1.1
# The default gateway of a pod is cni0 of node2.
ip -n service-udp-stale-conntrack.dns-1 route add default via 10.244.2.1
# flannel's route to the pods of all nodes.
ip -n service-udp-stale-conntrack.dns-1 route add 10.244.0.0/16 via 10.244.2.1
# The default gateway of a pod is cni0 of node2.
ip -n service-udp-stale-conntrack.dns-2 route add default via 10.244.2.1
# flannel's route to the pods of all nodes.
ip -n service-udp-stale-conntrack.dns-2 route add 10.244.0.0/16 via 10.244.2.1
# outside reaches 10.96.0.0/16 through node1 (172.18.0.11).
ip -n service-udp-stale-conntrack.outside route add 10.96.0.0/16 via 172.18.0.11
# kube-proxy writes all rules again when this chain of mangle has gone.
ip netns exec service-udp-stale-conntrack.node1 iptables -t mangle -N KUBE-PROXY-CANARY
# kube-proxy writes all rules again when this chain of nat has gone.
ip netns exec service-udp-stale-conntrack.node1 iptables -t nat -N KUBE-PROXY-CANARY
# kube-proxy writes all rules again when this chain of filter has gone.
ip netns exec service-udp-stale-conntrack.node1 iptables -N KUBE-PROXY-CANARY
# Cluster IPs without endpoints.
ip netns exec service-udp-stale-conntrack.node1 iptables -N KUBE-SERVICES
# External addresses and node ports without endpoints.
ip netns exec service-udp-stale-conntrack.node1 iptables -N KUBE-EXTERNAL-SERVICES
# Forwarded packets of services.
ip netns exec service-udp-stale-conntrack.node1 iptables -N KUBE-FORWARD
# Health check node ports.
ip netns exec service-udp-stale-conntrack.node1 iptables -N KUBE-NODEPORTS
# Load balancers' addresses with source ranges.
ip netns exec service-udp-stale-conntrack.node1 iptables -N KUBE-PROXY-FIREWALL
# Packets from other hosts to 127.0.0.0/8.
ip netns exec service-udp-stale-conntrack.node1 iptables -N KUBE-FIREWALL
# One rule for each address of a service, then the node ports.
ip netns exec service-udp-stale-conntrack.node1 iptables -t nat -N KUBE-SERVICES
# One rule for each node port.
ip netns exec service-udp-stale-conntrack.node1 iptables -t nat -N KUBE-NODEPORTS
# Masquerades the packets with the mark of kube-proxy.
ip netns exec service-udp-stale-conntrack.node1 iptables -t nat -N KUBE-POSTROUTING
# Marks packets that need the node as their source.
ip netns exec service-udp-stale-conntrack.node1 iptables -t nat -N KUBE-MARK-MASQ
# Check new connections to external addresses.
ip netns exec service-udp-stale-conntrack.node1 iptables -I INPUT -m conntrack --ctstate NEW -m comment --comment 'kubernetes externally-visible service portals' -j KUBE-EXTERNAL-SERVICES
# Check new connections to external addresses.
ip netns exec service-udp-stale-conntrack.node1 iptables -I FORWARD -m conntrack --ctstate NEW -m comment --comment 'kubernetes externally-visible service portals' -j KUBE-EXTERNAL-SERVICES
# Accept health checks of load balancers.
ip netns exec service-udp-stale-conntrack.node1 iptables -I INPUT -m comment --comment 'kubernetes health check service ports' -j KUBE-NODEPORTS
# Check new connections to services.
ip netns exec service-udp-stale-conntrack.node1 iptables -I FORWARD -m conntrack --ctstate NEW -m comment --comment 'kubernetes service portals' -j KUBE-SERVICES
# Check new connections of the node itself.
ip netns exec service-udp-stale-conntrack.node1 iptables -I OUTPUT -m conntrack --ctstate NEW -m comment --comment 'kubernetes service portals' -j KUBE-SERVICES
# Accept packets of services.
ip netns exec service-udp-stale-conntrack.node1 iptables -I FORWARD -m comment --comment 'kubernetes forwarding rules' -j KUBE-FORWARD
# Check new connections to load balancers' addresses.
ip netns exec service-udp-stale-conntrack.node1 iptables -I INPUT -m conntrack --ctstate NEW -m comment --comment 'kubernetes load balancer firewall' -j KUBE-PROXY-FIREWALL
# Check new connections to load balancers' addresses.
ip netns exec service-udp-stale-conntrack.node1 iptables -I OUTPUT -m conntrack --ctstate NEW -m comment --comment 'kubernetes load balancer firewall' -j KUBE-PROXY-FIREWALL
# Check new connections to load balancers' addresses.
ip netns exec service-udp-stale-conntrack.node1 iptables -I FORWARD -m conntrack --ctstate NEW -m comment --comment 'kubernetes load balancer firewall' -j KUBE-PROXY-FIREWALL
# Check packets to 127.0.0.0/8.
ip netns exec service-udp-stale-conntrack.node1 iptables -I INPUT -j KUBE-FIREWALL
# Check packets to 127.0.0.0/8.
ip netns exec service-udp-stale-conntrack.node1 iptables -I OUTPUT -j KUBE-FIREWALL
# Services get the address of one of their pods.
ip netns exec service-udp-stale-conntrack.node1 iptables -t nat -I OUTPUT -m comment --comment 'kubernetes service portals' -j KUBE-SERVICES
# Services get the address of one of their pods.
ip netns exec service-udp-stale-conntrack.node1 iptables -t nat -I PREROUTING -m comment --comment 'kubernetes service portals' -j KUBE-SERVICES
# Marked packets get the node's address.
ip netns exec service-udp-stale-conntrack.node1 iptables -t nat -I POSTROUTING -m comment --comment 'kubernetes postrouting rules' -j KUBE-POSTROUTING
# With route_localnet, another host could otherwise reach 127.0.0.1 of the node (CVE-2020-8558).
ip netns exec service-udp-stale-conntrack.node1 iptables -A KUBE-FIREWALL -m comment --comment 'block incoming localnet connections' -d 127.0.0.0/8 ! -s 127.0.0.0/8 -m conntrack ! --ctstate RELATED,ESTABLISHED,DNAT -j DROP
# conntrack does not translate an invalid packet back, so the client would answer it with a reset.
ip netns exec service-udp-stale-conntrack.node1 iptables -A KUBE-FORWARD -m conntrack --ctstate INVALID -j DROP
# Accept packets to be masqueraded, even if the policy of FORWARD is DROP.
ip netns exec service-udp-stale-conntrack.node1 iptables -A KUBE-FORWARD -m comment --comment 'kubernetes forwarding rules' -m mark --mark 0x4000/0x4000 -j ACCEPT
# Accept the other packets of accepted connections.
ip netns exec service-udp-stale-conntrack.node1 iptables -A KUBE-FORWARD -m comment --comment 'kubernetes forwarding conntrack rule' -m conntrack --ctstate RELATED,ESTABLISHED -j ACCEPT
# Set bit 0x4000 of the mark.
ip netns exec service-udp-stale-conntrack.node1 iptables -t nat -A KUBE-MARK-MASQ -j MARK --or-mark 0x4000
# Packets without the mark keep their source.
ip netns exec service-udp-stale-conntrack.node1 iptables -t nat -A KUBE-POSTROUTING -m mark ! --mark 0x4000/0x4000 -j RETURN
# Clear the mark, so that an encapsulated packet is not masqueraded again.
ip netns exec service-udp-stale-conntrack.node1 iptables -t nat -A KUBE-POSTROUTING -j MARK --xor-mark 0x4000
# The source becomes the address of the outgoing interface.
ip netns exec service-udp-stale-conntrack.node1 iptables -t nat -A KUBE-POSTROUTING -m comment --comment 'kubernetes service traffic requiring SNAT' -j MASQUERADE --random-fully
# default/dns: select one of all endpoints.
ip netns exec service-udp-stale-conntrack.node1 iptables -t nat -N KUBE-SVC-CR2V5ZP3AXU5XYAF
# default/dns: the endpoint dns-1.
ip netns exec service-udp-stale-conntrack.node1 iptables -t nat -N KUBE-SEP-4PJ5PY35WFNXXRVQ
# Connections to 10.96.0.53:53 are for default/dns.
ip netns exec service-udp-stale-conntrack.node1 iptables -t nat -A KUBE-SERVICES -m comment --comment 'default/dns cluster IP' -m udp -p udp -d 10.96.0.53 --dport 53 -j KUBE-SVC-CR2V5ZP3AXU5XYAF
# Connections to any address of the node may be for a node port.
ip netns exec service-udp-stale-conntrack.node1 iptables -t nat -A KUBE-SERVICES -m comment --comment 'kubernetes service nodeports; NOTE: this must be the last rule in this chain' -m addrtype --dst-type LOCAL -j KUBE-NODEPORTS
# Masquerade connections to the cluster IP that are not from pods, so that the reply returns through this node.
ip netns exec service-udp-stale-conntrack.node1 iptables -t nat -A KUBE-SVC-CR2V5ZP3AXU5XYAF -m comment --comment 'default/dns cluster IP' -m udp -p udp -d 10.96.0.53 --dport 53 ! -s 10.244.0.0/16 -j KUBE-MARK-MASQ
# All others go to dns-1.
ip netns exec service-udp-stale-conntrack.node1 iptables -t nat -A KUBE-SVC-CR2V5ZP3AXU5XYAF -m comment --comment 'default/dns -> 10.244.2.2:5353' -j KUBE-SEP-4PJ5PY35WFNXXRVQ
# dns-1 reached itself: masquerade, or it would drop a packet from its own address.
ip netns exec service-udp-stale-conntrack.node1 iptables -t nat -A KUBE-SEP-4PJ5PY35WFNXXRVQ -m comment --comment default/dns -s 10.244.2.2 -j KUBE-MARK-MASQ
# The destination becomes dns-1.
ip netns exec service-udp-stale-conntrack.node1 iptables -t nat -A KUBE-SEP-4PJ5PY35WFNXXRVQ -m comment --comment default/dns -m udp -p udp -j DNAT --to-destination 10.244.2.2:5353
# Create the chain FLANNEL-POSTRTG in the table nat.
ip netns exec service-udp-stale-conntrack.node1 iptables -t nat -N FLANNEL-POSTRTG
# The chain of flannel decides on source addresses.
ip netns exec service-udp-stale-conntrack.node1 iptables -t nat -A POSTROUTING -m comment --comment 'flanneld masq' -j FLANNEL-POSTRTG
# kube-proxy masquerades the packets that it marks.
ip netns exec service-udp-stale-conntrack.node1 iptables -t nat -A FLANNEL-POSTRTG -m mark --mark 0x4000/0x4000 -m comment --comment 'flanneld masq' -j RETURN
# Pods of this node keep their address towards other pods.
ip netns exec service-udp-stale-conntrack.node1 iptables -t nat -A FLANNEL-POSTRTG -s 10.244.1.0/24 -d 10.244.0.0/16 -m comment --comment 'flanneld masq' -j RETURN
# Other pods keep their address towards this node's pods.
ip netns exec service-udp-stale-conntrack.node1 iptables -t nat -A FLANNEL-POSTRTG -s 10.244.0.0/16 -d 10.244.1.0/24 -m comment --comment 'flanneld masq' -j RETURN
# Outside clients keep their address towards this node's pods.
ip netns exec service-udp-stale-conntrack.node1 iptables -t nat -A FLANNEL-POSTRTG ! -s 10.244.0.0/16 -d 10.244.1.0/24 -m comment --comment 'flanneld masq' -j RETURN
# Packets from pods to the outside get the node's address as their source.
ip netns exec service-udp-stale-conntrack.node1 iptables -t nat -A FLANNEL-POSTRTG -s 10.244.0.0/16 ! -d 224.0.0.0/4 -m comment --comment 'flanneld masq' -j MASQUERADE --random-fully
# Packets from outside to pods of other nodes get the node's address as their source.
ip netns exec service-udp-stale-conntrack.node1 iptables -t nat -A FLANNEL-POSTRTG ! -s 10.244.0.0/16 -d 10.244.0.0/16 -m comment --comment 'flanneld masq' -j MASQUERADE --random-fully
# Create the chain FLANNEL-FWD in the table filter.
ip netns exec service-udp-stale-conntrack.node1 iptables -N FLANNEL-FWD
# flannel accepts pod traffic even if the policy of FORWARD is DROP.
ip netns exec service-udp-stale-conntrack.node1 iptables -A FORWARD -m comment --comment 'flanneld forward' -j FLANNEL-FWD
# Accept packets from pods.
ip netns exec service-udp-stale-conntrack.node1 iptables -A FLANNEL-FWD -s 10.244.0.0/16 -m comment --comment 'flanneld forward' -j ACCEPT
# Accept packets to pods.
ip netns exec service-udp-stale-conntrack.node1 iptables -A FLANNEL-FWD -d 10.244.0.0/16 -m comment --comment 'flanneld forward' -j ACCEPT
# kube-proxy writes all rules again when this chain of mangle has gone.
ip netns exec service-udp-stale-conntrack.node2 iptables -t mangle -N KUBE-PROXY-CANARY
# kube-proxy writes all rules again when this chain of nat has gone.
ip netns exec service-udp-stale-conntrack.node2 iptables -t nat -N KUBE-PROXY-CANARY
# kube-proxy writes all rules again when this chain of filter has gone.
ip netns exec service-udp-stale-conntrack.node2 iptables -N KUBE-PROXY-CANARY
# Cluster IPs without endpoints.
ip netns exec service-udp-stale-conntrack.node2 iptables -N KUBE-SERVICES
# External addresses and node ports without endpoints.
ip netns exec service-udp-stale-conntrack.node2 iptables -N KUBE-EXTERNAL-SERVICES
# Forwarded packets of services.
ip netns exec service-udp-stale-conntrack.node2 iptables -N KUBE-FORWARD
# Health check node ports.
ip netns exec service-udp-stale-conntrack.node2 iptables -N KUBE-NODEPORTS
# Load balancers' addresses with source ranges.
ip netns exec service-udp-stale-conntrack.node2 iptables -N KUBE-PROXY-FIREWALL
# Packets from other hosts to 127.0.0.0/8.
ip netns exec service-udp-stale-conntrack.node2 iptables -N KUBE-FIREWALL
# One rule for each address of a service, then the node ports.
ip netns exec service-udp-stale-conntrack.node2 iptables -t nat -N KUBE-SERVICES
# One rule for each node port.
ip netns exec service-udp-stale-conntrack.node2 iptables -t nat -N KUBE-NODEPORTS
# Masquerades the packets with the mark of kube-proxy.
ip netns exec service-udp-stale-conntrack.node2 iptables -t nat -N KUBE-POSTROUTING
# Marks packets that need the node as their source.
ip netns exec service-udp-stale-conntrack.node2 iptables -t nat -N KUBE-MARK-MASQ
# Check new connections to external addresses.
ip netns exec service-udp-stale-conntrack.node2 iptables -I INPUT -m conntrack --ctstate NEW -m comment --comment 'kubernetes externally-visible service portals' -j KUBE-EXTERNAL-SERVICES
# Check new connections to external addresses.
ip netns exec service-udp-stale-conntrack.node2 iptables -I FORWARD -m conntrack --ctstate NEW -m comment --comment 'kubernetes externally-visible service portals' -j KUBE-EXTERNAL-SERVICES
# Accept health checks of load balancers.
ip netns exec service-udp-stale-conntrack.node2 iptables -I INPUT -m comment --comment 'kubernetes health check service ports' -j KUBE-NODEPORTS
# Check new connections to services.
ip netns exec service-udp-stale-conntrack.node2 iptables -I FORWARD -m conntrack --ctstate NEW -m comment --comment 'kubernetes service portals' -j KUBE-SERVICES
# Check new connections of the node itself.
ip netns exec service-udp-stale-conntrack.node2 iptables -I OUTPUT -m conntrack --ctstate NEW -m comment --comment 'kubernetes service portals' -j KUBE-SERVICES
# Accept packets of services.
ip netns exec service-udp-stale-conntrack.node2 iptables -I FORWARD -m comment --comment 'kubernetes forwarding rules' -j KUBE-FORWARD
# Check new connections to load balancers' addresses.
ip netns exec service-udp-stale-conntrack.node2 iptables -I INPUT -m conntrack --ctstate NEW -m comment --comment 'kubernetes load balancer firewall' -j KUBE-PROXY-FIREWALL
# Check new connections to load balancers' addresses.
ip netns exec service-udp-stale-conntrack.node2 iptables -I OUTPUT -m conntrack --ctstate NEW -m comment --comment 'kubernetes load balancer firewall' -j KUBE-PROXY-FIREWALL
# Check new connections to load balancers' addresses.
ip netns exec service-udp-stale-conntrack.node2 iptables -I FORWARD -m conntrack --ctstate NEW -m comment --comment 'kubernetes load balancer firewall' -j KUBE-PROXY-FIREWALL
# Check packets to 127.0.0.0/8.
ip netns exec service-udp-stale-conntrack.node2 iptables -I INPUT -j KUBE-FIREWALL
# Check packets to 127.0.0.0/8.
ip netns exec service-udp-stale-conntrack.node2 iptables -I OUTPUT -j KUBE-FIREWALL
# Services get the address of one of their pods.
ip netns exec service-udp-stale-conntrack.node2 iptables -t nat -I OUTPUT -m comment --comment 'kubernetes service portals' -j KUBE-SERVICES
# Services get the address of one of their pods.
ip netns exec service-udp-stale-conntrack.node2 iptables -t nat -I PREROUTING -m comment --comment 'kubernetes service portals' -j KUBE-SERVICES
# Marked packets get the node's address.
ip netns exec service-udp-stale-conntrack.node2 iptables -t nat -I POSTROUTING -m comment --comment 'kubernetes postrouting rules' -j KUBE-POSTROUTING
# With route_localnet, another host could otherwise reach 127.0.0.1 of the node (CVE-2020-8558).
ip netns exec service-udp-stale-conntrack.node2 iptables -A KUBE-FIREWALL -m comment --comment 'block incoming localnet connections' -d 127.0.0.0/8 ! -s 127.0.0.0/8 -m conntrack ! --ctstate RELATED,ESTABLISHED,DNAT -j DROP
# conntrack does not translate an invalid packet back, so the client would answer it with a reset.
ip netns exec service-udp-stale-conntrack.node2 iptables -A KUBE-FORWARD -m conntrack --ctstate INVALID -j DROP
# Accept packets to be masqueraded, even if the policy of FORWARD is DROP.
ip netns exec service-udp-stale-conntrack.node2 iptables -A KUBE-FORWARD -m comment --comment 'kubernetes forwarding rules' -m mark --mark 0x4000/0x4000 -j ACCEPT
# Accept the other packets of accepted connections.
ip netns exec service-udp-stale-conntrack.node2 iptables -A KUBE-FORWARD -m comment --comment 'kubernetes forwarding conntrack rule' -m conntrack --ctstate RELATED,ESTABLISHED -j ACCEPT
# Set bit 0x4000 of the mark.
ip netns exec service-udp-stale-conntrack.node2 iptables -t nat -A KUBE-MARK-MASQ -j MARK --or-mark 0x4000
# Packets without the mark keep their source.
ip netns exec service-udp-stale-conntrack.node2 iptables -t nat -A KUBE-POSTROUTING -m mark ! --mark 0x4000/0x4000 -j RETURN
# Clear the mark, so that an encapsulated packet is not masqueraded again.
ip netns exec service-udp-stale-conntrack.node2 iptables -t nat -A KUBE-POSTROUTING -j MARK --xor-mark 0x4000
# The source becomes the address of the outgoing interface.
ip netns exec service-udp-stale-conntrack.node2 iptables -t nat -A KUBE-POSTROUTING -m comment --comment 'kubernetes service traffic requiring SNAT' -j MASQUERADE --random-fully
# default/dns: select one of all endpoints.
ip netns exec service-udp-stale-conntrack.node2 iptables -t nat -N KUBE-SVC-CR2V5ZP3AXU5XYAF
# default/dns: the endpoint dns-1.
ip netns exec service-udp-stale-conntrack.node2 iptables -t nat -N KUBE-SEP-4PJ5PY35WFNXXRVQ
# Connections to 10.96.0.53:53 are for default/dns.
ip netns exec service-udp-stale-conntrack.node2 iptables -t nat -A KUBE-SERVICES -m comment --comment 'default/dns cluster IP' -m udp -p udp -d 10.96.0.53 --dport 53 -j KUBE-SVC-CR2V5ZP3AXU5XYAF
# Connections to any address of the node may be for a node port.
ip netns exec service-udp-stale-conntrack.node2 iptables -t nat -A KUBE-SERVICES -m comment --comment 'kubernetes service nodeports; NOTE: this must be the last rule in this chain' -m addrtype --dst-type LOCAL -j KUBE-NODEPORTS
# Masquerade connections to the cluster IP that are not from pods, so that the reply returns through this node.
ip netns exec service-udp-stale-conntrack.node2 iptables -t nat -A KUBE-SVC-CR2V5ZP3AXU5XYAF -m comment --comment 'default/dns cluster IP' -m udp -p udp -d 10.96.0.53 --dport 53 ! -s 10.244.0.0/16 -j KUBE-MARK-MASQ
# All others go to dns-1.
ip netns exec service-udp-stale-conntrack.node2 iptables -t nat -A KUBE-SVC-CR2V5ZP3AXU5XYAF -m comment --comment 'default/dns -> 10.244.2.2:5353' -j KUBE-SEP-4PJ5PY35WFNXXRVQ
# dns-1 reached itself: masquerade, or it would drop a packet from its own address.
ip netns exec service-udp-stale-conntrack.node2 iptables -t nat -A KUBE-SEP-4PJ5PY35WFNXXRVQ -m comment --comment default/dns -s 10.244.2.2 -j KUBE-MARK-MASQ
# The destination becomes dns-1.
ip netns exec service-udp-stale-conntrack.node2 iptables -t nat -A KUBE-SEP-4PJ5PY35WFNXXRVQ -m comment --comment default/dns -m udp -p udp -j DNAT --to-destination 10.244.2.2:5353
# Create the chain FLANNEL-POSTRTG in the table nat.
ip netns exec service-udp-stale-conntrack.node2 iptables -t nat -N FLANNEL-POSTRTG
# The chain of flannel decides on source addresses.
ip netns exec service-udp-stale-conntrack.node2 iptables -t nat -A POSTROUTING -m comment --comment 'flanneld masq' -j FLANNEL-POSTRTG
# kube-proxy masquerades the packets that it marks.
ip netns exec service-udp-stale-conntrack.node2 iptables -t nat -A FLANNEL-POSTRTG -m mark --mark 0x4000/0x4000 -m comment --comment 'flanneld masq' -j RETURN
# Pods of this node keep their address towards other pods.
ip netns exec service-udp-stale-conntrack.node2 iptables -t nat -A FLANNEL-POSTRTG -s 10.244.2.0/24 -d 10.244.0.0/16 -m comment --comment 'flanneld masq' -j RETURN
# Other pods keep their address towards this node's pods.
ip netns exec service-udp-stale-conntrack.node2 iptables -t nat -A FLANNEL-POSTRTG -s 10.244.0.0/16 -d 10.244.2.0/24 -m comment --comment 'flanneld masq' -j RETURN
# Outside clients keep their address towards this node's pods.
ip netns exec service-udp-stale-conntrack.node2 iptables -t nat -A FLANNEL-POSTRTG ! -s 10.244.0.0/16 -d 10.244.2.0/24 -m comment --comment 'flanneld masq' -j RETURN
# Packets from pods to the outside get the node's address as their source.
ip netns exec service-udp-stale-conntrack.node2 iptables -t nat -A FLANNEL-POSTRTG -s 10.244.0.0/16 ! -d 224.0.0.0/4 -m comment --comment 'flanneld masq' -j MASQUERADE --random-fully
# Packets from outside to pods of other nodes get the node's address as their source.
ip netns exec service-udp-stale-conntrack.node2 iptables -t nat -A FLANNEL-POSTRTG ! -s 10.244.0.0/16 -d 10.244.0.0/16 -m comment --comment 'flanneld masq' -j MASQUERADE --random-fully
# Create the chain FLANNEL-FWD in the table filter.
ip netns exec service-udp-stale-conntrack.node2 iptables -N FLANNEL-FWD
# flannel accepts pod traffic even if the policy of FORWARD is DROP.
ip netns exec service-udp-stale-conntrack.node2 iptables -A FORWARD -m comment --comment 'flanneld forward' -j FLANNEL-FWD
# Accept packets from pods.
ip netns exec service-udp-stale-conntrack.node2 iptables -A FLANNEL-FWD -s 10.244.0.0/16 -m comment --comment 'flanneld forward' -j ACCEPT
# Accept packets to pods.
ip netns exec service-udp-stale-conntrack.node2 iptables -A FLANNEL-FWD -d 10.244.0.0/16 -m comment --comment 'flanneld forward' -j ACCEPT
# dns-1 answers on 5353/udp with its name and the peer's address.
mkdir -p /run/netlab/service-udp-stale-conntrack/log /run/netlab/service-udp-stale-conntrack/pid
ip netns exec service-udp-stale-conntrack.dns-1 python3 -IS /run/netlab/service-udp-stale-conntrack/program/serve.py --name dns-1 5353/udp > /run/netlab/service-udp-stale-conntrack/log/dns-1.serve 2>&1 < /dev/null & echo $! > /run/netlab/service-udp-stale-conntrack/pid/dns-1.serve
timeout 10 sh -c 'until grep -qs "^$0" "$1"; do sleep 0.05; done' serving /run/netlab/service-udp-stale-conntrack/log/dns-1.serve
# dns-2 answers on 5353/udp with its name and the peer's address.
mkdir -p /run/netlab/service-udp-stale-conntrack/log /run/netlab/service-udp-stale-conntrack/pid
ip netns exec service-udp-stale-conntrack.dns-2 python3 -IS /run/netlab/service-udp-stale-conntrack/program/serve.py --name dns-2 5353/udp > /run/netlab/service-udp-stale-conntrack/log/dns-2.serve 2>&1 < /dev/null & echo $! > /run/netlab/service-udp-stale-conntrack/pid/dns-2.serve
timeout 10 sh -c 'until grep -qs "^$0" "$1"; do sleep 0.05; done' serving /run/netlab/service-udp-stale-conntrack/log/dns-2.serve
# outside answers on 80/http with its name and the peer's address.
mkdir -p /run/netlab/service-udp-stale-conntrack/log /run/netlab/service-udp-stale-conntrack/pid
ip netns exec service-udp-stale-conntrack.outside python3 -IS /run/netlab/service-udp-stale-conntrack/program/serve.py --name outside 80/http > /run/netlab/service-udp-stale-conntrack/log/outside.serve 2>&1 < /dev/null & echo $! > /run/netlab/service-udp-stale-conntrack/pid/outside.serve
timeout 10 sh -c 'until grep -qs "^$0" "$1"; do sleep 0.05; done' serving /run/netlab/service-udp-stale-conntrack/log/outside.serve
