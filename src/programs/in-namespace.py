"""The way into a network namespace, for one program that looks into many; and hearing them until it is interrupted.

Carried in front of pings.py, packets.py and verdicts.py, as one program.
"""

import ctypes
import os
import select
import signal
import sys

CLONE_NEWNET = 0x40000000  # linux/sched.h
SOL_SOCKET, SO_RCVBUF, SO_RCVBUFFORCE = 1, 8, 33  # asm-generic/socket.h


def enter(path):
    """What is opened from now on is of this namespace, and stays."""
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
    """Those that have something to read, again and again; after SIGINT or SIGTERM until what has come is read. Ends the program
    when nobody reads what it prints."""
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
