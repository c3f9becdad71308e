#!/bin/sh
# Builds the lab bond-failover, as root. netlab plan --format sh --down prints the script that removes it.
set -eu
umask 022
# host is a network namespace.
ip netns add bond-failover.host
# left is a network namespace.
ip netns add bond-failover.left
# right is a network namespace.
ip netns add bond-failover.right
# core is a network namespace.
ip netns add bond-failover.core
# client is a network namespace.
ip netns add bond-failover.client
# Node names resolve inside host.
mkdir -p /etc/netns/bond-failover.host
printf %s '127.0.0.1 localhost
127.0.0.1 host
192.0.2.1 client
' > /etc/netns/bond-failover.host/hosts
# Node names resolve inside left.
mkdir -p /etc/netns/bond-failover.left
printf %s '127.0.0.1 localhost
127.0.0.1 left
192.0.2.10 host
192.0.2.1 client
' > /etc/netns/bond-failover.left/hosts
# Node names resolve inside right.
mkdir -p /etc/netns/bond-failover.right
printf %s '127.0.0.1 localhost
127.0.0.1 right
192.0.2.10 host
192.0.2.1 client
' > /etc/netns/bond-failover.right/hosts
# Node names resolve inside core.
mkdir -p /etc/netns/bond-failover.core
printf %s '127.0.0.1 localhost
127.0.0.1 core
192.0.2.10 host
192.0.2.1 client
' > /etc/netns/bond-failover.core/hosts
# Node names resolve inside client.
mkdir -p /etc/netns/bond-failover.client
printf %s '127.0.0.1 localhost
127.0.0.1 client
192.0.2.10 host
' > /etc/netns/bond-failover.client/hosts
# A node forwards packets only if the lab enables it.
ip netns exec bond-failover.host sysctl -qw net.ipv4.ip_forward=0
# The reverse path filter is off unless the lab enables it.
ip netns exec bond-failover.host sysctl -qw net.ipv4.conf.all.rp_filter=0
# The same for interfaces that are created later.
ip netns exec bond-failover.host sysctl -qw net.ipv4.conf.default.rp_filter=0
# iptables does not filter bridged frames.
ip netns exec bond-failover.host sysctl -qew net.bridge.bridge-nf-call-iptables=0
# ip6tables does not filter bridged frames.
ip netns exec bond-failover.host sysctl -qew net.bridge.bridge-nf-call-ip6tables=0
# The lab uses no IPv6.
ip netns exec bond-failover.host sysctl -qew net.ipv6.conf.all.disable_ipv6=1
# The same for interfaces that are created later.
ip netns exec bond-failover.host sysctl -qew net.ipv6.conf.default.disable_ipv6=1
# Set the loopback interface up.
ip -n bond-failover.host link set lo up
# A node forwards packets only if the lab enables it.
ip netns exec bond-failover.left sysctl -qw net.ipv4.ip_forward=0
# The reverse path filter is off unless the lab enables it.
ip netns exec bond-failover.left sysctl -qw net.ipv4.conf.all.rp_filter=0
# The same for interfaces that are created later.
ip netns exec bond-failover.left sysctl -qw net.ipv4.conf.default.rp_filter=0
# iptables does not filter bridged frames.
ip netns exec bond-failover.left sysctl -qew net.bridge.bridge-nf-call-iptables=0
# ip6tables does not filter bridged frames.
ip netns exec bond-failover.left sysctl -qew net.bridge.bridge-nf-call-ip6tables=0
# The lab uses no IPv6.
ip netns exec bond-failover.left sysctl -qew net.ipv6.conf.all.disable_ipv6=1
# The same for interfaces that are created later.
ip netns exec bond-failover.left sysctl -qew net.ipv6.conf.default.disable_ipv6=1
# Set the loopback interface up.
ip -n bond-failover.left link set lo up
# A node forwards packets only if the lab enables it.
ip netns exec bond-failover.right sysctl -qw net.ipv4.ip_forward=0
# The reverse path filter is off unless the lab enables it.
ip netns exec bond-failover.right sysctl -qw net.ipv4.conf.all.rp_filter=0
# The same for interfaces that are created later.
ip netns exec bond-failover.right sysctl -qw net.ipv4.conf.default.rp_filter=0
# iptables does not filter bridged frames.
ip netns exec bond-failover.right sysctl -qew net.bridge.bridge-nf-call-iptables=0
# ip6tables does not filter bridged frames.
ip netns exec bond-failover.right sysctl -qew net.bridge.bridge-nf-call-ip6tables=0
# The lab uses no IPv6.
ip netns exec bond-failover.right sysctl -qew net.ipv6.conf.all.disable_ipv6=1
# The same for interfaces that are created later.
ip netns exec bond-failover.right sysctl -qew net.ipv6.conf.default.disable_ipv6=1
# Set the loopback interface up.
ip -n bond-failover.right link set lo up
# A node forwards packets only if the lab enables it.
ip netns exec bond-failover.core sysctl -qw net.ipv4.ip_forward=0
# The reverse path filter is off unless the lab enables it.
ip netns exec bond-failover.core sysctl -qw net.ipv4.conf.all.rp_filter=0
# The same for interfaces that are created later.
ip netns exec bond-failover.core sysctl -qw net.ipv4.conf.default.rp_filter=0
# iptables does not filter bridged frames.
ip netns exec bond-failover.core sysctl -qew net.bridge.bridge-nf-call-iptables=0
# ip6tables does not filter bridged frames.
ip netns exec bond-failover.core sysctl -qew net.bridge.bridge-nf-call-ip6tables=0
# The lab uses no IPv6.
ip netns exec bond-failover.core sysctl -qew net.ipv6.conf.all.disable_ipv6=1
# The same for interfaces that are created later.
ip netns exec bond-failover.core sysctl -qew net.ipv6.conf.default.disable_ipv6=1
# Set the loopback interface up.
ip -n bond-failover.core link set lo up
# A node forwards packets only if the lab enables it.
ip netns exec bond-failover.client sysctl -qw net.ipv4.ip_forward=0
# The reverse path filter is off unless the lab enables it.
ip netns exec bond-failover.client sysctl -qw net.ipv4.conf.all.rp_filter=0
# The same for interfaces that are created later.
ip netns exec bond-failover.client sysctl -qw net.ipv4.conf.default.rp_filter=0
# iptables does not filter bridged frames.
ip netns exec bond-failover.client sysctl -qew net.bridge.bridge-nf-call-iptables=0
# ip6tables does not filter bridged frames.
ip netns exec bond-failover.client sysctl -qew net.bridge.bridge-nf-call-ip6tables=0
# The lab uses no IPv6.
ip netns exec bond-failover.client sysctl -qew net.ipv6.conf.all.disable_ipv6=1
# The same for interfaces that are created later.
ip netns exec bond-failover.client sysctl -qew net.ipv6.conf.default.disable_ipv6=1
# Set the loopback interface up.
ip -n bond-failover.client link set lo up
# bond0 makes several interfaces of host one: active-backup.
ip -n bond-failover.host link add bond0 address 02:8d:b9:36:29:16 up type bond mode active-backup miimon 100
# br0 is a bridge: a switch inside left.
ip -n bond-failover.left link add br0 up type bridge stp_state 0 mcast_snooping 0
# br0 is a bridge: a switch inside right.
ip -n bond-failover.right link add br0 up type bridge stp_state 0 mcast_snooping 0
# br0 is a bridge: a switch inside core.
ip -n bond-failover.core link add br0 up type bridge stp_state 0 mcast_snooping 0
# A cable: eth0 of host and port1 of left.
ip -n bond-failover.host link add eth0 master bond0 type veth peer name port1 netns bond-failover.left
# A cable: eth1 of host and port1 of right.
ip -n bond-failover.host link add eth1 master bond0 type veth peer name port1 netns bond-failover.right
# A cable: port1 of core and port2 of left.
ip -n bond-failover.core link add port1 up master br0 type veth peer name port2 netns bond-failover.left
# A cable: port2 of core and port2 of right.
ip -n bond-failover.core link add port2 up master br0 type veth peer name port2 netns bond-failover.right
# A cable: port3 of core and eth0 of client.
ip -n bond-failover.core link add port3 up master br0 type veth peer name eth0 netns bond-failover.client
# Set port1 of left up, as a port of br0.
ip -n bond-failover.left link set port1 up master br0
# Set port2 of left up, as a port of br0.
ip -n bond-failover.left link set port2 up master br0
# Set port1 of right up, as a port of br0.
ip -n bond-failover.right link set port1 up master br0
# Set port2 of right up, as a port of br0.
ip -n bond-failover.right link set port2 up master br0
# Set eth0 of client up.
ip -n bond-failover.client link set eth0 up
# bond0 uses eth0 whenever it has a link.
ip -n bond-failover.host link set bond0 type bond primary eth0
# host has the address 192.0.2.10 on bond0.
ip -n bond-failover.host addr add 192.0.2.10/24 dev bond0
# client has the address 192.0.2.1 on eth0.
ip -n bond-failover.client addr add 192.0.2.1/24 dev eth0
