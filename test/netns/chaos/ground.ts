/** Installs netlab, and makes a lab with a little of everything, a service and an event, and a namespace, a process and files of another user. */
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { setTimeout as wait } from 'node:timers/promises';
import { execa, execaSync } from 'execa';
import { install } from '../places/installed.ts';
import type { Ground } from './world.ts';

const folder = '/run/netlab-chaos';
export const ground: Ground = { runtime: `${folder}/runtime`, temporary: `${folder}/tmp` };
export const work = `${folder}/work`;
export const lab = 'chaos';
export const labFile = `${work}/chaos.yaml`;

const text = `
lab: ${lab}
cluster:
  nodes: 1
  pods: { node1: [client, web] }
  underlay: 172.18.0.0/24
  network: { plugin: flannel, backend: host-gw }
  services: { proxy: iptables }
  objects:
    - apiVersion: v1
      kind: Service
      metadata: { name: web }
      spec: { clusterIP: 10.96.0.10, selector: { app: web }, ports: [{ port: 80, targetPort: 8080 }] }
nodes:
  web: { labels: { app: web }, serve: [8080/http] }
  red:
    files: { /etc/greeting: "hello\\n" }
    tmpfs: [/run/www]
    run: [{ process: sleep 100000 }]
  middle:
    sysctls: { net.ipv4.ip_forward: 1 }
    iptables: ["-A FORWARD -p tcp --dport 81 -j DROP"]
  blue: { serve: [80/http], routes: [{ to: default, via: middle }] }
links:
  - { endpoints: [red:eth0, middle:eth0], ipv4: [192.0.2.1/30, 192.0.2.2/30] }
  - { endpoints: [middle:eth1, blue:eth0], ipv4: [198.51.100.1/30, 198.51.100.2/30] }
verify:
  - ping: { from: middle, to: blue }
  - capture:
      at: blue:eth0
      filter: icmp
      while: { ping: { from: middle, to: blue } }
      expect: { any: [{ icmp: echo-request }] }
  - http:
      from: client
      to: 10.96.0.10
      port: 80
      before: {}
      event: { pod: web, becomes: deleted }
      expect: refused
`;

const env: NodeJS.ProcessEnv = {
  PATH: '/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin',
  HOME: `${folder}/home`,
  XDG_RUNTIME_DIR: ground.runtime,
  TMPDIR: ground.temporary,
};

export function prepare(): void {
  install();
  for (const name of ['runtime', 'tmp', 'work', 'home'])
    mkdirSync(`${folder}/${name}`, { recursive: true, mode: 0o700 });
  writeFileSync(labFile, text);
}

/** Starts the installed netlab. */
export const begin = (words: readonly string[]) =>
  execa(process.execPath, ['/run/netlab-installed/bin/netlab.js', ...words], {
    ...{ cwd: work, env, extendEnv: false, stdin: 'ignore', buffer: false },
    ...{ reject: false, forceKillAfterDelay: false },
  });

export interface Ended {
  /** Or the signal that ended it; `late` when it had to be killed. */
  readonly exit: number | string;
  readonly stdout: string;
  readonly stderr: string;
}

/** Milliseconds after which a run counts as hanging: none takes a second on a machine that has nothing else to do. */
const patience = 120_000;

export function ended(child: ReturnType<typeof begin>): Promise<Ended> {
  let [stdout, stderr, late] = ['', '', false];
  child.stdout.setEncoding('utf8').on('data', (more: string) => {
    stdout += more;
  });
  child.stderr.setEncoding('utf8').on('data', (more: string) => {
    stderr += more;
  });
  const timer = setTimeout(() => {
    late = true;
    child.kill('SIGKILL');
  }, patience);
  return new Promise((resolve) =>
    // Not `close`: what outlives it may hold its output open.
    child.on('exit', (exit, signal) => {
      clearTimeout(timer);
      setTimeout(() => resolve({ exit: late ? 'late' : (exit ?? signal ?? ''), stdout, stderr }), 20);
    }),
  );
}

export const netlab = (...words: readonly string[]): Promise<Ended> => ended(begin(words));

/** Returns what is not documented about this end; nothing otherwise. */
export function undocumented({ exit, stderr }: Ended): string | undefined {
  if (exit === 'late') return 'it hangs';
  if (typeof exit === 'number' && ![0, 1, 2, 3, 4, 130, 143].includes(exit)) return `exit code ${exit}`;
  if (/^ {4}at |this is a fault of netlab/m.test(stderr)) return 'a stack trace';
  return undefined;
}

export interface Stranger {
  readonly pid: number;
  /** Returns what has gone or changed; nothing otherwise. */
  harmed(): string | undefined;
  end(): void;
}

/** A namespace whose name looks like one of the lab's, a process in it, files beside those of labs. */
export async function stranger(name = `${lab}.stranger`): Promise<Stranger> {
  execaSync('ip', ['netns', 'add', name]);
  const child = execa('ip', ['netns', 'exec', name, 'sleep', 'infinity'], { stdio: 'ignore', reject: false });
  // Until then the process is ip's, which world.ts leaves out.
  while (!readFileSync(`/proc/${child.pid}/cmdline`, 'utf8').startsWith('sleep\0')) await wait(5);
  mkdirSync(`/etc/netns/${name}`, { recursive: true });
  const files = [`/etc/netns/${name}/hosts`, `${work}/stranger`];
  for (const file of files) writeFileSync(file, 'mine\n');
  const inode = () =>
    execaSync('stat', ['-c', '%i', `/run/netns/${name}`], { stripFinalNewline: false }).stdout;
  const before = inode();
  return {
    pid: child.pid ?? 0,
    harmed() {
      try {
        if (inode() !== before) return `the namespace ${name} is another one`;
        for (const file of files) if (readFileSync(file, 'utf8') !== 'mine\n') return `${file} was written`;
      } catch (error) {
        return `${name}: ${(error as Error).message.split('\n')[0]}`;
      }
      return child.exitCode === null && child.signalCode === null
        ? undefined
        : `the process in ${name} was ended`;
    },
    end() {
      child.kill('SIGKILL');
      execaSync('sh', [
        '-c',
        `ip netns del "$1"; rm -rf "/etc/netns/$1"; rm -f ${work}/stranger`,
        'sh',
        name,
      ]);
    },
  };
}
