/** The results of checks, with evidence. */
import type { Source } from '../base/diagnostic.ts';
import type { PairTable } from './pair-table.ts';

/** `skip`: the place lacks a kernel feature. `error`: the probe could not run. Neither counts as a pass. */
export type Status = 'pass' | 'fail' | 'skip' | 'error';

/** The result of one attempt. */
export interface Verdict {
  readonly status: Status;
  /** A summary: `12 replies`, `none (3 sent, 0 received)`. */
  readonly saw: string;
  readonly evidence: readonly Evidence[];
  /** The packets of its captures on all interfaces: a pcapng file in base64, so that a report is plain data. */
  readonly packets?: string;
  /** The likely cause, if the check did not pass. */
  readonly look?: Hint;
  /** A packet of the failed pair, which `netlab trace` can follow. */
  readonly packet?: PacketSent;
  /** If several pairs did not pass. */
  readonly pairs?: PairTable;
}

export interface PacketSent {
  readonly kind: 'ping' | 'tcp' | 'udp' | 'http';
  /** A node. */
  readonly from: string;
  /** The destination as named in the lab. */
  readonly to: string;
  readonly address: string;
  readonly port?: number;
  /** Fixed by the lab. Default: the flow id. */
  readonly sourcePort?: number;
  /** Bytes of data. */
  readonly size?: number;
  readonly df: boolean;
  /** Of the packet; by default the system's. */
  readonly ttl?: number;
  /** The source address, if it is not the one that the route prefers. */
  readonly source?: string;
}

export interface Evidence {
  /** The command as a user would type it. */
  readonly command: string;
  readonly output: string;
}

export interface Hint {
  readonly why: string;
  /** A command for the user. */
  readonly command?: string;
  /** No cause is known: the command only shows where to begin. */
  readonly unknown?: true;
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
  /** The commands of its events, as they ran before the check. */
  readonly event?: readonly string[];
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
