import type { Network } from '../network.ts';

/** A kind of network in several sizes. */
export interface Workload {
  readonly name: string;
  readonly about: string;
  /** Sizes as they are written on the command line; those of a common run first. */
  readonly sizes: readonly string[];
  /** How many of them a run without `--all` takes. */
  readonly common: number;
  make(size: string): Network;
}

export const range = (count: number): readonly number[] => Array.from({ length: count }, (_, i) => i + 1);
