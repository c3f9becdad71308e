#!/bin/sh
# Builds the lab service-headless-and-names, as root. netlab plan --format sh --down prints the script that removes it.
set -eu
umask 022
# node1 is a network namespace.
ip netns add service-headless-and-names.node1
# node2 is a network namespace.
ip netns add service-headless-and-names.node2
# router is a network namespace.
ip netns add service-headless-and-names.router
# kube-dns is a network namespace.
ip netns add service-headless-and-names.kube-dns
# client-1 is a network namespace.
ip netns add service-headless-and-names.client-1
# db-0 is a network namespace.
ip netns add service-headless-and-names.db-0
# client-2 is a network namespace.
ip netns add service-headless-and-names.client-2
# db-1 is a network namespace.
ip netns add service-headless-and-names.db-1
# db-2 is a network namespace.
ip netns add service-headless-and-names.db-2
# web-1 is a network namespace.
ip netns add service-headless-and-names.web-1
# outside is a network namespace.
ip netns add service-headless-and-names.outside
# underlay is a switch: a namespace that holds a bridge.
ip netns add service-headless-and-names.underlay
# The program that asks whether dnsmasq answers.
mkdir -p /run/netlab/service-headless-and-names/program
printf %s '... src/programs/dns-answers.py ...
' > /run/netlab/service-headless-and-names/program/dns-answers.py
# The server of every node with serve.
mkdir -p /run/netlab/service-headless-and-names/program
printf %s '... src/programs/serve.py ...
' > /run/netlab/service-headless-and-names/program/serve.py
# Node names resolve inside node1.
mkdir -p /etc/netns/service-headless-and-names.node1
printf %s '127.0.0.1 localhost
127.0.0.1 node1
172.18.0.12 node2
172.18.0.1 router
10.244.1.4 kube-dns
10.244.1.2 client-1
10.244.1.3 db-0
10.244.2.2 client-2
10.244.2.3 db-1
10.244.2.4 db-2
10.244.2.5 web-1
172.18.0.100 outside
' > /etc/netns/service-headless-and-names.node1/hosts
# Node names resolve inside node2.
mkdir -p /etc/netns/service-headless-and-names.node2
printf %s '127.0.0.1 localhost
127.0.0.1 node2
172.18.0.11 node1
172.18.0.1 router
10.244.1.4 kube-dns
10.244.1.2 client-1
10.244.1.3 db-0
10.244.2.2 client-2
10.244.2.3 db-1
10.244.2.4 db-2
10.244.2.5 web-1
172.18.0.100 outside
' > /etc/netns/service-headless-and-names.node2/hosts
# Node names resolve inside router.
mkdir -p /etc/netns/service-headless-and-names.router
printf %s '127.0.0.1 localhost
127.0.0.1 router
172.18.0.11 node1
172.18.0.12 node2
10.244.1.4 kube-dns
10.244.1.2 client-1
10.244.1.3 db-0
10.244.2.2 client-2
10.244.2.3 db-1
10.244.2.4 db-2
10.244.2.5 web-1
172.18.0.100 outside
' > /etc/netns/service-headless-and-names.router/hosts
# Node names resolve inside kube-dns.
mkdir -p /etc/netns/service-headless-and-names.kube-dns
printf %s '127.0.0.1 localhost
127.0.0.1 kube-dns
172.18.0.11 node1
172.18.0.12 node2
172.18.0.1 router
10.244.1.2 client-1
10.244.1.3 db-0
10.244.2.2 client-2
10.244.2.3 db-1
10.244.2.4 db-2
10.244.2.5 web-1
172.18.0.100 outside
' > /etc/netns/service-headless-and-names.kube-dns/hosts
# Daemons of kube-dns can also resolve node names.
mkdir -p /run/netlab/service-headless-and-names/node/kube-dns/upper/etc
printf %s '127.0.0.1 localhost
127.0.0.1 kube-dns
172.18.0.11 node1
172.18.0.12 node2
172.18.0.1 router
10.244.1.2 client-1
10.244.1.3 db-0
10.244.2.2 client-2
10.244.2.3 db-1
10.244.2.4 db-2
10.244.2.5 web-1
172.18.0.100 outside
' > /run/netlab/service-headless-and-names/node/kube-dns/upper/etc/hosts
# The script that creates the mounts of kube-dns.
mkdir -p /run/netlab/service-headless-and-names/node/kube-dns
printf %s 'set -eu
mkdir -p /run/netlab/service-headless-and-names/node/kube-dns/upper/etc /run/netlab/service-headless-and-names/node/kube-dns/work/etc
mount -t overlay overlay -o lowerdir=/etc,upperdir=/run/netlab/service-headless-and-names/node/kube-dns/upper/etc,workdir=/run/netlab/service-headless-and-names/node/kube-dns/work/etc /etc
mkdir -p /run/netlab/service-headless-and-names/node/kube-dns/upper/var /run/netlab/service-headless-and-names/node/kube-dns/work/var /run/netlab/service-headless-and-names/node/kube-dns/upper/var/lib/misc
mount -t overlay overlay -o lowerdir=/var,upperdir=/run/netlab/service-headless-and-names/node/kube-dns/upper/var,workdir=/run/netlab/service-headless-and-names/node/kube-dns/work/var /var
mkdir -p /run/netlab/service-headless-and-names/node/kube-dns/upper/run /run/netlab/service-headless-and-names/node/kube-dns/work/run /run/netlab/service-headless-and-names/node/kube-dns/upper/run/dnsmasq
mount -t overlay overlay -o lowerdir=/run,upperdir=/run/netlab/service-headless-and-names/node/kube-dns/upper/run,workdir=/run/netlab/service-headless-and-names/node/kube-dns/work/run /run
mount -t tmpfs -o mode=1777 tmpfs /run/dnsmasq
mount -t tmpfs -o mode=1777 tmpfs /var/lib/misc
[ ! -d /run/netns ] || mount -t tmpfs -o mode=755 tmpfs /run/netns
echo mounted
exec sleep infinity
' > /run/netlab/service-headless-and-names/node/kube-dns/mounts
# This file is /etc/kube-dns/kube-system.kube-dns.service in kube-dns.
mkdir -p /run/netlab/service-headless-and-names/node/kube-dns/upper/etc/kube-dns
printf %s '# Service kube-system/kube-dns
host-record=kube-dns.kube-system.svc.cluster.local,10.96.0.10
srv-host=_dns._udp.kube-dns.kube-system.svc.cluster.local,kube-dns.kube-system.svc.cluster.local,53,0,100
srv-host=_dns-tcp._tcp.kube-dns.kube-system.svc.cluster.local,kube-dns.kube-system.svc.cluster.local,53,0,100
' > /run/netlab/service-headless-and-names/node/kube-dns/upper/etc/kube-dns/kube-system.kube-dns.service
# This file is /etc/kube-dns/default.web.service in kube-dns.
mkdir -p /run/netlab/service-headless-and-names/node/kube-dns/upper/etc/kube-dns
printf %s '# Service default/web
host-record=web.default.svc.cluster.local,10.96.0.11
srv-host=_http._tcp.web.default.svc.cluster.local,web.default.svc.cluster.local,80,0,100
' > /run/netlab/service-headless-and-names/node/kube-dns/upper/etc/kube-dns/default.web.service
# This file is /etc/kube-dns/default.db.service in kube-dns.
mkdir -p /run/netlab/service-headless-and-names/node/kube-dns/upper/etc/kube-dns
printf %s '# Service default/db
ptr-record=3.1.244.10.in-addr.arpa,db-0.db.default.svc.cluster.local
ptr-record=3.2.244.10.in-addr.arpa,db-1.db.default.svc.cluster.local
host-record=db-0.db.default.svc.cluster.local,10.244.1.3
host-record=db-1.db.default.svc.cluster.local,10.244.2.3
host-record=db.default.svc.cluster.local,10.244.1.3
host-record=db.default.svc.cluster.local,10.244.2.3
srv-host=_pg._tcp.db.default.svc.cluster.local,db-0.db.default.svc.cluster.local,5432,0,50
srv-host=_pg._tcp.db.default.svc.cluster.local,db-1.db.default.svc.cluster.local,5432,0,50
' > /run/netlab/service-headless-and-names/node/kube-dns/upper/etc/kube-dns/default.db.service
# This file is /etc/kube-dns/default.members.service in kube-dns.
mkdir -p /run/netlab/service-headless-and-names/node/kube-dns/upper/etc/kube-dns
printf %s '# Service default/members
ptr-record=3.1.244.10.in-addr.arpa,10-244-1-3.members.default.svc.cluster.local
ptr-record=3.2.244.10.in-addr.arpa,10-244-2-3.members.default.svc.cluster.local
ptr-record=4.2.244.10.in-addr.arpa,10-244-2-4.members.default.svc.cluster.local
host-record=10-244-1-3.members.default.svc.cluster.local,10.244.1.3
host-record=10-244-2-3.members.default.svc.cluster.local,10.244.2.3
host-record=10-244-2-4.members.default.svc.cluster.local,10.244.2.4
host-record=members.default.svc.cluster.local,10.244.1.3
host-record=members.default.svc.cluster.local,10.244.2.3
host-record=members.default.svc.cluster.local,10.244.2.4
srv-host=_pg._tcp.members.default.svc.cluster.local,10-244-1-3.members.default.svc.cluster.local,5432,0,33
srv-host=_pg._tcp.members.default.svc.cluster.local,10-244-2-3.members.default.svc.cluster.local,5432,0,33
srv-host=_pg._tcp.members.default.svc.cluster.local,10-244-2-4.members.default.svc.cluster.local,5432,0,33
' > /run/netlab/service-headless-and-names/node/kube-dns/upper/etc/kube-dns/default.members.service
# This file is /etc/kube-dns/default.shop.service in kube-dns.
mkdir -p /run/netlab/service-headless-and-names/node/kube-dns/upper/etc/kube-dns
printf %s '# Service default/shop
cname=shop.default.svc.cluster.local,www.example.test
' > /run/netlab/service-headless-and-names/node/kube-dns/upper/etc/kube-dns/default.shop.service
# This file is /etc/kube-dns/dnsmasq.conf in kube-dns.
mkdir -p /run/netlab/service-headless-and-names/node/kube-dns/upper/etc/kube-dns
printf %s '# dnsmasq replaces CoreDNS, which Debian does not package. Its negative answers have no SOA record and are not
# authoritative. A headless service without ready endpoints does not exist; CoreDNS answers without addresses.
no-resolv
no-hosts
no-poll
cache-size=0
local-ttl=30
log-queries
# All other names do not exist, inside and outside the cluster.
local=/#/
txt-record=dns-version.cluster.local,1.1.0
host-record=www.example.test,172.18.0.100
conf-dir=/etc/kube-dns,*.service
' > /run/netlab/service-headless-and-names/node/kube-dns/upper/etc/kube-dns/dnsmasq.conf
# Node names resolve inside client-1.
mkdir -p /etc/netns/service-headless-and-names.client-1
printf %s '127.0.0.1 localhost
127.0.0.1 client-1
172.18.0.11 node1
172.18.0.12 node2
172.18.0.1 router
10.244.1.4 kube-dns
10.244.1.3 db-0
10.244.2.2 client-2
10.244.2.3 db-1
10.244.2.4 db-2
10.244.2.5 web-1
172.18.0.100 outside
' > /etc/netns/service-headless-and-names.client-1/hosts
# Node names resolve inside db-0.
mkdir -p /etc/netns/service-headless-and-names.db-0
printf %s '127.0.0.1 localhost
127.0.0.1 db-0
172.18.0.11 node1
172.18.0.12 node2
172.18.0.1 router
10.244.1.4 kube-dns
10.244.1.2 client-1
10.244.2.2 client-2
10.244.2.3 db-1
10.244.2.4 db-2
10.244.2.5 web-1
172.18.0.100 outside
' > /etc/netns/service-headless-and-names.db-0/hosts
# Node names resolve inside client-2.
mkdir -p /etc/netns/service-headless-and-names.client-2
printf %s '127.0.0.1 localhost
127.0.0.1 client-2
172.18.0.11 node1
172.18.0.12 node2
172.18.0.1 router
10.244.1.4 kube-dns
10.244.1.2 client-1
10.244.1.3 db-0
10.244.2.3 db-1
10.244.2.4 db-2
10.244.2.5 web-1
172.18.0.100 outside
' > /etc/netns/service-headless-and-names.client-2/hosts
# Node names resolve inside db-1.
mkdir -p /etc/netns/service-headless-and-names.db-1
printf %s '127.0.0.1 localhost
127.0.0.1 db-1
172.18.0.11 node1
172.18.0.12 node2
172.18.0.1 router
10.244.1.4 kube-dns
10.244.1.2 client-1
10.244.1.3 db-0
10.244.2.2 client-2
10.244.2.4 db-2
10.244.2.5 web-1
172.18.0.100 outside
' > /etc/netns/service-headless-and-names.db-1/hosts
# Node names resolve inside db-2.
mkdir -p /etc/netns/service-headless-and-names.db-2
printf %s '127.0.0.1 localhost
127.0.0.1 db-2
172.18.0.11 node1
172.18.0.12 node2
172.18.0.1 router
10.244.1.4 kube-dns
10.244.1.2 client-1
10.244.1.3 db-0
10.244.2.2 client-2
10.244.2.3 db-1
10.244.2.5 web-1
172.18.0.100 outside
' > /etc/netns/service-headless-and-names.db-2/hosts
# Node names resolve inside web-1.
mkdir -p /etc/netns/service-headless-and-names.web-1
printf %s '127.0.0.1 localhost
127.0.0.1 web-1
172.18.0.11 node1
172.18.0.12 node2
172.18.0.1 router
10.244.1.4 kube-dns
10.244.1.2 client-1
10.244.1.3 db-0
10.244.2.2 client-2
10.244.2.3 db-1
10.244.2.4 db-2
172.18.0.100 outside
' > /etc/netns/service-headless-and-names.web-1/hosts
# Node names resolve inside outside.
mkdir -p /etc/netns/service-headless-and-names.outside
printf %s '127.0.0.1 localhost
127.0.0.1 outside
172.18.0.11 node1
172.18.0.12 node2
172.18.0.1 router
10.244.1.4 kube-dns
10.244.1.2 client-1
10.244.1.3 db-0
10.244.2.2 client-2
10.244.2.3 db-1
10.244.2.4 db-2
10.244.2.5 web-1
' > /etc/netns/service-headless-and-names.outside/hosts
# The DNS servers and search domains of client-1.
mkdir -p /etc/netns/service-headless-and-names.client-1
printf %s 'search default.svc.cluster.local svc.cluster.local cluster.local
nameserver 10.96.0.10
options ndots:5
' > /etc/netns/service-headless-and-names.client-1/resolv.conf
# The DNS servers and search domains of db-0.
mkdir -p /etc/netns/service-headless-and-names.db-0
printf %s 'search default.svc.cluster.local svc.cluster.local cluster.local
nameserver 10.96.0.10
options ndots:5
' > /etc/netns/service-headless-and-names.db-0/resolv.conf
# The DNS servers and search domains of client-2.
mkdir -p /etc/netns/service-headless-and-names.client-2
printf %s 'search default.svc.cluster.local svc.cluster.local cluster.local
nameserver 10.96.0.10
options ndots:5
' > /etc/netns/service-headless-and-names.client-2/resolv.conf
# The DNS servers and search domains of db-1.
mkdir -p /etc/netns/service-headless-and-names.db-1
printf %s 'search default.svc.cluster.local svc.cluster.local cluster.local
nameserver 10.96.0.10
options ndots:5
' > /etc/netns/service-headless-and-names.db-1/resolv.conf
# The DNS servers and search domains of db-2.
mkdir -p /etc/netns/service-headless-and-names.db-2
printf %s 'search default.svc.cluster.local svc.cluster.local cluster.local
nameserver 10.96.0.10
options ndots:5
' > /etc/netns/service-headless-and-names.db-2/resolv.conf
# The DNS servers and search domains of web-1.
mkdir -p /etc/netns/service-headless-and-names.web-1
printf %s 'search default.svc.cluster.local svc.cluster.local cluster.local
nameserver 10.96.0.10
options ndots:5
' > /etc/netns/service-headless-and-names.web-1/resolv.conf
# A node forwards packets only if the lab enables it.
ip netns exec service-headless-and-names.node1 sysctl -qw net.ipv4.ip_forward=0
# The reverse path filter is off unless the lab enables it.
ip netns exec service-headless-and-names.node1 sysctl -qw net.ipv4.conf.all.rp_filter=0
# The same for interfaces that are created later.
ip netns exec service-headless-and-names.node1 sysctl -qw net.ipv4.conf.default.rp_filter=0
# iptables does not filter bridged frames.
ip netns exec service-headless-and-names.node1 sysctl -qew net.bridge.bridge-nf-call-iptables=0
# ip6tables does not filter bridged frames.
ip netns exec service-headless-and-names.node1 sysctl -qew net.bridge.bridge-nf-call-ip6tables=0
# The lab uses no IPv6.
ip netns exec service-headless-and-names.node1 sysctl -qew net.ipv6.conf.all.disable_ipv6=1
# The same for interfaces that are created later.
ip netns exec service-headless-and-names.node1 sysctl -qew net.ipv6.conf.default.disable_ipv6=1
# Set the loopback interface up.
ip -n service-headless-and-names.node1 link set lo up
# A node forwards packets only if the lab enables it.
ip netns exec service-headless-and-names.node2 sysctl -qw net.ipv4.ip_forward=0
# The reverse path filter is off unless the lab enables it.
ip netns exec service-headless-and-names.node2 sysctl -qw net.ipv4.conf.all.rp_filter=0
# The same for interfaces that are created later.
ip netns exec service-headless-and-names.node2 sysctl -qw net.ipv4.conf.default.rp_filter=0
# iptables does not filter bridged frames.
ip netns exec service-headless-and-names.node2 sysctl -qew net.bridge.bridge-nf-call-iptables=0
# ip6tables does not filter bridged frames.
ip netns exec service-headless-and-names.node2 sysctl -qew net.bridge.bridge-nf-call-ip6tables=0
# The lab uses no IPv6.
ip netns exec service-headless-and-names.node2 sysctl -qew net.ipv6.conf.all.disable_ipv6=1
# The same for interfaces that are created later.
ip netns exec service-headless-and-names.node2 sysctl -qew net.ipv6.conf.default.disable_ipv6=1
# Set the loopback interface up.
ip -n service-headless-and-names.node2 link set lo up
# A node forwards packets only if the lab enables it.
ip netns exec service-headless-and-names.router sysctl -qw net.ipv4.ip_forward=0
# The reverse path filter is off unless the lab enables it.
ip netns exec service-headless-and-names.router sysctl -qw net.ipv4.conf.all.rp_filter=0
# The same for interfaces that are created later.
ip netns exec service-headless-and-names.router sysctl -qw net.ipv4.conf.default.rp_filter=0
# iptables does not filter bridged frames.
ip netns exec service-headless-and-names.router sysctl -qew net.bridge.bridge-nf-call-iptables=0
# ip6tables does not filter bridged frames.
ip netns exec service-headless-and-names.router sysctl -qew net.bridge.bridge-nf-call-ip6tables=0
# The lab uses no IPv6.
ip netns exec service-headless-and-names.router sysctl -qew net.ipv6.conf.all.disable_ipv6=1
# The same for interfaces that are created later.
ip netns exec service-headless-and-names.router sysctl -qew net.ipv6.conf.default.disable_ipv6=1
# Set the loopback interface up.
ip -n service-headless-and-names.router link set lo up
# A node forwards packets only if the lab enables it.
ip netns exec service-headless-and-names.kube-dns sysctl -qw net.ipv4.ip_forward=0
# The reverse path filter is off unless the lab enables it.
ip netns exec service-headless-and-names.kube-dns sysctl -qw net.ipv4.conf.all.rp_filter=0
# The same for interfaces that are created later.
ip netns exec service-headless-and-names.kube-dns sysctl -qw net.ipv4.conf.default.rp_filter=0
# iptables does not filter bridged frames.
ip netns exec service-headless-and-names.kube-dns sysctl -qew net.bridge.bridge-nf-call-iptables=0
# ip6tables does not filter bridged frames.
ip netns exec service-headless-and-names.kube-dns sysctl -qew net.bridge.bridge-nf-call-ip6tables=0
# The lab uses no IPv6.
ip netns exec service-headless-and-names.kube-dns sysctl -qew net.ipv6.conf.all.disable_ipv6=1
# The same for interfaces that are created later.
ip netns exec service-headless-and-names.kube-dns sysctl -qew net.ipv6.conf.default.disable_ipv6=1
# Set the loopback interface up.
ip -n service-headless-and-names.kube-dns link set lo up
# A node forwards packets only if the lab enables it.
ip netns exec service-headless-and-names.client-1 sysctl -qw net.ipv4.ip_forward=0
# The reverse path filter is off unless the lab enables it.
ip netns exec service-headless-and-names.client-1 sysctl -qw net.ipv4.conf.all.rp_filter=0
# The same for interfaces that are created later.
ip netns exec service-headless-and-names.client-1 sysctl -qw net.ipv4.conf.default.rp_filter=0
# iptables does not filter bridged frames.
ip netns exec service-headless-and-names.client-1 sysctl -qew net.bridge.bridge-nf-call-iptables=0
# ip6tables does not filter bridged frames.
ip netns exec service-headless-and-names.client-1 sysctl -qew net.bridge.bridge-nf-call-ip6tables=0
# The lab uses no IPv6.
ip netns exec service-headless-and-names.client-1 sysctl -qew net.ipv6.conf.all.disable_ipv6=1
# The same for interfaces that are created later.
ip netns exec service-headless-and-names.client-1 sysctl -qew net.ipv6.conf.default.disable_ipv6=1
# Set the loopback interface up.
ip -n service-headless-and-names.client-1 link set lo up
# A node forwards packets only if the lab enables it.
ip netns exec service-headless-and-names.db-0 sysctl -qw net.ipv4.ip_forward=0
# The reverse path filter is off unless the lab enables it.
ip netns exec service-headless-and-names.db-0 sysctl -qw net.ipv4.conf.all.rp_filter=0
# The same for interfaces that are created later.
ip netns exec service-headless-and-names.db-0 sysctl -qw net.ipv4.conf.default.rp_filter=0
# iptables does not filter bridged frames.
ip netns exec service-headless-and-names.db-0 sysctl -qew net.bridge.bridge-nf-call-iptables=0
# ip6tables does not filter bridged frames.
ip netns exec service-headless-and-names.db-0 sysctl -qew net.bridge.bridge-nf-call-ip6tables=0
# The lab uses no IPv6.
ip netns exec service-headless-and-names.db-0 sysctl -qew net.ipv6.conf.all.disable_ipv6=1
# The same for interfaces that are created later.
ip netns exec service-headless-and-names.db-0 sysctl -qew net.ipv6.conf.default.disable_ipv6=1
# Set the loopback interface up.
ip -n service-headless-and-names.db-0 link set lo up
# A node forwards packets only if the lab enables it.
ip netns exec service-headless-and-names.client-2 sysctl -qw net.ipv4.ip_forward=0
# The reverse path filter is off unless the lab enables it.
ip netns exec service-headless-and-names.client-2 sysctl -qw net.ipv4.conf.all.rp_filter=0
# The same for interfaces that are created later.
ip netns exec service-headless-and-names.client-2 sysctl -qw net.ipv4.conf.default.rp_filter=0
# iptables does not filter bridged frames.
ip netns exec service-headless-and-names.client-2 sysctl -qew net.bridge.bridge-nf-call-iptables=0
# ip6tables does not filter bridged frames.
ip netns exec service-headless-and-names.client-2 sysctl -qew net.bridge.bridge-nf-call-ip6tables=0
# The lab uses no IPv6.
ip netns exec service-headless-and-names.client-2 sysctl -qew net.ipv6.conf.all.disable_ipv6=1
# The same for interfaces that are created later.
ip netns exec service-headless-and-names.client-2 sysctl -qew net.ipv6.conf.default.disable_ipv6=1
# Set the loopback interface up.
ip -n service-headless-and-names.client-2 link set lo up
# A node forwards packets only if the lab enables it.
ip netns exec service-headless-and-names.db-1 sysctl -qw net.ipv4.ip_forward=0
# The reverse path filter is off unless the lab enables it.
ip netns exec service-headless-and-names.db-1 sysctl -qw net.ipv4.conf.all.rp_filter=0
# The same for interfaces that are created later.
ip netns exec service-headless-and-names.db-1 sysctl -qw net.ipv4.conf.default.rp_filter=0
# iptables does not filter bridged frames.
ip netns exec service-headless-and-names.db-1 sysctl -qew net.bridge.bridge-nf-call-iptables=0
# ip6tables does not filter bridged frames.
ip netns exec service-headless-and-names.db-1 sysctl -qew net.bridge.bridge-nf-call-ip6tables=0
# The lab uses no IPv6.
ip netns exec service-headless-and-names.db-1 sysctl -qew net.ipv6.conf.all.disable_ipv6=1
# The same for interfaces that are created later.
ip netns exec service-headless-and-names.db-1 sysctl -qew net.ipv6.conf.default.disable_ipv6=1
# Set the loopback interface up.
ip -n service-headless-and-names.db-1 link set lo up
# A node forwards packets only if the lab enables it.
ip netns exec service-headless-and-names.db-2 sysctl -qw net.ipv4.ip_forward=0
# The reverse path filter is off unless the lab enables it.
ip netns exec service-headless-and-names.db-2 sysctl -qw net.ipv4.conf.all.rp_filter=0
# The same for interfaces that are created later.
ip netns exec service-headless-and-names.db-2 sysctl -qw net.ipv4.conf.default.rp_filter=0
# iptables does not filter bridged frames.
ip netns exec service-headless-and-names.db-2 sysctl -qew net.bridge.bridge-nf-call-iptables=0
# ip6tables does not filter bridged frames.
ip netns exec service-headless-and-names.db-2 sysctl -qew net.bridge.bridge-nf-call-ip6tables=0
# The lab uses no IPv6.
ip netns exec service-headless-and-names.db-2 sysctl -qew net.ipv6.conf.all.disable_ipv6=1
# The same for interfaces that are created later.
ip netns exec service-headless-and-names.db-2 sysctl -qew net.ipv6.conf.default.disable_ipv6=1
# Set the loopback interface up.
ip -n service-headless-and-names.db-2 link set lo up
# A node forwards packets only if the lab enables it.
ip netns exec service-headless-and-names.web-1 sysctl -qw net.ipv4.ip_forward=0
# The reverse path filter is off unless the lab enables it.
ip netns exec service-headless-and-names.web-1 sysctl -qw net.ipv4.conf.all.rp_filter=0
# The same for interfaces that are created later.
ip netns exec service-headless-and-names.web-1 sysctl -qw net.ipv4.conf.default.rp_filter=0
# iptables does not filter bridged frames.
ip netns exec service-headless-and-names.web-1 sysctl -qew net.bridge.bridge-nf-call-iptables=0
# ip6tables does not filter bridged frames.
ip netns exec service-headless-and-names.web-1 sysctl -qew net.bridge.bridge-nf-call-ip6tables=0
# The lab uses no IPv6.
ip netns exec service-headless-and-names.web-1 sysctl -qew net.ipv6.conf.all.disable_ipv6=1
# The same for interfaces that are created later.
ip netns exec service-headless-and-names.web-1 sysctl -qew net.ipv6.conf.default.disable_ipv6=1
# Set the loopback interface up.
ip -n service-headless-and-names.web-1 link set lo up
# A node forwards packets only if the lab enables it.
ip netns exec service-headless-and-names.outside sysctl -qw net.ipv4.ip_forward=0
# The reverse path filter is off unless the lab enables it.
ip netns exec service-headless-and-names.outside sysctl -qw net.ipv4.conf.all.rp_filter=0
# The same for interfaces that are created later.
ip netns exec service-headless-and-names.outside sysctl -qw net.ipv4.conf.default.rp_filter=0
# iptables does not filter bridged frames.
ip netns exec service-headless-and-names.outside sysctl -qew net.bridge.bridge-nf-call-iptables=0
# ip6tables does not filter bridged frames.
ip netns exec service-headless-and-names.outside sysctl -qew net.bridge.bridge-nf-call-ip6tables=0
# The lab uses no IPv6.
ip netns exec service-headless-and-names.outside sysctl -qew net.ipv6.conf.all.disable_ipv6=1
# The same for interfaces that are created later.
ip netns exec service-headless-and-names.outside sysctl -qew net.ipv6.conf.default.disable_ipv6=1
# Set the loopback interface up.
ip -n service-headless-and-names.outside link set lo up
# A node forwards packets only if the lab enables it.
ip netns exec service-headless-and-names.underlay sysctl -qw net.ipv4.ip_forward=0
# The reverse path filter is off unless the lab enables it.
ip netns exec service-headless-and-names.underlay sysctl -qw net.ipv4.conf.all.rp_filter=0
# The same for interfaces that are created later.
ip netns exec service-headless-and-names.underlay sysctl -qw net.ipv4.conf.default.rp_filter=0
# iptables does not filter bridged frames.
ip netns exec service-headless-and-names.underlay sysctl -qew net.bridge.bridge-nf-call-iptables=0
# ip6tables does not filter bridged frames.
ip netns exec service-headless-and-names.underlay sysctl -qew net.bridge.bridge-nf-call-ip6tables=0
# The lab uses no IPv6.
ip netns exec service-headless-and-names.underlay sysctl -qew net.ipv6.conf.all.disable_ipv6=1
# The same for interfaces that are created later.
ip netns exec service-headless-and-names.underlay sysctl -qew net.ipv6.conf.default.disable_ipv6=1
# Set the loopback interface up.
ip -n service-headless-and-names.underlay link set lo up
# cni0 connects the pods of node1 and is their gateway; its MTU leaves room for the encapsulation.
ip -n service-headless-and-names.node1 link add cni0 address 02:59:b2:18:19:48 mtu 1500 up type bridge stp_state 0 mcast_snooping 0
# cni0 connects the pods of node2 and is their gateway; its MTU leaves room for the encapsulation.
ip -n service-headless-and-names.node2 link add cni0 address 02:93:74:c6:1c:f7 mtu 1500 up type bridge stp_state 0 mcast_snooping 0
# underlay is a switch between node1, node2, router, outside.
ip -n service-headless-and-names.underlay link add br0 up type bridge stp_state 0 mcast_snooping 0
# The veth pair of client-1 to cni0 of node1.
ip -n service-headless-and-names.node1 link add vethb2bc630c mtu 1500 up master cni0 type veth peer name eth0 mtu 1500 netns service-headless-and-names.client-1
# The veth pair of db-0 to cni0 of node1.
ip -n service-headless-and-names.node1 link add veth31369bef mtu 1500 up master cni0 type veth peer name eth0 mtu 1500 netns service-headless-and-names.db-0
# The veth pair of kube-dns to cni0 of node1.
ip -n service-headless-and-names.node1 link add veth67a8491c mtu 1500 up master cni0 type veth peer name eth0 mtu 1500 netns service-headless-and-names.kube-dns
# The veth pair of client-2 to cni0 of node2.
ip -n service-headless-and-names.node2 link add veth46fb6246 mtu 1500 up master cni0 type veth peer name eth0 mtu 1500 netns service-headless-and-names.client-2
# The veth pair of db-1 to cni0 of node2.
ip -n service-headless-and-names.node2 link add vetha872cf22 mtu 1500 up master cni0 type veth peer name eth0 mtu 1500 netns service-headless-and-names.db-1
# The veth pair of db-2 to cni0 of node2.
ip -n service-headless-and-names.node2 link add veth9f97ac75 mtu 1500 up master cni0 type veth peer name eth0 mtu 1500 netns service-headless-and-names.db-2
# The veth pair of web-1 to cni0 of node2.
ip -n service-headless-and-names.node2 link add veth87575416 mtu 1500 up master cni0 type veth peer name eth0 mtu 1500 netns service-headless-and-names.web-1
# node1's eth0 is plugged into underlay.
ip -n service-headless-and-names.underlay link add node1 up master br0 type veth peer name eth0 netns service-headless-and-names.node1
# node2's eth0 is plugged into underlay.
ip -n service-headless-and-names.underlay link add node2 up master br0 type veth peer name eth0 netns service-headless-and-names.node2
# router's eth0 is plugged into underlay.
ip -n service-headless-and-names.underlay link add router up master br0 type veth peer name eth0 netns service-headless-and-names.router
# outside's eth0 is plugged into underlay.
ip -n service-headless-and-names.underlay link add outside up master br0 type veth peer name eth0 netns service-headless-and-names.outside
# Set eth0 of node1 up.
ip -n service-headless-and-names.node1 link set eth0 up
# Set eth0 of node2 up.
ip -n service-headless-and-names.node2 link set eth0 up
# Set eth0 of router up.
ip -n service-headless-and-names.router link set eth0 up
# Set eth0 of kube-dns up.
ip -n service-headless-and-names.kube-dns link set eth0 up
# Set eth0 of client-1 up.
ip -n service-headless-and-names.client-1 link set eth0 up
# Set eth0 of db-0 up.
ip -n service-headless-and-names.db-0 link set eth0 up
# Set eth0 of client-2 up.
ip -n service-headless-and-names.client-2 link set eth0 up
# Set eth0 of db-1 up.
ip -n service-headless-and-names.db-1 link set eth0 up
# Set eth0 of db-2 up.
ip -n service-headless-and-names.db-2 link set eth0 up
# Set eth0 of web-1 up.
ip -n service-headless-and-names.web-1 link set eth0 up
# Set eth0 of outside up.
ip -n service-headless-and-names.outside link set eth0 up
# cni0 may send a frame back out of vethb2bc630c, the port that it arrived on.
bridge -n service-headless-and-names.node1 link set dev vethb2bc630c hairpin on
# cni0 may send a frame back out of veth31369bef, the port that it arrived on.
bridge -n service-headless-and-names.node1 link set dev veth31369bef hairpin on
# cni0 may send a frame back out of veth67a8491c, the port that it arrived on.
bridge -n service-headless-and-names.node1 link set dev veth67a8491c hairpin on
# cni0 may send a frame back out of veth46fb6246, the port that it arrived on.
bridge -n service-headless-and-names.node2 link set dev veth46fb6246 hairpin on
# cni0 may send a frame back out of vetha872cf22, the port that it arrived on.
bridge -n service-headless-and-names.node2 link set dev vetha872cf22 hairpin on
# cni0 may send a frame back out of veth9f97ac75, the port that it arrived on.
bridge -n service-headless-and-names.node2 link set dev veth9f97ac75 hairpin on
# cni0 may send a frame back out of veth87575416, the port that it arrived on.
bridge -n service-headless-and-names.node2 link set dev veth87575416 hairpin on
# node1 has the address 172.18.0.11 on eth0.
ip -n service-headless-and-names.node1 addr add 172.18.0.11/24 dev eth0
# node1 has the address 10.244.1.1 on cni0.
ip -n service-headless-and-names.node1 addr add 10.244.1.1/24 brd + dev cni0
# node2 has the address 172.18.0.12 on eth0.
ip -n service-headless-and-names.node2 addr add 172.18.0.12/24 dev eth0
# node2 has the address 10.244.2.1 on cni0.
ip -n service-headless-and-names.node2 addr add 10.244.2.1/24 brd + dev cni0
# router has the address 172.18.0.1 on eth0.
ip -n service-headless-and-names.router addr add 172.18.0.1/24 dev eth0
# kube-dns has the address 10.244.1.4 on eth0.
ip -n service-headless-and-names.kube-dns addr add 10.244.1.4/24 brd + dev eth0
# client-1 has the address 10.244.1.2 on eth0.
ip -n service-headless-and-names.client-1 addr add 10.244.1.2/24 brd + dev eth0
# db-0 has the address 10.244.1.3 on eth0.
ip -n service-headless-and-names.db-0 addr add 10.244.1.3/24 brd + dev eth0
# client-2 has the address 10.244.2.2 on eth0.
ip -n service-headless-and-names.client-2 addr add 10.244.2.2/24 brd + dev eth0
# db-1 has the address 10.244.2.3 on eth0.
ip -n service-headless-and-names.db-1 addr add 10.244.2.3/24 brd + dev eth0
# db-2 has the address 10.244.2.4 on eth0.
ip -n service-headless-and-names.db-2 addr add 10.244.2.4/24 brd + dev eth0
# web-1 has the address 10.244.2.5 on eth0.
ip -n service-headless-and-names.web-1 addr add 10.244.2.5/24 brd + dev eth0
# outside has the address 172.18.0.100 on eth0.
ip -n service-headless-and-names.outside addr add 172.18.0.100/24 dev eth0
# Node ports answer at 127.0.0.1, too.
ip netns exec service-headless-and-names.node1 sysctl -qw net.ipv4.conf.all.route_localnet=1
# node1 forwards IPv4 packets: it is a router.
ip netns exec service-headless-and-names.node1 sysctl -qw net.ipv4.ip_forward=1
# Packets between pods of node1 pass its iptables rules, although cni0 only bridges them.
ip netns exec service-headless-and-names.node1 sysctl -qw net.bridge.bridge-nf-call-iptables=1
# Node ports answer at 127.0.0.1, too.
ip netns exec service-headless-and-names.node2 sysctl -qw net.ipv4.conf.all.route_localnet=1
# node2 forwards IPv4 packets: it is a router.
ip netns exec service-headless-and-names.node2 sysctl -qw net.ipv4.ip_forward=1
# Packets between pods of node2 pass its iptables rules, although cni0 only bridges them.
ip netns exec service-headless-and-names.node2 sysctl -qw net.bridge.bridge-nf-call-iptables=1
# router forwards IPv4 packets: it is a router.
ip netns exec service-headless-and-names.router sysctl -qw net.ipv4.ip_forward=1
# The default route of node1; without it, node1 itself could not connect to cluster IPs.
ip -n service-headless-and-names.node1 route add default via 172.18.0.1
# Reach pods of node2 through node2 itself (172.18.0.12).
ip -n service-headless-and-names.node1 route add 10.244.2.0/24 via 172.18.0.12 dev eth0
# The default route of node2; without it, node2 itself could not connect to cluster IPs.
ip -n service-headless-and-names.node2 route add default via 172.18.0.1
# Reach pods of node1 through node1 itself (172.18.0.11).
ip -n service-headless-and-names.node2 route add 10.244.1.0/24 via 172.18.0.11 dev eth0
# The default gateway of a pod is cni0 of node1.
ip -n service-headless-and-names.kube-dns route add default via 10.244.1.1
# flannel's route to the pods of all nodes.
ip -n service-headless-and-names.kube-dns route add 10.244.0.0/16 via 10.244.1.1
# The default gateway of a pod is cni0 of node1.
ip -n service-headless-and-names.client-1 route add default via 10.244.1.1
# flannel's route to the pods of all nodes.
ip -n service-headless-and-names.client-1 route add 10.244.0.0/16 via 10.244.1.1
# The default gateway of a pod is cni0 of node1.
ip -n service-headless-and-names.db-0 route add default via 10.244.1.1
# flannel's route to the pods of all nodes.
ip -n service-headless-and-names.db-0 route add 10.244.0.0/16 via 10.244.1.1
# The default gateway of a pod is cni0 of node2.
ip -n service-headless-and-names.client-2 route add default via 10.244.2.1
# flannel's route to the pods of all nodes.
ip -n service-headless-and-names.client-2 route add 10.244.0.0/16 via 10.244.2.1
# The default gateway of a pod is cni0 of node2.
ip -n service-headless-and-names.db-1 route add default via 10.244.2.1
# flannel's route to the pods of all nodes.
ip -n service-headless-and-names.db-1 route add 10.244.0.0/16 via 10.244.2.1
# The default gateway of a pod is cni0 of node2.
ip -n service-headless-and-names.db-2 route add default via 10.244.2.1
# flannel's route to the pods of all nodes.
ip -n service-headless-and-names.db-2 route add 10.244.0.0/16 via 10.244.2.1
# The default gateway of a pod is cni0 of node2.
ip -n service-headless-and-names.web-1 route add default via 10.244.2.1
# flannel's route to the pods of all nodes.
ip -n service-headless-and-names.web-1 route add 10.244.0.0/16 via 10.244.2.1
# outside reaches 10.96.0.0/16 through node1 (172.18.0.11).
ip -n service-headless-and-names.outside route add 10.96.0.0/16 via 172.18.0.11
# kube-proxy writes all rules again when this chain of mangle has gone.
ip netns exec service-headless-and-names.node1 iptables -t mangle -N KUBE-PROXY-CANARY
# kube-proxy writes all rules again when this chain of nat has gone.
ip netns exec service-headless-and-names.node1 iptables -t nat -N KUBE-PROXY-CANARY
# kube-proxy writes all rules again when this chain of filter has gone.
ip netns exec service-headless-and-names.node1 iptables -N KUBE-PROXY-CANARY
# Cluster IPs without endpoints.
ip netns exec service-headless-and-names.node1 iptables -N KUBE-SERVICES
# External addresses and node ports without endpoints.
ip netns exec service-headless-and-names.node1 iptables -N KUBE-EXTERNAL-SERVICES
# Forwarded packets of services.
ip netns exec service-headless-and-names.node1 iptables -N KUBE-FORWARD
# Health check node ports.
ip netns exec service-headless-and-names.node1 iptables -N KUBE-NODEPORTS
# Load balancers' addresses with source ranges.
ip netns exec service-headless-and-names.node1 iptables -N KUBE-PROXY-FIREWALL
# Packets from other hosts to 127.0.0.0/8.
ip netns exec service-headless-and-names.node1 iptables -N KUBE-FIREWALL
# One rule for each address of a service, then the node ports.
ip netns exec service-headless-and-names.node1 iptables -t nat -N KUBE-SERVICES
# One rule for each node port.
ip netns exec service-headless-and-names.node1 iptables -t nat -N KUBE-NODEPORTS
# Masquerades the packets with the mark of kube-proxy.
ip netns exec service-headless-and-names.node1 iptables -t nat -N KUBE-POSTROUTING
# Marks packets that need the node as their source.
ip netns exec service-headless-and-names.node1 iptables -t nat -N KUBE-MARK-MASQ
# Check new connections to external addresses.
ip netns exec service-headless-and-names.node1 iptables -I INPUT -m conntrack --ctstate NEW -m comment --comment 'kubernetes externally-visible service portals' -j KUBE-EXTERNAL-SERVICES
# Check new connections to external addresses.
ip netns exec service-headless-and-names.node1 iptables -I FORWARD -m conntrack --ctstate NEW -m comment --comment 'kubernetes externally-visible service portals' -j KUBE-EXTERNAL-SERVICES
# Accept health checks of load balancers.
ip netns exec service-headless-and-names.node1 iptables -I INPUT -m comment --comment 'kubernetes health check service ports' -j KUBE-NODEPORTS
# Check new connections to services.
ip netns exec service-headless-and-names.node1 iptables -I FORWARD -m conntrack --ctstate NEW -m comment --comment 'kubernetes service portals' -j KUBE-SERVICES
# Check new connections of the node itself.
ip netns exec service-headless-and-names.node1 iptables -I OUTPUT -m conntrack --ctstate NEW -m comment --comment 'kubernetes service portals' -j KUBE-SERVICES
# Accept packets of services.
ip netns exec service-headless-and-names.node1 iptables -I FORWARD -m comment --comment 'kubernetes forwarding rules' -j KUBE-FORWARD
# Check new connections to load balancers' addresses.
ip netns exec service-headless-and-names.node1 iptables -I INPUT -m conntrack --ctstate NEW -m comment --comment 'kubernetes load balancer firewall' -j KUBE-PROXY-FIREWALL
# Check new connections to load balancers' addresses.
ip netns exec service-headless-and-names.node1 iptables -I OUTPUT -m conntrack --ctstate NEW -m comment --comment 'kubernetes load balancer firewall' -j KUBE-PROXY-FIREWALL
# Check new connections to load balancers' addresses.
ip netns exec service-headless-and-names.node1 iptables -I FORWARD -m conntrack --ctstate NEW -m comment --comment 'kubernetes load balancer firewall' -j KUBE-PROXY-FIREWALL
# Check packets to 127.0.0.0/8.
ip netns exec service-headless-and-names.node1 iptables -I INPUT -j KUBE-FIREWALL
# Check packets to 127.0.0.0/8.
ip netns exec service-headless-and-names.node1 iptables -I OUTPUT -j KUBE-FIREWALL
# Services get the address of one of their pods.
ip netns exec service-headless-and-names.node1 iptables -t nat -I OUTPUT -m comment --comment 'kubernetes service portals' -j KUBE-SERVICES
# Services get the address of one of their pods.
ip netns exec service-headless-and-names.node1 iptables -t nat -I PREROUTING -m comment --comment 'kubernetes service portals' -j KUBE-SERVICES
# Marked packets get the node's address.
ip netns exec service-headless-and-names.node1 iptables -t nat -I POSTROUTING -m comment --comment 'kubernetes postrouting rules' -j KUBE-POSTROUTING
# With route_localnet, another host could otherwise reach 127.0.0.1 of the node (CVE-2020-8558).
ip netns exec service-headless-and-names.node1 iptables -A KUBE-FIREWALL -m comment --comment 'block incoming localnet connections' -d 127.0.0.0/8 ! -s 127.0.0.0/8 -m conntrack ! --ctstate RELATED,ESTABLISHED,DNAT -j DROP
# conntrack does not translate an invalid packet back, so the client would answer it with a reset.
ip netns exec service-headless-and-names.node1 iptables -A KUBE-FORWARD -m conntrack --ctstate INVALID -j DROP
# Accept packets to be masqueraded, even if the policy of FORWARD is DROP.
ip netns exec service-headless-and-names.node1 iptables -A KUBE-FORWARD -m comment --comment 'kubernetes forwarding rules' -m mark --mark 0x4000/0x4000 -j ACCEPT
# Accept the other packets of accepted connections.
ip netns exec service-headless-and-names.node1 iptables -A KUBE-FORWARD -m comment --comment 'kubernetes forwarding conntrack rule' -m conntrack --ctstate RELATED,ESTABLISHED -j ACCEPT
# Set bit 0x4000 of the mark.
ip netns exec service-headless-and-names.node1 iptables -t nat -A KUBE-MARK-MASQ -j MARK --or-mark 0x4000
# Packets without the mark keep their source.
ip netns exec service-headless-and-names.node1 iptables -t nat -A KUBE-POSTROUTING -m mark ! --mark 0x4000/0x4000 -j RETURN
# Clear the mark, so that an encapsulated packet is not masqueraded again.
ip netns exec service-headless-and-names.node1 iptables -t nat -A KUBE-POSTROUTING -j MARK --xor-mark 0x4000
# The source becomes the address of the outgoing interface.
ip netns exec service-headless-and-names.node1 iptables -t nat -A KUBE-POSTROUTING -m comment --comment 'kubernetes service traffic requiring SNAT' -j MASQUERADE --random-fully
# kube-system/kube-dns:dns: select one of all endpoints.
ip netns exec service-headless-and-names.node1 iptables -t nat -N KUBE-SVC-TCOU7JCQXEZGVUNU
# kube-system/kube-dns:dns: the endpoint kube-dns.
ip netns exec service-headless-and-names.node1 iptables -t nat -N KUBE-SEP-222YD7DQOUNKFRLL
# kube-system/kube-dns:dns-tcp: select one of all endpoints.
ip netns exec service-headless-and-names.node1 iptables -t nat -N KUBE-SVC-ERIFXISQEP7F7OF4
# kube-system/kube-dns:dns-tcp: the endpoint kube-dns.
ip netns exec service-headless-and-names.node1 iptables -t nat -N KUBE-SEP-5BME6LXGYWTVD5D3
# default/web:http: select one of all endpoints.
ip netns exec service-headless-and-names.node1 iptables -t nat -N KUBE-SVC-CDGGSHYLG3RE2FKL
# default/web:http: the endpoint web-1.
ip netns exec service-headless-and-names.node1 iptables -t nat -N KUBE-SEP-OAIGUPJHOE4YU7HS
# Connections to 10.96.0.10:53 are for kube-system/kube-dns:dns.
ip netns exec service-headless-and-names.node1 iptables -t nat -A KUBE-SERVICES -m comment --comment 'kube-system/kube-dns:dns cluster IP' -m udp -p udp -d 10.96.0.10 --dport 53 -j KUBE-SVC-TCOU7JCQXEZGVUNU
# Connections to 10.96.0.10:53 are for kube-system/kube-dns:dns-tcp.
ip netns exec service-headless-and-names.node1 iptables -t nat -A KUBE-SERVICES -m comment --comment 'kube-system/kube-dns:dns-tcp cluster IP' -m tcp -p tcp -d 10.96.0.10 --dport 53 -j KUBE-SVC-ERIFXISQEP7F7OF4
# Connections to 10.96.0.11:80 are for default/web:http.
ip netns exec service-headless-and-names.node1 iptables -t nat -A KUBE-SERVICES -m comment --comment 'default/web:http cluster IP' -m tcp -p tcp -d 10.96.0.11 --dport 80 -j KUBE-SVC-CDGGSHYLG3RE2FKL
# Connections to any address of the node may be for a node port.
ip netns exec service-headless-and-names.node1 iptables -t nat -A KUBE-SERVICES -m comment --comment 'kubernetes service nodeports; NOTE: this must be the last rule in this chain' -m addrtype --dst-type LOCAL -j KUBE-NODEPORTS
# Masquerade connections to the cluster IP that are not from pods, so that the reply returns through this node.
ip netns exec service-headless-and-names.node1 iptables -t nat -A KUBE-SVC-TCOU7JCQXEZGVUNU -m comment --comment 'kube-system/kube-dns:dns cluster IP' -m udp -p udp -d 10.96.0.10 --dport 53 ! -s 10.244.0.0/16 -j KUBE-MARK-MASQ
# All others go to kube-dns.
ip netns exec service-headless-and-names.node1 iptables -t nat -A KUBE-SVC-TCOU7JCQXEZGVUNU -m comment --comment 'kube-system/kube-dns:dns -> 10.244.1.4:53' -j KUBE-SEP-222YD7DQOUNKFRLL
# kube-dns reached itself: masquerade, or it would drop a packet from its own address.
ip netns exec service-headless-and-names.node1 iptables -t nat -A KUBE-SEP-222YD7DQOUNKFRLL -m comment --comment kube-system/kube-dns:dns -s 10.244.1.4 -j KUBE-MARK-MASQ
# The destination becomes kube-dns.
ip netns exec service-headless-and-names.node1 iptables -t nat -A KUBE-SEP-222YD7DQOUNKFRLL -m comment --comment kube-system/kube-dns:dns -m udp -p udp -j DNAT --to-destination 10.244.1.4:53
# Masquerade connections to the cluster IP that are not from pods, so that the reply returns through this node.
ip netns exec service-headless-and-names.node1 iptables -t nat -A KUBE-SVC-ERIFXISQEP7F7OF4 -m comment --comment 'kube-system/kube-dns:dns-tcp cluster IP' -m tcp -p tcp -d 10.96.0.10 --dport 53 ! -s 10.244.0.0/16 -j KUBE-MARK-MASQ
# All others go to kube-dns.
ip netns exec service-headless-and-names.node1 iptables -t nat -A KUBE-SVC-ERIFXISQEP7F7OF4 -m comment --comment 'kube-system/kube-dns:dns-tcp -> 10.244.1.4:53' -j KUBE-SEP-5BME6LXGYWTVD5D3
# kube-dns reached itself: masquerade, or it would drop a packet from its own address.
ip netns exec service-headless-and-names.node1 iptables -t nat -A KUBE-SEP-5BME6LXGYWTVD5D3 -m comment --comment kube-system/kube-dns:dns-tcp -s 10.244.1.4 -j KUBE-MARK-MASQ
# The destination becomes kube-dns.
ip netns exec service-headless-and-names.node1 iptables -t nat -A KUBE-SEP-5BME6LXGYWTVD5D3 -m comment --comment kube-system/kube-dns:dns-tcp -m tcp -p tcp -j DNAT --to-destination 10.244.1.4:53
# Masquerade connections to the cluster IP that are not from pods, so that the reply returns through this node.
ip netns exec service-headless-and-names.node1 iptables -t nat -A KUBE-SVC-CDGGSHYLG3RE2FKL -m comment --comment 'default/web:http cluster IP' -m tcp -p tcp -d 10.96.0.11 --dport 80 ! -s 10.244.0.0/16 -j KUBE-MARK-MASQ
# All others go to web-1.
ip netns exec service-headless-and-names.node1 iptables -t nat -A KUBE-SVC-CDGGSHYLG3RE2FKL -m comment --comment 'default/web:http -> 10.244.2.5:8080' -j KUBE-SEP-OAIGUPJHOE4YU7HS
# web-1 reached itself: masquerade, or it would drop a packet from its own address.
ip netns exec service-headless-and-names.node1 iptables -t nat -A KUBE-SEP-OAIGUPJHOE4YU7HS -m comment --comment default/web:http -s 10.244.2.5 -j KUBE-MARK-MASQ
# The destination becomes web-1.
ip netns exec service-headless-and-names.node1 iptables -t nat -A KUBE-SEP-OAIGUPJHOE4YU7HS -m comment --comment default/web:http -m tcp -p tcp -j DNAT --to-destination 10.244.2.5:8080
# Create the chain FLANNEL-POSTRTG in the table nat.
ip netns exec service-headless-and-names.node1 iptables -t nat -N FLANNEL-POSTRTG
# The chain of flannel decides on source addresses.
ip netns exec service-headless-and-names.node1 iptables -t nat -A POSTROUTING -m comment --comment 'flanneld masq' -j FLANNEL-POSTRTG
# kube-proxy masquerades the packets that it marks.
ip netns exec service-headless-and-names.node1 iptables -t nat -A FLANNEL-POSTRTG -m mark --mark 0x4000/0x4000 -m comment --comment 'flanneld masq' -j RETURN
# Pods of this node keep their address towards other pods.
ip netns exec service-headless-and-names.node1 iptables -t nat -A FLANNEL-POSTRTG -s 10.244.1.0/24 -d 10.244.0.0/16 -m comment --comment 'flanneld masq' -j RETURN
# Other pods keep their address towards this node's pods.
ip netns exec service-headless-and-names.node1 iptables -t nat -A FLANNEL-POSTRTG -s 10.244.0.0/16 -d 10.244.1.0/24 -m comment --comment 'flanneld masq' -j RETURN
# Outside clients keep their address towards this node's pods.
ip netns exec service-headless-and-names.node1 iptables -t nat -A FLANNEL-POSTRTG ! -s 10.244.0.0/16 -d 10.244.1.0/24 -m comment --comment 'flanneld masq' -j RETURN
# Packets from pods to the outside get the node's address as their source.
ip netns exec service-headless-and-names.node1 iptables -t nat -A FLANNEL-POSTRTG -s 10.244.0.0/16 ! -d 224.0.0.0/4 -m comment --comment 'flanneld masq' -j MASQUERADE --random-fully
# Packets from outside to pods of other nodes get the node's address as their source.
ip netns exec service-headless-and-names.node1 iptables -t nat -A FLANNEL-POSTRTG ! -s 10.244.0.0/16 -d 10.244.0.0/16 -m comment --comment 'flanneld masq' -j MASQUERADE --random-fully
# Create the chain FLANNEL-FWD in the table filter.
ip netns exec service-headless-and-names.node1 iptables -N FLANNEL-FWD
# flannel accepts pod traffic even if the policy of FORWARD is DROP.
ip netns exec service-headless-and-names.node1 iptables -A FORWARD -m comment --comment 'flanneld forward' -j FLANNEL-FWD
# Accept packets from pods.
ip netns exec service-headless-and-names.node1 iptables -A FLANNEL-FWD -s 10.244.0.0/16 -m comment --comment 'flanneld forward' -j ACCEPT
# Accept packets to pods.
ip netns exec service-headless-and-names.node1 iptables -A FLANNEL-FWD -d 10.244.0.0/16 -m comment --comment 'flanneld forward' -j ACCEPT
# kube-proxy writes all rules again when this chain of mangle has gone.
ip netns exec service-headless-and-names.node2 iptables -t mangle -N KUBE-PROXY-CANARY
# kube-proxy writes all rules again when this chain of nat has gone.
ip netns exec service-headless-and-names.node2 iptables -t nat -N KUBE-PROXY-CANARY
# kube-proxy writes all rules again when this chain of filter has gone.
ip netns exec service-headless-and-names.node2 iptables -N KUBE-PROXY-CANARY
# Cluster IPs without endpoints.
ip netns exec service-headless-and-names.node2 iptables -N KUBE-SERVICES
# External addresses and node ports without endpoints.
ip netns exec service-headless-and-names.node2 iptables -N KUBE-EXTERNAL-SERVICES
# Forwarded packets of services.
ip netns exec service-headless-and-names.node2 iptables -N KUBE-FORWARD
# Health check node ports.
ip netns exec service-headless-and-names.node2 iptables -N KUBE-NODEPORTS
# Load balancers' addresses with source ranges.
ip netns exec service-headless-and-names.node2 iptables -N KUBE-PROXY-FIREWALL
# Packets from other hosts to 127.0.0.0/8.
ip netns exec service-headless-and-names.node2 iptables -N KUBE-FIREWALL
# One rule for each address of a service, then the node ports.
ip netns exec service-headless-and-names.node2 iptables -t nat -N KUBE-SERVICES
# One rule for each node port.
ip netns exec service-headless-and-names.node2 iptables -t nat -N KUBE-NODEPORTS
# Masquerades the packets with the mark of kube-proxy.
ip netns exec service-headless-and-names.node2 iptables -t nat -N KUBE-POSTROUTING
# Marks packets that need the node as their source.
ip netns exec service-headless-and-names.node2 iptables -t nat -N KUBE-MARK-MASQ
# Check new connections to external addresses.
ip netns exec service-headless-and-names.node2 iptables -I INPUT -m conntrack --ctstate NEW -m comment --comment 'kubernetes externally-visible service portals' -j KUBE-EXTERNAL-SERVICES
# Check new connections to external addresses.
ip netns exec service-headless-and-names.node2 iptables -I FORWARD -m conntrack --ctstate NEW -m comment --comment 'kubernetes externally-visible service portals' -j KUBE-EXTERNAL-SERVICES
# Accept health checks of load balancers.
ip netns exec service-headless-and-names.node2 iptables -I INPUT -m comment --comment 'kubernetes health check service ports' -j KUBE-NODEPORTS
# Check new connections to services.
ip netns exec service-headless-and-names.node2 iptables -I FORWARD -m conntrack --ctstate NEW -m comment --comment 'kubernetes service portals' -j KUBE-SERVICES
# Check new connections of the node itself.
ip netns exec service-headless-and-names.node2 iptables -I OUTPUT -m conntrack --ctstate NEW -m comment --comment 'kubernetes service portals' -j KUBE-SERVICES
# Accept packets of services.
ip netns exec service-headless-and-names.node2 iptables -I FORWARD -m comment --comment 'kubernetes forwarding rules' -j KUBE-FORWARD
# Check new connections to load balancers' addresses.
ip netns exec service-headless-and-names.node2 iptables -I INPUT -m conntrack --ctstate NEW -m comment --comment 'kubernetes load balancer firewall' -j KUBE-PROXY-FIREWALL
# Check new connections to load balancers' addresses.
ip netns exec service-headless-and-names.node2 iptables -I OUTPUT -m conntrack --ctstate NEW -m comment --comment 'kubernetes load balancer firewall' -j KUBE-PROXY-FIREWALL
# Check new connections to load balancers' addresses.
ip netns exec service-headless-and-names.node2 iptables -I FORWARD -m conntrack --ctstate NEW -m comment --comment 'kubernetes load balancer firewall' -j KUBE-PROXY-FIREWALL
# Check packets to 127.0.0.0/8.
ip netns exec service-headless-and-names.node2 iptables -I INPUT -j KUBE-FIREWALL
# Check packets to 127.0.0.0/8.
ip netns exec service-headless-and-names.node2 iptables -I OUTPUT -j KUBE-FIREWALL
# Services get the address of one of their pods.
ip netns exec service-headless-and-names.node2 iptables -t nat -I OUTPUT -m comment --comment 'kubernetes service portals' -j KUBE-SERVICES
# Services get the address of one of their pods.
ip netns exec service-headless-and-names.node2 iptables -t nat -I PREROUTING -m comment --comment 'kubernetes service portals' -j KUBE-SERVICES
# Marked packets get the node's address.
ip netns exec service-headless-and-names.node2 iptables -t nat -I POSTROUTING -m comment --comment 'kubernetes postrouting rules' -j KUBE-POSTROUTING
# With route_localnet, another host could otherwise reach 127.0.0.1 of the node (CVE-2020-8558).
ip netns exec service-headless-and-names.node2 iptables -A KUBE-FIREWALL -m comment --comment 'block incoming localnet connections' -d 127.0.0.0/8 ! -s 127.0.0.0/8 -m conntrack ! --ctstate RELATED,ESTABLISHED,DNAT -j DROP
# conntrack does not translate an invalid packet back, so the client would answer it with a reset.
ip netns exec service-headless-and-names.node2 iptables -A KUBE-FORWARD -m conntrack --ctstate INVALID -j DROP
# Accept packets to be masqueraded, even if the policy of FORWARD is DROP.
ip netns exec service-headless-and-names.node2 iptables -A KUBE-FORWARD -m comment --comment 'kubernetes forwarding rules' -m mark --mark 0x4000/0x4000 -j ACCEPT
# Accept the other packets of accepted connections.
ip netns exec service-headless-and-names.node2 iptables -A KUBE-FORWARD -m comment --comment 'kubernetes forwarding conntrack rule' -m conntrack --ctstate RELATED,ESTABLISHED -j ACCEPT
# Set bit 0x4000 of the mark.
ip netns exec service-headless-and-names.node2 iptables -t nat -A KUBE-MARK-MASQ -j MARK --or-mark 0x4000
# Packets without the mark keep their source.
ip netns exec service-headless-and-names.node2 iptables -t nat -A KUBE-POSTROUTING -m mark ! --mark 0x4000/0x4000 -j RETURN
# Clear the mark, so that an encapsulated packet is not masqueraded again.
ip netns exec service-headless-and-names.node2 iptables -t nat -A KUBE-POSTROUTING -j MARK --xor-mark 0x4000
# The source becomes the address of the outgoing interface.
ip netns exec service-headless-and-names.node2 iptables -t nat -A KUBE-POSTROUTING -m comment --comment 'kubernetes service traffic requiring SNAT' -j MASQUERADE --random-fully
# kube-system/kube-dns:dns: select one of all endpoints.
ip netns exec service-headless-and-names.node2 iptables -t nat -N KUBE-SVC-TCOU7JCQXEZGVUNU
# kube-system/kube-dns:dns: the endpoint kube-dns.
ip netns exec service-headless-and-names.node2 iptables -t nat -N KUBE-SEP-222YD7DQOUNKFRLL
# kube-system/kube-dns:dns-tcp: select one of all endpoints.
ip netns exec service-headless-and-names.node2 iptables -t nat -N KUBE-SVC-ERIFXISQEP7F7OF4
# kube-system/kube-dns:dns-tcp: the endpoint kube-dns.
ip netns exec service-headless-and-names.node2 iptables -t nat -N KUBE-SEP-5BME6LXGYWTVD5D3
# default/web:http: select one of all endpoints.
ip netns exec service-headless-and-names.node2 iptables -t nat -N KUBE-SVC-CDGGSHYLG3RE2FKL
# default/web:http: the endpoint web-1.
ip netns exec service-headless-and-names.node2 iptables -t nat -N KUBE-SEP-OAIGUPJHOE4YU7HS
# Connections to 10.96.0.10:53 are for kube-system/kube-dns:dns.
ip netns exec service-headless-and-names.node2 iptables -t nat -A KUBE-SERVICES -m comment --comment 'kube-system/kube-dns:dns cluster IP' -m udp -p udp -d 10.96.0.10 --dport 53 -j KUBE-SVC-TCOU7JCQXEZGVUNU
# Connections to 10.96.0.10:53 are for kube-system/kube-dns:dns-tcp.
ip netns exec service-headless-and-names.node2 iptables -t nat -A KUBE-SERVICES -m comment --comment 'kube-system/kube-dns:dns-tcp cluster IP' -m tcp -p tcp -d 10.96.0.10 --dport 53 -j KUBE-SVC-ERIFXISQEP7F7OF4
# Connections to 10.96.0.11:80 are for default/web:http.
ip netns exec service-headless-and-names.node2 iptables -t nat -A KUBE-SERVICES -m comment --comment 'default/web:http cluster IP' -m tcp -p tcp -d 10.96.0.11 --dport 80 -j KUBE-SVC-CDGGSHYLG3RE2FKL
# Connections to any address of the node may be for a node port.
ip netns exec service-headless-and-names.node2 iptables -t nat -A KUBE-SERVICES -m comment --comment 'kubernetes service nodeports; NOTE: this must be the last rule in this chain' -m addrtype --dst-type LOCAL -j KUBE-NODEPORTS
# Masquerade connections to the cluster IP that are not from pods, so that the reply returns through this node.
ip netns exec service-headless-and-names.node2 iptables -t nat -A KUBE-SVC-TCOU7JCQXEZGVUNU -m comment --comment 'kube-system/kube-dns:dns cluster IP' -m udp -p udp -d 10.96.0.10 --dport 53 ! -s 10.244.0.0/16 -j KUBE-MARK-MASQ
# All others go to kube-dns.
ip netns exec service-headless-and-names.node2 iptables -t nat -A KUBE-SVC-TCOU7JCQXEZGVUNU -m comment --comment 'kube-system/kube-dns:dns -> 10.244.1.4:53' -j KUBE-SEP-222YD7DQOUNKFRLL
# kube-dns reached itself: masquerade, or it would drop a packet from its own address.
ip netns exec service-headless-and-names.node2 iptables -t nat -A KUBE-SEP-222YD7DQOUNKFRLL -m comment --comment kube-system/kube-dns:dns -s 10.244.1.4 -j KUBE-MARK-MASQ
# The destination becomes kube-dns.
ip netns exec service-headless-and-names.node2 iptables -t nat -A KUBE-SEP-222YD7DQOUNKFRLL -m comment --comment kube-system/kube-dns:dns -m udp -p udp -j DNAT --to-destination 10.244.1.4:53
# Masquerade connections to the cluster IP that are not from pods, so that the reply returns through this node.
ip netns exec service-headless-and-names.node2 iptables -t nat -A KUBE-SVC-ERIFXISQEP7F7OF4 -m comment --comment 'kube-system/kube-dns:dns-tcp cluster IP' -m tcp -p tcp -d 10.96.0.10 --dport 53 ! -s 10.244.0.0/16 -j KUBE-MARK-MASQ
# All others go to kube-dns.
ip netns exec service-headless-and-names.node2 iptables -t nat -A KUBE-SVC-ERIFXISQEP7F7OF4 -m comment --comment 'kube-system/kube-dns:dns-tcp -> 10.244.1.4:53' -j KUBE-SEP-5BME6LXGYWTVD5D3
# kube-dns reached itself: masquerade, or it would drop a packet from its own address.
ip netns exec service-headless-and-names.node2 iptables -t nat -A KUBE-SEP-5BME6LXGYWTVD5D3 -m comment --comment kube-system/kube-dns:dns-tcp -s 10.244.1.4 -j KUBE-MARK-MASQ
# The destination becomes kube-dns.
ip netns exec service-headless-and-names.node2 iptables -t nat -A KUBE-SEP-5BME6LXGYWTVD5D3 -m comment --comment kube-system/kube-dns:dns-tcp -m tcp -p tcp -j DNAT --to-destination 10.244.1.4:53
# Masquerade connections to the cluster IP that are not from pods, so that the reply returns through this node.
ip netns exec service-headless-and-names.node2 iptables -t nat -A KUBE-SVC-CDGGSHYLG3RE2FKL -m comment --comment 'default/web:http cluster IP' -m tcp -p tcp -d 10.96.0.11 --dport 80 ! -s 10.244.0.0/16 -j KUBE-MARK-MASQ
# All others go to web-1.
ip netns exec service-headless-and-names.node2 iptables -t nat -A KUBE-SVC-CDGGSHYLG3RE2FKL -m comment --comment 'default/web:http -> 10.244.2.5:8080' -j KUBE-SEP-OAIGUPJHOE4YU7HS
# web-1 reached itself: masquerade, or it would drop a packet from its own address.
ip netns exec service-headless-and-names.node2 iptables -t nat -A KUBE-SEP-OAIGUPJHOE4YU7HS -m comment --comment default/web:http -s 10.244.2.5 -j KUBE-MARK-MASQ
# The destination becomes web-1.
ip netns exec service-headless-and-names.node2 iptables -t nat -A KUBE-SEP-OAIGUPJHOE4YU7HS -m comment --comment default/web:http -m tcp -p tcp -j DNAT --to-destination 10.244.2.5:8080
# Create the chain FLANNEL-POSTRTG in the table nat.
ip netns exec service-headless-and-names.node2 iptables -t nat -N FLANNEL-POSTRTG
# The chain of flannel decides on source addresses.
ip netns exec service-headless-and-names.node2 iptables -t nat -A POSTROUTING -m comment --comment 'flanneld masq' -j FLANNEL-POSTRTG
# kube-proxy masquerades the packets that it marks.
ip netns exec service-headless-and-names.node2 iptables -t nat -A FLANNEL-POSTRTG -m mark --mark 0x4000/0x4000 -m comment --comment 'flanneld masq' -j RETURN
# Pods of this node keep their address towards other pods.
ip netns exec service-headless-and-names.node2 iptables -t nat -A FLANNEL-POSTRTG -s 10.244.2.0/24 -d 10.244.0.0/16 -m comment --comment 'flanneld masq' -j RETURN
# Other pods keep their address towards this node's pods.
ip netns exec service-headless-and-names.node2 iptables -t nat -A FLANNEL-POSTRTG -s 10.244.0.0/16 -d 10.244.2.0/24 -m comment --comment 'flanneld masq' -j RETURN
# Outside clients keep their address towards this node's pods.
ip netns exec service-headless-and-names.node2 iptables -t nat -A FLANNEL-POSTRTG ! -s 10.244.0.0/16 -d 10.244.2.0/24 -m comment --comment 'flanneld masq' -j RETURN
# Packets from pods to the outside get the node's address as their source.
ip netns exec service-headless-and-names.node2 iptables -t nat -A FLANNEL-POSTRTG -s 10.244.0.0/16 ! -d 224.0.0.0/4 -m comment --comment 'flanneld masq' -j MASQUERADE --random-fully
# Packets from outside to pods of other nodes get the node's address as their source.
ip netns exec service-headless-and-names.node2 iptables -t nat -A FLANNEL-POSTRTG ! -s 10.244.0.0/16 -d 10.244.0.0/16 -m comment --comment 'flanneld masq' -j MASQUERADE --random-fully
# Create the chain FLANNEL-FWD in the table filter.
ip netns exec service-headless-and-names.node2 iptables -N FLANNEL-FWD
# flannel accepts pod traffic even if the policy of FORWARD is DROP.
ip netns exec service-headless-and-names.node2 iptables -A FORWARD -m comment --comment 'flanneld forward' -j FLANNEL-FWD
# Accept packets from pods.
ip netns exec service-headless-and-names.node2 iptables -A FLANNEL-FWD -s 10.244.0.0/16 -m comment --comment 'flanneld forward' -j ACCEPT
# Accept packets to pods.
ip netns exec service-headless-and-names.node2 iptables -A FLANNEL-FWD -d 10.244.0.0/16 -m comment --comment 'flanneld forward' -j ACCEPT
# kube-dns has its own files, and this process holds their mounts.
mkdir -p /run/netlab/service-headless-and-names/log /run/netlab/service-headless-and-names/pid
ip netns exec service-headless-and-names.kube-dns unshare --mount sh /run/netlab/service-headless-and-names/node/kube-dns/mounts > /run/netlab/service-headless-and-names/log/kube-dns.mounts 2>&1 < /dev/null & echo $! > /run/netlab/service-headless-and-names/pid/kube-dns.mounts
timeout 10 sh -c 'until grep -qs "^$0" "$1"; do sleep 0.05; done' mounted /run/netlab/service-headless-and-names/log/kube-dns.mounts
# Check the configuration of dnsmasq on kube-dns before it starts.
nsenter --target "$(cat /run/netlab/service-headless-and-names/pid/kube-dns.mounts)" --mount --net dnsmasq --test --conf-file=/etc/kube-dns/dnsmasq.conf
# db-0 answers on 5432/tcp with its name and the peer's address.
mkdir -p /run/netlab/service-headless-and-names/log /run/netlab/service-headless-and-names/pid
ip netns exec service-headless-and-names.db-0 python3 -IS /run/netlab/service-headless-and-names/program/serve.py --name db-0 5432/tcp > /run/netlab/service-headless-and-names/log/db-0.serve 2>&1 < /dev/null & echo $! > /run/netlab/service-headless-and-names/pid/db-0.serve
timeout 10 sh -c 'until grep -qs "^$0" "$1"; do sleep 0.05; done' serving /run/netlab/service-headless-and-names/log/db-0.serve
# db-1 answers on 5432/tcp with its name and the peer's address.
mkdir -p /run/netlab/service-headless-and-names/log /run/netlab/service-headless-and-names/pid
ip netns exec service-headless-and-names.db-1 python3 -IS /run/netlab/service-headless-and-names/program/serve.py --name db-1 5432/tcp > /run/netlab/service-headless-and-names/log/db-1.serve 2>&1 < /dev/null & echo $! > /run/netlab/service-headless-and-names/pid/db-1.serve
timeout 10 sh -c 'until grep -qs "^$0" "$1"; do sleep 0.05; done' serving /run/netlab/service-headless-and-names/log/db-1.serve
# db-2 answers on 5432/tcp with its name and the peer's address.
mkdir -p /run/netlab/service-headless-and-names/log /run/netlab/service-headless-and-names/pid
ip netns exec service-headless-and-names.db-2 python3 -IS /run/netlab/service-headless-and-names/program/serve.py --name db-2 5432/tcp > /run/netlab/service-headless-and-names/log/db-2.serve 2>&1 < /dev/null & echo $! > /run/netlab/service-headless-and-names/pid/db-2.serve
timeout 10 sh -c 'until grep -qs "^$0" "$1"; do sleep 0.05; done' serving /run/netlab/service-headless-and-names/log/db-2.serve
# web-1 answers on 8080/http with its name and the peer's address.
mkdir -p /run/netlab/service-headless-and-names/log /run/netlab/service-headless-and-names/pid
ip netns exec service-headless-and-names.web-1 python3 -IS /run/netlab/service-headless-and-names/program/serve.py --name web-1 8080/http > /run/netlab/service-headless-and-names/log/web-1.serve 2>&1 < /dev/null & echo $! > /run/netlab/service-headless-and-names/pid/web-1.serve
timeout 10 sh -c 'until grep -qs "^$0" "$1"; do sleep 0.05; done' serving /run/netlab/service-headless-and-names/log/web-1.serve
# outside answers on 80/http with its name and the peer's address.
mkdir -p /run/netlab/service-headless-and-names/log /run/netlab/service-headless-and-names/pid
ip netns exec service-headless-and-names.outside python3 -IS /run/netlab/service-headless-and-names/program/serve.py --name outside 80/http > /run/netlab/service-headless-and-names/log/outside.serve 2>&1 < /dev/null & echo $! > /run/netlab/service-headless-and-names/pid/outside.serve
timeout 10 sh -c 'until grep -qs "^$0" "$1"; do sleep 0.05; done' serving /run/netlab/service-headless-and-names/log/outside.serve
# dnsmasq replaces CoreDNS, which Debian does not package.
mkdir -p /run/netlab/service-headless-and-names/log /run/netlab/service-headless-and-names/pid
nsenter --target "$(cat /run/netlab/service-headless-and-names/pid/kube-dns.mounts)" --mount --net dnsmasq --keep-in-foreground --log-facility=- --user=root --pid-file= --conf-file=/etc/kube-dns/dnsmasq.conf > /run/netlab/service-headless-and-names/log/kube-dns.dnsmasq 2>&1 < /dev/null & echo $! > /run/netlab/service-headless-and-names/pid/kube-dns.dnsmasq
timeout 10 sh -c 'until nsenter --target "$(cat /run/netlab/service-headless-and-names/pid/kube-dns.mounts)" --mount --net python3 -IS /run/netlab/service-headless-and-names/program/dns-answers.py 53 >/dev/null 2>&1; do sleep 0.05; done'
