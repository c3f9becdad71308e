"""Prints the packets on all interfaces of many network namespaces, one line of JSON each, until it is interrupted.

    packets.py '[["node1", "/run/netns/lab.node1"], ["node2", "/run/netns/lab.node2"]]'

One packet socket per namespace captures all its interfaces in both directions, in the order of the kernel. Times are
not enough for the order, because a packet keeps its time from a bridge port to the bridge. No process runs in the
namespaces.

The first line is {"listening": 2}, when all sockets are open. Each packet has: node, interface, out (true or false),
to (host, broadcast, multicast, otherhost, outgoing: the packet type of the link layer), link (1 Ethernet, 101
without a link layer), time (nanoseconds since 1970, as text), length (bytes on the wire), data (hexadecimal, at most
9216 bytes). The last line is {"lost": 0}: packets lost in the buffer.

A VLAN tag that the kernel has removed is inserted again, so that the bytes are those on the wire.
"""

import json
import socket
import struct
import sys

ETH_P_ALL = 3
SNAP = 9216
# linux/if_packet.h, asm-generic/socket.h
SOL_PACKET, PACKET_STATISTICS, PACKET_AUXDATA = 263, 6, 8
SO_TIMESTAMPNS = 35
VLAN_VALID, VLAN_TPID_VALID = 0x10, 0x40
TO = ("host", "broadcast", "multicast", "otherhost", "outgoing")
# ARPHRD_ETHER, ARPHRD_LOOPBACK
ETHERNET = (1, 772)
BUFFER = 8 << 20


def open_in(path):
    enter(path)
    tap = socket.socket(socket.AF_PACKET, socket.SOCK_RAW, socket.htons(ETH_P_ALL))
    tap.setblocking(False)
    widen(tap, BUFFER)
    tap.setsockopt(socket.SOL_SOCKET, SO_TIMESTAMPNS, 1)
    tap.setsockopt(SOL_PACKET, PACKET_AUXDATA, 1)
    return tap


def read(tap):
    data, extra, _, (interface, _, kind, hardware, _) = tap.recvmsg(SNAP, 256)
    length, network, tag, time = len(data), 0, b"", None
    for level, number, value in extra:
        if level == SOL_PACKET and number == PACKET_AUXDATA:
            status, length, _, _, network, tci, tpid = struct.unpack("=IIIHHHH", value[:20])
            if status & VLAN_VALID:
                tag = struct.pack("!HH", tpid if status & VLAN_TPID_VALID else 0x8100, tci)
        elif level == socket.SOL_SOCKET and number == SO_TIMESTAMPNS:
            seconds, nanoseconds = struct.unpack("qq", value[:16])
            time = seconds * 10**9 + nanoseconds
    if hardware in ETHERNET:
        data, length = data[:12] + tag + data[12:], length + len(tag)
    else:
        data, length, network = data[network:], length - network, 0
    return {
        "interface": interface,
        "out": kind == 4,
        "to": TO[kind] if kind < len(TO) else str(kind),
        "link": 1 if hardware in ETHERNET else 101,
        "time": str(time),
        "length": length,
        "data": data.hex(),
    }


def main():
    try:
        (given,) = sys.argv[1:]
        taps = {}
        for node, path in json.loads(given):
            tap = open_in(path)
            taps[tap.fileno()] = (node, tap)
    except (ValueError, OSError) as problem:
        print("packets: %s" % problem, file=sys.stderr)
        sys.exit(2)
    heard = hear(taps)
    print(json.dumps({"listening": len(taps)}), flush=True)
    for fd in heard:
        node, tap = taps[fd]
        try:
            print(json.dumps({"node": node, **read(tap)}), flush=True)
        except (BlockingIOError, InterruptedError):
            continue
        except OSError as problem:  # reported once when an interface goes down
            if problem.errno not in (100, 6):
                raise
    lost = sum(struct.unpack("II", tap.getsockopt(SOL_PACKET, PACKET_STATISTICS, 8))[1] for _, tap in taps.values())
    print(json.dumps({"lost": lost}), flush=True)


main()
