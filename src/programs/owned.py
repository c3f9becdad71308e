"""The namespaces of labs on the agent's machine: finds them, and removes those of one lab.

It follows machine.py, as one program. It is the Python version of src/places/files/owned.ts.
"""

import errno
import os

DETACH, NOFOLLOW = 2, 8  # MNT_DETACH, UMOUNT_NOFOLLOW (linux/fs.h)


def namespaces():
    return inodes_of(NETNS, os.listdir(NETNS) if os.path.isdir(NETNS) else [])


def owned(lab):
    """Finds the namespaces and links of a lab, as src/places/files/owned.ts."""
    folder = DIRECTORY + "/" + lab
    links = []
    for names, part in ((NETNS, "netns"), ("/etc/netns", "etc")):
        for name in os.listdir(names) if os.path.isdir(names) else []:
            path = names + "/" + name
            if os.path.islink(path) and os.readlink(path) == "%s/%s/%s" % (folder, part, name):
                links.append(path)
    return {"namespaces": inodes_of(folder + "/netns", names_in(folder + "/netns")), "links": links}


def inodes_of(folder, names):
    device = os.stat("/proc/self/ns/net").st_dev
    found = {}
    for name in names:
        one = of_process(os.stat, folder + "/" + name)
        if one:
            found[name] = one.st_ino if one.st_dev == device else 0
    return found


def remove_owned(lab):
    """Removes what owned() finds. A rootless place may allow no further process, so umount(8) is not used."""
    import ctypes

    for path in owned(lab)["links"]:
        try:
            os.unlink(path)
        except FileNotFoundError:
            pass
    folder = "%s/%s/netns" % (DIRECTORY, lab)
    unmount = ctypes.CDLL(None, use_errno=True).umount2
    while unmount(folder.encode(), DETACH | NOFOLLOW) == 0:
        pass
    problem = ctypes.get_errno()
    if problem not in (errno.EINVAL, errno.ENOENT):  # it is not a mount, or it does not exist
        raise OSError(problem, os.strerror(problem), folder)
