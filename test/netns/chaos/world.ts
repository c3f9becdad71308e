/**
 * Lists everything that a lab could have left on a machine, as text, so that two lists can be compared. The rootless place is read
 * through its first process.
 */
import { existsSync, readdirSync, readFileSync, readlinkSync, statSync } from 'node:fs';
import { setTimeout as wait } from 'node:timers/promises';
import { execaSync } from 'execa';

const names = (folder: string): readonly string[] => {
  try {
    return readdirSync(folder).sort();
  } catch {
    return [];
  }
};

function files(folder: string): readonly string[] {
  return names(folder).flatMap((name) => {
    const path = `${folder}/${name}`;
    try {
      return statSync(path).isDirectory() ? [path, ...files(path)] : [path];
    } catch {
      return [path];
    }
  });
}

const read = (path: string): string => {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return '';
  }
};

const link = (path: string): string => {
  try {
    return readlinkSync(path);
  } catch {
    return '';
  }
};

interface Seen {
  readonly pid: number;
  readonly start: string;
  readonly argv: string;
  readonly mounts: string;
}

function processes(): readonly Seen[] {
  return names('/proc')
    .filter((name) => /^\d+$/.test(name))
    .flatMap((name) => {
      const after = read(`/proc/${name}/stat`).split(') ').at(-1)?.split(' ') ?? [];
      // A dead process whose parent has not looked yet holds nothing.
      if (after.length < 20 || after[0] === 'Z' || after[0] === 'X') return [];
      const argv = read(`/proc/${name}/cmdline`).replaceAll('\0', ' ').slice(0, 120).replaceAll('\n', ' ');
      return [{ pid: Number(name), start: after[19]!, argv, mounts: link(`/proc/${name}/ns/mnt`) }];
    });
}

const run = (...[program = '', ...args]: readonly string[]): readonly string[] =>
  (execaSync(program, args, { reject: false, stripFinalNewline: false }).stdout ?? '')
    .split('\n')
    .filter(Boolean);

/** Runtime folder of the runs: the record of the rootless place, sockets. */
export interface Ground {
  readonly runtime: string;
  readonly temporary: string;
}

/** The first process of the rootless place, seen from here. */
const holder = ({ runtime }: Ground): number | undefined => {
  const pid = Number(read(`${runtime}/netlab/holder`).split(' ')[0]);
  return pid > 0 && existsSync(`/proc/${pid}/ns/pid`) ? pid : undefined;
};

/** With `place`, the rootless place itself may stay: it ends a second after its last lab. */
export function world(ground: Ground, { place }: { readonly place: boolean }): readonly string[] {
  const first = holder(ground);
  const roots = ['', ...(first === undefined ? [] : [`/proc/${first}/root`])];
  const own = new Set([first, process.pid]);
  return [
    ...processes()
      .filter(
        ({ pid, argv }) =>
          !(own.has(pid) && (pid === process.pid || place)) && !/^(ps|nft|ip|sh) /.test(argv),
      )
      .map(({ pid, start, argv }) => `process ${pid} ${start} ${argv}`),
    ...roots.flatMap((root) =>
      ['/run/netns', '/etc/netns', '/run/netlab'].flatMap((folder) =>
        files(`${root}${folder}`).map(
          (path) => `file ${root === '' ? path : `rootless:${path.slice(root.length)}`}`,
        ),
      ),
    ),
    ...names('/run').map((name) => `file /run/${name}`),
    ...files(ground.temporary).map((path) => `file ${path}`),
    ...files(ground.runtime)
      .filter((path) => !(place && /\/netlab(\/holder)?$/.test(path)))
      .map((path) => `file ${path}`),
    ...read('/proc/self/mountinfo')
      .split('\n')
      .map((line) => `mount ${line.split(' ')[4]}`),
    ...run('ip', '-o', 'link').map((line) => `link ${line.split(': ')[1]}`),
    ...run('nft', 'list', 'tables').map((line) => `rules ${line}`),
    ...run('tc', 'qdisc', 'show').map((line) => `qdisc ${line.split(' ').slice(0, 5).join(' ')}`),
    ...names('/sys/fs/bpf').map((name) => `bpf ${name}`),
  ];
}

/** A process is the same one when it has another argv. */
const identity = (line: string): string => /^process \d+ \d+/.exec(line)?.[0] ?? line;

/** Compares the world with `before` until nothing differs, or the patience ends. */
export async function changed(
  ground: Ground,
  before: readonly string[],
  options: { readonly place: boolean; readonly patience: number },
): Promise<{ readonly left: readonly string[]; readonly gone: readonly string[] }> {
  const known = new Set(before.map(identity));
  for (const end = performance.now() + options.patience; ; ) {
    const now = world(ground, options);
    const here = new Set(now.map(identity));
    const left = now.filter((line) => !known.has(identity(line)));
    // Other tests' processes end when they like. Those that have to stay are the stranger's (Stranger.harmed).
    const gone = before.filter((line) => !line.startsWith('process ') && !here.has(identity(line)));
    if ((left.length === 0 && gone.length === 0) || performance.now() > end) return { left, gone };
    await wait(50);
  }
}

/** Removes by hand what netlab has left, so that the next run begins from `before`. */
export function clear({ runtime }: Ground, left: readonly string[]): void {
  const first = holder({ runtime, temporary: '' });
  const pids = left.flatMap((line) => /^process (\d+)/.exec(line)?.[1] ?? []);
  for (const pid of [...pids.map(Number), ...(first === undefined ? [] : [first])])
    try {
      process.kill(pid, 'SIGKILL');
    } catch {
      // It has ended.
    }
  const paths = left.flatMap((line) => /^file (\/.*)/.exec(line)?.[1] ?? []);
  for (const path of paths.filter((one) => one.startsWith('/run/netns/'))) run('umount', path);
  run('rm', '-rf', ...paths, '/run/netlab', `${runtime}/netlab`);
}
