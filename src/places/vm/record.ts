/**
 * The record of this user's one VM, in its runtime folder: `vm.json`, written before qemu starts; `pid`, written by the process
 * that becomes qemu; `labs/<lab>`, one for each lab that was begun in it, so that the labs of a crashed VM can be named. A pid
 * counts only with its start time and the boot that both belong to.
 */
import { readFileSync } from 'node:fs';
import type { Process } from '../../model/place.ts';
import { findProcess } from '../process/processes.ts';
import type { VmFolders } from './folders.ts';
import type { Accelerator } from './machine.ts';

export interface VmRecord {
  readonly bootId: string;
  readonly port: number;
  readonly accelerator: Accelerator;
  readonly release: string;
  readonly memory: number;
  /** ISO 8601. */
  readonly since: string;
  /** Milliseconds from the start of qemu to the ssh server; absent while it starts. */
  readonly ready?: number;
}

/** `ended`: the VM stopped itself after idling; `died`: it went without a word, and took its labs along. */
export type VmState =
  | { readonly state: 'none' }
  | { readonly state: 'ended'; readonly record: VmRecord }
  | { readonly state: 'died'; readonly record: VmRecord; readonly labs: readonly string[] }
  | {
      readonly state: 'starting' | 'running';
      readonly record: VmRecord;
      readonly process: Process;
      readonly labs: readonly string[];
    };

export const bootId = (): string => readFileSync('/proc/sys/kernel/random/boot_id', 'utf8').trim();

export function readVm({ runtime, files }: VmFolders): VmState {
  const text = files.read(`${runtime}/vm.json`);
  if (text === undefined) return { state: 'none' };
  const record = JSON.parse(text) as VmRecord;
  const labs = files.list(`${runtime}/labs`);
  const process = record.bootId === bootId() ? vmProcess(files.read(`${runtime}/pid`)) : undefined;
  if (process) return { state: record.ready === undefined ? 'starting' : 'running', record, process, labs };
  // A start that has not got there, or whose netlab was killed: the next start clears it away.
  if (record.ready === undefined) return { state: 'none' };
  const said = files.read(`${runtime}/console.log`) ?? '';
  return /^netlab-vm: idle/m.test(said) ? { state: 'ended', record } : { state: 'died', record, labs };
}

/** The process that wrote these lines, if it still runs. */
export function vmProcess(text: string | undefined): Process | undefined {
  const [pid, start] = (text ?? '').split(/\s/).map(Number);
  const found = pid ? findProcess(pid) : undefined;
  return found?.start === start ? found : undefined;
}

export const writeRecord = ({ runtime, files }: VmFolders, record: VmRecord): void =>
  files.write(`${runtime}/vm.json`, `${JSON.stringify(record)}\n`);

/** Everything but the lock and the mount point, which the lock's owner removes last. */
export function forget({ runtime, files }: VmFolders): void {
  for (const name of files.list(runtime)) if (name !== 'vm.lock') files.remove(`${runtime}/${name}`);
}
