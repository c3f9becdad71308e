"""A command that the agent runs. Its output is sent at once, up to the window of the other side.

It precedes agent.py, as one program, whose functions send frames and watch descriptors.
"""

import fcntl
import os
import selectors
import signal
import subprocess

LOCK = 3  # the descriptor on which children hold a lab's lock
PIPE_GRACE = 0.2  # seconds that pipes may stay open after the process has exited
SYSTEM = "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin"
# A fixed environment and the system's programs first, as in src/places/process/spawn.ts.
OWN = [one for one in os.environ.get("PATH", "").split(":") if one.startswith("/")]
ENV = {"PATH": ":".join([SYSTEM, *OWN]), "LC_ALL": "C", "HOME": "/"}

# No other file may get that descriptor, so it is taken before any file is opened.
nothing = fcntl.fcntl(os.open("/dev/null", os.O_RDWR), fcntl.F_DUPFD_CLOEXEC, LOCK + 1)
os.dup2(nothing, LOCK, inheritable=False)


class Running:
    """A process that leads its own group. Its output is sent at once."""

    def __init__(self, number, argv, spaces=None, text=None, timeout=None, lock=None):
        """`spaces`: the namespaces that a Python program of netlab enters itself."""
        self.number, self.timed_out, self.window = number, False, WINDOW
        stdin = subprocess.DEVNULL
        if text is not None:
            stdin = os.memfd_create("netlab")
            with open(os.dup(stdin), "wb") as file:
                file.write(text.encode())
            os.lseek(stdin, 0, os.SEEK_SET)
        if lock is not None:
            os.dup2(lock, LOCK)
        try:
            if spaces is not None:
                kept = None if lock is None else LOCK
                self.process = Forked(argv, spaces, None if text is None else stdin, kept, ENV)
            else:
                self.process = subprocess.Popen(
                    argv, cwd="/", env=ENV, stdin=stdin, stdout=subprocess.PIPE, stderr=subprocess.PIPE, bufsize=0,
                    start_new_session=True, pass_fds=() if lock is None else (LOCK,),
                )
        finally:
            if lock is not None:
                os.dup2(nothing, LOCK, inheritable=False)
            if text is not None:
                os.close(stdin)
        self.pipes = {self.process.stdout: b"o", self.process.stderr: b"e"}
        for pipe in self.pipes:
            self.watch(pipe)
        running[number] = self
        if timeout is not None:
            after(timeout / 1000, self.time_over)

    def watch(self, pipe):
        selector.register(pipe, selectors.EVENT_READ, lambda: self.forward(pipe))

    def forward(self, pipe):
        if pipe.closed:
            return
        if self.window <= 0:  # until the other side has read it
            selector.unregister(pipe)
            return
        chunk = os.read(pipe.fileno(), min(CHUNK, self.window))
        if chunk:
            self.window -= len(chunk)
            send(self.number, self.pipes[pipe], chunk)
        else:
            self.close(pipe)

    def read(self, count):
        self.window += count
        for pipe in self.pipes:
            if pipe.fileno() not in selector.get_map():
                self.watch(pipe)

    def close(self, pipe):
        del self.pipes[pipe]
        if pipe.fileno() in selector.get_map():
            selector.unregister(pipe)
        pipe.close()
        if not self.pipes and self.process.returncode is not None:
            self.finish()

    def look(self):
        if self.process.returncode is None and self.process.poll() is not None:
            if self.pipes:
                after(PIPE_GRACE, self.give_up_pipes)
            else:
                self.finish()

    def give_up_pipes(self):
        # Output that waits for its reader is still needed. A pipe that another process holds open is not.
        if self.window <= 0 and self.number in running:
            after(PIPE_GRACE, self.give_up_pipes)
        else:
            for pipe in list(self.pipes):
                self.close(pipe)

    def finish(self):
        if running.pop(self.number, None):
            code = self.process.returncode
            answer(self.number, {"exit": None if code < 0 else code, "timedOut": self.timed_out})

    def time_over(self):
        if self.process.returncode is None:
            self.timed_out = True
            self.signal("KILL")

    def signal(self, name):
        of_process(os.killpg, self.process.pid, signal.Signals["SIG" + name])
