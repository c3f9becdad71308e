/**
 * The one VM of this user: started on demand, shared by all labs, kept until it is stopped or has idled. A netlab that starts
 * or stops it holds its lock, so two starts at once give one VM. A netlab killed in between leaves a record and a process
 * that the next one finds.
 */
import { availableParallelism, freemem } from 'node:os';
import { setTimeout as wait } from 'node:timers/promises';
import type { Lock } from '../../model/place.ts';
import { takeLock } from '../files/lock.ts';
import { PlaceCannot } from '../place-cannot.ts';
import { endProcesses } from '../process/processes.ts';
import { findBusybox } from './busybox.ts';
import { endpoint, type VmEndpoint, writeEndpoint } from './endpoint.ts';
import { requireCache, type VmFolders, vmFolders } from './folders.ts';
import { initramfs } from './initramfs.ts';
import { fetchKernel, type Kernel } from './kernel.ts';
import { dropbearKey, newKey, publicLine } from './keys.ts';
import { findFreePort, launch } from './launch.ts';
import { type Accelerator, accelerations, type Machine, machineOf } from './machine.ts';
import { hasProgram, missingPrograms } from './programs.ts';
import { qemuArgv } from './qemu.ts';
import { bootId, forget, readVm, type VmState, writeRecord } from './record.ts';
import { hasKvm, recall, remember, toTry } from './verdict.ts';

export interface StartOptions {
  /** MiB. */
  readonly memory?: number;
  /** Seconds without a lab or a session after which the VM ends itself. */
  readonly idle?: number;
  /** Tries just this one, whatever is known. */
  readonly accelerator?: Accelerator;
  /** Prints progress. */
  readonly note?: (text: string) => void;
}

export interface Opened {
  readonly endpoint: VmEndpoint;
  readonly state: VmState & { readonly state: 'running' };
  /** Milliseconds that a start took, downloads and failed attempts included; absent where it ran already. */
  readonly took?: number;
  /** Labs that were lost with a crashed VM. */
  readonly lost: readonly string[];
}

const idleSeconds = 30 * 60;
/** Seconds. Where an idle guest's clock does not wait, half an hour passes at once. */
const never = 2_000_000_000;
/** Memory left to the host. 512 MiB are enough for most labs. */
const memoryOf = (): number => Math.max(512, Math.min(2048, Math.floor(freemem() / 2 ** 21)));
/** Milliseconds. With acceleration the kernel is up in a second; emulated and on a busy machine it took 15. */
const deadlines = {
  kvm: { kernel: 4000, ready: 20_000 },
  tcg: { kernel: 60_000, ready: 90_000 },
  icount: { kernel: 120_000, ready: 180_000 },
};
/** A start by another netlab may fetch a kernel. */
const patience = 300_000;

export const vmFoldersHere = (): VmFolders => vmFolders(process.geteuid?.() ?? -1, process.env);

export function vmState(): VmState {
  return readVm(vmFoldersHere());
}

/** The VM's address; starts it if it does not run. */
export async function openVm(options: StartOptions = {}): Promise<Opened> {
  const began = performance.now();
  const where = vmFoldersHere();
  const running = opened(where, []);
  if (running) return running;
  const lock = await acquire(where);
  try {
    const other = opened(where, []);
    if (other) return other;
    const lost = await clear(where);
    await start(where, lock, options);
    const made = opened(where, lost);
    if (!made) throw new Error('the VM ended as soon as it had started');
    return { ...made, took: performance.now() - began };
  } finally {
    await lock.release({ remove: readVm(where).state === 'none' });
  }
}

/** Puts into the cache what a start needs, and starts nothing: for when there is no network later. */
export async function fetchVm(note: (text: string) => void): Promise<Kernel> {
  return (await prepare(note)).image;
}

async function prepare(note: (text: string) => void): Promise<Ready> {
  const { cache } = vmFoldersHere();
  const machine = machineOf(process.arch);
  if (!machine)
    throw new PlaceCannot('the VM cannot run here', [
      {
        what: process.arch,
        why: 'it is known for amd64 and arm64',
        todo: 'use another machine: --on ssh://host',
      },
    ]);
  const lacks = missingPrograms(machine, hasProgram);
  if (lacks.length > 0) throw new PlaceCannot('the VM cannot run here', lacks);
  requireCache(cache);
  const shell = await findBusybox(cache);
  return { machine, shell, image: await fetchKernel({ cache, machine, busybox: shell, note }) };
}

interface Ready {
  readonly machine: Machine;
  /** busybox */
  readonly shell: string;
  readonly image: Kernel;
}

function opened(where: VmFolders, lost: readonly string[]): Opened | undefined {
  const state = readVm(where);
  if (state.state !== 'running') return undefined;
  return { endpoint: endpoint(where, state.record.port), state: { ...state, state: 'running' }, lost };
}

/** Removes what is left of a VM, also of one whose start was killed. */
async function clear(where: VmFolders): Promise<readonly string[]> {
  const left = readVm(where);
  if (left.state === 'starting') await endProcesses([left.process], 1000);
  forget(where);
  return left.state === 'died' ? left.labs : [];
}

async function start(where: VmFolders, lock: Lock, options: StartOptions): Promise<void> {
  const note = options.note ?? (() => undefined);
  const { machine, shell, image } = await prepare(note);
  const keys = { login: newKey(), host: newKey() };
  const initrd = initramfs(image, {
    ...{ busybox: shell, hostKey: dropbearKey(keys.host), mayLogIn: publicLine(keys.login) },
    idle: options.accelerator === 'icount' ? never : (options.idle ?? idleSeconds),
  });
  const known = recall(where.cache);
  const tries = options.accelerator ? [options.accelerator] : toTry(hasKvm(), known);
  const faults: string[] = [];
  for (const accelerator of tries) {
    note(`starting the VM (${accelerations[accelerator]})`);
    const port = await findFreePort();
    const memory = options.memory ?? memoryOf();
    const record = {
      ...{ bootId: bootId(), port, accelerator, release: image.release, memory },
      since: new Date().toISOString(),
    };
    const began = performance.now();
    writeRecord(where, record);
    writeEndpoint(where, port, keys);
    const qemu = qemuArgv(machine, { accelerator, port, memory, cpus: Math.min(4, availableParallelism()) });
    const result = await launch(where, {
      kernel: image,
      initrd,
      qemu,
      lock,
      deadlines: deadlines[accelerator],
    });
    const works = 'process' in result;
    if (accelerator === 'kvm') remember(where.cache, { works, why: works ? '' : result.fault });
    if (works) return writeRecord(where, { ...record, ready: Math.round(performance.now() - began) });
    faults.push(`${accelerator}: ${result.fault}`);
    note(`${accelerator} did not work: ${result.fault}`);
  }
  forget(where);
  throw new PlaceCannot('the VM did not start', [
    {
      what: 'qemu',
      why: faults.join('; '),
      todo: 'try once more; netlab vm start --accelerator tcg is the slow and sure way',
    },
  ]);
}

/** Ends the VM and removes what it had. Gives what there was. */
export async function stopVm(): Promise<VmState> {
  const where = vmFoldersHere();
  if (readVm(where).state === 'none') return { state: 'none' };
  const lock = await acquire(where);
  try {
    const state = readVm(where);
    if ('process' in state) await endProcesses([state.process], 2000);
    forget(where);
    return state;
  } finally {
    await lock.release({ remove: true });
  }
}

/** The VM's state. Removes what a crashed VM left, so only the first caller reports the crash. */
export async function settleVm(): Promise<VmState> {
  const state = vmState();
  return state.state === 'died' || state.state === 'ended' ? stopVm() : state;
}

/** The starting process holds the lock until ssh answers. */
async function acquire({ runtime, files }: VmFolders): Promise<Lock> {
  const deadline = performance.now() + patience;
  for (;;) {
    const answer = await takeLock(runtime, 'vm', files);
    if ('lock' in answer) return answer.lock;
    if (performance.now() > deadline)
      throw new Error(
        `another netlab (pid ${answer.owner?.pid ?? 'unknown'}) has been starting the VM for ${patience / 60_000} minutes`,
      );
    await wait(100);
  }
}
