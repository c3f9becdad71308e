#!/bin/sh
# Builds the lab service-invalid-reset, as root. netlab plan --format sh --down prints the script that removes it.
set -eu
umask 022
# node1 is a network namespace.
ip netns add service-invalid-reset.node1
# node2 is a network namespace.
ip netns add service-invalid-reset.node2
# router is a network namespace.
ip netns add service-invalid-reset.router
# client is a network namespace.
ip netns add service-invalid-reset.client
# web is a network namespace.
ip netns add service-invalid-reset.web
# shop is a network namespace.
ip netns add service-invalid-reset.shop
# careless is a network namespace.
ip netns add service-invalid-reset.careless
# liberal is a network namespace.
ip netns add service-invalid-reset.liberal
# buyer-1 is a network namespace.
ip netns add service-invalid-reset.buyer-1
# buyer-2 is a network namespace.
ip netns add service-invalid-reset.buyer-2
# underlay is a switch: a namespace that holds a bridge.
ip netns add service-invalid-reset.underlay
# front is a switch: a namespace that holds a bridge.
ip netns add service-invalid-reset.front
# back is a switch: a namespace that holds a bridge.
ip netns add service-invalid-reset.back
# Node names resolve inside node1.
mkdir -p /etc/netns/service-invalid-reset.node1
printf %s '127.0.0.1 localhost
127.0.0.1 node1
172.18.0.12 node2
172.18.0.1 router
10.244.1.2 client
10.244.2.2 web
198.51.100.10 shop
192.0.2.1 careless
192.0.2.2 liberal
192.0.2.11 buyer-1
192.0.2.12 buyer-2
' > /etc/netns/service-invalid-reset.node1/hosts
# Node names resolve inside node2.
mkdir -p /etc/netns/service-invalid-reset.node2
printf %s '127.0.0.1 localhost
127.0.0.1 node2
172.18.0.11 node1
172.18.0.1 router
10.244.1.2 client
10.244.2.2 web
198.51.100.10 shop
192.0.2.1 careless
192.0.2.2 liberal
192.0.2.11 buyer-1
192.0.2.12 buyer-2
' > /etc/netns/service-invalid-reset.node2/hosts
# Node names resolve inside router.
mkdir -p /etc/netns/service-invalid-reset.router
printf %s '127.0.0.1 localhost
127.0.0.1 router
172.18.0.11 node1
172.18.0.12 node2
10.244.1.2 client
10.244.2.2 web
198.51.100.10 shop
192.0.2.1 careless
192.0.2.2 liberal
192.0.2.11 buyer-1
192.0.2.12 buyer-2
' > /etc/netns/service-invalid-reset.router/hosts
# Node names resolve inside client.
mkdir -p /etc/netns/service-invalid-reset.client
printf %s '127.0.0.1 localhost
127.0.0.1 client
172.18.0.11 node1
172.18.0.12 node2
172.18.0.1 router
10.244.2.2 web
198.51.100.10 shop
192.0.2.1 careless
192.0.2.2 liberal
192.0.2.11 buyer-1
192.0.2.12 buyer-2
' > /etc/netns/service-invalid-reset.client/hosts
# Daemons of client can also resolve node names.
mkdir -p /run/netlab/service-invalid-reset/node/client/upper/etc
printf %s '127.0.0.1 localhost
127.0.0.1 client
172.18.0.11 node1
172.18.0.12 node2
172.18.0.1 router
10.244.2.2 web
198.51.100.10 shop
192.0.2.1 careless
192.0.2.2 liberal
192.0.2.11 buyer-1
192.0.2.12 buyer-2
' > /run/netlab/service-invalid-reset/node/client/upper/etc/hosts
# The script that creates the mounts of client.
mkdir -p /run/netlab/service-invalid-reset/node/client
printf %s 'set -eu
mkdir -p /run/netlab/service-invalid-reset/node/client/upper/etc /run/netlab/service-invalid-reset/node/client/work/etc
mount -t overlay overlay -o lowerdir=/etc,upperdir=/run/netlab/service-invalid-reset/node/client/upper/etc,workdir=/run/netlab/service-invalid-reset/node/client/work/etc /etc
mkdir -p /run/netlab/service-invalid-reset/node/client/upper/opt /run/netlab/service-invalid-reset/node/client/work/opt
mount -t overlay overlay -o lowerdir=/opt,upperdir=/run/netlab/service-invalid-reset/node/client/upper/opt,workdir=/run/netlab/service-invalid-reset/node/client/work/opt /opt
[ ! -d /run/netns ] || mount -t tmpfs -o mode=755 tmpfs /run/netns
echo mounted
exec sleep infinity
' > /run/netlab/service-invalid-reset/node/client/mounts
# This file is /opt/talk.py in client.
mkdir -p /run/netlab/service-invalid-reset/node/client/upper/opt
printf %s '"""Exchanges ten words on one connection, and prints how many came back."""
import socket, sys
done = 0
try:
    with socket.create_connection((sys.argv[1], int(sys.argv[2])), timeout=5) as talk:
        for done in range(10):
            talk.sendall(b"word\n")
            if not talk.recv(100):
                sys.exit("closed after %d of 10 exchanges" % done)
except OSError as error:
    sys.exit("%s after %d of 10 exchanges" % (error.strerror or error, done))
print("%d of 10 exchanges" % (done + 1))
' > /run/netlab/service-invalid-reset/node/client/upper/opt/talk.py
# Node names resolve inside web.
mkdir -p /etc/netns/service-invalid-reset.web
printf %s '127.0.0.1 localhost
127.0.0.1 web
172.18.0.11 node1
172.18.0.12 node2
172.18.0.1 router
10.244.1.2 client
198.51.100.10 shop
192.0.2.1 careless
192.0.2.2 liberal
192.0.2.11 buyer-1
192.0.2.12 buyer-2
' > /etc/netns/service-invalid-reset.web/hosts
# Daemons of web can also resolve node names.
mkdir -p /run/netlab/service-invalid-reset/node/web/upper/etc
printf %s '127.0.0.1 localhost
127.0.0.1 web
172.18.0.11 node1
172.18.0.12 node2
172.18.0.1 router
10.244.1.2 client
198.51.100.10 shop
192.0.2.1 careless
192.0.2.2 liberal
192.0.2.11 buyer-1
192.0.2.12 buyer-2
' > /run/netlab/service-invalid-reset/node/web/upper/etc/hosts
# The script that creates the mounts of web.
mkdir -p /run/netlab/service-invalid-reset/node/web
printf %s 'set -eu
mkdir -p /run/netlab/service-invalid-reset/node/web/upper/etc /run/netlab/service-invalid-reset/node/web/work/etc
mount -t overlay overlay -o lowerdir=/etc,upperdir=/run/netlab/service-invalid-reset/node/web/upper/etc,workdir=/run/netlab/service-invalid-reset/node/web/work/etc /etc
mkdir -p /run/netlab/service-invalid-reset/node/web/upper/opt /run/netlab/service-invalid-reset/node/web/work/opt
mount -t overlay overlay -o lowerdir=/opt,upperdir=/run/netlab/service-invalid-reset/node/web/upper/opt,workdir=/run/netlab/service-invalid-reset/node/web/work/opt /opt
[ ! -d /run/netns ] || mount -t tmpfs -o mode=755 tmpfs /run/netns
echo mounted
exec sleep infinity
' > /run/netlab/service-invalid-reset/node/web/mounts
# This file is /opt/stray.py in web.
mkdir -p /run/netlab/service-invalid-reset/node/web/upper/opt
printf %s '"""Repeats words. After the third one it sends a segment far outside the window, as a late copy of a packet would be."""
import socket, struct, threading

REPAIR, QUEUE, SEQUENCE, OFF = 19, 20, 21, -1  # linux/tcp.h: only the kernel has the sequence numbers
RECEIVE, SEND = 1, 2

def numbers(talk):
    talk.setsockopt(socket.IPPROTO_TCP, REPAIR, 1)
    found = []
    for queue in (SEND, RECEIVE):
        talk.setsockopt(socket.IPPROTO_TCP, QUEUE, queue)
        found.append(talk.getsockopt(socket.IPPROTO_TCP, SEQUENCE) & 0xFFFFFFFF)
    talk.setsockopt(socket.IPPROTO_TCP, REPAIR, OFF)
    return found

def checksum(data):
    total = sum(struct.unpack("!%dH" % (len(data) // 2), data))
    while total >> 16:
        total = (total & 0xFFFF) + (total >> 16)
    return ~total & 0xFFFF

def send_stray(talk):
    (own, own_port), (peer, peer_port) = talk.getsockname(), talk.getpeername()
    sent, received = numbers(talk)
    fields = [own_port, peer_port, (sent + 10_000_000) & 0xFFFFFFFF, received, 5 << 4, 0x18, 512]
    ends = socket.inet_aton(own) + socket.inet_aton(peer)
    segment = struct.pack("!HHIIBBHHH", *fields, 0, 0) + b"late"
    right = checksum(ends + struct.pack("!BBH", 0, 6, len(segment)) + segment)
    raw = socket.socket(socket.AF_INET, socket.SOCK_RAW, socket.IPPROTO_TCP)
    raw.bind((own, 0))
    raw.sendto(segment[:16] + struct.pack("!H", right) + segment[18:], (peer, 0))

def answer(talk, peer):
    try:
        for count in range(1, 100):
            word = talk.recv(100)
            if not word:
                return
            if count == 3:
                send_stray(talk)
            talk.sendall(word)
    except OSError as error:
        print("%s: %s" % (peer, error.strerror), flush=True)

server = socket.create_server(("", 8080))
print("listening", flush=True)
while True:
    talk, (peer, _) = server.accept()
    threading.Thread(target=answer, args=(talk, peer), daemon=True).start()
' > /run/netlab/service-invalid-reset/node/web/upper/opt/stray.py
# Node names resolve inside shop.
mkdir -p /etc/netns/service-invalid-reset.shop
printf %s '127.0.0.1 localhost
127.0.0.1 shop
172.18.0.11 node1
172.18.0.12 node2
172.18.0.1 router
10.244.1.2 client
10.244.2.2 web
192.0.2.1 careless
192.0.2.2 liberal
192.0.2.11 buyer-1
192.0.2.12 buyer-2
' > /etc/netns/service-invalid-reset.shop/hosts
# Daemons of shop can also resolve node names.
mkdir -p /run/netlab/service-invalid-reset/node/shop/upper/etc
printf %s '127.0.0.1 localhost
127.0.0.1 shop
172.18.0.11 node1
172.18.0.12 node2
172.18.0.1 router
10.244.1.2 client
10.244.2.2 web
192.0.2.1 careless
192.0.2.2 liberal
192.0.2.11 buyer-1
192.0.2.12 buyer-2
' > /run/netlab/service-invalid-reset/node/shop/upper/etc/hosts
# The script that creates the mounts of shop.
mkdir -p /run/netlab/service-invalid-reset/node/shop
printf %s 'set -eu
mkdir -p /run/netlab/service-invalid-reset/node/shop/upper/etc /run/netlab/service-invalid-reset/node/shop/work/etc
mount -t overlay overlay -o lowerdir=/etc,upperdir=/run/netlab/service-invalid-reset/node/shop/upper/etc,workdir=/run/netlab/service-invalid-reset/node/shop/work/etc /etc
mkdir -p /run/netlab/service-invalid-reset/node/shop/upper/opt /run/netlab/service-invalid-reset/node/shop/work/opt
mount -t overlay overlay -o lowerdir=/opt,upperdir=/run/netlab/service-invalid-reset/node/shop/upper/opt,workdir=/run/netlab/service-invalid-reset/node/shop/work/opt /opt
[ ! -d /run/netns ] || mount -t tmpfs -o mode=755 tmpfs /run/netns
echo mounted
exec sleep infinity
' > /run/netlab/service-invalid-reset/node/shop/mounts
# This file is /opt/stray.py in shop.
mkdir -p /run/netlab/service-invalid-reset/node/shop/upper/opt
printf %s '"""Repeats words. After the third one it sends a segment far outside the window, as a late copy of a packet would be."""
import socket, struct, threading

REPAIR, QUEUE, SEQUENCE, OFF = 19, 20, 21, -1  # linux/tcp.h: only the kernel has the sequence numbers
RECEIVE, SEND = 1, 2

def numbers(talk):
    talk.setsockopt(socket.IPPROTO_TCP, REPAIR, 1)
    found = []
    for queue in (SEND, RECEIVE):
        talk.setsockopt(socket.IPPROTO_TCP, QUEUE, queue)
        found.append(talk.getsockopt(socket.IPPROTO_TCP, SEQUENCE) & 0xFFFFFFFF)
    talk.setsockopt(socket.IPPROTO_TCP, REPAIR, OFF)
    return found

def checksum(data):
    total = sum(struct.unpack("!%dH" % (len(data) // 2), data))
    while total >> 16:
        total = (total & 0xFFFF) + (total >> 16)
    return ~total & 0xFFFF

def send_stray(talk):
    (own, own_port), (peer, peer_port) = talk.getsockname(), talk.getpeername()
    sent, received = numbers(talk)
    fields = [own_port, peer_port, (sent + 10_000_000) & 0xFFFFFFFF, received, 5 << 4, 0x18, 512]
    ends = socket.inet_aton(own) + socket.inet_aton(peer)
    segment = struct.pack("!HHIIBBHHH", *fields, 0, 0) + b"late"
    right = checksum(ends + struct.pack("!BBH", 0, 6, len(segment)) + segment)
    raw = socket.socket(socket.AF_INET, socket.SOCK_RAW, socket.IPPROTO_TCP)
    raw.bind((own, 0))
    raw.sendto(segment[:16] + struct.pack("!H", right) + segment[18:], (peer, 0))

def answer(talk, peer):
    try:
        for count in range(1, 100):
            word = talk.recv(100)
            if not word:
                return
            if count == 3:
                send_stray(talk)
            talk.sendall(word)
    except OSError as error:
        print("%s: %s" % (peer, error.strerror), flush=True)

server = socket.create_server(("", 8080))
print("listening", flush=True)
while True:
    talk, (peer, _) = server.accept()
    threading.Thread(target=answer, args=(talk, peer), daemon=True).start()
' > /run/netlab/service-invalid-reset/node/shop/upper/opt/stray.py
# Node names resolve inside careless.
mkdir -p /etc/netns/service-invalid-reset.careless
printf %s '127.0.0.1 localhost
127.0.0.1 careless
172.18.0.11 node1
172.18.0.12 node2
172.18.0.1 router
10.244.1.2 client
10.244.2.2 web
198.51.100.10 shop
192.0.2.2 liberal
192.0.2.11 buyer-1
192.0.2.12 buyer-2
' > /etc/netns/service-invalid-reset.careless/hosts
# Node names resolve inside liberal.
mkdir -p /etc/netns/service-invalid-reset.liberal
printf %s '127.0.0.1 localhost
127.0.0.1 liberal
172.18.0.11 node1
172.18.0.12 node2
172.18.0.1 router
10.244.1.2 client
10.244.2.2 web
198.51.100.10 shop
192.0.2.1 careless
192.0.2.11 buyer-1
192.0.2.12 buyer-2
' > /etc/netns/service-invalid-reset.liberal/hosts
# Node names resolve inside buyer-1.
mkdir -p /etc/netns/service-invalid-reset.buyer-1
printf %s '127.0.0.1 localhost
127.0.0.1 buyer-1
172.18.0.11 node1
172.18.0.12 node2
172.18.0.1 router
10.244.1.2 client
10.244.2.2 web
198.51.100.10 shop
192.0.2.1 careless
192.0.2.2 liberal
192.0.2.12 buyer-2
' > /etc/netns/service-invalid-reset.buyer-1/hosts
# Daemons of buyer-1 can also resolve node names.
mkdir -p /run/netlab/service-invalid-reset/node/buyer-1/upper/etc
printf %s '127.0.0.1 localhost
127.0.0.1 buyer-1
172.18.0.11 node1
172.18.0.12 node2
172.18.0.1 router
10.244.1.2 client
10.244.2.2 web
198.51.100.10 shop
192.0.2.1 careless
192.0.2.2 liberal
192.0.2.12 buyer-2
' > /run/netlab/service-invalid-reset/node/buyer-1/upper/etc/hosts
# The script that creates the mounts of buyer-1.
mkdir -p /run/netlab/service-invalid-reset/node/buyer-1
printf %s 'set -eu
mkdir -p /run/netlab/service-invalid-reset/node/buyer-1/upper/etc /run/netlab/service-invalid-reset/node/buyer-1/work/etc
mount -t overlay overlay -o lowerdir=/etc,upperdir=/run/netlab/service-invalid-reset/node/buyer-1/upper/etc,workdir=/run/netlab/service-invalid-reset/node/buyer-1/work/etc /etc
mkdir -p /run/netlab/service-invalid-reset/node/buyer-1/upper/opt /run/netlab/service-invalid-reset/node/buyer-1/work/opt
mount -t overlay overlay -o lowerdir=/opt,upperdir=/run/netlab/service-invalid-reset/node/buyer-1/upper/opt,workdir=/run/netlab/service-invalid-reset/node/buyer-1/work/opt /opt
[ ! -d /run/netns ] || mount -t tmpfs -o mode=755 tmpfs /run/netns
echo mounted
exec sleep infinity
' > /run/netlab/service-invalid-reset/node/buyer-1/mounts
# This file is /opt/talk.py in buyer-1.
mkdir -p /run/netlab/service-invalid-reset/node/buyer-1/upper/opt
printf %s '"""Exchanges ten words on one connection, and prints how many came back."""
import socket, sys
done = 0
try:
    with socket.create_connection((sys.argv[1], int(sys.argv[2])), timeout=5) as talk:
        for done in range(10):
            talk.sendall(b"word\n")
            if not talk.recv(100):
                sys.exit("closed after %d of 10 exchanges" % done)
except OSError as error:
    sys.exit("%s after %d of 10 exchanges" % (error.strerror or error, done))
print("%d of 10 exchanges" % (done + 1))
' > /run/netlab/service-invalid-reset/node/buyer-1/upper/opt/talk.py
# Node names resolve inside buyer-2.
mkdir -p /etc/netns/service-invalid-reset.buyer-2
printf %s '127.0.0.1 localhost
127.0.0.1 buyer-2
172.18.0.11 node1
172.18.0.12 node2
172.18.0.1 router
10.244.1.2 client
10.244.2.2 web
198.51.100.10 shop
192.0.2.1 careless
192.0.2.2 liberal
192.0.2.11 buyer-1
' > /etc/netns/service-invalid-reset.buyer-2/hosts
# Daemons of buyer-2 can also resolve node names.
mkdir -p /run/netlab/service-invalid-reset/node/buyer-2/upper/etc
printf %s '127.0.0.1 localhost
127.0.0.1 buyer-2
172.18.0.11 node1
172.18.0.12 node2
172.18.0.1 router
10.244.1.2 client
10.244.2.2 web
198.51.100.10 shop
192.0.2.1 careless
192.0.2.2 liberal
192.0.2.11 buyer-1
' > /run/netlab/service-invalid-reset/node/buyer-2/upper/etc/hosts
# The script that creates the mounts of buyer-2.
mkdir -p /run/netlab/service-invalid-reset/node/buyer-2
printf %s 'set -eu
mkdir -p /run/netlab/service-invalid-reset/node/buyer-2/upper/etc /run/netlab/service-invalid-reset/node/buyer-2/work/etc
mount -t overlay overlay -o lowerdir=/etc,upperdir=/run/netlab/service-invalid-reset/node/buyer-2/upper/etc,workdir=/run/netlab/service-invalid-reset/node/buyer-2/work/etc /etc
mkdir -p /run/netlab/service-invalid-reset/node/buyer-2/upper/opt /run/netlab/service-invalid-reset/node/buyer-2/work/opt
mount -t overlay overlay -o lowerdir=/opt,upperdir=/run/netlab/service-invalid-reset/node/buyer-2/upper/opt,workdir=/run/netlab/service-invalid-reset/node/buyer-2/work/opt /opt
[ ! -d /run/netns ] || mount -t tmpfs -o mode=755 tmpfs /run/netns
echo mounted
exec sleep infinity
' > /run/netlab/service-invalid-reset/node/buyer-2/mounts
# This file is /opt/talk.py in buyer-2.
mkdir -p /run/netlab/service-invalid-reset/node/buyer-2/upper/opt
printf %s '"""Exchanges ten words on one connection, and prints how many came back."""
import socket, sys
done = 0
try:
    with socket.create_connection((sys.argv[1], int(sys.argv[2])), timeout=5) as talk:
        for done in range(10):
            talk.sendall(b"word\n")
            if not talk.recv(100):
                sys.exit("closed after %d of 10 exchanges" % done)
except OSError as error:
    sys.exit("%s after %d of 10 exchanges" % (error.strerror or error, done))
print("%d of 10 exchanges" % (done + 1))
' > /run/netlab/service-invalid-reset/node/buyer-2/upper/opt/talk.py
# A node forwards packets only if the lab enables it.
ip netns exec service-invalid-reset.node1 sysctl -qw net.ipv4.ip_forward=0
# The reverse path filter is off unless the lab enables it.
ip netns exec service-invalid-reset.node1 sysctl -qw net.ipv4.conf.all.rp_filter=0
# The same for interfaces that are created later.
ip netns exec service-invalid-reset.node1 sysctl -qw net.ipv4.conf.default.rp_filter=0
# iptables does not filter bridged frames.
ip netns exec service-invalid-reset.node1 sysctl -qew net.bridge.bridge-nf-call-iptables=0
# ip6tables does not filter bridged frames.
ip netns exec service-invalid-reset.node1 sysctl -qew net.bridge.bridge-nf-call-ip6tables=0
# The lab uses no IPv6.
ip netns exec service-invalid-reset.node1 sysctl -qew net.ipv6.conf.all.disable_ipv6=1
# The same for interfaces that are created later.
ip netns exec service-invalid-reset.node1 sysctl -qew net.ipv6.conf.default.disable_ipv6=1
# Set the loopback interface up.
ip -n service-invalid-reset.node1 link set lo up
# A node forwards packets only if the lab enables it.
ip netns exec service-invalid-reset.node2 sysctl -qw net.ipv4.ip_forward=0
# The reverse path filter is off unless the lab enables it.
ip netns exec service-invalid-reset.node2 sysctl -qw net.ipv4.conf.all.rp_filter=0
# The same for interfaces that are created later.
ip netns exec service-invalid-reset.node2 sysctl -qw net.ipv4.conf.default.rp_filter=0
# iptables does not filter bridged frames.
ip netns exec service-invalid-reset.node2 sysctl -qew net.bridge.bridge-nf-call-iptables=0
# ip6tables does not filter bridged frames.
ip netns exec service-invalid-reset.node2 sysctl -qew net.bridge.bridge-nf-call-ip6tables=0
# The lab uses no IPv6.
ip netns exec service-invalid-reset.node2 sysctl -qew net.ipv6.conf.all.disable_ipv6=1
# The same for interfaces that are created later.
ip netns exec service-invalid-reset.node2 sysctl -qew net.ipv6.conf.default.disable_ipv6=1
# Set the loopback interface up.
ip -n service-invalid-reset.node2 link set lo up
# A node forwards packets only if the lab enables it.
ip netns exec service-invalid-reset.router sysctl -qw net.ipv4.ip_forward=0
# The reverse path filter is off unless the lab enables it.
ip netns exec service-invalid-reset.router sysctl -qw net.ipv4.conf.all.rp_filter=0
# The same for interfaces that are created later.
ip netns exec service-invalid-reset.router sysctl -qw net.ipv4.conf.default.rp_filter=0
# iptables does not filter bridged frames.
ip netns exec service-invalid-reset.router sysctl -qew net.bridge.bridge-nf-call-iptables=0
# ip6tables does not filter bridged frames.
ip netns exec service-invalid-reset.router sysctl -qew net.bridge.bridge-nf-call-ip6tables=0
# The lab uses no IPv6.
ip netns exec service-invalid-reset.router sysctl -qew net.ipv6.conf.all.disable_ipv6=1
# The same for interfaces that are created later.
ip netns exec service-invalid-reset.router sysctl -qew net.ipv6.conf.default.disable_ipv6=1
# Set the loopback interface up.
ip -n service-invalid-reset.router link set lo up
# A node forwards packets only if the lab enables it.
ip netns exec service-invalid-reset.client sysctl -qw net.ipv4.ip_forward=0
# The reverse path filter is off unless the lab enables it.
ip netns exec service-invalid-reset.client sysctl -qw net.ipv4.conf.all.rp_filter=0
# The same for interfaces that are created later.
ip netns exec service-invalid-reset.client sysctl -qw net.ipv4.conf.default.rp_filter=0
# iptables does not filter bridged frames.
ip netns exec service-invalid-reset.client sysctl -qew net.bridge.bridge-nf-call-iptables=0
# ip6tables does not filter bridged frames.
ip netns exec service-invalid-reset.client sysctl -qew net.bridge.bridge-nf-call-ip6tables=0
# The lab uses no IPv6.
ip netns exec service-invalid-reset.client sysctl -qew net.ipv6.conf.all.disable_ipv6=1
# The same for interfaces that are created later.
ip netns exec service-invalid-reset.client sysctl -qew net.ipv6.conf.default.disable_ipv6=1
# Set the loopback interface up.
ip -n service-invalid-reset.client link set lo up
# A node forwards packets only if the lab enables it.
ip netns exec service-invalid-reset.web sysctl -qw net.ipv4.ip_forward=0
# The reverse path filter is off unless the lab enables it.
ip netns exec service-invalid-reset.web sysctl -qw net.ipv4.conf.all.rp_filter=0
# The same for interfaces that are created later.
ip netns exec service-invalid-reset.web sysctl -qw net.ipv4.conf.default.rp_filter=0
# iptables does not filter bridged frames.
ip netns exec service-invalid-reset.web sysctl -qew net.bridge.bridge-nf-call-iptables=0
# ip6tables does not filter bridged frames.
ip netns exec service-invalid-reset.web sysctl -qew net.bridge.bridge-nf-call-ip6tables=0
# The lab uses no IPv6.
ip netns exec service-invalid-reset.web sysctl -qew net.ipv6.conf.all.disable_ipv6=1
# The same for interfaces that are created later.
ip netns exec service-invalid-reset.web sysctl -qew net.ipv6.conf.default.disable_ipv6=1
# Set the loopback interface up.
ip -n service-invalid-reset.web link set lo up
# A node forwards packets only if the lab enables it.
ip netns exec service-invalid-reset.shop sysctl -qw net.ipv4.ip_forward=0
# The reverse path filter is off unless the lab enables it.
ip netns exec service-invalid-reset.shop sysctl -qw net.ipv4.conf.all.rp_filter=0
# The same for interfaces that are created later.
ip netns exec service-invalid-reset.shop sysctl -qw net.ipv4.conf.default.rp_filter=0
# iptables does not filter bridged frames.
ip netns exec service-invalid-reset.shop sysctl -qew net.bridge.bridge-nf-call-iptables=0
# ip6tables does not filter bridged frames.
ip netns exec service-invalid-reset.shop sysctl -qew net.bridge.bridge-nf-call-ip6tables=0
# The lab uses no IPv6.
ip netns exec service-invalid-reset.shop sysctl -qew net.ipv6.conf.all.disable_ipv6=1
# The same for interfaces that are created later.
ip netns exec service-invalid-reset.shop sysctl -qew net.ipv6.conf.default.disable_ipv6=1
# Set the loopback interface up.
ip -n service-invalid-reset.shop link set lo up
# A node forwards packets only if the lab enables it.
ip netns exec service-invalid-reset.careless sysctl -qw net.ipv4.ip_forward=0
# The reverse path filter is off unless the lab enables it.
ip netns exec service-invalid-reset.careless sysctl -qw net.ipv4.conf.all.rp_filter=0
# The same for interfaces that are created later.
ip netns exec service-invalid-reset.careless sysctl -qw net.ipv4.conf.default.rp_filter=0
# iptables does not filter bridged frames.
ip netns exec service-invalid-reset.careless sysctl -qew net.bridge.bridge-nf-call-iptables=0
# ip6tables does not filter bridged frames.
ip netns exec service-invalid-reset.careless sysctl -qew net.bridge.bridge-nf-call-ip6tables=0
# The lab uses no IPv6.
ip netns exec service-invalid-reset.careless sysctl -qew net.ipv6.conf.all.disable_ipv6=1
# The same for interfaces that are created later.
ip netns exec service-invalid-reset.careless sysctl -qew net.ipv6.conf.default.disable_ipv6=1
# Set the loopback interface up.
ip -n service-invalid-reset.careless link set lo up
# A node forwards packets only if the lab enables it.
ip netns exec service-invalid-reset.liberal sysctl -qw net.ipv4.ip_forward=0
# The reverse path filter is off unless the lab enables it.
ip netns exec service-invalid-reset.liberal sysctl -qw net.ipv4.conf.all.rp_filter=0
# The same for interfaces that are created later.
ip netns exec service-invalid-reset.liberal sysctl -qw net.ipv4.conf.default.rp_filter=0
# iptables does not filter bridged frames.
ip netns exec service-invalid-reset.liberal sysctl -qew net.bridge.bridge-nf-call-iptables=0
# ip6tables does not filter bridged frames.
ip netns exec service-invalid-reset.liberal sysctl -qew net.bridge.bridge-nf-call-ip6tables=0
# The lab uses no IPv6.
ip netns exec service-invalid-reset.liberal sysctl -qew net.ipv6.conf.all.disable_ipv6=1
# The same for interfaces that are created later.
ip netns exec service-invalid-reset.liberal sysctl -qew net.ipv6.conf.default.disable_ipv6=1
# Set the loopback interface up.
ip -n service-invalid-reset.liberal link set lo up
# A node forwards packets only if the lab enables it.
ip netns exec service-invalid-reset.buyer-1 sysctl -qw net.ipv4.ip_forward=0
# The reverse path filter is off unless the lab enables it.
ip netns exec service-invalid-reset.buyer-1 sysctl -qw net.ipv4.conf.all.rp_filter=0
# The same for interfaces that are created later.
ip netns exec service-invalid-reset.buyer-1 sysctl -qw net.ipv4.conf.default.rp_filter=0
# iptables does not filter bridged frames.
ip netns exec service-invalid-reset.buyer-1 sysctl -qew net.bridge.bridge-nf-call-iptables=0
# ip6tables does not filter bridged frames.
ip netns exec service-invalid-reset.buyer-1 sysctl -qew net.bridge.bridge-nf-call-ip6tables=0
# The lab uses no IPv6.
ip netns exec service-invalid-reset.buyer-1 sysctl -qew net.ipv6.conf.all.disable_ipv6=1
# The same for interfaces that are created later.
ip netns exec service-invalid-reset.buyer-1 sysctl -qew net.ipv6.conf.default.disable_ipv6=1
# Set the loopback interface up.
ip -n service-invalid-reset.buyer-1 link set lo up
# A node forwards packets only if the lab enables it.
ip netns exec service-invalid-reset.buyer-2 sysctl -qw net.ipv4.ip_forward=0
# The reverse path filter is off unless the lab enables it.
ip netns exec service-invalid-reset.buyer-2 sysctl -qw net.ipv4.conf.all.rp_filter=0
# The same for interfaces that are created later.
ip netns exec service-invalid-reset.buyer-2 sysctl -qw net.ipv4.conf.default.rp_filter=0
# iptables does not filter bridged frames.
ip netns exec service-invalid-reset.buyer-2 sysctl -qew net.bridge.bridge-nf-call-iptables=0
# ip6tables does not filter bridged frames.
ip netns exec service-invalid-reset.buyer-2 sysctl -qew net.bridge.bridge-nf-call-ip6tables=0
# The lab uses no IPv6.
ip netns exec service-invalid-reset.buyer-2 sysctl -qew net.ipv6.conf.all.disable_ipv6=1
# The same for interfaces that are created later.
ip netns exec service-invalid-reset.buyer-2 sysctl -qew net.ipv6.conf.default.disable_ipv6=1
# Set the loopback interface up.
ip -n service-invalid-reset.buyer-2 link set lo up
# A node forwards packets only if the lab enables it.
ip netns exec service-invalid-reset.underlay sysctl -qw net.ipv4.ip_forward=0
# The reverse path filter is off unless the lab enables it.
ip netns exec service-invalid-reset.underlay sysctl -qw net.ipv4.conf.all.rp_filter=0
# The same for interfaces that are created later.
ip netns exec service-invalid-reset.underlay sysctl -qw net.ipv4.conf.default.rp_filter=0
# iptables does not filter bridged frames.
ip netns exec service-invalid-reset.underlay sysctl -qew net.bridge.bridge-nf-call-iptables=0
# ip6tables does not filter bridged frames.
ip netns exec service-invalid-reset.underlay sysctl -qew net.bridge.bridge-nf-call-ip6tables=0
# The lab uses no IPv6.
ip netns exec service-invalid-reset.underlay sysctl -qew net.ipv6.conf.all.disable_ipv6=1
# The same for interfaces that are created later.
ip netns exec service-invalid-reset.underlay sysctl -qew net.ipv6.conf.default.disable_ipv6=1
# Set the loopback interface up.
ip -n service-invalid-reset.underlay link set lo up
# A node forwards packets only if the lab enables it.
ip netns exec service-invalid-reset.front sysctl -qw net.ipv4.ip_forward=0
# The reverse path filter is off unless the lab enables it.
ip netns exec service-invalid-reset.front sysctl -qw net.ipv4.conf.all.rp_filter=0
# The same for interfaces that are created later.
ip netns exec service-invalid-reset.front sysctl -qw net.ipv4.conf.default.rp_filter=0
# iptables does not filter bridged frames.
ip netns exec service-invalid-reset.front sysctl -qew net.bridge.bridge-nf-call-iptables=0
# ip6tables does not filter bridged frames.
ip netns exec service-invalid-reset.front sysctl -qew net.bridge.bridge-nf-call-ip6tables=0
# The lab uses no IPv6.
ip netns exec service-invalid-reset.front sysctl -qew net.ipv6.conf.all.disable_ipv6=1
# The same for interfaces that are created later.
ip netns exec service-invalid-reset.front sysctl -qew net.ipv6.conf.default.disable_ipv6=1
# Set the loopback interface up.
ip -n service-invalid-reset.front link set lo up
# A node forwards packets only if the lab enables it.
ip netns exec service-invalid-reset.back sysctl -qw net.ipv4.ip_forward=0
# The reverse path filter is off unless the lab enables it.
ip netns exec service-invalid-reset.back sysctl -qw net.ipv4.conf.all.rp_filter=0
# The same for interfaces that are created later.
ip netns exec service-invalid-reset.back sysctl -qw net.ipv4.conf.default.rp_filter=0
# iptables does not filter bridged frames.
ip netns exec service-invalid-reset.back sysctl -qew net.bridge.bridge-nf-call-iptables=0
# ip6tables does not filter bridged frames.
ip netns exec service-invalid-reset.back sysctl -qew net.bridge.bridge-nf-call-ip6tables=0
# The lab uses no IPv6.
ip netns exec service-invalid-reset.back sysctl -qew net.ipv6.conf.all.disable_ipv6=1
# The same for interfaces that are created later.
ip netns exec service-invalid-reset.back sysctl -qew net.ipv6.conf.default.disable_ipv6=1
# Set the loopback interface up.
ip -n service-invalid-reset.back link set lo up
# cni0 connects the pods of node1 and is their gateway; its MTU leaves room for the encapsulation.
ip -n service-invalid-reset.node1 link add cni0 address 02:59:b2:18:19:48 mtu 1500 up type bridge stp_state 0 mcast_snooping 0
# cni0 connects the pods of node2 and is their gateway; its MTU leaves room for the encapsulation.
ip -n service-invalid-reset.node2 link add cni0 address 02:93:74:c6:1c:f7 mtu 1500 up type bridge stp_state 0 mcast_snooping 0
# underlay is a switch between node1, node2, router.
ip -n service-invalid-reset.underlay link add br0 up type bridge stp_state 0 mcast_snooping 0
# front is a switch between buyer-1, buyer-2, careless, liberal.
ip -n service-invalid-reset.front link add br0 up type bridge stp_state 0 mcast_snooping 0
# back is a switch between shop, careless, liberal.
ip -n service-invalid-reset.back link add br0 up type bridge stp_state 0 mcast_snooping 0
# The veth pair of client to cni0 of node1.
ip -n service-invalid-reset.node1 link add veth3070209f mtu 1500 up master cni0 type veth peer name eth0 mtu 1500 netns service-invalid-reset.client
# The veth pair of web to cni0 of node2.
ip -n service-invalid-reset.node2 link add veth2512d765 mtu 1500 up master cni0 type veth peer name eth0 mtu 1500 netns service-invalid-reset.web
# node1's eth0 is plugged into underlay.
ip -n service-invalid-reset.underlay link add node1 up master br0 type veth peer name eth0 netns service-invalid-reset.node1
# node2's eth0 is plugged into underlay.
ip -n service-invalid-reset.underlay link add node2 up master br0 type veth peer name eth0 netns service-invalid-reset.node2
# router's eth0 is plugged into underlay.
ip -n service-invalid-reset.underlay link add router up master br0 type veth peer name eth0 netns service-invalid-reset.router
# buyer-1's eth0 is plugged into front.
ip -n service-invalid-reset.front link add buyer-1 up master br0 type veth peer name eth0 netns service-invalid-reset.buyer-1
# buyer-2's eth0 is plugged into front.
ip -n service-invalid-reset.front link add buyer-2 up master br0 type veth peer name eth0 netns service-invalid-reset.buyer-2
# careless's eth0 is plugged into front.
ip -n service-invalid-reset.front link add careless up master br0 type veth peer name eth0 netns service-invalid-reset.careless
# liberal's eth0 is plugged into front.
ip -n service-invalid-reset.front link add liberal up master br0 type veth peer name eth0 netns service-invalid-reset.liberal
# shop's eth0 is plugged into back.
ip -n service-invalid-reset.back link add shop up master br0 type veth peer name eth0 netns service-invalid-reset.shop
# careless's eth1 is plugged into back.
ip -n service-invalid-reset.back link add careless up master br0 type veth peer name eth1 netns service-invalid-reset.careless
# liberal's eth1 is plugged into back.
ip -n service-invalid-reset.back link add liberal up master br0 type veth peer name eth1 netns service-invalid-reset.liberal
# Set eth0 of node1 up.
ip -n service-invalid-reset.node1 link set eth0 up
# Set eth0 of node2 up.
ip -n service-invalid-reset.node2 link set eth0 up
# Set eth0 of router up.
ip -n service-invalid-reset.router link set eth0 up
# Set eth0 of client up.
ip -n service-invalid-reset.client link set eth0 up
# Set eth0 of web up.
ip -n service-invalid-reset.web link set eth0 up
# Set eth0 of shop up.
ip -n service-invalid-reset.shop link set eth0 up
# Set eth0 of careless up.
ip -n service-invalid-reset.careless link set eth0 up
# Set eth1 of careless up.
ip -n service-invalid-reset.careless link set eth1 up
# Set eth0 of liberal up.
ip -n service-invalid-reset.liberal link set eth0 up
# Set eth1 of liberal up.
ip -n service-invalid-reset.liberal link set eth1 up
# Set eth0 of buyer-1 up.
ip -n service-invalid-reset.buyer-1 link set eth0 up
# Set eth0 of buyer-2 up.
ip -n service-invalid-reset.buyer-2 link set eth0 up
# cni0 may send a frame back out of veth3070209f, the port that it arrived on.
bridge -n service-invalid-reset.node1 link set dev veth3070209f hairpin on
# cni0 may send a frame back out of veth2512d765, the port that it arrived on.
bridge -n service-invalid-reset.node2 link set dev veth2512d765 hairpin on
# node1 has the address 172.18.0.11 on eth0.
ip -n service-invalid-reset.node1 addr add 172.18.0.11/24 dev eth0
# node1 has the address 10.244.1.1 on cni0.
ip -n service-invalid-reset.node1 addr add 10.244.1.1/24 brd + dev cni0
# node2 has the address 172.18.0.12 on eth0.
ip -n service-invalid-reset.node2 addr add 172.18.0.12/24 dev eth0
# node2 has the address 10.244.2.1 on cni0.
ip -n service-invalid-reset.node2 addr add 10.244.2.1/24 brd + dev cni0
# router has the address 172.18.0.1 on eth0.
ip -n service-invalid-reset.router addr add 172.18.0.1/24 dev eth0
# client has the address 10.244.1.2 on eth0.
ip -n service-invalid-reset.client addr add 10.244.1.2/24 brd + dev eth0
# web has the address 10.244.2.2 on eth0.
ip -n service-invalid-reset.web addr add 10.244.2.2/24 brd + dev eth0
# shop has the address 198.51.100.10 on eth0.
ip -n service-invalid-reset.shop addr add 198.51.100.10/24 dev eth0
# careless has the address 192.0.2.1 on eth0.
ip -n service-invalid-reset.careless addr add 192.0.2.1/24 dev eth0
# careless has the address 198.51.100.1 on eth1.
ip -n service-invalid-reset.careless addr add 198.51.100.1/24 dev eth1
# liberal has the address 192.0.2.2 on eth0.
ip -n service-invalid-reset.liberal addr add 192.0.2.2/24 dev eth0
# liberal has the address 198.51.100.2 on eth1.
ip -n service-invalid-reset.liberal addr add 198.51.100.2/24 dev eth1
# buyer-1 has the address 192.0.2.11 on eth0.
ip -n service-invalid-reset.buyer-1 addr add 192.0.2.11/24 dev eth0
# buyer-2 has the address 192.0.2.12 on eth0.
ip -n service-invalid-reset.buyer-2 addr add 192.0.2.12/24 dev eth0
# Node ports answer at 127.0.0.1, too.
ip netns exec service-invalid-reset.node1 sysctl -qw net.ipv4.conf.all.route_localnet=1
# node1 forwards IPv4 packets: it is a router.
ip netns exec service-invalid-reset.node1 sysctl -qw net.ipv4.ip_forward=1
# Packets between pods of node1 pass its iptables rules, although cni0 only bridges them.
ip netns exec service-invalid-reset.node1 sysctl -qw net.bridge.bridge-nf-call-iptables=1
# Node ports answer at 127.0.0.1, too.
ip netns exec service-invalid-reset.node2 sysctl -qw net.ipv4.conf.all.route_localnet=1
# node2 forwards IPv4 packets: it is a router.
ip netns exec service-invalid-reset.node2 sysctl -qw net.ipv4.ip_forward=1
# Packets between pods of node2 pass its iptables rules, although cni0 only bridges them.
ip netns exec service-invalid-reset.node2 sysctl -qw net.bridge.bridge-nf-call-iptables=1
# router forwards IPv4 packets: it is a router.
ip netns exec service-invalid-reset.router sysctl -qw net.ipv4.ip_forward=1
# careless forwards IPv4 packets: it is a router.
ip netns exec service-invalid-reset.careless sysctl -qw net.ipv4.ip_forward=1
# liberal forwards IPv4 packets: it is a router.
ip netns exec service-invalid-reset.liberal sysctl -qw net.ipv4.ip_forward=1
# Set net.netfilter.nf_conntrack_tcp_be_liberal in liberal.
ip netns exec service-invalid-reset.liberal sysctl -qw net.netfilter.nf_conntrack_tcp_be_liberal=1
# The default route of node1; without it, node1 itself could not connect to cluster IPs.
ip -n service-invalid-reset.node1 route add default via 172.18.0.1
# Reach pods of node2 through node2 itself (172.18.0.12).
ip -n service-invalid-reset.node1 route add 10.244.2.0/24 via 172.18.0.12 dev eth0
# The default route of node2; without it, node2 itself could not connect to cluster IPs.
ip -n service-invalid-reset.node2 route add default via 172.18.0.1
# Reach pods of node1 through node1 itself (172.18.0.11).
ip -n service-invalid-reset.node2 route add 10.244.1.0/24 via 172.18.0.11 dev eth0
# The default gateway of a pod is cni0 of node1.
ip -n service-invalid-reset.client route add default via 10.244.1.1
# flannel's route to the pods of all nodes.
ip -n service-invalid-reset.client route add 10.244.0.0/16 via 10.244.1.1
# The default gateway of a pod is cni0 of node2.
ip -n service-invalid-reset.web route add default via 10.244.2.1
# flannel's route to the pods of all nodes.
ip -n service-invalid-reset.web route add 10.244.0.0/16 via 10.244.2.1
# shop reaches 192.0.2.11/32 through careless (198.51.100.1).
ip -n service-invalid-reset.shop route add 192.0.2.11/32 via 198.51.100.1
# shop reaches 192.0.2.12/32 through liberal (198.51.100.2).
ip -n service-invalid-reset.shop route add 192.0.2.12/32 via 198.51.100.2
# buyer-1 reaches destinations without a more specific route through careless (192.0.2.1).
ip -n service-invalid-reset.buyer-1 route add default via 192.0.2.1
# buyer-2 reaches destinations without a more specific route through liberal (192.0.2.2).
ip -n service-invalid-reset.buyer-2 route add default via 192.0.2.2
# kube-proxy writes all rules again when this chain of mangle has gone.
ip netns exec service-invalid-reset.node1 iptables -t mangle -N KUBE-PROXY-CANARY
# kube-proxy writes all rules again when this chain of nat has gone.
ip netns exec service-invalid-reset.node1 iptables -t nat -N KUBE-PROXY-CANARY
# kube-proxy writes all rules again when this chain of filter has gone.
ip netns exec service-invalid-reset.node1 iptables -N KUBE-PROXY-CANARY
# Cluster IPs without endpoints.
ip netns exec service-invalid-reset.node1 iptables -N KUBE-SERVICES
# External addresses and node ports without endpoints.
ip netns exec service-invalid-reset.node1 iptables -N KUBE-EXTERNAL-SERVICES
# Forwarded packets of services.
ip netns exec service-invalid-reset.node1 iptables -N KUBE-FORWARD
# Health check node ports.
ip netns exec service-invalid-reset.node1 iptables -N KUBE-NODEPORTS
# Load balancers' addresses with source ranges.
ip netns exec service-invalid-reset.node1 iptables -N KUBE-PROXY-FIREWALL
# Packets from other hosts to 127.0.0.0/8.
ip netns exec service-invalid-reset.node1 iptables -N KUBE-FIREWALL
# One rule for each address of a service, then the node ports.
ip netns exec service-invalid-reset.node1 iptables -t nat -N KUBE-SERVICES
# One rule for each node port.
ip netns exec service-invalid-reset.node1 iptables -t nat -N KUBE-NODEPORTS
# Masquerades the packets with the mark of kube-proxy.
ip netns exec service-invalid-reset.node1 iptables -t nat -N KUBE-POSTROUTING
# Marks packets that need the node as their source.
ip netns exec service-invalid-reset.node1 iptables -t nat -N KUBE-MARK-MASQ
# Check new connections to external addresses.
ip netns exec service-invalid-reset.node1 iptables -I INPUT -m conntrack --ctstate NEW -m comment --comment 'kubernetes externally-visible service portals' -j KUBE-EXTERNAL-SERVICES
# Check new connections to external addresses.
ip netns exec service-invalid-reset.node1 iptables -I FORWARD -m conntrack --ctstate NEW -m comment --comment 'kubernetes externally-visible service portals' -j KUBE-EXTERNAL-SERVICES
# Accept health checks of load balancers.
ip netns exec service-invalid-reset.node1 iptables -I INPUT -m comment --comment 'kubernetes health check service ports' -j KUBE-NODEPORTS
# Check new connections to services.
ip netns exec service-invalid-reset.node1 iptables -I FORWARD -m conntrack --ctstate NEW -m comment --comment 'kubernetes service portals' -j KUBE-SERVICES
# Check new connections of the node itself.
ip netns exec service-invalid-reset.node1 iptables -I OUTPUT -m conntrack --ctstate NEW -m comment --comment 'kubernetes service portals' -j KUBE-SERVICES
# Accept packets of services.
ip netns exec service-invalid-reset.node1 iptables -I FORWARD -m comment --comment 'kubernetes forwarding rules' -j KUBE-FORWARD
# Check new connections to load balancers' addresses.
ip netns exec service-invalid-reset.node1 iptables -I INPUT -m conntrack --ctstate NEW -m comment --comment 'kubernetes load balancer firewall' -j KUBE-PROXY-FIREWALL
# Check new connections to load balancers' addresses.
ip netns exec service-invalid-reset.node1 iptables -I OUTPUT -m conntrack --ctstate NEW -m comment --comment 'kubernetes load balancer firewall' -j KUBE-PROXY-FIREWALL
# Check new connections to load balancers' addresses.
ip netns exec service-invalid-reset.node1 iptables -I FORWARD -m conntrack --ctstate NEW -m comment --comment 'kubernetes load balancer firewall' -j KUBE-PROXY-FIREWALL
# Check packets to 127.0.0.0/8.
ip netns exec service-invalid-reset.node1 iptables -I INPUT -j KUBE-FIREWALL
# Check packets to 127.0.0.0/8.
ip netns exec service-invalid-reset.node1 iptables -I OUTPUT -j KUBE-FIREWALL
# Services get the address of one of their pods.
ip netns exec service-invalid-reset.node1 iptables -t nat -I OUTPUT -m comment --comment 'kubernetes service portals' -j KUBE-SERVICES
# Services get the address of one of their pods.
ip netns exec service-invalid-reset.node1 iptables -t nat -I PREROUTING -m comment --comment 'kubernetes service portals' -j KUBE-SERVICES
# Marked packets get the node's address.
ip netns exec service-invalid-reset.node1 iptables -t nat -I POSTROUTING -m comment --comment 'kubernetes postrouting rules' -j KUBE-POSTROUTING
# With route_localnet, another host could otherwise reach 127.0.0.1 of the node (CVE-2020-8558).
ip netns exec service-invalid-reset.node1 iptables -A KUBE-FIREWALL -m comment --comment 'block incoming localnet connections' -d 127.0.0.0/8 ! -s 127.0.0.0/8 -m conntrack ! --ctstate RELATED,ESTABLISHED,DNAT -j DROP
# conntrack does not translate an invalid packet back, so the client would answer it with a reset.
ip netns exec service-invalid-reset.node1 iptables -A KUBE-FORWARD -m conntrack --ctstate INVALID -j DROP
# Accept packets to be masqueraded, even if the policy of FORWARD is DROP.
ip netns exec service-invalid-reset.node1 iptables -A KUBE-FORWARD -m comment --comment 'kubernetes forwarding rules' -m mark --mark 0x4000/0x4000 -j ACCEPT
# Accept the other packets of accepted connections.
ip netns exec service-invalid-reset.node1 iptables -A KUBE-FORWARD -m comment --comment 'kubernetes forwarding conntrack rule' -m conntrack --ctstate RELATED,ESTABLISHED -j ACCEPT
# Set bit 0x4000 of the mark.
ip netns exec service-invalid-reset.node1 iptables -t nat -A KUBE-MARK-MASQ -j MARK --or-mark 0x4000
# Packets without the mark keep their source.
ip netns exec service-invalid-reset.node1 iptables -t nat -A KUBE-POSTROUTING -m mark ! --mark 0x4000/0x4000 -j RETURN
# Clear the mark, so that an encapsulated packet is not masqueraded again.
ip netns exec service-invalid-reset.node1 iptables -t nat -A KUBE-POSTROUTING -j MARK --xor-mark 0x4000
# The source becomes the address of the outgoing interface.
ip netns exec service-invalid-reset.node1 iptables -t nat -A KUBE-POSTROUTING -m comment --comment 'kubernetes service traffic requiring SNAT' -j MASQUERADE --random-fully
# default/web: select one of all endpoints.
ip netns exec service-invalid-reset.node1 iptables -t nat -N KUBE-SVC-LOLE4ISW44XBNF3G
# default/web: the endpoint web.
ip netns exec service-invalid-reset.node1 iptables -t nat -N KUBE-SEP-5Q3P56IRA2PP7VYF
# Connections to 10.96.0.10:80 are for default/web.
ip netns exec service-invalid-reset.node1 iptables -t nat -A KUBE-SERVICES -m comment --comment 'default/web cluster IP' -m tcp -p tcp -d 10.96.0.10 --dport 80 -j KUBE-SVC-LOLE4ISW44XBNF3G
# Connections to any address of the node may be for a node port.
ip netns exec service-invalid-reset.node1 iptables -t nat -A KUBE-SERVICES -m comment --comment 'kubernetes service nodeports; NOTE: this must be the last rule in this chain' -m addrtype --dst-type LOCAL -j KUBE-NODEPORTS
# Masquerade connections to the cluster IP that are not from pods, so that the reply returns through this node.
ip netns exec service-invalid-reset.node1 iptables -t nat -A KUBE-SVC-LOLE4ISW44XBNF3G -m comment --comment 'default/web cluster IP' -m tcp -p tcp -d 10.96.0.10 --dport 80 ! -s 10.244.0.0/16 -j KUBE-MARK-MASQ
# All others go to web.
ip netns exec service-invalid-reset.node1 iptables -t nat -A KUBE-SVC-LOLE4ISW44XBNF3G -m comment --comment 'default/web -> 10.244.2.2:8080' -j KUBE-SEP-5Q3P56IRA2PP7VYF
# web reached itself: masquerade, or it would drop a packet from its own address.
ip netns exec service-invalid-reset.node1 iptables -t nat -A KUBE-SEP-5Q3P56IRA2PP7VYF -m comment --comment default/web -s 10.244.2.2 -j KUBE-MARK-MASQ
# The destination becomes web.
ip netns exec service-invalid-reset.node1 iptables -t nat -A KUBE-SEP-5Q3P56IRA2PP7VYF -m comment --comment default/web -m tcp -p tcp -j DNAT --to-destination 10.244.2.2:8080
# Create the chain FLANNEL-POSTRTG in the table nat.
ip netns exec service-invalid-reset.node1 iptables -t nat -N FLANNEL-POSTRTG
# The chain of flannel decides on source addresses.
ip netns exec service-invalid-reset.node1 iptables -t nat -A POSTROUTING -m comment --comment 'flanneld masq' -j FLANNEL-POSTRTG
# kube-proxy masquerades the packets that it marks.
ip netns exec service-invalid-reset.node1 iptables -t nat -A FLANNEL-POSTRTG -m mark --mark 0x4000/0x4000 -m comment --comment 'flanneld masq' -j RETURN
# Pods of this node keep their address towards other pods.
ip netns exec service-invalid-reset.node1 iptables -t nat -A FLANNEL-POSTRTG -s 10.244.1.0/24 -d 10.244.0.0/16 -m comment --comment 'flanneld masq' -j RETURN
# Other pods keep their address towards this node's pods.
ip netns exec service-invalid-reset.node1 iptables -t nat -A FLANNEL-POSTRTG -s 10.244.0.0/16 -d 10.244.1.0/24 -m comment --comment 'flanneld masq' -j RETURN
# Outside clients keep their address towards this node's pods.
ip netns exec service-invalid-reset.node1 iptables -t nat -A FLANNEL-POSTRTG ! -s 10.244.0.0/16 -d 10.244.1.0/24 -m comment --comment 'flanneld masq' -j RETURN
# Packets from pods to the outside get the node's address as their source.
ip netns exec service-invalid-reset.node1 iptables -t nat -A FLANNEL-POSTRTG -s 10.244.0.0/16 ! -d 224.0.0.0/4 -m comment --comment 'flanneld masq' -j MASQUERADE --random-fully
# Packets from outside to pods of other nodes get the node's address as their source.
ip netns exec service-invalid-reset.node1 iptables -t nat -A FLANNEL-POSTRTG ! -s 10.244.0.0/16 -d 10.244.0.0/16 -m comment --comment 'flanneld masq' -j MASQUERADE --random-fully
# Create the chain FLANNEL-FWD in the table filter.
ip netns exec service-invalid-reset.node1 iptables -N FLANNEL-FWD
# flannel accepts pod traffic even if the policy of FORWARD is DROP.
ip netns exec service-invalid-reset.node1 iptables -A FORWARD -m comment --comment 'flanneld forward' -j FLANNEL-FWD
# Accept packets from pods.
ip netns exec service-invalid-reset.node1 iptables -A FLANNEL-FWD -s 10.244.0.0/16 -m comment --comment 'flanneld forward' -j ACCEPT
# Accept packets to pods.
ip netns exec service-invalid-reset.node1 iptables -A FLANNEL-FWD -d 10.244.0.0/16 -m comment --comment 'flanneld forward' -j ACCEPT
# kube-proxy writes all rules again when this chain of mangle has gone.
ip netns exec service-invalid-reset.node2 iptables -t mangle -N KUBE-PROXY-CANARY
# kube-proxy writes all rules again when this chain of nat has gone.
ip netns exec service-invalid-reset.node2 iptables -t nat -N KUBE-PROXY-CANARY
# kube-proxy writes all rules again when this chain of filter has gone.
ip netns exec service-invalid-reset.node2 iptables -N KUBE-PROXY-CANARY
# Cluster IPs without endpoints.
ip netns exec service-invalid-reset.node2 iptables -N KUBE-SERVICES
# External addresses and node ports without endpoints.
ip netns exec service-invalid-reset.node2 iptables -N KUBE-EXTERNAL-SERVICES
# Forwarded packets of services.
ip netns exec service-invalid-reset.node2 iptables -N KUBE-FORWARD
# Health check node ports.
ip netns exec service-invalid-reset.node2 iptables -N KUBE-NODEPORTS
# Load balancers' addresses with source ranges.
ip netns exec service-invalid-reset.node2 iptables -N KUBE-PROXY-FIREWALL
# Packets from other hosts to 127.0.0.0/8.
ip netns exec service-invalid-reset.node2 iptables -N KUBE-FIREWALL
# One rule for each address of a service, then the node ports.
ip netns exec service-invalid-reset.node2 iptables -t nat -N KUBE-SERVICES
# One rule for each node port.
ip netns exec service-invalid-reset.node2 iptables -t nat -N KUBE-NODEPORTS
# Masquerades the packets with the mark of kube-proxy.
ip netns exec service-invalid-reset.node2 iptables -t nat -N KUBE-POSTROUTING
# Marks packets that need the node as their source.
ip netns exec service-invalid-reset.node2 iptables -t nat -N KUBE-MARK-MASQ
# Check new connections to external addresses.
ip netns exec service-invalid-reset.node2 iptables -I INPUT -m conntrack --ctstate NEW -m comment --comment 'kubernetes externally-visible service portals' -j KUBE-EXTERNAL-SERVICES
# Check new connections to external addresses.
ip netns exec service-invalid-reset.node2 iptables -I FORWARD -m conntrack --ctstate NEW -m comment --comment 'kubernetes externally-visible service portals' -j KUBE-EXTERNAL-SERVICES
# Accept health checks of load balancers.
ip netns exec service-invalid-reset.node2 iptables -I INPUT -m comment --comment 'kubernetes health check service ports' -j KUBE-NODEPORTS
# Check new connections to services.
ip netns exec service-invalid-reset.node2 iptables -I FORWARD -m conntrack --ctstate NEW -m comment --comment 'kubernetes service portals' -j KUBE-SERVICES
# Check new connections of the node itself.
ip netns exec service-invalid-reset.node2 iptables -I OUTPUT -m conntrack --ctstate NEW -m comment --comment 'kubernetes service portals' -j KUBE-SERVICES
# Accept packets of services.
ip netns exec service-invalid-reset.node2 iptables -I FORWARD -m comment --comment 'kubernetes forwarding rules' -j KUBE-FORWARD
# Check new connections to load balancers' addresses.
ip netns exec service-invalid-reset.node2 iptables -I INPUT -m conntrack --ctstate NEW -m comment --comment 'kubernetes load balancer firewall' -j KUBE-PROXY-FIREWALL
# Check new connections to load balancers' addresses.
ip netns exec service-invalid-reset.node2 iptables -I OUTPUT -m conntrack --ctstate NEW -m comment --comment 'kubernetes load balancer firewall' -j KUBE-PROXY-FIREWALL
# Check new connections to load balancers' addresses.
ip netns exec service-invalid-reset.node2 iptables -I FORWARD -m conntrack --ctstate NEW -m comment --comment 'kubernetes load balancer firewall' -j KUBE-PROXY-FIREWALL
# Check packets to 127.0.0.0/8.
ip netns exec service-invalid-reset.node2 iptables -I INPUT -j KUBE-FIREWALL
# Check packets to 127.0.0.0/8.
ip netns exec service-invalid-reset.node2 iptables -I OUTPUT -j KUBE-FIREWALL
# Services get the address of one of their pods.
ip netns exec service-invalid-reset.node2 iptables -t nat -I OUTPUT -m comment --comment 'kubernetes service portals' -j KUBE-SERVICES
# Services get the address of one of their pods.
ip netns exec service-invalid-reset.node2 iptables -t nat -I PREROUTING -m comment --comment 'kubernetes service portals' -j KUBE-SERVICES
# Marked packets get the node's address.
ip netns exec service-invalid-reset.node2 iptables -t nat -I POSTROUTING -m comment --comment 'kubernetes postrouting rules' -j KUBE-POSTROUTING
# With route_localnet, another host could otherwise reach 127.0.0.1 of the node (CVE-2020-8558).
ip netns exec service-invalid-reset.node2 iptables -A KUBE-FIREWALL -m comment --comment 'block incoming localnet connections' -d 127.0.0.0/8 ! -s 127.0.0.0/8 -m conntrack ! --ctstate RELATED,ESTABLISHED,DNAT -j DROP
# conntrack does not translate an invalid packet back, so the client would answer it with a reset.
ip netns exec service-invalid-reset.node2 iptables -A KUBE-FORWARD -m conntrack --ctstate INVALID -j DROP
# Accept packets to be masqueraded, even if the policy of FORWARD is DROP.
ip netns exec service-invalid-reset.node2 iptables -A KUBE-FORWARD -m comment --comment 'kubernetes forwarding rules' -m mark --mark 0x4000/0x4000 -j ACCEPT
# Accept the other packets of accepted connections.
ip netns exec service-invalid-reset.node2 iptables -A KUBE-FORWARD -m comment --comment 'kubernetes forwarding conntrack rule' -m conntrack --ctstate RELATED,ESTABLISHED -j ACCEPT
# Set bit 0x4000 of the mark.
ip netns exec service-invalid-reset.node2 iptables -t nat -A KUBE-MARK-MASQ -j MARK --or-mark 0x4000
# Packets without the mark keep their source.
ip netns exec service-invalid-reset.node2 iptables -t nat -A KUBE-POSTROUTING -m mark ! --mark 0x4000/0x4000 -j RETURN
# Clear the mark, so that an encapsulated packet is not masqueraded again.
ip netns exec service-invalid-reset.node2 iptables -t nat -A KUBE-POSTROUTING -j MARK --xor-mark 0x4000
# The source becomes the address of the outgoing interface.
ip netns exec service-invalid-reset.node2 iptables -t nat -A KUBE-POSTROUTING -m comment --comment 'kubernetes service traffic requiring SNAT' -j MASQUERADE --random-fully
# default/web: select one of all endpoints.
ip netns exec service-invalid-reset.node2 iptables -t nat -N KUBE-SVC-LOLE4ISW44XBNF3G
# default/web: the endpoint web.
ip netns exec service-invalid-reset.node2 iptables -t nat -N KUBE-SEP-5Q3P56IRA2PP7VYF
# Connections to 10.96.0.10:80 are for default/web.
ip netns exec service-invalid-reset.node2 iptables -t nat -A KUBE-SERVICES -m comment --comment 'default/web cluster IP' -m tcp -p tcp -d 10.96.0.10 --dport 80 -j KUBE-SVC-LOLE4ISW44XBNF3G
# Connections to any address of the node may be for a node port.
ip netns exec service-invalid-reset.node2 iptables -t nat -A KUBE-SERVICES -m comment --comment 'kubernetes service nodeports; NOTE: this must be the last rule in this chain' -m addrtype --dst-type LOCAL -j KUBE-NODEPORTS
# Masquerade connections to the cluster IP that are not from pods, so that the reply returns through this node.
ip netns exec service-invalid-reset.node2 iptables -t nat -A KUBE-SVC-LOLE4ISW44XBNF3G -m comment --comment 'default/web cluster IP' -m tcp -p tcp -d 10.96.0.10 --dport 80 ! -s 10.244.0.0/16 -j KUBE-MARK-MASQ
# All others go to web.
ip netns exec service-invalid-reset.node2 iptables -t nat -A KUBE-SVC-LOLE4ISW44XBNF3G -m comment --comment 'default/web -> 10.244.2.2:8080' -j KUBE-SEP-5Q3P56IRA2PP7VYF
# web reached itself: masquerade, or it would drop a packet from its own address.
ip netns exec service-invalid-reset.node2 iptables -t nat -A KUBE-SEP-5Q3P56IRA2PP7VYF -m comment --comment default/web -s 10.244.2.2 -j KUBE-MARK-MASQ
# The destination becomes web.
ip netns exec service-invalid-reset.node2 iptables -t nat -A KUBE-SEP-5Q3P56IRA2PP7VYF -m comment --comment default/web -m tcp -p tcp -j DNAT --to-destination 10.244.2.2:8080
# Create the chain FLANNEL-POSTRTG in the table nat.
ip netns exec service-invalid-reset.node2 iptables -t nat -N FLANNEL-POSTRTG
# The chain of flannel decides on source addresses.
ip netns exec service-invalid-reset.node2 iptables -t nat -A POSTROUTING -m comment --comment 'flanneld masq' -j FLANNEL-POSTRTG
# kube-proxy masquerades the packets that it marks.
ip netns exec service-invalid-reset.node2 iptables -t nat -A FLANNEL-POSTRTG -m mark --mark 0x4000/0x4000 -m comment --comment 'flanneld masq' -j RETURN
# Pods of this node keep their address towards other pods.
ip netns exec service-invalid-reset.node2 iptables -t nat -A FLANNEL-POSTRTG -s 10.244.2.0/24 -d 10.244.0.0/16 -m comment --comment 'flanneld masq' -j RETURN
# Other pods keep their address towards this node's pods.
ip netns exec service-invalid-reset.node2 iptables -t nat -A FLANNEL-POSTRTG -s 10.244.0.0/16 -d 10.244.2.0/24 -m comment --comment 'flanneld masq' -j RETURN
# Outside clients keep their address towards this node's pods.
ip netns exec service-invalid-reset.node2 iptables -t nat -A FLANNEL-POSTRTG ! -s 10.244.0.0/16 -d 10.244.2.0/24 -m comment --comment 'flanneld masq' -j RETURN
# Packets from pods to the outside get the node's address as their source.
ip netns exec service-invalid-reset.node2 iptables -t nat -A FLANNEL-POSTRTG -s 10.244.0.0/16 ! -d 224.0.0.0/4 -m comment --comment 'flanneld masq' -j MASQUERADE --random-fully
# Packets from outside to pods of other nodes get the node's address as their source.
ip netns exec service-invalid-reset.node2 iptables -t nat -A FLANNEL-POSTRTG ! -s 10.244.0.0/16 -d 10.244.0.0/16 -m comment --comment 'flanneld masq' -j MASQUERADE --random-fully
# Create the chain FLANNEL-FWD in the table filter.
ip netns exec service-invalid-reset.node2 iptables -N FLANNEL-FWD
# flannel accepts pod traffic even if the policy of FORWARD is DROP.
ip netns exec service-invalid-reset.node2 iptables -A FORWARD -m comment --comment 'flanneld forward' -j FLANNEL-FWD
# Accept packets from pods.
ip netns exec service-invalid-reset.node2 iptables -A FLANNEL-FWD -s 10.244.0.0/16 -m comment --comment 'flanneld forward' -j ACCEPT
# Accept packets to pods.
ip netns exec service-invalid-reset.node2 iptables -A FLANNEL-FWD -d 10.244.0.0/16 -m comment --comment 'flanneld forward' -j ACCEPT
# Matching packets get another destination address.
ip netns exec service-invalid-reset.careless iptables -t nat -A PREROUTING -d 203.0.113.80 -p tcp --dport 80 -j DNAT --to-destination 198.51.100.10:8080
# Matching packets get another destination address.
ip netns exec service-invalid-reset.liberal iptables -t nat -A PREROUTING -d 203.0.113.80 -p tcp --dport 80 -j DNAT --to-destination 198.51.100.10:8080
# client has its own files, and this process holds their mounts.
mkdir -p /run/netlab/service-invalid-reset/log /run/netlab/service-invalid-reset/pid
ip netns exec service-invalid-reset.client unshare --mount sh /run/netlab/service-invalid-reset/node/client/mounts > /run/netlab/service-invalid-reset/log/client.mounts 2>&1 < /dev/null & echo $! > /run/netlab/service-invalid-reset/pid/client.mounts
timeout 10 sh -c 'until grep -qs "^$0" "$1"; do sleep 0.05; done' mounted /run/netlab/service-invalid-reset/log/client.mounts
# web has its own files, and this process holds their mounts.
mkdir -p /run/netlab/service-invalid-reset/log /run/netlab/service-invalid-reset/pid
ip netns exec service-invalid-reset.web unshare --mount sh /run/netlab/service-invalid-reset/node/web/mounts > /run/netlab/service-invalid-reset/log/web.mounts 2>&1 < /dev/null & echo $! > /run/netlab/service-invalid-reset/pid/web.mounts
timeout 10 sh -c 'until grep -qs "^$0" "$1"; do sleep 0.05; done' mounted /run/netlab/service-invalid-reset/log/web.mounts
# shop has its own files, and this process holds their mounts.
mkdir -p /run/netlab/service-invalid-reset/log /run/netlab/service-invalid-reset/pid
ip netns exec service-invalid-reset.shop unshare --mount sh /run/netlab/service-invalid-reset/node/shop/mounts > /run/netlab/service-invalid-reset/log/shop.mounts 2>&1 < /dev/null & echo $! > /run/netlab/service-invalid-reset/pid/shop.mounts
timeout 10 sh -c 'until grep -qs "^$0" "$1"; do sleep 0.05; done' mounted /run/netlab/service-invalid-reset/log/shop.mounts
# buyer-1 has its own files, and this process holds their mounts.
mkdir -p /run/netlab/service-invalid-reset/log /run/netlab/service-invalid-reset/pid
ip netns exec service-invalid-reset.buyer-1 unshare --mount sh /run/netlab/service-invalid-reset/node/buyer-1/mounts > /run/netlab/service-invalid-reset/log/buyer-1.mounts 2>&1 < /dev/null & echo $! > /run/netlab/service-invalid-reset/pid/buyer-1.mounts
timeout 10 sh -c 'until grep -qs "^$0" "$1"; do sleep 0.05; done' mounted /run/netlab/service-invalid-reset/log/buyer-1.mounts
# buyer-2 has its own files, and this process holds their mounts.
mkdir -p /run/netlab/service-invalid-reset/log /run/netlab/service-invalid-reset/pid
ip netns exec service-invalid-reset.buyer-2 unshare --mount sh /run/netlab/service-invalid-reset/node/buyer-2/mounts > /run/netlab/service-invalid-reset/log/buyer-2.mounts 2>&1 < /dev/null & echo $! > /run/netlab/service-invalid-reset/pid/buyer-2.mounts
timeout 10 sh -c 'until grep -qs "^$0" "$1"; do sleep 0.05; done' mounted /run/netlab/service-invalid-reset/log/buyer-2.mounts
# stray keeps running in web.
mkdir -p /run/netlab/service-invalid-reset/log /run/netlab/service-invalid-reset/pid
nsenter --target "$(cat /run/netlab/service-invalid-reset/pid/web.mounts)" --mount --net python3 /opt/stray.py > /run/netlab/service-invalid-reset/log/web.stray 2>&1 < /dev/null & echo $! > /run/netlab/service-invalid-reset/pid/web.stray
timeout 10 sh -c 'until grep -qs "^$0" "$1"; do sleep 0.05; done' listening /run/netlab/service-invalid-reset/log/web.stray
# stray keeps running in shop.
mkdir -p /run/netlab/service-invalid-reset/log /run/netlab/service-invalid-reset/pid
nsenter --target "$(cat /run/netlab/service-invalid-reset/pid/shop.mounts)" --mount --net python3 /opt/stray.py > /run/netlab/service-invalid-reset/log/shop.stray 2>&1 < /dev/null & echo $! > /run/netlab/service-invalid-reset/pid/shop.stray
timeout 10 sh -c 'until grep -qs "^$0" "$1"; do sleep 0.05; done' listening /run/netlab/service-invalid-reset/log/shop.stray
