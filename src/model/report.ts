/** What checks found, with the evidence. */
import type { Source } from '../base/diagnostic.ts';

/** `skip`: this place cannot; `error`: the probe itself could not run. Neither ever counts as a pass. */
export type Status = 'pass' | 'fail' | 'skip' | 'error';

/** One look of a probe. */
export interface Verdict {
  readonly status: Status;
  /** In words and numbers: `12 replies`, `none (3 sent, 0 received)`. */
  readonly saw: string;
  readonly evidence: readonly Evidence[];
  /** What its captures took, on all their interfaces: a pcapng file in base64, so that a report stays plain data. */
  readonly packets?: string;
  /** The first place to look when it is not a pass. */
  readonly look?: Look;
}

export interface Evidence {
  /** As it could be typed. */
  readonly command: string;
  readonly output: string;
}

export interface Look {
  readonly why: string;
  /** A command to type. */
  readonly command?: string;
}

export interface CheckResult extends Verdict {
  readonly id: string;
  readonly probe: string;
  readonly title: string;
  readonly expected: string;
  readonly source: Source;
  readonly attempts: number;
  /** Milliseconds. */
  readonly took: number;
  /** The last verdict of each control. */
  readonly controls?: readonly ControlVerdict[];
}

export interface ControlVerdict extends Verdict {
  readonly title: string;
}

export interface Report {
  readonly lab: string;
  readonly place: string;
  readonly checks: readonly CheckResult[];
  /** Milliseconds. */
  readonly took: number;
}
