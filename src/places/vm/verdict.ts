/**
 * Whether hardware acceleration works here. /dev/kvm may exist and hang the guest (nested virtualization). So the first start
 * tries it against a deadline, and the cache keeps the result for this kernel and processor.
 */
import { accessSync, constants, readFileSync, writeFileSync } from 'node:fs';
import { cpus, release } from 'node:os';
import type { Accelerator } from './machine.ts';

export interface VmVerdict {
  readonly works: boolean;
  /** In words, where it does not. */
  readonly why: string;
}

export function hasKvm(): boolean {
  try {
    accessSync('/dev/kvm', constants.R_OK | constants.W_OK);
    return true;
  } catch {
    return false;
  }
}

/** The accelerators to try, in this order. */
export function toTry(kvm: boolean, known: VmVerdict | undefined): readonly Accelerator[] {
  if (!kvm || known?.works === false) return ['tcg'];
  return ['kvm', 'tcg'];
}

const here = (): string => `${release()} ${cpus()[0]?.model ?? ''}`;
const file = (cache: string): string => `${cache}/kvm.json`;

/** Undefined without a verdict for this kernel, and if the file is damaged: the next start tries again. */
export function recall(cache: string): VmVerdict | undefined {
  try {
    const kept = JSON.parse(readFileSync(file(cache), 'utf8')) as Partial<VmVerdict & { on: string }> | null;
    return kept?.on === here() ? { works: kept.works === true, why: String(kept.why ?? '') } : undefined;
  } catch {
    return undefined;
  }
}

export const remember = (cache: string, verdict: VmVerdict): void =>
  writeFileSync(file(cache), `${JSON.stringify({ on: here(), ...verdict })}\n`);
