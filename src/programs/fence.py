"""Sends one frame out of an interface. Every capture there sees it, and no host treats it as traffic.

    fence.py INTERFACE TEXT

On Ethernet it has EtherType 0x88b5 (IEEE 802, local experiments) and the destination 01:80:c2:00:00:0f, which
bridges do not forward. Its source is the MAC address of the interface, so no bridge learns a wrong address. On other
interfaces (tun, ipip, WireGuard) it is an IPv4 packet of protocol 253 (RFC 3692, experiments) from and to 127.0.0.1,
which every receiver drops as martian. Both carry TEXT.

A packet socket needs no address, no route and no neighbor, and its packets do not pass iptables. It exits with 1 and
one line on stderr if the frame cannot be sent.
"""

import _socket as socket  # not socket.py, which takes longer to load than the rest of the program
import struct
import sys

ETHERNET, LOOPBACK = 1, 772  # from linux/if_arp.h


def checksum(header):
    total = sum(struct.unpack("!10H", header))
    total = (total & 0xFFFF) + (total >> 16)
    return ~(total + (total >> 16)) & 0xFFFF


def packet(text):
    ends = socket.inet_aton("127.0.0.1") * 2
    start = struct.pack("!BBHHHBB", 0x45, 0, 20 + len(text), 0, 0x4000, 1, 253)
    return start + struct.pack("!H", checksum(start + b"\0\0" + ends)) + ends + text


def main():
    interface, text = sys.argv[1], sys.argv[2].encode()
    sender = socket.socket(socket.AF_PACKET, socket.SOCK_RAW, 0)
    sender.bind((interface, 0))  # protocol 0: it receives nothing
    kind, mac = sender.getsockname()[3:5]
    if kind in (ETHERNET, LOOPBACK):
        sender.send(bytes.fromhex("0180c200000f") + mac[:6].ljust(6, b"\0") + b"\x88\xb5" + text.ljust(46, b"\0"))
    else:
        sender.sendto(packet(text), (interface, 0x0800))


try:
    main()
except OSError as problem:
    sys.exit("fence: %s: %s" % (sys.argv[1], problem.strerror))
