/** Finds the cause and the remedy in the messages of ssh, sudo and the remote machine. The strings are OpenSSH's, sudo's, and those of words.ts. */
import { shellLine } from '../../base/quote.ts';
import type { Obstacle } from '../place-cannot.ts';
import type { SshTarget } from './words.ts';

interface Reason {
  readonly said: RegExp;
  readonly what: string;
  readonly why: string;
  readonly todo: (byHand: string, target: SshTarget) => string;
}

/** Its way out is a rootless place over there. */
export const noRoot = 'root';

const theHost = 'the host';

const reasons: readonly Reason[] = [
  {
    ...{ said: /^ssh: not found/m, what: 'ssh', why: 'this machine has no ssh client' },
    todo: () => 'apt-get install openssh-client',
  },
  {
    ...{
      said: /REMOTE HOST IDENTIFICATION HAS CHANGED/,
      what: 'the host key',
      why: 'it is another than it was',
    },
    todo: (byHand) => `find out why; ${byHand} prints the line of known_hosts`,
  },
  {
    ...{
      said: /Host key verification failed/,
      what: 'the host key',
      why: 'this machine has not seen it before',
    },
    todo: (byHand) => `${byHand}   once by hand, and look at the key`,
  },
  {
    ...{ said: /Permission denied \(/, what: 'the login', why: 'the machine takes none of your keys' },
    todo: (byHand) => `ssh-add, or ${byHand.replace(/^ssh/, 'ssh-copy-id')}; netlab types no password`,
  },
  {
    ...{ said: /Could not resolve hostname/, what: 'the host', why: 'its name could not be resolved' },
    todo: (byHand) => byHand,
  },
  {
    said: /Connection (refused|timed out|closed|reset)|No route to host|Network is unreachable|timed out during banner/,
    ...{ what: theHost, why: 'nothing answers there' },
    todo: (byHand) => `is it up, does sshd run?  ${byHand}`,
  },
  {
    ...{
      said: /^netlab: no sudo/m,
      what: noRoot,
      why: 'the user over there is not root, and there is no sudo',
    },
    todo: (_, { host }) => `--on ssh://root@${host}`,
  },
  {
    ...{
      said: /^sudo: |not allowed to execute|not in the sudoers/m,
      what: noRoot,
      why: 'sudo there asks for a password or refuses',
    },
    todo: () => 'a line `USER ALL=(ALL) NOPASSWD: ALL` in its sudoers (visudo), or log in as root',
  },
  {
    ...{ said: /^netlab: no python3/m, what: 'python3', why: 'what netlab does over there is written in it' },
    todo: () => 'over there: apt-get install python3',
  },
];

export function whyUnreachable(stderr: string, target: SshTarget): Obstacle {
  const { host, user, port } = target;
  const byHand = shellLine(['ssh', ...(port ? ['-p', String(port)] : []), user ? `${user}@${host}` : host]);
  const reason = reasons.find(({ said }) => said.test(stderr));
  // A machine that refuses a key or lacks python3 can be reached.
  const gone = !reason || reason.what === theHost ? target.whyGone?.() : undefined;
  if (gone) return gone;
  const last = stderr.trim().split('\n').at(-1) ?? '';
  if (!reason) return { what: 'ssh', why: last || 'it ended without a word', todo: byHand };
  return {
    what: reason.what,
    why: `${reason.why}${last && ` (${last.trim()})`}`,
    todo: reason.todo(byHand, target),
  };
}
