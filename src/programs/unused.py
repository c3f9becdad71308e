"""Finds what is unused in each of many network namespaces, so that no program has to print nothing.

    unused.py < paths.json

    ["/run/netns/lab.node1", "/run/netns/lab.node2"]

It prints one array of JSON: for each namespace, in order, some of "nftables" (no table, and none of iptables-legacy),
"ipset" (no set), "tc" (only the kernel's own qdiscs) and "wireguard" (no such interface). Without an answer from the
kernel, nothing counts as unused. A namespace that does not exist has an empty array.
"""

import _socket as socket  # not socket.py, which takes longer to load than the rest of the program
import json
import struct
import sys

ROUTE, NETFILTER = 0, 12  # linux/netlink.h
REQUEST_DUMP, ERROR, DONE = 0x301, 2, 3
GET_LINK, GET_QDISC = 18, 38  # linux/rtnetlink.h
NFTABLES_GET_TABLE, IPSET_LIST = 10 << 8 | 1, 6 << 8 | 7
IPSET_PROTOCOL = struct.pack("=HHBxxx", 5, 1, 6)
HANDLE = struct.Struct("=I")


class Unanswered(Exception):
    pass


def dump(link, kind, body):
    """Yields the bodies of the kernel's answer."""
    link.send(struct.pack("=IHHII", 16 + len(body), kind, REQUEST_DUMP, 1, 0) + body)
    while True:
        data, at = link.recv(1 << 18), 0
        while at + 16 <= len(data):
            length, found = struct.unpack_from("=IH", data, at)
            if found == DONE:
                return
            if found == ERROR or length < 16:
                raise Unanswered
            yield data[at + 16 : at + length]
            at += (length + 3) & ~3


def is_empty(protocol, kind, body, counts=lambda answer: True):
    """All answers are read: a socket that is closed with a dump open costs the kernel more."""
    try:
        link = socket.socket(socket.AF_NETLINK, socket.SOCK_RAW, protocol)
        return not sum(1 for answer in dump(link, kind, body) if counts(answer))
    except (OSError, Unanswered):
        return False


def has_legacy_tables():
    for family in ("ip", "ip6"):
        try:
            with open("/proc/thread-self/net/%s_tables_names" % family) as names:
                if names.read():
                    return True
        except FileNotFoundError:
            pass
    return False


def unused(path):
    enter(path)
    nothing = bytes(4)
    if is_empty(NETFILTER, NFTABLES_GET_TABLE, nothing) and not has_legacy_tables():
        yield "nftables"
    if is_empty(NETFILTER, IPSET_LIST, nothing + IPSET_PROTOCOL):
        yield "ipset"
    if is_empty(ROUTE, GET_QDISC, bytes(20), lambda answer: HANDLE.unpack_from(answer, 8)[0] != 0):
        yield "tc"
    if is_empty(ROUTE, GET_LINK, bytes(16), lambda answer: b"wireguard\0" in answer):
        yield "wireguard"


def unused_if_present(path):
    try:
        return list(unused(path))
    except OSError:
        return []


print(json.dumps([unused_if_present(path) for path in json.load(sys.stdin)]))
