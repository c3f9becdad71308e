"""Prepares FRR in a node: frr-check.py FILE FOLDER DAEMON...

The node's /etc/passwd and /etc/group are its own, with root alone. FRR changes to the user frr and the groups frr and frrvty. Here
they are the user who runs the lab, so nothing needs to change, and FRR also runs in a rootless place.

vtysh checks the whole configuration. A daemon has the commands of its own protocol, and would log an error for every other line. So
each one gets a file with the lines that it accepts in a dry run: FOLDER/DAEMON.conf. FRR stays in a block when it rejects the first
line of the next one, and would take that block's lines for its own. So a block is left out with its first line.
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


OPENER = re.compile(r"(router |interface |vrf |route-map |bfd$|pbr-map |nexthop-group |key chain |mpls ldp$|segment-routing$|l2vpn |rpki)")
# vtysh reads these itself, or they only end a block.
NOBODY = re.compile(r"(!|#|exit|end$|service integrated-vtysh-config|username |frr |log |$)")


def left_out(daemon):
    """The numbers of the lines that the daemon's file does not have."""
    rejected = unknown(daemon)
    skipped = set()
    skipping = indented = False
    for number, line in enumerate(lines, 1):
        text = line.strip()
        inner = line[:1].isspace()
        if OPENER.match(text) and not inner:
            skipping, indented = number in rejected, False
        elif text in ("!", "exit", "end") or (indented and not inner):
            skipping = False
        indented = indented or inner
        if skipping or number in rejected:
            skipped.add(number)
    return skipped


if not os.path.ismount("/etc"):
    sys.exit("the node has no /etc of its own")
write("/etc/passwd", ["root:x:0:0::/:/bin/sh", f"frr:x:{uid}:{gid}::/:/bin/false"])
write("/etc/group", ["root:x:0:", f"frr:x:{gid}:", f"frrvty:x:{gid}:frr"])
check = subprocess.run(["vtysh", "-C", "-f", config], stdin=subprocess.DEVNULL, check=False)
if check.returncode != 0:
    sys.exit(check.returncode)
with open(config, encoding="utf-8") as text:
    lines = text.read().splitlines()
others = {name: left_out(name) for name in daemons}
for number in sorted(set.intersection(*others.values())):
    if not NOBODY.match(lines[number - 1].strip()):
        sys.exit(f"line {number}: none of {', '.join(daemons)} takes {lines[number - 1].strip()}")
for name in daemons:
    write(f"{folder}/{name}.conf", [line for number, line in enumerate(lines, 1) if number not in others[name]])
