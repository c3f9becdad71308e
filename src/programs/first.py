"""PID 1 of a rootless place: makes its mounts, reaps processes, and exits when the place is no longer used.

    first.py netlab-place FOLDER      descriptor 3 takes `ready`, or `fault WHAT ERRNO`

All of this is private to the place: /run and the files in /etc/netns are in memory, /proc and /sys show its
processes and interfaces, and the host's files do not change. It exits if no lab is left, no other process runs here
and no process has locked the record (holder.py). When it exits, the kernel kills all processes of the place and
releases the rest.
"""

import ctypes
import errno
import fcntl
import os
import shutil
import signal
import socket
import stat
import struct
import sys

PRIVATE, BIND, NOSUID, NODEV, NOEXEC = 0x44000, 0x1000, 2, 4, 8  # MS_REC | MS_PRIVATE ... (linux/mount.h)
PAUSE = 1  # seconds between two checks for processes
libc = ctypes.CDLL(None, use_errno=True)


def mount(what, kind, path, flags=0, data=""):
    # A mount without a source has its type as its name; a bind mount has no type.
    if libc.mount(kind.encode(), path.encode(), kind.encode(), flags, data.encode()) != 0:
        raise OSError(ctypes.get_errno(), what)


def mounts():
    safe = NOSUID | NODEV | NOEXEC
    mount("private", "none", "/", PRIVATE)
    mount("proc", "proc", "/proc", safe)
    mount("sys", "sysfs", "/sys", safe)
    mount("run", "tmpfs", "/run", NOSUID | NODEV, "mode=755")
    with open("/proc/self/mountinfo") as lines:
        below_etc = any(line.split()[4].startswith("/etc/") for line in lines)
    if os.path.isdir("/etc/netns") and not below_etc:
        mount("etc", "tmpfs", "/etc/netns", safe, "mode=755")
    else:
        copy_etc()


def copy_etc():
    """Copies /etc, because netlab cannot create its folder in the host's /etc. If a file is mounted over there (a
    container's resolv.conf), a node cannot have an overlay of the original: the kernel does not show a user covered
    files. An overlay here would fail the same way.
    """
    os.mkdir("/run/etc")
    mount("etc", "tmpfs", "/run/etc", NOSUID | NODEV, "mode=755")
    try:
        shutil.copytree("/etc", "/run/etc/new", symlinks=True, copy_function=copy_small)
    except shutil.Error:  # files that this user cannot read
        pass
    os.makedirs("/run/etc/new/netns", exist_ok=True)
    os.chmod("/run/etc/new", 0o755)
    mount("etc", "/run/etc/new", "/etc", BIND)


def copy_small(old, new):
    found = os.stat(old)
    if stat.S_ISREG(found.st_mode) and found.st_size < 1 << 20:
        shutil.copy2(old, new)


def loopback_up():
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as asker:
        fcntl.ioctl(asker, 0x8914, struct.pack("16sH14x", b"lo", 1))  # SIOCSIFFLAGS, IFF_UP


def bury():
    try:
        while os.waitpid(-1, os.WNOHANG)[0]:
            pass
    except ChildProcessError:
        pass


def idle(record, folder, above, name):
    try:
        fcntl.flock(record, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    # A lock without a process remains after an agent was killed; no process here holds it.
    names = os.listdir("/run/netlab") if os.path.isdir("/run/netlab") else []
    if any(not name.endswith(".lock") for name in names) or any(one.isdigit() and one != "1" for one in os.listdir("/proc")):
        fcntl.flock(record, fcntl.LOCK_UN)
        return False
    os.unlink("holder", dir_fd=folder)
    try:
        os.rmdir(name, dir_fd=above)
    except OSError as problem:  # other files of netlab are there
        if problem.errno not in (errno.ENOTEMPTY, errno.EEXIST, errno.ENOENT):
            raise
    return True


def main(path):
    # Open the folder first: the mount of /run below hides its path.
    folder = os.open(path, os.O_RDONLY | os.O_DIRECTORY)
    above = os.open(os.path.dirname(path), os.O_RDONLY | os.O_DIRECTORY)
    record = os.open("holder", os.O_RDWR, dir_fd=folder)
    wanted = {signal.SIGCHLD, signal.SIGTERM}
    signal.pthread_sigmask(signal.SIG_BLOCK, wanted)
    try:
        mounts()
        loopback_up()
    except OSError as problem:
        os.write(3, b"fault %s %d\n" % (problem.strerror.encode(), problem.errno))
        os._exit(1)
    os.chdir("/")
    os.write(3, b"ready\n")
    os.close(3)
    while True:
        what = signal.sigtimedwait(wanted, PAUSE)
        bury()
        if (what and what.si_signo == signal.SIGTERM) or (what is None and idle(record, folder, above, os.path.basename(path))):
            os._exit(0)


main(sys.argv[-1])
