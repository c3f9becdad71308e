"""Sends a packet for each TTL from 1 up to the destination, and prints who answered each.

    traceroute.py '{"host": "10.0.0.9", "protocol": "udp", "id": 10000, "port": 33434, "hops": 8, "waits": [2.1, 1]}'

protocol is udp or icmp. id is the source port of UDP packets and the identifier of ICMP echo requests. port is the
destination port of the first UDP packet; each TTL uses the next one, as traceroute(8) does. waits has the number of
seconds for which an answer to each packet is awaited; the next packet of that TTL is sent only without an answer. Optional:
source (an address).

It prints a list in JSON, one item for each TTL: address (null without an answer) and kind: time-exceeded, reply (echo
reply, or port unreachable of the destination), or the ICMP type and code of another error. It stops at the first item that
is not a time-exceeded and not silence, and after three silent TTLs in a row.
"""

import _socket as socket
import errno
import json
import os
import select
import struct
import sys
import time

# linux/in.h and in6.h; Python has no names for them. Level, RECVERR, TTL or hop limit.
FAMILIES = {socket.AF_INET: (socket.IPPROTO_IP, 11, 2), socket.AF_INET6: (socket.IPPROTO_IPV6, 25, 16)}
MSG_ERRQUEUE = 0x2000
ECHO = {socket.AF_INET: (8, 0), socket.AF_INET6: (128, 129)}
# ICMP type of time exceeded, and type and code of port unreachable.
EXCEEDED = {socket.AF_INET: 11, socket.AF_INET6: 3}
PORT_UNREACHABLE = {socket.AF_INET: (3, 3), socket.AF_INET6: (1, 4)}


def error_of(sock, family):
    """The address and kind of an ICMP error, from struct sock_extended_err (linux/errqueue.h)."""
    level, recverr, _ = FAMILIES[family]
    _, ancillary, _, _ = sock.recvmsg(512, 512, MSG_ERRQUEUE | socket.MSG_DONTWAIT)
    for its_level, its_type, data in ancillary:
        if (its_level, its_type) != (level, recverr):
            continue
        _, origin, kind, code = struct.unpack_from("=IBBB", data)
        if origin not in (2, 3):  # ICMP, ICMPv6. 1 is an error of this host, which has no sender.
            return {"address": None, "kind": "local error"}
        offender = data[16 + 4 : 16 + 8] if family == socket.AF_INET else data[16 + 8 : 16 + 24]
        address = socket.inet_ntop(family, offender)
        if kind == EXCEEDED[family]:
            return {"address": address, "kind": "time-exceeded"}
        if (kind, code) == PORT_UNREACHABLE[family]:
            return {"address": address, "kind": "reply"}
        return {"address": address, "kind": f"ICMP type {kind} code {code}"}
    return None


def checksum(data):
    total = sum(struct.unpack(f"!{len(data) // 2}H", data))
    while total >> 16:
        total = (total & 0xFFFF) + (total >> 16)
    return ~total & 0xFFFF


def echo_request(family, identifier, number):
    header = struct.pack("!BBHHH", ECHO[family][0], 0, 0, identifier, number)
    return header[:2] + struct.pack("!H", checksum(header)) + header[4:]


def is_reply(data, family, identifier, number):
    """A raw IPv4 socket also returns the IP header."""
    if family == socket.AF_INET:
        data = data[(data[0] & 15) * 4 :]
    if len(data) < 8:
        return False
    kind, _, _, its_id, its_number = struct.unpack_from("!BBHHH", data)
    return (kind, its_id, its_number) == (ECHO[family][1], identifier, number)


def ask(task, family, ttl, wait):
    level, recverr, hop_limit = FAMILIES[family]
    udp = task["protocol"] == "udp"
    icmp = socket.IPPROTO_ICMP if family == socket.AF_INET else socket.IPPROTO_ICMPV6
    sock = socket.socket(family, socket.SOCK_DGRAM, 0) if udp else socket.socket(family, socket.SOCK_RAW, icmp)
    try:
        sock.setsockopt(level, recverr, 1)
        sock.setsockopt(level, hop_limit, ttl)
        if udp or "source" in task:
            sock.bind((task.get("source", ""), task["id"] if udp else 0))
        sock.connect((task["host"], task["port"] + ttl - 1 if udp else 0))
        sock.send(b"netlab" if udp else echo_request(family, task["id"], ttl))
        return answer(sock, task, family, ttl, wait)
    finally:
        sock.close()


def answer(sock, task, family, ttl, wait):
    waiting = select.poll()
    waiting.register(sock.fileno(), select.POLLIN | select.POLLERR)
    deadline = time.monotonic() + wait
    while (left := deadline - time.monotonic()) > 0:
        for _, event in waiting.poll(left * 1000):
            if event & select.POLLERR:
                found = error_of(sock, family)
                if found:
                    return found
            if event & select.POLLIN:
                try:
                    data = sock.recv(2048, socket.MSG_DONTWAIT)
                except OSError:
                    continue
                if task["protocol"] == "udp" or is_reply(data, family, task["id"], ttl):
                    return {"address": task["host"], "kind": "reply"}
    return {"address": None, "kind": "none"}


def main():
    task = json.loads(sys.argv[1])
    family = socket.AF_INET6 if ":" in task["host"] else socket.AF_INET
    found = []
    for ttl in range(1, task["hops"] + 1):
        try:
            for wait in task["waits"]:
                hop = ask(task, family, ttl, wait)
                if hop["kind"] != "none":
                    break
            found.append(hop)
        except OSError as error:
            found.append({"address": None, "kind": errno.errorcode.get(error.errno, os.strerror(error.errno))})
        if found[-1]["kind"] not in ("time-exceeded", "none"):
            break
        if [hop["kind"] for hop in found[-3:]] == ["none"] * 3:
            break
    print(json.dumps(found))


main()
