"""Enters a rootless place, and creates it first if needed.

    holder.py FOLDER start|find agent LEASE      then it becomes the agent (AGENT, its text, precedes this)
    holder.py FOLDER start|find run ARGV...      runs argv there, on this terminal

It follows namespaces.py, as one program. One process holds the place: a user, a network, a mount and a PID namespace
of which it is PID 1 (first.py; FIRST is its text). FOLDER/holder has its pid, start time and user namespace, so a
reused pid is never entered. flock(2) on that file is shared by all processes inside, and exclusive for creating or
ending the place.

It exits with 4 if there is no place, and with 5 if its process has exited. If creating a place is forbidden, the
last line of stderr is netlab-forbidden WHAT ERRNO SETTING=VALUE... FOLDER may be -, the default folder of the user.
"""

import errno
import fcntl
import os
import signal
import stat
import sys

NONE, GONE = 4, 5
RECORD = "holder"
# Sysctls that may forbid it. The message has their values.
SETTINGS = ("user/max_user_namespaces", "kernel/unprivileged_userns_clone", "kernel/apparmor_restrict_unprivileged_userns")


def usual_folder():
    """The same folder as in src/places/files/runtime-folder.ts."""
    user = os.getuid()
    for path in (os.environ.get("XDG_RUNTIME_DIR") or "", "/run/user/%d" % user):
        if path.startswith("/") and os.path.isdir(path) and os.lstat(path).st_uid == user:
            return path + "/netlab"
    return "/tmp/netlab-%d" % user


def settings():
    for name in SETTINGS:
        try:
            with open("/proc/sys/" + name) as file:
                yield "%s=%s" % (name, file.read().strip())
        except OSError:
            pass


def own_folder(path, make):
    """Checks whose folder it is. The folder goes with the last lab, maybe just now: `find` does not make it again."""
    try:
        if make:
            os.makedirs(path, 0o700, exist_ok=True)
        found = os.lstat(path)
    except FileNotFoundError:
        if make:
            raise Forbidden("folder %d" % errno.ENOENT)
        return
    except OSError as problem:  # a file or a link that leads nowhere, a full disk
        raise Forbidden("folder %d" % problem.errno)
    if not stat.S_ISDIR(found.st_mode) or found.st_uid != os.getuid() or found.st_mode & 0o077:
        raise Forbidden("folder 0")


def identity(pid):
    """Returns start time and user namespace, or nothing if the process has exited."""
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
    except OSError:  # other files of netlab are there
        pass


def find(path, make):
    """Returns the pid of PID 1, and the file whose shared lock keeps it running."""
    while True:
        try:
            found = os.open(path, os.O_RDWR | os.O_NOFOLLOW | (os.O_CREAT if make else 0), 0o600)
        except FileNotFoundError:
            if not make:
                sys.exit(NONE)
            own_folder(os.path.dirname(path), make)
            continue
        descriptor = fcntl.fcntl(found, fcntl.F_DUPFD_CLOEXEC, 10)  # the agent uses 3
        os.close(found)
        fcntl.flock(descriptor, fcntl.LOCK_SH)
        record = recorded(descriptor)
        if is_at(path, descriptor) and record and identity(record[0]) == record[1]:
            return record[0], descriptor
        fcntl.flock(descriptor, fcntl.LOCK_EX)
        # The lock was released in between, so all of it may have changed.
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
    folder = usual_folder() if folder == "-" else folder
    make = how == "start"
    own_folder(folder, make)
    pid, descriptor = find(os.path.join(folder, RECORD), make)
    for name in ("SIGINT", "SIGQUIT"):  # only for the processes inside
        signal.signal(signal.Signals[name], lambda *_: None)
    enter(pid, recorded(descriptor)[1])
    try:
        child = os.fork()
    except BlockingIOError as problem:
        raise Forbidden("inside %d pid=%d" % (problem.errno, pid))
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


def forbidden(what):
    sys.exit(" ".join(["netlab-forbidden %s" % what, *settings()]))


try:
    main(*sys.argv[1:])
except Forbidden as problem:
    forbidden(problem)
except OSError as problem:  # a limit is reached, or the disk of the folder is full
    forbidden("system %d" % problem.errno)
