#!/bin/sh
# Builds the lab wireguard-tunnel, as root. netlab plan --format sh --down prints the script that removes it.
set -eu
umask 022
# red is a network namespace.
ip netns add wireguard-tunnel.red
# guest is a network namespace.
ip netns add wireguard-tunnel.guest
# west is a network namespace.
ip netns add wireguard-tunnel.west
# internet is a network namespace.
ip netns add wireguard-tunnel.internet
# east is a network namespace.
ip netns add wireguard-tunnel.east
# blue is a network namespace.
ip netns add wireguard-tunnel.blue
# The server of every node with serve.
mkdir -p /run/netlab/wireguard-tunnel/program
printf %s '... src/programs/serve.py ...
' > /run/netlab/wireguard-tunnel/program/serve.py
# Node names resolve inside red.
mkdir -p /etc/netns/wireguard-tunnel.red
printf %s '127.0.0.1 localhost
127.0.0.1 red
10.1.9.2 guest
192.0.2.2 west
192.0.2.1 internet
198.51.100.2 east
10.2.0.2 blue
' > /etc/netns/wireguard-tunnel.red/hosts
# Node names resolve inside guest.
mkdir -p /etc/netns/wireguard-tunnel.guest
printf %s '127.0.0.1 localhost
127.0.0.1 guest
10.1.0.2 red
192.0.2.2 west
192.0.2.1 internet
198.51.100.2 east
10.2.0.2 blue
' > /etc/netns/wireguard-tunnel.guest/hosts
# Node names resolve inside west.
mkdir -p /etc/netns/wireguard-tunnel.west
printf %s '127.0.0.1 localhost
127.0.0.1 west
10.1.0.2 red
10.1.9.2 guest
192.0.2.1 internet
198.51.100.2 east
10.2.0.2 blue
' > /etc/netns/wireguard-tunnel.west/hosts
# Write the configuration of wg0: its key and its peers. The private key is in the lab or derived from names, so it is not secret.
mkdir -p /run/netlab/wireguard-tunnel/wireguard/west
printf %s '[Interface]
PrivateKey = UFAHvTFrXgKFKHhZfn5U87WNtaRg0gPA+jxY/yO+1Uw=
ListenPort = 51820

[Peer]
# east:wg0
PublicKey = t7BYRxh2g9WWI2pP5yo/5CX2K3qyWKTVvBxv3t8WZTo=
AllowedIPs = 10.0.0.2/32, 10.2.0.0/24
Endpoint = 198.51.100.2:51820
PersistentKeepalive = 25
' > /run/netlab/wireguard-tunnel/wireguard/west/wg0.conf
chmod 600 /run/netlab/wireguard-tunnel/wireguard/west/wg0.conf
# Node names resolve inside internet.
mkdir -p /etc/netns/wireguard-tunnel.internet
printf %s '127.0.0.1 localhost
127.0.0.1 internet
10.1.0.2 red
10.1.9.2 guest
192.0.2.2 west
198.51.100.2 east
10.2.0.2 blue
' > /etc/netns/wireguard-tunnel.internet/hosts
# Node names resolve inside east.
mkdir -p /etc/netns/wireguard-tunnel.east
printf %s '127.0.0.1 localhost
127.0.0.1 east
10.1.0.2 red
10.1.9.2 guest
192.0.2.2 west
192.0.2.1 internet
10.2.0.2 blue
' > /etc/netns/wireguard-tunnel.east/hosts
# Write the configuration of wg0: its key and its peers. The private key is in the lab or derived from names, so it is not secret.
mkdir -p /run/netlab/wireguard-tunnel/wireguard/east
printf %s '[Interface]
PrivateKey = gNGJvviq72gKFraJK1H/nMFeviis0BNYYVNiEL+VyU4=
ListenPort = 51820

[Peer]
# west:wg0
PublicKey = BrEjT3C4tzF0UyMK3GyHK/8QALTF1n+mg/7hHZaR/hY=
AllowedIPs = 10.0.0.1/32, 10.1.0.0/24
' > /run/netlab/wireguard-tunnel/wireguard/east/wg0.conf
chmod 600 /run/netlab/wireguard-tunnel/wireguard/east/wg0.conf
# Node names resolve inside blue.
mkdir -p /etc/netns/wireguard-tunnel.blue
printf %s '127.0.0.1 localhost
127.0.0.1 blue
10.1.0.2 red
10.1.9.2 guest
192.0.2.2 west
192.0.2.1 internet
198.51.100.2 east
' > /etc/netns/wireguard-tunnel.blue/hosts
# A node forwards packets only if the lab enables it.
ip netns exec wireguard-tunnel.red sysctl -qw net.ipv4.ip_forward=0
# The reverse path filter is off unless the lab enables it.
ip netns exec wireguard-tunnel.red sysctl -qw net.ipv4.conf.all.rp_filter=0
# The same for interfaces that are created later.
ip netns exec wireguard-tunnel.red sysctl -qw net.ipv4.conf.default.rp_filter=0
# iptables does not filter bridged frames.
ip netns exec wireguard-tunnel.red sysctl -qew net.bridge.bridge-nf-call-iptables=0
# ip6tables does not filter bridged frames.
ip netns exec wireguard-tunnel.red sysctl -qew net.bridge.bridge-nf-call-ip6tables=0
# The lab uses no IPv6.
ip netns exec wireguard-tunnel.red sysctl -qew net.ipv6.conf.all.disable_ipv6=1
# The same for interfaces that are created later.
ip netns exec wireguard-tunnel.red sysctl -qew net.ipv6.conf.default.disable_ipv6=1
# Set the loopback interface up.
ip -n wireguard-tunnel.red link set lo up
# A node forwards packets only if the lab enables it.
ip netns exec wireguard-tunnel.guest sysctl -qw net.ipv4.ip_forward=0
# The reverse path filter is off unless the lab enables it.
ip netns exec wireguard-tunnel.guest sysctl -qw net.ipv4.conf.all.rp_filter=0
# The same for interfaces that are created later.
ip netns exec wireguard-tunnel.guest sysctl -qw net.ipv4.conf.default.rp_filter=0
# iptables does not filter bridged frames.
ip netns exec wireguard-tunnel.guest sysctl -qew net.bridge.bridge-nf-call-iptables=0
# ip6tables does not filter bridged frames.
ip netns exec wireguard-tunnel.guest sysctl -qew net.bridge.bridge-nf-call-ip6tables=0
# The lab uses no IPv6.
ip netns exec wireguard-tunnel.guest sysctl -qew net.ipv6.conf.all.disable_ipv6=1
# The same for interfaces that are created later.
ip netns exec wireguard-tunnel.guest sysctl -qew net.ipv6.conf.default.disable_ipv6=1
# Set the loopback interface up.
ip -n wireguard-tunnel.guest link set lo up
# A node forwards packets only if the lab enables it.
ip netns exec wireguard-tunnel.west sysctl -qw net.ipv4.ip_forward=0
# The reverse path filter is off unless the lab enables it.
ip netns exec wireguard-tunnel.west sysctl -qw net.ipv4.conf.all.rp_filter=0
# The same for interfaces that are created later.
ip netns exec wireguard-tunnel.west sysctl -qw net.ipv4.conf.default.rp_filter=0
# iptables does not filter bridged frames.
ip netns exec wireguard-tunnel.west sysctl -qew net.bridge.bridge-nf-call-iptables=0
# ip6tables does not filter bridged frames.
ip netns exec wireguard-tunnel.west sysctl -qew net.bridge.bridge-nf-call-ip6tables=0
# The lab uses no IPv6.
ip netns exec wireguard-tunnel.west sysctl -qew net.ipv6.conf.all.disable_ipv6=1
# The same for interfaces that are created later.
ip netns exec wireguard-tunnel.west sysctl -qew net.ipv6.conf.default.disable_ipv6=1
# Set the loopback interface up.
ip -n wireguard-tunnel.west link set lo up
# A node forwards packets only if the lab enables it.
ip netns exec wireguard-tunnel.internet sysctl -qw net.ipv4.ip_forward=0
# The reverse path filter is off unless the lab enables it.
ip netns exec wireguard-tunnel.internet sysctl -qw net.ipv4.conf.all.rp_filter=0
# The same for interfaces that are created later.
ip netns exec wireguard-tunnel.internet sysctl -qw net.ipv4.conf.default.rp_filter=0
# iptables does not filter bridged frames.
ip netns exec wireguard-tunnel.internet sysctl -qew net.bridge.bridge-nf-call-iptables=0
# ip6tables does not filter bridged frames.
ip netns exec wireguard-tunnel.internet sysctl -qew net.bridge.bridge-nf-call-ip6tables=0
# The lab uses no IPv6.
ip netns exec wireguard-tunnel.internet sysctl -qew net.ipv6.conf.all.disable_ipv6=1
# The same for interfaces that are created later.
ip netns exec wireguard-tunnel.internet sysctl -qew net.ipv6.conf.default.disable_ipv6=1
# Set the loopback interface up.
ip -n wireguard-tunnel.internet link set lo up
# A node forwards packets only if the lab enables it.
ip netns exec wireguard-tunnel.east sysctl -qw net.ipv4.ip_forward=0
# The reverse path filter is off unless the lab enables it.
ip netns exec wireguard-tunnel.east sysctl -qw net.ipv4.conf.all.rp_filter=0
# The same for interfaces that are created later.
ip netns exec wireguard-tunnel.east sysctl -qw net.ipv4.conf.default.rp_filter=0
# iptables does not filter bridged frames.
ip netns exec wireguard-tunnel.east sysctl -qew net.bridge.bridge-nf-call-iptables=0
# ip6tables does not filter bridged frames.
ip netns exec wireguard-tunnel.east sysctl -qew net.bridge.bridge-nf-call-ip6tables=0
# The lab uses no IPv6.
ip netns exec wireguard-tunnel.east sysctl -qew net.ipv6.conf.all.disable_ipv6=1
# The same for interfaces that are created later.
ip netns exec wireguard-tunnel.east sysctl -qew net.ipv6.conf.default.disable_ipv6=1
# Set the loopback interface up.
ip -n wireguard-tunnel.east link set lo up
# A node forwards packets only if the lab enables it.
ip netns exec wireguard-tunnel.blue sysctl -qw net.ipv4.ip_forward=0
# The reverse path filter is off unless the lab enables it.
ip netns exec wireguard-tunnel.blue sysctl -qw net.ipv4.conf.all.rp_filter=0
# The same for interfaces that are created later.
ip netns exec wireguard-tunnel.blue sysctl -qw net.ipv4.conf.default.rp_filter=0
# iptables does not filter bridged frames.
ip netns exec wireguard-tunnel.blue sysctl -qew net.bridge.bridge-nf-call-iptables=0
# ip6tables does not filter bridged frames.
ip netns exec wireguard-tunnel.blue sysctl -qew net.bridge.bridge-nf-call-ip6tables=0
# The lab uses no IPv6.
ip netns exec wireguard-tunnel.blue sysctl -qew net.ipv6.conf.all.disable_ipv6=1
# The same for interfaces that are created later.
ip netns exec wireguard-tunnel.blue sysctl -qew net.ipv6.conf.default.disable_ipv6=1
# Set the loopback interface up.
ip -n wireguard-tunnel.blue link set lo up
# wg0 encrypts packets and sends them in UDP port 51820.
ip -n wireguard-tunnel.west link add wg0 up type wireguard
# wg0 encrypts packets and sends them in UDP port 51820.
ip -n wireguard-tunnel.east link add wg0 up type wireguard
# A cable: eth0 of west and eth0 of internet.
ip -n wireguard-tunnel.west link add eth0 up type veth peer name eth0 netns wireguard-tunnel.internet
# A cable: eth1 of west and eth0 of red.
ip -n wireguard-tunnel.west link add eth1 up type veth peer name eth0 netns wireguard-tunnel.red
# A cable: eth2 of west and eth0 of guest.
ip -n wireguard-tunnel.west link add eth2 up type veth peer name eth0 netns wireguard-tunnel.guest
# A cable: eth0 of east and eth1 of internet.
ip -n wireguard-tunnel.east link add eth0 up type veth peer name eth1 netns wireguard-tunnel.internet
# A cable: eth1 of east and eth0 of blue.
ip -n wireguard-tunnel.east link add eth1 up type veth peer name eth0 netns wireguard-tunnel.blue
# Set eth0 of red up.
ip -n wireguard-tunnel.red link set eth0 up
# Set eth0 of guest up.
ip -n wireguard-tunnel.guest link set eth0 up
# Set eth0 of internet up.
ip -n wireguard-tunnel.internet link set eth0 up
# Set eth1 of internet up.
ip -n wireguard-tunnel.internet link set eth1 up
# Set eth0 of blue up.
ip -n wireguard-tunnel.blue link set eth0 up
# red has the address 10.1.0.2 on eth0.
ip -n wireguard-tunnel.red addr add 10.1.0.2/24 dev eth0
# guest has the address 10.1.9.2 on eth0.
ip -n wireguard-tunnel.guest addr add 10.1.9.2/24 dev eth0
# west has the address 192.0.2.2 on eth0.
ip -n wireguard-tunnel.west addr add 192.0.2.2/24 dev eth0
# west has the address 10.1.0.1 on eth1.
ip -n wireguard-tunnel.west addr add 10.1.0.1/24 dev eth1
# west has the address 10.1.9.1 on eth2.
ip -n wireguard-tunnel.west addr add 10.1.9.1/24 dev eth2
# west has the address 10.0.0.1 on wg0.
ip -n wireguard-tunnel.west addr add 10.0.0.1/30 dev wg0
# internet has the address 192.0.2.1 on eth0.
ip -n wireguard-tunnel.internet addr add 192.0.2.1/24 dev eth0
# internet has the address 198.51.100.1 on eth1.
ip -n wireguard-tunnel.internet addr add 198.51.100.1/24 dev eth1
# east has the address 198.51.100.2 on eth0.
ip -n wireguard-tunnel.east addr add 198.51.100.2/24 dev eth0
# east has the address 10.2.0.1 on eth1.
ip -n wireguard-tunnel.east addr add 10.2.0.1/24 dev eth1
# east has the address 10.0.0.2 on wg0.
ip -n wireguard-tunnel.east addr add 10.0.0.2/30 dev wg0
# blue has the address 10.2.0.2 on eth0.
ip -n wireguard-tunnel.blue addr add 10.2.0.2/24 dev eth0
# west forwards IPv4 packets: it is a router.
ip netns exec wireguard-tunnel.west sysctl -qw net.ipv4.ip_forward=1
# internet forwards IPv4 packets: it is a router.
ip netns exec wireguard-tunnel.internet sysctl -qw net.ipv4.ip_forward=1
# east forwards IPv4 packets: it is a router.
ip netns exec wireguard-tunnel.east sysctl -qw net.ipv4.ip_forward=1
# All packets for the east enter the tunnel.
ip -n wireguard-tunnel.west route add 10.2.0.0/16 dev wg0
# All packets for the west enter the tunnel.
ip -n wireguard-tunnel.east route add 10.1.0.0/16 dev wg0
# red reaches destinations without a more specific route through west (10.1.0.1).
ip -n wireguard-tunnel.red route add default via 10.1.0.1
# guest reaches destinations without a more specific route through west (10.1.9.1).
ip -n wireguard-tunnel.guest route add default via 10.1.9.1
# west reaches destinations without a more specific route through internet (192.0.2.1).
ip -n wireguard-tunnel.west route add default via 192.0.2.1
# east reaches destinations without a more specific route through internet (198.51.100.1).
ip -n wireguard-tunnel.east route add default via 198.51.100.1
# blue reaches destinations without a more specific route through east (10.2.0.1).
ip -n wireguard-tunnel.blue route add default via 10.2.0.1
# Set the key, port and peers of wg0: west:wg0.
ip netns exec wireguard-tunnel.east wg setconf wg0 /run/netlab/wireguard-tunnel/wireguard/east/wg0.conf
# Set the key, port and peers of wg0: east:wg0.
ip netns exec wireguard-tunnel.west wg setconf wg0 /run/netlab/wireguard-tunnel/wireguard/west/wg0.conf
# blue answers on 80/http with its name and the peer's address.
mkdir -p /run/netlab/wireguard-tunnel/log /run/netlab/wireguard-tunnel/pid
ip netns exec wireguard-tunnel.blue python3 -IS /run/netlab/wireguard-tunnel/program/serve.py --name blue 80/http > /run/netlab/wireguard-tunnel/log/blue.serve 2>&1 < /dev/null & echo $! > /run/netlab/wireguard-tunnel/pid/blue.serve
timeout 10 sh -c 'until grep -qs "^$0" "$1"; do sleep 0.05; done' serving /run/netlab/wireguard-tunnel/log/blue.serve
