#!/bin/sh
# Builds the lab mtu-black-hole, as root. netlab plan --format sh --down prints the script that removes it.
set -eu
umask 022
# learner is a network namespace.
ip netns add mtu-black-hole.learner
# deaf is a network namespace.
ip netns add mtu-black-hole.deaf
# clamped is a network namespace.
ip netns add mtu-black-hole.clamped
# router is a network namespace.
ip netns add mtu-black-hole.router
# far is a network namespace.
ip netns add mtu-black-hole.far
# server is a network namespace.
ip netns add mtu-black-hole.server
# The server of every node with serve.
mkdir -p /run/netlab/mtu-black-hole/program
printf %s '... src/programs/serve.py ...
' > /run/netlab/mtu-black-hole/program/serve.py
# Node names resolve inside learner.
mkdir -p /etc/netns/mtu-black-hole.learner
printf %s '127.0.0.1 localhost
127.0.0.1 learner
192.0.2.6 deaf
192.0.2.10 clamped
192.0.2.1 router
10.0.0.2 far
198.51.100.80 server
' > /etc/netns/mtu-black-hole.learner/hosts
# Node names resolve inside deaf.
mkdir -p /etc/netns/mtu-black-hole.deaf
printf %s '127.0.0.1 localhost
127.0.0.1 deaf
192.0.2.2 learner
192.0.2.10 clamped
192.0.2.1 router
10.0.0.2 far
198.51.100.80 server
' > /etc/netns/mtu-black-hole.deaf/hosts
# Node names resolve inside clamped.
mkdir -p /etc/netns/mtu-black-hole.clamped
printf %s '127.0.0.1 localhost
127.0.0.1 clamped
192.0.2.2 learner
192.0.2.6 deaf
192.0.2.1 router
10.0.0.2 far
198.51.100.80 server
' > /etc/netns/mtu-black-hole.clamped/hosts
# Node names resolve inside router.
mkdir -p /etc/netns/mtu-black-hole.router
printf %s '127.0.0.1 localhost
127.0.0.1 router
192.0.2.2 learner
192.0.2.6 deaf
192.0.2.10 clamped
10.0.0.2 far
198.51.100.80 server
' > /etc/netns/mtu-black-hole.router/hosts
# Node names resolve inside far.
mkdir -p /etc/netns/mtu-black-hole.far
printf %s '127.0.0.1 localhost
127.0.0.1 far
192.0.2.2 learner
192.0.2.6 deaf
192.0.2.10 clamped
192.0.2.1 router
198.51.100.80 server
' > /etc/netns/mtu-black-hole.far/hosts
# Node names resolve inside server.
mkdir -p /etc/netns/mtu-black-hole.server
printf %s '127.0.0.1 localhost
127.0.0.1 server
192.0.2.2 learner
192.0.2.6 deaf
192.0.2.10 clamped
192.0.2.1 router
10.0.0.2 far
' > /etc/netns/mtu-black-hole.server/hosts
# A node forwards packets only if the lab enables it.
ip netns exec mtu-black-hole.learner sysctl -qw net.ipv4.ip_forward=0
# The reverse path filter is off unless the lab enables it.
ip netns exec mtu-black-hole.learner sysctl -qw net.ipv4.conf.all.rp_filter=0
# The same for interfaces that are created later.
ip netns exec mtu-black-hole.learner sysctl -qw net.ipv4.conf.default.rp_filter=0
# iptables does not filter bridged frames.
ip netns exec mtu-black-hole.learner sysctl -qew net.bridge.bridge-nf-call-iptables=0
# ip6tables does not filter bridged frames.
ip netns exec mtu-black-hole.learner sysctl -qew net.bridge.bridge-nf-call-ip6tables=0
# The lab uses no IPv6.
ip netns exec mtu-black-hole.learner sysctl -qew net.ipv6.conf.all.disable_ipv6=1
# The same for interfaces that are created later.
ip netns exec mtu-black-hole.learner sysctl -qew net.ipv6.conf.default.disable_ipv6=1
# Set the loopback interface up.
ip -n mtu-black-hole.learner link set lo up
# A node forwards packets only if the lab enables it.
ip netns exec mtu-black-hole.deaf sysctl -qw net.ipv4.ip_forward=0
# The reverse path filter is off unless the lab enables it.
ip netns exec mtu-black-hole.deaf sysctl -qw net.ipv4.conf.all.rp_filter=0
# The same for interfaces that are created later.
ip netns exec mtu-black-hole.deaf sysctl -qw net.ipv4.conf.default.rp_filter=0
# iptables does not filter bridged frames.
ip netns exec mtu-black-hole.deaf sysctl -qew net.bridge.bridge-nf-call-iptables=0
# ip6tables does not filter bridged frames.
ip netns exec mtu-black-hole.deaf sysctl -qew net.bridge.bridge-nf-call-ip6tables=0
# The lab uses no IPv6.
ip netns exec mtu-black-hole.deaf sysctl -qew net.ipv6.conf.all.disable_ipv6=1
# The same for interfaces that are created later.
ip netns exec mtu-black-hole.deaf sysctl -qew net.ipv6.conf.default.disable_ipv6=1
# Set the loopback interface up.
ip -n mtu-black-hole.deaf link set lo up
# A node forwards packets only if the lab enables it.
ip netns exec mtu-black-hole.clamped sysctl -qw net.ipv4.ip_forward=0
# The reverse path filter is off unless the lab enables it.
ip netns exec mtu-black-hole.clamped sysctl -qw net.ipv4.conf.all.rp_filter=0
# The same for interfaces that are created later.
ip netns exec mtu-black-hole.clamped sysctl -qw net.ipv4.conf.default.rp_filter=0
# iptables does not filter bridged frames.
ip netns exec mtu-black-hole.clamped sysctl -qew net.bridge.bridge-nf-call-iptables=0
# ip6tables does not filter bridged frames.
ip netns exec mtu-black-hole.clamped sysctl -qew net.bridge.bridge-nf-call-ip6tables=0
# The lab uses no IPv6.
ip netns exec mtu-black-hole.clamped sysctl -qew net.ipv6.conf.all.disable_ipv6=1
# The same for interfaces that are created later.
ip netns exec mtu-black-hole.clamped sysctl -qew net.ipv6.conf.default.disable_ipv6=1
# Set the loopback interface up.
ip -n mtu-black-hole.clamped link set lo up
# A node forwards packets only if the lab enables it.
ip netns exec mtu-black-hole.router sysctl -qw net.ipv4.ip_forward=0
# The reverse path filter is off unless the lab enables it.
ip netns exec mtu-black-hole.router sysctl -qw net.ipv4.conf.all.rp_filter=0
# The same for interfaces that are created later.
ip netns exec mtu-black-hole.router sysctl -qw net.ipv4.conf.default.rp_filter=0
# iptables does not filter bridged frames.
ip netns exec mtu-black-hole.router sysctl -qew net.bridge.bridge-nf-call-iptables=0
# ip6tables does not filter bridged frames.
ip netns exec mtu-black-hole.router sysctl -qew net.bridge.bridge-nf-call-ip6tables=0
# The lab uses no IPv6.
ip netns exec mtu-black-hole.router sysctl -qew net.ipv6.conf.all.disable_ipv6=1
# The same for interfaces that are created later.
ip netns exec mtu-black-hole.router sysctl -qew net.ipv6.conf.default.disable_ipv6=1
# Set the loopback interface up.
ip -n mtu-black-hole.router link set lo up
# A node forwards packets only if the lab enables it.
ip netns exec mtu-black-hole.far sysctl -qw net.ipv4.ip_forward=0
# The reverse path filter is off unless the lab enables it.
ip netns exec mtu-black-hole.far sysctl -qw net.ipv4.conf.all.rp_filter=0
# The same for interfaces that are created later.
ip netns exec mtu-black-hole.far sysctl -qw net.ipv4.conf.default.rp_filter=0
# iptables does not filter bridged frames.
ip netns exec mtu-black-hole.far sysctl -qew net.bridge.bridge-nf-call-iptables=0
# ip6tables does not filter bridged frames.
ip netns exec mtu-black-hole.far sysctl -qew net.bridge.bridge-nf-call-ip6tables=0
# The lab uses no IPv6.
ip netns exec mtu-black-hole.far sysctl -qew net.ipv6.conf.all.disable_ipv6=1
# The same for interfaces that are created later.
ip netns exec mtu-black-hole.far sysctl -qew net.ipv6.conf.default.disable_ipv6=1
# Set the loopback interface up.
ip -n mtu-black-hole.far link set lo up
# A node forwards packets only if the lab enables it.
ip netns exec mtu-black-hole.server sysctl -qw net.ipv4.ip_forward=0
# The reverse path filter is off unless the lab enables it.
ip netns exec mtu-black-hole.server sysctl -qw net.ipv4.conf.all.rp_filter=0
# The same for interfaces that are created later.
ip netns exec mtu-black-hole.server sysctl -qw net.ipv4.conf.default.rp_filter=0
# iptables does not filter bridged frames.
ip netns exec mtu-black-hole.server sysctl -qew net.bridge.bridge-nf-call-iptables=0
# ip6tables does not filter bridged frames.
ip netns exec mtu-black-hole.server sysctl -qew net.bridge.bridge-nf-call-ip6tables=0
# The lab uses no IPv6.
ip netns exec mtu-black-hole.server sysctl -qew net.ipv6.conf.all.disable_ipv6=1
# The same for interfaces that are created later.
ip netns exec mtu-black-hole.server sysctl -qew net.ipv6.conf.default.disable_ipv6=1
# Set the loopback interface up.
ip -n mtu-black-hole.server link set lo up
# A cable: eth1 of router and eth0 of learner.
ip -n mtu-black-hole.router link add eth1 up type veth peer name eth0 netns mtu-black-hole.learner
# A cable: eth2 of router and eth0 of deaf.
ip -n mtu-black-hole.router link add eth2 up type veth peer name eth0 netns mtu-black-hole.deaf
# A cable: eth3 of router and eth0 of clamped.
ip -n mtu-black-hole.router link add eth3 up type veth peer name eth0 netns mtu-black-hole.clamped
# A cable: eth0 of router and eth0 of far.
ip -n mtu-black-hole.router link add eth0 mtu 1400 up type veth peer name eth0 mtu 1400 netns mtu-black-hole.far
# A cable: eth1 of far and eth0 of server.
ip -n mtu-black-hole.far link add eth1 up type veth peer name eth0 netns mtu-black-hole.server
# Set eth0 of learner up.
ip -n mtu-black-hole.learner link set eth0 up
# Set eth0 of deaf up.
ip -n mtu-black-hole.deaf link set eth0 up
# Set eth0 of clamped up.
ip -n mtu-black-hole.clamped link set eth0 up
# Set eth0 of far up.
ip -n mtu-black-hole.far link set eth0 up
# Set eth0 of server up.
ip -n mtu-black-hole.server link set eth0 up
# eth0 of learner carries packets as on a wire: the kernel segments them and computes checksums.
ip netns exec mtu-black-hole.learner ethtool -K eth0 tso off gso off
# eth0 of deaf carries packets as on a wire: the kernel segments them and computes checksums.
ip netns exec mtu-black-hole.deaf ethtool -K eth0 tso off gso off
# eth0 of clamped carries packets as on a wire: the kernel segments them and computes checksums.
ip netns exec mtu-black-hole.clamped ethtool -K eth0 tso off gso off
# learner has the address 192.0.2.2 on eth0.
ip -n mtu-black-hole.learner addr add 192.0.2.2/30 dev eth0
# deaf has the address 192.0.2.6 on eth0.
ip -n mtu-black-hole.deaf addr add 192.0.2.6/30 dev eth0
# clamped has the address 192.0.2.10 on eth0.
ip -n mtu-black-hole.clamped addr add 192.0.2.10/30 dev eth0
# router has the address 192.0.2.1 on eth1.
ip -n mtu-black-hole.router addr add 192.0.2.1/30 dev eth1
# router has the address 192.0.2.5 on eth2.
ip -n mtu-black-hole.router addr add 192.0.2.5/30 dev eth2
# router has the address 192.0.2.9 on eth3.
ip -n mtu-black-hole.router addr add 192.0.2.9/30 dev eth3
# router has the address 10.0.0.1 on eth0.
ip -n mtu-black-hole.router addr add 10.0.0.1/24 dev eth0
# far has the address 10.0.0.2 on eth0.
ip -n mtu-black-hole.far addr add 10.0.0.2/24 dev eth0
# far has the address 198.51.100.1 on eth1.
ip -n mtu-black-hole.far addr add 198.51.100.1/24 dev eth1
# server has the address 198.51.100.80 on eth0.
ip -n mtu-black-hole.server addr add 198.51.100.80/24 dev eth0
# router forwards IPv4 packets: it is a router.
ip netns exec mtu-black-hole.router sysctl -qw net.ipv4.ip_forward=1
# far forwards IPv4 packets: it is a router.
ip netns exec mtu-black-hole.far sysctl -qw net.ipv4.ip_forward=1
# learner reaches destinations without a more specific route through router (192.0.2.1).
ip -n mtu-black-hole.learner route add default via 192.0.2.1
# deaf reaches destinations without a more specific route through router (192.0.2.5).
ip -n mtu-black-hole.deaf route add default via 192.0.2.5
# clamped reaches destinations without a more specific route through router (192.0.2.9).
ip -n mtu-black-hole.clamped route add default via 192.0.2.9
# router reaches destinations without a more specific route through far (10.0.0.2).
ip -n mtu-black-hole.router route add default via 10.0.0.2
# far reaches 192.0.2.0/24 through router (10.0.0.1).
ip -n mtu-black-hole.far route add 192.0.2.0/24 via 10.0.0.1
# server reaches destinations without a more specific route through far (198.51.100.1).
ip -n mtu-black-hole.server route add default via 198.51.100.1
# A misguided policy against ICMP. deaf never learns that its packets are too big.
ip netns exec mtu-black-hole.router iptables -A OUTPUT -d 192.0.2.6 -p icmp --icmp-type fragmentation-needed -j DROP
# clamped does not learn it either.
ip netns exec mtu-black-hole.router iptables -A OUTPUT -d 192.0.2.10 -p icmp --icmp-type fragmentation-needed -j DROP
# The router lowers the MSS in the server's SYN-ACK, so that clamped sends only segments that fit.
ip netns exec mtu-black-hole.router iptables -t mangle -A FORWARD -d 192.0.2.10 -p tcp --tcp-flags SYN,RST SYN -j TCPMSS --clamp-mss-to-pmtu
# server answers on 80/http, 9000/tcp with its name and the peer's address.
mkdir -p /run/netlab/mtu-black-hole/log /run/netlab/mtu-black-hole/pid
ip netns exec mtu-black-hole.server python3 -IS /run/netlab/mtu-black-hole/program/serve.py --name server 80/http 9000/tcp > /run/netlab/mtu-black-hole/log/server.serve 2>&1 < /dev/null & echo $! > /run/netlab/mtu-black-hole/pid/server.serve
timeout 10 sh -c 'until grep -qs "^$0" "$1"; do sleep 0.05; done' serving /run/netlab/mtu-black-hole/log/server.serve
