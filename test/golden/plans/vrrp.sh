#!/bin/sh
# Builds the lab vrrp, as root. netlab plan --format sh --down prints the script that removes it.
set -eu
umask 022
# client is a network namespace.
ip netns add vrrp.client
# router-1 is a network namespace.
ip netns add vrrp.router-1
# router-2 is a network namespace.
ip netns add vrrp.router-2
# lan is a switch: a namespace that holds a bridge.
ip netns add vrrp.lan
# The server of every node with serve.
mkdir -p /run/netlab/vrrp/program
printf %s '... src/programs/serve.py ...
' > /run/netlab/vrrp/program/serve.py
# The program that asks whether keepalived answers.
mkdir -p /run/netlab/vrrp/program
printf %s '... src/programs/keepalived-answers.py ...
' > /run/netlab/vrrp/program/keepalived-answers.py
# Node names resolve inside client.
mkdir -p /etc/netns/vrrp.client
printf %s '127.0.0.1 localhost
127.0.0.1 client
192.0.2.1 router-1
192.0.2.2 router-2
' > /etc/netns/vrrp.client/hosts
# Node names resolve inside router-1.
mkdir -p /etc/netns/vrrp.router-1
printf %s '127.0.0.1 localhost
127.0.0.1 router-1
192.0.2.10 client
192.0.2.2 router-2
' > /etc/netns/vrrp.router-1/hosts
# Daemons of router-1 can also resolve node names.
mkdir -p /run/netlab/vrrp/node/router-1/upper/etc
printf %s '127.0.0.1 localhost
127.0.0.1 router-1
192.0.2.10 client
192.0.2.2 router-2
' > /run/netlab/vrrp/node/router-1/upper/etc/hosts
# The script that creates the mounts of router-1.
mkdir -p /run/netlab/vrrp/node/router-1
printf %s 'set -eu
mkdir -p /run/netlab/vrrp/node/router-1/upper/etc /run/netlab/vrrp/node/router-1/work/etc
mount -t overlay overlay -o lowerdir=/etc,upperdir=/run/netlab/vrrp/node/router-1/upper/etc,workdir=/run/netlab/vrrp/node/router-1/work/etc /etc
mkdir -p /run/netlab/vrrp/node/router-1/upper/run /run/netlab/vrrp/node/router-1/work/run /run/netlab/vrrp/node/router-1/upper/run/keepalived
mount -t overlay overlay -o lowerdir=/run,upperdir=/run/netlab/vrrp/node/router-1/upper/run,workdir=/run/netlab/vrrp/node/router-1/work/run /run
mount -t tmpfs -o mode=1777 tmpfs /run/keepalived
[ ! -d /run/netns ] || mount -t tmpfs -o mode=755 tmpfs /run/netns
echo mounted
exec sleep infinity
' > /run/netlab/vrrp/node/router-1/mounts
# This file is /etc/keepalived/keepalived.conf in router-1.
mkdir -p /run/netlab/vrrp/node/router-1/upper/etc/keepalived
printf %s 'vrrp_instance gateway {
  interface eth0
  virtual_router_id 51
  priority 150
  advert_int 1
  virtual_ipaddress {
    192.0.2.100/24
  }
}
' > /run/netlab/vrrp/node/router-1/upper/etc/keepalived/keepalived.conf
# Node names resolve inside router-2.
mkdir -p /etc/netns/vrrp.router-2
printf %s '127.0.0.1 localhost
127.0.0.1 router-2
192.0.2.10 client
192.0.2.1 router-1
' > /etc/netns/vrrp.router-2/hosts
# Daemons of router-2 can also resolve node names.
mkdir -p /run/netlab/vrrp/node/router-2/upper/etc
printf %s '127.0.0.1 localhost
127.0.0.1 router-2
192.0.2.10 client
192.0.2.1 router-1
' > /run/netlab/vrrp/node/router-2/upper/etc/hosts
# The script that creates the mounts of router-2.
mkdir -p /run/netlab/vrrp/node/router-2
printf %s 'set -eu
mkdir -p /run/netlab/vrrp/node/router-2/upper/etc /run/netlab/vrrp/node/router-2/work/etc
mount -t overlay overlay -o lowerdir=/etc,upperdir=/run/netlab/vrrp/node/router-2/upper/etc,workdir=/run/netlab/vrrp/node/router-2/work/etc /etc
mkdir -p /run/netlab/vrrp/node/router-2/upper/run /run/netlab/vrrp/node/router-2/work/run /run/netlab/vrrp/node/router-2/upper/run/keepalived
mount -t overlay overlay -o lowerdir=/run,upperdir=/run/netlab/vrrp/node/router-2/upper/run,workdir=/run/netlab/vrrp/node/router-2/work/run /run
mount -t tmpfs -o mode=1777 tmpfs /run/keepalived
[ ! -d /run/netns ] || mount -t tmpfs -o mode=755 tmpfs /run/netns
echo mounted
exec sleep infinity
' > /run/netlab/vrrp/node/router-2/mounts
# This file is /etc/keepalived/keepalived.conf in router-2.
mkdir -p /run/netlab/vrrp/node/router-2/upper/etc/keepalived
printf %s 'vrrp_instance gateway {
  interface eth0
  virtual_router_id 51
  priority 100
  advert_int 1
  virtual_ipaddress {
    192.0.2.100/24
  }
}
' > /run/netlab/vrrp/node/router-2/upper/etc/keepalived/keepalived.conf
# A node forwards packets only if the lab enables it.
ip netns exec vrrp.client sysctl -qw net.ipv4.ip_forward=0
# The reverse path filter is off unless the lab enables it.
ip netns exec vrrp.client sysctl -qw net.ipv4.conf.all.rp_filter=0
# The same for interfaces that are created later.
ip netns exec vrrp.client sysctl -qw net.ipv4.conf.default.rp_filter=0
# iptables does not filter bridged frames.
ip netns exec vrrp.client sysctl -qew net.bridge.bridge-nf-call-iptables=0
# ip6tables does not filter bridged frames.
ip netns exec vrrp.client sysctl -qew net.bridge.bridge-nf-call-ip6tables=0
# The lab uses no IPv6.
ip netns exec vrrp.client sysctl -qew net.ipv6.conf.all.disable_ipv6=1
# The same for interfaces that are created later.
ip netns exec vrrp.client sysctl -qew net.ipv6.conf.default.disable_ipv6=1
# Set the loopback interface up.
ip -n vrrp.client link set lo up
# A node forwards packets only if the lab enables it.
ip netns exec vrrp.router-1 sysctl -qw net.ipv4.ip_forward=0
# The reverse path filter is off unless the lab enables it.
ip netns exec vrrp.router-1 sysctl -qw net.ipv4.conf.all.rp_filter=0
# The same for interfaces that are created later.
ip netns exec vrrp.router-1 sysctl -qw net.ipv4.conf.default.rp_filter=0
# iptables does not filter bridged frames.
ip netns exec vrrp.router-1 sysctl -qew net.bridge.bridge-nf-call-iptables=0
# ip6tables does not filter bridged frames.
ip netns exec vrrp.router-1 sysctl -qew net.bridge.bridge-nf-call-ip6tables=0
# The lab uses no IPv6.
ip netns exec vrrp.router-1 sysctl -qew net.ipv6.conf.all.disable_ipv6=1
# The same for interfaces that are created later.
ip netns exec vrrp.router-1 sysctl -qew net.ipv6.conf.default.disable_ipv6=1
# Set the loopback interface up.
ip -n vrrp.router-1 link set lo up
# A node forwards packets only if the lab enables it.
ip netns exec vrrp.router-2 sysctl -qw net.ipv4.ip_forward=0
# The reverse path filter is off unless the lab enables it.
ip netns exec vrrp.router-2 sysctl -qw net.ipv4.conf.all.rp_filter=0
# The same for interfaces that are created later.
ip netns exec vrrp.router-2 sysctl -qw net.ipv4.conf.default.rp_filter=0
# iptables does not filter bridged frames.
ip netns exec vrrp.router-2 sysctl -qew net.bridge.bridge-nf-call-iptables=0
# ip6tables does not filter bridged frames.
ip netns exec vrrp.router-2 sysctl -qew net.bridge.bridge-nf-call-ip6tables=0
# The lab uses no IPv6.
ip netns exec vrrp.router-2 sysctl -qew net.ipv6.conf.all.disable_ipv6=1
# The same for interfaces that are created later.
ip netns exec vrrp.router-2 sysctl -qew net.ipv6.conf.default.disable_ipv6=1
# Set the loopback interface up.
ip -n vrrp.router-2 link set lo up
# A node forwards packets only if the lab enables it.
ip netns exec vrrp.lan sysctl -qw net.ipv4.ip_forward=0
# The reverse path filter is off unless the lab enables it.
ip netns exec vrrp.lan sysctl -qw net.ipv4.conf.all.rp_filter=0
# The same for interfaces that are created later.
ip netns exec vrrp.lan sysctl -qw net.ipv4.conf.default.rp_filter=0
# iptables does not filter bridged frames.
ip netns exec vrrp.lan sysctl -qew net.bridge.bridge-nf-call-iptables=0
# ip6tables does not filter bridged frames.
ip netns exec vrrp.lan sysctl -qew net.bridge.bridge-nf-call-ip6tables=0
# The lab uses no IPv6.
ip netns exec vrrp.lan sysctl -qew net.ipv6.conf.all.disable_ipv6=1
# The same for interfaces that are created later.
ip netns exec vrrp.lan sysctl -qew net.ipv6.conf.default.disable_ipv6=1
# Set the loopback interface up.
ip -n vrrp.lan link set lo up
# lan is a switch between client, router-1, router-2.
ip -n vrrp.lan link add br0 up type bridge stp_state 0 mcast_snooping 0
# client's eth0 is plugged into lan.
ip -n vrrp.lan link add client up master br0 type veth peer name eth0 netns vrrp.client
# router-1's eth0 is plugged into lan.
ip -n vrrp.lan link add router-1 up master br0 type veth peer name eth0 address 02:21:0b:0b:9c:c4 netns vrrp.router-1
# router-2's eth0 is plugged into lan.
ip -n vrrp.lan link add router-2 up master br0 type veth peer name eth0 address 02:39:ad:b1:68:bf netns vrrp.router-2
# Set eth0 of client up.
ip -n vrrp.client link set eth0 up
# Set eth0 of router-1 up.
ip -n vrrp.router-1 link set eth0 up
# Set eth0 of router-2 up.
ip -n vrrp.router-2 link set eth0 up
# client has the address 192.0.2.10 on eth0.
ip -n vrrp.client addr add 192.0.2.10/24 dev eth0
# router-1 has the address 192.0.2.1 on eth0.
ip -n vrrp.router-1 addr add 192.0.2.1/24 dev eth0
# router-2 has the address 192.0.2.2 on eth0.
ip -n vrrp.router-2 addr add 192.0.2.2/24 dev eth0
# router-1 has its own files, and this process holds their mounts.
mkdir -p /run/netlab/vrrp/log /run/netlab/vrrp/pid
ip netns exec vrrp.router-1 unshare --mount sh /run/netlab/vrrp/node/router-1/mounts > /run/netlab/vrrp/log/router-1.mounts 2>&1 < /dev/null & echo $! > /run/netlab/vrrp/pid/router-1.mounts
timeout 10 sh -c 'until grep -qs "^$0" "$1"; do sleep 0.05; done' mounted /run/netlab/vrrp/log/router-1.mounts
# router-2 has its own files, and this process holds their mounts.
mkdir -p /run/netlab/vrrp/log /run/netlab/vrrp/pid
ip netns exec vrrp.router-2 unshare --mount sh /run/netlab/vrrp/node/router-2/mounts > /run/netlab/vrrp/log/router-2.mounts 2>&1 < /dev/null & echo $! > /run/netlab/vrrp/pid/router-2.mounts
timeout 10 sh -c 'until grep -qs "^$0" "$1"; do sleep 0.05; done' mounted /run/netlab/vrrp/log/router-2.mounts
# router-1 answers on 9/udp with its name and the peer's address.
mkdir -p /run/netlab/vrrp/log /run/netlab/vrrp/pid
nsenter --target "$(cat /run/netlab/vrrp/pid/router-1.mounts)" --mount --net python3 -IS /run/netlab/vrrp/program/serve.py --name router-1 9/udp > /run/netlab/vrrp/log/router-1.serve 2>&1 < /dev/null & echo $! > /run/netlab/vrrp/pid/router-1.serve
timeout 10 sh -c 'until grep -qs "^$0" "$1"; do sleep 0.05; done' serving /run/netlab/vrrp/log/router-1.serve
# Check the configuration of keepalived on router-1 before it starts.
nsenter --target "$(cat /run/netlab/vrrp/pid/router-1.mounts)" --mount --net keepalived --config-test --use-file=/etc/keepalived/keepalived.conf
# router-2 answers on 9/udp with its name and the peer's address.
mkdir -p /run/netlab/vrrp/log /run/netlab/vrrp/pid
nsenter --target "$(cat /run/netlab/vrrp/pid/router-2.mounts)" --mount --net python3 -IS /run/netlab/vrrp/program/serve.py --name router-2 9/udp > /run/netlab/vrrp/log/router-2.serve 2>&1 < /dev/null & echo $! > /run/netlab/vrrp/pid/router-2.serve
timeout 10 sh -c 'until grep -qs "^$0" "$1"; do sleep 0.05; done' serving /run/netlab/vrrp/log/router-2.serve
# Check the configuration of keepalived on router-2 before it starts.
nsenter --target "$(cat /run/netlab/vrrp/pid/router-2.mounts)" --mount --net keepalived --config-test --use-file=/etc/keepalived/keepalived.conf
# keepalived runs on router-1, with the configuration of the lab.
mkdir -p /run/netlab/vrrp/log /run/netlab/vrrp/pid
nsenter --target "$(cat /run/netlab/vrrp/pid/router-1.mounts)" --mount --net keepalived --dont-fork --log-console --no-syslog --log-detail --vrrp --pid=/run/keepalived/keepalived.pid --vrrp_pid=/run/keepalived/vrrp.pid --checkers_pid=/run/keepalived/checkers.pid --use-file=/etc/keepalived/keepalived.conf > /run/netlab/vrrp/log/router-1.keepalived 2>&1 < /dev/null & echo $! > /run/netlab/vrrp/pid/router-1.keepalived
timeout 10 sh -c 'until nsenter --target "$(cat /run/netlab/vrrp/pid/router-1.mounts)" --mount --net python3 -IS /run/netlab/vrrp/program/keepalived-answers.py /run/keepalived vrrp >/dev/null 2>&1; do sleep 0.05; done'
# keepalived runs on router-2, with the configuration of the lab.
mkdir -p /run/netlab/vrrp/log /run/netlab/vrrp/pid
nsenter --target "$(cat /run/netlab/vrrp/pid/router-2.mounts)" --mount --net keepalived --dont-fork --log-console --no-syslog --log-detail --vrrp --pid=/run/keepalived/keepalived.pid --vrrp_pid=/run/keepalived/vrrp.pid --checkers_pid=/run/keepalived/checkers.pid --use-file=/etc/keepalived/keepalived.conf > /run/netlab/vrrp/log/router-2.keepalived 2>&1 < /dev/null & echo $! > /run/netlab/vrrp/pid/router-2.keepalived
timeout 10 sh -c 'until nsenter --target "$(cat /run/netlab/vrrp/pid/router-2.mounts)" --mount --net python3 -IS /run/netlab/vrrp/program/keepalived-answers.py /run/keepalived vrrp >/dev/null 2>&1; do sleep 0.05; done'
