/**
 * The VM that counts instructions: its clock is the number of instructions that have run, so the figures of two runs agree however
 * busy the machine is. It is slower than the usual VM and keeps a processor of this machine busy, so it ends with the measurement.
 */
import type { Place } from '../../model/place.ts';
import { openVm, stopVm, vmState } from '../../places/vm/vm.ts';
import type { Caller } from '../caller.ts';
import { UsageError } from '../usage-error.ts';

export async function withCountingVm<T>(caller: Caller, work: (caller: Caller) => Promise<T>): Promise<T> {
  if (caller.on !== undefined && caller.on !== 'vm')
    throw new UsageError(`--count-instructions needs the VM, and --on is ${caller.on}`, 'leave out --on');
  const there = vmState();
  const inVm = { ...caller, on: 'vm' };
  if (there.state === 'running') {
    if (there.record.accelerator === 'icount') return work(inVm);
    throw new UsageError(
      'the VM that runs does not count instructions',
      'stop it first: netlab vm stop; then run this again',
    );
  }
  await openVm({ accelerator: 'icount', note: (text) => caller.note(`netlab: ${text}`) });
  try {
    return await work(inVm);
  } finally {
    await stopVm();
  }
}

/** Whether a nanosecond in this place is an instruction. */
export function countsInstructions(place: Place): boolean {
  if (place.name !== 'vm') return false;
  const state = vmState();
  return state.state === 'running' && state.record.accelerator === 'icount';
}
