"""The agent's access to the machine: netlab's files, /proc, and the namespaces of nodes.

It precedes agent.py, as one program. It is the Python version of src/places/files/private-files.ts and process/processes.ts.
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


MOST = 256 << 20  # bytes of a file; the largest of netlab's own are some 12 MB


class Fault(Exception):
    pass


class Foreign(Fault):
    """A file that netlab did not create has the path of one of its own."""

    def __init__(self, text, todo):
        super().__init__(text)
        self.todo = todo


# --- files: links are never followed; folders must belong to this user and be writable by no other user


def checked(path, depth, folder=False, link=False):
    """`folder`: the path must be a folder. `link`: the path may be a link, which is not followed."""
    root = next((one for one in ROOTS if path == one or path.startswith(one + "/")), None)
    names = path[len(root or ""):].split("/")[1:]
    if not root or os.path.normpath(path) != path or len(names) < depth:
        text = "%s is not in a folder of netlab's own (%s)" % (path, ", ".join(ROOTS))
        changed = "another program has changed a journal or a file beside it: "
        raise Foreign(text, changed + "take the lab away with netlab down")
    at = root
    for i, name in enumerate([None] + names):
        at = at if name is None else at + "/" + name
        try:
            found = os.lstat(at)
        except FileNotFoundError:
            break
        last = i == len(names)
        if stat.S_ISLNK(found.st_mode) and last and link:
            continue
        if stat.S_ISLNK(found.st_mode):
            raise Foreign("%s is a link: netlab follows none in its own folders" % at, "remove it: rm " + at)
        if not stat.S_ISDIR(found.st_mode) and (folder or i == 0 or not last):
            raise Foreign("%s is not a folder, and netlab needs one there" % at, "remove it: rm " + at)
        # Inside the lab's folder, daemons may own their files. No other user can reach them.
        if i < 2 and stat.S_ISDIR(found.st_mode):
            if found.st_uid != os.geteuid():
                text = "%s belongs to user %d, not to %d: netlab will not use it" % (at, found.st_uid, os.geteuid())
                raise Foreign(text, "remove it, or make it yours: chown %d %s" % (os.geteuid(), at))
            if found.st_mode & 0o022 and not found.st_mode & 0o1000:
                text = "%s can be written by other users: netlab will not use it" % at
                raise Foreign(text, "remove it, or close it: chmod go-w " + at)
    return path


def make_folder(path):
    checked(path, 0, folder=True)
    at = ""
    for name in path.split("/")[1:]:
        at += "/" + name
        try:
            os.mkdir(at, 0o700)
        except FileExistsError:
            pass
    checked(path, 0)


def real(path):
    """Resolves files of a namespace in /etc/netns, which is a link into the lab's folder."""
    names = path.split("/")
    if names[1:3] != ["etc", "netns"] or len(names) < 4:
        return path
    link = "/".join(names[:4])
    target = os.readlink(link) if os.path.islink(link) else ""
    lab = target[len(DIRECTORY) + 1:].split("/")[0]
    return target + path[len(link):] if lab and target == "%s/%s/etc/%s" % (DIRECTORY, lab, names[3]) else path


def read(path):
    path = real(path)
    try:
        # Opening a FIFO would wait for a writer.
        descriptor = os.open(checked(path, 1), os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK)
    except FileNotFoundError:
        return None
    try:
        require_file(path, os.fstat(descriptor))
        with open(descriptor, "rb", closefd=False) as file:
            return file.read().decode(errors="replace")
    finally:
        os.close(descriptor)


def require_file(path, found):
    if not stat.S_ISREG(found.st_mode):
        raise Foreign("%s is not a file" % path, "remove it: rm -r " + path)
    if found.st_size > MOST:
        text = "%s has %d bytes, and netlab reads at most %d" % (path, found.st_size, MOST)
        raise Foreign(text, "remove it: rm " + path)


def write(path, text):
    make_folder(os.path.dirname(checked(path, 1)))
    draft = "%s.%d.tmp" % (path, os.getpid())
    descriptor = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_TRUNC | os.O_NOFOLLOW, 0o600)
    with open(descriptor, "w", encoding="utf-8") as file:
        file.write(text)
    os.rename(draft, path)


def remove(path):
    try:
        if stat.S_ISDIR(os.lstat(checked(path, 1, link=True)).st_mode):
            shutil.rmtree(path)
        else:
            os.unlink(path)
    except FileNotFoundError:
        pass


def names_in(path):
    path = real(path)
    try:
        return os.listdir(checked(path, 0, folder=True))
    except FileNotFoundError:
        return []


# --- /proc: a process whose files cannot be read has exited


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
    # Fields 3 and 22. The name before them may contain blanks and parentheses.
    fields = content("/proc/%d/stat" % pid).rpartition(")")[2].split()
    return fields[0], int(fields[19])


def describe(pid):
    namespace = int(os.readlink("/proc/%d/ns/net" % pid)[5:-1])
    argv = content("/proc/%d/cmdline" % pid).split("\0")[:-1]
    found = {"pid": pid, "start": state_and_start(pid)[1], "namespace": namespace, "argv": argv}
    # The environment of another user's process cannot be read.
    for one in (of_process(content, "/proc/%d/environ" % pid) or "").split("\0"):
        if one.startswith("NETLAB_LAB="):
            found["mark"] = one.partition("=")[2]
    return found


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


def spaces_of(node):
    """The cgroup and namespaces that commands of a node enter, in order: (cgroup, net or mount, path). See enter.ts."""
    if not node:
        return []
    path = "%s/%s" % (NETNS, node["namespace"])
    cgroup = [("cgroup", cgroup_of(node))] if node.get("cgroup") else []
    if not node.get("mounts"):
        return cgroup + [("net", path)]
    pid = (read(node["mounts"]) or "").strip()
    inode = of_process(os.stat, path)
    there = pid.isdigit() and of_process(os.readlink, "/proc/%s/ns/net" % pid)
    if not inode or there != "net:[%d]" % inode.st_ino:
        raise Fault("%s: the process that holds its files has gone (%s)" % (node["name"], node["mounts"]))
    return cgroup + [("net", path), ("mount", "/proc/%s/ns/mnt" % pid)]


def cgroup_of(node):
    if not of_process(os.stat, node["cgroup"]):
        raise Fault("%s: its cgroup does not exist (%s)" % (node["name"], node["cgroup"]))
    return node["cgroup"] + "/cgroup.procs"


def enter(argv, node=None, names=False):
    """Returns the argv that runs argv in a node's cgroup and namespaces."""
    if not node:
        return argv
    spaces = [space for space in spaces_of(node) if space[0] != "cgroup"]
    # The words of src/model/lab-programs.ts.
    joined = ["sh", "-c", 'echo 0 > "$0" && exec "$@"', cgroup_of(node)] if node.get("cgroup") else []
    if names and not node.get("mounts"):
        return joined + ["ip", "netns", "exec", node["namespace"]] + argv
    return joined + ["nsenter"] + ["--%s=%s" % space for space in spaces] + ["--"] + argv
