"""The trial of a next step: the lines of floor/floor.c, sent by a Python program, as netlab could send the steps of a plan.

    netlink.py < lines
"""

import _socket as socket
import ctypes
import os
import struct
import sys

libc = ctypes.CDLL(None, use_errno=True)
NEWNET, MS_BIND, MS_REC, MS_SHARED = 0x40000000, 4096, 16384, 1 << 20
NEWLINK, SETLINK, NEWADDR, NEWROUTE, NEWNEIGH = 16, 19, 20, 24, 28
REQUEST, ACK, FRESH = 1, 4, 0x600  # NLM_F_CREATE | NLM_F_EXCL
MOST = 100


def call(result, what):
    if result < 0:
        raise OSError(ctypes.get_errno(), "%s: %s" % (what, os.strerror(ctypes.get_errno())))


def attribute(kind, data):
    return struct.pack("HH", len(data) + 4, kind) + data + b"\0" * (-len(data) % 4)


def number(kind, value):
    return attribute(kind, struct.pack("I", int(value)))


def text(kind, value):
    return attribute(kind, value.encode() + b"\0")


def mac(value):
    return bytes.fromhex(value.replace(":", ""))


class Link:
    """The socket of one namespace, and what has not been sent to it yet."""

    def __init__(self):
        self.socket = socket.socket(socket.AF_NETLINK, socket.SOCK_RAW, 0)
        self.waiting, self.known = [], {}

    def put(self, kind, flags, body):
        self.waiting.append(struct.pack("IHHII", 16 + len(body), kind, REQUEST | ACK | flags, 0, 0) + body)
        if len(self.waiting) >= MOST:
            self.flush()

    def flush(self):
        if not self.waiting:
            return
        self.socket.send(b"".join(self.waiting))
        left, self.waiting = len(self.waiting), []
        while left:
            data = self.socket.recv(65536)
            while data:
                (size,) = struct.unpack_from("I", data)
                (error,) = struct.unpack_from("i", data, 16)
                if error:
                    raise OSError(-error, os.strerror(-error))
                left, data = left - 1, data[(size + 3) & ~3 :]

    def index(self, name):
        if name not in self.known:
            self.flush()
            self.known[name] = socket.if_nametoindex(name)
        return self.known[name]


link = None


def device(name, mtu, kind, data, more=b""):
    info = attribute(18, text(1, kind) + attribute(2, data))
    size = number(4, mtu) if mtu != "0" else b""
    link.put(NEWLINK, FRESH, struct.pack("BxHiII", 0, 0, 0, 1, 1) + text(3, name) + size + more + info)


def ground():
    os.makedirs("/run/netns", exist_ok=True)
    if libc.mount(b"", b"/run/netns", b"none", MS_SHARED | MS_REC, None) < 0:
        call(libc.mount(b"/run/netns", b"/run/netns", b"none", MS_BIND | MS_REC, None), "bind")
        call(libc.mount(b"", b"/run/netns", b"none", MS_SHARED | MS_REC, None), "share")


def add(name):
    global link
    if link:
        link.flush()
    path = "/run/netns/" + name
    os.close(os.open(path, os.O_RDONLY | os.O_CREAT | os.O_EXCL, 0))
    call(libc.unshare(NEWNET), "unshare")
    call(libc.mount(b"/proc/self/ns/net", path.encode(), b"none", MS_BIND, None), "mount")
    link = Link()


def enter(name):
    global link
    link.flush()
    fd = os.open("/run/netns/" + name, os.O_RDONLY)
    call(libc.setns(fd, NEWNET), "setns")
    os.close(fd)
    link = Link()


def write(path, value):
    fd = os.open("/proc/sys/" + path, os.O_WRONLY)
    os.write(fd, value.encode())
    os.close(fd)


def bridge(name, mtu, address):
    own = attribute(1, mac(address)) if address != "-" else b""
    device(name, mtu, "bridge", number(5, 0) + attribute(23, b"\0"), own)


def veth(name, mtu, master, namespace, peer):
    fd = os.open("/run/netns/" + namespace, os.O_RDONLY)
    size = number(4, mtu) if mtu != "0" else b""
    far = attribute(1, bytes(16) + text(3, peer) + size + number(28, fd))
    device(name, mtu, "veth", far, number(10, link.index(master)))
    link.flush()
    os.close(fd)


def vxlan(name, address, vni, port, local, dev):
    data = number(1, vni) + attribute(15, struct.pack("!H", int(port))) + attribute(4, socket.inet_aton(local))
    data += number(3, link.index(dev)) + attribute(7, b"\0")
    device(name, "0", "vxlan", data, attribute(1, mac(address)))


def hairpin(name):
    port = attribute(12 | 0x8000, attribute(4, b"\1"))
    link.put(SETLINK, 0, struct.pack("BxHiII", 7, 0, link.index(name), 0, 0) + port)


def up(name):
    link.put(NEWLINK, 0, struct.pack("BxHiII", 0, 0, link.index(name), 1, 1))


def addr(dev, address, length, broadcast):
    ip = socket.inet_aton(address)
    head = struct.pack("BBBBI", 2, int(length), 0, 0, link.index(dev))
    brd = attribute(4, socket.inet_aton(broadcast)) if broadcast != "-" else b""
    link.put(NEWADDR, FRESH, head + attribute(2, ip) + attribute(1, ip) + brd)


def entry(family, flags, dev, dst, address):
    head = struct.pack("BxHiHBB", family, 0, link.index(dev), 0x80, flags, 0)
    link.put(NEWNEIGH, FRESH, head + attribute(1, socket.inet_aton(dst)) + attribute(2, mac(address)))


def route(dst, length, via, dev, onlink):
    head = struct.pack("BBBBBBBBI", 2, int(length), 0, 0, 254, 3, 0, 1, 4 if onlink == "1" else 0)
    body = attribute(1, socket.inet_aton(dst)) if length != "0" else b""
    body += attribute(5, socket.inet_aton(via)) + (number(4, link.index(dev)) if dev != "-" else b"")
    link.put(NEWROUTE, FRESH, head + body)


ACTS = {
    "add": add, "in": enter, "set": write, "bridge": bridge, "veth": veth, "vxlan": vxlan, "hairpin": hairpin,
    "up": up, "addr": addr, "route": route,
    "neigh": lambda dev, dst, address: entry(2, 0, dev, dst, address),
    "fdb": lambda dev, address, dst: entry(7, 2, dev, dst, address),
}  # fmt: skip

ground()
for line in sys.stdin:
    act, *words = line.split()
    ACTS[act](*words)
link.flush()
