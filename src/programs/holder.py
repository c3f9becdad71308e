"""Enters the place of a user who is not root, and makes it first where it is not there.

    holder.py FOLDER start|find agent LEASE      then it is the agent (AGENT, its text, stands in front of this)
    holder.py FOLDER start|find run ARGV...      runs argv there, on this terminal

The place is what one process holds: a user, a network, a mount and a process namespace, of which it is process 1
(first.py; FIRST is its text). FOLDER/holder says its pid, its start time and its user namespace: a pid that another process
has by now is never entered. flock(2) on that file: shared by everybody inside, alone by whoever makes or ends the place.

Exits 4 where there is no place to find, 5 where there was one and its process has gone. What forbids making one is the
last line of stderr: netlab-forbidden WHAT ERRNO.
"""

import ctypes
import fcntl
import os
import shutil
import signal
import stat
import struct
import subprocess
import sys

NEWNS, NEWUSER, NEWPID, NEWNET = 0x20000, 0x10000000, 0x20000000, 0x40000000  # linux/sched.h
NONE, GONE = 4, 5
RECORD = "holder"
libc = ctypes.CDLL(None, use_errno=True)


class Forbidden(Exception):
    pass


def call(what, function, *arguments):
    if function(*arguments) != 0:
        raise Forbidden("%s %d" % (what, ctypes.get_errno()))


def own_folder(path):
    os.makedirs(path, 0o700, exist_ok=True)
    found = os.lstat(path)
    if not stat.S_ISDIR(found.st_mode) or found.st_uid != os.getuid() or found.st_mode & 0o077:
        raise Forbidden("folder 0")


def identity(pid):
    """Start time and user namespace; nothing where it has ended."""
    try:
        with open("/proc/%d/stat" % pid, "rb") as file:
            fields = file.read().rpartition(b")")[2].split()
        if fields[0] in (b"Z", b"X"):
            return None
        return "%d %s" % (int(fields[19]), os.readlink("/proc/%d/ns/user" % pid))
    except OSError:
        return None


def is_at(path, descriptor):
    try:
        named, opened = os.lstat(path), os.fstat(descriptor)
    except FileNotFoundError:
        return False
    return (named.st_dev, named.st_ino) == (opened.st_dev, opened.st_ino)


def recorded(descriptor):
    words = os.pread(descriptor, 200, 0).decode().split(" ", 1)
    return (int(words[0]), words[1]) if len(words) == 2 else None


def forget(path):
    os.unlink(path)
    try:
        os.rmdir(os.path.dirname(path))
    except OSError:  # something else of netlab's is there
        pass


def find(path, make):
    """The pid of process 1, and the file whose shared lock keeps it there."""
    while True:
        try:
            found = os.open(path, os.O_RDWR | os.O_NOFOLLOW | (os.O_CREAT if make else 0), 0o600)
        except FileNotFoundError:
            if not make:
                sys.exit(NONE)
            own_folder(os.path.dirname(path))  # it goes with the last lab, maybe just now
            continue
        descriptor = fcntl.fcntl(found, fcntl.F_DUPFD_CLOEXEC, 10)  # 3 is the agent's
        os.close(found)
        fcntl.flock(descriptor, fcntl.LOCK_SH)
        record = recorded(descriptor)
        if is_at(path, descriptor) and record and identity(record[0]) == record[1]:
            return record[0], descriptor
        fcntl.flock(descriptor, fcntl.LOCK_EX)
        # The lock was let go in between: all of it may have changed.
        if is_at(path, descriptor) and recorded(descriptor) == record:
            if not make:
                forget(path)
                sys.exit(GONE if record else NONE)
            if record:
                os.write(2, b"netlab-gone %d\n" % record[0])
            try:
                begin(path, descriptor)
            except Forbidden:
                forget(path)
                raise
        os.close(descriptor)


def begin(path, descriptor):
    """Makes the namespaces and starts their process 1, which has no parent: it ends alone, and everything with it."""
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
    """With newuidmap and a range of users of one's own: root and the users of daemons. Else oneself alone."""
    uid, gid = os.getuid(), os.getgid()
    users, groups = ranges("/etc/subuid"), ranges("/etc/subgid")
    if users and groups and shutil.which("newuidmap") and shutil.which("newgidmap"):
        done = [
            subprocess.call([tool, str(pid), "0", str(own), "1", "1"] + some, stderr=subprocess.DEVNULL)
            for tool, own, some in (("newuidmap", uid, users), ("newgidmap", gid, groups))
        ]
        if done == [0, 0]:
            return
    for name, text in (("setgroups", "deny"), ("uid_map", "%d %d 1" % (uid, uid)), ("gid_map", "%d %d 1" % (gid, gid))):
        try:
            with open("/proc/%d/%s" % (pid, name), "w") as file:
                file.write(text)
        except OSError as problem:
            # newuidmap may have done the half of it.
            raise Forbidden("map %d" % problem.errno)


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
    """Who is not root inside would lose them with the first program: see capabilities(7), ambient."""
    if os.geteuid() == 0:
        return
    header, data = struct.pack("Ii", 0x20080522, 0), ctypes.create_string_buffer(24)
    call("capabilities", libc.capget, header, data)
    low, high = struct.unpack("6I", data.raw)[1::3]
    call("capabilities", libc.capset, header, struct.pack("6I", low, low, low, high, high, high))
    for number in range(64):
        if (low | high << 32) >> number & 1:
            call("capabilities", libc.prctl, 47, 2, number, 0, 0)  # PR_CAP_AMBIENT, PR_CAP_AMBIENT_RAISE


def enter(pid, known):
    spaces = [os.open("/proc/%d/ns/%s" % (pid, name), os.O_RDONLY) for name in ("user", "net", "pid", "mnt")]
    if identity(pid) != known:
        sys.exit(GONE)
    for space in spaces:
        call("enter", libc.setns, space, 0)
        os.close(space)
    os.chdir("/")
    keep_capabilities()


def main(folder, how, kind, *words):
    own_folder(folder)
    pid, descriptor = find(os.path.join(folder, RECORD), how == "start")
    for name in ("SIGINT", "SIGQUIT"):  # for who is inside
        signal.signal(signal.Signals[name], lambda *_: None)
    enter(pid, recorded(descriptor)[1])
    child = os.fork()
    if child == 0:
        if kind == "run":
            os.closerange(3, 10)
            os.execvp(words[0], words)
        sys.argv[:] = ["netlab-agent", *words]
        exec(compile(AGENT, "netlab-agent", "exec"), {"__name__": "__main__"})
    for one in (0, 1):
        os.close(one)
    status = os.waitpid(child, 0)[1]
    os._exit(os.WEXITSTATUS(status) if os.WIFEXITED(status) else 128 + os.WTERMSIG(status))


try:
    main(*sys.argv[1:])
except Forbidden as problem:
    sys.exit("netlab-forbidden %s" % problem)
