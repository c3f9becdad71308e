#!/bin/sh
# Builds the lab docker-published-port, as root. netlab plan --format sh --down prints the script that removes it.
set -eu
umask 022
# host is a network namespace.
ip netns add docker-published-port.host
# web is a network namespace.
ip netns add docker-published-port.web
# app is a network namespace.
ip netns add docker-published-port.app
# client is a network namespace.
ip netns add docker-published-port.client
# underlay is a switch: a namespace that holds a bridge.
ip netns add docker-published-port.underlay
# The relay of every port with a userland proxy.
mkdir -p /run/netlab/docker-published-port/program
printf %s '... src/programs/userland-proxy.py ...
' > /run/netlab/docker-published-port/program/userland-proxy.py
# The server of every node with serve.
mkdir -p /run/netlab/docker-published-port/program
printf %s '... src/programs/serve.py ...
' > /run/netlab/docker-published-port/program/serve.py
# Node names resolve inside host.
mkdir -p /etc/netns/docker-published-port.host
printf %s '127.0.0.1 localhost
127.0.0.1 host
172.17.0.2 web
172.17.0.3 app
198.51.100.20 client
' > /etc/netns/docker-published-port.host/hosts
# Node names resolve inside web.
mkdir -p /etc/netns/docker-published-port.web
printf %s '127.0.0.1 localhost
127.0.0.1 web
198.51.100.11 host
172.17.0.3 app
198.51.100.20 client
' > /etc/netns/docker-published-port.web/hosts
# Node names resolve inside app.
mkdir -p /etc/netns/docker-published-port.app
printf %s '127.0.0.1 localhost
127.0.0.1 app
198.51.100.11 host
172.17.0.2 web
198.51.100.20 client
' > /etc/netns/docker-published-port.app/hosts
# Node names resolve inside client.
mkdir -p /etc/netns/docker-published-port.client
printf %s '127.0.0.1 localhost
127.0.0.1 client
198.51.100.11 host
172.17.0.2 web
172.17.0.3 app
' > /etc/netns/docker-published-port.client/hosts
# A node forwards packets only if the lab enables it.
ip netns exec docker-published-port.host sysctl -qw net.ipv4.ip_forward=0
# The reverse path filter is off unless the lab enables it.
ip netns exec docker-published-port.host sysctl -qw net.ipv4.conf.all.rp_filter=0
# The same for interfaces that are created later.
ip netns exec docker-published-port.host sysctl -qw net.ipv4.conf.default.rp_filter=0
# iptables does not filter bridged frames.
ip netns exec docker-published-port.host sysctl -qew net.bridge.bridge-nf-call-iptables=0
# ip6tables does not filter bridged frames.
ip netns exec docker-published-port.host sysctl -qew net.bridge.bridge-nf-call-ip6tables=0
# The lab uses no IPv6.
ip netns exec docker-published-port.host sysctl -qew net.ipv6.conf.all.disable_ipv6=1
# The same for interfaces that are created later.
ip netns exec docker-published-port.host sysctl -qew net.ipv6.conf.default.disable_ipv6=1
# Set the loopback interface up.
ip -n docker-published-port.host link set lo up
# A node forwards packets only if the lab enables it.
ip netns exec docker-published-port.web sysctl -qw net.ipv4.ip_forward=0
# The reverse path filter is off unless the lab enables it.
ip netns exec docker-published-port.web sysctl -qw net.ipv4.conf.all.rp_filter=0
# The same for interfaces that are created later.
ip netns exec docker-published-port.web sysctl -qw net.ipv4.conf.default.rp_filter=0
# iptables does not filter bridged frames.
ip netns exec docker-published-port.web sysctl -qew net.bridge.bridge-nf-call-iptables=0
# ip6tables does not filter bridged frames.
ip netns exec docker-published-port.web sysctl -qew net.bridge.bridge-nf-call-ip6tables=0
# The lab uses no IPv6.
ip netns exec docker-published-port.web sysctl -qew net.ipv6.conf.all.disable_ipv6=1
# The same for interfaces that are created later.
ip netns exec docker-published-port.web sysctl -qew net.ipv6.conf.default.disable_ipv6=1
# Set the loopback interface up.
ip -n docker-published-port.web link set lo up
# A node forwards packets only if the lab enables it.
ip netns exec docker-published-port.app sysctl -qw net.ipv4.ip_forward=0
# The reverse path filter is off unless the lab enables it.
ip netns exec docker-published-port.app sysctl -qw net.ipv4.conf.all.rp_filter=0
# The same for interfaces that are created later.
ip netns exec docker-published-port.app sysctl -qw net.ipv4.conf.default.rp_filter=0
# iptables does not filter bridged frames.
ip netns exec docker-published-port.app sysctl -qew net.bridge.bridge-nf-call-iptables=0
# ip6tables does not filter bridged frames.
ip netns exec docker-published-port.app sysctl -qew net.bridge.bridge-nf-call-ip6tables=0
# The lab uses no IPv6.
ip netns exec docker-published-port.app sysctl -qew net.ipv6.conf.all.disable_ipv6=1
# The same for interfaces that are created later.
ip netns exec docker-published-port.app sysctl -qew net.ipv6.conf.default.disable_ipv6=1
# Set the loopback interface up.
ip -n docker-published-port.app link set lo up
# A node forwards packets only if the lab enables it.
ip netns exec docker-published-port.client sysctl -qw net.ipv4.ip_forward=0
# The reverse path filter is off unless the lab enables it.
ip netns exec docker-published-port.client sysctl -qw net.ipv4.conf.all.rp_filter=0
# The same for interfaces that are created later.
ip netns exec docker-published-port.client sysctl -qw net.ipv4.conf.default.rp_filter=0
# iptables does not filter bridged frames.
ip netns exec docker-published-port.client sysctl -qew net.bridge.bridge-nf-call-iptables=0
# ip6tables does not filter bridged frames.
ip netns exec docker-published-port.client sysctl -qew net.bridge.bridge-nf-call-ip6tables=0
# The lab uses no IPv6.
ip netns exec docker-published-port.client sysctl -qew net.ipv6.conf.all.disable_ipv6=1
# The same for interfaces that are created later.
ip netns exec docker-published-port.client sysctl -qew net.ipv6.conf.default.disable_ipv6=1
# Set the loopback interface up.
ip -n docker-published-port.client link set lo up
# A node forwards packets only if the lab enables it.
ip netns exec docker-published-port.underlay sysctl -qw net.ipv4.ip_forward=0
# The reverse path filter is off unless the lab enables it.
ip netns exec docker-published-port.underlay sysctl -qw net.ipv4.conf.all.rp_filter=0
# The same for interfaces that are created later.
ip netns exec docker-published-port.underlay sysctl -qw net.ipv4.conf.default.rp_filter=0
# iptables does not filter bridged frames.
ip netns exec docker-published-port.underlay sysctl -qew net.bridge.bridge-nf-call-iptables=0
# ip6tables does not filter bridged frames.
ip netns exec docker-published-port.underlay sysctl -qew net.bridge.bridge-nf-call-ip6tables=0
# The lab uses no IPv6.
ip netns exec docker-published-port.underlay sysctl -qew net.ipv6.conf.all.disable_ipv6=1
# The same for interfaces that are created later.
ip netns exec docker-published-port.underlay sysctl -qew net.ipv6.conf.default.disable_ipv6=1
# Set the loopback interface up.
ip -n docker-published-port.underlay link set lo up
# docker0 joins the containers of host and is their gateway.
ip -n docker-published-port.host link add docker0 address 02:47:5d:4b:71:2c up type bridge stp_state 0 mcast_snooping 0
# underlay is a switch between host, client.
ip -n docker-published-port.underlay link add br0 up type bridge stp_state 0 mcast_snooping 0
# The veth pair of web to docker0 of host.
ip -n docker-published-port.host link add vethe26ae61 up master docker0 type veth peer name eth0 netns docker-published-port.web
# The veth pair of app to docker0 of host.
ip -n docker-published-port.host link add vethec9e1ed up master docker0 type veth peer name eth0 netns docker-published-port.app
# host's eth0 is plugged into underlay.
ip -n docker-published-port.underlay link add host up master br0 type veth peer name eth0 netns docker-published-port.host
# client's eth0 is plugged into underlay.
ip -n docker-published-port.underlay link add client up master br0 type veth peer name eth0 netns docker-published-port.client
# Set eth0 of host up.
ip -n docker-published-port.host link set eth0 up
# Set eth0 of web up.
ip -n docker-published-port.web link set eth0 up
# Set eth0 of app up.
ip -n docker-published-port.app link set eth0 up
# Set eth0 of client up.
ip -n docker-published-port.client link set eth0 up
# host has the address 198.51.100.11 on eth0.
ip -n docker-published-port.host addr add 198.51.100.11/24 dev eth0
# host has the address 172.17.0.1 on docker0.
ip -n docker-published-port.host addr add 172.17.0.1/16 brd + dev docker0
# web has the address 172.17.0.2 on eth0.
ip -n docker-published-port.web addr add 172.17.0.2/16 brd + dev eth0
# app has the address 172.17.0.3 on eth0.
ip -n docker-published-port.app addr add 172.17.0.3/16 brd + dev eth0
# client has the address 198.51.100.20 on eth0.
ip -n docker-published-port.client addr add 198.51.100.20/24 dev eth0
# host forwards IPv4 packets: it is a router.
ip netns exec docker-published-port.host sysctl -qw net.ipv4.ip_forward=1
# The default gateway of a container is docker0 of host.
ip -n docker-published-port.web route add default via 172.17.0.1
# The default gateway of a container is docker0 of host.
ip -n docker-published-port.app route add default via 172.17.0.1
# client reaches 172.17.0.0/16 through host (198.51.100.11).
ip -n docker-published-port.client route add 172.17.0.0/16 via 198.51.100.11
# dockerd has enabled forwarding, so it drops packets that no rule accepts.
ip netns exec docker-published-port.host iptables -P FORWARD DROP
# For the user's own rules; Docker adds none, and runs it first.
ip netns exec docker-published-port.host iptables -N DOCKER-USER
# Docker's rules for forwarded packets.
ip netns exec docker-published-port.host iptables -N DOCKER-FORWARD
# Packets of connections that exist.
ip netns exec docker-published-port.host iptables -N DOCKER-CT
# Internal networks; this lab has none.
ip netns exec docker-published-port.host iptables -N DOCKER-INTERNAL
# Packets to a bridge.
ip netns exec docker-published-port.host iptables -N DOCKER-BRIDGE
# Published ports, which are reachable from outside.
ip netns exec docker-published-port.host iptables -N DOCKER
# Published ports: replaces the host's address with the container's.
ip netns exec docker-published-port.host iptables -t nat -N DOCKER
# FORWARD sends matching packets to DOCKER-USER.
ip netns exec docker-published-port.host iptables -A FORWARD -j DOCKER-USER
# FORWARD sends matching packets to DOCKER-FORWARD.
ip netns exec docker-published-port.host iptables -A FORWARD -j DOCKER-FORWARD
# DOCKER-FORWARD sends matching packets to DOCKER-CT.
ip netns exec docker-published-port.host iptables -A DOCKER-FORWARD -j DOCKER-CT
# DOCKER-FORWARD sends matching packets to DOCKER-INTERNAL.
ip netns exec docker-published-port.host iptables -A DOCKER-FORWARD -j DOCKER-INTERNAL
# DOCKER-FORWARD sends matching packets to DOCKER-BRIDGE.
ip netns exec docker-published-port.host iptables -A DOCKER-FORWARD -j DOCKER-BRIDGE
# Packets to an address of the host may be for a published port.
ip netns exec docker-published-port.host iptables -t nat -A PREROUTING -m addrtype --dst-type LOCAL -j DOCKER
# The host can also reach its own published ports; over loopback the userland proxy answers.
ip netns exec docker-published-port.host iptables -t nat -A OUTPUT ! -d 127.0.0.0/8 -m addrtype --dst-type LOCAL -j DOCKER
# Packets from containers to the outside get the host's address as their source.
ip netns exec docker-published-port.host iptables -t nat -A POSTROUTING -s 172.17.0.0/16 ! -o docker0 -j MASQUERADE
# Containers may send anywhere, including to each other.
ip netns exec docker-published-port.host iptables -A DOCKER-FORWARD -i docker0 -j ACCEPT
# Accept replies to containers.
ip netns exec docker-published-port.host iptables -A DOCKER-CT -o docker0 -m conntrack --ctstate RELATED,ESTABLISHED -j ACCEPT
# The chain DOCKER decides on new connections to containers.
ip netns exec docker-published-port.host iptables -A DOCKER-BRIDGE -o docker0 -j DOCKER
# Drop packets from outside to ports that are not published.
ip netns exec docker-published-port.host iptables -A DOCKER ! -i docker0 -o docker0 -j DROP
# Drop packets from outside to the address of web, even if the sender has a route to it.
ip netns exec docker-published-port.host iptables -t raw -A PREROUTING -d 172.17.0.2/32 ! -i docker0 -j DROP
# Drop packets from outside to the address of app, even if the sender has a route to it.
ip netns exec docker-published-port.host iptables -t raw -A PREROUTING -d 172.17.0.3/32 ! -i docker0 -j DROP
# Port 8080 of host leads to port 80 of web.
ip netns exec docker-published-port.host iptables -t nat -A DOCKER ! -i docker0 -p tcp --dport 8080 -j DNAT --to-destination 172.17.0.2:80
# Accept packets from outside to the published port 80 of web.
ip netns exec docker-published-port.host iptables -I DOCKER -d 172.17.0.2 ! -i docker0 -o docker0 -p tcp --dport 80 -j ACCEPT
# Port 5353 of host leads to port 53 of web.
ip netns exec docker-published-port.host iptables -t nat -A DOCKER ! -i docker0 -p udp --dport 5353 -j DNAT --to-destination 172.17.0.2:53
# Accept packets from outside to the published port 53 of web.
ip netns exec docker-published-port.host iptables -I DOCKER -d 172.17.0.2 ! -i docker0 -o docker0 -p udp --dport 53 -j ACCEPT
# Relays packets that NAT does not cover, such as those to 127.0.0.1 on host, to web.
mkdir -p /run/netlab/docker-published-port/log /run/netlab/docker-published-port/pid
ip netns exec docker-published-port.host python3 -IS /run/netlab/docker-published-port/program/userland-proxy.py --proto tcp --listen 0.0.0.0:8080 --to 172.17.0.2:80 > /run/netlab/docker-published-port/log/host.userland-proxy-8080-tcp 2>&1 < /dev/null & echo $! > /run/netlab/docker-published-port/pid/host.userland-proxy-8080-tcp
timeout 10 sh -c 'until grep -qs "^$0" "$1"; do sleep 0.05; done' serving /run/netlab/docker-published-port/log/host.userland-proxy-8080-tcp
# Relays packets that NAT does not cover, such as those to 127.0.0.1 on host, to web.
mkdir -p /run/netlab/docker-published-port/log /run/netlab/docker-published-port/pid
ip netns exec docker-published-port.host python3 -IS /run/netlab/docker-published-port/program/userland-proxy.py --proto udp --listen 0.0.0.0:5353 --to 172.17.0.2:53 > /run/netlab/docker-published-port/log/host.userland-proxy-5353-udp 2>&1 < /dev/null & echo $! > /run/netlab/docker-published-port/pid/host.userland-proxy-5353-udp
timeout 10 sh -c 'until grep -qs "^$0" "$1"; do sleep 0.05; done' serving /run/netlab/docker-published-port/log/host.userland-proxy-5353-udp
# web answers on 80/http, 53/udp, 9000/tcp with its name and the peer's address.
mkdir -p /run/netlab/docker-published-port/log /run/netlab/docker-published-port/pid
ip netns exec docker-published-port.web python3 -IS /run/netlab/docker-published-port/program/serve.py --name web 80/http 53/udp 9000/tcp > /run/netlab/docker-published-port/log/web.serve 2>&1 < /dev/null & echo $! > /run/netlab/docker-published-port/pid/web.serve
timeout 10 sh -c 'until grep -qs "^$0" "$1"; do sleep 0.05; done' serving /run/netlab/docker-published-port/log/web.serve
