"""Asks a DNS question as the node's resolver does, and prints the queries and the answer as one line of JSON.

    dns.py '{"name": "web", "type": "A", "timeout": 1}'

With "servers" (addresses), the name is asked as it is. Otherwise /etc/resolv.conf has the servers, the search list and
ndots, which are used as glibc's res_nsearch does. Each server is asked once: another one only if it does not answer, or
answers SERVFAIL or REFUSED. "source-port" is the port of all queries. With "protocol" tcp, each query has a connection.

Output: status, server (the last one), queries (name, server and status of each) and answers (name, type, data).
A status is a response code, NODATA (a response without such records), timeout, or unreachable (an ICMP error).
"""

import ipaddress
import json
import os
import socket
import struct
import sys
import time

TYPES = {"A": 1, "NS": 2, "CNAME": 5, "SOA": 6, "PTR": 12, "TXT": 16, "AAAA": 28, "SRV": 33}
NAMES = {number: name for name, number in TYPES.items()}
CODES = {0: "NOERROR", 1: "FORMERR", 2: "SERVFAIL", 3: "NXDOMAIN", 4: "NOTIMP", 5: "REFUSED"}
TRUNCATED, RESPONSE = 0x0200, 0x8000
MOST_SERVERS = 3  # MAXNS in resolv.h


def configuration(text):
    servers, search, ndots = [], [], 1
    for line in text.splitlines():
        words = line.split("#")[0].split(";")[0].split()
        if words[:1] == ["nameserver"]:
            servers += words[1:2]
        elif words[:1] == ["search"] or words[:1] == ["domain"]:
            search = words[1:]
        elif words[:1] == ["options"]:
            ndots = next((int(word[6:]) for word in words if word.startswith("ndots:") and word[6:].isdigit()), ndots)
    return servers[:MOST_SERVERS], [name.rstrip(".") for name in search], min(ndots, 15)


def candidates(name, search, ndots):
    """The names to ask, in order."""
    if name.endswith("."):
        return [name[:-1]]
    searched = ["%s.%s" % (name, domain) if domain else name for domain in search]
    return [name, *searched] if name.count(".") >= ndots else [*searched, name]


def question(name, kind, number):
    labels = b"".join(bytes([len(label)]) + label for label in name.encode("idna" if not name.isascii() else "ascii").split(b".") if label)
    return struct.pack("!6H", number, 0x0100, 1, 0, 0, 0) + labels + struct.pack("!BHH", 0, TYPES[kind], 1)


def read_name(message, at):
    """Returns a name and the position behind it. A pointer must lead backwards, so it cannot loop."""
    labels, behind, limit = [], None, len(message)
    while message[at]:
        if message[at] >= 0xC0:
            behind = at + 2 if behind is None else behind
            at, before = struct.unpack_from("!H", message, at)[0] & 0x3FFF, min(at, limit)
            if at >= before:
                raise ValueError("a compressed name points forwards")
            limit = at + 1
        else:
            labels.append(message[at + 1 : at + 1 + message[at]].decode("latin-1"))
            at += 1 + message[at]
    return ".".join(labels), at + 1 if behind is None else behind


def data_of(message, kind, at, size):
    if kind in ("A", "AAAA"):
        return str(ipaddress.ip_address(message[at : at + size]))
    if kind in ("CNAME", "PTR", "NS"):
        return read_name(message, at)[0]
    if kind == "SRV":
        return "%d %d %d " % struct.unpack_from("!3H", message, at) + read_name(message, at + 6)[0]
    if kind == "TXT":
        end, texts = at + size, []
        while at < end:
            texts.append(message[at + 1 : at + 1 + message[at]].decode("utf-8", "replace"))
            at += 1 + message[at]
        return "".join(texts)
    return message[at : at + size].hex()


def read_response(message):
    """Returns the status and the answer section."""
    flags, questions, count = struct.unpack_from("!3H", message, 2)
    at, answers = 12, []
    for _ in range(questions):
        at = read_name(message, at)[1] + 4
    for _ in range(count):
        name, at = read_name(message, at)
        number, _, ttl, size = struct.unpack_from("!HHIH", message, at)
        kind = NAMES.get(number, str(number))
        answers.append({"name": name, "type": kind, "ttl": ttl, "data": data_of(message, kind, at + 10, size)})
        at += 10 + size
    return CODES.get(flags & 15, str(flags & 15)), answers


def open_socket(server, kind, asked):
    found = socket.getaddrinfo(server, asked.get("port", 53), type=kind, flags=socket.AI_NUMERICHOST)[0]
    opened = socket.socket(found[0], kind)
    opened.settimeout(asked["timeout"])
    if "source-port" in asked:
        opened.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        opened.bind(("", asked["source-port"]))
    opened.connect(found[4])
    return opened


def over_tcp(query, server, asked):
    with open_socket(server, socket.SOCK_STREAM, asked) as opened, opened.makefile("rb") as stream:
        opened.sendall(struct.pack("!H", len(query)) + query)
        size = stream.read(2)
        return stream.read(struct.unpack("!H", size)[0]) if len(size) == 2 else b""


def response_to(query, server, asked):
    """A response with the ID and the question of the query; over TCP if it does not fit a datagram."""
    if asked.get("protocol") == "tcp":
        return over_tcp(query, server, asked)
    end = time.monotonic() + asked["timeout"]
    with open_socket(server, socket.SOCK_DGRAM, asked) as opened:
        opened.send(query)
        while True:
            opened.settimeout(max(end - time.monotonic(), 0.001))
            message = opened.recv(65535)
            if len(message) < 12 or message[:2] != query[:2] or not message[2] & 0x80:
                continue
            if struct.unpack_from("!H", message, 2)[0] & TRUNCATED:
                message = over_tcp(query, server, asked)
            return message


def ask(name, server, asked):
    query = question(name, asked["type"], int.from_bytes(os.urandom(2), "big"))
    try:
        status, answers = read_response(response_to(query, server, asked))
    except socket.timeout:
        return "timeout", []
    except OSError as problem:
        return "unreachable", [{"name": name, "type": "error", "data": problem.strerror or str(problem)}]
    except (ValueError, IndexError, struct.error):
        return "FORMERR", []
    # A CNAME alone is not an answer to a question for another type.
    if status == "NOERROR" and not any(answer["type"] == asked["type"] for answer in answers):
        status = "NODATA"
    return status, answers


def resolve(asked):
    servers, search, ndots = asked.get("servers"), [], 0
    if servers is None:
        with open("/etc/resolv.conf", encoding="utf-8", errors="replace") as file:
            servers, search, ndots = configuration(file.read())
    if not servers:
        raise ValueError("/etc/resolv.conf has no nameserver")
    queries, best, answers, server = [], None, [], servers[0]
    for name in candidates(asked["name"], search, ndots):
        for server in servers:
            status, answers = ask(name, server, asked)
            queries.append({"name": name, "server": server, "status": status})
            if status not in ("timeout", "unreachable", "SERVFAIL", "REFUSED"):
                break
        # A name without such records is the result if no other name has some.
        best = "NODATA" if "NODATA" in (best, status) else status
        if status == "NOERROR" or status in ("timeout", "unreachable"):
            best = status
            break
    return {"status": best, "server": server, "queries": queries, "answers": answers}


try:
    print(json.dumps(resolve(json.loads(sys.argv[1]))))
except (OSError, ValueError, UnicodeError) as problem:
    print("dns: %s" % problem, file=sys.stderr)
    sys.exit(2)
