"""A Python program of netlab (`python3 -IS -c PROGRAM WORD...`), run by a fork of the agent, in a node's namespaces or
outside.

It precedes running.py, as one program. Python starts, and compiles and loads a program, once in the agent and not
for each check: a fork takes 2 ms instead of 15. The program text, words, streams, exit code and signals are the
same.
"""

import gc
import os
import signal
import sys
import threading

PYTHON = ["python3", "-IS", "-c"]  # src/programs/run-python.ts
KINDS = {"net": 0x40000000, "mount": 0x00020000}  # linux/sched.h: CLONE_NEWNET, CLONE_NEWNS
MOST_DESCRIPTORS = 4096  # of an agent: two for each running program
HANDLED = {signal.SIGINT, signal.SIGTERM, signal.SIGHUP, signal.SIGCHLD}  # by agents, see main of agent.py
compiled = {}  # code by text


def own_program(argv):
    return argv[:3] == PYTHON and len(argv) > 3


def code_of(program):
    """Compiles a program and loads its modules, so that every fork has them. If this fails, the fork reports the error.
    """
    if program not in compiled:
        try:
            compiled[program] = compile(program, "<string>", "exec")
            for line in ["import ctypes"] + program.splitlines():  # ctypes for setns
                for module in line[len("import ") :].split(",") if line.startswith("import ") else []:
                    __import__(module.split()[0])
        except Exception:
            compiled.setdefault(program, program)
        gc.freeze()  # a collection in a fork would copy every page
    return compiled[program]


class Forked:
    """The interface of Popen: pid, stdout, stderr, returncode, poll."""

    def __init__(self, argv, spaces, stdin, kept, env):
        code, words = code_of(argv[3]), argv[4:]
        self.returncode = None
        (out, out_end), (err, err_end) = os.pipe(), os.pipe()
        # Block signals until the child is ready for them.
        before = signal.pthread_sigmask(signal.SIG_BLOCK, HANDLED)
        try:
            self.pid = os.fork()
        except OSError:
            signal.pthread_sigmask(signal.SIG_SETMASK, before)
            for end in (out, out_end, err, err_end):
                os.close(end)
            raise
        if self.pid == 0:
            become(code, words, spaces, (stdin, out_end, err_end), kept, env, before)
        try:
            os.setpgid(self.pid, self.pid)  # here too, because a signal may follow at once
        except OSError:  # it has exited
            pass
        signal.pthread_sigmask(signal.SIG_SETMASK, before)
        os.close(out_end)
        os.close(err_end)
        self.stdout, self.stderr = open(out, "rb", buffering=0), open(err, "rb", buffering=0)

    def poll(self):
        if self.returncode is None:
            pid, status = os.waitpid(self.pid, os.WNOHANG)
            if pid:
                self.returncode = -os.WTERMSIG(status) if os.WIFSIGNALED(status) else os.WEXITSTATUS(status)
        return self.returncode


def become(code, words, spaces, streams, kept, env, mask):
    """Removes everything of the agent before the program starts: descriptors and signal handlers."""
    exit_code = 1
    try:
        os.setpgid(0, 0)
        signal.set_wakeup_fd(-1)
        for one in HANDLED:
            signal.signal(one, signal.default_int_handler if one == signal.SIGINT else signal.SIG_DFL)
        signal.pthread_sigmask(signal.SIG_SETMASK, mask)
        stdin = os.open("/dev/null", os.O_RDONLY) if streams[0] is None else streams[0]
        for number, one in enumerate((stdin, *streams[1:])):
            os.dup2(one, number)
        first = 3 if kept is None else kept + 1
        os.closerange(first, MOST_DESCRIPTORS)
        sys.stdin = open(0, encoding="utf-8", closefd=False)
        sys.stdout = open(1, "w", encoding="utf-8", closefd=False)
        sys.stderr = open(2, "w", 1, encoding="utf-8", errors="backslashreplace", closefd=False)
        os.environ.clear()
        os.environ.update(env)
        for kind, path in spaces:
            enter_space(kind, path)
        os.chdir("/")
        sys.argv = ["-c", *words]
        try:
            exec(code, {"__name__": "__main__"})
            exit_code = 0
        finally:
            for one in threading.enumerate():
                if one is not threading.main_thread() and not one.daemon:
                    one.join()
    except SystemExit as end:
        if isinstance(end.code, str):
            print(end.code, file=sys.stderr)
        else:
            exit_code = end.code or 0
    except KeyboardInterrupt:
        signal.signal(signal.SIGINT, signal.SIG_DFL)
        os.kill(os.getpid(), signal.SIGINT)
    except BaseException:
        sys.excepthook(*sys.exc_info())
    finally:
        try:
            sys.stdout.flush()
        except OSError:  # the reader has closed the pipe
            exit_code = exit_code or 120
        os._exit(exit_code)


def enter_space(kind, path):
    import ctypes

    if kind == "cgroup":
        try:
            with open(path, "w") as processes:
                processes.write("0")
        except OSError as problem:
            sys.exit("%s: %s" % (path, problem.strerror))
        return

    libc = ctypes.CDLL(None, use_errno=True)
    try:
        space = os.open(path, os.O_RDONLY | os.O_CLOEXEC)
    except OSError as problem:
        sys.exit("nsenter: cannot open %s: %s" % (path, problem.strerror))
    if libc.setns(space, KINDS[kind]) != 0:
        sys.exit("nsenter: %s: %s" % (path, os.strerror(ctypes.get_errno())))
    os.close(space)
