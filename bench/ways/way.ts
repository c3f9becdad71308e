/** One way of building a network: it is prepared outside of the time that is measured, and is then two commands. */
import type { Network } from '../network.ts';

export interface Way {
  readonly name: string;
  readonly about: string;
  /** Why it cannot be had here or for this network; nothing where it can. */
  missing?(network: Network): string | undefined;
  /** `folder` is empty and this way's own. */
  prepare(network: Network, folder: string): Prepared;
}

export interface Prepared {
  readonly build: readonly string[];
  readonly down: readonly string[];
  /** Finds the milliseconds of the work alone in the output, if it prints them. */
  readonly took?: { readonly build: (stdout: string) => number; readonly down: (stdout: string) => number };
}
