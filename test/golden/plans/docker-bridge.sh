#!/bin/sh
# Builds the lab docker-bridge, as root. netlab plan --format sh --down prints the script that removes it.
set -eu
umask 022
# host is a network namespace.
ip netns add docker-bridge.host
# web is a network namespace.
ip netns add docker-bridge.web
# db is a network namespace.
ip netns add docker-bridge.db
# outside is a network namespace.
ip netns add docker-bridge.outside
# underlay is a switch: a namespace that holds a bridge.
ip netns add docker-bridge.underlay
# The server of every node with serve.
mkdir -p /run/netlab/docker-bridge/program
printf %s '... src/programs/serve.py ...
' > /run/netlab/docker-bridge/program/serve.py
# Node names resolve inside host.
mkdir -p /etc/netns/docker-bridge.host
printf %s '127.0.0.1 localhost
127.0.0.1 host
172.17.0.2 web
172.17.0.3 db
198.51.100.20 outside
' > /etc/netns/docker-bridge.host/hosts
# Node names resolve inside web.
mkdir -p /etc/netns/docker-bridge.web
printf %s '127.0.0.1 localhost
127.0.0.1 web
198.51.100.11 host
172.17.0.3 db
198.51.100.20 outside
' > /etc/netns/docker-bridge.web/hosts
# Node names resolve inside db.
mkdir -p /etc/netns/docker-bridge.db
printf %s '127.0.0.1 localhost
127.0.0.1 db
198.51.100.11 host
172.17.0.2 web
198.51.100.20 outside
' > /etc/netns/docker-bridge.db/hosts
# Node names resolve inside outside.
mkdir -p /etc/netns/docker-bridge.outside
printf %s '127.0.0.1 localhost
127.0.0.1 outside
198.51.100.11 host
172.17.0.2 web
172.17.0.3 db
' > /etc/netns/docker-bridge.outside/hosts
# A node forwards packets only if the lab enables it.
ip netns exec docker-bridge.host sysctl -qw net.ipv4.ip_forward=0
# The reverse path filter is off unless the lab enables it.
ip netns exec docker-bridge.host sysctl -qw net.ipv4.conf.all.rp_filter=0
# The same for interfaces that are created later.
ip netns exec docker-bridge.host sysctl -qw net.ipv4.conf.default.rp_filter=0
# iptables does not filter bridged frames.
ip netns exec docker-bridge.host sysctl -qew net.bridge.bridge-nf-call-iptables=0
# ip6tables does not filter bridged frames.
ip netns exec docker-bridge.host sysctl -qew net.bridge.bridge-nf-call-ip6tables=0
# The lab uses no IPv6.
ip netns exec docker-bridge.host sysctl -qew net.ipv6.conf.all.disable_ipv6=1
# The same for interfaces that are created later.
ip netns exec docker-bridge.host sysctl -qew net.ipv6.conf.default.disable_ipv6=1
# Set the loopback interface up.
ip -n docker-bridge.host link set lo up
# A node forwards packets only if the lab enables it.
ip netns exec docker-bridge.web sysctl -qw net.ipv4.ip_forward=0
# The reverse path filter is off unless the lab enables it.
ip netns exec docker-bridge.web sysctl -qw net.ipv4.conf.all.rp_filter=0
# The same for interfaces that are created later.
ip netns exec docker-bridge.web sysctl -qw net.ipv4.conf.default.rp_filter=0
# iptables does not filter bridged frames.
ip netns exec docker-bridge.web sysctl -qew net.bridge.bridge-nf-call-iptables=0
# ip6tables does not filter bridged frames.
ip netns exec docker-bridge.web sysctl -qew net.bridge.bridge-nf-call-ip6tables=0
# The lab uses no IPv6.
ip netns exec docker-bridge.web sysctl -qew net.ipv6.conf.all.disable_ipv6=1
# The same for interfaces that are created later.
ip netns exec docker-bridge.web sysctl -qew net.ipv6.conf.default.disable_ipv6=1
# Set the loopback interface up.
ip -n docker-bridge.web link set lo up
# A node forwards packets only if the lab enables it.
ip netns exec docker-bridge.db sysctl -qw net.ipv4.ip_forward=0
# The reverse path filter is off unless the lab enables it.
ip netns exec docker-bridge.db sysctl -qw net.ipv4.conf.all.rp_filter=0
# The same for interfaces that are created later.
ip netns exec docker-bridge.db sysctl -qw net.ipv4.conf.default.rp_filter=0
# iptables does not filter bridged frames.
ip netns exec docker-bridge.db sysctl -qew net.bridge.bridge-nf-call-iptables=0
# ip6tables does not filter bridged frames.
ip netns exec docker-bridge.db sysctl -qew net.bridge.bridge-nf-call-ip6tables=0
# The lab uses no IPv6.
ip netns exec docker-bridge.db sysctl -qew net.ipv6.conf.all.disable_ipv6=1
# The same for interfaces that are created later.
ip netns exec docker-bridge.db sysctl -qew net.ipv6.conf.default.disable_ipv6=1
# Set the loopback interface up.
ip -n docker-bridge.db link set lo up
# A node forwards packets only if the lab enables it.
ip netns exec docker-bridge.outside sysctl -qw net.ipv4.ip_forward=0
# The reverse path filter is off unless the lab enables it.
ip netns exec docker-bridge.outside sysctl -qw net.ipv4.conf.all.rp_filter=0
# The same for interfaces that are created later.
ip netns exec docker-bridge.outside sysctl -qw net.ipv4.conf.default.rp_filter=0
# iptables does not filter bridged frames.
ip netns exec docker-bridge.outside sysctl -qew net.bridge.bridge-nf-call-iptables=0
# ip6tables does not filter bridged frames.
ip netns exec docker-bridge.outside sysctl -qew net.bridge.bridge-nf-call-ip6tables=0
# The lab uses no IPv6.
ip netns exec docker-bridge.outside sysctl -qew net.ipv6.conf.all.disable_ipv6=1
# The same for interfaces that are created later.
ip netns exec docker-bridge.outside sysctl -qew net.ipv6.conf.default.disable_ipv6=1
# Set the loopback interface up.
ip -n docker-bridge.outside link set lo up
# A node forwards packets only if the lab enables it.
ip netns exec docker-bridge.underlay sysctl -qw net.ipv4.ip_forward=0
# The reverse path filter is off unless the lab enables it.
ip netns exec docker-bridge.underlay sysctl -qw net.ipv4.conf.all.rp_filter=0
# The same for interfaces that are created later.
ip netns exec docker-bridge.underlay sysctl -qw net.ipv4.conf.default.rp_filter=0
# iptables does not filter bridged frames.
ip netns exec docker-bridge.underlay sysctl -qew net.bridge.bridge-nf-call-iptables=0
# ip6tables does not filter bridged frames.
ip netns exec docker-bridge.underlay sysctl -qew net.bridge.bridge-nf-call-ip6tables=0
# The lab uses no IPv6.
ip netns exec docker-bridge.underlay sysctl -qew net.ipv6.conf.all.disable_ipv6=1
# The same for interfaces that are created later.
ip netns exec docker-bridge.underlay sysctl -qew net.ipv6.conf.default.disable_ipv6=1
# Set the loopback interface up.
ip -n docker-bridge.underlay link set lo up
# docker0 joins the containers of host and is their gateway.
ip -n docker-bridge.host link add docker0 address 02:47:5d:4b:71:2c up type bridge stp_state 0 mcast_snooping 0
# underlay is a switch between host, outside.
ip -n docker-bridge.underlay link add br0 up type bridge stp_state 0 mcast_snooping 0
# The veth pair of web to docker0 of host.
ip -n docker-bridge.host link add vethe26ae61 up master docker0 type veth peer name eth0 netns docker-bridge.web
# The veth pair of db to docker0 of host.
ip -n docker-bridge.host link add vethfdd2f93 up master docker0 type veth peer name eth0 netns docker-bridge.db
# host's eth0 is plugged into underlay.
ip -n docker-bridge.underlay link add host up master br0 type veth peer name eth0 netns docker-bridge.host
# outside's eth0 is plugged into underlay.
ip -n docker-bridge.underlay link add outside up master br0 type veth peer name eth0 netns docker-bridge.outside
# Set eth0 of host up.
ip -n docker-bridge.host link set eth0 up
# Set eth0 of web up.
ip -n docker-bridge.web link set eth0 up
# Set eth0 of db up.
ip -n docker-bridge.db link set eth0 up
# Set eth0 of outside up.
ip -n docker-bridge.outside link set eth0 up
# host has the address 198.51.100.11 on eth0.
ip -n docker-bridge.host addr add 198.51.100.11/24 dev eth0
# host has the address 172.17.0.1 on docker0.
ip -n docker-bridge.host addr add 172.17.0.1/16 brd + dev docker0
# web has the address 172.17.0.2 on eth0.
ip -n docker-bridge.web addr add 172.17.0.2/16 brd + dev eth0
# db has the address 172.17.0.3 on eth0.
ip -n docker-bridge.db addr add 172.17.0.3/16 brd + dev eth0
# outside has the address 198.51.100.20 on eth0.
ip -n docker-bridge.outside addr add 198.51.100.20/24 dev eth0
# host forwards IPv4 packets: it is a router.
ip netns exec docker-bridge.host sysctl -qw net.ipv4.ip_forward=1
# The default gateway of a container is docker0 of host.
ip -n docker-bridge.web route add default via 172.17.0.1
# The default gateway of a container is docker0 of host.
ip -n docker-bridge.db route add default via 172.17.0.1
# outside reaches 172.17.0.0/16 through host (198.51.100.11).
ip -n docker-bridge.outside route add 172.17.0.0/16 via 198.51.100.11
# dockerd has enabled forwarding, so it drops packets that no rule accepts.
ip netns exec docker-bridge.host iptables -P FORWARD DROP
# For the user's own rules; Docker adds none, and runs it first.
ip netns exec docker-bridge.host iptables -N DOCKER-USER
# Docker's rules for forwarded packets.
ip netns exec docker-bridge.host iptables -N DOCKER-FORWARD
# Packets of connections that exist.
ip netns exec docker-bridge.host iptables -N DOCKER-CT
# Internal networks; this lab has none.
ip netns exec docker-bridge.host iptables -N DOCKER-INTERNAL
# Packets to a bridge.
ip netns exec docker-bridge.host iptables -N DOCKER-BRIDGE
# Published ports, which are reachable from outside.
ip netns exec docker-bridge.host iptables -N DOCKER
# Published ports: replaces the host's address with the container's.
ip netns exec docker-bridge.host iptables -t nat -N DOCKER
# FORWARD sends matching packets to DOCKER-USER.
ip netns exec docker-bridge.host iptables -A FORWARD -j DOCKER-USER
# FORWARD sends matching packets to DOCKER-FORWARD.
ip netns exec docker-bridge.host iptables -A FORWARD -j DOCKER-FORWARD
# DOCKER-FORWARD sends matching packets to DOCKER-CT.
ip netns exec docker-bridge.host iptables -A DOCKER-FORWARD -j DOCKER-CT
# DOCKER-FORWARD sends matching packets to DOCKER-INTERNAL.
ip netns exec docker-bridge.host iptables -A DOCKER-FORWARD -j DOCKER-INTERNAL
# DOCKER-FORWARD sends matching packets to DOCKER-BRIDGE.
ip netns exec docker-bridge.host iptables -A DOCKER-FORWARD -j DOCKER-BRIDGE
# Packets to an address of the host may be for a published port.
ip netns exec docker-bridge.host iptables -t nat -A PREROUTING -m addrtype --dst-type LOCAL -j DOCKER
# The host can also reach its own published ports; over loopback the userland proxy answers.
ip netns exec docker-bridge.host iptables -t nat -A OUTPUT ! -d 127.0.0.0/8 -m addrtype --dst-type LOCAL -j DOCKER
# Packets from containers to the outside get the host's address as their source.
ip netns exec docker-bridge.host iptables -t nat -A POSTROUTING -s 172.17.0.0/16 ! -o docker0 -j MASQUERADE
# Containers may send anywhere, including to each other.
ip netns exec docker-bridge.host iptables -A DOCKER-FORWARD -i docker0 -j ACCEPT
# Accept replies to containers.
ip netns exec docker-bridge.host iptables -A DOCKER-CT -o docker0 -m conntrack --ctstate RELATED,ESTABLISHED -j ACCEPT
# The chain DOCKER decides on new connections to containers.
ip netns exec docker-bridge.host iptables -A DOCKER-BRIDGE -o docker0 -j DOCKER
# Drop packets from outside to ports that are not published.
ip netns exec docker-bridge.host iptables -A DOCKER ! -i docker0 -o docker0 -j DROP
# Drop packets from outside to the address of web, even if the sender has a route to it.
ip netns exec docker-bridge.host iptables -t raw -A PREROUTING -d 172.17.0.2/32 ! -i docker0 -j DROP
# Drop packets from outside to the address of db, even if the sender has a route to it.
ip netns exec docker-bridge.host iptables -t raw -A PREROUTING -d 172.17.0.3/32 ! -i docker0 -j DROP
# web answers on 80/http with its name and the peer's address.
mkdir -p /run/netlab/docker-bridge/log /run/netlab/docker-bridge/pid
ip netns exec docker-bridge.web python3 -IS /run/netlab/docker-bridge/program/serve.py --name web 80/http > /run/netlab/docker-bridge/log/web.serve 2>&1 < /dev/null & echo $! > /run/netlab/docker-bridge/pid/web.serve
timeout 10 sh -c 'until grep -qs "^$0" "$1"; do sleep 0.05; done' serving /run/netlab/docker-bridge/log/web.serve
# outside answers on 80/http with its name and the peer's address.
mkdir -p /run/netlab/docker-bridge/log /run/netlab/docker-bridge/pid
ip netns exec docker-bridge.outside python3 -IS /run/netlab/docker-bridge/program/serve.py --name outside 80/http > /run/netlab/docker-bridge/log/outside.serve 2>&1 < /dev/null & echo $! > /run/netlab/docker-bridge/pid/outside.serve
timeout 10 sh -c 'until grep -qs "^$0" "$1"; do sleep 0.05; done' serving /run/netlab/docker-bridge/log/outside.serve
