/** netlab as it would be installed, in the sandbox's own /run, so that users who cannot read this checkout can run it. */
import {
  accessSync,
  appendFileSync,
  chmodSync,
  chownSync,
  constants,
  cpSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { setTimeout as wait } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { execa, execaSync } from 'execa';
import { expect } from 'vitest';
import { buildBundle } from '../../build-bundle.ts';

const folder = '/run/netlab-installed';
const from = (path: string) => fileURLToPath(new URL(`../../../${path}`, import.meta.url));

export function install(): void {
  if (existsSync(folder)) return;
  buildBundle();
  for (const file of ['netlab.cjs', 'labs.json']) cpSync(from(`dist/${file}`), `${folder}/dist/${file}`);
  for (const part of ['package.json', 'bin', 'labs'])
    cpSync(from(part), `${folder}/${part}`, { recursive: true });
  chmodSync('/run', 0o755);
}

export interface User {
  readonly uid: number;
  /** Home and runtime folder. */
  readonly home: string;
}

/** A user id that nobody has; the kernel asks for no name. */
export function user(uid: number): User {
  const home = `/run/user-${uid}`;
  mkdirSync(home, { mode: 0o700, recursive: true });
  chownSync(home, uid, uid);
  return { uid, home };
}

/** The user with a name, in files that only the sandbox sees; with `range`, also with users of its own. */
export function name({ uid, home }: User, range?: number): string {
  const called = `netlab-test-${uid}`;
  const add = (file: string, line: string) => {
    const own = `/run/etc-${file}`;
    if (!existsSync(own)) {
      writeFileSync(own, existsSync(`/etc/${file}`) ? readFileSync(`/etc/${file}`) : '');
      execaSync('mount', ['--bind', own, `/etc/${file}`]);
    }
    appendFileSync(own, `${line}\n`);
  };
  add('passwd', `${called}:*:${uid}:${uid}::${home}:/bin/sh`);
  if (range !== undefined) for (const file of ['subuid', 'subgid']) add(file, `${called}:${range}:65536`);
  return called;
}

/** Why tests with ordinary users cannot be had here; nothing where they can. */
export function whyNoUsers(): string | undefined {
  for (let path = process.execPath; path !== '/'; path = path.slice(0, path.lastIndexOf('/')) || '/')
    if (!(statSync(path).mode & constants.S_IXOTH)) return `${path} is for root alone, and node is there`;
  try {
    accessSync('/proc/self/ns/user');
  } catch {
    return 'this kernel has no user namespaces';
  }
  return undefined;
}

export interface Said {
  /** Undefined after a signal. */
  readonly exit: number | undefined;
  readonly stdout: string;
  readonly stderr: string;
}

export const asUser = ({ uid }: User): readonly string[] => [
  ...['setpriv', '--reuid', String(uid), '--regid', String(uid), '--clear-groups', '--inh-caps=-all'],
];

const path = '/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin';

export function begin(prefix: readonly string[], words: readonly string[], env: NodeJS.ProcessEnv) {
  const [program = '', ...rest] = [...prefix, process.execPath, `${folder}/bin/netlab.js`, ...words];
  return execa(program, rest, {
    ...{ cwd: '/', env: { PATH: path, ...env }, extendEnv: false, stdin: 'pipe', buffer: false },
    ...{ reject: false, forceKillAfterDelay: false },
  });
}

export const environment = ({ home }: User): NodeJS.ProcessEnv => ({ HOME: home, XDG_RUNTIME_DIR: home });

export function ended(child: ReturnType<typeof begin>, input = ''): Promise<Said> {
  let stdout = '';
  let stderr = '';
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    stdout += text;
  });
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    stderr += text;
  });
  child.stdin.end(input);
  return new Promise((resolve) =>
    // Not its end as execa sees it: what outlives it may hold its output open.
    child.on('exit', (exit) => setTimeout(() => resolve({ exit: exit ?? undefined, stdout, stderr }), 20)),
  );
}

export const netlab = (who: User, ...words: readonly string[]): Promise<Said> =>
  ended(begin(asUser(who), words, environment(who)));

/** Processes of a user. */
export const processesOf = ({ uid }: User): readonly string[] =>
  readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .flatMap((pid) => {
      try {
        const owner = /^Uid:\t(\d+)/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1];
        const argv = readFileSync(`/proc/${pid}/cmdline`, 'utf8').split('\0').join(' ');
        return owner === String(uid) && argv !== '' ? [`${pid} ${argv}`] : [];
      } catch {
        return [];
      }
    });

const names = (where: string) => (existsSync(where) ? readdirSync(where).sort() : []);

/** The host's own lab files, none of which may change. */
export const host = () => ({
  netns: [...names('/run/netns'), ...names('/etc/netns'), ...names('/run/netlab')],
  mounts: readFileSync('/proc/self/mountinfo', 'utf8').split('\n').length,
  links: names('/sys/class/net'),
});

/** Nothing of the user's is left: a rootless place ends a second after its last lab. */
export async function nothingLeft(who: User, counts = (_line: string) => true): Promise<void> {
  const left = () => ({ processes: processesOf(who).filter(counts), files: names(who.home) });
  for (const end = performance.now() + 60_000; performance.now() < end; await wait(50))
    if (left().processes.length + left().files.length === 0) return;
  expect(left()).toEqual({ processes: [], files: [] });
}
