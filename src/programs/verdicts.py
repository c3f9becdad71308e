"""Prints the netfilter rules that packets match in many network namespaces, one line of JSON each, until it is
interrupted.

    verdicts.py '[["node1", "/run/netns/lab.node1"], ["node2", "/run/netns/lab.node2"]]'

In each namespace it creates an nftables table with two chains. They precede all others and mark every packet for
tracing (`meta nftrace set 1`). The table belongs to the socket that created it (NFT_TABLE_F_OWNER): no other process
can change it, and the kernel removes it when this process exits. Rules of iptables are traced too, if iptables uses
nftables.

The first line is {"tracing": 2, "rules": {"node1": [["ip", "filter", "INPUT", 4], ...]}}: family, table, chain and
handle of every rule, in order. If the kernel or the user lacks a feature, it is {"tracing": 0, "why": "..."}. Each
step of a packet has: node, id (of the packet), family, table, chain, type (rule, return, policy), handle (of a
rule), verdict (accept, drop, continue, jump, goto, return ...), to (the chain jumped to), and in the first step of
each hook packet (hexadecimal, from the IP header on). The last line is {"lost": 0}: the number of times that events
were lost.
"""

import errno
import json
import os
import socket
import struct
import sys

NETLINK_NETFILTER, SOL_NETLINK, ADD_MEMBERSHIP, TRACE_GROUP = 12, 270, 1, 9
REQUEST, ACK, DUMP, CREATE = 0x1, 0x4, 0x300, 0x400
ERROR, DONE, BATCH_BEGIN, BATCH_END = 2, 3, 16, 17
NFTABLES = 10
# linux/netfilter/nf_tables.h
NEW_TABLE, NEW_CHAIN, NEW_RULE, GET_RULE, TRACE = 0, 3, 6, 7, 17
OWNER, NFTRACE = 2, 12
INET, PREROUTING, OUTPUT = 1, 0, 3
FIRST = -500
PREFIX = "netlab-trace-"
FAMILIES = {1: "inet", 2: "ip", 10: "ip6"}
TYPES = {1: "policy", 2: "return", 3: "rule"}
VERDICTS = {0: "drop", 1: "accept", 2: "stolen", 3: "queue", 4: "repeat", -1: "continue", -2: "break", -3: "jump", -4: "goto", -5: "return"}
NESTED = 0x8000
BUFFER = 4 << 20


def attribute(kind, value):
    if isinstance(value, str):
        value = value.encode() + b"\0"
    elif isinstance(value, int):
        value = struct.pack("!i", value)
    elif isinstance(value, list):
        kind, value = kind | NESTED, b"".join(attribute(*one) for one in value)
    return struct.pack("=HH", 4 + len(value), kind) + value + bytes(-len(value) % 4)


def attributes(data):
    found, at = {}, 0
    while at + 4 <= len(data):
        length, kind = struct.unpack_from("=HH", data, at)
        if length < 4:
            break
        found[kind & 0x3FFF] = data[at + 4 : at + length]
        at += (length + 3) & ~3
    return found


def message(kind, family, flags, body=(), resource=0):
    data = struct.pack("!BBH", family, 0, resource) + b"".join(attribute(*one) for one in body)
    return struct.pack("=IHHII", 16 + len(data), kind, REQUEST | flags, 0, 0) + data


def table(kind, body):
    return message(NFTABLES << 8 | kind, INET, CREATE | ACK, body)


def marking(name):
    "Loads 1 into a register, and the register into the packet's trace mark."
    load = [(1, "immediate"), (2, [(1, 8), (2, [(1, struct.pack("=I", 1))])])]
    trace = [(1, "meta"), (2, [(2, NFTRACE), (3, 8)])]
    yield table(NEW_TABLE, [(1, name), (2, OWNER)])
    for chain, hook in (("prerouting", PREROUTING), ("output", OUTPUT)):
        yield table(NEW_CHAIN, [(1, name), (3, chain), (4, [(1, hook), (2, FIRST)]), (7, "filter")])
        yield table(NEW_RULE, [(1, name), (2, chain), (4, [(1, load), (1, trace)])])


def answers(netlink):
    "Returns every waiting message, as its type and content."
    data, at = netlink.recv(1 << 20), 0
    while at + 16 <= len(data):
        length, kind = struct.unpack_from("=IH", data, at)
        yield kind, data[at + 16 : at + length]
        at += (length + 3) & ~3


def failed(data):
    (code,) = struct.unpack_from("=i", data)
    if code:
        raise OSError(-code, os.strerror(-code))


def open_in(path, name):
    enter(path)
    netlink = socket.socket(socket.AF_NETLINK, socket.SOCK_RAW, NETLINK_NETFILTER)
    netlink.bind((0, 0))
    netlink.settimeout(5)
    with_rules = rules_in(netlink)
    batch = [message(BATCH_BEGIN, 0, 0, resource=NFTABLES), *marking(name), message(BATCH_END, 0, 0, resource=NFTABLES)]
    netlink.send(b"".join(batch))
    waiting = len(batch) - 2
    while waiting:
        for kind, data in answers(netlink):
            if kind == ERROR:
                failed(data)
                waiting -= 1
    widen(netlink, BUFFER)
    netlink.setsockopt(SOL_NETLINK, ADD_MEMBERSHIP, TRACE_GROUP)
    netlink.setblocking(False)
    return netlink, with_rules


def rules_in(netlink):
    found = []
    for family in FAMILIES:
        netlink.send(message(NFTABLES << 8 | GET_RULE, family, DUMP))
        ended = False
        while not ended:
            for kind, data in answers(netlink):
                if kind in (DONE, ERROR):
                    failed(data)
                    ended = True
                else:
                    rule = attributes(data[4:])
                    found.append([FAMILIES[family], text(rule[1]), text(rule[2]), number(rule[3])])
    return found


def text(value):
    return value.rstrip(b"\0").decode()


def number(value):
    return int.from_bytes(value, "big")


def step(data):
    trace = attributes(data[4:])
    line = {
        "id": number(trace[6]),
        "family": FAMILIES.get(data[0], str(data[0])),
        "table": text(trace[1]),
        "chain": text(trace[2]),
        "type": TYPES.get(number(trace[4]), ""),
    }
    if 3 in trace:
        line["handle"] = number(trace[3])
    if 5 in trace:
        verdict = attributes(trace[5])
        (code,) = struct.unpack("!i", verdict[1])
        line["verdict"] = VERDICTS.get(code, str(code))
        if 2 in verdict:
            line["to"] = text(verdict[2])
    if 16 in trace:
        line["verdict"] = VERDICTS.get(number(trace[16]), "")
    if 8 in trace:
        line["packet"] = (trace[8] + trace.get(9, b"")).hex()
    return line


def main():
    name = PREFIX + str(os.getpid())
    opened, rules = {}, {}
    try:
        (given,) = sys.argv[1:]
        for node, path in json.loads(given):
            netlink, rules[node] = open_in(path, name)
            opened[netlink.fileno()] = (node, netlink)
    except (OSError, TimeoutError) as problem:
        print(json.dumps({"tracing": 0, "why": str(problem)}), flush=True)
        return
    heard = hear(opened)
    print(json.dumps({"tracing": len(opened), "rules": rules}), flush=True)
    lost = 0
    for fd in heard:
        node, netlink = opened[fd]
        try:
            for kind, data in answers(netlink):
                if kind == NFTABLES << 8 | TRACE:
                    line = step(data)
                    if not line["table"].startswith(PREFIX):
                        print(json.dumps({"node": node, **line}), flush=True)
        except (BlockingIOError, InterruptedError):
            continue
        except OSError as problem:
            if problem.errno != errno.ENOBUFS:
                raise
            lost += 1
    print(json.dumps({"lost": lost}), flush=True)


main()
