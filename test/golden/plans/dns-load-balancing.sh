#!/bin/sh
# Builds the lab dns-load-balancing, as root. netlab plan --format sh --down prints the script that removes it.
set -eu
umask 022
# router is a network namespace.
ip netns add dns-load-balancing.router
# ns is a network namespace.
ip netns add dns-load-balancing.ns
# resolver is a network namespace.
ip netns add dns-load-balancing.resolver
# client is a network namespace.
ip netns add dns-load-balancing.client
# near is a network namespace.
ip netns add dns-load-balancing.near
# home is a network namespace.
ip netns add dns-load-balancing.home
# web-1 is a network namespace.
ip netns add dns-load-balancing.web-1
# web-2 is a network namespace.
ip netns add dns-load-balancing.web-2
# web-3 is a network namespace.
ip netns add dns-load-balancing.web-3
# office is a switch: a namespace that holds a bridge.
ip netns add dns-load-balancing.office
# servers is a switch: a namespace that holds a bridge.
ip netns add dns-load-balancing.servers
# The program that asks whether named answers.
mkdir -p /run/netlab/dns-load-balancing/program
printf %s '... src/programs/dns-answers.py ...
' > /run/netlab/dns-load-balancing/program/dns-answers.py
# The server of every node with serve.
mkdir -p /run/netlab/dns-load-balancing/program
printf %s '... src/programs/serve.py ...
' > /run/netlab/dns-load-balancing/program/serve.py
# Node names resolve inside router.
mkdir -p /etc/netns/dns-load-balancing.router
printf %s '127.0.0.1 localhost
::1 localhost
127.0.0.1 router
198.51.100.53 ns
198.51.100.54 resolver
198.51.100.10 client
203.0.113.10 near
198.51.100.20 home
203.0.113.11 web-1
203.0.113.12 web-2
192.0.2.13 web-3
' > /etc/netns/dns-load-balancing.router/hosts
# Node names resolve inside ns.
mkdir -p /etc/netns/dns-load-balancing.ns
printf %s '127.0.0.1 localhost
::1 localhost
127.0.0.1 ns
198.51.100.1 router
198.51.100.54 resolver
198.51.100.10 client
203.0.113.10 near
198.51.100.20 home
203.0.113.11 web-1
203.0.113.12 web-2
192.0.2.13 web-3
' > /etc/netns/dns-load-balancing.ns/hosts
# Daemons of ns can also resolve node names.
mkdir -p /run/netlab/dns-load-balancing/node/ns/upper/etc
printf %s '127.0.0.1 localhost
::1 localhost
127.0.0.1 ns
198.51.100.1 router
198.51.100.54 resolver
198.51.100.10 client
203.0.113.10 near
198.51.100.20 home
203.0.113.11 web-1
203.0.113.12 web-2
192.0.2.13 web-3
' > /run/netlab/dns-load-balancing/node/ns/upper/etc/hosts
# The script that creates the mounts of ns.
mkdir -p /run/netlab/dns-load-balancing/node/ns
printf %s 'set -eu
mkdir -p /run/netlab/dns-load-balancing/node/ns/upper/etc /run/netlab/dns-load-balancing/node/ns/work/etc
mount -t overlay overlay -o lowerdir=/etc,upperdir=/run/netlab/dns-load-balancing/node/ns/upper/etc,workdir=/run/netlab/dns-load-balancing/node/ns/work/etc /etc
mkdir -p /run/netlab/dns-load-balancing/node/ns/upper/var /run/netlab/dns-load-balancing/node/ns/work/var /run/netlab/dns-load-balancing/node/ns/upper/var/cache/bind
mount -t overlay overlay -o lowerdir=/var,upperdir=/run/netlab/dns-load-balancing/node/ns/upper/var,workdir=/run/netlab/dns-load-balancing/node/ns/work/var /var
mkdir -p /run/netlab/dns-load-balancing/node/ns/upper/run /run/netlab/dns-load-balancing/node/ns/work/run /run/netlab/dns-load-balancing/node/ns/upper/run/named
mount -t overlay overlay -o lowerdir=/run,upperdir=/run/netlab/dns-load-balancing/node/ns/upper/run,workdir=/run/netlab/dns-load-balancing/node/ns/work/run /run
mount -t tmpfs -o mode=1777 tmpfs /run/named
mount -t tmpfs -o mode=1777 tmpfs /var/cache/bind
[ ! -d /run/netns ] || mount -t tmpfs -o mode=755 tmpfs /run/netns
echo mounted
exec sleep infinity
' > /run/netlab/dns-load-balancing/node/ns/mounts
# This file is /etc/bind/example.test in ns.
mkdir -p /run/netlab/dns-load-balancing/node/ns/upper/etc/bind
printf %s '$TTL 300
@     IN SOA ns hostmaster 1 3600 600 86400 60
@     IN NS  ns
ns    IN A   198.51.100.53
www   IN A   203.0.113.11
www   IN A   203.0.113.12
www   IN A   192.0.2.13
www6  IN AAAA 2001:db8:0:b::11
www6  IN AAAA 2001:db8:0:b::12
www6  IN AAAA 2001:db8:0:c::13
brief 0 IN A 203.0.113.11
' > /run/netlab/dns-load-balancing/node/ns/upper/etc/bind/example.test
# This file is /etc/bind/named.conf in ns.
mkdir -p /run/netlab/dns-load-balancing/node/ns/upper/etc/bind
printf %s 'options {
  directory "/etc/bind";
  recursion no;
  rrset-order { order cyclic; };
};
zone "example.test" { type primary; file "example.test"; };
' > /run/netlab/dns-load-balancing/node/ns/upper/etc/bind/named.conf
# Node names resolve inside resolver.
mkdir -p /etc/netns/dns-load-balancing.resolver
printf %s '127.0.0.1 localhost
::1 localhost
127.0.0.1 resolver
198.51.100.1 router
198.51.100.53 ns
198.51.100.10 client
203.0.113.10 near
198.51.100.20 home
203.0.113.11 web-1
203.0.113.12 web-2
192.0.2.13 web-3
' > /etc/netns/dns-load-balancing.resolver/hosts
# Daemons of resolver can also resolve node names.
mkdir -p /run/netlab/dns-load-balancing/node/resolver/upper/etc
printf %s '127.0.0.1 localhost
::1 localhost
127.0.0.1 resolver
198.51.100.1 router
198.51.100.53 ns
198.51.100.10 client
203.0.113.10 near
198.51.100.20 home
203.0.113.11 web-1
203.0.113.12 web-2
192.0.2.13 web-3
' > /run/netlab/dns-load-balancing/node/resolver/upper/etc/hosts
# The script that creates the mounts of resolver.
mkdir -p /run/netlab/dns-load-balancing/node/resolver
printf %s 'set -eu
mkdir -p /run/netlab/dns-load-balancing/node/resolver/upper/etc /run/netlab/dns-load-balancing/node/resolver/work/etc
mount -t overlay overlay -o lowerdir=/etc,upperdir=/run/netlab/dns-load-balancing/node/resolver/upper/etc,workdir=/run/netlab/dns-load-balancing/node/resolver/work/etc /etc
mkdir -p /run/netlab/dns-load-balancing/node/resolver/upper/var /run/netlab/dns-load-balancing/node/resolver/work/var /run/netlab/dns-load-balancing/node/resolver/upper/var/lib/misc
mount -t overlay overlay -o lowerdir=/var,upperdir=/run/netlab/dns-load-balancing/node/resolver/upper/var,workdir=/run/netlab/dns-load-balancing/node/resolver/work/var /var
mkdir -p /run/netlab/dns-load-balancing/node/resolver/upper/run /run/netlab/dns-load-balancing/node/resolver/work/run /run/netlab/dns-load-balancing/node/resolver/upper/run/dnsmasq
mount -t overlay overlay -o lowerdir=/run,upperdir=/run/netlab/dns-load-balancing/node/resolver/upper/run,workdir=/run/netlab/dns-load-balancing/node/resolver/work/run /run
mount -t tmpfs -o mode=1777 tmpfs /run/dnsmasq
mount -t tmpfs -o mode=1777 tmpfs /var/lib/misc
[ ! -d /run/netns ] || mount -t tmpfs -o mode=755 tmpfs /run/netns
echo mounted
exec sleep infinity
' > /run/netlab/dns-load-balancing/node/resolver/mounts
# This file is /etc/dnsmasq.conf in resolver.
mkdir -p /run/netlab/dns-load-balancing/node/resolver/upper/etc
printf %s 'no-resolv
server=198.51.100.53
' > /run/netlab/dns-load-balancing/node/resolver/upper/etc/dnsmasq.conf
# Node names resolve inside client.
mkdir -p /etc/netns/dns-load-balancing.client
printf %s '127.0.0.1 localhost
::1 localhost
127.0.0.1 client
198.51.100.1 router
198.51.100.53 ns
198.51.100.54 resolver
203.0.113.10 near
198.51.100.20 home
203.0.113.11 web-1
203.0.113.12 web-2
192.0.2.13 web-3
' > /etc/netns/dns-load-balancing.client/hosts
# Daemons of client can also resolve node names.
mkdir -p /run/netlab/dns-load-balancing/node/client/upper/etc
printf %s '127.0.0.1 localhost
::1 localhost
127.0.0.1 client
198.51.100.1 router
198.51.100.53 ns
198.51.100.54 resolver
203.0.113.10 near
198.51.100.20 home
203.0.113.11 web-1
203.0.113.12 web-2
192.0.2.13 web-3
' > /run/netlab/dns-load-balancing/node/client/upper/etc/hosts
# Processes of client with its own files also see /etc/resolv.conf.
mkdir -p /run/netlab/dns-load-balancing/node/client/upper/etc
printf %s 'nameserver 198.51.100.53
options timeout:2
' > /run/netlab/dns-load-balancing/node/client/upper/etc/resolv.conf
# The script that creates the mounts of client.
mkdir -p /run/netlab/dns-load-balancing/node/client
printf %s 'set -eu
mkdir -p /run/netlab/dns-load-balancing/node/client/upper/etc /run/netlab/dns-load-balancing/node/client/work/etc
mount -t overlay overlay -o lowerdir=/etc,upperdir=/run/netlab/dns-load-balancing/node/client/upper/etc,workdir=/run/netlab/dns-load-balancing/node/client/work/etc /etc
mkdir -p /run/netlab/dns-load-balancing/node/client/upper/opt /run/netlab/dns-load-balancing/node/client/work/opt
mount -t overlay overlay -o lowerdir=/opt,upperdir=/run/netlab/dns-load-balancing/node/client/upper/opt,workdir=/run/netlab/dns-load-balancing/node/client/work/opt /opt
[ ! -d /run/netns ] || mount -t tmpfs -o mode=755 tmpfs /run/netns
echo mounted
exec sleep infinity
' > /run/netlab/dns-load-balancing/node/client/mounts
# This file is /opt/six in client.
mkdir -p /run/netlab/dns-load-balancing/node/client/upper/opt
printf %s 'for i in 1 2 3 4 5 6; do curl -s http://$1/ || break; done | grep -o web-. | sort | uniq -c
' > /run/netlab/dns-load-balancing/node/client/upper/opt/six
# This file is /opt/six-first in client.
mkdir -p /run/netlab/dns-load-balancing/node/client/upper/opt
printf %s 'for i in 1 2 3 4 5 6; do
  addresses=$(getent ahostsv4 $1) || break
  curl -s http://${addresses%% *}/ || echo web-? is gone
done | grep -o web-. | sort | uniq -c
' > /run/netlab/dns-load-balancing/node/client/upper/opt/six-first
# Node names resolve inside near.
mkdir -p /etc/netns/dns-load-balancing.near
printf %s '127.0.0.1 localhost
::1 localhost
127.0.0.1 near
198.51.100.1 router
198.51.100.53 ns
198.51.100.54 resolver
198.51.100.10 client
198.51.100.20 home
203.0.113.11 web-1
203.0.113.12 web-2
192.0.2.13 web-3
' > /etc/netns/dns-load-balancing.near/hosts
# Daemons of near can also resolve node names.
mkdir -p /run/netlab/dns-load-balancing/node/near/upper/etc
printf %s '127.0.0.1 localhost
::1 localhost
127.0.0.1 near
198.51.100.1 router
198.51.100.53 ns
198.51.100.54 resolver
198.51.100.10 client
198.51.100.20 home
203.0.113.11 web-1
203.0.113.12 web-2
192.0.2.13 web-3
' > /run/netlab/dns-load-balancing/node/near/upper/etc/hosts
# Processes of near with its own files also see /etc/resolv.conf.
mkdir -p /run/netlab/dns-load-balancing/node/near/upper/etc
printf %s 'nameserver 198.51.100.53
options timeout:2
' > /run/netlab/dns-load-balancing/node/near/upper/etc/resolv.conf
# The script that creates the mounts of near.
mkdir -p /run/netlab/dns-load-balancing/node/near
printf %s 'set -eu
mkdir -p /run/netlab/dns-load-balancing/node/near/upper/etc /run/netlab/dns-load-balancing/node/near/work/etc
mount -t overlay overlay -o lowerdir=/etc,upperdir=/run/netlab/dns-load-balancing/node/near/upper/etc,workdir=/run/netlab/dns-load-balancing/node/near/work/etc /etc
mkdir -p /run/netlab/dns-load-balancing/node/near/upper/opt /run/netlab/dns-load-balancing/node/near/work/opt
mount -t overlay overlay -o lowerdir=/opt,upperdir=/run/netlab/dns-load-balancing/node/near/upper/opt,workdir=/run/netlab/dns-load-balancing/node/near/work/opt /opt
[ ! -d /run/netns ] || mount -t tmpfs -o mode=755 tmpfs /run/netns
echo mounted
exec sleep infinity
' > /run/netlab/dns-load-balancing/node/near/mounts
# This file is /opt/six in near.
mkdir -p /run/netlab/dns-load-balancing/node/near/upper/opt
printf %s 'for i in 1 2 3 4 5 6; do curl -s http://$1/ || break; done | grep -o web-. | sort | uniq -c
' > /run/netlab/dns-load-balancing/node/near/upper/opt/six
# This file is /opt/six-names in near.
mkdir -p /run/netlab/dns-load-balancing/node/near/upper/opt
printf %s 'for i in 1 2 3 4 5 6; do getent hosts $1 | head -n 1; done | cut -d " " -f 1 | sort | uniq -c
' > /run/netlab/dns-load-balancing/node/near/upper/opt/six-names
# Node names resolve inside home.
mkdir -p /etc/netns/dns-load-balancing.home
printf %s '127.0.0.1 localhost
::1 localhost
127.0.0.1 home
198.51.100.1 router
198.51.100.53 ns
198.51.100.54 resolver
198.51.100.10 client
203.0.113.10 near
203.0.113.11 web-1
203.0.113.12 web-2
192.0.2.13 web-3
' > /etc/netns/dns-load-balancing.home/hosts
# Node names resolve inside web-1.
mkdir -p /etc/netns/dns-load-balancing.web-1
printf %s '127.0.0.1 localhost
::1 localhost
127.0.0.1 web-1
198.51.100.1 router
198.51.100.53 ns
198.51.100.54 resolver
198.51.100.10 client
203.0.113.10 near
198.51.100.20 home
203.0.113.12 web-2
192.0.2.13 web-3
' > /etc/netns/dns-load-balancing.web-1/hosts
# Node names resolve inside web-2.
mkdir -p /etc/netns/dns-load-balancing.web-2
printf %s '127.0.0.1 localhost
::1 localhost
127.0.0.1 web-2
198.51.100.1 router
198.51.100.53 ns
198.51.100.54 resolver
198.51.100.10 client
203.0.113.10 near
198.51.100.20 home
203.0.113.11 web-1
192.0.2.13 web-3
' > /etc/netns/dns-load-balancing.web-2/hosts
# Node names resolve inside web-3.
mkdir -p /etc/netns/dns-load-balancing.web-3
printf %s '127.0.0.1 localhost
::1 localhost
127.0.0.1 web-3
198.51.100.1 router
198.51.100.53 ns
198.51.100.54 resolver
198.51.100.10 client
203.0.113.10 near
198.51.100.20 home
203.0.113.11 web-1
203.0.113.12 web-2
' > /etc/netns/dns-load-balancing.web-3/hosts
# The DNS servers and search domains of client.
mkdir -p /etc/netns/dns-load-balancing.client
printf %s 'nameserver 198.51.100.53
options timeout:2
' > /etc/netns/dns-load-balancing.client/resolv.conf
# The DNS servers and search domains of near.
mkdir -p /etc/netns/dns-load-balancing.near
printf %s 'nameserver 198.51.100.53
options timeout:2
' > /etc/netns/dns-load-balancing.near/resolv.conf
# The DNS servers and search domains of home.
mkdir -p /etc/netns/dns-load-balancing.home
printf %s 'nameserver 198.51.100.54
' > /etc/netns/dns-load-balancing.home/resolv.conf
# A node forwards packets only if the lab enables it.
ip netns exec dns-load-balancing.router sysctl -qw net.ipv4.ip_forward=0
# The reverse path filter is off unless the lab enables it.
ip netns exec dns-load-balancing.router sysctl -qw net.ipv4.conf.all.rp_filter=0
# The same for interfaces that are created later.
ip netns exec dns-load-balancing.router sysctl -qw net.ipv4.conf.default.rp_filter=0
# iptables does not filter bridged frames.
ip netns exec dns-load-balancing.router sysctl -qew net.bridge.bridge-nf-call-iptables=0
# ip6tables does not filter bridged frames.
ip netns exec dns-load-balancing.router sysctl -qew net.bridge.bridge-nf-call-ip6tables=0
# A node forwards packets only if the lab enables it.
ip netns exec dns-load-balancing.router sysctl -qw net.ipv6.conf.all.forwarding=0
# Addresses are usable at once: duplicate address detection is off.
ip netns exec dns-load-balancing.router sysctl -qw net.ipv6.conf.default.accept_dad=0
# Nodes ignore router advertisements.
ip netns exec dns-load-balancing.router sysctl -qw net.ipv6.conf.default.accept_ra=0
# Set the loopback interface up.
ip -n dns-load-balancing.router link set lo up
# A node forwards packets only if the lab enables it.
ip netns exec dns-load-balancing.ns sysctl -qw net.ipv4.ip_forward=0
# The reverse path filter is off unless the lab enables it.
ip netns exec dns-load-balancing.ns sysctl -qw net.ipv4.conf.all.rp_filter=0
# The same for interfaces that are created later.
ip netns exec dns-load-balancing.ns sysctl -qw net.ipv4.conf.default.rp_filter=0
# iptables does not filter bridged frames.
ip netns exec dns-load-balancing.ns sysctl -qew net.bridge.bridge-nf-call-iptables=0
# ip6tables does not filter bridged frames.
ip netns exec dns-load-balancing.ns sysctl -qew net.bridge.bridge-nf-call-ip6tables=0
# A node forwards packets only if the lab enables it.
ip netns exec dns-load-balancing.ns sysctl -qw net.ipv6.conf.all.forwarding=0
# Addresses are usable at once: duplicate address detection is off.
ip netns exec dns-load-balancing.ns sysctl -qw net.ipv6.conf.default.accept_dad=0
# Nodes ignore router advertisements.
ip netns exec dns-load-balancing.ns sysctl -qw net.ipv6.conf.default.accept_ra=0
# Set the loopback interface up.
ip -n dns-load-balancing.ns link set lo up
# A node forwards packets only if the lab enables it.
ip netns exec dns-load-balancing.resolver sysctl -qw net.ipv4.ip_forward=0
# The reverse path filter is off unless the lab enables it.
ip netns exec dns-load-balancing.resolver sysctl -qw net.ipv4.conf.all.rp_filter=0
# The same for interfaces that are created later.
ip netns exec dns-load-balancing.resolver sysctl -qw net.ipv4.conf.default.rp_filter=0
# iptables does not filter bridged frames.
ip netns exec dns-load-balancing.resolver sysctl -qew net.bridge.bridge-nf-call-iptables=0
# ip6tables does not filter bridged frames.
ip netns exec dns-load-balancing.resolver sysctl -qew net.bridge.bridge-nf-call-ip6tables=0
# A node forwards packets only if the lab enables it.
ip netns exec dns-load-balancing.resolver sysctl -qw net.ipv6.conf.all.forwarding=0
# Addresses are usable at once: duplicate address detection is off.
ip netns exec dns-load-balancing.resolver sysctl -qw net.ipv6.conf.default.accept_dad=0
# Nodes ignore router advertisements.
ip netns exec dns-load-balancing.resolver sysctl -qw net.ipv6.conf.default.accept_ra=0
# Set the loopback interface up.
ip -n dns-load-balancing.resolver link set lo up
# A node forwards packets only if the lab enables it.
ip netns exec dns-load-balancing.client sysctl -qw net.ipv4.ip_forward=0
# The reverse path filter is off unless the lab enables it.
ip netns exec dns-load-balancing.client sysctl -qw net.ipv4.conf.all.rp_filter=0
# The same for interfaces that are created later.
ip netns exec dns-load-balancing.client sysctl -qw net.ipv4.conf.default.rp_filter=0
# iptables does not filter bridged frames.
ip netns exec dns-load-balancing.client sysctl -qew net.bridge.bridge-nf-call-iptables=0
# ip6tables does not filter bridged frames.
ip netns exec dns-load-balancing.client sysctl -qew net.bridge.bridge-nf-call-ip6tables=0
# A node forwards packets only if the lab enables it.
ip netns exec dns-load-balancing.client sysctl -qw net.ipv6.conf.all.forwarding=0
# Addresses are usable at once: duplicate address detection is off.
ip netns exec dns-load-balancing.client sysctl -qw net.ipv6.conf.default.accept_dad=0
# Nodes ignore router advertisements.
ip netns exec dns-load-balancing.client sysctl -qw net.ipv6.conf.default.accept_ra=0
# Set the loopback interface up.
ip -n dns-load-balancing.client link set lo up
# A node forwards packets only if the lab enables it.
ip netns exec dns-load-balancing.near sysctl -qw net.ipv4.ip_forward=0
# The reverse path filter is off unless the lab enables it.
ip netns exec dns-load-balancing.near sysctl -qw net.ipv4.conf.all.rp_filter=0
# The same for interfaces that are created later.
ip netns exec dns-load-balancing.near sysctl -qw net.ipv4.conf.default.rp_filter=0
# iptables does not filter bridged frames.
ip netns exec dns-load-balancing.near sysctl -qew net.bridge.bridge-nf-call-iptables=0
# ip6tables does not filter bridged frames.
ip netns exec dns-load-balancing.near sysctl -qew net.bridge.bridge-nf-call-ip6tables=0
# A node forwards packets only if the lab enables it.
ip netns exec dns-load-balancing.near sysctl -qw net.ipv6.conf.all.forwarding=0
# Addresses are usable at once: duplicate address detection is off.
ip netns exec dns-load-balancing.near sysctl -qw net.ipv6.conf.default.accept_dad=0
# Nodes ignore router advertisements.
ip netns exec dns-load-balancing.near sysctl -qw net.ipv6.conf.default.accept_ra=0
# Set the loopback interface up.
ip -n dns-load-balancing.near link set lo up
# A node forwards packets only if the lab enables it.
ip netns exec dns-load-balancing.home sysctl -qw net.ipv4.ip_forward=0
# The reverse path filter is off unless the lab enables it.
ip netns exec dns-load-balancing.home sysctl -qw net.ipv4.conf.all.rp_filter=0
# The same for interfaces that are created later.
ip netns exec dns-load-balancing.home sysctl -qw net.ipv4.conf.default.rp_filter=0
# iptables does not filter bridged frames.
ip netns exec dns-load-balancing.home sysctl -qew net.bridge.bridge-nf-call-iptables=0
# ip6tables does not filter bridged frames.
ip netns exec dns-load-balancing.home sysctl -qew net.bridge.bridge-nf-call-ip6tables=0
# A node forwards packets only if the lab enables it.
ip netns exec dns-load-balancing.home sysctl -qw net.ipv6.conf.all.forwarding=0
# Addresses are usable at once: duplicate address detection is off.
ip netns exec dns-load-balancing.home sysctl -qw net.ipv6.conf.default.accept_dad=0
# Nodes ignore router advertisements.
ip netns exec dns-load-balancing.home sysctl -qw net.ipv6.conf.default.accept_ra=0
# Set the loopback interface up.
ip -n dns-load-balancing.home link set lo up
# A node forwards packets only if the lab enables it.
ip netns exec dns-load-balancing.web-1 sysctl -qw net.ipv4.ip_forward=0
# The reverse path filter is off unless the lab enables it.
ip netns exec dns-load-balancing.web-1 sysctl -qw net.ipv4.conf.all.rp_filter=0
# The same for interfaces that are created later.
ip netns exec dns-load-balancing.web-1 sysctl -qw net.ipv4.conf.default.rp_filter=0
# iptables does not filter bridged frames.
ip netns exec dns-load-balancing.web-1 sysctl -qew net.bridge.bridge-nf-call-iptables=0
# ip6tables does not filter bridged frames.
ip netns exec dns-load-balancing.web-1 sysctl -qew net.bridge.bridge-nf-call-ip6tables=0
# A node forwards packets only if the lab enables it.
ip netns exec dns-load-balancing.web-1 sysctl -qw net.ipv6.conf.all.forwarding=0
# Addresses are usable at once: duplicate address detection is off.
ip netns exec dns-load-balancing.web-1 sysctl -qw net.ipv6.conf.default.accept_dad=0
# Nodes ignore router advertisements.
ip netns exec dns-load-balancing.web-1 sysctl -qw net.ipv6.conf.default.accept_ra=0
# Set the loopback interface up.
ip -n dns-load-balancing.web-1 link set lo up
# A node forwards packets only if the lab enables it.
ip netns exec dns-load-balancing.web-2 sysctl -qw net.ipv4.ip_forward=0
# The reverse path filter is off unless the lab enables it.
ip netns exec dns-load-balancing.web-2 sysctl -qw net.ipv4.conf.all.rp_filter=0
# The same for interfaces that are created later.
ip netns exec dns-load-balancing.web-2 sysctl -qw net.ipv4.conf.default.rp_filter=0
# iptables does not filter bridged frames.
ip netns exec dns-load-balancing.web-2 sysctl -qew net.bridge.bridge-nf-call-iptables=0
# ip6tables does not filter bridged frames.
ip netns exec dns-load-balancing.web-2 sysctl -qew net.bridge.bridge-nf-call-ip6tables=0
# A node forwards packets only if the lab enables it.
ip netns exec dns-load-balancing.web-2 sysctl -qw net.ipv6.conf.all.forwarding=0
# Addresses are usable at once: duplicate address detection is off.
ip netns exec dns-load-balancing.web-2 sysctl -qw net.ipv6.conf.default.accept_dad=0
# Nodes ignore router advertisements.
ip netns exec dns-load-balancing.web-2 sysctl -qw net.ipv6.conf.default.accept_ra=0
# Set the loopback interface up.
ip -n dns-load-balancing.web-2 link set lo up
# A node forwards packets only if the lab enables it.
ip netns exec dns-load-balancing.web-3 sysctl -qw net.ipv4.ip_forward=0
# The reverse path filter is off unless the lab enables it.
ip netns exec dns-load-balancing.web-3 sysctl -qw net.ipv4.conf.all.rp_filter=0
# The same for interfaces that are created later.
ip netns exec dns-load-balancing.web-3 sysctl -qw net.ipv4.conf.default.rp_filter=0
# iptables does not filter bridged frames.
ip netns exec dns-load-balancing.web-3 sysctl -qew net.bridge.bridge-nf-call-iptables=0
# ip6tables does not filter bridged frames.
ip netns exec dns-load-balancing.web-3 sysctl -qew net.bridge.bridge-nf-call-ip6tables=0
# A node forwards packets only if the lab enables it.
ip netns exec dns-load-balancing.web-3 sysctl -qw net.ipv6.conf.all.forwarding=0
# Addresses are usable at once: duplicate address detection is off.
ip netns exec dns-load-balancing.web-3 sysctl -qw net.ipv6.conf.default.accept_dad=0
# Nodes ignore router advertisements.
ip netns exec dns-load-balancing.web-3 sysctl -qw net.ipv6.conf.default.accept_ra=0
# Set the loopback interface up.
ip -n dns-load-balancing.web-3 link set lo up
# A node forwards packets only if the lab enables it.
ip netns exec dns-load-balancing.office sysctl -qw net.ipv4.ip_forward=0
# The reverse path filter is off unless the lab enables it.
ip netns exec dns-load-balancing.office sysctl -qw net.ipv4.conf.all.rp_filter=0
# The same for interfaces that are created later.
ip netns exec dns-load-balancing.office sysctl -qw net.ipv4.conf.default.rp_filter=0
# iptables does not filter bridged frames.
ip netns exec dns-load-balancing.office sysctl -qew net.bridge.bridge-nf-call-iptables=0
# ip6tables does not filter bridged frames.
ip netns exec dns-load-balancing.office sysctl -qew net.bridge.bridge-nf-call-ip6tables=0
# A node forwards packets only if the lab enables it.
ip netns exec dns-load-balancing.office sysctl -qw net.ipv6.conf.all.forwarding=0
# Addresses are usable at once: duplicate address detection is off.
ip netns exec dns-load-balancing.office sysctl -qw net.ipv6.conf.default.accept_dad=0
# Nodes ignore router advertisements.
ip netns exec dns-load-balancing.office sysctl -qw net.ipv6.conf.default.accept_ra=0
# Set the loopback interface up.
ip -n dns-load-balancing.office link set lo up
# A node forwards packets only if the lab enables it.
ip netns exec dns-load-balancing.servers sysctl -qw net.ipv4.ip_forward=0
# The reverse path filter is off unless the lab enables it.
ip netns exec dns-load-balancing.servers sysctl -qw net.ipv4.conf.all.rp_filter=0
# The same for interfaces that are created later.
ip netns exec dns-load-balancing.servers sysctl -qw net.ipv4.conf.default.rp_filter=0
# iptables does not filter bridged frames.
ip netns exec dns-load-balancing.servers sysctl -qew net.bridge.bridge-nf-call-iptables=0
# ip6tables does not filter bridged frames.
ip netns exec dns-load-balancing.servers sysctl -qew net.bridge.bridge-nf-call-ip6tables=0
# A node forwards packets only if the lab enables it.
ip netns exec dns-load-balancing.servers sysctl -qw net.ipv6.conf.all.forwarding=0
# Addresses are usable at once: duplicate address detection is off.
ip netns exec dns-load-balancing.servers sysctl -qw net.ipv6.conf.default.accept_dad=0
# Nodes ignore router advertisements.
ip netns exec dns-load-balancing.servers sysctl -qw net.ipv6.conf.default.accept_ra=0
# Set the loopback interface up.
ip -n dns-load-balancing.servers link set lo up
# office is a switch between router, client, ns, resolver, home.
ip -n dns-load-balancing.office link add br0 up type bridge stp_state 0 mcast_snooping 0
# servers is a switch between router, near, web-1, web-2.
ip -n dns-load-balancing.servers link add br0 up type bridge stp_state 0 mcast_snooping 0
# A cable: eth2 of router and eth0 of web-3.
ip -n dns-load-balancing.router link add eth2 up type veth peer name eth0 netns dns-load-balancing.web-3
# router's eth0 is plugged into office.
ip -n dns-load-balancing.office link add router up master br0 type veth peer name eth0 netns dns-load-balancing.router
# client's eth0 is plugged into office.
ip -n dns-load-balancing.office link add client up master br0 type veth peer name eth0 netns dns-load-balancing.client
# ns's eth0 is plugged into office.
ip -n dns-load-balancing.office link add ns up master br0 type veth peer name eth0 netns dns-load-balancing.ns
# resolver's eth0 is plugged into office.
ip -n dns-load-balancing.office link add resolver up master br0 type veth peer name eth0 netns dns-load-balancing.resolver
# home's eth0 is plugged into office.
ip -n dns-load-balancing.office link add home up master br0 type veth peer name eth0 netns dns-load-balancing.home
# router's eth1 is plugged into servers.
ip -n dns-load-balancing.servers link add router up master br0 type veth peer name eth1 netns dns-load-balancing.router
# near's eth0 is plugged into servers.
ip -n dns-load-balancing.servers link add near up master br0 type veth peer name eth0 netns dns-load-balancing.near
# web-1's eth0 is plugged into servers.
ip -n dns-load-balancing.servers link add web-1 up master br0 type veth peer name eth0 netns dns-load-balancing.web-1
# web-2's eth0 is plugged into servers.
ip -n dns-load-balancing.servers link add web-2 up master br0 type veth peer name eth0 netns dns-load-balancing.web-2
# Set eth0 of router up.
ip -n dns-load-balancing.router link set eth0 up
# Set eth1 of router up.
ip -n dns-load-balancing.router link set eth1 up
# Set eth0 of ns up.
ip -n dns-load-balancing.ns link set eth0 up
# Set eth0 of resolver up.
ip -n dns-load-balancing.resolver link set eth0 up
# Set eth0 of client up.
ip -n dns-load-balancing.client link set eth0 up
# Set eth0 of near up.
ip -n dns-load-balancing.near link set eth0 up
# Set eth0 of home up.
ip -n dns-load-balancing.home link set eth0 up
# Set eth0 of web-1 up.
ip -n dns-load-balancing.web-1 link set eth0 up
# Set eth0 of web-2 up.
ip -n dns-load-balancing.web-2 link set eth0 up
# Set eth0 of web-3 up.
ip -n dns-load-balancing.web-3 link set eth0 up
# router has the address 198.51.100.1 on eth0.
ip -n dns-load-balancing.router addr add 198.51.100.1/24 dev eth0
# router has the address 203.0.113.1 on eth1.
ip -n dns-load-balancing.router addr add 203.0.113.1/24 dev eth1
# router has the address 192.0.2.1 on eth2.
ip -n dns-load-balancing.router addr add 192.0.2.1/24 dev eth2
# ns has the address 198.51.100.53 on eth0.
ip -n dns-load-balancing.ns addr add 198.51.100.53/24 dev eth0
# resolver has the address 198.51.100.54 on eth0.
ip -n dns-load-balancing.resolver addr add 198.51.100.54/24 dev eth0
# client has the address 198.51.100.10 on eth0.
ip -n dns-load-balancing.client addr add 198.51.100.10/24 dev eth0
# near has the address 203.0.113.10 on eth0.
ip -n dns-load-balancing.near addr add 203.0.113.10/24 dev eth0
# home has the address 198.51.100.20 on eth0.
ip -n dns-load-balancing.home addr add 198.51.100.20/24 dev eth0
# web-1 has the address 203.0.113.11 on eth0.
ip -n dns-load-balancing.web-1 addr add 203.0.113.11/24 dev eth0
# web-2 has the address 203.0.113.12 on eth0.
ip -n dns-load-balancing.web-2 addr add 203.0.113.12/24 dev eth0
# web-3 has the address 192.0.2.13 on eth0.
ip -n dns-load-balancing.web-3 addr add 192.0.2.13/24 dev eth0
# router has the address 2001:db8:0:a::1 on eth0.
ip -n dns-load-balancing.router addr add 2001:db8:0:a::1/64 dev eth0
# router has the address 2001:db8:0:b::1 on eth1.
ip -n dns-load-balancing.router addr add 2001:db8:0:b::1/64 dev eth1
# router has the address 2001:db8:0:c::1 on eth2.
ip -n dns-load-balancing.router addr add 2001:db8:0:c::1/64 dev eth2
# ns has the address 2001:db8:0:a::53 on eth0.
ip -n dns-load-balancing.ns addr add 2001:db8:0:a::53/64 dev eth0
# resolver has the address 2001:db8:0:a::54 on eth0.
ip -n dns-load-balancing.resolver addr add 2001:db8:0:a::54/64 dev eth0
# client has the address 2001:db8:0:a::10 on eth0.
ip -n dns-load-balancing.client addr add 2001:db8:0:a::10/64 dev eth0
# near has the address 2001:db8:0:b::10 on eth0.
ip -n dns-load-balancing.near addr add 2001:db8:0:b::10/64 dev eth0
# home has the address 2001:db8:0:a::20 on eth0.
ip -n dns-load-balancing.home addr add 2001:db8:0:a::20/64 dev eth0
# web-1 has the address 2001:db8:0:b::11 on eth0.
ip -n dns-load-balancing.web-1 addr add 2001:db8:0:b::11/64 dev eth0
# web-2 has the address 2001:db8:0:b::12 on eth0.
ip -n dns-load-balancing.web-2 addr add 2001:db8:0:b::12/64 dev eth0
# web-3 has the address 2001:db8:0:c::13 on eth0.
ip -n dns-load-balancing.web-3 addr add 2001:db8:0:c::13/64 dev eth0
# router forwards IPv4 packets: it is a router.
ip netns exec dns-load-balancing.router sysctl -qw net.ipv4.ip_forward=1
# router forwards IPv6 packets: it is a router.
ip netns exec dns-load-balancing.router sysctl -qw net.ipv6.conf.all.forwarding=1
# ns reaches destinations without a more specific route through 198.51.100.1.
ip -n dns-load-balancing.ns route add default via 198.51.100.1
# resolver reaches destinations without a more specific route through 198.51.100.1.
ip -n dns-load-balancing.resolver route add default via 198.51.100.1
# client reaches destinations without a more specific route through 198.51.100.1.
ip -n dns-load-balancing.client route add default via 198.51.100.1
# client reaches ::/0 through 2001:db8:0:a::1.
ip -n dns-load-balancing.client -6 route add ::/0 via 2001:db8:0:a::1
# near reaches destinations without a more specific route through 203.0.113.1.
ip -n dns-load-balancing.near route add default via 203.0.113.1
# near reaches ::/0 through 2001:db8:0:b::1.
ip -n dns-load-balancing.near -6 route add ::/0 via 2001:db8:0:b::1
# web-1 reaches destinations without a more specific route through 203.0.113.1.
ip -n dns-load-balancing.web-1 route add default via 203.0.113.1
# web-1 reaches ::/0 through 2001:db8:0:b::1.
ip -n dns-load-balancing.web-1 -6 route add ::/0 via 2001:db8:0:b::1
# web-2 reaches destinations without a more specific route through 203.0.113.1.
ip -n dns-load-balancing.web-2 route add default via 203.0.113.1
# web-2 reaches ::/0 through 2001:db8:0:b::1.
ip -n dns-load-balancing.web-2 -6 route add ::/0 via 2001:db8:0:b::1
# web-3 reaches destinations without a more specific route through 192.0.2.1.
ip -n dns-load-balancing.web-3 route add default via 192.0.2.1
# web-3 reaches ::/0 through 2001:db8:0:c::1.
ip -n dns-load-balancing.web-3 -6 route add ::/0 via 2001:db8:0:c::1
# ns has its own files, and this process holds their mounts.
mkdir -p /run/netlab/dns-load-balancing/log /run/netlab/dns-load-balancing/pid
ip netns exec dns-load-balancing.ns unshare --mount sh /run/netlab/dns-load-balancing/node/ns/mounts > /run/netlab/dns-load-balancing/log/ns.mounts 2>&1 < /dev/null & echo $! > /run/netlab/dns-load-balancing/pid/ns.mounts
timeout 10 sh -c 'until grep -qs "^$0" "$1"; do sleep 0.05; done' mounted /run/netlab/dns-load-balancing/log/ns.mounts
# resolver has its own files, and this process holds their mounts.
mkdir -p /run/netlab/dns-load-balancing/log /run/netlab/dns-load-balancing/pid
ip netns exec dns-load-balancing.resolver unshare --mount sh /run/netlab/dns-load-balancing/node/resolver/mounts > /run/netlab/dns-load-balancing/log/resolver.mounts 2>&1 < /dev/null & echo $! > /run/netlab/dns-load-balancing/pid/resolver.mounts
timeout 10 sh -c 'until grep -qs "^$0" "$1"; do sleep 0.05; done' mounted /run/netlab/dns-load-balancing/log/resolver.mounts
# client has its own files, and this process holds their mounts.
mkdir -p /run/netlab/dns-load-balancing/log /run/netlab/dns-load-balancing/pid
ip netns exec dns-load-balancing.client unshare --mount sh /run/netlab/dns-load-balancing/node/client/mounts > /run/netlab/dns-load-balancing/log/client.mounts 2>&1 < /dev/null & echo $! > /run/netlab/dns-load-balancing/pid/client.mounts
timeout 10 sh -c 'until grep -qs "^$0" "$1"; do sleep 0.05; done' mounted /run/netlab/dns-load-balancing/log/client.mounts
# near has its own files, and this process holds their mounts.
mkdir -p /run/netlab/dns-load-balancing/log /run/netlab/dns-load-balancing/pid
ip netns exec dns-load-balancing.near unshare --mount sh /run/netlab/dns-load-balancing/node/near/mounts > /run/netlab/dns-load-balancing/log/near.mounts 2>&1 < /dev/null & echo $! > /run/netlab/dns-load-balancing/pid/near.mounts
timeout 10 sh -c 'until grep -qs "^$0" "$1"; do sleep 0.05; done' mounted /run/netlab/dns-load-balancing/log/near.mounts
# Check the configuration of named on ns before it starts.
nsenter --target "$(cat /run/netlab/dns-load-balancing/pid/ns.mounts)" --mount --net named-checkconf -z /etc/bind/named.conf
# Check the configuration of dnsmasq on resolver before it starts.
nsenter --target "$(cat /run/netlab/dns-load-balancing/pid/resolver.mounts)" --mount --net dnsmasq --test --conf-file=/etc/dnsmasq.conf
# web-1 answers on 80/http with its name and the peer's address.
mkdir -p /run/netlab/dns-load-balancing/log /run/netlab/dns-load-balancing/pid
ip netns exec dns-load-balancing.web-1 python3 -IS /run/netlab/dns-load-balancing/program/serve.py --name web-1 80/http > /run/netlab/dns-load-balancing/log/web-1.serve 2>&1 < /dev/null & echo $! > /run/netlab/dns-load-balancing/pid/web-1.serve
timeout 10 sh -c 'until grep -qs "^$0" "$1"; do sleep 0.05; done' serving /run/netlab/dns-load-balancing/log/web-1.serve
# web-2 answers on 80/http with its name and the peer's address.
mkdir -p /run/netlab/dns-load-balancing/log /run/netlab/dns-load-balancing/pid
ip netns exec dns-load-balancing.web-2 python3 -IS /run/netlab/dns-load-balancing/program/serve.py --name web-2 80/http > /run/netlab/dns-load-balancing/log/web-2.serve 2>&1 < /dev/null & echo $! > /run/netlab/dns-load-balancing/pid/web-2.serve
timeout 10 sh -c 'until grep -qs "^$0" "$1"; do sleep 0.05; done' serving /run/netlab/dns-load-balancing/log/web-2.serve
# web-3 answers on 80/http with its name and the peer's address.
mkdir -p /run/netlab/dns-load-balancing/log /run/netlab/dns-load-balancing/pid
ip netns exec dns-load-balancing.web-3 python3 -IS /run/netlab/dns-load-balancing/program/serve.py --name web-3 80/http > /run/netlab/dns-load-balancing/log/web-3.serve 2>&1 < /dev/null & echo $! > /run/netlab/dns-load-balancing/pid/web-3.serve
timeout 10 sh -c 'until grep -qs "^$0" "$1"; do sleep 0.05; done' serving /run/netlab/dns-load-balancing/log/web-3.serve
# named runs on ns, with the configuration of the lab.
mkdir -p /run/netlab/dns-load-balancing/log /run/netlab/dns-load-balancing/pid
nsenter --target "$(cat /run/netlab/dns-load-balancing/pid/ns.mounts)" --mount --net named -g -n 1 -c /etc/bind/named.conf > /run/netlab/dns-load-balancing/log/ns.named 2>&1 < /dev/null & echo $! > /run/netlab/dns-load-balancing/pid/ns.named
timeout 10 sh -c 'until nsenter --target "$(cat /run/netlab/dns-load-balancing/pid/ns.mounts)" --mount --net python3 -IS /run/netlab/dns-load-balancing/program/dns-answers.py 53 >/dev/null 2>&1; do sleep 0.05; done'
# dnsmasq runs on resolver, with the configuration of the lab.
mkdir -p /run/netlab/dns-load-balancing/log /run/netlab/dns-load-balancing/pid
nsenter --target "$(cat /run/netlab/dns-load-balancing/pid/resolver.mounts)" --mount --net dnsmasq --keep-in-foreground --log-facility=- --user=root --pid-file= --conf-file=/etc/dnsmasq.conf > /run/netlab/dns-load-balancing/log/resolver.dnsmasq 2>&1 < /dev/null & echo $! > /run/netlab/dns-load-balancing/pid/resolver.dnsmasq
timeout 10 sh -c 'until nsenter --target "$(cat /run/netlab/dns-load-balancing/pid/resolver.mounts)" --mount --net python3 -IS /run/netlab/dns-load-balancing/program/dns-answers.py 53 >/dev/null 2>&1; do sleep 0.05; done'
