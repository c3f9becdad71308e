/** The limit of processes, reached by a program that netlab has started. Its error message is the only sign. */

/** dash, busybox, bash, util-linux, and execve(2), which fails too once the limit is exceeded. */
const couldNotFork =
  /\b(?:cannot|can't) fork\b|\b(?:fork|failed to execute)\b.*: Resource temporarily unavailable/i;

/** The cause has the form of Node's errors. */
class NoMoreProcesses extends Error {
  constructor(what: string) {
    const cause = Object.assign(new Error('fork'), { code: 'EAGAIN', syscall: `spawn ${what}` });
    super('no more processes can be started', { cause });
    this.name = 'NoMoreProcesses';
  }
}

export function requireProcesses(stderr: string, what: string): void {
  if (couldNotFork.test(stderr)) throw new NoMoreProcesses(what);
}
