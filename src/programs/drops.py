"""Prints the packets that the kernel dropped, with its drop reason, as lines of JSON when it is interrupted.

    drops.py

It reads three tracepoints: a packet received from an interface, a packet sent out of an interface, and a packet
freed because it was dropped (skb:kfree_skb, which has a reason since Linux 5.17). The last one reports neither the
packet nor its network namespace, but the address of the packet's memory is the same. So each line joins two events:
interface, out (true or false), length, time (nanoseconds since 1970, as text, of the event on the interface) and
reason (NETFILTER_DROP, IP_RPFILTER ...).

The first line is {"listening": 2}, the number of processors. If the kernel or the user lacks a feature (it needs
root), it is {"listening": 0, "why": "..."}. The numbers of the tracepoints are read from a private tracefs mount.
The tracepoints are read through perf_event_open(2), which leaves nothing behind when the process exits. The last
line is {"lost": 0}.
"""

import ctypes
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

CALL = {"x86_64": 298, "aarch64": 241, "riscv64": 241, "ppc64le": 319, "s390x": 331}
CLONE_NEWNS, MS_REC, MS_PRIVATE = 0x20000, 0x4000, 0x40000
TRACEFS = "/sys/kernel/tracing"
EVENTS = {"in": "net/netif_receive_skb", "out": "net/net_dev_queue", "drop": "skb/kfree_skb"}
# linux/perf_event.h
TRACEPOINT, TIME, RAW, USE_CLOCKID, SET_OUTPUT = 2, 1 << 2, 1 << 10, 1 << 25, 0x2405
LOST, SAMPLE = 2, 9
HEAD, DATA_OFFSET, DATA_SIZE = 1024, 1040, 1048
PAGES = 256

libc = ctypes.CDLL(None, use_errno=True)


def check(result):
    if result < 0:
        raise OSError(ctypes.get_errno(), os.strerror(ctypes.get_errno()))
    return result


def formats():
    "Reads the events: by number, their name, the offsets of their fields, and the texts of the reasons."
    check(libc.unshare(CLONE_NEWNS))
    check(libc.mount(None, b"/", None, MS_REC | MS_PRIVATE, None))
    check(libc.mount(b"tracefs", TRACEFS.encode(), b"tracefs", 0, None))
    found = {}
    for what, name in EVENTS.items():
        with open("%s/events/%s/format" % (TRACEFS, name)) as file:
            text = file.read()
        number = int(re.search(r"^ID: (\d+)", text, re.M)[1])
        fields = {
            field: (int(offset), int(size))
            for field, offset, size in re.findall(r"(\w+);\s+offset:(\d+);\s+size:(\d+);", text)
        }
        found[number] = (what, fields, dict(re.findall(r'\{ (\w+), "(\w+)" \}', text)))
    if not any("reason" in fields for _, fields, _ in found.values()):
        raise OSError("this kernel reports no drop reasons")
    return found


def listen(numbers):
    "Opens one buffer per processor for all three events, with the monotonic clock."
    buffers = []
    for cpu in sorted(os.sched_getaffinity(0)):
        first = None
        for number in numbers:
            attributes = struct.pack(
                "=IIQQQQQIIQQQQIiQIHH",
                *(TRACEPOINT, 112, number, 1, TIME | RAW, 0, USE_CLOCKID, 0, 0, 0, 0, 0, 0, 0),
                *(time.CLOCK_MONOTONIC, 0, 0, 0, 0),
            )
            fd = check(libc.syscall(CALL[platform.machine()], attributes, -1, cpu, -1, 8))
            if first is None:
                first = fd
                buffers.append(mmap.mmap(fd, (1 + PAGES) * mmap.PAGESIZE))
            else:
                check(libc.ioctl(fd, SET_OUTPUT, first))
    return buffers


def records(buffer):
    "Reads a buffer once: time and data of each event, or None for events that did not fit."
    (head,) = struct.unpack_from("=Q", buffer, HEAD)
    begin, size = struct.unpack_from("=QQ", buffer, DATA_OFFSET)
    at = 0
    while at < min(head, size):
        kind, _, length = struct.unpack_from("=IHH", buffer, begin + at)
        if kind == LOST:
            yield None
        if kind == SAMPLE:
            when, bytes_ = struct.unpack_from("=QI", buffer, begin + at + 8)
            start = begin + at + 20
            yield when, buffer[start : start + bytes_]
        at += length


def drops(buffers, known):
    "Returns each dropped packet with its last interface, and the number of missing events."
    # All events before the last one of the fullest buffer are present, or counted as lost.
    events, lost = [], 0
    for buffer in buffers:
        for one in records(buffer):
            if one is None:
                lost += 1
            else:
                events.append(one)
    last, found = {}, []
    for when, data in sorted(events, key=lambda event: event[0]):
        (number,) = struct.unpack_from("=H", data)
        what, fields, words = known[number]

        def value(name, data=data, fields=fields):
            return int.from_bytes(data[fields[name][0] : sum(fields[name])], sys.byteorder)

        packet = value("skbaddr")
        if what != "drop":
            where = value("name") & 0xFFFF
            last[packet] = (data[where:].split(b"\0")[0].decode(), what == "out", value("len"), when)
        elif packet in last:
            interface, out, length, came = last.pop(packet)
            reason = words.get(str(value("reason")), str(value("reason")))
            found.append({"interface": interface, "out": out, "length": length, "time": came, "reason": reason})
    return found, lost


def main():
    wake, woken = os.pipe()
    os.set_blocking(woken, False)
    signal.set_wakeup_fd(woken)
    for one in (signal.SIGINT, signal.SIGTERM):
        signal.signal(one, lambda *_: None)
    try:
        known = formats()
        buffers = listen(known)
    except (OSError, KeyError, ValueError) as problem:
        print(json.dumps({"listening": 0, "why": str(problem)}), flush=True)
        return
    since = time.clock_gettime_ns(time.CLOCK_REALTIME) - time.clock_gettime_ns(time.CLOCK_MONOTONIC)
    print(json.dumps({"listening": len(buffers)}), flush=True)
    poll = select.poll()
    poll.register(1, 0)  # reports when the reader has closed it
    poll.register(wake, select.POLLIN)
    if 1 in [fd for fd, _ in poll.poll()]:
        return
    found, lost = drops(buffers, known)
    for one in found:
        print(json.dumps({**one, "time": str(one["time"] + since)}))
    print(json.dumps({"lost": lost}), flush=True)


main()
