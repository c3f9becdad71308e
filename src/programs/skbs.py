"""Prints which events of packets belong together, by the address of their memory, when it is interrupted.

    skbs.py '["eth*", "cni*"]'

It reads five tracepoints: a packet is queued on an interface (net_dev_queue), leaves by it (net_dev_start_xmit), is
received from it (netif_receive_skb), is dropped (skb:kfree_skb, with a reason since Linux 5.17), or is freed otherwise
(skb:consume_skb). The events report the packet's address, which veth, bridges, NAT and tunnels keep, and the name of the
interface, but no network namespace. The kernel uses an address again when the packet is freed.

Each line is one packet from its first event to its last: {"events": [["queue", "eth0", 98, "1700000000000000000"], ...]},
with the kind, interface, length and time (nanoseconds since 1970, as text) of each event on an interface. If it was
freed, "freed" is the time; if it was dropped, "reason" is the drop reason (NETFILTER_DROP, IP_RPFILTER ...), or empty
if this kernel reports none. Only events on interfaces with the given names are read.

The first line is {"listening": 2}, the number of processors. If the kernel or the user lacks a feature (it needs
root), it is {"listening": 0, "why": "..."}. The tracepoints are read through perf_event_open(2): the kernel stops them
when the process exits, however it ends. Their numbers are read from a private tracefs mount. The last line is {"until": null},
or the time after which events are missing because a buffer was full.
"""

import ctypes
import errno
import json
import mmap
import os
import platform
import re
import select
import signal
import struct
import sys
import time

CALL = {"x86_64": 298, "aarch64": 241, "riscv64": 241, "loongarch64": 241, "ppc64le": 319, "s390x": 331}
CLONE_NEWNS, MS_REC, MS_PRIVATE = 0x20000, 0x4000, 0x40000
TRACEFS = "/sys/kernel/tracing"
EVENTS = {
    "queue": "net/net_dev_queue",
    "send": "net/net_dev_start_xmit",
    "receive": "net/netif_receive_skb",
    "drop": "skb/kfree_skb",
    "consume": "skb/consume_skb",
}
# linux/perf_event.h
TRACEPOINT, TIME, RAW, USE_CLOCKID = 2, 1 << 2, 1 << 10, 1 << 25
SET_OUTPUT, SET_FILTER = 0x2405, 0x40082406
LOST, SAMPLE = 2, 9
HEAD, DATA_OFFSET, DATA_SIZE = 1024, 1040, 1048
# All buffers together, in pages; the share of one processor is a power of 2. A record has at most RECORD bytes.
PAGES, LEAST, RECORD = 2048, 16, 512

libc = ctypes.CDLL(None, use_errno=True)


def check(result):
    if result < 0:
        raise OSError(ctypes.get_errno(), os.strerror(ctypes.get_errno()))
    return result


class Event:
    """A tracepoint as this kernel has it: its number, the offsets of its fields, and the texts of the reasons."""

    def __init__(self, kind):
        with open("%s/events/%s/format" % (TRACEFS, EVENTS[kind])) as file:
            text = file.read()
        self.kind = kind
        self.number = int(re.search(r"^ID: (\d+)", text, re.M)[1])
        self.at = {
            field: (int(offset), int(offset) + int(size))
            for field, offset, size in re.findall(r"(\w+);\s+offset:(\d+);\s+size:(\d+);", text)
        }
        self.reasons = dict(re.findall(r'\{ (\w+), "(\w+)" \}', text))

    def value(self, data, field):
        begin, end = self.at[field]
        return int.from_bytes(data[begin:end], sys.byteorder)

    def name(self, data):
        where = self.value(data, "name") & 0xFFFF
        return data[where : data.index(b"\0", where)].decode()

    def reason(self, data):
        if "reason" not in self.at:
            return ""
        number = str(self.value(data, "reason"))
        return self.reasons.get(number, number)

    def filter(self, names):
        """The condition under which the kernel records an event; empty if always."""
        if self.kind == "consume":
            return ""
        if self.kind == "drop":  # not the messages of Unix and netlink sockets
            return "protocol != 0" if "protocol" in self.at else ""
        text = " || ".join('name ~ "%s"' % one for one in names)
        return text if len(text) < mmap.PAGESIZE else ""


def known_events():
    check(libc.unshare(CLONE_NEWNS))
    check(libc.mount(None, b"/", None, MS_REC | MS_PRIVATE, None))
    check(libc.mount(b"tracefs", TRACEFS.encode(), b"tracefs", 0, None))
    return [Event(kind) for kind in EVENTS]


def processors():
    with open("/sys/devices/system/cpu/online") as file:
        for part in file.read().strip().split(","):
            first, _, last = part.partition("-")
            yield from range(int(first), int(last or first) + 1)


def listen(events, names):
    "Opens one buffer per processor for all events, with the monotonic clock."
    call, cpus, buffers = CALL[platform.machine()], list(processors()), []
    pages = max(LEAST, 1 << (PAGES // len(cpus)).bit_length() - 1)
    for cpu in cpus:
        first = None
        for event in events:
            attributes = struct.pack(
                "=IIQQQQQIIQQQQIiQIHH",
                *(TRACEPOINT, 112, event.number, 1, TIME | RAW, 0, USE_CLOCKID, 0, 0, 0, 0, 0, 0, 0),
                *(time.CLOCK_MONOTONIC, 0, 0, 0, 0),
            )
            fd = check(libc.syscall(call, attributes, -1, cpu, -1, 8))
            wanted = event.filter(names)
            if wanted:
                check(libc.ioctl(fd, SET_FILTER, wanted.encode()))
            if first is None:
                first = fd
                buffers.append(mmap.mmap(fd, (1 + pages) * mmap.PAGESIZE))
            else:
                check(libc.ioctl(fd, SET_OUTPUT, first))
    return buffers


def records(buffer):
    "Reads a buffer, which nothing has read before: time and data of each event. Returns whether it was full."
    (head,) = struct.unpack_from("=Q", buffer, HEAD)
    begin, size = struct.unpack_from("=QQ", buffer, DATA_OFFSET)
    found, at, full = [], 0, size - head < RECORD
    while at < min(head, size):
        kind, _, length = struct.unpack_from("=IHH", buffer, begin + at)
        if kind == LOST:
            full = True
        if kind == SAMPLE:
            when, bytes_ = struct.unpack_from("=QI", buffer, begin + at + 8)
            start = begin + at + 20
            found.append((when, buffer[start : start + bytes_]))
        at += length
    return found, full


def continues(before, kind, length):
    """Whether an event may be of the same packet as the one before it at this address. TCP frees acknowledgments without an
    event, and the address then belongs to a packet of another length. A router changes the length by the Ethernet header
    and a VLAN tag, or by an option that it adds. A tunnel's receiver takes headers off.
    """
    last, _, was, _ = before
    if last != "receive":
        return True
    return length <= was if kind == "receive" else length - was in (0, 10, 14, 18)


def packets(found, known, since):
    "Joins the events of each packet, in the order of time. The kernel uses the address of a freed packet again."
    living, all_ = {}, []
    for when, data in sorted(found, key=lambda event: event[0]):
        event = known[struct.unpack_from("=H", data)[0]]
        address, clock = event.value(data, "skbaddr"), str(when + since)
        if event.kind in ("drop", "consume"):
            packet = living.pop(address, None)
            if packet:
                packet["freed"] = clock
                if event.kind == "drop":
                    packet["reason"] = event.reason(data)
        else:
            length = event.value(data, "len")
            if address not in living or not continues(living[address]["events"][-1], event.kind, length):
                living[address] = {"events": []}
                all_.append(living[address])
            living[address]["events"].append([event.kind, event.name(data), length, clock])
    return all_


def difference():
    "From the monotonic clock to the time since 1970, in nanoseconds: the most exact of several measurements."
    found = []
    for _ in range(9):
        before = time.clock_gettime_ns(time.CLOCK_MONOTONIC)
        now = time.clock_gettime_ns(time.CLOCK_REALTIME)
        after = time.clock_gettime_ns(time.CLOCK_MONOTONIC)
        found.append((after - before, now - (before + after) // 2))
    return min(found)[1]


def reason_of(problem):
    number = getattr(problem, "errno", None)
    if number in (errno.EPERM, errno.EACCES):
        return "only root of this machine can read the memory addresses of packets"
    if number in (errno.ENOENT, errno.ENODEV, errno.ENOSYS):
        return "this kernel has no tracepoints (tracefs, perf)"
    return "the tracepoints cannot be read: %s" % (os.strerror(number) if number else problem)


def main():
    wake, woken = os.pipe()
    os.set_blocking(woken, False)
    signal.set_wakeup_fd(woken)
    for one in (signal.SIGINT, signal.SIGTERM):
        signal.signal(one, lambda *_: None)
    try:
        events = known_events()
        buffers = listen(events, json.loads(sys.argv[1]))
    except (OSError, KeyError, ValueError) as problem:
        print(json.dumps({"listening": 0, "why": reason_of(problem)}), flush=True)
        return
    print(json.dumps({"listening": len(buffers)}), flush=True)
    poll = select.poll()
    poll.register(1, 0)  # reports when the reader has closed it
    poll.register(wake, select.POLLIN)
    if 1 in [fd for fd, _ in poll.poll()]:
        return
    since, found, until = difference(), [], None
    for some, full in map(records, buffers):
        found += some
        if full:
            until = min(some[-1][0], until or some[-1][0])
    for packet in packets(found, {event.number: event for event in events}, since):
        print(json.dumps(packet))
    print(json.dumps({"until": until and str(until + since)}), flush=True)


main()
