#!/bin/sh
# Builds the lab flannel-udp, as root. netlab plan --format sh --down prints the script that removes it.
set -eu
umask 022
# node1 is a network namespace.
ip netns add flannel-udp.node1
# node2 is a network namespace.
ip netns add flannel-udp.node2
# pod1-1 is a network namespace.
ip netns add flannel-udp.pod1-1
# pod1-2 is a network namespace.
ip netns add flannel-udp.pod1-2
# pod2-1 is a network namespace.
ip netns add flannel-udp.pod2-1
# pod2-2 is a network namespace.
ip netns add flannel-udp.pod2-2
# outside is a network namespace.
ip netns add flannel-udp.outside
# underlay is a switch: a namespace that holds a bridge.
ip netns add flannel-udp.underlay
# The proxy of flannel's udp backend, for every node with flannel-udp.
mkdir -p /run/netlab/flannel-udp/program
printf %s '... src/programs/flannel-udp.py ...
' > /run/netlab/flannel-udp/program/flannel-udp.py
# The server of every node with serve.
mkdir -p /run/netlab/flannel-udp/program
printf %s '... src/programs/serve.py ...
' > /run/netlab/flannel-udp/program/serve.py
# Node names resolve inside node1.
mkdir -p /etc/netns/flannel-udp.node1
printf %s '127.0.0.1 localhost
127.0.0.1 node1
172.18.0.12 node2
10.244.1.2 pod1-1
10.244.1.3 pod1-2
10.244.2.2 pod2-1
10.244.2.3 pod2-2
172.18.0.100 outside
' > /etc/netns/flannel-udp.node1/hosts
# Node names resolve inside node2.
mkdir -p /etc/netns/flannel-udp.node2
printf %s '127.0.0.1 localhost
127.0.0.1 node2
172.18.0.11 node1
10.244.1.2 pod1-1
10.244.1.3 pod1-2
10.244.2.2 pod2-1
10.244.2.3 pod2-2
172.18.0.100 outside
' > /etc/netns/flannel-udp.node2/hosts
# Node names resolve inside pod1-1.
mkdir -p /etc/netns/flannel-udp.pod1-1
printf %s '127.0.0.1 localhost
127.0.0.1 pod1-1
172.18.0.11 node1
172.18.0.12 node2
10.244.1.3 pod1-2
10.244.2.2 pod2-1
10.244.2.3 pod2-2
172.18.0.100 outside
' > /etc/netns/flannel-udp.pod1-1/hosts
# Node names resolve inside pod1-2.
mkdir -p /etc/netns/flannel-udp.pod1-2
printf %s '127.0.0.1 localhost
127.0.0.1 pod1-2
172.18.0.11 node1
172.18.0.12 node2
10.244.1.2 pod1-1
10.244.2.2 pod2-1
10.244.2.3 pod2-2
172.18.0.100 outside
' > /etc/netns/flannel-udp.pod1-2/hosts
# Node names resolve inside pod2-1.
mkdir -p /etc/netns/flannel-udp.pod2-1
printf %s '127.0.0.1 localhost
127.0.0.1 pod2-1
172.18.0.11 node1
172.18.0.12 node2
10.244.1.2 pod1-1
10.244.1.3 pod1-2
10.244.2.3 pod2-2
172.18.0.100 outside
' > /etc/netns/flannel-udp.pod2-1/hosts
# Node names resolve inside pod2-2.
mkdir -p /etc/netns/flannel-udp.pod2-2
printf %s '127.0.0.1 localhost
127.0.0.1 pod2-2
172.18.0.11 node1
172.18.0.12 node2
10.244.1.2 pod1-1
10.244.1.3 pod1-2
10.244.2.2 pod2-1
172.18.0.100 outside
' > /etc/netns/flannel-udp.pod2-2/hosts
# Node names resolve inside outside.
mkdir -p /etc/netns/flannel-udp.outside
printf %s '127.0.0.1 localhost
127.0.0.1 outside
172.18.0.11 node1
172.18.0.12 node2
10.244.1.2 pod1-1
10.244.1.3 pod1-2
10.244.2.2 pod2-1
10.244.2.3 pod2-2
' > /etc/netns/flannel-udp.outside/hosts
# A node forwards packets only if the lab enables it.
ip netns exec flannel-udp.node1 sysctl -qw net.ipv4.ip_forward=0
# The reverse path filter is off unless the lab enables it.
ip netns exec flannel-udp.node1 sysctl -qw net.ipv4.conf.all.rp_filter=0
# The same for interfaces that are created later.
ip netns exec flannel-udp.node1 sysctl -qw net.ipv4.conf.default.rp_filter=0
# iptables does not filter bridged frames.
ip netns exec flannel-udp.node1 sysctl -qew net.bridge.bridge-nf-call-iptables=0
# ip6tables does not filter bridged frames.
ip netns exec flannel-udp.node1 sysctl -qew net.bridge.bridge-nf-call-ip6tables=0
# The lab uses no IPv6.
ip netns exec flannel-udp.node1 sysctl -qew net.ipv6.conf.all.disable_ipv6=1
# The same for interfaces that are created later.
ip netns exec flannel-udp.node1 sysctl -qew net.ipv6.conf.default.disable_ipv6=1
# Set the loopback interface up.
ip -n flannel-udp.node1 link set lo up
# A node forwards packets only if the lab enables it.
ip netns exec flannel-udp.node2 sysctl -qw net.ipv4.ip_forward=0
# The reverse path filter is off unless the lab enables it.
ip netns exec flannel-udp.node2 sysctl -qw net.ipv4.conf.all.rp_filter=0
# The same for interfaces that are created later.
ip netns exec flannel-udp.node2 sysctl -qw net.ipv4.conf.default.rp_filter=0
# iptables does not filter bridged frames.
ip netns exec flannel-udp.node2 sysctl -qew net.bridge.bridge-nf-call-iptables=0
# ip6tables does not filter bridged frames.
ip netns exec flannel-udp.node2 sysctl -qew net.bridge.bridge-nf-call-ip6tables=0
# The lab uses no IPv6.
ip netns exec flannel-udp.node2 sysctl -qew net.ipv6.conf.all.disable_ipv6=1
# The same for interfaces that are created later.
ip netns exec flannel-udp.node2 sysctl -qew net.ipv6.conf.default.disable_ipv6=1
# Set the loopback interface up.
ip -n flannel-udp.node2 link set lo up
# A node forwards packets only if the lab enables it.
ip netns exec flannel-udp.pod1-1 sysctl -qw net.ipv4.ip_forward=0
# The reverse path filter is off unless the lab enables it.
ip netns exec flannel-udp.pod1-1 sysctl -qw net.ipv4.conf.all.rp_filter=0
# The same for interfaces that are created later.
ip netns exec flannel-udp.pod1-1 sysctl -qw net.ipv4.conf.default.rp_filter=0
# iptables does not filter bridged frames.
ip netns exec flannel-udp.pod1-1 sysctl -qew net.bridge.bridge-nf-call-iptables=0
# ip6tables does not filter bridged frames.
ip netns exec flannel-udp.pod1-1 sysctl -qew net.bridge.bridge-nf-call-ip6tables=0
# The lab uses no IPv6.
ip netns exec flannel-udp.pod1-1 sysctl -qew net.ipv6.conf.all.disable_ipv6=1
# The same for interfaces that are created later.
ip netns exec flannel-udp.pod1-1 sysctl -qew net.ipv6.conf.default.disable_ipv6=1
# Set the loopback interface up.
ip -n flannel-udp.pod1-1 link set lo up
# A node forwards packets only if the lab enables it.
ip netns exec flannel-udp.pod1-2 sysctl -qw net.ipv4.ip_forward=0
# The reverse path filter is off unless the lab enables it.
ip netns exec flannel-udp.pod1-2 sysctl -qw net.ipv4.conf.all.rp_filter=0
# The same for interfaces that are created later.
ip netns exec flannel-udp.pod1-2 sysctl -qw net.ipv4.conf.default.rp_filter=0
# iptables does not filter bridged frames.
ip netns exec flannel-udp.pod1-2 sysctl -qew net.bridge.bridge-nf-call-iptables=0
# ip6tables does not filter bridged frames.
ip netns exec flannel-udp.pod1-2 sysctl -qew net.bridge.bridge-nf-call-ip6tables=0
# The lab uses no IPv6.
ip netns exec flannel-udp.pod1-2 sysctl -qew net.ipv6.conf.all.disable_ipv6=1
# The same for interfaces that are created later.
ip netns exec flannel-udp.pod1-2 sysctl -qew net.ipv6.conf.default.disable_ipv6=1
# Set the loopback interface up.
ip -n flannel-udp.pod1-2 link set lo up
# A node forwards packets only if the lab enables it.
ip netns exec flannel-udp.pod2-1 sysctl -qw net.ipv4.ip_forward=0
# The reverse path filter is off unless the lab enables it.
ip netns exec flannel-udp.pod2-1 sysctl -qw net.ipv4.conf.all.rp_filter=0
# The same for interfaces that are created later.
ip netns exec flannel-udp.pod2-1 sysctl -qw net.ipv4.conf.default.rp_filter=0
# iptables does not filter bridged frames.
ip netns exec flannel-udp.pod2-1 sysctl -qew net.bridge.bridge-nf-call-iptables=0
# ip6tables does not filter bridged frames.
ip netns exec flannel-udp.pod2-1 sysctl -qew net.bridge.bridge-nf-call-ip6tables=0
# The lab uses no IPv6.
ip netns exec flannel-udp.pod2-1 sysctl -qew net.ipv6.conf.all.disable_ipv6=1
# The same for interfaces that are created later.
ip netns exec flannel-udp.pod2-1 sysctl -qew net.ipv6.conf.default.disable_ipv6=1
# Set the loopback interface up.
ip -n flannel-udp.pod2-1 link set lo up
# A node forwards packets only if the lab enables it.
ip netns exec flannel-udp.pod2-2 sysctl -qw net.ipv4.ip_forward=0
# The reverse path filter is off unless the lab enables it.
ip netns exec flannel-udp.pod2-2 sysctl -qw net.ipv4.conf.all.rp_filter=0
# The same for interfaces that are created later.
ip netns exec flannel-udp.pod2-2 sysctl -qw net.ipv4.conf.default.rp_filter=0
# iptables does not filter bridged frames.
ip netns exec flannel-udp.pod2-2 sysctl -qew net.bridge.bridge-nf-call-iptables=0
# ip6tables does not filter bridged frames.
ip netns exec flannel-udp.pod2-2 sysctl -qew net.bridge.bridge-nf-call-ip6tables=0
# The lab uses no IPv6.
ip netns exec flannel-udp.pod2-2 sysctl -qew net.ipv6.conf.all.disable_ipv6=1
# The same for interfaces that are created later.
ip netns exec flannel-udp.pod2-2 sysctl -qew net.ipv6.conf.default.disable_ipv6=1
# Set the loopback interface up.
ip -n flannel-udp.pod2-2 link set lo up
# A node forwards packets only if the lab enables it.
ip netns exec flannel-udp.outside sysctl -qw net.ipv4.ip_forward=0
# The reverse path filter is off unless the lab enables it.
ip netns exec flannel-udp.outside sysctl -qw net.ipv4.conf.all.rp_filter=0
# The same for interfaces that are created later.
ip netns exec flannel-udp.outside sysctl -qw net.ipv4.conf.default.rp_filter=0
# iptables does not filter bridged frames.
ip netns exec flannel-udp.outside sysctl -qew net.bridge.bridge-nf-call-iptables=0
# ip6tables does not filter bridged frames.
ip netns exec flannel-udp.outside sysctl -qew net.bridge.bridge-nf-call-ip6tables=0
# The lab uses no IPv6.
ip netns exec flannel-udp.outside sysctl -qew net.ipv6.conf.all.disable_ipv6=1
# The same for interfaces that are created later.
ip netns exec flannel-udp.outside sysctl -qew net.ipv6.conf.default.disable_ipv6=1
# Set the loopback interface up.
ip -n flannel-udp.outside link set lo up
# A node forwards packets only if the lab enables it.
ip netns exec flannel-udp.underlay sysctl -qw net.ipv4.ip_forward=0
# The reverse path filter is off unless the lab enables it.
ip netns exec flannel-udp.underlay sysctl -qw net.ipv4.conf.all.rp_filter=0
# The same for interfaces that are created later.
ip netns exec flannel-udp.underlay sysctl -qw net.ipv4.conf.default.rp_filter=0
# iptables does not filter bridged frames.
ip netns exec flannel-udp.underlay sysctl -qew net.bridge.bridge-nf-call-iptables=0
# ip6tables does not filter bridged frames.
ip netns exec flannel-udp.underlay sysctl -qew net.bridge.bridge-nf-call-ip6tables=0
# The lab uses no IPv6.
ip netns exec flannel-udp.underlay sysctl -qew net.ipv6.conf.all.disable_ipv6=1
# The same for interfaces that are created later.
ip netns exec flannel-udp.underlay sysctl -qew net.ipv6.conf.default.disable_ipv6=1
# Set the loopback interface up.
ip -n flannel-udp.underlay link set lo up
# cni0 connects the pods of node1 and is their gateway; its MTU leaves room for the encapsulation.
ip -n flannel-udp.node1 link add cni0 address 02:59:b2:18:19:48 mtu 1472 up type bridge stp_state 0 mcast_snooping 0
# flannel0 hands packets for pods on other nodes to a process in node1.
ip -n flannel-udp.node1 tuntap add dev flannel0 mode tun
# cni0 connects the pods of node2 and is their gateway; its MTU leaves room for the encapsulation.
ip -n flannel-udp.node2 link add cni0 address 02:93:74:c6:1c:f7 mtu 1472 up type bridge stp_state 0 mcast_snooping 0
# flannel0 hands packets for pods on other nodes to a process in node2.
ip -n flannel-udp.node2 tuntap add dev flannel0 mode tun
# underlay is a switch between node1, node2, outside.
ip -n flannel-udp.underlay link add br0 up type bridge stp_state 0 mcast_snooping 0
# The veth pair of pod1-1 to cni0 of node1.
ip -n flannel-udp.node1 link add veth872e5e98 mtu 1472 up master cni0 type veth peer name eth0 mtu 1472 netns flannel-udp.pod1-1
# The veth pair of pod1-2 to cni0 of node1.
ip -n flannel-udp.node1 link add vethf6614824 mtu 1472 up master cni0 type veth peer name eth0 mtu 1472 netns flannel-udp.pod1-2
# The veth pair of pod2-1 to cni0 of node2.
ip -n flannel-udp.node2 link add vethf8939361 mtu 1472 up master cni0 type veth peer name eth0 mtu 1472 netns flannel-udp.pod2-1
# The veth pair of pod2-2 to cni0 of node2.
ip -n flannel-udp.node2 link add vethb2145bc7 mtu 1472 up master cni0 type veth peer name eth0 mtu 1472 netns flannel-udp.pod2-2
# node1's eth0 is plugged into underlay.
ip -n flannel-udp.underlay link add node1 up master br0 type veth peer name eth0 netns flannel-udp.node1
# node2's eth0 is plugged into underlay.
ip -n flannel-udp.underlay link add node2 up master br0 type veth peer name eth0 netns flannel-udp.node2
# outside's eth0 is plugged into underlay.
ip -n flannel-udp.underlay link add outside up master br0 type veth peer name eth0 netns flannel-udp.outside
# Set eth0 of node1 up.
ip -n flannel-udp.node1 link set eth0 up
# Set flannel0 of node1 up; it has a carrier while a program has it open.
ip -n flannel-udp.node1 link set flannel0 mtu 1472 up
# Set eth0 of node2 up.
ip -n flannel-udp.node2 link set eth0 up
# Set flannel0 of node2 up; it has a carrier while a program has it open.
ip -n flannel-udp.node2 link set flannel0 mtu 1472 up
# Set eth0 of pod1-1 up.
ip -n flannel-udp.pod1-1 link set eth0 up
# Set eth0 of pod1-2 up.
ip -n flannel-udp.pod1-2 link set eth0 up
# Set eth0 of pod2-1 up.
ip -n flannel-udp.pod2-1 link set eth0 up
# Set eth0 of pod2-2 up.
ip -n flannel-udp.pod2-2 link set eth0 up
# Set eth0 of outside up.
ip -n flannel-udp.outside link set eth0 up
# cni0 may send a frame back out of veth872e5e98, the port that it arrived on.
bridge -n flannel-udp.node1 link set dev veth872e5e98 hairpin on
# cni0 may send a frame back out of vethf6614824, the port that it arrived on.
bridge -n flannel-udp.node1 link set dev vethf6614824 hairpin on
# cni0 may send a frame back out of vethf8939361, the port that it arrived on.
bridge -n flannel-udp.node2 link set dev vethf8939361 hairpin on
# cni0 may send a frame back out of vethb2145bc7, the port that it arrived on.
bridge -n flannel-udp.node2 link set dev vethb2145bc7 hairpin on
# node1 has the address 172.18.0.11 on eth0.
ip -n flannel-udp.node1 addr add 172.18.0.11/24 dev eth0
# node1 has the address 10.244.1.1 on cni0.
ip -n flannel-udp.node1 addr add 10.244.1.1/24 brd + dev cni0
# node1 has the address 10.244.1.0 on flannel0.
ip -n flannel-udp.node1 addr add 10.244.1.0/32 dev flannel0
# node2 has the address 172.18.0.12 on eth0.
ip -n flannel-udp.node2 addr add 172.18.0.12/24 dev eth0
# node2 has the address 10.244.2.1 on cni0.
ip -n flannel-udp.node2 addr add 10.244.2.1/24 brd + dev cni0
# node2 has the address 10.244.2.0 on flannel0.
ip -n flannel-udp.node2 addr add 10.244.2.0/32 dev flannel0
# pod1-1 has the address 10.244.1.2 on eth0.
ip -n flannel-udp.pod1-1 addr add 10.244.1.2/24 brd + dev eth0
# pod1-2 has the address 10.244.1.3 on eth0.
ip -n flannel-udp.pod1-2 addr add 10.244.1.3/24 brd + dev eth0
# pod2-1 has the address 10.244.2.2 on eth0.
ip -n flannel-udp.pod2-1 addr add 10.244.2.2/24 brd + dev eth0
# pod2-2 has the address 10.244.2.3 on eth0.
ip -n flannel-udp.pod2-2 addr add 10.244.2.3/24 brd + dev eth0
# outside has the address 172.18.0.100 on eth0.
ip -n flannel-udp.outside addr add 172.18.0.100/24 dev eth0
# node1 forwards IPv4 packets: it is a router.
ip netns exec flannel-udp.node1 sysctl -qw net.ipv4.ip_forward=1
# Packets between pods of node1 pass its iptables rules, although cni0 only bridges them.
ip netns exec flannel-udp.node1 sysctl -qew net.bridge.bridge-nf-call-iptables=1
# node2 forwards IPv4 packets: it is a router.
ip netns exec flannel-udp.node2 sysctl -qw net.ipv4.ip_forward=1
# Packets between pods of node2 pass its iptables rules, although cni0 only bridges them.
ip netns exec flannel-udp.node2 sysctl -qew net.bridge.bridge-nf-call-iptables=1
# Reach pods of all other nodes through flannel0; the process has the address of each node.
ip -n flannel-udp.node1 route add 10.244.0.0/16 dev flannel0 scope global
# Reach pods of all other nodes through flannel0; the process has the address of each node.
ip -n flannel-udp.node2 route add 10.244.0.0/16 dev flannel0 scope global
# The default gateway of a pod is cni0 of node1.
ip -n flannel-udp.pod1-1 route add default via 10.244.1.1
# flannel's route to the pods of all nodes.
ip -n flannel-udp.pod1-1 route add 10.244.0.0/16 via 10.244.1.1
# The default gateway of a pod is cni0 of node1.
ip -n flannel-udp.pod1-2 route add default via 10.244.1.1
# flannel's route to the pods of all nodes.
ip -n flannel-udp.pod1-2 route add 10.244.0.0/16 via 10.244.1.1
# The default gateway of a pod is cni0 of node2.
ip -n flannel-udp.pod2-1 route add default via 10.244.2.1
# flannel's route to the pods of all nodes.
ip -n flannel-udp.pod2-1 route add 10.244.0.0/16 via 10.244.2.1
# The default gateway of a pod is cni0 of node2.
ip -n flannel-udp.pod2-2 route add default via 10.244.2.1
# flannel's route to the pods of all nodes.
ip -n flannel-udp.pod2-2 route add 10.244.0.0/16 via 10.244.2.1
# outside reaches 10.244.0.0/16 through node1 (172.18.0.11).
ip -n flannel-udp.outside route add 10.244.0.0/16 via 172.18.0.11
# outside reaches 10.244.1.3/32 through node2 (172.18.0.12).
ip -n flannel-udp.outside route add 10.244.1.3/32 via 172.18.0.12
# outside reaches 10.244.2.3/32 through node2 (172.18.0.12).
ip -n flannel-udp.outside route add 10.244.2.3/32 via 172.18.0.12
# Create the chain FLANNEL-POSTRTG in the table nat.
ip netns exec flannel-udp.node1 iptables -t nat -N FLANNEL-POSTRTG
# The chain of flannel decides on source addresses.
ip netns exec flannel-udp.node1 iptables -t nat -A POSTROUTING -m comment --comment 'flanneld masq' -j FLANNEL-POSTRTG
# kube-proxy masquerades the packets that it marks.
ip netns exec flannel-udp.node1 iptables -t nat -A FLANNEL-POSTRTG -m mark --mark 0x4000/0x4000 -m comment --comment 'flanneld masq' -j RETURN
# Pods of this node keep their address towards other pods.
ip netns exec flannel-udp.node1 iptables -t nat -A FLANNEL-POSTRTG -s 10.244.1.0/24 -d 10.244.0.0/16 -m comment --comment 'flanneld masq' -j RETURN
# Other pods keep their address towards this node's pods.
ip netns exec flannel-udp.node1 iptables -t nat -A FLANNEL-POSTRTG -s 10.244.0.0/16 -d 10.244.1.0/24 -m comment --comment 'flanneld masq' -j RETURN
# Outside clients keep their address towards this node's pods.
ip netns exec flannel-udp.node1 iptables -t nat -A FLANNEL-POSTRTG ! -s 10.244.0.0/16 -d 10.244.1.0/24 -m comment --comment 'flanneld masq' -j RETURN
# Packets from pods to the outside get the node's address as their source.
ip netns exec flannel-udp.node1 iptables -t nat -A FLANNEL-POSTRTG -s 10.244.0.0/16 ! -d 224.0.0.0/4 -m comment --comment 'flanneld masq' -j MASQUERADE --random-fully
# Packets from outside to pods of other nodes get the node's address as their source.
ip netns exec flannel-udp.node1 iptables -t nat -A FLANNEL-POSTRTG ! -s 10.244.0.0/16 -d 10.244.0.0/16 -m comment --comment 'flanneld masq' -j MASQUERADE --random-fully
# Create the chain FLANNEL-FWD in the table filter.
ip netns exec flannel-udp.node1 iptables -N FLANNEL-FWD
# flannel accepts pod traffic even if the policy of FORWARD is DROP.
ip netns exec flannel-udp.node1 iptables -A FORWARD -m comment --comment 'flanneld forward' -j FLANNEL-FWD
# Accept packets from pods.
ip netns exec flannel-udp.node1 iptables -A FLANNEL-FWD -s 10.244.0.0/16 -m comment --comment 'flanneld forward' -j ACCEPT
# Accept packets to pods.
ip netns exec flannel-udp.node1 iptables -A FLANNEL-FWD -d 10.244.0.0/16 -m comment --comment 'flanneld forward' -j ACCEPT
# Packets that match no rule of FORWARD: DROP.
ip netns exec flannel-udp.node1 iptables -P FORWARD DROP
# Create the chain FLANNEL-POSTRTG in the table nat.
ip netns exec flannel-udp.node2 iptables -t nat -N FLANNEL-POSTRTG
# The chain of flannel decides on source addresses.
ip netns exec flannel-udp.node2 iptables -t nat -A POSTROUTING -m comment --comment 'flanneld masq' -j FLANNEL-POSTRTG
# kube-proxy masquerades the packets that it marks.
ip netns exec flannel-udp.node2 iptables -t nat -A FLANNEL-POSTRTG -m mark --mark 0x4000/0x4000 -m comment --comment 'flanneld masq' -j RETURN
# Pods of this node keep their address towards other pods.
ip netns exec flannel-udp.node2 iptables -t nat -A FLANNEL-POSTRTG -s 10.244.2.0/24 -d 10.244.0.0/16 -m comment --comment 'flanneld masq' -j RETURN
# Other pods keep their address towards this node's pods.
ip netns exec flannel-udp.node2 iptables -t nat -A FLANNEL-POSTRTG -s 10.244.0.0/16 -d 10.244.2.0/24 -m comment --comment 'flanneld masq' -j RETURN
# Outside clients keep their address towards this node's pods.
ip netns exec flannel-udp.node2 iptables -t nat -A FLANNEL-POSTRTG ! -s 10.244.0.0/16 -d 10.244.2.0/24 -m comment --comment 'flanneld masq' -j RETURN
# Packets from pods to the outside get the node's address as their source.
ip netns exec flannel-udp.node2 iptables -t nat -A FLANNEL-POSTRTG -s 10.244.0.0/16 ! -d 224.0.0.0/4 -m comment --comment 'flanneld masq' -j MASQUERADE --random-fully
# Packets from outside to pods of other nodes get the node's address as their source.
ip netns exec flannel-udp.node2 iptables -t nat -A FLANNEL-POSTRTG ! -s 10.244.0.0/16 -d 10.244.0.0/16 -m comment --comment 'flanneld masq' -j MASQUERADE --random-fully
# Create the chain FLANNEL-FWD in the table filter.
ip netns exec flannel-udp.node2 iptables -N FLANNEL-FWD
# flannel accepts pod traffic even if the policy of FORWARD is DROP.
ip netns exec flannel-udp.node2 iptables -A FORWARD -m comment --comment 'flanneld forward' -j FLANNEL-FWD
# Accept packets from pods.
ip netns exec flannel-udp.node2 iptables -A FLANNEL-FWD -s 10.244.0.0/16 -m comment --comment 'flanneld forward' -j ACCEPT
# Accept packets to pods.
ip netns exec flannel-udp.node2 iptables -A FLANNEL-FWD -d 10.244.0.0/16 -m comment --comment 'flanneld forward' -j ACCEPT
# Packets that match no rule of FORWARD: DROP.
ip netns exec flannel-udp.node2 iptables -P FORWARD DROP
# node1 carries packets of flannel0 to other nodes in UDP port 8285.
mkdir -p /run/netlab/flannel-udp/log /run/netlab/flannel-udp/pid
ip netns exec flannel-udp.node1 python3 -IS /run/netlab/flannel-udp/program/flannel-udp.py --dev flannel0 --listen 172.18.0.11:8285 --route 10.244.2.0/24=172.18.0.12:8285 > /run/netlab/flannel-udp/log/node1.flannel-udp 2>&1 < /dev/null & echo $! > /run/netlab/flannel-udp/pid/node1.flannel-udp
timeout 10 sh -c 'until grep -qs "^$0" "$1"; do sleep 0.05; done' serving /run/netlab/flannel-udp/log/node1.flannel-udp
# node2 carries packets of flannel0 to other nodes in UDP port 8285.
mkdir -p /run/netlab/flannel-udp/log /run/netlab/flannel-udp/pid
ip netns exec flannel-udp.node2 python3 -IS /run/netlab/flannel-udp/program/flannel-udp.py --dev flannel0 --listen 172.18.0.12:8285 --route 10.244.1.0/24=172.18.0.11:8285 > /run/netlab/flannel-udp/log/node2.flannel-udp 2>&1 < /dev/null & echo $! > /run/netlab/flannel-udp/pid/node2.flannel-udp
timeout 10 sh -c 'until grep -qs "^$0" "$1"; do sleep 0.05; done' serving /run/netlab/flannel-udp/log/node2.flannel-udp
# pod1-1 answers on 80/http with its name and the peer's address.
mkdir -p /run/netlab/flannel-udp/log /run/netlab/flannel-udp/pid
ip netns exec flannel-udp.pod1-1 python3 -IS /run/netlab/flannel-udp/program/serve.py --name pod1-1 80/http > /run/netlab/flannel-udp/log/pod1-1.serve 2>&1 < /dev/null & echo $! > /run/netlab/flannel-udp/pid/pod1-1.serve
timeout 10 sh -c 'until grep -qs "^$0" "$1"; do sleep 0.05; done' serving /run/netlab/flannel-udp/log/pod1-1.serve
# pod1-2 answers on 80/http with its name and the peer's address.
mkdir -p /run/netlab/flannel-udp/log /run/netlab/flannel-udp/pid
ip netns exec flannel-udp.pod1-2 python3 -IS /run/netlab/flannel-udp/program/serve.py --name pod1-2 80/http > /run/netlab/flannel-udp/log/pod1-2.serve 2>&1 < /dev/null & echo $! > /run/netlab/flannel-udp/pid/pod1-2.serve
timeout 10 sh -c 'until grep -qs "^$0" "$1"; do sleep 0.05; done' serving /run/netlab/flannel-udp/log/pod1-2.serve
# pod2-1 answers on 80/http with its name and the peer's address.
mkdir -p /run/netlab/flannel-udp/log /run/netlab/flannel-udp/pid
ip netns exec flannel-udp.pod2-1 python3 -IS /run/netlab/flannel-udp/program/serve.py --name pod2-1 80/http > /run/netlab/flannel-udp/log/pod2-1.serve 2>&1 < /dev/null & echo $! > /run/netlab/flannel-udp/pid/pod2-1.serve
timeout 10 sh -c 'until grep -qs "^$0" "$1"; do sleep 0.05; done' serving /run/netlab/flannel-udp/log/pod2-1.serve
# pod2-2 answers on 80/http with its name and the peer's address.
mkdir -p /run/netlab/flannel-udp/log /run/netlab/flannel-udp/pid
ip netns exec flannel-udp.pod2-2 python3 -IS /run/netlab/flannel-udp/program/serve.py --name pod2-2 80/http > /run/netlab/flannel-udp/log/pod2-2.serve 2>&1 < /dev/null & echo $! > /run/netlab/flannel-udp/pid/pod2-2.serve
timeout 10 sh -c 'until grep -qs "^$0" "$1"; do sleep 0.05; done' serving /run/netlab/flannel-udp/log/pod2-2.serve
# outside answers on 80/http with its name and the peer's address.
mkdir -p /run/netlab/flannel-udp/log /run/netlab/flannel-udp/pid
ip netns exec flannel-udp.outside python3 -IS /run/netlab/flannel-udp/program/serve.py --name outside 80/http > /run/netlab/flannel-udp/log/outside.serve 2>&1 < /dev/null & echo $! > /run/netlab/flannel-udp/pid/outside.serve
timeout 10 sh -c 'until grep -qs "^$0" "$1"; do sleep 0.05; done' serving /run/netlab/flannel-udp/log/outside.serve
