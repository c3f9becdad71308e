"""The machine as an agent sees it: netlab's own files, what /proc shows, the way into nodes.

Carried in front of agent.py, as one program; says in Python what src/places/private-files.ts and processes.ts say.
"""

import errno
import os
import shutil
import signal
import stat
import time

DIRECTORY, NETNS = "/run/netlab", "/run/netns"
ROOTS = (DIRECTORY, "/etc/netns")
KILL_PATIENCE, PAUSE = 5, 0.01


class Fault(Exception):
    pass


# --- files: links are never followed, and folders belong to this user and are writable by nobody else


def checked(path, depth):
    root = next((one for one in ROOTS if path == one or path.startswith(one + "/")), None)
    names = path[len(root or ""):].split("/")[1:]
    if not root or os.path.normpath(path) != path or len(names) < depth:
        raise Fault("%s is not in a folder of netlab's own (%s)" % (path, ", ".join(ROOTS)))
    at = root
    for i, name in enumerate([None] + names):
        at = at if name is None else at + "/" + name
        try:
            found = os.lstat(at)
        except FileNotFoundError:
            break
        if stat.S_ISLNK(found.st_mode):
            raise Fault("%s is a link: netlab follows none in its own folders" % at)
        # Below the lab's folder daemons may own what they made; nobody else can get there.
        if i < 2 and stat.S_ISDIR(found.st_mode):
            if found.st_uid != os.geteuid():
                raise Fault("%s belongs to user %d, not to %d: netlab will not use it" % (at, found.st_uid, os.geteuid()))
            if found.st_mode & 0o022 and not found.st_mode & 0o1000:
                raise Fault("%s can be written by other users: netlab will not use it" % at)
    return path


def make_folder(path):
    at = ""
    for name in path.split("/")[1:]:
        at += "/" + name
        try:
            os.mkdir(at, 0o700)
        except FileExistsError:
            pass
    checked(path, 0)


def read(path):
    try:
        descriptor = os.open(checked(path, 1), os.O_RDONLY | os.O_NOFOLLOW)
    except FileNotFoundError:
        return None
    with open(descriptor, encoding="utf-8", errors="replace") as file:
        return file.read()


def write(path, text):
    make_folder(os.path.dirname(checked(path, 1)))
    draft = "%s.%d.tmp" % (path, os.getpid())
    descriptor = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_TRUNC | os.O_NOFOLLOW, 0o600)
    with open(descriptor, "w", encoding="utf-8") as file:
        file.write(text)
    os.rename(draft, path)


def remove(path):
    try:
        if stat.S_ISDIR(os.lstat(checked(path, 1)).st_mode):
            shutil.rmtree(path)
        else:
            os.unlink(path)
    except FileNotFoundError:
        pass


def names_in(path):
    try:
        return os.listdir(checked(path, 0))
    except FileNotFoundError:
        return []


# --- what /proc shows: whatever cannot be read any more is not there


def of_process(look, *arguments):
    try:
        return look(*arguments)
    except OSError as problem:
        if problem.errno in (errno.ENOENT, errno.ESRCH, errno.EACCES, errno.EPERM):
            return None
        raise


def content(path):
    with open(path, "rb") as file:
        return file.read().decode(errors="replace")


def state_and_start(pid):
    # Fields 3 and 22; the name before them may hold blanks and parentheses.
    fields = content("/proc/%d/stat" % pid).rpartition(")")[2].split()
    return fields[0], int(fields[19])


def describe(pid):
    namespace = int(os.readlink("/proc/%d/ns/net" % pid)[5:-1])
    argv = content("/proc/%d/cmdline" % pid).split("\0")[:-1]
    return {"pid": pid, "start": state_and_start(pid)[1], "namespace": namespace, "argv": argv}


def pids():
    return [int(name) for name in os.listdir("/proc") if name.isdigit()]


def processes():
    found = (of_process(describe, pid) for pid in pids() if pid != os.getpid())
    return [one for one in found if one]


def lives(one):
    now = of_process(state_and_start, one["pid"])
    return now is not None and now[1] == one["start"] and now[0] not in "ZX"


def end(some, grace):
    left = some
    for name, patience in (("SIGTERM", grace / 1000), ("SIGKILL", KILL_PATIENCE)):
        for one in left:
            if lives(one):
                of_process(os.kill, one["pid"], signal.Signals[name])
        deadline = time.monotonic() + patience
        left = [one for one in left if lives(one)]
        while left and time.monotonic() < deadline:
            yield PAUSE
            left = [one for one in left if lives(one)]


def namespaces():
    device = os.stat("/proc/self/ns/net").st_dev
    found = {}
    for name in os.listdir(NETNS) if os.path.isdir(NETNS) else []:
        one = of_process(os.stat, NETNS + "/" + name)
        if one:
            found[name] = one.st_ino if one.st_dev == device else 0
    return found


def spaces_of(node):
    """The namespaces that commands of a node enter, in order: (net or mount, path). See src/places/enter.ts."""
    if not node:
        return []
    path = "%s/%s" % (NETNS, node["namespace"])
    if not node.get("mounts"):
        return [("net", path)]
    pid = (read(node["mounts"]) or "").strip()
    inode = of_process(os.stat, path)
    there = pid.isdigit() and of_process(os.readlink, "/proc/%s/ns/net" % pid)
    if not inode or there != "net:[%d]" % inode.st_ino:
        raise Fault("%s: the process that holds its files has gone (%s)" % (node["name"], node["mounts"]))
    return [("net", path), ("mount", "/proc/%s/ns/mnt" % pid)]


def enter(argv, node=None, names=False):
    """argv inside a node's namespaces."""
    if not node:
        return argv
    if names and not node.get("mounts"):
        return ["ip", "netns", "exec", node["namespace"]] + argv
    return ["nsenter"] + ["--%s=%s" % space for space in spaces_of(node)] + ["--"] + argv
