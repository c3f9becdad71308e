"""A lab's lock: flock(2) on /run/netlab/LAB.lock, as in src/places/files/lock.ts.

The lock belongs to the open file. It stays until the last process that inherited the file has closed it. This file
is between machine.py and agent.py, as one program.
"""

import errno
import fcntl
import os

LOOKS, LOOK_PAUSE = 5, 0.04  # a process needs a moment to write its name into a new lock

held = {}  # path by descriptor


def take(lab):
    path = "%s/%s.lock" % (DIRECTORY, lab)
    look = 0
    while True:
        descriptor = open_lock(path)
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
            if is_at(path, descriptor):
                sign(path, descriptor)
                held[descriptor] = path
                return {"lock": descriptor}
            continue  # the previous holder removed the file, so this one is not the lab's lock
        except BlockingIOError:
            look += 1
            holders = holders_of(descriptor, lab)
            signed = os.pread(descriptor, 100, 0).split()
            for one in holders:
                if signed == [b"%d" % one["pid"], b"%d" % one["start"]]:
                    return {"owner": one, "orphans": []}
            if look >= LOOKS and holders:
                return {"orphans": holders}
        finally:
            if descriptor not in held:
                os.close(descriptor)
        yield LOOK_PAUSE


def open_lock(path):
    for _ in range(1000):  # the folder is removed with the last lab, maybe between these two calls
        make_folder(DIRECTORY)
        try:
            descriptor = os.open(path, os.O_RDWR | os.O_CREAT | os.O_NOFOLLOW | os.O_NONBLOCK, 0o600)
        except FileNotFoundError:
            continue
        except OSError as problem:
            if problem.errno in (errno.ELOOP, errno.EISDIR, errno.ENXIO):
                raise Foreign("%s is not a file" % path, "remove it: rm -r " + path)
            raise
        try:
            require_file(path, os.fstat(descriptor))
        except Foreign:
            os.close(descriptor)
            raise
        return descriptor
    raise Fault("%s goes away again and again" % DIRECTORY)


def sign(path, descriptor):
    """Writes the holder of the lock. If the disk is full, the file stays empty."""
    try:
        os.ftruncate(descriptor, 0)
        os.pwrite(descriptor, b"%d %d\n" % (os.getpid(), state_and_start(os.getpid())[1]), 0)
    except OSError:
        os.unlink(path)
        raise


def same(one, other):
    return (one.st_dev, one.st_ino) == (other.st_dev, other.st_ino)


def is_at(path, descriptor):
    try:
        return same(os.lstat(path), os.fstat(descriptor))
    except FileNotFoundError:
        return False


def holders_of(descriptor, lab):
    def holds(pid, number):
        link = "/proc/%d/fd/%s" % (pid, number)
        return (
            "/%s.lock" % lab in os.readlink(link)
            and same(os.stat(link), os.fstat(descriptor))
            and "FLOCK" in content("/proc/%d/fdinfo/%s" % (pid, number))
        )

    found = []
    for pid in pids():
        numbers = of_process(os.listdir, "/proc/%d/fd" % pid) or []
        if any(of_process(holds, pid, number) for number in numbers):
            found.append(of_process(describe, pid))
    return [one for one in found if one]


def give_back(descriptor, gone):
    path = held.pop(descriptor)
    if gone and is_at(path, descriptor):
        os.unlink(path)
    os.close(descriptor)
    if gone:
        try:
            os.rmdir(DIRECTORY)
        except OSError as problem:  # other labs exist, or another netlab was first
            if problem.errno not in (errno.ENOTEMPTY, errno.EEXIST, errno.EBUSY, errno.ENOENT):
                raise
