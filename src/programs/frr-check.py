"""Prepares FRR in a node: frr-check.py FILE FOLDER DAEMON...

The node's /etc/passwd and /etc/group are its own, with root alone. FRR changes to the user frr and the groups frr and frrvty. Here
they are the user who runs the lab, so nothing needs to change, and FRR also runs in a rootless place.

vtysh checks the whole configuration. A daemon has the commands of its own protocol, and would log an error for every other line. So
each one gets a file with the lines that it accepts in a dry run: FOLDER/DAEMON.conf.
"""

import os
import re
import subprocess
import sys

config, folder, *daemons = sys.argv[1:]
uid, gid = os.getuid(), os.getgid()


def write(path, lines):
    with open(path, "w", encoding="utf-8") as file:
        file.write("".join(f"{line}\n" for line in lines))


def unknown(daemon):
    """The numbers of the lines that are for other daemons."""
    files = ["-f", config, "-i", f"{folder}/check.pid", "-z", f"{folder}/check.api", "--vty_socket", folder]
    words = [f"/usr/lib/frr/{daemon}", "--dryrun", "--log", "stdout", *files]
    run = subprocess.run(words, stdin=subprocess.DEVNULL, capture_output=True, check=False, encoding="utf-8")
    if run.returncode != 0:
        sys.exit(f"{daemon}: {(run.stderr or run.stdout).strip()}")
    return {int(number) for number in re.findall(r"No such command on config line (\d+):", run.stdout + run.stderr)}


if not os.path.ismount("/etc"):
    sys.exit("the node has no /etc of its own")
write("/etc/passwd", ["root:x:0:0::/:/bin/sh", f"frr:x:{uid}:{gid}::/:/bin/false"])
write("/etc/group", ["root:x:0:", f"frr:x:{gid}:", f"frrvty:x:{gid}:frr"])
check = subprocess.run(["vtysh", "-C", "-f", config], stdin=subprocess.DEVNULL, check=False)
if check.returncode != 0:
    sys.exit(check.returncode)
with open(config, encoding="utf-8") as text:
    lines = text.read().splitlines()
for name in daemons:
    others = unknown(name)
    write(f"{folder}/{name}.conf", [line for number, line in enumerate(lines, 1) if number not in others])
