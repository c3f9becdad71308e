"""Traffic of every kind that the dissector reads, from a node that has 192.0.2.2 and 2001:db8:1::2 to 192.0.2.130 and
2001:db8:2::2 behind a router, and to the same node in two VXLANs. The kernel sends the protocols that it has; other packets
are written byte by byte. Sizes and values are drawn with one seed."""

import contextlib
import random
import socket
import struct
import subprocess
import time

SELF, ROUTER, BLUE = "192.0.2.2", "192.0.2.1", "192.0.2.130"
SELF6, ROUTER6, BLUE6 = "2001:db8:1::2", "2001:db8:1::1", "2001:db8:2::2"
INSIDE = ("198.51.100.2", "198.51.100.130", "2001:db8:4789::2", "2001:db8:8472::2")
draw = random.Random(8)
# Seconds between bursts: who listens needs time to read them.
BREATH = 0.005
word = lambda: draw.randrange(1 << 16)
some = lambda most: draw.randbytes(draw.randrange(most))


def checksum(data):
    data += bytes(len(data) % 2)
    total = sum(struct.unpack("!%dH" % (len(data) // 2), data))
    while total >> 16:
        total = (total & 0xFFFF) + (total >> 16)
    return ~total & 0xFFFF


def ip(protocol, data, good=True, options=b"", fragment=0):
    length = 20 + len(options) + len(data)
    fields = (0x40 | length - len(data) >> 2, draw.randrange(256), length, word(), fragment, draw.randrange(2, 256))
    head = struct.pack("!BBHHHBBH4s4s", *fields, protocol, 0, *map(socket.inet_aton, (SELF, BLUE))) + options
    return head[:10] + struct.pack("!H", checksum(head) ^ (not good)) + head[12:] + data


def ip6(protocol, data):
    head = struct.pack("!IHBB", 6 << 28 | draw.randrange(1 << 28), len(data), protocol, draw.randrange(2, 256))
    return head + socket.inet_pton(socket.AF_INET6, SELF6) + socket.inet_pton(socket.AF_INET6, BLUE6) + data


def udp(port, data):
    return struct.pack("!HHHH", word(), port, 8 + len(data), 0) + data


def tcp(data):
    options = bytes.fromhex("020405b40101") + bytes(2) if draw.random() < 0.5 else b""
    # Without RST: tshark takes what comes with one for its reason.
    flags = (5 + len(options) // 4) << 12 | draw.randrange(512) & ~4
    return struct.pack("!HHIIHHHH", word(), word(), word() << 16, word() << 16, flags, word(), 0, 0) + options + data


def echo(good=True):
    message = struct.pack("!BBHHH", 8, 0, 0, word(), word()) + some(200)
    return message[:2] + struct.pack("!H", checksum(message) ^ (not good)) + message[4:]


def packet():
    "Some IPv4 packet, for a tunnel to carry."
    return draw.choice((lambda: ip(1, echo()), lambda: ip(17, udp(9, some(300))), lambda: ip(6, tcp(some(300)))))()


def packet6():
    return draw.choice((lambda: ip6(17, udp(9, some(300))), lambda: ip6(6, tcp(some(300)))))()


def frame(kind, data, source=b"\2\0\0\0\1\2"):
    return b"\2\0\0\0\1\1" + source + kind.to_bytes(2, "big") + data


def pings(*words, count=12):
    for target in (BLUE, BLUE6):
        ping(target, *words, count=count)


def ping(target, *words, count=1):
    argv = ["ping", "-q", "-c", str(count), "-i", "0.002", "-W", "0.05", *words, target]
    subprocess.run(argv, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)


def neighbors():
    for target in (ROUTER, ROUTER6, *INSIDE):
        for _ in range(6):
            subprocess.run(["ip", "neigh", "flush", "all"])
            ping(target)


def echoes():
    for size in (0, 8, 56, 500, 1400):
        pings("-s", str(size), "-Q", str(draw.randrange(0, 256, 4)), "-t", str(draw.randrange(3, 250)))
    for target in INSIDE:
        ping(target, count=15)
        ping(target, "-s", "3000", count=6)
    pings("-s", "3000")
    pings("-s", "20000", count=3)


def errors():
    pings("-t", "1")
    # Too big for the link behind the router; through a tunnel that is not there; a better way; nobody there.
    pings("-M", "do", "-s", "1440", count=3)
    for target in ("203.0.113.9", "2001:db8:5::9", "198.18.0.1", "2001:db8:9::1", "192.0.2.199", "2001:db8:2::99"):
        ping(target, count=3)
    ping(BLUE, "-T", "tsonly", count=2)
    for family, address in ((socket.AF_INET, BLUE), (socket.AF_INET6, BLUE6)):
        for port in (9, *range(7001, 7008)):
            datagram(family, address, port, some(900))


def datagram(family, address, port, data, answered=False):
    with socket.socket(family, socket.SOCK_DGRAM) as s, contextlib.suppress(OSError):
        # Above every destination port: tshark chooses a dissector by the lower port first.
        s.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        s.bind(("", 65000))
        s.settimeout(1)
        s.connect((address, port))
        s.send(data)
        if answered:
            s.recv(65535)


def datagrams():
    for target in (BLUE, BLUE6, *INSIDE):
        family = socket.AF_INET6 if ":" in target else socket.AF_INET
        for size in (0, 1, 60, 61, 512, 1200, 4000):
            datagram(family, target, 53, draw.randbytes(size), size > 0)


def connections():
    for target in (BLUE, BLUE6, *INSIDE):
        for size in (0, 1, 1000, 9000):
            with contextlib.suppress(OSError), socket.create_connection((target, 80), 2) as s:
                s.sendall(b"POST /%d HTTP/1.0\r\nContent-Length: %d\r\n\r\n" % (size, size) + draw.randbytes(size))
                while s.recv(65535):
                    pass
        with contextlib.suppress(OSError), socket.create_connection((target, 9000), 2) as s:
            s.send(b"!", socket.MSG_OOB)
            s.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
        with contextlib.suppress(OSError):
            socket.create_connection((target, 81), 1)


def routers(link):
    "Advertisements of routers and neighbors, and multicast listeners of both versions; what they say is drawn."
    with socket.socket(socket.AF_INET6, socket.SOCK_RAW, socket.IPPROTO_ICMPV6) as s:
        s.setsockopt(socket.IPPROTO_IPV6, socket.IPV6_MULTICAST_HOPS, 255)
        for _ in range(10):
            prefix = struct.pack("!BBBBIII", 3, 4, draw.randrange(129), 0xC0, word(), word(), 0)
            prefix += socket.inet_pton(socket.AF_INET6, "2001:db8:%x::" % word())
            said = struct.pack("!BBHBBHII", 134, 0, 0, 64, draw.randrange(4) << 6, word(), 0, 0) + prefix
            said += bytes([1, 1, *draw.randbytes(6)]) + struct.pack("!BBHI", 5, 1, 0, 1280 + word())
            here = struct.pack("!BBHI", 136, 0, 0, draw.randrange(8) << 29) + draw.randbytes(16) + bytes([2, 1, *draw.randbytes(6)])
            query = struct.pack("!BBHHH16x", 130, 0, 0, word(), 0)
            for message in (said, here, query, struct.pack("!BBHI", 133, 0, 0, 0)):
                s.sendto(message, ("ff02::1", 0, 0, link))
    with socket.socket(socket.AF_INET6, socket.SOCK_DGRAM) as s:
        for version in "12":
            with open("/proc/sys/net/ipv6/conf/eth0/force_mld_version", "w") as setting:
                setting.write(version)
            for way in (socket.IPV6_JOIN_GROUP, socket.IPV6_LEAVE_GROUP):
                s.setsockopt(socket.IPPROTO_IPV6, way, socket.inet_pton(socket.AF_INET6, "ff02::7") + struct.pack("I", link))


def tunnels():
    "What the kernel may have no device for: by IP protocol, then by UDP port."
    for _ in range(12):
        raw(4, packet()), raw(41, packet6())
        for kind, carried in ((0x0800, packet), (0x86DD, packet6), (0x6558, lambda: frame(0x0800, packet()))):
            flags = draw.randrange(8)
            words = [struct.pack("!HH", word(), 0), struct.pack("!I", word() << 8), struct.pack("!I", word() << 8)]
            extra = b"".join(w for bit, w in zip((4, 2, 1), words) if flags & bit)
            bits = (0x8000 if flags & 4 else 0) | (0x2000 if flags & 2 else 0) | (0x1000 if flags & 1 else 0)
            raw(47, struct.pack("!HH", bits, kind) + extra + carried())
            options = b"".join(
                struct.pack("!HBB", 0x0103 + i, draw.randrange(256), size) + draw.randbytes(4 * size)
                for i, size in enumerate(draw.choices(range(1, 5), k=draw.randrange(3)))
            )
            vni = struct.pack("!I", word() << 8)
            head = struct.pack("!BBH", len(options) // 4, draw.choice((0, 0x40, 0x80)), kind)
            send(6081, head + vni + options + carried())
            send(draw.choice((4789, 8472)), struct.pack("!HH", 0x8800, word()) + vni + frame(0x0800, packet()))
        send(8285, packet())
        time.sleep(BREATH)
        for kind, size in ((1, 148), (2, 92), (3, 64), (4, 64 + 16 * draw.randrange(9))):
            send(51820, struct.pack("<I", kind) + draw.randbytes(8) + bytes([draw.randrange(256), *bytes(7)])[: size - 12] + draw.randbytes(max(0, size - 20)))


def raw(protocol, data):
    with socket.socket(socket.AF_INET, socket.SOCK_RAW, protocol) as s:
        s.sendto(data, (BLUE, 0))


def send(port, data):
    datagram(socket.AF_INET, BLUE, port, data)


def frames():
    "VLAN tags, spanning tree, LLDP, options, extension headers, wrong checksums, types that nobody knows."
    with socket.socket(socket.AF_PACKET, socket.SOCK_RAW) as s:
        s.bind(("eth0", 0))
        arp = lambda: struct.pack("!HHBBH", 1, 0x0800, 6, 4, draw.randrange(1, 5)) + draw.randbytes(20)
        for _ in range(15):
            kind, data = draw.choice(((0x0800, packet()), (0x86DD, packet6()), (0x0806, arp())))
            tagged = struct.pack("!HH", word(), kind) + data
            s.send(frame(0x8100, tagged))
            s.send(frame(0x88A8, struct.pack("!HH", word(), 0x8100) + tagged))
            s.send(frame(0x0806, arp()))
            s.send(frame(38, b"\x42\x42\3" + draw.randbytes(35)))
            s.send(frame(0x88CC, bytes.fromhex("0207040200000001020403") + draw.randbytes(2) + bytes.fromhex("06020078") + bytes(2)))
            s.send(frame(0x0800, ip(17, udp(53, some(40)), options=bytes.fromhex("9404000001010100"))))
            s.send(frame(0x0800, ip(17, udp(9, some(40)), good=False)))
            s.send(frame(0x0800, ip(1, echo(draw.random() < 0.5))))
            s.send(frame(0x0800, ip(draw.choice((89, 103, 250)), some(40), fragment=draw.choice((0, 0x4000, 0x2000, 0x00B9)))))
            known = lambda then: bytes([then, 0, 1, 4, 0, 0, 0, 0])
            routing = lambda then: bytes([then, 2, 4, 0, 0, 0, 0, 0]) + draw.randbytes(16)
            s.send(frame(0x86DD, ip6(60, known(17) + udp(53, some(40)))))
            s.send(frame(0x86DD, ip6(43, routing(60) + known(17) + udp(53, some(40)))))
            # An option that must be known, a header that must be, and nothing at all.
            s.send(frame(0x86DD, ip6(60, bytes([17, 0, 0x9E, 4, 0, 0, 0, 0]) + udp(53, b"?"))))
            s.send(frame(0x86DD, ip6(250, some(40))))
            s.send(frame(0x86DD, ip6(59, b"")))
            s.send(frame(0x88B5, some(80)))
            time.sleep(BREATH)


link = socket.if_nametoindex("eth0")
neighbors(), echoes(), errors(), datagrams(), connections(), routers(link), tunnels(), frames()
