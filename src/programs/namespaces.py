"""Creates the namespaces of a rootless place and their PID 1. Keeps capabilities for users other than root.

It precedes holder.py, as one program.
"""

import ctypes
import fcntl
import os
import shutil
import struct
import subprocess
import sys

NEWNS, NEWUSER, NEWPID, NEWNET = 0x20000, 0x10000000, 0x20000000, 0x40000000  # linux/sched.h
# Root, and the end of the range that systemd reserves for containers (its UIDS-GIDS document). No file or process of
# the host has these ids. Without them, programs that change their user fail (tcpdump, bird).
SPARE = "0 0 1\n1 1878982657 65535\n"
libc = ctypes.CDLL(None, use_errno=True)


class Forbidden(Exception):
    pass


def call(what, function, *arguments):
    if function(*arguments) != 0:
        raise Forbidden("%s %d" % (what, ctypes.get_errno()))


def begin(path, descriptor):
    """Creates the namespaces and starts their PID 1, which has no parent. It exits by itself, and the kernel then kills
    the rest.
    """
    said, say = os.pipe()
    heard, hear = os.pipe()
    middle = os.fork()
    if middle == 0:
        os.close(said)
        os.close(hear)
        try:
            os.setsid()
            call("namespaces", libc.unshare, NEWUSER | NEWNS | NEWNET | NEWPID)
            os.write(say, b"unshared\n")
            if os.read(heard, 1) != b"m":
                os._exit(1)
            source, give = os.pipe()
            first = os.fork()
            if first == 0:
                os.close(give)
                keep_capabilities()
                become_first(os.path.dirname(path), source, say)
            os.write(say, b"pid %d\n" % first)
            with open(give, "wb") as pipe:
                pipe.write(FIRST.encode())
        except Forbidden as problem:
            os.write(say, b"fault %s\n" % str(problem).encode())
        except OSError as problem:
            os.write(say, b"fault system %d\n" % problem.errno)
        os._exit(0)
    os.close(say)
    os.close(heard)
    pid = None
    with open(said) as lines:
        for line in lines:
            word, _, rest = line.strip().partition(" ")
            if word == "unshared":
                map_users(middle)
                os.write(hear, b"m")
            elif word == "pid":
                pid = int(rest)
            elif word == "fault":
                raise Forbidden(rest)
            elif word == "ready":
                os.ftruncate(descriptor, 0)
                os.pwrite(descriptor, b"%d %s" % (pid, identity(pid).encode()), 0)
                os.waitpid(middle, 0)
                os.close(hear)
                return
    raise Forbidden("first 0")


def become_first(folder, source, say):
    nothing = os.open("/dev/null", os.O_RDWR)
    high = [fcntl.fcntl(one, fcntl.F_DUPFD_CLOEXEC, 10) for one in (source, nothing, nothing, say)]
    for new, old in enumerate(high):
        os.dup2(old, new)
    os.execv(sys.executable, [sys.executable, "-ISuc", "exec(open(0).read())", "netlab-place", folder])


def map_users(pid):
    """Maps root and the users of daemons: with newuidmap, to the caller's range; if the caller is root, to SPARE.
    Otherwise maps only the caller.
    """
    uid, gid = os.getuid(), os.getgid()
    users, groups = ranges("/etc/subuid"), ranges("/etc/subgid")
    if users and groups and shutil.which("newuidmap") and shutil.which("newgidmap"):
        done = [
            subprocess.call([tool, str(pid), "0", str(own), "1", "1"] + some, stderr=subprocess.DEVNULL)
            for tool, own, some in (("newuidmap", uid, users), ("newgidmap", gid, groups))
        ]
        if done == [0, 0]:
            return
    if uid == 0 and gid == 0:
        try:
            write_maps(pid, [("uid_map", SPARE), ("gid_map", SPARE)])
            return
        except OSError:  # a container without these ids, or without CAP_SETUID
            pass
    try:
        write_maps(pid, [("setgroups", "deny"), ("uid_map", "%d %d 1" % (uid, uid)), ("gid_map", "%d %d 1" % (gid, gid))])
    except OSError as problem:
        # newuidmap may have mapped a part.
        raise Forbidden("map %d" % problem.errno)


def write_maps(pid, maps):
    for name, text in maps:
        with open("/proc/%d/%s" % (pid, name), "w") as file:
            file.write(text)


def ranges(path):
    import pwd

    try:
        names = {str(os.getuid()), pwd.getpwuid(os.getuid()).pw_name}
    except KeyError:
        names = {str(os.getuid())}
    try:
        with open(path) as file:
            lines = [line.strip().split(":") for line in file]
    except OSError:
        return None
    return next((line[1:] for line in lines if len(line) == 3 and line[0] in names), None)


def keep_capabilities():
    """Keeps the capabilities of a user who is not root inside. Otherwise they are lost with the first program: see
    ambient in capabilities(7).
    """
    if os.geteuid() == 0:
        return
    header, data = struct.pack("Ii", 0x20080522, 0), ctypes.create_string_buffer(24)
    call("capabilities", libc.capget, header, data)
    low, high = struct.unpack("6I", data.raw)[1::3]
    call("capabilities", libc.capset, header, struct.pack("6I", low, low, low, high, high, high))
    for number in range(64):
        if (low | high << 32) >> number & 1:
            call("capabilities", libc.prctl, 47, 2, number, 0, 0)  # PR_CAP_AMBIENT, PR_CAP_AMBIENT_RAISE
