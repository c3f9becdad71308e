"""netlab's agent on another machine: runs commands, stores small files, lists processes, holds locks.

    agent.py LEASE        after machine.py, owned.py, lab-lock.py, forked.py and running.py, as one program

It exchanges frames on standard input and output: size of the payload, number of the request, kind (one letter),
payload. Input: q request (JSON), s signal (its name), w number of bytes read, p keepalive without a payload. Output:
o and e output of a process, a result (JSON), f error. Many requests may be open at once. Each may have at most
WINDOW bytes that the other side has not read.

The agent stops when standard input ends, or when nothing arrives for LEASE seconds (0: no limit), because then no
netlab controls it. It kills the processes that it runs and releases the locks, so the next netlab need not wait. If
the agent itself is killed, its children still hold the lock of their lab on descriptor 3, by which they can be
found.
"""

import errno
import heapq
import itertools
import json
import os
import selectors
import signal
import struct
import sys
import time

HEADER = struct.Struct(">IIc")
WINDOW = 1 << 20
CHUNK = 1 << 16

EXHAUSTED = (errno.EAGAIN, errno.EMFILE, errno.ENFILE, errno.ENOMEM)  # as in src/places/process/spawn.ts

selector = selectors.DefaultSelector()
timers = []  # (time, tie breaker, callback)
ties = itertools.count()
running = {}  # Running by request
unsent = bytearray()
unread = bytearray()
heard = time.monotonic()


def after(seconds, act):
    heapq.heappush(timers, (time.monotonic() + seconds, next(ties), act))


def send(number, kind, payload=b""):
    if not unsent:
        selector.register(1, selectors.EVENT_WRITE, flush)
    unsent.extend(HEADER.pack(len(payload), number, kind) + payload)


def flush():
    del unsent[: os.write(1, memoryview(unsent)[:CHUNK])]
    if not unsent:
        selector.unregister(1)


def answer(number, value):
    send(number, b"a", json.dumps(value).encode())


def fault(number, problem):
    """Sends an error as text, with the fields from which src/places/agent/agent.ts creates its error: what to do, or the name
    of the system error.
    """
    told = {"text": str(problem)}
    if isinstance(problem, Foreign):
        told["todo"] = problem.todo
    elif isinstance(problem, OSError):
        told.update(code=errno.errorcode.get(problem.errno, ""), path=problem.filename)
    send(number, b"f", json.dumps(told).encode())


def start(number, argv, node=None, names=False, input=None, timeout=None, lock=None):
    words = argv
    try:
        if own_program(argv) and not names:
            Running(number, argv, spaces_of(node), input, timeout, lock)
        else:
            words = enter(argv, node, names)
            Running(number, words, None, input, timeout, lock)
    except Fault as problem:
        send(number, b"e", b"%s\n" % str(problem).encode())
        answer(number, {"exit": 1, "timedOut": False})
    except OSError as problem:
        if problem.errno in EXHAUSTED:
            problem.filename = words[0]
            fault(number, problem)
            return
        missing = isinstance(problem, FileNotFoundError)
        said = "%s: %s\n" % (words[0], "not found" if missing else problem.strerror)
        send(number, b"e", said.encode())
        answer(number, {"exit": 127 if missing else 126, "timedOut": False})


OPERATIONS = {
    "enter": enter,
    "read": read,
    "write": write,
    "remove": remove,
    "list": names_in,
    "namespaces": namespaces,
    "owned": owned,
    "removeOwned": remove_owned,
    "processes": processes,
    "end": end,
    "lock": take,
    "release": give_back,
    "boot": lambda: content("/proc/sys/kernel/random/boot_id").strip(),
}


def request(number, op, **arguments):
    try:
        if op == "start":
            start(number, **arguments)
            return
        result = OPERATIONS[op](**arguments)
        if hasattr(result, "send"):
            go_on(number, result)
        else:
            answer(number, result)
    except (Fault, OSError) as problem:
        fault(number, problem)


def go_on(number, work):
    """Runs the next step of a generator. It yields the number of seconds to wait."""
    try:
        after(next(work), lambda: go_on(number, work))
    except StopIteration as done:
        answer(number, done.value)
    except (Fault, OSError) as problem:
        fault(number, problem)


def listen():
    global heard
    chunk = os.read(0, CHUNK)
    if not chunk:
        leave()
    heard = time.monotonic()
    unread.extend(chunk)
    while len(unread) >= HEADER.size:
        size, number, kind = HEADER.unpack_from(unread)
        if len(unread) < HEADER.size + size:
            return
        payload = bytes(unread[HEADER.size : HEADER.size + size])
        del unread[: HEADER.size + size]
        if kind == b"q":
            request(number, **json.loads(payload))
        elif number in running:
            running[number].signal(payload.decode()) if kind == b"s" else running[number].read(int(payload))


def leave(*_):
    for one in running.values():
        one.signal("KILL")
    os._exit(0)


def main(lease):
    for name in ("SIGTERM", "SIGHUP"):
        signal.signal(signal.Signals[name], leave)
    for name in ("SIGINT", "SIGCHLD"):  # handled, not ignored: children would inherit the latter
        signal.signal(signal.Signals[name], lambda *_: None)
    waker, wake = os.pipe()
    for descriptor in (0, 1, waker, wake):
        os.set_blocking(descriptor, False)
    signal.set_wakeup_fd(wake)
    selector.register(0, selectors.EVENT_READ, listen)
    selector.register(waker, selectors.EVENT_READ, lambda: os.read(waker, CHUNK))
    while not lease or time.monotonic() - heard < lease:
        soonest = timers[0][0] - time.monotonic() if timers else lease or None
        for key, _ in selector.select(soonest if soonest is None else max(0, min(soonest, lease or soonest))):
            key.data()
        for one in list(running.values()):
            one.look()
        while timers and timers[0][0] <= time.monotonic():
            heapq.heappop(timers)[2]()
    leave()


os.write(1, b"\x1enetlab agent 1\n")
try:
    main(float(sys.argv[1]))
except (BrokenPipeError, ConnectionResetError):
    leave()
