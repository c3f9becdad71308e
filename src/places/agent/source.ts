/** The agent as text, and the words that start it: python reads its program from standard input, and then its requests. */
import agent from '../../programs/agent.py';
import forked from '../../programs/forked.py';
import labLock from '../../programs/lab-lock.py';
import machine from '../../programs/machine.py';
import owned from '../../programs/owned.py';
import running from '../../programs/running.py';

export const agentSource: string = [machine, owned, labLock, forked, running, agent].join('\n');

/** The agent's first line. Text before it comes from a login shell. */
export const greeting = '\x1enetlab agent 1\n';

/**
 * python3 without the user's own modules and settings. It reads its program, of a given number of bytes, from `descriptor`; the
 * program reads the rest. It is one line, because over ssh a login shell reads it first, and not every login shell is POSIX.
 */
export function pythonArgv(source: string, words: readonly string[], descriptor = 0): readonly string[] {
  const read = `r=lambda n:(lambda b:b+r(n-len(b))if b and len(b)<n else b)(os.read(${descriptor},n))`;
  return ['python3', '-ISuc', `import os;${read};exec(r(${Buffer.byteLength(source)}))`, ...words];
}
