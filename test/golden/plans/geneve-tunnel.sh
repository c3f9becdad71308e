#!/bin/sh
# Builds the lab geneve-tunnel, as root. netlab plan --format sh --down prints the script that removes it.
set -eu
umask 022
# host1 is a network namespace.
ip netns add geneve-tunnel.host1
# host2 is a network namespace.
ip netns add geneve-tunnel.host2
# router is a network namespace.
ip netns add geneve-tunnel.router
# red is a network namespace.
ip netns add geneve-tunnel.red
# blue is a network namespace.
ip netns add geneve-tunnel.blue
# Node names resolve inside host1.
mkdir -p /etc/netns/geneve-tunnel.host1
printf %s '127.0.0.1 localhost
127.0.0.1 host1
198.51.100.130 host2
198.51.100.1 router
192.0.2.1 red
192.0.2.2 blue
' > /etc/netns/geneve-tunnel.host1/hosts
# Node names resolve inside host2.
mkdir -p /etc/netns/geneve-tunnel.host2
printf %s '127.0.0.1 localhost
127.0.0.1 host2
198.51.100.2 host1
198.51.100.1 router
192.0.2.1 red
192.0.2.2 blue
' > /etc/netns/geneve-tunnel.host2/hosts
# Node names resolve inside router.
mkdir -p /etc/netns/geneve-tunnel.router
printf %s '127.0.0.1 localhost
127.0.0.1 router
198.51.100.2 host1
198.51.100.130 host2
192.0.2.1 red
192.0.2.2 blue
' > /etc/netns/geneve-tunnel.router/hosts
# Node names resolve inside red.
mkdir -p /etc/netns/geneve-tunnel.red
printf %s '127.0.0.1 localhost
127.0.0.1 red
198.51.100.2 host1
198.51.100.130 host2
198.51.100.1 router
192.0.2.2 blue
' > /etc/netns/geneve-tunnel.red/hosts
# Node names resolve inside blue.
mkdir -p /etc/netns/geneve-tunnel.blue
printf %s '127.0.0.1 localhost
127.0.0.1 blue
198.51.100.2 host1
198.51.100.130 host2
198.51.100.1 router
192.0.2.1 red
' > /etc/netns/geneve-tunnel.blue/hosts
# A node forwards packets only if the lab enables it.
ip netns exec geneve-tunnel.host1 sysctl -qw net.ipv4.ip_forward=0
# The reverse path filter is off unless the lab enables it.
ip netns exec geneve-tunnel.host1 sysctl -qw net.ipv4.conf.all.rp_filter=0
# The same for interfaces that are created later.
ip netns exec geneve-tunnel.host1 sysctl -qw net.ipv4.conf.default.rp_filter=0
# iptables does not filter bridged frames.
ip netns exec geneve-tunnel.host1 sysctl -qew net.bridge.bridge-nf-call-iptables=0
# ip6tables does not filter bridged frames.
ip netns exec geneve-tunnel.host1 sysctl -qew net.bridge.bridge-nf-call-ip6tables=0
# The lab uses no IPv6.
ip netns exec geneve-tunnel.host1 sysctl -qew net.ipv6.conf.all.disable_ipv6=1
# The same for interfaces that are created later.
ip netns exec geneve-tunnel.host1 sysctl -qew net.ipv6.conf.default.disable_ipv6=1
# Set the loopback interface up.
ip -n geneve-tunnel.host1 link set lo up
# A node forwards packets only if the lab enables it.
ip netns exec geneve-tunnel.host2 sysctl -qw net.ipv4.ip_forward=0
# The reverse path filter is off unless the lab enables it.
ip netns exec geneve-tunnel.host2 sysctl -qw net.ipv4.conf.all.rp_filter=0
# The same for interfaces that are created later.
ip netns exec geneve-tunnel.host2 sysctl -qw net.ipv4.conf.default.rp_filter=0
# iptables does not filter bridged frames.
ip netns exec geneve-tunnel.host2 sysctl -qew net.bridge.bridge-nf-call-iptables=0
# ip6tables does not filter bridged frames.
ip netns exec geneve-tunnel.host2 sysctl -qew net.bridge.bridge-nf-call-ip6tables=0
# The lab uses no IPv6.
ip netns exec geneve-tunnel.host2 sysctl -qew net.ipv6.conf.all.disable_ipv6=1
# The same for interfaces that are created later.
ip netns exec geneve-tunnel.host2 sysctl -qew net.ipv6.conf.default.disable_ipv6=1
# Set the loopback interface up.
ip -n geneve-tunnel.host2 link set lo up
# A node forwards packets only if the lab enables it.
ip netns exec geneve-tunnel.router sysctl -qw net.ipv4.ip_forward=0
# The reverse path filter is off unless the lab enables it.
ip netns exec geneve-tunnel.router sysctl -qw net.ipv4.conf.all.rp_filter=0
# The same for interfaces that are created later.
ip netns exec geneve-tunnel.router sysctl -qw net.ipv4.conf.default.rp_filter=0
# iptables does not filter bridged frames.
ip netns exec geneve-tunnel.router sysctl -qew net.bridge.bridge-nf-call-iptables=0
# ip6tables does not filter bridged frames.
ip netns exec geneve-tunnel.router sysctl -qew net.bridge.bridge-nf-call-ip6tables=0
# The lab uses no IPv6.
ip netns exec geneve-tunnel.router sysctl -qew net.ipv6.conf.all.disable_ipv6=1
# The same for interfaces that are created later.
ip netns exec geneve-tunnel.router sysctl -qew net.ipv6.conf.default.disable_ipv6=1
# Set the loopback interface up.
ip -n geneve-tunnel.router link set lo up
# A node forwards packets only if the lab enables it.
ip netns exec geneve-tunnel.red sysctl -qw net.ipv4.ip_forward=0
# The reverse path filter is off unless the lab enables it.
ip netns exec geneve-tunnel.red sysctl -qw net.ipv4.conf.all.rp_filter=0
# The same for interfaces that are created later.
ip netns exec geneve-tunnel.red sysctl -qw net.ipv4.conf.default.rp_filter=0
# iptables does not filter bridged frames.
ip netns exec geneve-tunnel.red sysctl -qew net.bridge.bridge-nf-call-iptables=0
# ip6tables does not filter bridged frames.
ip netns exec geneve-tunnel.red sysctl -qew net.bridge.bridge-nf-call-ip6tables=0
# The lab uses no IPv6.
ip netns exec geneve-tunnel.red sysctl -qew net.ipv6.conf.all.disable_ipv6=1
# The same for interfaces that are created later.
ip netns exec geneve-tunnel.red sysctl -qew net.ipv6.conf.default.disable_ipv6=1
# Set the loopback interface up.
ip -n geneve-tunnel.red link set lo up
# A node forwards packets only if the lab enables it.
ip netns exec geneve-tunnel.blue sysctl -qw net.ipv4.ip_forward=0
# The reverse path filter is off unless the lab enables it.
ip netns exec geneve-tunnel.blue sysctl -qw net.ipv4.conf.all.rp_filter=0
# The same for interfaces that are created later.
ip netns exec geneve-tunnel.blue sysctl -qw net.ipv4.conf.default.rp_filter=0
# iptables does not filter bridged frames.
ip netns exec geneve-tunnel.blue sysctl -qew net.bridge.bridge-nf-call-iptables=0
# ip6tables does not filter bridged frames.
ip netns exec geneve-tunnel.blue sysctl -qew net.bridge.bridge-nf-call-ip6tables=0
# The lab uses no IPv6.
ip netns exec geneve-tunnel.blue sysctl -qew net.ipv6.conf.all.disable_ipv6=1
# The same for interfaces that are created later.
ip netns exec geneve-tunnel.blue sysctl -qew net.ipv6.conf.default.disable_ipv6=1
# Set the loopback interface up.
ip -n geneve-tunnel.blue link set lo up
# br0 is a bridge: a switch inside host1.
ip -n geneve-tunnel.host1 link add br0 up type bridge stp_state 0 mcast_snooping 0
# br0 is a bridge: a switch inside host2.
ip -n geneve-tunnel.host2 link add br0 up type bridge stp_state 0 mcast_snooping 0
# A cable: eth0 of host1 and eth0 of router.
ip -n geneve-tunnel.host1 link add eth0 up type veth peer name eth0 netns geneve-tunnel.router
# A cable: port1 of host1 and eth0 of red.
ip -n geneve-tunnel.host1 link add port1 mtu 1450 up master br0 type veth peer name eth0 address 02:57:33:9e:ce:50 mtu 1450 netns geneve-tunnel.red
# A cable: eth0 of host2 and eth1 of router.
ip -n geneve-tunnel.host2 link add eth0 up type veth peer name eth1 netns geneve-tunnel.router
# A cable: port1 of host2 and eth0 of blue.
ip -n geneve-tunnel.host2 link add port1 mtu 1450 up master br0 type veth peer name eth0 address 02:a9:7f:99:56:0f mtu 1450 netns geneve-tunnel.blue
# Set eth0 of router up.
ip -n geneve-tunnel.router link set eth0 up
# Set eth1 of router up.
ip -n geneve-tunnel.router link set eth1 up
# Set eth0 of red up.
ip -n geneve-tunnel.red link set eth0 up
# Set eth0 of blue up.
ip -n geneve-tunnel.blue link set eth0 up
# Encapsulates the bridge's frames in UDP and sends them to host2, network 10.
ip -n geneve-tunnel.host1 link add gen10 mtu 1450 up master br0 type geneve id 10 remote 198.51.100.130 dstport 6081
# Encapsulates the bridge's frames in UDP and sends them to host1, network 10.
ip -n geneve-tunnel.host2 link add gen10 mtu 1450 up master br0 type geneve id 10 remote 198.51.100.2 dstport 6081
# host1 has the address 198.51.100.2 on eth0.
ip -n geneve-tunnel.host1 addr add 198.51.100.2/25 dev eth0
# host2 has the address 198.51.100.130 on eth0.
ip -n geneve-tunnel.host2 addr add 198.51.100.130/25 dev eth0
# router has the address 198.51.100.1 on eth0.
ip -n geneve-tunnel.router addr add 198.51.100.1/25 dev eth0
# router has the address 198.51.100.129 on eth1.
ip -n geneve-tunnel.router addr add 198.51.100.129/25 dev eth1
# red has the address 192.0.2.1 on eth0.
ip -n geneve-tunnel.red addr add 192.0.2.1/24 dev eth0
# blue has the address 192.0.2.2 on eth0.
ip -n geneve-tunnel.blue addr add 192.0.2.2/24 dev eth0
# router forwards IPv4 packets: it is a router.
ip netns exec geneve-tunnel.router sysctl -qw net.ipv4.ip_forward=1
# host1 reaches destinations without a more specific route through router (198.51.100.1).
ip -n geneve-tunnel.host1 route add default via 198.51.100.1
# host2 reaches destinations without a more specific route through router (198.51.100.129).
ip -n geneve-tunnel.host2 route add default via 198.51.100.129
