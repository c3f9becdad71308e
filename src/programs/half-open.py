"""Waits until the server has a TCP connection too. It precedes flow.py, as one program.

A path that drops the last ACK of the handshake leaves the connection half-open: only the client has it. A window probe carries no data, and a server with the connection answers it at once, at most twice a second. The
kernel sends one when a socket leaves TCP_REPAIR. A server without the connection repeats its SYN-ACK after 1 s, 3 s
and 7 s. So more segments than these are answers.
"""

import errno
import math
import struct
import time

IPPROTO_TCP = 6
TCP_INFO, TCP_REPAIR = 11, 19  # linux/tcp.h
SEGMENTS_IN = 140  # tcpi_segs_in of struct tcp_info
AGAIN = 0.55


def received(socket):
    return struct.unpack_from("I", socket.getsockopt(IPPROTO_TCP, TCP_INFO, SEGMENTS_IN + 4), SEGMENTS_IN)[0]


def confirm(flow):
    """Raises socket.timeout if the server does not have the connection by the end of the flow's time."""
    before, probed = received(flow.socket), -AGAIN
    while True:
        now = time.monotonic()
        if now - probed >= AGAIN:
            try:
                for mode in (1, 0):
                    flow.socket.setsockopt(IPPROTO_TCP, TCP_REPAIR, mode)
            except OSError as problem:
                if problem.errno == errno.EPERM:  # without CAP_NET_ADMIN it stays unknown
                    return
                raise
            probed = now
        repeated = int(math.log2(time.monotonic() - flow.connected + 1.1))
        if received(flow.socket) - before > repeated:
            return
        flow.result["error"] = "the destination answered the SYN and nothing after it"
        flow.in_time()
        time.sleep(0.002)
