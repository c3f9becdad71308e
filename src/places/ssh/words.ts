/** The words for ssh(1): one connection for all that netlab does there, never a question, nothing of ours handed on. */
import { createHash } from 'node:crypto';
import { shellLine, shellWord } from '../../base/quote.ts';
import { ownFolder, runtimeFolder } from '../files/runtime-folder.ts';
import type { Obstacle } from '../place-cannot.ts';

export interface SshTarget {
  /** `ssh://user@host:2222`, `vagrant`: as --on names it. */
  readonly name: string;
  /** A host name or an alias of ~/.ssh/config. */
  readonly host: string;
  readonly user?: string;
  readonly port?: number;
  /** Used alone, in place of what agents and the configuration offer. */
  readonly identity?: string;
  /** Read in place of ~/.ssh/config. */
  readonly config?: string;
  /** More of ssh_config(5): `UserKnownHostsFile=/...`. */
  readonly options?: readonly string[];
  /** Seconds of silence after which the machine counts as gone (default: `usualSilence`). */
  readonly silence?: number;
  /** Gives the reason why the machine cannot be reached, if this host has a better one than ssh's. */
  readonly whyGone?: () => Obstacle | undefined;
}

export const usualSilence = 15;
/** Signs of life that are asked for in that time. */
const signs = 3;
/** Seconds that the connection stays for the next verb. */
const warm = 30;

export function sshArgv(target: SshTarget, env: NodeJS.ProcessEnv, terminal = false): readonly string[] {
  const { host, user, port, identity, config, options = [], silence = usualSilence } = target;
  const folder = ownFolder(runtimeFolder(env));
  // Paths of sockets hold 107 bytes.
  const hash = createHash('sha256').update(JSON.stringify(target)).digest('hex').slice(0, 12);
  const settings = [
    ...options,
    'BatchMode=yes',
    'ControlMaster=auto',
    `ControlPath=${folder}/ssh-${hash}`,
    `ControlPersist=${warm}`,
    `ConnectTimeout=${silence}`,
    `ServerAliveInterval=${silence / signs}`,
    `ServerAliveCountMax=${signs}`,
    'ClearAllForwardings=yes',
    'RequestTTY=no',
    ...(identity ? ['IdentitiesOnly=yes'] : []),
  ];
  return [
    'ssh',
    ...(config ? ['-F', config] : []),
    ...['-a', '-x', terminal ? '-tt' : '-T'],
    ...(identity ? ['-i', identity] : []),
    ...(port ? ['-p', String(port)] : []),
    ...settings.filter((one) => !terminal || !one.startsWith('RequestTTY')).flatMap((one) => ['-o', one]),
    ...(user ? ['-l', user] : []),
    ...['--', host],
  ];
}

const path = 'PATH=$PATH:/usr/local/sbin:/usr/sbin:/sbin; export PATH';
const python =
  'command -v "$1" >/dev/null 2>&1 || [ "$1" != python3 ] || { echo "netlab: no python3" >&2; exit 127; }';

const throughShell = (script: readonly string[], argv: readonly string[]): string =>
  `exec sh -c ${shellWord(script.join('; '))} netlab ${shellLine(argv)}`;

/** As root: the user is it, or sudo makes it one without a question. */
export const asRoot = (argv: readonly string[]): string =>
  throughShell(
    [
      path,
      python,
      'if [ "$(id -u)" = 0 ]; then exec "$@"; fi',
      'command -v sudo >/dev/null 2>&1 || { echo "netlab: no sudo" >&2; exit 126; }',
      'exec sudo -n -- "$@"',
    ],
    argv,
  );

export const asUser = (argv: readonly string[]): string => throughShell([path, python, 'exec "$@"'], argv);
