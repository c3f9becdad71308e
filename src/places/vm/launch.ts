/** Starts qemu once, with one accelerator, and waits for the lines that the guest prints on its console. */
import { readFileSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { setTimeout as wait } from 'node:timers/promises';
import type { Lock, Process } from '../../model/place.ts';
import { runOnce } from '../process/once.ts';
import { endProcesses, ofProcess, pids } from '../process/processes.ts';
import type { VmFolders } from './folders.ts';
import type { Kernel } from './kernel.ts';
import launcher from './launch.sh';
import { vmProcess } from './record.ts';

export type Launched =
  | { readonly process: Process }
  /** Why it did not get there, in words. */
  | { readonly fault: string };

export interface Deadlines {
  /** Milliseconds until the kernel has started its first process. */
  readonly kernel: number;
  /** Milliseconds until ssh answers. */
  readonly ready: number;
}

const look = 20;

export async function launch(
  folders: VmFolders,
  {
    kernel,
    initrd,
    qemu,
    lock,
    deadlines,
  }: {
    readonly kernel: Kernel;
    readonly initrd: Buffer;
    readonly qemu: readonly string[];
    readonly lock: Lock;
    readonly deadlines: Deadlines;
  },
): Promise<Launched> {
  const { runtime, files } = folders;
  for (const name of ['pid', 'console.log']) files.remove(`${runtime}/${name}`);
  files.makeFolder(`${runtime}/view`);
  writeFileSync(`${runtime}/initrd`, initrd, { mode: 0o600 });
  const root = process.geteuid?.() === 0;
  const began = performance.now();
  // Root needs no user namespace for a private view of the host. Other users get one, in which only they exist.
  const { exit, stderr } = await runOnce(
    [
      ...['setsid', '--fork', 'unshare', ...(root ? ['--mount'] : ['--user', '--map-root-user', '--mount'])],
      ...[
        'sh',
        '-c',
        launcher,
        'netlab-vm',
        runtime,
        kernel.modules,
        kernel.image,
        root ? asNobody() : '',
        ...qemu,
      ],
    ],
    { descriptor: lock.descriptor },
  );
  if (exit !== 0) return { fault: stderr.trim() || `setsid ended with ${exit}` };
  for (;;) {
    const text = files.read(`${runtime}/pid`);
    const process = vmProcess(text);
    const said = files.read(`${runtime}/console.log`) ?? '';
    const passed = performance.now() - began;
    if (process && /^netlab-vm: ready/m.test(said)) return { process };
    const broken = /^netlab-vm: (broken: .*)/m.exec(said)?.[1];
    const late =
      passed > deadlines.ready
        ? `no ssh server within ${deadlines.ready / 1000} s`
        : passed > deadlines.kernel && !/^netlab-vm: kernel/m.test(said)
          ? `the guest's kernel did not start within ${deadlines.kernel / 1000} s`
          : undefined;
    // Before it has said who it is: the launcher's own faults are on the console, or unshare was refused.
    const gone = text === undefined ? passed > 2000 : !process;
    if (broken || late || gone) {
      if (process) await endProcesses([process], 1000);
      return { fault: broken ?? late ?? lastWords(said) };
    }
    await wait(look);
  }
}

const lastWords = (said: string): string =>
  said.trim().split('\n').at(-1)?.trim() ||
  'qemu could not be started: this system may forbid user namespaces';

/**
 * A user that nobody else is, so that no other process may look into qemu: from the range that systemd keeps for such users
 * (61184 to 65519, its UIDS-GIDS document), without a name and without a process.
 */
function asNobody(): string {
  const named = new Set(
    readFileSync('/etc/passwd', 'utf8')
      .split('\n')
      .map((line) => Number(line.split(':')[2])),
  );
  const running = new Set(
    pids().map((pid) =>
      Number(ofProcess(() => /^Uid:\s+(\d+)/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1])),
    ),
  );
  let user = 61184 + Math.floor(Math.random() * 4096);
  while (named.has(user) || running.has(user)) user++;
  return `--reuid=${user} --regid=${user} --clear-groups`;
}

/** A port of 127.0.0.1 that is free now; qemu takes it a moment later. */
export function findFreePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.on('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const address = server.address();
      server.close(() => resolve(typeof address === 'object' && address ? address.port : 0));
    });
  });
}
