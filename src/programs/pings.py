"""Sends one ICMP echo request for each of many pairs at once, from many network namespaces, and prints the replies.

    pings.py < asked.json

    {"wait": 1.0, "size": 56, "df": false,
     "from": [["/run/netns/lab.pod1", [[10001, "10.0.0.2"], [10002, "10.0.0.3"]]]]}

Each request has its own ICMP id and its destination address. Only an echo reply with that id from that address
counts; ping handles all other cases. It exits when all replies have arrived, or at the deadline.

It prints one array of JSON: for each pair, in order, the TTL of its reply or null.
"""

import _socket as socket  # not socket.py, which takes longer to load than the rest of the program
import json
import select
import struct
import sys
import time

ECHO_REPLY, ECHO = 0, 8
# linux/icmp.h, linux/in.h
ICMP_FILTER, IP_MTU_DISCOVER, IP_PMTUDISC_DO = 1, 10, 2
BUFFER = 8 << 20


def open_in(path, df):
    enter(path)
    link = socket.socket(socket.AF_INET, socket.SOCK_RAW, socket.IPPROTO_ICMP)
    link.setblocking(False)
    link.setsockopt(socket.IPPROTO_RAW, ICMP_FILTER, struct.pack("I", 0xFFFFFFFF & ~(1 << ECHO_REPLY)))
    widen(link, BUFFER)
    if df:
        link.setsockopt(socket.IPPROTO_IP, IP_MTU_DISCOVER, IP_PMTUDISC_DO)
    return link


def requests(size):
    """Returns a function that builds the request of an id. Only the id and the checksum differ."""
    payload = bytes(i & 0xFF for i in range(size))
    padded = payload + b"\0" * (size % 2)
    rest = (ECHO << 8) + 1 + sum(struct.unpack("!%dH" % (len(padded) // 2), padded))

    def request(number):
        total = rest + number
        while total > 0xFFFF:
            total = (total & 0xFFFF) + (total >> 16)
        return struct.pack("!BBHHH", ECHO, 0, ~total & 0xFFFF, number, 1) + payload

    return request


def hear(link, waiting, ttls):
    """Reads the received replies. The keys of `waiting` are address and id."""
    while True:
        try:
            data, (address, _) = link.recvfrom(65535)
        except BlockingIOError:
            return
        header = (data[0] & 15) * 4
        kind, _, _, number, sequence = struct.unpack("!BBHHH", data[header : header + 8])
        pair = waiting.pop((address, number), None) if kind == ECHO_REPLY and sequence == 1 else None
        if pair is not None:
            ttls[pair] = data[8]


def main():
    asked = json.load(sys.stdin)
    request, links, ttls = requests(asked["size"]), {}, []
    for path, pairs in asked["from"]:
        link = open_in(path, asked["df"])
        waiting = {}
        links[link.fileno()] = (link, waiting)
        for i, (number, address) in enumerate(pairs):
            waiting[(address, number)] = len(ttls)
            ttls.append(None)
            try:
                link.sendto(request(number), (address, 0))
            except OSError:
                pass  # ping reports the error
            if i % 64 == 63:
                hear(link, waiting, ttls)
    poll, end = select.poll(), time.monotonic() + asked["wait"]
    for number in links:
        poll.register(number, select.POLLIN)
    while any(waiting for _, waiting in links.values()):
        left = end - time.monotonic()
        ready = poll.poll(max(left, 0) * 1000)
        for number, _ in ready:
            hear(*links[number], ttls)
        if left <= 0:
            break
    print(json.dumps(ttls))


main()
