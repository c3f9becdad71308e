#!/bin/sh
# Builds the lab nat-overlapping-subnets, as root. netlab plan --format sh --down prints the script that removes it.
set -eu
umask 022
# alice is a network namespace.
ip netns add nat-overlapping-subnets.alice
# bob is a network namespace.
ip netns add nat-overlapping-subnets.bob
# carol is a network namespace.
ip netns add nat-overlapping-subnets.carol
# gw-a is a network namespace.
ip netns add nat-overlapping-subnets.gw-a
# gw-b is a network namespace.
ip netns add nat-overlapping-subnets.gw-b
# site-b is a switch: a namespace that holds a bridge.
ip netns add nat-overlapping-subnets.site-b
# The server of every node with serve.
mkdir -p /run/netlab/nat-overlapping-subnets/program
printf %s '... src/programs/serve.py ...
' > /run/netlab/nat-overlapping-subnets/program/serve.py
# Node names resolve inside alice.
mkdir -p /etc/netns/nat-overlapping-subnets.alice
printf %s '127.0.0.1 localhost
127.0.0.1 alice
192.168.1.10 bob
192.168.1.20 carol
192.168.1.1 gw-a
198.51.100.2 gw-b
' > /etc/netns/nat-overlapping-subnets.alice/hosts
# Node names resolve inside bob.
mkdir -p /etc/netns/nat-overlapping-subnets.bob
printf %s '127.0.0.1 localhost
127.0.0.1 bob
192.168.1.10 alice
192.168.1.20 carol
192.168.1.1 gw-a
198.51.100.2 gw-b
' > /etc/netns/nat-overlapping-subnets.bob/hosts
# Node names resolve inside carol.
mkdir -p /etc/netns/nat-overlapping-subnets.carol
printf %s '127.0.0.1 localhost
127.0.0.1 carol
192.168.1.10 alice
192.168.1.10 bob
192.168.1.1 gw-a
198.51.100.2 gw-b
' > /etc/netns/nat-overlapping-subnets.carol/hosts
# Node names resolve inside gw-a.
mkdir -p /etc/netns/nat-overlapping-subnets.gw-a
printf %s '127.0.0.1 localhost
127.0.0.1 gw-a
192.168.1.10 alice
192.168.1.10 bob
192.168.1.20 carol
198.51.100.2 gw-b
' > /etc/netns/nat-overlapping-subnets.gw-a/hosts
# Node names resolve inside gw-b.
mkdir -p /etc/netns/nat-overlapping-subnets.gw-b
printf %s '127.0.0.1 localhost
127.0.0.1 gw-b
192.168.1.10 alice
192.168.1.10 bob
192.168.1.20 carol
192.168.1.1 gw-a
' > /etc/netns/nat-overlapping-subnets.gw-b/hosts
# A node forwards packets only if the lab enables it.
ip netns exec nat-overlapping-subnets.alice sysctl -qw net.ipv4.ip_forward=0
# The reverse path filter is off unless the lab enables it.
ip netns exec nat-overlapping-subnets.alice sysctl -qw net.ipv4.conf.all.rp_filter=0
# The same for interfaces that are created later.
ip netns exec nat-overlapping-subnets.alice sysctl -qw net.ipv4.conf.default.rp_filter=0
# iptables does not filter bridged frames.
ip netns exec nat-overlapping-subnets.alice sysctl -qew net.bridge.bridge-nf-call-iptables=0
# ip6tables does not filter bridged frames.
ip netns exec nat-overlapping-subnets.alice sysctl -qew net.bridge.bridge-nf-call-ip6tables=0
# The lab uses no IPv6.
ip netns exec nat-overlapping-subnets.alice sysctl -qew net.ipv6.conf.all.disable_ipv6=1
# The same for interfaces that are created later.
ip netns exec nat-overlapping-subnets.alice sysctl -qew net.ipv6.conf.default.disable_ipv6=1
# Set the loopback interface up.
ip -n nat-overlapping-subnets.alice link set lo up
# A node forwards packets only if the lab enables it.
ip netns exec nat-overlapping-subnets.bob sysctl -qw net.ipv4.ip_forward=0
# The reverse path filter is off unless the lab enables it.
ip netns exec nat-overlapping-subnets.bob sysctl -qw net.ipv4.conf.all.rp_filter=0
# The same for interfaces that are created later.
ip netns exec nat-overlapping-subnets.bob sysctl -qw net.ipv4.conf.default.rp_filter=0
# iptables does not filter bridged frames.
ip netns exec nat-overlapping-subnets.bob sysctl -qew net.bridge.bridge-nf-call-iptables=0
# ip6tables does not filter bridged frames.
ip netns exec nat-overlapping-subnets.bob sysctl -qew net.bridge.bridge-nf-call-ip6tables=0
# The lab uses no IPv6.
ip netns exec nat-overlapping-subnets.bob sysctl -qew net.ipv6.conf.all.disable_ipv6=1
# The same for interfaces that are created later.
ip netns exec nat-overlapping-subnets.bob sysctl -qew net.ipv6.conf.default.disable_ipv6=1
# Set the loopback interface up.
ip -n nat-overlapping-subnets.bob link set lo up
# A node forwards packets only if the lab enables it.
ip netns exec nat-overlapping-subnets.carol sysctl -qw net.ipv4.ip_forward=0
# The reverse path filter is off unless the lab enables it.
ip netns exec nat-overlapping-subnets.carol sysctl -qw net.ipv4.conf.all.rp_filter=0
# The same for interfaces that are created later.
ip netns exec nat-overlapping-subnets.carol sysctl -qw net.ipv4.conf.default.rp_filter=0
# iptables does not filter bridged frames.
ip netns exec nat-overlapping-subnets.carol sysctl -qew net.bridge.bridge-nf-call-iptables=0
# ip6tables does not filter bridged frames.
ip netns exec nat-overlapping-subnets.carol sysctl -qew net.bridge.bridge-nf-call-ip6tables=0
# The lab uses no IPv6.
ip netns exec nat-overlapping-subnets.carol sysctl -qew net.ipv6.conf.all.disable_ipv6=1
# The same for interfaces that are created later.
ip netns exec nat-overlapping-subnets.carol sysctl -qew net.ipv6.conf.default.disable_ipv6=1
# Set the loopback interface up.
ip -n nat-overlapping-subnets.carol link set lo up
# A node forwards packets only if the lab enables it.
ip netns exec nat-overlapping-subnets.gw-a sysctl -qw net.ipv4.ip_forward=0
# The reverse path filter is off unless the lab enables it.
ip netns exec nat-overlapping-subnets.gw-a sysctl -qw net.ipv4.conf.all.rp_filter=0
# The same for interfaces that are created later.
ip netns exec nat-overlapping-subnets.gw-a sysctl -qw net.ipv4.conf.default.rp_filter=0
# iptables does not filter bridged frames.
ip netns exec nat-overlapping-subnets.gw-a sysctl -qew net.bridge.bridge-nf-call-iptables=0
# ip6tables does not filter bridged frames.
ip netns exec nat-overlapping-subnets.gw-a sysctl -qew net.bridge.bridge-nf-call-ip6tables=0
# The lab uses no IPv6.
ip netns exec nat-overlapping-subnets.gw-a sysctl -qew net.ipv6.conf.all.disable_ipv6=1
# The same for interfaces that are created later.
ip netns exec nat-overlapping-subnets.gw-a sysctl -qew net.ipv6.conf.default.disable_ipv6=1
# Set the loopback interface up.
ip -n nat-overlapping-subnets.gw-a link set lo up
# A node forwards packets only if the lab enables it.
ip netns exec nat-overlapping-subnets.gw-b sysctl -qw net.ipv4.ip_forward=0
# The reverse path filter is off unless the lab enables it.
ip netns exec nat-overlapping-subnets.gw-b sysctl -qw net.ipv4.conf.all.rp_filter=0
# The same for interfaces that are created later.
ip netns exec nat-overlapping-subnets.gw-b sysctl -qw net.ipv4.conf.default.rp_filter=0
# iptables does not filter bridged frames.
ip netns exec nat-overlapping-subnets.gw-b sysctl -qew net.bridge.bridge-nf-call-iptables=0
# ip6tables does not filter bridged frames.
ip netns exec nat-overlapping-subnets.gw-b sysctl -qew net.bridge.bridge-nf-call-ip6tables=0
# The lab uses no IPv6.
ip netns exec nat-overlapping-subnets.gw-b sysctl -qew net.ipv6.conf.all.disable_ipv6=1
# The same for interfaces that are created later.
ip netns exec nat-overlapping-subnets.gw-b sysctl -qew net.ipv6.conf.default.disable_ipv6=1
# Set the loopback interface up.
ip -n nat-overlapping-subnets.gw-b link set lo up
# A node forwards packets only if the lab enables it.
ip netns exec nat-overlapping-subnets.site-b sysctl -qw net.ipv4.ip_forward=0
# The reverse path filter is off unless the lab enables it.
ip netns exec nat-overlapping-subnets.site-b sysctl -qw net.ipv4.conf.all.rp_filter=0
# The same for interfaces that are created later.
ip netns exec nat-overlapping-subnets.site-b sysctl -qw net.ipv4.conf.default.rp_filter=0
# iptables does not filter bridged frames.
ip netns exec nat-overlapping-subnets.site-b sysctl -qew net.bridge.bridge-nf-call-iptables=0
# ip6tables does not filter bridged frames.
ip netns exec nat-overlapping-subnets.site-b sysctl -qew net.bridge.bridge-nf-call-ip6tables=0
# The lab uses no IPv6.
ip netns exec nat-overlapping-subnets.site-b sysctl -qew net.ipv6.conf.all.disable_ipv6=1
# The same for interfaces that are created later.
ip netns exec nat-overlapping-subnets.site-b sysctl -qew net.ipv6.conf.default.disable_ipv6=1
# Set the loopback interface up.
ip -n nat-overlapping-subnets.site-b link set lo up
# site-b is a switch between gw-b, bob, carol.
ip -n nat-overlapping-subnets.site-b link add br0 up type bridge stp_state 0 mcast_snooping 0
# A cable: eth0 of gw-a and eth0 of alice.
ip -n nat-overlapping-subnets.gw-a link add eth0 up type veth peer name eth0 netns nat-overlapping-subnets.alice
# A cable: eth1 of gw-a and eth1 of gw-b.
ip -n nat-overlapping-subnets.gw-a link add eth1 up type veth peer name eth1 netns nat-overlapping-subnets.gw-b
# gw-b's eth0 is plugged into site-b.
ip -n nat-overlapping-subnets.site-b link add gw-b up master br0 type veth peer name eth0 netns nat-overlapping-subnets.gw-b
# bob's eth0 is plugged into site-b.
ip -n nat-overlapping-subnets.site-b link add bob up master br0 type veth peer name eth0 netns nat-overlapping-subnets.bob
# carol's eth0 is plugged into site-b.
ip -n nat-overlapping-subnets.site-b link add carol up master br0 type veth peer name eth0 netns nat-overlapping-subnets.carol
# Set eth0 of alice up.
ip -n nat-overlapping-subnets.alice link set eth0 up
# Set eth0 of bob up.
ip -n nat-overlapping-subnets.bob link set eth0 up
# Set eth0 of carol up.
ip -n nat-overlapping-subnets.carol link set eth0 up
# Set eth1 of gw-b up.
ip -n nat-overlapping-subnets.gw-b link set eth1 up
# Set eth0 of gw-b up.
ip -n nat-overlapping-subnets.gw-b link set eth0 up
# alice has the address 192.168.1.10 on eth0.
ip -n nat-overlapping-subnets.alice addr add 192.168.1.10/24 dev eth0
# bob has the address 192.168.1.10 on eth0.
ip -n nat-overlapping-subnets.bob addr add 192.168.1.10/24 dev eth0
# carol has the address 192.168.1.20 on eth0.
ip -n nat-overlapping-subnets.carol addr add 192.168.1.20/24 dev eth0
# gw-a has the address 192.168.1.1 on eth0.
ip -n nat-overlapping-subnets.gw-a addr add 192.168.1.1/24 dev eth0
# gw-a has the address 198.51.100.1 on eth1.
ip -n nat-overlapping-subnets.gw-a addr add 198.51.100.1/24 dev eth1
# gw-b has the address 198.51.100.2 on eth1.
ip -n nat-overlapping-subnets.gw-b addr add 198.51.100.2/24 dev eth1
# gw-b has the address 192.168.1.1 on eth0.
ip -n nat-overlapping-subnets.gw-b addr add 192.168.1.1/24 dev eth0
# gw-a forwards IPv4 packets: it is a router.
ip netns exec nat-overlapping-subnets.gw-a sysctl -qw net.ipv4.ip_forward=1
# gw-b forwards IPv4 packets: it is a router.
ip netns exec nat-overlapping-subnets.gw-b sysctl -qw net.ipv4.ip_forward=1
# alice reaches destinations without a more specific route through gw-a (192.168.1.1).
ip -n nat-overlapping-subnets.alice route add default via 192.168.1.1
# bob reaches destinations without a more specific route through gw-b (192.168.1.1).
ip -n nat-overlapping-subnets.bob route add default via 192.168.1.1
# carol reaches destinations without a more specific route through gw-b (192.168.1.1).
ip -n nat-overlapping-subnets.carol route add default via 192.168.1.1
# The prefix that other sites use for site B.
ip -n nat-overlapping-subnets.gw-a route add 10.2.1.0/24 via 198.51.100.2
# The prefix that other sites use for site A.
ip -n nat-overlapping-subnets.gw-b route add 10.1.1.0/24 via 198.51.100.1
# Translates the destination 10.1.1.x to 192.168.1.x of this site.
ip netns exec nat-overlapping-subnets.gw-a iptables -t nat -A PREROUTING -i eth1 -d 10.1.1.0/24 -j NETMAP --to 192.168.1.0/24
# Translates the source of packets that leave this site to 10.1.1.x.
ip netns exec nat-overlapping-subnets.gw-a iptables -t nat -A POSTROUTING -o eth1 -s 192.168.1.0/24 -j NETMAP --to 10.1.1.0/24
# Translates the destination 10.2.1.x to 192.168.1.x of this site.
ip netns exec nat-overlapping-subnets.gw-b iptables -t nat -A PREROUTING -i eth1 -d 10.2.1.0/24 -j NETMAP --to 192.168.1.0/24
# Translates the source of packets that leave this site to 10.2.1.x.
ip netns exec nat-overlapping-subnets.gw-b iptables -t nat -A POSTROUTING -o eth1 -s 192.168.1.0/24 -j NETMAP --to 10.2.1.0/24
# alice answers on 80/http with its name and the peer's address.
mkdir -p /run/netlab/nat-overlapping-subnets/log /run/netlab/nat-overlapping-subnets/pid
ip netns exec nat-overlapping-subnets.alice python3 -IS /run/netlab/nat-overlapping-subnets/program/serve.py --name alice 80/http > /run/netlab/nat-overlapping-subnets/log/alice.serve 2>&1 < /dev/null & echo $! > /run/netlab/nat-overlapping-subnets/pid/alice.serve
timeout 10 sh -c 'until grep -qs "^$0" "$1"; do sleep 0.05; done' serving /run/netlab/nat-overlapping-subnets/log/alice.serve
# bob answers on 80/http with its name and the peer's address.
mkdir -p /run/netlab/nat-overlapping-subnets/log /run/netlab/nat-overlapping-subnets/pid
ip netns exec nat-overlapping-subnets.bob python3 -IS /run/netlab/nat-overlapping-subnets/program/serve.py --name bob 80/http > /run/netlab/nat-overlapping-subnets/log/bob.serve 2>&1 < /dev/null & echo $! > /run/netlab/nat-overlapping-subnets/pid/bob.serve
timeout 10 sh -c 'until grep -qs "^$0" "$1"; do sleep 0.05; done' serving /run/netlab/nat-overlapping-subnets/log/bob.serve
# carol answers on 80/http with its name and the peer's address.
mkdir -p /run/netlab/nat-overlapping-subnets/log /run/netlab/nat-overlapping-subnets/pid
ip netns exec nat-overlapping-subnets.carol python3 -IS /run/netlab/nat-overlapping-subnets/program/serve.py --name carol 80/http > /run/netlab/nat-overlapping-subnets/log/carol.serve 2>&1 < /dev/null & echo $! > /run/netlab/nat-overlapping-subnets/pid/carol.serve
timeout 10 sh -c 'until grep -qs "^$0" "$1"; do sleep 0.05; done' serving /run/netlab/nat-overlapping-subnets/log/carol.serve
