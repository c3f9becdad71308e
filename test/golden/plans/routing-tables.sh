#!/bin/sh
# Builds the lab routing-tables, as root. netlab plan --format sh --down prints the script that removes it.
set -eu
umask 022
# host is a network namespace.
ip netns add routing-tables.host
# isp1 is a network namespace.
ip netns add routing-tables.isp1
# isp2 is a network namespace.
ip netns add routing-tables.isp2
# server is a network namespace.
ip netns add routing-tables.server
# archive is a network namespace.
ip netns add routing-tables.archive
# net is a switch: a namespace that holds a bridge.
ip netns add routing-tables.net
# The server of every node with serve.
mkdir -p /run/netlab/routing-tables/program
printf %s '... src/programs/serve.py ...
' > /run/netlab/routing-tables/program/serve.py
# Node names resolve inside host.
mkdir -p /etc/netns/routing-tables.host
printf %s '127.0.0.1 localhost
127.0.0.1 host
192.0.2.1 isp1
198.51.100.1 isp2
203.0.113.80 server
203.0.113.200 archive
' > /etc/netns/routing-tables.host/hosts
# Node names resolve inside isp1.
mkdir -p /etc/netns/routing-tables.isp1
printf %s '127.0.0.1 localhost
127.0.0.1 isp1
192.0.2.2 host
198.51.100.1 isp2
203.0.113.80 server
203.0.113.200 archive
' > /etc/netns/routing-tables.isp1/hosts
# Node names resolve inside isp2.
mkdir -p /etc/netns/routing-tables.isp2
printf %s '127.0.0.1 localhost
127.0.0.1 isp2
192.0.2.2 host
192.0.2.1 isp1
203.0.113.80 server
203.0.113.200 archive
' > /etc/netns/routing-tables.isp2/hosts
# Node names resolve inside server.
mkdir -p /etc/netns/routing-tables.server
printf %s '127.0.0.1 localhost
127.0.0.1 server
192.0.2.2 host
192.0.2.1 isp1
198.51.100.1 isp2
203.0.113.200 archive
' > /etc/netns/routing-tables.server/hosts
# Node names resolve inside archive.
mkdir -p /etc/netns/routing-tables.archive
printf %s '127.0.0.1 localhost
127.0.0.1 archive
192.0.2.2 host
192.0.2.1 isp1
198.51.100.1 isp2
203.0.113.80 server
' > /etc/netns/routing-tables.archive/hosts
# A node forwards packets only if the lab enables it.
ip netns exec routing-tables.host sysctl -qw net.ipv4.ip_forward=0
# The reverse path filter is off unless the lab enables it.
ip netns exec routing-tables.host sysctl -qw net.ipv4.conf.all.rp_filter=0
# The same for interfaces that are created later.
ip netns exec routing-tables.host sysctl -qw net.ipv4.conf.default.rp_filter=0
# iptables does not filter bridged frames.
ip netns exec routing-tables.host sysctl -qew net.bridge.bridge-nf-call-iptables=0
# ip6tables does not filter bridged frames.
ip netns exec routing-tables.host sysctl -qew net.bridge.bridge-nf-call-ip6tables=0
# The lab uses no IPv6.
ip netns exec routing-tables.host sysctl -qew net.ipv6.conf.all.disable_ipv6=1
# The same for interfaces that are created later.
ip netns exec routing-tables.host sysctl -qew net.ipv6.conf.default.disable_ipv6=1
# Set the loopback interface up.
ip -n routing-tables.host link set lo up
# A node forwards packets only if the lab enables it.
ip netns exec routing-tables.isp1 sysctl -qw net.ipv4.ip_forward=0
# The reverse path filter is off unless the lab enables it.
ip netns exec routing-tables.isp1 sysctl -qw net.ipv4.conf.all.rp_filter=0
# The same for interfaces that are created later.
ip netns exec routing-tables.isp1 sysctl -qw net.ipv4.conf.default.rp_filter=0
# iptables does not filter bridged frames.
ip netns exec routing-tables.isp1 sysctl -qew net.bridge.bridge-nf-call-iptables=0
# ip6tables does not filter bridged frames.
ip netns exec routing-tables.isp1 sysctl -qew net.bridge.bridge-nf-call-ip6tables=0
# The lab uses no IPv6.
ip netns exec routing-tables.isp1 sysctl -qew net.ipv6.conf.all.disable_ipv6=1
# The same for interfaces that are created later.
ip netns exec routing-tables.isp1 sysctl -qew net.ipv6.conf.default.disable_ipv6=1
# Set the loopback interface up.
ip -n routing-tables.isp1 link set lo up
# A node forwards packets only if the lab enables it.
ip netns exec routing-tables.isp2 sysctl -qw net.ipv4.ip_forward=0
# The reverse path filter is off unless the lab enables it.
ip netns exec routing-tables.isp2 sysctl -qw net.ipv4.conf.all.rp_filter=0
# The same for interfaces that are created later.
ip netns exec routing-tables.isp2 sysctl -qw net.ipv4.conf.default.rp_filter=0
# iptables does not filter bridged frames.
ip netns exec routing-tables.isp2 sysctl -qew net.bridge.bridge-nf-call-iptables=0
# ip6tables does not filter bridged frames.
ip netns exec routing-tables.isp2 sysctl -qew net.bridge.bridge-nf-call-ip6tables=0
# The lab uses no IPv6.
ip netns exec routing-tables.isp2 sysctl -qew net.ipv6.conf.all.disable_ipv6=1
# The same for interfaces that are created later.
ip netns exec routing-tables.isp2 sysctl -qew net.ipv6.conf.default.disable_ipv6=1
# Set the loopback interface up.
ip -n routing-tables.isp2 link set lo up
# A node forwards packets only if the lab enables it.
ip netns exec routing-tables.server sysctl -qw net.ipv4.ip_forward=0
# The reverse path filter is off unless the lab enables it.
ip netns exec routing-tables.server sysctl -qw net.ipv4.conf.all.rp_filter=0
# The same for interfaces that are created later.
ip netns exec routing-tables.server sysctl -qw net.ipv4.conf.default.rp_filter=0
# iptables does not filter bridged frames.
ip netns exec routing-tables.server sysctl -qew net.bridge.bridge-nf-call-iptables=0
# ip6tables does not filter bridged frames.
ip netns exec routing-tables.server sysctl -qew net.bridge.bridge-nf-call-ip6tables=0
# The lab uses no IPv6.
ip netns exec routing-tables.server sysctl -qew net.ipv6.conf.all.disable_ipv6=1
# The same for interfaces that are created later.
ip netns exec routing-tables.server sysctl -qew net.ipv6.conf.default.disable_ipv6=1
# Set the loopback interface up.
ip -n routing-tables.server link set lo up
# A node forwards packets only if the lab enables it.
ip netns exec routing-tables.archive sysctl -qw net.ipv4.ip_forward=0
# The reverse path filter is off unless the lab enables it.
ip netns exec routing-tables.archive sysctl -qw net.ipv4.conf.all.rp_filter=0
# The same for interfaces that are created later.
ip netns exec routing-tables.archive sysctl -qw net.ipv4.conf.default.rp_filter=0
# iptables does not filter bridged frames.
ip netns exec routing-tables.archive sysctl -qew net.bridge.bridge-nf-call-iptables=0
# ip6tables does not filter bridged frames.
ip netns exec routing-tables.archive sysctl -qew net.bridge.bridge-nf-call-ip6tables=0
# The lab uses no IPv6.
ip netns exec routing-tables.archive sysctl -qew net.ipv6.conf.all.disable_ipv6=1
# The same for interfaces that are created later.
ip netns exec routing-tables.archive sysctl -qew net.ipv6.conf.default.disable_ipv6=1
# Set the loopback interface up.
ip -n routing-tables.archive link set lo up
# A node forwards packets only if the lab enables it.
ip netns exec routing-tables.net sysctl -qw net.ipv4.ip_forward=0
# The reverse path filter is off unless the lab enables it.
ip netns exec routing-tables.net sysctl -qw net.ipv4.conf.all.rp_filter=0
# The same for interfaces that are created later.
ip netns exec routing-tables.net sysctl -qw net.ipv4.conf.default.rp_filter=0
# iptables does not filter bridged frames.
ip netns exec routing-tables.net sysctl -qew net.bridge.bridge-nf-call-iptables=0
# ip6tables does not filter bridged frames.
ip netns exec routing-tables.net sysctl -qew net.bridge.bridge-nf-call-ip6tables=0
# The lab uses no IPv6.
ip netns exec routing-tables.net sysctl -qew net.ipv6.conf.all.disable_ipv6=1
# The same for interfaces that are created later.
ip netns exec routing-tables.net sysctl -qew net.ipv6.conf.default.disable_ipv6=1
# Set the loopback interface up.
ip -n routing-tables.net link set lo up
# net is a switch between isp1, isp2, server, archive.
ip -n routing-tables.net link add br0 up type bridge stp_state 0 mcast_snooping 0
# A cable: eth0 of host and eth0 of isp1.
ip -n routing-tables.host link add eth0 up type veth peer name eth0 netns routing-tables.isp1
# A cable: eth1 of host and eth0 of isp2.
ip -n routing-tables.host link add eth1 up type veth peer name eth0 netns routing-tables.isp2
# isp1's eth1 is plugged into net.
ip -n routing-tables.net link add isp1 up master br0 type veth peer name eth1 netns routing-tables.isp1
# isp2's eth1 is plugged into net.
ip -n routing-tables.net link add isp2 up master br0 type veth peer name eth1 netns routing-tables.isp2
# server's eth0 is plugged into net.
ip -n routing-tables.net link add server up master br0 type veth peer name eth0 netns routing-tables.server
# archive's eth0 is plugged into net.
ip -n routing-tables.net link add archive up master br0 type veth peer name eth0 netns routing-tables.archive
# Set eth0 of isp1 up.
ip -n routing-tables.isp1 link set eth0 up
# Set eth1 of isp1 up.
ip -n routing-tables.isp1 link set eth1 up
# Set eth0 of isp2 up.
ip -n routing-tables.isp2 link set eth0 up
# Set eth1 of isp2 up.
ip -n routing-tables.isp2 link set eth1 up
# Set eth0 of server up.
ip -n routing-tables.server link set eth0 up
# Set eth0 of archive up.
ip -n routing-tables.archive link set eth0 up
# host has the address 192.0.2.2 on eth0.
ip -n routing-tables.host addr add 192.0.2.2/25 dev eth0
# host has the address 198.51.100.2 on eth1.
ip -n routing-tables.host addr add 198.51.100.2/25 dev eth1
# host has the address 10.0.0.1 on lo.
ip -n routing-tables.host addr add 10.0.0.1/32 dev lo
# isp1 has the address 192.0.2.1 on eth0.
ip -n routing-tables.isp1 addr add 192.0.2.1/25 dev eth0
# isp1 has the address 203.0.113.1 on eth1.
ip -n routing-tables.isp1 addr add 203.0.113.1/24 dev eth1
# isp2 has the address 198.51.100.1 on eth0.
ip -n routing-tables.isp2 addr add 198.51.100.1/25 dev eth0
# isp2 has the address 203.0.113.2 on eth1.
ip -n routing-tables.isp2 addr add 203.0.113.2/24 dev eth1
# server has the address 203.0.113.80 on eth0.
ip -n routing-tables.server addr add 203.0.113.80/24 dev eth0
# archive has the address 203.0.113.200 on eth0.
ip -n routing-tables.archive addr add 203.0.113.200/24 dev eth0
# isp1 forwards IPv4 packets: it is a router.
ip netns exec routing-tables.isp1 sysctl -qw net.ipv4.ip_forward=1
# isp2 forwards IPv4 packets: it is a router.
ip netns exec routing-tables.isp2 sysctl -qw net.ipv4.ip_forward=1
# The default route.
ip -n routing-tables.host route add default via 192.0.2.1
# The longer prefix wins. This route sets another source address.
ip -n routing-tables.host route add 203.0.113.128/25 via 198.51.100.1 src 10.0.0.1
# The default route for packets that a rule sends to this table.
ip -n routing-tables.host route add default via 198.51.100.1 table 102
# Never used: the kernel looks up the table local first, and 192.0.2.2 is the host.
ip -n routing-tables.host route add 192.0.2.2/32 via 192.0.2.1
# isp2 reaches 10.0.0.1/32 through host (198.51.100.2).
ip -n routing-tables.isp2 route add 10.0.0.1/32 via 198.51.100.2
# server reaches 192.0.2.0/25 through isp1 (203.0.113.1).
ip -n routing-tables.server route add 192.0.2.0/25 via 203.0.113.1
# server reaches 198.51.100.0/25 through isp2 (203.0.113.2).
ip -n routing-tables.server route add 198.51.100.0/25 via 203.0.113.2
# archive reaches 10.0.0.1/32 through isp2 (203.0.113.2).
ip -n routing-tables.archive route add 10.0.0.1/32 via 203.0.113.2
# host looks up matching packets in table 102.
ip -n routing-tables.host rule add fwmark 2 lookup 102 priority 100
# host looks up matching packets in table 102.
ip -n routing-tables.host rule add from 198.51.100.2 lookup 102 priority 101
# A rule can also reject packets.
ip -n routing-tables.host rule add to 203.0.113.66 prohibit priority 102
# Port 8080 takes the other path.
ip netns exec routing-tables.host iptables -t mangle -A OUTPUT -p tcp --dport 8080 -j MARK --set-mark 2
# server answers on 80/http, 8080/http with its name and the peer's address.
mkdir -p /run/netlab/routing-tables/log /run/netlab/routing-tables/pid
ip netns exec routing-tables.server python3 -IS /run/netlab/routing-tables/program/serve.py --name server 80/http 8080/http > /run/netlab/routing-tables/log/server.serve 2>&1 < /dev/null & echo $! > /run/netlab/routing-tables/pid/server.serve
timeout 10 sh -c 'until grep -qs "^$0" "$1"; do sleep 0.05; done' serving /run/netlab/routing-tables/log/server.serve
# archive answers on 80/http with its name and the peer's address.
mkdir -p /run/netlab/routing-tables/log /run/netlab/routing-tables/pid
ip netns exec routing-tables.archive python3 -IS /run/netlab/routing-tables/program/serve.py --name archive 80/http > /run/netlab/routing-tables/log/archive.serve 2>&1 < /dev/null & echo $! > /run/netlab/routing-tables/pid/archive.serve
timeout 10 sh -c 'until grep -qs "^$0" "$1"; do sleep 0.05; done' serving /run/netlab/routing-tables/log/archive.serve
