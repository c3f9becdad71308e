#!/bin/sh
# Builds the lab flannel-wireguard, as root. netlab plan --format sh --down prints the script that removes it.
set -eu
umask 022
# node1 is a network namespace.
ip netns add flannel-wireguard.node1
# node2 is a network namespace.
ip netns add flannel-wireguard.node2
# node3 is a network namespace.
ip netns add flannel-wireguard.node3
# pod1-1 is a network namespace.
ip netns add flannel-wireguard.pod1-1
# pod2-1 is a network namespace.
ip netns add flannel-wireguard.pod2-1
# pod3-1 is a network namespace.
ip netns add flannel-wireguard.pod3-1
# outside is a network namespace.
ip netns add flannel-wireguard.outside
# underlay is a switch: a namespace that holds a bridge.
ip netns add flannel-wireguard.underlay
# The server of every node with serve.
mkdir -p /run/netlab/flannel-wireguard/program
printf %s '... src/programs/serve.py ...
' > /run/netlab/flannel-wireguard/program/serve.py
# Node names resolve inside node1.
mkdir -p /etc/netns/flannel-wireguard.node1
printf %s '127.0.0.1 localhost
127.0.0.1 node1
172.18.0.12 node2
172.18.0.13 node3
10.244.1.2 pod1-1
10.244.2.2 pod2-1
10.244.3.2 pod3-1
172.18.0.100 outside
' > /etc/netns/flannel-wireguard.node1/hosts
# Write the configuration of flannel-wg: its key and its peers. The private key is in the lab or derived from names, so it is not secret.
mkdir -p /run/netlab/flannel-wireguard/wireguard/node1
printf %s '[Interface]
PrivateKey = cEkJd+MO1QPpD/gJ9XwJQJScFLVcBsc12QYZP9nsp0k=
ListenPort = 51820

[Peer]
# node2:flannel-wg
PublicKey = QJ3Lq1CTG4urRCm2ziR/Xkfjel5GXN8XfnVxVBsipVQ=
AllowedIPs = 10.244.2.0/24
Endpoint = 172.18.0.12:51820

[Peer]
# node3:flannel-wg
PublicKey = zVuoMJIpg595UJTKdQ0yJk6M7fUlDCxZzBxZXgEys0Q=
AllowedIPs = 10.244.3.0/24
Endpoint = 172.18.0.13:51820
' > /run/netlab/flannel-wireguard/wireguard/node1/flannel-wg.conf
chmod 600 /run/netlab/flannel-wireguard/wireguard/node1/flannel-wg.conf
# Node names resolve inside node2.
mkdir -p /etc/netns/flannel-wireguard.node2
printf %s '127.0.0.1 localhost
127.0.0.1 node2
172.18.0.11 node1
172.18.0.13 node3
10.244.1.2 pod1-1
10.244.2.2 pod2-1
10.244.3.2 pod3-1
172.18.0.100 outside
' > /etc/netns/flannel-wireguard.node2/hosts
# Write the configuration of flannel-wg: its key and its peers. The private key is in the lab or derived from names, so it is not secret.
mkdir -p /run/netlab/flannel-wireguard/wireguard/node2
printf %s '[Interface]
PrivateKey = 2CI/HviVKV/s7kntLBIv/7p6sLF142NkK6DZnIO4qUw=
ListenPort = 51820

[Peer]
# node1:flannel-wg
PublicKey = 62TsbzuWwcrZCz5/IqO6M00k1yDekpY6lbv3YpqSNn8=
AllowedIPs = 10.244.1.0/24
Endpoint = 172.18.0.11:51820

[Peer]
# node3:flannel-wg
PublicKey = zVuoMJIpg595UJTKdQ0yJk6M7fUlDCxZzBxZXgEys0Q=
AllowedIPs = 10.244.3.0/24
Endpoint = 172.18.0.13:51820
' > /run/netlab/flannel-wireguard/wireguard/node2/flannel-wg.conf
chmod 600 /run/netlab/flannel-wireguard/wireguard/node2/flannel-wg.conf
# Node names resolve inside node3.
mkdir -p /etc/netns/flannel-wireguard.node3
printf %s '127.0.0.1 localhost
127.0.0.1 node3
172.18.0.11 node1
172.18.0.12 node2
10.244.1.2 pod1-1
10.244.2.2 pod2-1
10.244.3.2 pod3-1
172.18.0.100 outside
' > /etc/netns/flannel-wireguard.node3/hosts
# Write the configuration of flannel-wg: its key and its peers. The private key is in the lab or derived from names, so it is not secret.
mkdir -p /run/netlab/flannel-wireguard/wireguard/node3
printf %s '[Interface]
PrivateKey = GEo1O2fm/W5dgC4GHDeo1o956kE6eDTqqMdmQ8gE0XU=
ListenPort = 51820

[Peer]
# node1:flannel-wg
PublicKey = 62TsbzuWwcrZCz5/IqO6M00k1yDekpY6lbv3YpqSNn8=
AllowedIPs = 10.244.1.0/24
Endpoint = 172.18.0.11:51820

[Peer]
# node2:flannel-wg
PublicKey = QJ3Lq1CTG4urRCm2ziR/Xkfjel5GXN8XfnVxVBsipVQ=
AllowedIPs = 10.244.2.0/24
Endpoint = 172.18.0.12:51820
' > /run/netlab/flannel-wireguard/wireguard/node3/flannel-wg.conf
chmod 600 /run/netlab/flannel-wireguard/wireguard/node3/flannel-wg.conf
# Node names resolve inside pod1-1.
mkdir -p /etc/netns/flannel-wireguard.pod1-1
printf %s '127.0.0.1 localhost
127.0.0.1 pod1-1
172.18.0.11 node1
172.18.0.12 node2
172.18.0.13 node3
10.244.2.2 pod2-1
10.244.3.2 pod3-1
172.18.0.100 outside
' > /etc/netns/flannel-wireguard.pod1-1/hosts
# Node names resolve inside pod2-1.
mkdir -p /etc/netns/flannel-wireguard.pod2-1
printf %s '127.0.0.1 localhost
127.0.0.1 pod2-1
172.18.0.11 node1
172.18.0.12 node2
172.18.0.13 node3
10.244.1.2 pod1-1
10.244.3.2 pod3-1
172.18.0.100 outside
' > /etc/netns/flannel-wireguard.pod2-1/hosts
# Node names resolve inside pod3-1.
mkdir -p /etc/netns/flannel-wireguard.pod3-1
printf %s '127.0.0.1 localhost
127.0.0.1 pod3-1
172.18.0.11 node1
172.18.0.12 node2
172.18.0.13 node3
10.244.1.2 pod1-1
10.244.2.2 pod2-1
172.18.0.100 outside
' > /etc/netns/flannel-wireguard.pod3-1/hosts
# Node names resolve inside outside.
mkdir -p /etc/netns/flannel-wireguard.outside
printf %s '127.0.0.1 localhost
127.0.0.1 outside
172.18.0.11 node1
172.18.0.12 node2
172.18.0.13 node3
10.244.1.2 pod1-1
10.244.2.2 pod2-1
10.244.3.2 pod3-1
' > /etc/netns/flannel-wireguard.outside/hosts
# A node forwards packets only if the lab enables it.
ip netns exec flannel-wireguard.node1 sysctl -qw net.ipv4.ip_forward=0
# The reverse path filter is off unless the lab enables it.
ip netns exec flannel-wireguard.node1 sysctl -qw net.ipv4.conf.all.rp_filter=0
# The same for interfaces that are created later.
ip netns exec flannel-wireguard.node1 sysctl -qw net.ipv4.conf.default.rp_filter=0
# iptables does not filter bridged frames.
ip netns exec flannel-wireguard.node1 sysctl -qew net.bridge.bridge-nf-call-iptables=0
# ip6tables does not filter bridged frames.
ip netns exec flannel-wireguard.node1 sysctl -qew net.bridge.bridge-nf-call-ip6tables=0
# The lab uses no IPv6.
ip netns exec flannel-wireguard.node1 sysctl -qew net.ipv6.conf.all.disable_ipv6=1
# The same for interfaces that are created later.
ip netns exec flannel-wireguard.node1 sysctl -qew net.ipv6.conf.default.disable_ipv6=1
# Set the loopback interface up.
ip -n flannel-wireguard.node1 link set lo up
# A node forwards packets only if the lab enables it.
ip netns exec flannel-wireguard.node2 sysctl -qw net.ipv4.ip_forward=0
# The reverse path filter is off unless the lab enables it.
ip netns exec flannel-wireguard.node2 sysctl -qw net.ipv4.conf.all.rp_filter=0
# The same for interfaces that are created later.
ip netns exec flannel-wireguard.node2 sysctl -qw net.ipv4.conf.default.rp_filter=0
# iptables does not filter bridged frames.
ip netns exec flannel-wireguard.node2 sysctl -qew net.bridge.bridge-nf-call-iptables=0
# ip6tables does not filter bridged frames.
ip netns exec flannel-wireguard.node2 sysctl -qew net.bridge.bridge-nf-call-ip6tables=0
# The lab uses no IPv6.
ip netns exec flannel-wireguard.node2 sysctl -qew net.ipv6.conf.all.disable_ipv6=1
# The same for interfaces that are created later.
ip netns exec flannel-wireguard.node2 sysctl -qew net.ipv6.conf.default.disable_ipv6=1
# Set the loopback interface up.
ip -n flannel-wireguard.node2 link set lo up
# A node forwards packets only if the lab enables it.
ip netns exec flannel-wireguard.node3 sysctl -qw net.ipv4.ip_forward=0
# The reverse path filter is off unless the lab enables it.
ip netns exec flannel-wireguard.node3 sysctl -qw net.ipv4.conf.all.rp_filter=0
# The same for interfaces that are created later.
ip netns exec flannel-wireguard.node3 sysctl -qw net.ipv4.conf.default.rp_filter=0
# iptables does not filter bridged frames.
ip netns exec flannel-wireguard.node3 sysctl -qew net.bridge.bridge-nf-call-iptables=0
# ip6tables does not filter bridged frames.
ip netns exec flannel-wireguard.node3 sysctl -qew net.bridge.bridge-nf-call-ip6tables=0
# The lab uses no IPv6.
ip netns exec flannel-wireguard.node3 sysctl -qew net.ipv6.conf.all.disable_ipv6=1
# The same for interfaces that are created later.
ip netns exec flannel-wireguard.node3 sysctl -qew net.ipv6.conf.default.disable_ipv6=1
# Set the loopback interface up.
ip -n flannel-wireguard.node3 link set lo up
# A node forwards packets only if the lab enables it.
ip netns exec flannel-wireguard.pod1-1 sysctl -qw net.ipv4.ip_forward=0
# The reverse path filter is off unless the lab enables it.
ip netns exec flannel-wireguard.pod1-1 sysctl -qw net.ipv4.conf.all.rp_filter=0
# The same for interfaces that are created later.
ip netns exec flannel-wireguard.pod1-1 sysctl -qw net.ipv4.conf.default.rp_filter=0
# iptables does not filter bridged frames.
ip netns exec flannel-wireguard.pod1-1 sysctl -qew net.bridge.bridge-nf-call-iptables=0
# ip6tables does not filter bridged frames.
ip netns exec flannel-wireguard.pod1-1 sysctl -qew net.bridge.bridge-nf-call-ip6tables=0
# The lab uses no IPv6.
ip netns exec flannel-wireguard.pod1-1 sysctl -qew net.ipv6.conf.all.disable_ipv6=1
# The same for interfaces that are created later.
ip netns exec flannel-wireguard.pod1-1 sysctl -qew net.ipv6.conf.default.disable_ipv6=1
# Set the loopback interface up.
ip -n flannel-wireguard.pod1-1 link set lo up
# A node forwards packets only if the lab enables it.
ip netns exec flannel-wireguard.pod2-1 sysctl -qw net.ipv4.ip_forward=0
# The reverse path filter is off unless the lab enables it.
ip netns exec flannel-wireguard.pod2-1 sysctl -qw net.ipv4.conf.all.rp_filter=0
# The same for interfaces that are created later.
ip netns exec flannel-wireguard.pod2-1 sysctl -qw net.ipv4.conf.default.rp_filter=0
# iptables does not filter bridged frames.
ip netns exec flannel-wireguard.pod2-1 sysctl -qew net.bridge.bridge-nf-call-iptables=0
# ip6tables does not filter bridged frames.
ip netns exec flannel-wireguard.pod2-1 sysctl -qew net.bridge.bridge-nf-call-ip6tables=0
# The lab uses no IPv6.
ip netns exec flannel-wireguard.pod2-1 sysctl -qew net.ipv6.conf.all.disable_ipv6=1
# The same for interfaces that are created later.
ip netns exec flannel-wireguard.pod2-1 sysctl -qew net.ipv6.conf.default.disable_ipv6=1
# Set the loopback interface up.
ip -n flannel-wireguard.pod2-1 link set lo up
# A node forwards packets only if the lab enables it.
ip netns exec flannel-wireguard.pod3-1 sysctl -qw net.ipv4.ip_forward=0
# The reverse path filter is off unless the lab enables it.
ip netns exec flannel-wireguard.pod3-1 sysctl -qw net.ipv4.conf.all.rp_filter=0
# The same for interfaces that are created later.
ip netns exec flannel-wireguard.pod3-1 sysctl -qw net.ipv4.conf.default.rp_filter=0
# iptables does not filter bridged frames.
ip netns exec flannel-wireguard.pod3-1 sysctl -qew net.bridge.bridge-nf-call-iptables=0
# ip6tables does not filter bridged frames.
ip netns exec flannel-wireguard.pod3-1 sysctl -qew net.bridge.bridge-nf-call-ip6tables=0
# The lab uses no IPv6.
ip netns exec flannel-wireguard.pod3-1 sysctl -qew net.ipv6.conf.all.disable_ipv6=1
# The same for interfaces that are created later.
ip netns exec flannel-wireguard.pod3-1 sysctl -qew net.ipv6.conf.default.disable_ipv6=1
# Set the loopback interface up.
ip -n flannel-wireguard.pod3-1 link set lo up
# A node forwards packets only if the lab enables it.
ip netns exec flannel-wireguard.outside sysctl -qw net.ipv4.ip_forward=0
# The reverse path filter is off unless the lab enables it.
ip netns exec flannel-wireguard.outside sysctl -qw net.ipv4.conf.all.rp_filter=0
# The same for interfaces that are created later.
ip netns exec flannel-wireguard.outside sysctl -qw net.ipv4.conf.default.rp_filter=0
# iptables does not filter bridged frames.
ip netns exec flannel-wireguard.outside sysctl -qew net.bridge.bridge-nf-call-iptables=0
# ip6tables does not filter bridged frames.
ip netns exec flannel-wireguard.outside sysctl -qew net.bridge.bridge-nf-call-ip6tables=0
# The lab uses no IPv6.
ip netns exec flannel-wireguard.outside sysctl -qew net.ipv6.conf.all.disable_ipv6=1
# The same for interfaces that are created later.
ip netns exec flannel-wireguard.outside sysctl -qew net.ipv6.conf.default.disable_ipv6=1
# Set the loopback interface up.
ip -n flannel-wireguard.outside link set lo up
# A node forwards packets only if the lab enables it.
ip netns exec flannel-wireguard.underlay sysctl -qw net.ipv4.ip_forward=0
# The reverse path filter is off unless the lab enables it.
ip netns exec flannel-wireguard.underlay sysctl -qw net.ipv4.conf.all.rp_filter=0
# The same for interfaces that are created later.
ip netns exec flannel-wireguard.underlay sysctl -qw net.ipv4.conf.default.rp_filter=0
# iptables does not filter bridged frames.
ip netns exec flannel-wireguard.underlay sysctl -qew net.bridge.bridge-nf-call-iptables=0
# ip6tables does not filter bridged frames.
ip netns exec flannel-wireguard.underlay sysctl -qew net.bridge.bridge-nf-call-ip6tables=0
# The lab uses no IPv6.
ip netns exec flannel-wireguard.underlay sysctl -qew net.ipv6.conf.all.disable_ipv6=1
# The same for interfaces that are created later.
ip netns exec flannel-wireguard.underlay sysctl -qew net.ipv6.conf.default.disable_ipv6=1
# Set the loopback interface up.
ip -n flannel-wireguard.underlay link set lo up
# cni0 connects the pods of node1 and is their gateway; its MTU leaves room for the encapsulation.
ip -n flannel-wireguard.node1 link add cni0 address 02:59:b2:18:19:48 mtu 1420 up type bridge stp_state 0 mcast_snooping 0
# flannel-wg encrypts packets for pods on other nodes and sends them in UDP port 51820.
ip -n flannel-wireguard.node1 link add flannel-wg mtu 1420 up type wireguard
# cni0 connects the pods of node2 and is their gateway; its MTU leaves room for the encapsulation.
ip -n flannel-wireguard.node2 link add cni0 address 02:93:74:c6:1c:f7 mtu 1420 up type bridge stp_state 0 mcast_snooping 0
# flannel-wg encrypts packets for pods on other nodes and sends them in UDP port 51820.
ip -n flannel-wireguard.node2 link add flannel-wg mtu 1420 up type wireguard
# cni0 connects the pods of node3 and is their gateway; its MTU leaves room for the encapsulation.
ip -n flannel-wireguard.node3 link add cni0 address 02:44:5d:43:0b:10 mtu 1420 up type bridge stp_state 0 mcast_snooping 0
# flannel-wg encrypts packets for pods on other nodes and sends them in UDP port 51820.
ip -n flannel-wireguard.node3 link add flannel-wg mtu 1420 up type wireguard
# underlay is a switch between node1, node2, node3, outside.
ip -n flannel-wireguard.underlay link add br0 up type bridge stp_state 0 mcast_snooping 0
# The veth pair of pod1-1 to cni0 of node1.
ip -n flannel-wireguard.node1 link add veth872e5e98 mtu 1420 up master cni0 type veth peer name eth0 mtu 1420 netns flannel-wireguard.pod1-1
# The veth pair of pod2-1 to cni0 of node2.
ip -n flannel-wireguard.node2 link add vethf8939361 mtu 1420 up master cni0 type veth peer name eth0 mtu 1420 netns flannel-wireguard.pod2-1
# The veth pair of pod3-1 to cni0 of node3.
ip -n flannel-wireguard.node3 link add vethb1e2db53 mtu 1420 up master cni0 type veth peer name eth0 mtu 1420 netns flannel-wireguard.pod3-1
# node1's eth0 is plugged into underlay.
ip -n flannel-wireguard.underlay link add node1 up master br0 type veth peer name eth0 netns flannel-wireguard.node1
# node2's eth0 is plugged into underlay.
ip -n flannel-wireguard.underlay link add node2 up master br0 type veth peer name eth0 netns flannel-wireguard.node2
# node3's eth0 is plugged into underlay.
ip -n flannel-wireguard.underlay link add node3 up master br0 type veth peer name eth0 netns flannel-wireguard.node3
# outside's eth0 is plugged into underlay.
ip -n flannel-wireguard.underlay link add outside up master br0 type veth peer name eth0 netns flannel-wireguard.outside
# Set eth0 of node1 up.
ip -n flannel-wireguard.node1 link set eth0 up
# Set eth0 of node2 up.
ip -n flannel-wireguard.node2 link set eth0 up
# Set eth0 of node3 up.
ip -n flannel-wireguard.node3 link set eth0 up
# Set eth0 of pod1-1 up.
ip -n flannel-wireguard.pod1-1 link set eth0 up
# Set eth0 of pod2-1 up.
ip -n flannel-wireguard.pod2-1 link set eth0 up
# Set eth0 of pod3-1 up.
ip -n flannel-wireguard.pod3-1 link set eth0 up
# Set eth0 of outside up.
ip -n flannel-wireguard.outside link set eth0 up
# cni0 may send a frame back out of veth872e5e98, the port that it arrived on.
bridge -n flannel-wireguard.node1 link set dev veth872e5e98 hairpin on
# cni0 may send a frame back out of vethf8939361, the port that it arrived on.
bridge -n flannel-wireguard.node2 link set dev vethf8939361 hairpin on
# cni0 may send a frame back out of vethb1e2db53, the port that it arrived on.
bridge -n flannel-wireguard.node3 link set dev vethb1e2db53 hairpin on
# node1 has the address 172.18.0.11 on eth0.
ip -n flannel-wireguard.node1 addr add 172.18.0.11/24 dev eth0
# node1 has the address 10.244.1.1 on cni0.
ip -n flannel-wireguard.node1 addr add 10.244.1.1/24 brd + dev cni0
# node1 has the address 10.244.1.0 on flannel-wg.
ip -n flannel-wireguard.node1 addr add 10.244.1.0/32 dev flannel-wg
# node2 has the address 172.18.0.12 on eth0.
ip -n flannel-wireguard.node2 addr add 172.18.0.12/24 dev eth0
# node2 has the address 10.244.2.1 on cni0.
ip -n flannel-wireguard.node2 addr add 10.244.2.1/24 brd + dev cni0
# node2 has the address 10.244.2.0 on flannel-wg.
ip -n flannel-wireguard.node2 addr add 10.244.2.0/32 dev flannel-wg
# node3 has the address 172.18.0.13 on eth0.
ip -n flannel-wireguard.node3 addr add 172.18.0.13/24 dev eth0
# node3 has the address 10.244.3.1 on cni0.
ip -n flannel-wireguard.node3 addr add 10.244.3.1/24 brd + dev cni0
# node3 has the address 10.244.3.0 on flannel-wg.
ip -n flannel-wireguard.node3 addr add 10.244.3.0/32 dev flannel-wg
# pod1-1 has the address 10.244.1.2 on eth0.
ip -n flannel-wireguard.pod1-1 addr add 10.244.1.2/24 brd + dev eth0
# pod2-1 has the address 10.244.2.2 on eth0.
ip -n flannel-wireguard.pod2-1 addr add 10.244.2.2/24 brd + dev eth0
# pod3-1 has the address 10.244.3.2 on eth0.
ip -n flannel-wireguard.pod3-1 addr add 10.244.3.2/24 brd + dev eth0
# outside has the address 172.18.0.100 on eth0.
ip -n flannel-wireguard.outside addr add 172.18.0.100/24 dev eth0
# node1 forwards IPv4 packets: it is a router.
ip netns exec flannel-wireguard.node1 sysctl -qw net.ipv4.ip_forward=1
# Packets between pods of node1 pass its iptables rules, although cni0 only bridges them.
ip netns exec flannel-wireguard.node1 sysctl -qew net.bridge.bridge-nf-call-iptables=1
# node2 forwards IPv4 packets: it is a router.
ip netns exec flannel-wireguard.node2 sysctl -qw net.ipv4.ip_forward=1
# Packets between pods of node2 pass its iptables rules, although cni0 only bridges them.
ip netns exec flannel-wireguard.node2 sysctl -qew net.bridge.bridge-nf-call-iptables=1
# node3 forwards IPv4 packets: it is a router.
ip netns exec flannel-wireguard.node3 sysctl -qw net.ipv4.ip_forward=1
# Packets between pods of node3 pass its iptables rules, although cni0 only bridges them.
ip netns exec flannel-wireguard.node3 sysctl -qew net.bridge.bridge-nf-call-iptables=1
# Reach pods of all other nodes through flannel-wg; allowed-ips select the peer.
ip -n flannel-wireguard.node1 route add 10.244.0.0/16 dev flannel-wg scope link
# Reach pods of all other nodes through flannel-wg; allowed-ips select the peer.
ip -n flannel-wireguard.node2 route add 10.244.0.0/16 dev flannel-wg scope link
# Reach pods of all other nodes through flannel-wg; allowed-ips select the peer.
ip -n flannel-wireguard.node3 route add 10.244.0.0/16 dev flannel-wg scope link
# The default gateway of a pod is cni0 of node1.
ip -n flannel-wireguard.pod1-1 route add default via 10.244.1.1
# flannel's route to the pods of all nodes.
ip -n flannel-wireguard.pod1-1 route add 10.244.0.0/16 via 10.244.1.1
# The default gateway of a pod is cni0 of node2.
ip -n flannel-wireguard.pod2-1 route add default via 10.244.2.1
# flannel's route to the pods of all nodes.
ip -n flannel-wireguard.pod2-1 route add 10.244.0.0/16 via 10.244.2.1
# The default gateway of a pod is cni0 of node3.
ip -n flannel-wireguard.pod3-1 route add default via 10.244.3.1
# flannel's route to the pods of all nodes.
ip -n flannel-wireguard.pod3-1 route add 10.244.0.0/16 via 10.244.3.1
# outside reaches 10.244.0.0/16 through node1 (172.18.0.11).
ip -n flannel-wireguard.outside route add 10.244.0.0/16 via 172.18.0.11
# outside reaches 10.244.2.2/32 through node2 (172.18.0.12).
ip -n flannel-wireguard.outside route add 10.244.2.2/32 via 172.18.0.12
# Create the chain FLANNEL-POSTRTG in the table nat.
ip netns exec flannel-wireguard.node1 iptables -t nat -N FLANNEL-POSTRTG
# The chain of flannel decides on source addresses.
ip netns exec flannel-wireguard.node1 iptables -t nat -A POSTROUTING -m comment --comment 'flanneld masq' -j FLANNEL-POSTRTG
# kube-proxy masquerades the packets that it marks.
ip netns exec flannel-wireguard.node1 iptables -t nat -A FLANNEL-POSTRTG -m mark --mark 0x4000/0x4000 -m comment --comment 'flanneld masq' -j RETURN
# Pods of this node keep their address towards other pods.
ip netns exec flannel-wireguard.node1 iptables -t nat -A FLANNEL-POSTRTG -s 10.244.1.0/24 -d 10.244.0.0/16 -m comment --comment 'flanneld masq' -j RETURN
# Other pods keep their address towards this node's pods.
ip netns exec flannel-wireguard.node1 iptables -t nat -A FLANNEL-POSTRTG -s 10.244.0.0/16 -d 10.244.1.0/24 -m comment --comment 'flanneld masq' -j RETURN
# Outside clients keep their address towards this node's pods.
ip netns exec flannel-wireguard.node1 iptables -t nat -A FLANNEL-POSTRTG ! -s 10.244.0.0/16 -d 10.244.1.0/24 -m comment --comment 'flanneld masq' -j RETURN
# Packets from pods to the outside get the node's address as their source.
ip netns exec flannel-wireguard.node1 iptables -t nat -A FLANNEL-POSTRTG -s 10.244.0.0/16 ! -d 224.0.0.0/4 -m comment --comment 'flanneld masq' -j MASQUERADE --random-fully
# Packets from outside to pods of other nodes get the node's address as their source.
ip netns exec flannel-wireguard.node1 iptables -t nat -A FLANNEL-POSTRTG ! -s 10.244.0.0/16 -d 10.244.0.0/16 -m comment --comment 'flanneld masq' -j MASQUERADE --random-fully
# Create the chain FLANNEL-FWD in the table filter.
ip netns exec flannel-wireguard.node1 iptables -N FLANNEL-FWD
# flannel accepts pod traffic even if the policy of FORWARD is DROP.
ip netns exec flannel-wireguard.node1 iptables -A FORWARD -m comment --comment 'flanneld forward' -j FLANNEL-FWD
# Accept packets from pods.
ip netns exec flannel-wireguard.node1 iptables -A FLANNEL-FWD -s 10.244.0.0/16 -m comment --comment 'flanneld forward' -j ACCEPT
# Accept packets to pods.
ip netns exec flannel-wireguard.node1 iptables -A FLANNEL-FWD -d 10.244.0.0/16 -m comment --comment 'flanneld forward' -j ACCEPT
# Packets that match no rule of FORWARD: DROP.
ip netns exec flannel-wireguard.node1 iptables -P FORWARD DROP
# Create the chain FLANNEL-POSTRTG in the table nat.
ip netns exec flannel-wireguard.node2 iptables -t nat -N FLANNEL-POSTRTG
# The chain of flannel decides on source addresses.
ip netns exec flannel-wireguard.node2 iptables -t nat -A POSTROUTING -m comment --comment 'flanneld masq' -j FLANNEL-POSTRTG
# kube-proxy masquerades the packets that it marks.
ip netns exec flannel-wireguard.node2 iptables -t nat -A FLANNEL-POSTRTG -m mark --mark 0x4000/0x4000 -m comment --comment 'flanneld masq' -j RETURN
# Pods of this node keep their address towards other pods.
ip netns exec flannel-wireguard.node2 iptables -t nat -A FLANNEL-POSTRTG -s 10.244.2.0/24 -d 10.244.0.0/16 -m comment --comment 'flanneld masq' -j RETURN
# Other pods keep their address towards this node's pods.
ip netns exec flannel-wireguard.node2 iptables -t nat -A FLANNEL-POSTRTG -s 10.244.0.0/16 -d 10.244.2.0/24 -m comment --comment 'flanneld masq' -j RETURN
# Outside clients keep their address towards this node's pods.
ip netns exec flannel-wireguard.node2 iptables -t nat -A FLANNEL-POSTRTG ! -s 10.244.0.0/16 -d 10.244.2.0/24 -m comment --comment 'flanneld masq' -j RETURN
# Packets from pods to the outside get the node's address as their source.
ip netns exec flannel-wireguard.node2 iptables -t nat -A FLANNEL-POSTRTG -s 10.244.0.0/16 ! -d 224.0.0.0/4 -m comment --comment 'flanneld masq' -j MASQUERADE --random-fully
# Packets from outside to pods of other nodes get the node's address as their source.
ip netns exec flannel-wireguard.node2 iptables -t nat -A FLANNEL-POSTRTG ! -s 10.244.0.0/16 -d 10.244.0.0/16 -m comment --comment 'flanneld masq' -j MASQUERADE --random-fully
# Create the chain FLANNEL-FWD in the table filter.
ip netns exec flannel-wireguard.node2 iptables -N FLANNEL-FWD
# flannel accepts pod traffic even if the policy of FORWARD is DROP.
ip netns exec flannel-wireguard.node2 iptables -A FORWARD -m comment --comment 'flanneld forward' -j FLANNEL-FWD
# Accept packets from pods.
ip netns exec flannel-wireguard.node2 iptables -A FLANNEL-FWD -s 10.244.0.0/16 -m comment --comment 'flanneld forward' -j ACCEPT
# Accept packets to pods.
ip netns exec flannel-wireguard.node2 iptables -A FLANNEL-FWD -d 10.244.0.0/16 -m comment --comment 'flanneld forward' -j ACCEPT
# Packets that match no rule of FORWARD: DROP.
ip netns exec flannel-wireguard.node2 iptables -P FORWARD DROP
# Create the chain FLANNEL-POSTRTG in the table nat.
ip netns exec flannel-wireguard.node3 iptables -t nat -N FLANNEL-POSTRTG
# The chain of flannel decides on source addresses.
ip netns exec flannel-wireguard.node3 iptables -t nat -A POSTROUTING -m comment --comment 'flanneld masq' -j FLANNEL-POSTRTG
# kube-proxy masquerades the packets that it marks.
ip netns exec flannel-wireguard.node3 iptables -t nat -A FLANNEL-POSTRTG -m mark --mark 0x4000/0x4000 -m comment --comment 'flanneld masq' -j RETURN
# Pods of this node keep their address towards other pods.
ip netns exec flannel-wireguard.node3 iptables -t nat -A FLANNEL-POSTRTG -s 10.244.3.0/24 -d 10.244.0.0/16 -m comment --comment 'flanneld masq' -j RETURN
# Other pods keep their address towards this node's pods.
ip netns exec flannel-wireguard.node3 iptables -t nat -A FLANNEL-POSTRTG -s 10.244.0.0/16 -d 10.244.3.0/24 -m comment --comment 'flanneld masq' -j RETURN
# Outside clients keep their address towards this node's pods.
ip netns exec flannel-wireguard.node3 iptables -t nat -A FLANNEL-POSTRTG ! -s 10.244.0.0/16 -d 10.244.3.0/24 -m comment --comment 'flanneld masq' -j RETURN
# Packets from pods to the outside get the node's address as their source.
ip netns exec flannel-wireguard.node3 iptables -t nat -A FLANNEL-POSTRTG -s 10.244.0.0/16 ! -d 224.0.0.0/4 -m comment --comment 'flanneld masq' -j MASQUERADE --random-fully
# Packets from outside to pods of other nodes get the node's address as their source.
ip netns exec flannel-wireguard.node3 iptables -t nat -A FLANNEL-POSTRTG ! -s 10.244.0.0/16 -d 10.244.0.0/16 -m comment --comment 'flanneld masq' -j MASQUERADE --random-fully
# Create the chain FLANNEL-FWD in the table filter.
ip netns exec flannel-wireguard.node3 iptables -N FLANNEL-FWD
# flannel accepts pod traffic even if the policy of FORWARD is DROP.
ip netns exec flannel-wireguard.node3 iptables -A FORWARD -m comment --comment 'flanneld forward' -j FLANNEL-FWD
# Accept packets from pods.
ip netns exec flannel-wireguard.node3 iptables -A FLANNEL-FWD -s 10.244.0.0/16 -m comment --comment 'flanneld forward' -j ACCEPT
# Accept packets to pods.
ip netns exec flannel-wireguard.node3 iptables -A FLANNEL-FWD -d 10.244.0.0/16 -m comment --comment 'flanneld forward' -j ACCEPT
# Packets that match no rule of FORWARD: DROP.
ip netns exec flannel-wireguard.node3 iptables -P FORWARD DROP
# Set the key, port and peers of flannel-wg: node2:flannel-wg, node3:flannel-wg.
ip netns exec flannel-wireguard.node1 wg setconf flannel-wg /run/netlab/flannel-wireguard/wireguard/node1/flannel-wg.conf
# Set the key, port and peers of flannel-wg: node1:flannel-wg, node3:flannel-wg.
ip netns exec flannel-wireguard.node2 wg setconf flannel-wg /run/netlab/flannel-wireguard/wireguard/node2/flannel-wg.conf
# Set the key, port and peers of flannel-wg: node1:flannel-wg, node2:flannel-wg.
ip netns exec flannel-wireguard.node3 wg setconf flannel-wg /run/netlab/flannel-wireguard/wireguard/node3/flannel-wg.conf
# pod1-1 answers on 80/http with its name and the peer's address.
mkdir -p /run/netlab/flannel-wireguard/log /run/netlab/flannel-wireguard/pid
ip netns exec flannel-wireguard.pod1-1 python3 -IS /run/netlab/flannel-wireguard/program/serve.py --name pod1-1 80/http > /run/netlab/flannel-wireguard/log/pod1-1.serve 2>&1 < /dev/null & echo $! > /run/netlab/flannel-wireguard/pid/pod1-1.serve
timeout 10 sh -c 'until grep -qs "^$0" "$1"; do sleep 0.05; done' serving /run/netlab/flannel-wireguard/log/pod1-1.serve
# pod2-1 answers on 80/http with its name and the peer's address.
mkdir -p /run/netlab/flannel-wireguard/log /run/netlab/flannel-wireguard/pid
ip netns exec flannel-wireguard.pod2-1 python3 -IS /run/netlab/flannel-wireguard/program/serve.py --name pod2-1 80/http > /run/netlab/flannel-wireguard/log/pod2-1.serve 2>&1 < /dev/null & echo $! > /run/netlab/flannel-wireguard/pid/pod2-1.serve
timeout 10 sh -c 'until grep -qs "^$0" "$1"; do sleep 0.05; done' serving /run/netlab/flannel-wireguard/log/pod2-1.serve
# pod3-1 answers on 80/http with its name and the peer's address.
mkdir -p /run/netlab/flannel-wireguard/log /run/netlab/flannel-wireguard/pid
ip netns exec flannel-wireguard.pod3-1 python3 -IS /run/netlab/flannel-wireguard/program/serve.py --name pod3-1 80/http > /run/netlab/flannel-wireguard/log/pod3-1.serve 2>&1 < /dev/null & echo $! > /run/netlab/flannel-wireguard/pid/pod3-1.serve
timeout 10 sh -c 'until grep -qs "^$0" "$1"; do sleep 0.05; done' serving /run/netlab/flannel-wireguard/log/pod3-1.serve
# outside answers on 80/http with its name and the peer's address.
mkdir -p /run/netlab/flannel-wireguard/log /run/netlab/flannel-wireguard/pid
ip netns exec flannel-wireguard.outside python3 -IS /run/netlab/flannel-wireguard/program/serve.py --name outside 80/http > /run/netlab/flannel-wireguard/log/outside.serve 2>&1 < /dev/null & echo $! > /run/netlab/flannel-wireguard/pid/outside.serve
timeout 10 sh -c 'until grep -qs "^$0" "$1"; do sleep 0.05; done' serving /run/netlab/flannel-wireguard/log/outside.serve
