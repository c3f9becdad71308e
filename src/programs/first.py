"""Process 1 of a place of a user who is not root: makes its mounts, buries its dead, and ends when nobody needs it.

    first.py netlab-place FOLDER      descriptor 3 takes `ready`, or `fault WHAT ERRNO`

Everything here is the place's own: /run and what is under /etc/netns lie in memory, /proc and /sys show its processes and
interfaces, and the host's files are as they were. It ends by itself when no lab is left, no other process is here and nobody
has the record locked (holder.py); when it ends, however, the kernel ends every process here and frees the rest.
"""

import ctypes
import errno
import fcntl
import os
import signal
import socket
import struct
import sys

PRIVATE, NOSUID, NODEV, NOEXEC = 0x4C000, 2, 4, 8  # MS_REC | MS_PRIVATE ... (linux/mount.h)
PAUSE = 1  # seconds between two looks whether anybody is here
libc = ctypes.CDLL(None, use_errno=True)


def mount(what, kind, path, flags=0, data=""):
    if libc.mount(kind.encode(), path.encode(), kind.encode(), flags, data.encode()) != 0:
        raise OSError(ctypes.get_errno(), what)


def mounts():
    safe = NOSUID | NODEV | NOEXEC
    mount("private", "none", "/", PRIVATE)
    mount("proc", "proc", "/proc", safe)
    mount("sys", "sysfs", "/sys", safe)
    mount("run", "tmpfs", "/run", NOSUID | NODEV, "mode=755")
    if os.path.isdir("/etc/netns"):
        mount("etc", "tmpfs", "/etc/netns", safe, "mode=755")
        return
    # The folder is not there and cannot be made: /etc becomes one that has it, over the host's.
    for name in ("upper", "work", "upper/netns"):
        os.makedirs("/run/etc/" + name, 0o755)
    mount("etc", "overlay", "/etc", NOSUID | NODEV, "lowerdir=/etc,upperdir=/run/etc/upper,workdir=/run/etc/work")


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
    labs = os.path.isdir("/run/netlab") and os.listdir("/run/netlab")
    if labs or any(one.isdigit() and one != "1" for one in os.listdir("/proc")):
        fcntl.flock(record, fcntl.LOCK_UN)
        return False
    os.unlink("holder", dir_fd=folder)
    try:
        os.rmdir(name, dir_fd=above)
    except OSError as problem:  # something else of netlab's is there
        if problem.errno not in (errno.ENOTEMPTY, errno.EEXIST, errno.ENOENT):
            raise
    return True


def main(path):
    # Their paths end here: /run is another one below.
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
