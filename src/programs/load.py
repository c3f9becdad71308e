"""load.py FILE WORD...: runs the compiled load.c.

The file is in /run, which many hosts mount with noexec (mount(8)), so it runs from memory (memfd_create(2)). All processes of a
measurement stay on one processor of those that they may use: then they take turns, and the elapsed time is all their work.
"""

import os
import sys

with open(sys.argv[1], "rb") as file:
    program = file.read()
os.sched_setaffinity(0, {max(os.sched_getaffinity(0))})
memory = os.memfd_create("load", 0)
with os.fdopen(os.dup(memory), "wb") as copy:
    copy.write(program)
os.execve(memory, ["load", *sys.argv[2:]], os.environ)
