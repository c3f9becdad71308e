#!/bin/sh
# Builds the lab http-redirect, as root. netlab plan --format sh --down prints the script that removes it.
set -eu
umask 022
# client is a network namespace.
ip netns add http-redirect.client
# router is a network namespace.
ip netns add http-redirect.router
# balancer is a network namespace.
ip netns add http-redirect.balancer
# web-1 is a network namespace.
ip netns add http-redirect.web-1
# web-2 is a network namespace.
ip netns add http-redirect.web-2
# web-3 is a network namespace.
ip netns add http-redirect.web-3
# servers is a switch: a namespace that holds a bridge.
ip netns add http-redirect.servers
# The program that asks whether nginx answers.
mkdir -p /run/netlab/http-redirect/program
printf %s '... src/programs/socket-answers.py ...
' > /run/netlab/http-redirect/program/socket-answers.py
# The server of every node with serve.
mkdir -p /run/netlab/http-redirect/program
printf %s '... src/programs/serve.py ...
' > /run/netlab/http-redirect/program/serve.py
# Node names resolve inside client.
mkdir -p /etc/netns/http-redirect.client
printf %s '127.0.0.1 localhost
127.0.0.1 client
198.51.100.1 router
192.0.2.80 balancer
203.0.113.11 web-1
203.0.113.12 web-2
203.0.113.13 web-3
' > /etc/netns/http-redirect.client/hosts
# Node names resolve inside router.
mkdir -p /etc/netns/http-redirect.router
printf %s '127.0.0.1 localhost
127.0.0.1 router
198.51.100.10 client
192.0.2.80 balancer
203.0.113.11 web-1
203.0.113.12 web-2
203.0.113.13 web-3
' > /etc/netns/http-redirect.router/hosts
# Node names resolve inside balancer.
mkdir -p /etc/netns/http-redirect.balancer
printf %s '127.0.0.1 localhost
127.0.0.1 balancer
198.51.100.10 client
198.51.100.1 router
203.0.113.11 web-1
203.0.113.12 web-2
203.0.113.13 web-3
' > /etc/netns/http-redirect.balancer/hosts
# Daemons of balancer can also resolve node names.
mkdir -p /run/netlab/http-redirect/node/balancer/upper/etc
printf %s '127.0.0.1 localhost
127.0.0.1 balancer
198.51.100.10 client
198.51.100.1 router
203.0.113.11 web-1
203.0.113.12 web-2
203.0.113.13 web-3
' > /run/netlab/http-redirect/node/balancer/upper/etc/hosts
# The script that creates the mounts of balancer.
mkdir -p /run/netlab/http-redirect/node/balancer
printf %s 'set -eu
mkdir -p /run/netlab/http-redirect/node/balancer/upper/etc /run/netlab/http-redirect/node/balancer/work/etc
mount -t overlay overlay -o lowerdir=/etc,upperdir=/run/netlab/http-redirect/node/balancer/upper/etc,workdir=/run/netlab/http-redirect/node/balancer/work/etc /etc
mkdir -p /run/netlab/http-redirect/node/balancer/upper/var /run/netlab/http-redirect/node/balancer/work/var /run/netlab/http-redirect/node/balancer/upper/var/log/nginx /run/netlab/http-redirect/node/balancer/upper/var/lib/nginx
mount -t overlay overlay -o lowerdir=/var,upperdir=/run/netlab/http-redirect/node/balancer/upper/var,workdir=/run/netlab/http-redirect/node/balancer/work/var /var
mkdir -p /run/netlab/http-redirect/node/balancer/upper/run /run/netlab/http-redirect/node/balancer/work/run /run/netlab/http-redirect/node/balancer/upper/run/nginx
mount -t overlay overlay -o lowerdir=/run,upperdir=/run/netlab/http-redirect/node/balancer/upper/run,workdir=/run/netlab/http-redirect/node/balancer/work/run /run
mount -t tmpfs -o mode=1777 tmpfs /run/nginx
mount -t tmpfs -o mode=1777 tmpfs /var/log/nginx
mount -t tmpfs -o mode=1777 tmpfs /var/lib/nginx
[ ! -d /run/netns ] || mount -t tmpfs -o mode=755 tmpfs /run/netns
echo mounted
exec sleep infinity
' > /run/netlab/http-redirect/node/balancer/mounts
# This file is /etc/nginx/nginx.conf in balancer.
mkdir -p /run/netlab/http-redirect/node/balancer/upper/etc/nginx
printf %s 'events {}
http {
  split_clients $request_id $random {
    33.3%  203.0.113.11;
    33.3%  203.0.113.12;
    *      203.0.113.13;
  }
  split_clients $uri $by_path {
    33.3%  203.0.113.11;
    33.3%  203.0.113.12;
    *      203.0.113.13;
  }
  server {
    listen 80;
    return 302 http://$random$request_uri;
  }
  server {
    listen 8080;
    return 302 http://$by_path$request_uri;
  }
}
' > /run/netlab/http-redirect/node/balancer/upper/etc/nginx/nginx.conf
# Node names resolve inside web-1.
mkdir -p /etc/netns/http-redirect.web-1
printf %s '127.0.0.1 localhost
127.0.0.1 web-1
198.51.100.10 client
198.51.100.1 router
192.0.2.80 balancer
203.0.113.12 web-2
203.0.113.13 web-3
' > /etc/netns/http-redirect.web-1/hosts
# Node names resolve inside web-2.
mkdir -p /etc/netns/http-redirect.web-2
printf %s '127.0.0.1 localhost
127.0.0.1 web-2
198.51.100.10 client
198.51.100.1 router
192.0.2.80 balancer
203.0.113.11 web-1
203.0.113.13 web-3
' > /etc/netns/http-redirect.web-2/hosts
# Node names resolve inside web-3.
mkdir -p /etc/netns/http-redirect.web-3
printf %s '127.0.0.1 localhost
127.0.0.1 web-3
198.51.100.10 client
198.51.100.1 router
192.0.2.80 balancer
203.0.113.11 web-1
203.0.113.12 web-2
' > /etc/netns/http-redirect.web-3/hosts
# A node forwards packets only if the lab enables it.
ip netns exec http-redirect.client sysctl -qw net.ipv4.ip_forward=0
# The reverse path filter is off unless the lab enables it.
ip netns exec http-redirect.client sysctl -qw net.ipv4.conf.all.rp_filter=0
# The same for interfaces that are created later.
ip netns exec http-redirect.client sysctl -qw net.ipv4.conf.default.rp_filter=0
# iptables does not filter bridged frames.
ip netns exec http-redirect.client sysctl -qew net.bridge.bridge-nf-call-iptables=0
# ip6tables does not filter bridged frames.
ip netns exec http-redirect.client sysctl -qew net.bridge.bridge-nf-call-ip6tables=0
# The lab uses no IPv6.
ip netns exec http-redirect.client sysctl -qew net.ipv6.conf.all.disable_ipv6=1
# The same for interfaces that are created later.
ip netns exec http-redirect.client sysctl -qew net.ipv6.conf.default.disable_ipv6=1
# Set the loopback interface up.
ip -n http-redirect.client link set lo up
# A node forwards packets only if the lab enables it.
ip netns exec http-redirect.router sysctl -qw net.ipv4.ip_forward=0
# The reverse path filter is off unless the lab enables it.
ip netns exec http-redirect.router sysctl -qw net.ipv4.conf.all.rp_filter=0
# The same for interfaces that are created later.
ip netns exec http-redirect.router sysctl -qw net.ipv4.conf.default.rp_filter=0
# iptables does not filter bridged frames.
ip netns exec http-redirect.router sysctl -qew net.bridge.bridge-nf-call-iptables=0
# ip6tables does not filter bridged frames.
ip netns exec http-redirect.router sysctl -qew net.bridge.bridge-nf-call-ip6tables=0
# The lab uses no IPv6.
ip netns exec http-redirect.router sysctl -qew net.ipv6.conf.all.disable_ipv6=1
# The same for interfaces that are created later.
ip netns exec http-redirect.router sysctl -qew net.ipv6.conf.default.disable_ipv6=1
# Set the loopback interface up.
ip -n http-redirect.router link set lo up
# A node forwards packets only if the lab enables it.
ip netns exec http-redirect.balancer sysctl -qw net.ipv4.ip_forward=0
# The reverse path filter is off unless the lab enables it.
ip netns exec http-redirect.balancer sysctl -qw net.ipv4.conf.all.rp_filter=0
# The same for interfaces that are created later.
ip netns exec http-redirect.balancer sysctl -qw net.ipv4.conf.default.rp_filter=0
# iptables does not filter bridged frames.
ip netns exec http-redirect.balancer sysctl -qew net.bridge.bridge-nf-call-iptables=0
# ip6tables does not filter bridged frames.
ip netns exec http-redirect.balancer sysctl -qew net.bridge.bridge-nf-call-ip6tables=0
# The lab uses no IPv6.
ip netns exec http-redirect.balancer sysctl -qew net.ipv6.conf.all.disable_ipv6=1
# The same for interfaces that are created later.
ip netns exec http-redirect.balancer sysctl -qew net.ipv6.conf.default.disable_ipv6=1
# Set the loopback interface up.
ip -n http-redirect.balancer link set lo up
# A node forwards packets only if the lab enables it.
ip netns exec http-redirect.web-1 sysctl -qw net.ipv4.ip_forward=0
# The reverse path filter is off unless the lab enables it.
ip netns exec http-redirect.web-1 sysctl -qw net.ipv4.conf.all.rp_filter=0
# The same for interfaces that are created later.
ip netns exec http-redirect.web-1 sysctl -qw net.ipv4.conf.default.rp_filter=0
# iptables does not filter bridged frames.
ip netns exec http-redirect.web-1 sysctl -qew net.bridge.bridge-nf-call-iptables=0
# ip6tables does not filter bridged frames.
ip netns exec http-redirect.web-1 sysctl -qew net.bridge.bridge-nf-call-ip6tables=0
# The lab uses no IPv6.
ip netns exec http-redirect.web-1 sysctl -qew net.ipv6.conf.all.disable_ipv6=1
# The same for interfaces that are created later.
ip netns exec http-redirect.web-1 sysctl -qew net.ipv6.conf.default.disable_ipv6=1
# Set the loopback interface up.
ip -n http-redirect.web-1 link set lo up
# A node forwards packets only if the lab enables it.
ip netns exec http-redirect.web-2 sysctl -qw net.ipv4.ip_forward=0
# The reverse path filter is off unless the lab enables it.
ip netns exec http-redirect.web-2 sysctl -qw net.ipv4.conf.all.rp_filter=0
# The same for interfaces that are created later.
ip netns exec http-redirect.web-2 sysctl -qw net.ipv4.conf.default.rp_filter=0
# iptables does not filter bridged frames.
ip netns exec http-redirect.web-2 sysctl -qew net.bridge.bridge-nf-call-iptables=0
# ip6tables does not filter bridged frames.
ip netns exec http-redirect.web-2 sysctl -qew net.bridge.bridge-nf-call-ip6tables=0
# The lab uses no IPv6.
ip netns exec http-redirect.web-2 sysctl -qew net.ipv6.conf.all.disable_ipv6=1
# The same for interfaces that are created later.
ip netns exec http-redirect.web-2 sysctl -qew net.ipv6.conf.default.disable_ipv6=1
# Set the loopback interface up.
ip -n http-redirect.web-2 link set lo up
# A node forwards packets only if the lab enables it.
ip netns exec http-redirect.web-3 sysctl -qw net.ipv4.ip_forward=0
# The reverse path filter is off unless the lab enables it.
ip netns exec http-redirect.web-3 sysctl -qw net.ipv4.conf.all.rp_filter=0
# The same for interfaces that are created later.
ip netns exec http-redirect.web-3 sysctl -qw net.ipv4.conf.default.rp_filter=0
# iptables does not filter bridged frames.
ip netns exec http-redirect.web-3 sysctl -qew net.bridge.bridge-nf-call-iptables=0
# ip6tables does not filter bridged frames.
ip netns exec http-redirect.web-3 sysctl -qew net.bridge.bridge-nf-call-ip6tables=0
# The lab uses no IPv6.
ip netns exec http-redirect.web-3 sysctl -qew net.ipv6.conf.all.disable_ipv6=1
# The same for interfaces that are created later.
ip netns exec http-redirect.web-3 sysctl -qew net.ipv6.conf.default.disable_ipv6=1
# Set the loopback interface up.
ip -n http-redirect.web-3 link set lo up
# A node forwards packets only if the lab enables it.
ip netns exec http-redirect.servers sysctl -qw net.ipv4.ip_forward=0
# The reverse path filter is off unless the lab enables it.
ip netns exec http-redirect.servers sysctl -qw net.ipv4.conf.all.rp_filter=0
# The same for interfaces that are created later.
ip netns exec http-redirect.servers sysctl -qw net.ipv4.conf.default.rp_filter=0
# iptables does not filter bridged frames.
ip netns exec http-redirect.servers sysctl -qew net.bridge.bridge-nf-call-iptables=0
# ip6tables does not filter bridged frames.
ip netns exec http-redirect.servers sysctl -qew net.bridge.bridge-nf-call-ip6tables=0
# The lab uses no IPv6.
ip netns exec http-redirect.servers sysctl -qew net.ipv6.conf.all.disable_ipv6=1
# The same for interfaces that are created later.
ip netns exec http-redirect.servers sysctl -qew net.ipv6.conf.default.disable_ipv6=1
# Set the loopback interface up.
ip -n http-redirect.servers link set lo up
# servers is a switch between router, web-1, web-2, web-3.
ip -n http-redirect.servers link add br0 up type bridge stp_state 0 mcast_snooping 0
# A cable: eth0 of router and eth0 of client.
ip -n http-redirect.router link add eth0 up type veth peer name eth0 netns http-redirect.client
# A cable: eth1 of router and eth0 of balancer.
ip -n http-redirect.router link add eth1 up type veth peer name eth0 netns http-redirect.balancer
# router's eth2 is plugged into servers.
ip -n http-redirect.servers link add router up master br0 type veth peer name eth2 netns http-redirect.router
# web-1's eth0 is plugged into servers.
ip -n http-redirect.servers link add web-1 up master br0 type veth peer name eth0 netns http-redirect.web-1
# web-2's eth0 is plugged into servers.
ip -n http-redirect.servers link add web-2 up master br0 type veth peer name eth0 netns http-redirect.web-2
# web-3's eth0 is plugged into servers.
ip -n http-redirect.servers link add web-3 up master br0 type veth peer name eth0 netns http-redirect.web-3
# Set eth0 of client up.
ip -n http-redirect.client link set eth0 up
# Set eth2 of router up.
ip -n http-redirect.router link set eth2 up
# Set eth0 of balancer up.
ip -n http-redirect.balancer link set eth0 up
# Set eth0 of web-1 up.
ip -n http-redirect.web-1 link set eth0 up
# Set eth0 of web-2 up.
ip -n http-redirect.web-2 link set eth0 up
# Set eth0 of web-3 up.
ip -n http-redirect.web-3 link set eth0 up
# client has the address 198.51.100.10 on eth0.
ip -n http-redirect.client addr add 198.51.100.10/24 dev eth0
# router has the address 198.51.100.1 on eth0.
ip -n http-redirect.router addr add 198.51.100.1/24 dev eth0
# router has the address 192.0.2.1 on eth1.
ip -n http-redirect.router addr add 192.0.2.1/24 dev eth1
# router has the address 203.0.113.1 on eth2.
ip -n http-redirect.router addr add 203.0.113.1/24 dev eth2
# balancer has the address 192.0.2.80 on eth0.
ip -n http-redirect.balancer addr add 192.0.2.80/24 dev eth0
# web-1 has the address 203.0.113.11 on eth0.
ip -n http-redirect.web-1 addr add 203.0.113.11/24 dev eth0
# web-2 has the address 203.0.113.12 on eth0.
ip -n http-redirect.web-2 addr add 203.0.113.12/24 dev eth0
# web-3 has the address 203.0.113.13 on eth0.
ip -n http-redirect.web-3 addr add 203.0.113.13/24 dev eth0
# router forwards IPv4 packets: it is a router.
ip netns exec http-redirect.router sysctl -qw net.ipv4.ip_forward=1
# client reaches destinations without a more specific route through router (198.51.100.1).
ip -n http-redirect.client route add default via 198.51.100.1
# balancer reaches destinations without a more specific route through router (192.0.2.1).
ip -n http-redirect.balancer route add default via 192.0.2.1
# web-1 reaches destinations without a more specific route through router (203.0.113.1).
ip -n http-redirect.web-1 route add default via 203.0.113.1
# web-2 reaches destinations without a more specific route through router (203.0.113.1).
ip -n http-redirect.web-2 route add default via 203.0.113.1
# web-3 reaches destinations without a more specific route through router (203.0.113.1).
ip -n http-redirect.web-3 route add default via 203.0.113.1
# balancer has its own files, and this process holds their mounts.
mkdir -p /run/netlab/http-redirect/log /run/netlab/http-redirect/pid
ip netns exec http-redirect.balancer unshare --mount sh /run/netlab/http-redirect/node/balancer/mounts > /run/netlab/http-redirect/log/balancer.mounts 2>&1 < /dev/null & echo $! > /run/netlab/http-redirect/pid/balancer.mounts
timeout 10 sh -c 'until grep -qs "^$0" "$1"; do sleep 0.05; done' mounted /run/netlab/http-redirect/log/balancer.mounts
# Check the configuration of nginx on balancer before it starts.
nsenter --target "$(cat /run/netlab/http-redirect/pid/balancer.mounts)" --mount --net nginx -t -e stderr -g 'daemon off; user root; pid /run/nginx/nginx.pid;' -c /etc/nginx/nginx.conf
# web-1 answers on 80/http with its name and the peer's address.
mkdir -p /run/netlab/http-redirect/log /run/netlab/http-redirect/pid
ip netns exec http-redirect.web-1 python3 -IS /run/netlab/http-redirect/program/serve.py --name web-1 80/http > /run/netlab/http-redirect/log/web-1.serve 2>&1 < /dev/null & echo $! > /run/netlab/http-redirect/pid/web-1.serve
timeout 10 sh -c 'until grep -qs "^$0" "$1"; do sleep 0.05; done' serving /run/netlab/http-redirect/log/web-1.serve
# web-2 answers on 80/http with its name and the peer's address.
mkdir -p /run/netlab/http-redirect/log /run/netlab/http-redirect/pid
ip netns exec http-redirect.web-2 python3 -IS /run/netlab/http-redirect/program/serve.py --name web-2 80/http > /run/netlab/http-redirect/log/web-2.serve 2>&1 < /dev/null & echo $! > /run/netlab/http-redirect/pid/web-2.serve
timeout 10 sh -c 'until grep -qs "^$0" "$1"; do sleep 0.05; done' serving /run/netlab/http-redirect/log/web-2.serve
# web-3 answers on 80/http with its name and the peer's address.
mkdir -p /run/netlab/http-redirect/log /run/netlab/http-redirect/pid
ip netns exec http-redirect.web-3 python3 -IS /run/netlab/http-redirect/program/serve.py --name web-3 80/http > /run/netlab/http-redirect/log/web-3.serve 2>&1 < /dev/null & echo $! > /run/netlab/http-redirect/pid/web-3.serve
timeout 10 sh -c 'until grep -qs "^$0" "$1"; do sleep 0.05; done' serving /run/netlab/http-redirect/log/web-3.serve
# nginx runs on balancer, with the configuration of the lab.
mkdir -p /run/netlab/http-redirect/log /run/netlab/http-redirect/pid
nsenter --target "$(cat /run/netlab/http-redirect/pid/balancer.mounts)" --mount --net nginx -e stderr -g 'daemon off; user root; pid /run/nginx/nginx.pid;' -c /etc/nginx/nginx.conf > /run/netlab/http-redirect/log/balancer.nginx 2>&1 < /dev/null & echo $! > /run/netlab/http-redirect/pid/balancer.nginx
timeout 10 sh -c 'until nsenter --target "$(cat /run/netlab/http-redirect/pid/balancer.mounts)" --mount --net python3 -IS /run/netlab/http-redirect/program/socket-answers.py /run/nginx/nginx.pid >/dev/null 2>&1; do sleep 0.05; done'
