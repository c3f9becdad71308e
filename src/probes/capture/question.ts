import type { Stimulus } from '../stimulus.ts';
import type { CaptureExpectation } from './judge.ts';

/** A capture with interfaces and addresses instead of references. */
export interface CaptureQuestion {
  readonly at: readonly { readonly node: string; readonly dev: string }[];
  readonly filter: string;
  readonly stimulus: Stimulus;
  readonly marked: boolean;
  readonly expect: CaptureExpectation;
  /** UDP ports of protocols in this lab, by name, in addition to their default ports. */
  readonly ports: Readonly<Record<string, readonly number[]>>;
}
