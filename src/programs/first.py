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
import shutil
import signal
import socket
import stat
import struct
import sys

PRIVATE, BIND, NOSUID, NODEV, NOEXEC = 0x44000, 0x1000, 2, 4, 8  # MS_REC | MS_PRIVATE ... (linux/mount.h)
PAUSE = 1  # seconds between two looks whether anybody is here
libc = ctypes.CDLL(None, use_errno=True)


def mount(what, kind, path, flags=0, data=""):
    # What is mounted from nowhere has its type for a name; a bind has no type.
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
    """The folder cannot be made in the host's /etc; and where something is mounted there (a container's resolv.conf), no node
    could have an overlay of it: the kernel shows a user nothing that is covered. An overlay here would fail alike."""
    os.mkdir("/run/etc")
    mount("etc", "tmpfs", "/run/etc", NOSUID | NODEV, "mode=755")
    try:
        shutil.copytree("/etc", "/run/etc/new", symlinks=True, copy_function=copy_small)
    except shutil.Error:  # what is not for this user to read
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
    # A lock alone was left by an agent that was killed: nobody is here who could hold it.
    names = os.listdir("/run/netlab") if os.path.isdir("/run/netlab") else []
    if any(not name.endswith(".lock") for name in names) or any(one.isdigit() and one != "1" for one in os.listdir("/proc")):
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
