#!/bin/sh
# Builds the lab vrf-two-tenants, as root. netlab plan --format sh --down prints the script that removes it.
set -eu
umask 022
# red1 is a network namespace.
ip netns add vrf-two-tenants.red1
# red2 is a network namespace.
ip netns add vrf-two-tenants.red2
# blue1 is a network namespace.
ip netns add vrf-two-tenants.blue1
# blue2 is a network namespace.
ip netns add vrf-two-tenants.blue2
# router is a network namespace.
ip netns add vrf-two-tenants.router
# outside is a network namespace.
ip netns add vrf-two-tenants.outside
# The server of every node with serve.
mkdir -p /run/netlab/vrf-two-tenants/program
printf %s '... src/programs/serve.py ...
' > /run/netlab/vrf-two-tenants/program/serve.py
# Node names resolve inside red1.
mkdir -p /etc/netns/vrf-two-tenants.red1
printf %s '127.0.0.1 localhost
127.0.0.1 red1
192.0.2.130 red2
192.0.2.2 blue1
192.0.2.130 blue2
192.0.2.1 router
198.51.100.2 outside
' > /etc/netns/vrf-two-tenants.red1/hosts
# Node names resolve inside red2.
mkdir -p /etc/netns/vrf-two-tenants.red2
printf %s '127.0.0.1 localhost
127.0.0.1 red2
192.0.2.2 red1
192.0.2.2 blue1
192.0.2.130 blue2
192.0.2.1 router
198.51.100.2 outside
' > /etc/netns/vrf-two-tenants.red2/hosts
# Node names resolve inside blue1.
mkdir -p /etc/netns/vrf-two-tenants.blue1
printf %s '127.0.0.1 localhost
127.0.0.1 blue1
192.0.2.2 red1
192.0.2.130 red2
192.0.2.130 blue2
192.0.2.1 router
198.51.100.2 outside
' > /etc/netns/vrf-two-tenants.blue1/hosts
# Node names resolve inside blue2.
mkdir -p /etc/netns/vrf-two-tenants.blue2
printf %s '127.0.0.1 localhost
127.0.0.1 blue2
192.0.2.2 red1
192.0.2.130 red2
192.0.2.2 blue1
192.0.2.1 router
198.51.100.2 outside
' > /etc/netns/vrf-two-tenants.blue2/hosts
# Node names resolve inside router.
mkdir -p /etc/netns/vrf-two-tenants.router
printf %s '127.0.0.1 localhost
127.0.0.1 router
192.0.2.2 red1
192.0.2.130 red2
192.0.2.2 blue1
192.0.2.130 blue2
198.51.100.2 outside
' > /etc/netns/vrf-two-tenants.router/hosts
# Node names resolve inside outside.
mkdir -p /etc/netns/vrf-two-tenants.outside
printf %s '127.0.0.1 localhost
127.0.0.1 outside
192.0.2.2 red1
192.0.2.130 red2
192.0.2.2 blue1
192.0.2.130 blue2
192.0.2.1 router
' > /etc/netns/vrf-two-tenants.outside/hosts
# A node forwards packets only if the lab enables it.
ip netns exec vrf-two-tenants.red1 sysctl -qw net.ipv4.ip_forward=0
# The reverse path filter is off unless the lab enables it.
ip netns exec vrf-two-tenants.red1 sysctl -qw net.ipv4.conf.all.rp_filter=0
# The same for interfaces that are created later.
ip netns exec vrf-two-tenants.red1 sysctl -qw net.ipv4.conf.default.rp_filter=0
# iptables does not filter bridged frames.
ip netns exec vrf-two-tenants.red1 sysctl -qew net.bridge.bridge-nf-call-iptables=0
# ip6tables does not filter bridged frames.
ip netns exec vrf-two-tenants.red1 sysctl -qew net.bridge.bridge-nf-call-ip6tables=0
# The lab uses no IPv6.
ip netns exec vrf-two-tenants.red1 sysctl -qew net.ipv6.conf.all.disable_ipv6=1
# The same for interfaces that are created later.
ip netns exec vrf-two-tenants.red1 sysctl -qew net.ipv6.conf.default.disable_ipv6=1
# Set the loopback interface up.
ip -n vrf-two-tenants.red1 link set lo up
# A node forwards packets only if the lab enables it.
ip netns exec vrf-two-tenants.red2 sysctl -qw net.ipv4.ip_forward=0
# The reverse path filter is off unless the lab enables it.
ip netns exec vrf-two-tenants.red2 sysctl -qw net.ipv4.conf.all.rp_filter=0
# The same for interfaces that are created later.
ip netns exec vrf-two-tenants.red2 sysctl -qw net.ipv4.conf.default.rp_filter=0
# iptables does not filter bridged frames.
ip netns exec vrf-two-tenants.red2 sysctl -qew net.bridge.bridge-nf-call-iptables=0
# ip6tables does not filter bridged frames.
ip netns exec vrf-two-tenants.red2 sysctl -qew net.bridge.bridge-nf-call-ip6tables=0
# The lab uses no IPv6.
ip netns exec vrf-two-tenants.red2 sysctl -qew net.ipv6.conf.all.disable_ipv6=1
# The same for interfaces that are created later.
ip netns exec vrf-two-tenants.red2 sysctl -qew net.ipv6.conf.default.disable_ipv6=1
# Set the loopback interface up.
ip -n vrf-two-tenants.red2 link set lo up
# A node forwards packets only if the lab enables it.
ip netns exec vrf-two-tenants.blue1 sysctl -qw net.ipv4.ip_forward=0
# The reverse path filter is off unless the lab enables it.
ip netns exec vrf-two-tenants.blue1 sysctl -qw net.ipv4.conf.all.rp_filter=0
# The same for interfaces that are created later.
ip netns exec vrf-two-tenants.blue1 sysctl -qw net.ipv4.conf.default.rp_filter=0
# iptables does not filter bridged frames.
ip netns exec vrf-two-tenants.blue1 sysctl -qew net.bridge.bridge-nf-call-iptables=0
# ip6tables does not filter bridged frames.
ip netns exec vrf-two-tenants.blue1 sysctl -qew net.bridge.bridge-nf-call-ip6tables=0
# The lab uses no IPv6.
ip netns exec vrf-two-tenants.blue1 sysctl -qew net.ipv6.conf.all.disable_ipv6=1
# The same for interfaces that are created later.
ip netns exec vrf-two-tenants.blue1 sysctl -qew net.ipv6.conf.default.disable_ipv6=1
# Set the loopback interface up.
ip -n vrf-two-tenants.blue1 link set lo up
# A node forwards packets only if the lab enables it.
ip netns exec vrf-two-tenants.blue2 sysctl -qw net.ipv4.ip_forward=0
# The reverse path filter is off unless the lab enables it.
ip netns exec vrf-two-tenants.blue2 sysctl -qw net.ipv4.conf.all.rp_filter=0
# The same for interfaces that are created later.
ip netns exec vrf-two-tenants.blue2 sysctl -qw net.ipv4.conf.default.rp_filter=0
# iptables does not filter bridged frames.
ip netns exec vrf-two-tenants.blue2 sysctl -qew net.bridge.bridge-nf-call-iptables=0
# ip6tables does not filter bridged frames.
ip netns exec vrf-two-tenants.blue2 sysctl -qew net.bridge.bridge-nf-call-ip6tables=0
# The lab uses no IPv6.
ip netns exec vrf-two-tenants.blue2 sysctl -qew net.ipv6.conf.all.disable_ipv6=1
# The same for interfaces that are created later.
ip netns exec vrf-two-tenants.blue2 sysctl -qew net.ipv6.conf.default.disable_ipv6=1
# Set the loopback interface up.
ip -n vrf-two-tenants.blue2 link set lo up
# A node forwards packets only if the lab enables it.
ip netns exec vrf-two-tenants.router sysctl -qw net.ipv4.ip_forward=0
# The reverse path filter is off unless the lab enables it.
ip netns exec vrf-two-tenants.router sysctl -qw net.ipv4.conf.all.rp_filter=0
# The same for interfaces that are created later.
ip netns exec vrf-two-tenants.router sysctl -qw net.ipv4.conf.default.rp_filter=0
# iptables does not filter bridged frames.
ip netns exec vrf-two-tenants.router sysctl -qew net.bridge.bridge-nf-call-iptables=0
# ip6tables does not filter bridged frames.
ip netns exec vrf-two-tenants.router sysctl -qew net.bridge.bridge-nf-call-ip6tables=0
# The lab uses no IPv6.
ip netns exec vrf-two-tenants.router sysctl -qew net.ipv6.conf.all.disable_ipv6=1
# The same for interfaces that are created later.
ip netns exec vrf-two-tenants.router sysctl -qew net.ipv6.conf.default.disable_ipv6=1
# Set the loopback interface up.
ip -n vrf-two-tenants.router link set lo up
# A node forwards packets only if the lab enables it.
ip netns exec vrf-two-tenants.outside sysctl -qw net.ipv4.ip_forward=0
# The reverse path filter is off unless the lab enables it.
ip netns exec vrf-two-tenants.outside sysctl -qw net.ipv4.conf.all.rp_filter=0
# The same for interfaces that are created later.
ip netns exec vrf-two-tenants.outside sysctl -qw net.ipv4.conf.default.rp_filter=0
# iptables does not filter bridged frames.
ip netns exec vrf-two-tenants.outside sysctl -qew net.bridge.bridge-nf-call-iptables=0
# ip6tables does not filter bridged frames.
ip netns exec vrf-two-tenants.outside sysctl -qew net.bridge.bridge-nf-call-ip6tables=0
# The lab uses no IPv6.
ip netns exec vrf-two-tenants.outside sysctl -qew net.ipv6.conf.all.disable_ipv6=1
# The same for interfaces that are created later.
ip netns exec vrf-two-tenants.outside sysctl -qew net.ipv6.conf.default.disable_ipv6=1
# Set the loopback interface up.
ip -n vrf-two-tenants.outside link set lo up
# red routes the packets of its ports by table 10.
ip -n vrf-two-tenants.router link add red up type vrf table 10
# blue routes the packets of its ports by table 20.
ip -n vrf-two-tenants.router link add blue up type vrf table 20
# A cable: eth0 of router and eth0 of red1.
ip -n vrf-two-tenants.router link add eth0 up master red type veth peer name eth0 netns vrf-two-tenants.red1
# A cable: eth1 of router and eth0 of red2.
ip -n vrf-two-tenants.router link add eth1 up master red type veth peer name eth0 netns vrf-two-tenants.red2
# A cable: eth2 of router and eth0 of blue1.
ip -n vrf-two-tenants.router link add eth2 up master blue type veth peer name eth0 netns vrf-two-tenants.blue1
# A cable: eth3 of router and eth0 of blue2.
ip -n vrf-two-tenants.router link add eth3 up master blue type veth peer name eth0 netns vrf-two-tenants.blue2
# A cable: eth4 of router and eth0 of outside.
ip -n vrf-two-tenants.router link add eth4 up type veth peer name eth0 netns vrf-two-tenants.outside
# Set eth0 of red1 up.
ip -n vrf-two-tenants.red1 link set eth0 up
# Set eth0 of red2 up.
ip -n vrf-two-tenants.red2 link set eth0 up
# Set eth0 of blue1 up.
ip -n vrf-two-tenants.blue1 link set eth0 up
# Set eth0 of blue2 up.
ip -n vrf-two-tenants.blue2 link set eth0 up
# Set eth0 of outside up.
ip -n vrf-two-tenants.outside link set eth0 up
# red1 has the address 192.0.2.2 on eth0.
ip -n vrf-two-tenants.red1 addr add 192.0.2.2/25 dev eth0
# red2 has the address 192.0.2.130 on eth0.
ip -n vrf-two-tenants.red2 addr add 192.0.2.130/25 dev eth0
# blue1 has the address 192.0.2.2 on eth0.
ip -n vrf-two-tenants.blue1 addr add 192.0.2.2/25 dev eth0
# blue2 has the address 192.0.2.130 on eth0.
ip -n vrf-two-tenants.blue2 addr add 192.0.2.130/25 dev eth0
# router has the address 192.0.2.1 on eth0.
ip -n vrf-two-tenants.router addr add 192.0.2.1/25 dev eth0
# router has the address 192.0.2.129 on eth1.
ip -n vrf-two-tenants.router addr add 192.0.2.129/25 dev eth1
# router has the address 192.0.2.1 on eth2.
ip -n vrf-two-tenants.router addr add 192.0.2.1/25 dev eth2
# router has the address 192.0.2.129 on eth3.
ip -n vrf-two-tenants.router addr add 192.0.2.129/25 dev eth3
# router has the address 198.51.100.1 on eth4.
ip -n vrf-two-tenants.router addr add 198.51.100.1/24 dev eth4
# outside has the address 198.51.100.2 on eth0.
ip -n vrf-two-tenants.outside addr add 198.51.100.2/24 dev eth0
# router forwards IPv4 packets: it is a router.
ip netns exec vrf-two-tenants.router sysctl -qw net.ipv4.ip_forward=1
# Set net.ipv4.tcp_l3mdev_accept in router.
ip netns exec vrf-two-tenants.router sysctl -qw net.ipv4.tcp_l3mdev_accept=1
# Prevents a lookup in main for destinations that red's table does not match.
ip -n vrf-two-tenants.router route add unreachable default metric 4278198272 vrf red
# Prevents a lookup in main for destinations that blue's table does not match.
ip -n vrf-two-tenants.router route add unreachable default metric 4278198272 vrf blue
# red1 reaches destinations without a more specific route through router (192.0.2.1).
ip -n vrf-two-tenants.red1 route add default via 192.0.2.1
# red2 reaches destinations without a more specific route through router (192.0.2.129).
ip -n vrf-two-tenants.red2 route add default via 192.0.2.129
# blue1 reaches destinations without a more specific route through router (192.0.2.1).
ip -n vrf-two-tenants.blue1 route add default via 192.0.2.1
# blue2 reaches destinations without a more specific route through router (192.0.2.129).
ip -n vrf-two-tenants.blue2 route add default via 192.0.2.129
# red2 answers on 80/http with its name and the peer's address.
mkdir -p /run/netlab/vrf-two-tenants/log /run/netlab/vrf-two-tenants/pid
ip netns exec vrf-two-tenants.red2 python3 -IS /run/netlab/vrf-two-tenants/program/serve.py --name red2 80/http > /run/netlab/vrf-two-tenants/log/red2.serve 2>&1 < /dev/null & echo $! > /run/netlab/vrf-two-tenants/pid/red2.serve
timeout 10 sh -c 'until grep -qs "^$0" "$1"; do sleep 0.05; done' serving /run/netlab/vrf-two-tenants/log/red2.serve
# blue2 answers on 80/http with its name and the peer's address.
mkdir -p /run/netlab/vrf-two-tenants/log /run/netlab/vrf-two-tenants/pid
ip netns exec vrf-two-tenants.blue2 python3 -IS /run/netlab/vrf-two-tenants/program/serve.py --name blue2 80/http > /run/netlab/vrf-two-tenants/log/blue2.serve 2>&1 < /dev/null & echo $! > /run/netlab/vrf-two-tenants/pid/blue2.serve
timeout 10 sh -c 'until grep -qs "^$0" "$1"; do sleep 0.05; done' serving /run/netlab/vrf-two-tenants/log/blue2.serve
# router answers on 80/http with its name and the peer's address.
mkdir -p /run/netlab/vrf-two-tenants/log /run/netlab/vrf-two-tenants/pid
ip netns exec vrf-two-tenants.router python3 -IS /run/netlab/vrf-two-tenants/program/serve.py --name router 80/http > /run/netlab/vrf-two-tenants/log/router.serve 2>&1 < /dev/null & echo $! > /run/netlab/vrf-two-tenants/pid/router.serve
timeout 10 sh -c 'until grep -qs "^$0" "$1"; do sleep 0.05; done' serving /run/netlab/vrf-two-tenants/log/router.serve
