"""A small responder. Its reply has its name and the source address that it received, which shows the effect of NAT.

    serve.py --name web 80/http 9000/tcp 53/udp

It listens on every address, IPv4 and (if the kernel has it) IPv6, and replies with one line of JSON:

    {"by": "web", "saw": "10.0.0.2", "port": 43210, "to": "10.0.0.9", "to-port": 80}

- http: GET or POST of any path: 200 and the line, with "path" in it. /bytes/N: N bytes. /status/NNN: that status.
- tcp: the line at once. Then it discards data, and closes when the peer closes or after a second of silence.
- udp: the line for each datagram, from the address to which it was sent. "netlab stream N": with "number": N in it.

It prints "serving" when every socket listens, then one line for each request. SIGTERM ends it with 0, at once.
"""

import argparse
import contextlib
import errno
import json
import os
import re
import signal
import socket
import struct
import sys
import threading
import time

CONNECTIONS = 256  # at a time; more wait in the backlog
SILENCE = 1.0  # seconds without a byte after which a TCP connection is closed
IDLE = 5.0  # seconds that an HTTP connection may wait for its next request, or a write for its reader
MOST_BYTES = 10_000_000
LINE, LINES = 8192, 100  # the longest header line, and the most lines
IP_PKTINFO = 8  # from linux/in.h; Python names it from 3.14 on
NO_IPV6 = (errno.EAFNOSUPPORT, errno.EADDRNOTAVAIL)
REASONS = {200: "OK", 400: "Bad Request", 405: "Method Not Allowed", 411: "Length Required"}

NAME = ""
slots = threading.BoundedSemaphore(CONNECTIONS)
output = threading.Lock()


def log(text):
    # The reader of the log may have exited. The server continues.
    with output, contextlib.suppress(OSError):
        print(text.encode("unicode_escape").decode(), flush=True)


def facts(peer, to, port):
    # Python appends a zone to a link-local address, which the reply leaves out.
    return {"by": NAME, "saw": peer[0].split("%")[0], "port": peer[1], "to": to.split("%")[0], "to-port": port}


def arrow(fact):
    ends = (fact["saw"], fact["port"]), (fact["to"], fact["to-port"])
    return " -> ".join(("[%s]:%d" if ":" in end[0] else "%s:%d") % end for end in ends)


def as_line(fact):
    return json.dumps(fact).encode() + b"\n"


def drain(connection):
    """Reads until the peer closes or is silent. A close with unread bytes would reset the connection."""
    end = time.monotonic() + 60
    connection.settimeout(SILENCE)
    with contextlib.suppress(socket.timeout):
        while time.monotonic() < end and connection.recv(65536):
            pass


def answer_tcp(connection, fact):
    log("tcp " + arrow(fact))
    connection.sendall(as_line(fact))
    drain(connection)


def read_request(connection, stream):
    """Returns the next request as (method, path, may another follow, status so far), or None at the end."""
    connection.settimeout(IDLE)
    line = stream.readline(LINE)
    if not line:
        return None
    method, path, version = (word.decode("latin-1") for word in (line.split() + [b""] * 3)[:3])
    headers = {}
    for _ in range(LINES if version in ("HTTP/1.0", "HTTP/1.1") else 0):
        line = stream.readline(LINE)
        if not line:
            return None
        if line in (b"\r\n", b"\n"):
            break
        name, _, value = line.decode("latin-1").partition(":")
        headers[name.strip().lower()] = value.strip()
    else:
        return method, path, False, 400
    length = headers.get("content-length", "0")
    if "transfer-encoding" in headers or not re.fullmatch("[0-9]{1,12}", length):
        return method, path, False, 411
    left = int(length)
    if left > MOST_BYTES:
        return method, path, False, 413
    if left and headers.get("expect", "").lower() == "100-continue":
        connection.sendall(b"HTTP/1.1 100 Continue\r\n\r\n")
    while left:
        read = len(stream.read(min(left, 65536)))
        if not read:
            return None
        left -= read
    again = version == "HTTP/1.1" and headers.get("connection", "").lower() != "close"
    return method, path, again, 200 if method in ("GET", "POST") else 405


def as_asked(path):
    """Returns the status that a path requests and, for /bytes/N, the number of bytes."""
    asked = re.fullmatch("/(bytes|status)/([0-9]{1,9})", path.partition("?")[0])
    number = int(asked.group(2)) if asked else 0
    if asked and asked.group(1) == "bytes":
        return (200, number) if number <= MOST_BYTES else (400, None)
    # 1xx would announce another response, which does not follow.
    return (number if 200 <= number <= 599 else 400) if asked else 200, None


def answer_http(connection, fact):
    stream, again = connection.makefile("rb"), True
    while again:
        method, path, again, status = read_request(connection, stream) or ("", "", False, 0)
        if not status:
            return
        status, size = as_asked(path) if status == 200 else (status, None)
        log("http %s %s %s %d" % (arrow(fact), method[:16], path[:200], status))
        line = as_line(dict(fact, path=path))
        media, length = ("application/json", len(line)) if size is None else ("text/plain", size)
        head = ["Content-Type: " + media, "Content-Length: %d" % length]
        if status in (204, 304):
            head, line = [], b""
        if status == 405:
            head.append("Allow: GET, POST")
        if not again:
            head.append("Connection: close")
        head = ["HTTP/1.1 %d %s" % (status, REASONS.get(status, "As Asked"))] + head + ["", ""]
        connection.sendall("\r\n".join(head).encode() + (line if size is None else b""))
        for start in range(0, size or 0, 65536):
            connection.sendall(b"." * min(65536, size - start))


ANSWERS = {"tcp": answer_tcp, "http": answer_http}


def converse(connection, peer, answer):
    try:
        with connection:
            connection.settimeout(IDLE)
            answer(connection, facts(peer, *connection.getsockname()[:2]))
            connection.shutdown(socket.SHUT_WR)
            drain(connection)
    except OSError:
        pass  # the peer reset it, or is too slow
    finally:
        slots.release()


def accept(listener, kind, _port):
    while True:
        try:
            connection, peer = listener.accept()
        except OSError:
            time.sleep(0.05)  # closed before it was accepted, or no descriptor is free
            continue
        slots.acquire()
        try:
            threading.Thread(target=converse, args=(connection, peer, ANSWERS[kind]), daemon=True).start()
        except RuntimeError:
            connection.close()
            slots.release()


def answer_udp(listener, _kind, port):
    """Replies from the address to which a datagram was sent, by IP_PKTINFO. The kernel's default is that of the route."""
    ipv6 = listener.family == socket.AF_INET6
    while True:
        try:
            asked, notes, _, peer = listener.recvmsg(65535, 256)
            note = notes[0][2]
            if ipv6:
                address, interface = struct.unpack("=16sI", note[:20])
                # A link-local address needs its interface; any other is sent by the route.
                source = struct.pack("=16sI", address, interface if address[:2] == b"\xfe\x80" else 0)
            else:
                address = struct.unpack("=I4s4s", note[:12])[1]
                source = struct.pack("=I4s4s", 0, address, bytes(4))
            fact = facts(peer, socket.inet_ntop(listener.family, address), port)
            log("udp %s %d bytes" % (arrow(fact), len(asked)))
            numbered = re.fullmatch(b"netlab stream ([0-9]{1,9})", asked)
            if numbered:
                fact["number"] = int(numbered.group(1))
            # Two responders that reach each other's port (a wrong NAT rule is enough) would reply forever.
            if not asked.startswith(b'{"by":'):
                listener.sendmsg([as_line(fact)], [(notes[0][0], notes[0][1], source)], 0, peer)
        except (OSError, IndexError) as problem:
            log("udp %d: %s" % (port, problem))


def listeners(port, kind):
    """Opens one socket for IPv4 and one for IPv6, so that neither sees IPv4-mapped addresses."""
    for family, anywhere in ((socket.AF_INET, "0.0.0.0"), (socket.AF_INET6, "::")):
        try:
            listener = socket.socket(family, socket.SOCK_DGRAM if kind == "udp" else socket.SOCK_STREAM)
            if family == socket.AF_INET6:
                listener.setsockopt(socket.IPPROTO_IPV6, socket.IPV6_V6ONLY, 1)
            if kind != "udp":
                listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            elif family == socket.AF_INET:
                listener.setsockopt(socket.IPPROTO_IP, IP_PKTINFO, 1)
            else:
                listener.setsockopt(socket.IPPROTO_IPV6, socket.IPV6_RECVPKTINFO, 1)
            listener.bind((anywhere, port))
            if kind != "udp":
                listener.listen(1024)
            yield listener
        except OSError as problem:
            if family == socket.AF_INET or problem.errno not in NO_IPV6:
                sys.exit("serve: %d/%s: %s" % (port, kind, problem.strerror))


def listen_argument(text):
    match = re.fullmatch(r"(\d{1,5})/(tcp|udp|http)", text)
    if not match or not 1 <= int(match.group(1)) <= 65535:
        raise argparse.ArgumentTypeError("expected 80/http, 9000/tcp or 53/udp, found %r" % text)
    return int(match.group(1)), match.group(2)


def main():
    global NAME
    signal.signal(signal.SIGTERM, lambda *_: os._exit(0))
    signal.signal(signal.SIGINT, lambda *_: os._exit(0))
    parser = argparse.ArgumentParser(prog="serve")
    parser.add_argument("--name", required=True)
    parser.add_argument("listen", nargs="+", type=listen_argument, metavar="PORT/KIND")
    arguments = parser.parse_args()
    NAME = arguments.name
    ready = [(one, kind, port) for port, kind in arguments.listen for one in listeners(port, kind)]
    threading.stack_size(256 * 1024)
    for one in ready:
        threading.Thread(target=answer_udp if one[1] == "udp" else accept, args=one, daemon=True).start()
    log("serving")
    while True:
        signal.pause()


main()
