/** A measurement as bench/results keeps it: plain data. */
export interface Results {
  readonly machine: Machine;
  readonly groups: readonly Group[];
}

export interface Machine {
  readonly processors: string;
  readonly kernel: string;
  readonly node: string;
  readonly iproute2: string;
  readonly iptables: string;
  /** Of the last minute, when the run began. */
  readonly load: number;
}

/** Rows that are compared with each other: of one network, or of one question. */
export interface Group {
  /** `star 100`, `flannel 10x10`, `start` */
  readonly name: string;
  /** `build`, `down`, `verify` */
  readonly phase: string;
  /** The row that the others are divided by. */
  readonly base?: string;
  readonly rows: readonly Row[];
  readonly notes: readonly string[];
}

export interface Row {
  readonly name: string;
  /** Milliseconds of every run; MiB where the phase is `memory`. */
  readonly values: readonly number[];
}
