#!/bin/sh
# Builds the lab lvs-dr, as root. netlab plan --format sh --down prints the script that removes it.
set -eu
umask 022
# client is a network namespace.
ip netns add lvs-dr.client
# director is a network namespace.
ip netns add lvs-dr.director
# web-1 is a network namespace.
ip netns add lvs-dr.web-1
# web-2 is a network namespace.
ip netns add lvs-dr.web-2
# lan is a switch: a namespace that holds a bridge.
ip netns add lvs-dr.lan
# The server of every node with serve.
mkdir -p /run/netlab/lvs-dr/program
printf %s '... src/programs/serve.py ...
' > /run/netlab/lvs-dr/program/serve.py
# Node names resolve inside client.
mkdir -p /etc/netns/lvs-dr.client
printf %s '127.0.0.1 localhost
127.0.0.1 client
192.0.2.1 director
192.0.2.11 web-1
192.0.2.12 web-2
' > /etc/netns/lvs-dr.client/hosts
# Node names resolve inside director.
mkdir -p /etc/netns/lvs-dr.director
printf %s '127.0.0.1 localhost
127.0.0.1 director
192.0.2.10 client
192.0.2.11 web-1
192.0.2.12 web-2
' > /etc/netns/lvs-dr.director/hosts
# Node names resolve inside web-1.
mkdir -p /etc/netns/lvs-dr.web-1
printf %s '127.0.0.1 localhost
127.0.0.1 web-1
192.0.2.10 client
192.0.2.1 director
192.0.2.12 web-2
' > /etc/netns/lvs-dr.web-1/hosts
# Node names resolve inside web-2.
mkdir -p /etc/netns/lvs-dr.web-2
printf %s '127.0.0.1 localhost
127.0.0.1 web-2
192.0.2.10 client
192.0.2.1 director
192.0.2.11 web-1
' > /etc/netns/lvs-dr.web-2/hosts
# A node forwards packets only if the lab enables it.
ip netns exec lvs-dr.client sysctl -qw net.ipv4.ip_forward=0
# The reverse path filter is off unless the lab enables it.
ip netns exec lvs-dr.client sysctl -qw net.ipv4.conf.all.rp_filter=0
# The same for interfaces that are created later.
ip netns exec lvs-dr.client sysctl -qw net.ipv4.conf.default.rp_filter=0
# iptables does not filter bridged frames.
ip netns exec lvs-dr.client sysctl -qew net.bridge.bridge-nf-call-iptables=0
# ip6tables does not filter bridged frames.
ip netns exec lvs-dr.client sysctl -qew net.bridge.bridge-nf-call-ip6tables=0
# The lab uses no IPv6.
ip netns exec lvs-dr.client sysctl -qew net.ipv6.conf.all.disable_ipv6=1
# The same for interfaces that are created later.
ip netns exec lvs-dr.client sysctl -qew net.ipv6.conf.default.disable_ipv6=1
# Set the loopback interface up.
ip -n lvs-dr.client link set lo up
# A node forwards packets only if the lab enables it.
ip netns exec lvs-dr.director sysctl -qw net.ipv4.ip_forward=0
# The reverse path filter is off unless the lab enables it.
ip netns exec lvs-dr.director sysctl -qw net.ipv4.conf.all.rp_filter=0
# The same for interfaces that are created later.
ip netns exec lvs-dr.director sysctl -qw net.ipv4.conf.default.rp_filter=0
# iptables does not filter bridged frames.
ip netns exec lvs-dr.director sysctl -qew net.bridge.bridge-nf-call-iptables=0
# ip6tables does not filter bridged frames.
ip netns exec lvs-dr.director sysctl -qew net.bridge.bridge-nf-call-ip6tables=0
# The lab uses no IPv6.
ip netns exec lvs-dr.director sysctl -qew net.ipv6.conf.all.disable_ipv6=1
# The same for interfaces that are created later.
ip netns exec lvs-dr.director sysctl -qew net.ipv6.conf.default.disable_ipv6=1
# Set the loopback interface up.
ip -n lvs-dr.director link set lo up
# A node forwards packets only if the lab enables it.
ip netns exec lvs-dr.web-1 sysctl -qw net.ipv4.ip_forward=0
# The reverse path filter is off unless the lab enables it.
ip netns exec lvs-dr.web-1 sysctl -qw net.ipv4.conf.all.rp_filter=0
# The same for interfaces that are created later.
ip netns exec lvs-dr.web-1 sysctl -qw net.ipv4.conf.default.rp_filter=0
# iptables does not filter bridged frames.
ip netns exec lvs-dr.web-1 sysctl -qew net.bridge.bridge-nf-call-iptables=0
# ip6tables does not filter bridged frames.
ip netns exec lvs-dr.web-1 sysctl -qew net.bridge.bridge-nf-call-ip6tables=0
# The lab uses no IPv6.
ip netns exec lvs-dr.web-1 sysctl -qew net.ipv6.conf.all.disable_ipv6=1
# The same for interfaces that are created later.
ip netns exec lvs-dr.web-1 sysctl -qew net.ipv6.conf.default.disable_ipv6=1
# Set the loopback interface up.
ip -n lvs-dr.web-1 link set lo up
# A node forwards packets only if the lab enables it.
ip netns exec lvs-dr.web-2 sysctl -qw net.ipv4.ip_forward=0
# The reverse path filter is off unless the lab enables it.
ip netns exec lvs-dr.web-2 sysctl -qw net.ipv4.conf.all.rp_filter=0
# The same for interfaces that are created later.
ip netns exec lvs-dr.web-2 sysctl -qw net.ipv4.conf.default.rp_filter=0
# iptables does not filter bridged frames.
ip netns exec lvs-dr.web-2 sysctl -qew net.bridge.bridge-nf-call-iptables=0
# ip6tables does not filter bridged frames.
ip netns exec lvs-dr.web-2 sysctl -qew net.bridge.bridge-nf-call-ip6tables=0
# The lab uses no IPv6.
ip netns exec lvs-dr.web-2 sysctl -qew net.ipv6.conf.all.disable_ipv6=1
# The same for interfaces that are created later.
ip netns exec lvs-dr.web-2 sysctl -qew net.ipv6.conf.default.disable_ipv6=1
# Set the loopback interface up.
ip -n lvs-dr.web-2 link set lo up
# A node forwards packets only if the lab enables it.
ip netns exec lvs-dr.lan sysctl -qw net.ipv4.ip_forward=0
# The reverse path filter is off unless the lab enables it.
ip netns exec lvs-dr.lan sysctl -qw net.ipv4.conf.all.rp_filter=0
# The same for interfaces that are created later.
ip netns exec lvs-dr.lan sysctl -qw net.ipv4.conf.default.rp_filter=0
# iptables does not filter bridged frames.
ip netns exec lvs-dr.lan sysctl -qew net.bridge.bridge-nf-call-iptables=0
# ip6tables does not filter bridged frames.
ip netns exec lvs-dr.lan sysctl -qew net.bridge.bridge-nf-call-ip6tables=0
# The lab uses no IPv6.
ip netns exec lvs-dr.lan sysctl -qew net.ipv6.conf.all.disable_ipv6=1
# The same for interfaces that are created later.
ip netns exec lvs-dr.lan sysctl -qew net.ipv6.conf.default.disable_ipv6=1
# Set the loopback interface up.
ip -n lvs-dr.lan link set lo up
# lan is a switch between client, director, web-1, web-2.
ip -n lvs-dr.lan link add br0 up type bridge stp_state 0 mcast_snooping 0
# client's eth0 is plugged into lan.
ip -n lvs-dr.lan link add client up master br0 type veth peer name eth0 address 02:30:7f:a6:a4:70 netns lvs-dr.client
# director's eth0 is plugged into lan.
ip -n lvs-dr.lan link add director up master br0 type veth peer name eth0 address 02:2a:29:d9:2d:da netns lvs-dr.director
# web-1's eth0 is plugged into lan.
ip -n lvs-dr.lan link add web-1 up master br0 type veth peer name eth0 address 02:2f:1a:ab:71:c1 netns lvs-dr.web-1
# web-2's eth0 is plugged into lan.
ip -n lvs-dr.lan link add web-2 up master br0 type veth peer name eth0 address 02:68:7d:82:5d:5f netns lvs-dr.web-2
# Set eth0 of client up.
ip -n lvs-dr.client link set eth0 up
# Set eth0 of director up.
ip -n lvs-dr.director link set eth0 up
# Set eth0 of web-1 up.
ip -n lvs-dr.web-1 link set eth0 up
# Set eth0 of web-2 up.
ip -n lvs-dr.web-2 link set eth0 up
# client has the address 192.0.2.10 on eth0.
ip -n lvs-dr.client addr add 192.0.2.10/24 dev eth0
# director has the address 192.0.2.1 on eth0.
ip -n lvs-dr.director addr add 192.0.2.1/24 dev eth0
# web-1 has the address 192.0.2.11 on eth0.
ip -n lvs-dr.web-1 addr add 192.0.2.11/24 dev eth0
# web-1 has the address 192.0.2.100 on lo.
ip -n lvs-dr.web-1 addr add 192.0.2.100/32 dev lo
# web-2 has the address 192.0.2.12 on eth0.
ip -n lvs-dr.web-2 addr add 192.0.2.12/24 dev eth0
# web-2 has the address 192.0.2.100 on lo.
ip -n lvs-dr.web-2 addr add 192.0.2.100/32 dev lo
# director has the address 192.0.2.100 on eth0.
ip -n lvs-dr.director addr add 192.0.2.100/32 dev eth0
# Set net.ipv4.conf.all.arp_ignore in web-1.
ip netns exec lvs-dr.web-1 sysctl -qw net.ipv4.conf.all.arp_ignore=1
# Set net.ipv4.conf.all.arp_announce in web-1.
ip netns exec lvs-dr.web-1 sysctl -qw net.ipv4.conf.all.arp_announce=2
# Set net.ipv4.conf.all.arp_ignore in web-2.
ip netns exec lvs-dr.web-2 sysctl -qw net.ipv4.conf.all.arp_ignore=1
# Set net.ipv4.conf.all.arp_announce in web-2.
ip netns exec lvs-dr.web-2 sysctl -qw net.ipv4.conf.all.arp_announce=2
# director balances connections to TCP 192.0.2.100:80 (rr).
ip netns exec lvs-dr.director ipvsadm -A -t 192.0.2.100:80 -s rr
# 192.0.2.11:80 is a server of TCP 192.0.2.100:80, by direct routing.
ip netns exec lvs-dr.director ipvsadm -a -t 192.0.2.100:80 -r 192.0.2.11:80 -g -w 1
# 192.0.2.12:80 is a server of TCP 192.0.2.100:80, by direct routing.
ip netns exec lvs-dr.director ipvsadm -a -t 192.0.2.100:80 -r 192.0.2.12:80 -g -w 1
# web-1 answers on 80/http with its name and the peer's address.
mkdir -p /run/netlab/lvs-dr/log /run/netlab/lvs-dr/pid
ip netns exec lvs-dr.web-1 python3 -IS /run/netlab/lvs-dr/program/serve.py --name web-1 80/http > /run/netlab/lvs-dr/log/web-1.serve 2>&1 < /dev/null & echo $! > /run/netlab/lvs-dr/pid/web-1.serve
timeout 10 sh -c 'until grep -qs "^$0" "$1"; do sleep 0.05; done' serving /run/netlab/lvs-dr/log/web-1.serve
# web-2 answers on 80/http with its name and the peer's address.
mkdir -p /run/netlab/lvs-dr/log /run/netlab/lvs-dr/pid
ip netns exec lvs-dr.web-2 python3 -IS /run/netlab/lvs-dr/program/serve.py --name web-2 80/http > /run/netlab/lvs-dr/log/web-2.serve 2>&1 < /dev/null & echo $! > /run/netlab/lvs-dr/pid/web-2.serve
timeout 10 sh -c 'until grep -qs "^$0" "$1"; do sleep 0.05; done' serving /run/netlab/lvs-dr/log/web-2.serve
