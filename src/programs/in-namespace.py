"""Enters network namespaces from one program, and reads sockets until it is interrupted.

It precedes pings.py, packets.py, unused.py and verdicts.py, as one program.
"""

import ctypes
import os
import select
import signal
import sys

CLONE_NEWNET = 0x40000000  # linux/sched.h
SOL_SOCKET, SO_RCVBUF, SO_RCVBUFFORCE = 1, 8, 33  # asm-generic/socket.h


def enter(path):
    """Enters a namespace. Sockets opened from now on belong to it permanently."""
    space = os.open(path, os.O_RDONLY | os.O_CLOEXEC)
    if ctypes.CDLL(None, use_errno=True).setns(space, CLONE_NEWNET) != 0:
        raise OSError(ctypes.get_errno(), os.strerror(ctypes.get_errno()), path)
    os.close(space)


def widen(heard, size):
    """Enlarges a socket's receive buffer. In a user namespace the kernel refuses SO_RCVBUFFORCE, and net.core.rmem_max limits the size."""
    try:
        heard.setsockopt(SOL_SOCKET, SO_RCVBUFFORCE, size)
    except PermissionError:
        heard.setsockopt(SOL_SOCKET, SO_RCVBUF, size)


def hear(descriptors):
    """Yields descriptors that are readable; after SIGINT or SIGTERM, until all received data is read. Exits if the
    reader closes the output.
    """
    wake, woken = os.pipe()
    os.set_blocking(woken, False)
    signal.set_wakeup_fd(woken)
    for one in (signal.SIGINT, signal.SIGTERM):
        signal.signal(one, lambda *_: None)
    poll = select.poll()
    poll.register(1, 0)
    for one in (wake, *descriptors):
        poll.register(one, select.POLLIN)

    def ready():
        ending = False
        while True:
            some = [one for one, _ in poll.poll(0 if ending else None)]
            if 1 in some:
                sys.exit()
            if wake in some:
                poll.unregister(wake)
                ending = True
            elif ending and not some:
                return
            else:
                yield from some

    return ready()
