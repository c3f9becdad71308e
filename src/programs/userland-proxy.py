"""Relays a published port to a container, like Docker's userland proxy, for clients that the NAT rules do not cover,
mainly the host's own loopback. The container sees the bridge's address as the peer, not the client's.

    userland-proxy.py --proto tcp --listen 0.0.0.0:8080 --to 172.17.0.2:80
    userland-proxy.py --proto udp --listen [::]:5353 --to 172.17.0.2:53

A half-closed connection stays open in the other direction. A UDP client keeps its socket and port towards the
container until it is silent for 90 seconds.

It prints "serving" when it listens, and one line on stderr for each client that it could not relay. SIGTERM ends it
with 0.
"""

import argparse
import collections
import os
import re
import selectors
import signal
import socket
import struct
import sys
import threading
import time

CONNECTIONS = 256  # at a time; more wait in the backlog, and the longest silent UDP client is removed
UDP_SILENCE = 90.0  # seconds; docker-proxy's UDPConnTrackTimeout
IP_PKTINFO = 8  # linux/in.h; Python names it from 3.14 on

slots = threading.BoundedSemaphore(CONNECTIONS)


def complain(what, problem):
    print("userland-proxy: %s: %s" % (what, problem), file=sys.stderr, flush=True)


def copy(source, sink):
    """Copies one direction of a connection. Its end is passed on; an error ends both directions."""
    try:
        while True:
            data = source.recv(65536)
            if not data:
                sink.shutdown(socket.SHUT_WR)
                return
            sink.sendall(data)
    except OSError:
        for one in (source, sink):
            try:
                one.shutdown(socket.SHUT_RDWR)
            except OSError:
                pass  # already closed


def relay_connection(client, peer, to):
    try:
        with client, socket.socket(to[0], socket.SOCK_STREAM) as container:
            container.settimeout(10)
            try:
                container.connect(to[1])
            except OSError as problem:
                complain("%s port %d" % peer[:2], problem)
                return
            container.settimeout(None)
            for one in (client, container):
                one.setsockopt(socket.SOL_SOCKET, socket.SO_KEEPALIVE, 1)
            back = threading.Thread(target=copy, args=(container, client), daemon=True)
            back.start()
            copy(client, container)
            back.join()
    except (OSError, RuntimeError) as problem:
        complain("%s port %d" % peer[:2], problem)
    finally:
        slots.release()


def relay_tcp(listener, to):
    while True:
        try:
            client, peer = listener.accept()
        except OSError:
            time.sleep(0.05)  # closed before it was accepted, or no descriptor is free
            continue
        slots.acquire()
        try:
            threading.Thread(target=relay_connection, args=(client, peer, to), daemon=True).start()
        except RuntimeError:
            client.close()
            slots.release()


class Container:
    """The socket of one UDP client towards the container."""

    def __init__(self, to, peer, notes):
        self.peer, self.notes, self.heard = peer, notes, time.monotonic()
        self.socket = socket.socket(to[0], socket.SOCK_DGRAM)
        self.socket.connect(to[1])


def own_address(listener, notes):
    """Sends the reply from the address to which the client sent its datagram. This uses the control message of the
    datagram, without the interface unless the address is link-local.
    """
    level, kind, note = notes[0]
    if listener.family == socket.AF_INET6:
        address, interface = struct.unpack("=16sI", note[:20])
        return [(level, kind, struct.pack("=16sI", address, interface if address[:2] == b"\xfe\x80" else 0))]
    return [(level, kind, struct.pack("=I4s4s", 0, struct.unpack("=I4s4s", note[:12])[1], bytes(4)))]


def relay_udp(listener, to):
    containers = collections.OrderedDict()  # by client and destination address, the longest silent first
    ready = selectors.DefaultSelector()
    ready.register(listener, selectors.EVENT_READ)

    def forget_oldest():
        gone = containers.popitem(last=False)[1]
        ready.unregister(gone.socket)
        gone.socket.close()

    def from_client():
        data, notes, _, peer = listener.recvmsg(65535, 256)
        notes = own_address(listener, notes)
        key = (peer, notes[0][2])
        if key not in containers:
            if len(containers) >= CONNECTIONS:
                forget_oldest()
            containers[key] = Container(to, peer, notes)
            ready.register(containers[key].socket, selectors.EVENT_READ, key)
        containers.move_to_end(key)
        containers[key].heard = time.monotonic()
        containers[key].socket.send(data)

    def from_container(key):
        one = containers[key]
        listener.sendmsg([one.socket.recv(65535)], one.notes, 0, one.peer)
        containers.move_to_end(key)
        one.heard = time.monotonic()

    while True:
        for event, _ in ready.select(timeout=1):
            try:
                if event.data is None:
                    from_client()
                elif event.data in containers:
                    from_container(event.data)
            except (OSError, IndexError) as problem:
                # No process listens there, or it is unreachable. The client may retry.
                complain("udp", problem)
        while containers and time.monotonic() - next(iter(containers.values())).heard > UDP_SILENCE:
            forget_oldest()


def address(text):
    """(family, socket address) of 127.0.0.1:8080 or [::1]:8080."""
    match = re.fullmatch(r"(?:\[(.+)\]|([^:]+)):(\d{1,5})", text)
    try:
        host = match.group(1) or match.group(2)
        found = socket.getaddrinfo(host, int(match.group(3)), flags=socket.AI_NUMERICHOST | socket.AI_NUMERICSERV)[0]
        return found[0], found[4]
    except (AttributeError, OSError):
        raise argparse.ArgumentTypeError("expected 127.0.0.1:8080 or [::1]:8080, found %r" % text) from None


def main():
    signal.signal(signal.SIGTERM, lambda *_: os._exit(0))
    signal.signal(signal.SIGINT, lambda *_: os._exit(0))
    parser = argparse.ArgumentParser(prog="userland-proxy")
    parser.add_argument("--proto", required=True, choices=("tcp", "udp"))
    parser.add_argument("--listen", required=True, type=address, metavar="ADDR:PORT")
    parser.add_argument("--to", required=True, type=address, metavar="ADDR:PORT")
    arguments = parser.parse_args()
    family, here = arguments.listen
    tcp = arguments.proto == "tcp"
    try:
        listener = socket.socket(family, socket.SOCK_STREAM if tcp else socket.SOCK_DGRAM)
        if family == socket.AF_INET6:
            # Docker starts a proxy for each family, on the same port.
            listener.setsockopt(socket.IPPROTO_IPV6, socket.IPV6_V6ONLY, 1)
        if tcp:
            listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        elif family == socket.AF_INET6:
            listener.setsockopt(socket.IPPROTO_IPV6, socket.IPV6_RECVPKTINFO, 1)
        else:
            listener.setsockopt(socket.IPPROTO_IP, IP_PKTINFO, 1)
        listener.bind(here)
        if tcp:
            listener.listen(1024)
    except OSError as problem:
        sys.exit("userland-proxy: %s port %d/%s: %s" % (here[0], here[1], arguments.proto, problem.strerror))
    threading.stack_size(256 * 1024)
    threading.Thread(target=relay_tcp if tcp else relay_udp, args=(listener, arguments.to), daemon=True).start()
    print("serving", flush=True)
    while True:
        signal.pause()


main()
