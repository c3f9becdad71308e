#!/bin/sh
# Builds the lab proxy-arp, as root. netlab plan --format sh --down prints the script that removes it.
set -eu
umask 022
# pod1 is a network namespace.
ip netns add proxy-arp.pod1
# pod2 is a network namespace.
ip netns add proxy-arp.pod2
# pod3 is a network namespace.
ip netns add proxy-arp.pod3
# host1 is a network namespace.
ip netns add proxy-arp.host1
# host2 is a network namespace.
ip netns add proxy-arp.host2
# host3 is a network namespace.
ip netns add proxy-arp.host3
# server is a network namespace.
ip netns add proxy-arp.server
# lan is a switch: a namespace that holds a bridge.
ip netns add proxy-arp.lan
# Node names resolve inside pod1.
mkdir -p /etc/netns/proxy-arp.pod1
printf %s '127.0.0.1 localhost
127.0.0.1 pod1
10.0.0.2 pod2
10.0.0.3 pod3
192.0.2.1 host1
192.0.2.2 host2
192.0.2.3 host3
192.0.2.80 server
' > /etc/netns/proxy-arp.pod1/hosts
# Node names resolve inside pod2.
mkdir -p /etc/netns/proxy-arp.pod2
printf %s '127.0.0.1 localhost
127.0.0.1 pod2
10.0.0.1 pod1
10.0.0.3 pod3
192.0.2.1 host1
192.0.2.2 host2
192.0.2.3 host3
192.0.2.80 server
' > /etc/netns/proxy-arp.pod2/hosts
# Node names resolve inside pod3.
mkdir -p /etc/netns/proxy-arp.pod3
printf %s '127.0.0.1 localhost
127.0.0.1 pod3
10.0.0.1 pod1
10.0.0.2 pod2
192.0.2.1 host1
192.0.2.2 host2
192.0.2.3 host3
192.0.2.80 server
' > /etc/netns/proxy-arp.pod3/hosts
# Node names resolve inside host1.
mkdir -p /etc/netns/proxy-arp.host1
printf %s '127.0.0.1 localhost
127.0.0.1 host1
10.0.0.1 pod1
10.0.0.2 pod2
10.0.0.3 pod3
192.0.2.2 host2
192.0.2.3 host3
192.0.2.80 server
' > /etc/netns/proxy-arp.host1/hosts
# Node names resolve inside host2.
mkdir -p /etc/netns/proxy-arp.host2
printf %s '127.0.0.1 localhost
127.0.0.1 host2
10.0.0.1 pod1
10.0.0.2 pod2
10.0.0.3 pod3
192.0.2.1 host1
192.0.2.3 host3
192.0.2.80 server
' > /etc/netns/proxy-arp.host2/hosts
# Node names resolve inside host3.
mkdir -p /etc/netns/proxy-arp.host3
printf %s '127.0.0.1 localhost
127.0.0.1 host3
10.0.0.1 pod1
10.0.0.2 pod2
10.0.0.3 pod3
192.0.2.1 host1
192.0.2.2 host2
192.0.2.80 server
' > /etc/netns/proxy-arp.host3/hosts
# Node names resolve inside server.
mkdir -p /etc/netns/proxy-arp.server
printf %s '127.0.0.1 localhost
127.0.0.1 server
10.0.0.1 pod1
10.0.0.2 pod2
10.0.0.3 pod3
192.0.2.1 host1
192.0.2.2 host2
192.0.2.3 host3
' > /etc/netns/proxy-arp.server/hosts
# A node forwards packets only if the lab enables it.
ip netns exec proxy-arp.pod1 sysctl -qw net.ipv4.ip_forward=0
# The reverse path filter is off unless the lab enables it.
ip netns exec proxy-arp.pod1 sysctl -qw net.ipv4.conf.all.rp_filter=0
# The same for interfaces that are created later.
ip netns exec proxy-arp.pod1 sysctl -qw net.ipv4.conf.default.rp_filter=0
# iptables does not filter bridged frames.
ip netns exec proxy-arp.pod1 sysctl -qew net.bridge.bridge-nf-call-iptables=0
# ip6tables does not filter bridged frames.
ip netns exec proxy-arp.pod1 sysctl -qew net.bridge.bridge-nf-call-ip6tables=0
# The lab uses no IPv6.
ip netns exec proxy-arp.pod1 sysctl -qew net.ipv6.conf.all.disable_ipv6=1
# The same for interfaces that are created later.
ip netns exec proxy-arp.pod1 sysctl -qew net.ipv6.conf.default.disable_ipv6=1
# Set the loopback interface up.
ip -n proxy-arp.pod1 link set lo up
# A node forwards packets only if the lab enables it.
ip netns exec proxy-arp.pod2 sysctl -qw net.ipv4.ip_forward=0
# The reverse path filter is off unless the lab enables it.
ip netns exec proxy-arp.pod2 sysctl -qw net.ipv4.conf.all.rp_filter=0
# The same for interfaces that are created later.
ip netns exec proxy-arp.pod2 sysctl -qw net.ipv4.conf.default.rp_filter=0
# iptables does not filter bridged frames.
ip netns exec proxy-arp.pod2 sysctl -qew net.bridge.bridge-nf-call-iptables=0
# ip6tables does not filter bridged frames.
ip netns exec proxy-arp.pod2 sysctl -qew net.bridge.bridge-nf-call-ip6tables=0
# The lab uses no IPv6.
ip netns exec proxy-arp.pod2 sysctl -qew net.ipv6.conf.all.disable_ipv6=1
# The same for interfaces that are created later.
ip netns exec proxy-arp.pod2 sysctl -qew net.ipv6.conf.default.disable_ipv6=1
# Set the loopback interface up.
ip -n proxy-arp.pod2 link set lo up
# A node forwards packets only if the lab enables it.
ip netns exec proxy-arp.pod3 sysctl -qw net.ipv4.ip_forward=0
# The reverse path filter is off unless the lab enables it.
ip netns exec proxy-arp.pod3 sysctl -qw net.ipv4.conf.all.rp_filter=0
# The same for interfaces that are created later.
ip netns exec proxy-arp.pod3 sysctl -qw net.ipv4.conf.default.rp_filter=0
# iptables does not filter bridged frames.
ip netns exec proxy-arp.pod3 sysctl -qew net.bridge.bridge-nf-call-iptables=0
# ip6tables does not filter bridged frames.
ip netns exec proxy-arp.pod3 sysctl -qew net.bridge.bridge-nf-call-ip6tables=0
# The lab uses no IPv6.
ip netns exec proxy-arp.pod3 sysctl -qew net.ipv6.conf.all.disable_ipv6=1
# The same for interfaces that are created later.
ip netns exec proxy-arp.pod3 sysctl -qew net.ipv6.conf.default.disable_ipv6=1
# Set the loopback interface up.
ip -n proxy-arp.pod3 link set lo up
# A node forwards packets only if the lab enables it.
ip netns exec proxy-arp.host1 sysctl -qw net.ipv4.ip_forward=0
# The reverse path filter is off unless the lab enables it.
ip netns exec proxy-arp.host1 sysctl -qw net.ipv4.conf.all.rp_filter=0
# The same for interfaces that are created later.
ip netns exec proxy-arp.host1 sysctl -qw net.ipv4.conf.default.rp_filter=0
# iptables does not filter bridged frames.
ip netns exec proxy-arp.host1 sysctl -qew net.bridge.bridge-nf-call-iptables=0
# ip6tables does not filter bridged frames.
ip netns exec proxy-arp.host1 sysctl -qew net.bridge.bridge-nf-call-ip6tables=0
# The lab uses no IPv6.
ip netns exec proxy-arp.host1 sysctl -qew net.ipv6.conf.all.disable_ipv6=1
# The same for interfaces that are created later.
ip netns exec proxy-arp.host1 sysctl -qew net.ipv6.conf.default.disable_ipv6=1
# Set the loopback interface up.
ip -n proxy-arp.host1 link set lo up
# A node forwards packets only if the lab enables it.
ip netns exec proxy-arp.host2 sysctl -qw net.ipv4.ip_forward=0
# The reverse path filter is off unless the lab enables it.
ip netns exec proxy-arp.host2 sysctl -qw net.ipv4.conf.all.rp_filter=0
# The same for interfaces that are created later.
ip netns exec proxy-arp.host2 sysctl -qw net.ipv4.conf.default.rp_filter=0
# iptables does not filter bridged frames.
ip netns exec proxy-arp.host2 sysctl -qew net.bridge.bridge-nf-call-iptables=0
# ip6tables does not filter bridged frames.
ip netns exec proxy-arp.host2 sysctl -qew net.bridge.bridge-nf-call-ip6tables=0
# The lab uses no IPv6.
ip netns exec proxy-arp.host2 sysctl -qew net.ipv6.conf.all.disable_ipv6=1
# The same for interfaces that are created later.
ip netns exec proxy-arp.host2 sysctl -qew net.ipv6.conf.default.disable_ipv6=1
# Set the loopback interface up.
ip -n proxy-arp.host2 link set lo up
# A node forwards packets only if the lab enables it.
ip netns exec proxy-arp.host3 sysctl -qw net.ipv4.ip_forward=0
# The reverse path filter is off unless the lab enables it.
ip netns exec proxy-arp.host3 sysctl -qw net.ipv4.conf.all.rp_filter=0
# The same for interfaces that are created later.
ip netns exec proxy-arp.host3 sysctl -qw net.ipv4.conf.default.rp_filter=0
# iptables does not filter bridged frames.
ip netns exec proxy-arp.host3 sysctl -qew net.bridge.bridge-nf-call-iptables=0
# ip6tables does not filter bridged frames.
ip netns exec proxy-arp.host3 sysctl -qew net.bridge.bridge-nf-call-ip6tables=0
# The lab uses no IPv6.
ip netns exec proxy-arp.host3 sysctl -qew net.ipv6.conf.all.disable_ipv6=1
# The same for interfaces that are created later.
ip netns exec proxy-arp.host3 sysctl -qew net.ipv6.conf.default.disable_ipv6=1
# Set the loopback interface up.
ip -n proxy-arp.host3 link set lo up
# A node forwards packets only if the lab enables it.
ip netns exec proxy-arp.server sysctl -qw net.ipv4.ip_forward=0
# The reverse path filter is off unless the lab enables it.
ip netns exec proxy-arp.server sysctl -qw net.ipv4.conf.all.rp_filter=0
# The same for interfaces that are created later.
ip netns exec proxy-arp.server sysctl -qw net.ipv4.conf.default.rp_filter=0
# iptables does not filter bridged frames.
ip netns exec proxy-arp.server sysctl -qew net.bridge.bridge-nf-call-iptables=0
# ip6tables does not filter bridged frames.
ip netns exec proxy-arp.server sysctl -qew net.bridge.bridge-nf-call-ip6tables=0
# The lab uses no IPv6.
ip netns exec proxy-arp.server sysctl -qew net.ipv6.conf.all.disable_ipv6=1
# The same for interfaces that are created later.
ip netns exec proxy-arp.server sysctl -qew net.ipv6.conf.default.disable_ipv6=1
# Set the loopback interface up.
ip -n proxy-arp.server link set lo up
# A node forwards packets only if the lab enables it.
ip netns exec proxy-arp.lan sysctl -qw net.ipv4.ip_forward=0
# The reverse path filter is off unless the lab enables it.
ip netns exec proxy-arp.lan sysctl -qw net.ipv4.conf.all.rp_filter=0
# The same for interfaces that are created later.
ip netns exec proxy-arp.lan sysctl -qw net.ipv4.conf.default.rp_filter=0
# iptables does not filter bridged frames.
ip netns exec proxy-arp.lan sysctl -qew net.bridge.bridge-nf-call-iptables=0
# ip6tables does not filter bridged frames.
ip netns exec proxy-arp.lan sysctl -qew net.bridge.bridge-nf-call-ip6tables=0
# The lab uses no IPv6.
ip netns exec proxy-arp.lan sysctl -qew net.ipv6.conf.all.disable_ipv6=1
# The same for interfaces that are created later.
ip netns exec proxy-arp.lan sysctl -qew net.ipv6.conf.default.disable_ipv6=1
# Set the loopback interface up.
ip -n proxy-arp.lan link set lo up
# lan is a switch between server, host1, host2, host3.
ip -n proxy-arp.lan link add br0 up type bridge stp_state 0 mcast_snooping 0
# A cable: cali1 of host1 and eth0 of pod1.
ip -n proxy-arp.host1 link add cali1 up type veth peer name eth0 netns proxy-arp.pod1
# A cable: cali1 of host2 and eth0 of pod2.
ip -n proxy-arp.host2 link add cali1 up type veth peer name eth0 netns proxy-arp.pod2
# A cable: cali1 of host3 and eth0 of pod3.
ip -n proxy-arp.host3 link add cali1 address 02:f1:5b:89:fc:2b up type veth peer name eth0 address 02:b7:31:2e:48:d4 netns proxy-arp.pod3
# server's eth0 is plugged into lan.
ip -n proxy-arp.lan link add server up master br0 type veth peer name eth0 netns proxy-arp.server
# host1's eth0 is plugged into lan.
ip -n proxy-arp.lan link add host1 up master br0 type veth peer name eth0 netns proxy-arp.host1
# host2's eth0 is plugged into lan.
ip -n proxy-arp.lan link add host2 up master br0 type veth peer name eth0 netns proxy-arp.host2
# host3's eth0 is plugged into lan.
ip -n proxy-arp.lan link add host3 up master br0 type veth peer name eth0 netns proxy-arp.host3
# Set eth0 of pod1 up.
ip -n proxy-arp.pod1 link set eth0 up
# Set eth0 of pod2 up.
ip -n proxy-arp.pod2 link set eth0 up
# Set eth0 of pod3 up.
ip -n proxy-arp.pod3 link set eth0 up
# Set eth0 of host1 up.
ip -n proxy-arp.host1 link set eth0 up
# Set eth0 of host2 up.
ip -n proxy-arp.host2 link set eth0 up
# Set eth0 of host3 up.
ip -n proxy-arp.host3 link set eth0 up
# Set eth0 of server up.
ip -n proxy-arp.server link set eth0 up
# pod1 has the address 10.0.0.1 on eth0.
ip -n proxy-arp.pod1 addr add 10.0.0.1/32 dev eth0
# pod2 has the address 10.0.0.2 on eth0.
ip -n proxy-arp.pod2 addr add 10.0.0.2/32 dev eth0
# pod3 has the address 10.0.0.3 on eth0.
ip -n proxy-arp.pod3 addr add 10.0.0.3/32 dev eth0
# host1 has the address 192.0.2.1 on eth0.
ip -n proxy-arp.host1 addr add 192.0.2.1/24 dev eth0
# host2 has the address 192.0.2.2 on eth0.
ip -n proxy-arp.host2 addr add 192.0.2.2/24 dev eth0
# host3 has the address 192.0.2.3 on eth0.
ip -n proxy-arp.host3 addr add 192.0.2.3/24 dev eth0
# server has the address 192.0.2.80 on eth0.
ip -n proxy-arp.server addr add 192.0.2.80/24 dev eth0
# server has the address 203.0.113.80 on lo.
ip -n proxy-arp.server addr add 203.0.113.80/32 dev lo
# Set net.ipv4.neigh.eth0.retrans_time_ms in pod1.
ip netns exec proxy-arp.pod1 sysctl -qw net.ipv4.neigh.eth0.retrans_time_ms=100
# Set net.ipv4.neigh.eth0.retrans_time_ms in pod2.
ip netns exec proxy-arp.pod2 sysctl -qw net.ipv4.neigh.eth0.retrans_time_ms=100
# host1 forwards IPv4 packets: it is a router.
ip netns exec proxy-arp.host1 sysctl -qw net.ipv4.ip_forward=1
# host1 answers ARP on cali1 for addresses that it can route to.
ip netns exec proxy-arp.host1 sysctl -qw net.ipv4.conf.cali1.proxy_arp=0
# host2 forwards IPv4 packets: it is a router.
ip netns exec proxy-arp.host2 sysctl -qw net.ipv4.ip_forward=1
# host2 answers ARP on cali1 for addresses that it can route to.
ip netns exec proxy-arp.host2 sysctl -qw net.ipv4.conf.cali1.proxy_arp=1
# Set net.ipv4.neigh.cali1.proxy_delay in host2.
ip netns exec proxy-arp.host2 sysctl -qw net.ipv4.neigh.cali1.proxy_delay=0
# host3 forwards IPv4 packets: it is a router.
ip netns exec proxy-arp.host3 sysctl -qw net.ipv4.ip_forward=1
# host3 answers ARP on cali1 for addresses that it can route to.
ip netns exec proxy-arp.host3 sysctl -qw net.ipv4.conf.cali1.proxy_arp=1
# Set net.ipv4.neigh.cali1.proxy_delay in host3.
ip netns exec proxy-arp.host3 sysctl -qw net.ipv4.neigh.cali1.proxy_delay=0
# 169.254.1.1/32 is on the link of eth0.
ip -n proxy-arp.pod1 route add 169.254.1.1/32 dev eth0 scope link
# 192.0.2.1/32 is on the link of eth0.
ip -n proxy-arp.pod1 route add 192.0.2.1/32 dev eth0 scope link
# 169.254.1.1/32 is on the link of eth0.
ip -n proxy-arp.pod2 route add 169.254.1.1/32 dev eth0 scope link
# 203.0.113.80/32 is on the link of eth0.
ip -n proxy-arp.pod2 route add 203.0.113.80/32 dev eth0 scope link
# 169.254.1.1/32 is on the link of eth0.
ip -n proxy-arp.pod3 route add 169.254.1.1/32 dev eth0 scope link
# 10.0.0.1/32 is on the link of cali1.
ip -n proxy-arp.host1 route add 10.0.0.1/32 dev cali1 scope link
# 10.0.0.2/32 is on the link of cali1.
ip -n proxy-arp.host2 route add 10.0.0.2/32 dev cali1 scope link
# 10.0.0.3/32 is on the link of cali1.
ip -n proxy-arp.host3 route add 10.0.0.3/32 dev cali1 scope link
# pod1 reaches destinations without a more specific route through 169.254.1.1.
ip -n proxy-arp.pod1 route add default via 169.254.1.1
# pod2 reaches destinations without a more specific route through 169.254.1.1.
ip -n proxy-arp.pod2 route add default via 169.254.1.1
# pod3 reaches destinations without a more specific route through 169.254.1.1.
ip -n proxy-arp.pod3 route add default via 169.254.1.1
# host1 reaches destinations without a more specific route through server (192.0.2.80).
ip -n proxy-arp.host1 route add default via 192.0.2.80
# host2 reaches 203.0.113.80/32 through server (192.0.2.80).
ip -n proxy-arp.host2 route add 203.0.113.80/32 via 192.0.2.80
# host3 reaches destinations without a more specific route through server (192.0.2.80).
ip -n proxy-arp.host3 route add default via 192.0.2.80
# server reaches 10.0.0.1/32 through host1 (192.0.2.1).
ip -n proxy-arp.server route add 10.0.0.1/32 via 192.0.2.1
# server reaches 10.0.0.2/32 through host2 (192.0.2.2).
ip -n proxy-arp.server route add 10.0.0.2/32 via 192.0.2.2
# server reaches 10.0.0.3/32 through host3 (192.0.2.3).
ip -n proxy-arp.server route add 10.0.0.3/32 via 192.0.2.3
