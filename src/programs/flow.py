"""The client of the tcp, udp and http probes: opens the given flows, 64 at a time, and prints the result of each.

    flow.py '[{"id": "1", "kind": "http", "host": "10.0.0.9", "port": 80, "timeout": 2}]'      (- reads them from stdin)

Each flow has id, kind (tcp, udp, http), host (an address), port and timeout (seconds for the whole flow). Optional
fields are source (an address), source-port, ttl, device (an interface or VRF to bind to), size (bytes to send) or
payload (text to send; repeated or truncated to size), df (udp: never fragment), listen (tcp: seconds to wait for data
from the server), after and gap (the id of an earlier flow: this one begins when that one has ended, or gap seconds
after its beginning), and for http path, method, headers, body, requests (on one connection) and follow (redirects, each
with a connection of its own from the same source port). A flow is not retried.

It prints one line of JSON for each flow when it ends: id, outcome, ms, and if known by, saw, saw-port (the node that
replied, and the source that it received, if it runs netlab's responder), status, body (its first 4 KB), bytes
(received in total), answers (by, saw, status and body of each request, if there are several), location (of the response,
or of the last redirect that was followed), redirects (status and location of each), local, local-port, error. The outcomes:

    ok           connected, and all data was acknowledged (tcp); a reply arrived (udp); a whole response arrived (http)
    half-open    only the client has the connection: the server answered the SYN and nothing after it (tcp)
    timeout      none of this in time
    refused      a TCP reset for the first packet, or ICMP port unreachable
    reset        a TCP reset later
    unreachable  no route here, or ICMP host or network unreachable, or no ARP reply
    prohibited   this host's own rules or routes forbid it, or (IPv6) ICMP administratively prohibited
    too-big      larger than the path's MTU
    not-followed a redirect that leads nowhere: too many of them, no HTTP server, an unknown name
    error        any other error

It exits with 0 when every flow has ended, with any outcome, and with 2 and one line on stderr if it cannot read its
input.
"""

import _socket as socket  # not socket.py, which takes 10 ms to load, nor http.client, which takes 25
import collections
import contextlib
import errno
import fcntl
import json
import math
import os
import signal
import struct
import sys
import termios
import threading
import time

AT_A_TIME = 64
BODY = 4096
# Level, RECVERR (without it, UDP receives few ICMP errors), MTU_DISCOVER: linux/in.h and in6.h; Python has no names for
# them.
UDP_OPTIONS = {socket.AF_INET: (socket.IPPROTO_IP, 11, 10), socket.AF_INET6: (socket.IPPROTO_IPV6, 25, 23)}
PMTUDISC_DO = 2
IPV6_UNICAST_HOPS = 16  # linux/in6.h
OUTCOMES = {
    errno.ECONNREFUSED: "refused",
    errno.ENETUNREACH: "unreachable",
    errno.EHOSTUNREACH: "unreachable",
    errno.EACCES: "prohibited",
    errno.EPERM: "prohibited",
    errno.EMSGSIZE: "too-big",
    errno.ECONNRESET: "reset",
    errno.ECONNABORTED: "reset",
    errno.EPIPE: "reset",
    errno.ETIMEDOUT: "timeout",
}


class Flow:
    """One flow: its socket, its remaining time, and its result so far."""

    def __init__(self, asked):
        self.asked = asked
        self.result = {"id": asked["id"], "outcome": "error"}
        self.end, self.connected, self.socket = 0.0, 0.0, None

    def open(self, kind):
        host = self.asked.get("address", self.asked["host"])
        found = socket.getaddrinfo(host, None, flags=socket.AI_NUMERICHOST)[0]
        family, address = found[0], found[4][:1] + (self.asked["port"],) + found[4][2:]
        self.socket = socket.socket(family, kind)
        if kind == socket.SOCK_DGRAM:
            level, recverr, mtu_discover = UDP_OPTIONS[family]
            self.socket.setsockopt(level, recverr, 1)
            if self.asked.get("df"):
                self.socket.setsockopt(level, mtu_discover, PMTUDISC_DO)
        self.socket.setsockopt(socket.SOL_SOCKET, socket.SO_BINDTODEVICE, self.asked.get("device", "").encode())
        if "ttl" in self.asked:
            level, number = (socket.IPPROTO_IPV6, IPV6_UNICAST_HOPS) if ":" in address[0] else (socket.IPPROTO_IP, socket.IP_TTL)
            self.socket.setsockopt(level, number, self.asked["ttl"])
        if "source-port" in self.asked or "source" in self.asked:
            self.socket.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            self.socket.bind((self.asked.get("source", ""), self.asked.get("source-port", 0)))
        self.in_time().connect(address)
        self.connected = time.monotonic()

    def in_time(self, enough=math.inf):
        """Returns the socket with the remaining time as its timeout."""
        left = min(self.end, enough) - time.monotonic()
        if left <= 0:
            raise socket.timeout("timed out")
        self.socket.settimeout(left)
        return self.socket

    def to_send(self, otherwise=b""):
        text = self.asked.get("payload", self.asked.get("body", "")).encode() or otherwise
        size = self.asked.get("size", len(text))
        return ((text or b".") * (size // len(text or b".") + 1))[:size]

    def unacknowledged(self):
        """Returns the number of sent bytes that are not acknowledged yet."""
        return struct.unpack("i", fcntl.ioctl(self.socket, termios.TIOCOUTQ, bytes(4)))[0]

    def learn(self, body):
        """Reads the line of netlab's responder."""
        self.result["body"] = body[:BODY].decode("utf-8", "replace")
        try:
            line = json.loads(body[:BODY])
        except (ValueError, RecursionError):
            return
        if isinstance(line, dict) and "by" in line:
            self.result.update({"by": line["by"], "saw": line.get("saw"), "saw-port": line.get("port")})

    def close(self):
        if self.socket:
            address, port = self.socket.getsockname()[:2]
            if address not in ("0.0.0.0", "::"):
                self.result.update({"local": address.partition("%")[0], "local-port": port})
            if "source-port" in self.asked or self.result["outcome"] != "ok":
                # Close with a reset: TIME_WAIT would hold the port for a minute, and the data of a failed flow would be
                # retransmitted.
                self.socket.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
            self.socket.close()


def run_udp(flow):
    flow.open(socket.SOCK_DGRAM)
    flow.in_time().send(flow.to_send(b"netlab"))
    answer = flow.in_time().recv(65535)
    flow.result["bytes"] = len(answer)
    flow.learn(answer)


def run_tcp(flow):
    flow.open(socket.SOCK_STREAM)
    data = flow.to_send()
    flow.in_time().sendall(data)
    if "source-port" not in flow.asked:
        with contextlib.suppress(OSError):  # after a reset, the read reports it
            flow.socket.shutdown(socket.SHUT_WR)  # a server without data then closes, too
    answer, more, confirmed = b"", True, bool(data)
    # The flow is connected, with or without data from the server. Data on the way may still be answered by a reset.
    enough = time.monotonic() + flow.asked.get("listen", flow.asked["timeout"])
    half = (time.monotonic() + flow.end) / 2  # the rest is enough to confirm a silent connection
    while more and b"\n" not in answer and len(answer) < BODY:
        try:
            more = flow.in_time(enough if confirmed or answer else min(enough, half)).recv(BODY)
            answer += more
        except socket.timeout:
            if not confirmed and not answer:
                confirm(flow)
                confirmed = True
            elif enough >= flow.end or not flow.unacknowledged():
                break
            else:
                enough = flow.end
    if answer:
        flow.result["bytes"] = len(answer)
        flow.learn(answer)
    while data and flow.unacknowledged():
        flow.in_time()
        time.sleep(0.005)


RUN = {"tcp": run_tcp, "udp": run_udp, "http": run_http}
output = threading.Lock()
turns = {}  # by id: two events of each flow with a successor, set at its beginning and its end


def await_turn(asked):
    began, ended = turns[asked["after"]]
    began.wait()
    ended.wait(asked["gap"])


def run_in_turn(asked):
    if "after" in asked:
        await_turn(asked)
    began, ended = turns.get(asked["id"], (threading.Event(), threading.Event()))
    began.set()
    try:
        run(asked)
    finally:
        ended.set()


def run(asked):
    flow, began = Flow(asked), time.monotonic()
    try:
        flow.end = began + asked["timeout"]
        flow.result["outcome"] = RUN[asked["kind"]](flow) or "ok"
        if flow.result["outcome"] == "ok":
            flow.result.pop("error", None)
    except socket.timeout as problem:
        half_open = "half-open" if "error" in flow.result else "timeout"
        flow.result = {"error": str(problem), **flow.result, "outcome": half_open}
    except OSError as problem:
        flow.result["outcome"] = OUTCOMES.get(problem.errno, "error")
        flow.result["error"] = problem.strerror or str(problem)
    except Exception as problem:  # neither the request nor the server's data may end the other flows
        flow.result["error"] = "%s: %s" % (type(problem).__name__, problem)
    flow.result["ms"] = round((time.monotonic() - began) * 1000, 1)
    flow.close()
    try:
        with output:
            print(json.dumps(flow.result), flush=True)
    except OSError:
        os._exit(1)  # the reader has closed the pipe


def main():
    signal.signal(signal.SIGINT, signal.SIG_DFL)
    try:
        (given,) = sys.argv[1:]
        flows = json.loads(sys.stdin.read() if given == "-" else given)
        if not isinstance(flows, list) or not all(isinstance(asked, dict) and "id" in asked for asked in flows):
            raise ValueError("not an array of flows, each with an id")
    except (ValueError, RecursionError) as problem:
        print("flow: expected one argument with JSON: %s" % problem, file=sys.stderr)
        sys.exit(2)
    waiting = collections.deque(flows)
    turns.update((asked["after"], (threading.Event(), threading.Event())) for asked in flows if "after" in asked)

    def work():
        with contextlib.suppress(IndexError):  # another thread took the last one
            while True:
                run_in_turn(waiting.popleft())

    threading.stack_size(512 * 1024)
    for _ in range(min(AT_A_TIME, len(flows))):
        threading.Thread(target=work).start()

main()
