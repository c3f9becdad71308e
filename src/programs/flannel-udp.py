"""Carries packets between a TUN device and UDP, like flannel's udp backend (pkg/backend/udp/proxy_amd64.c). Packets
routed into the device are sent to the node with the destination's subnet, in a UDP datagram with the IP packet as
the payload. Packets received in UDP are written into the device.

    flannel-udp.py --dev flannel0 --listen 172.18.0.11:8285 --route 10.244.2.0/24=172.18.0.12:8285

As in flannel:
- It decrements the TTL in both directions and updates the header checksum (RFC 1624). A packet whose TTL becomes 0
  is dropped silently, without an ICMP time exceeded.
- For a packet without a route it writes an ICMP net unreachable (TTL 8, from the device's address) into the device,
  except for ICMP packets and later fragments. The kernel drops it as martian, because its source is a local address,
  unless net.ipv4.conf.<device>.accept_local is 1.
- It reads no packet longer than the device's MTU, from either side.

Unlike flannel, it drops packets that are not IPv4.

The device must exist (`ip tuntap add`), with its address and MTU. It prints "serving" when packets pass, and one
line on stderr for each kind of error. SIGTERM ends it with 0, and the deletion of the device with 1.
"""

import argparse
import errno
import fcntl
import os
import select
import signal
import socket
import struct
import sys
import time

# linux/if_tun.h, linux/if.h, linux/sockios.h
TUNSETIFF, IFF_TUN, IFF_NO_PI = 0x400454CA, 0x0001, 0x1000
IFF_UP, IFF_RUNNING = 0x0001, 0x0040
SIOCGIFFLAGS, SIOCGIFADDR, SIOCGIFMTU = 0x8913, 0x8915, 0x8921
HEADER = 20  # bytes of an IPv4 header without options
ICMP = 1

told = set()


def complain(what, problem):
    """Prints an error once, so that a permanent error does not fill the log."""
    if (what, str(problem)) not in told:
        told.add((what, str(problem)))
        print("flannel-udp: %s: %s" % (what, problem), file=sys.stderr, flush=True)


def checksum(data):
    """The Internet checksum, RFC 1071."""
    data += bytes(len(data) % 2)
    total = sum(struct.unpack("!%dH" % (len(data) // 2), data))
    while total >> 16:
        total = (total & 0xFFFF) + (total >> 16)
    return ~total & 0xFFFF


def decrement_ttl(packet):
    """Decrements the TTL. Returns False if it becomes 0."""
    packet[8] = (packet[8] - 1) & 0xFF
    if packet[8] == 0:
        complain("dropped", "the TTL of a packet became 0")
        return False
    # The word with TTL and protocol is 0x100 less, so the complement of the sum is 0x100 more, with the carry added
    # back.
    check = struct.unpack_from("!H", packet, 10)[0] + 0x100
    struct.pack_into("!H", packet, 10, (check + (check >= 0xFFFF)) & 0xFFFF)
    return True


def net_unreachable(offender, source):
    """Returns the ICMP error for a packet, or None if there must be none."""
    length = (offender[0] & 15) * 4
    (fragment,) = struct.unpack_from("!H", offender, 6)
    if offender[9] == ICMP or fragment & 0x1FFF or not HEADER <= length < HEADER + 40:
        return None
    quoted = bytes(offender[: length + 8]).ljust(length + 8, b"\0")
    size = HEADER + 8 + len(quoted)
    ip = struct.pack("!BBHHHBBH4s4s", 0x45, 0, size, 0, 0, 8, ICMP, 0, source, bytes(offender[12:16]))
    icmp = struct.pack("!BBHI", 3, 0, 0, 0) + quoted
    return (
        ip[:10] + struct.pack("!H", checksum(ip)) + ip[12:] + icmp[:2] + struct.pack("!H", checksum(icmp)) + icmp[4:]
    )


class Tun:
    """The TUN device: each read and each write is one packet."""

    def __init__(self, name):
        socket.if_nametoindex(name)  # fails if it does not exist; attaching would create it
        self.name = name
        self.file = os.open("/dev/net/tun", os.O_RDWR | os.O_NONBLOCK | os.O_CLOEXEC)
        fcntl.ioctl(self.file, TUNSETIFF, struct.pack("16sH22x", name.encode(), IFF_TUN | IFF_NO_PI))

    def asked(self, request, sock):
        return fcntl.ioctl(sock, request, struct.pack("16s24x", self.name.encode()))[16:]

    def address(self, sock):
        return self.asked(SIOCGIFADDR, sock)[4:8]

    def mtu(self, sock):
        return struct.unpack_from("i", self.asked(SIOCGIFMTU, sock))[0]

    def wait_until_running(self, sock):
        """The kernel drops what is sent to a device that is up until its link watch has seen the carrier."""
        while struct.unpack_from("h", self.asked(SIOCGIFFLAGS, sock))[0] & (IFF_UP | IFF_RUNNING) == IFF_UP:
            time.sleep(0.001)

    def write(self, packet):
        try:
            os.write(self.file, packet)
        except OSError as problem:
            complain(self.name, problem)


def received(read, what):
    """Returns a mutable IPv4 packet; an empty one if it is not IPv4, and None if nothing waits."""
    try:
        packet = bytearray(read())
    except BlockingIOError:
        return None
    except OSError as problem:
        if problem.errno == errno.EBADFD:
            sys.exit("flannel-udp: %s: the device was deleted" % what)
        complain(what, problem)
        return None
    return packet if len(packet) >= HEADER and packet[0] >> 4 == 4 else bytearray()


class Proxy:
    def __init__(self, tun, sock, routes):
        self.tun, self.socket, self.routes = tun, sock, routes
        self.source, self.mtu = tun.address(sock), tun.mtu(sock)

    def next_hop(self, destination):
        number = int.from_bytes(destination, "big")
        return next((hop for network, mask, hop in self.routes if number & mask == network), None)

    def tun_to_udp(self):
        packet = received(lambda: os.read(self.tun.file, self.mtu), self.tun.name)
        if not packet:
            return packet is not None
        hop = self.next_hop(packet[16:20])
        if hop is None:
            answer = net_unreachable(packet, self.source)
            if answer:
                self.tun.write(answer)
        elif decrement_ttl(packet):
            try:
                self.socket.sendto(packet, hop)
            except OSError as problem:
                complain("%s port %d" % hop, problem)
        return True

    def udp_to_tun(self):
        packet = received(lambda: self.socket.recv(self.mtu, socket.MSG_DONTWAIT), "udp")
        if packet and decrement_ttl(packet):
            self.tun.write(packet)
        return packet is not None

    def run(self):
        ready = select.poll()
        ready.register(self.tun.file, select.POLLIN)
        ready.register(self.socket, select.POLLIN)
        while True:
            ready.poll()
            while self.tun_to_udp() | self.udp_to_tun():
                pass


def endpoint(text):
    """("172.18.0.11", 8285) of 172.18.0.11:8285."""
    address, _, port = text.rpartition(":")
    try:
        socket.inet_pton(socket.AF_INET, address)
        return address, int(port)
    except (OSError, ValueError):
        raise argparse.ArgumentTypeError("expected 172.18.0.11:8285, found %r" % text) from None


def route(text):
    """(network, mask, endpoint) of 10.244.2.0/24=172.18.0.12:8285."""
    prefix, _, hop = text.partition("=")
    address, _, length = prefix.partition("/")
    try:
        network = int.from_bytes(socket.inet_pton(socket.AF_INET, address), "big")
        mask = (0xFFFFFFFF << (32 - int(length))) & 0xFFFFFFFF
    except (OSError, ValueError):
        raise argparse.ArgumentTypeError("expected 10.244.2.0/24, found %r" % prefix) from None
    if network & mask != network:
        raise argparse.ArgumentTypeError("%s has host bits set" % prefix)
    return network, mask, endpoint(hop)


def main():
    signal.signal(signal.SIGTERM, lambda *_: os._exit(0))
    signal.signal(signal.SIGINT, lambda *_: os._exit(0))
    parser = argparse.ArgumentParser(prog="flannel-udp")
    parser.add_argument("--dev", required=True)
    parser.add_argument("--listen", required=True, type=endpoint, metavar="ADDR:PORT")
    parser.add_argument("--route", action="append", default=[], type=route, metavar="PREFIX=ADDR:PORT")
    arguments = parser.parse_args()
    what = arguments.dev
    try:
        tun = Tun(arguments.dev)
        what = "%s port %d" % arguments.listen
        sock = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
        sock.bind(arguments.listen)
        what = "address and MTU of %s" % arguments.dev
        proxy = Proxy(tun, sock, arguments.route)
        tun.wait_until_running(sock)
    except OSError as problem:
        sys.exit("flannel-udp: %s: %s" % (what, problem.strerror or problem))
    print("serving", flush=True)
    proxy.run()


main()
