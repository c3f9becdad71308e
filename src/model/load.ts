/** The loads that a lab declares for `netlab measure`, and what was measured. */
import type { Source } from '../base/diagnostic.ts';

/** An item of `measure`, before references are resolved. */
export interface LoadSpec {
  readonly kind: string;
  readonly name?: string | undefined;
  readonly about?: string | undefined;
  readonly from: string;
  readonly to: readonly string[];
  readonly port: number;
  readonly servers?: readonly string[] | undefined;
  readonly 'server-port'?: number | undefined;
  readonly count?: number | undefined;
}

export interface LabLoad {
  /** Unique in the lab. Loads of different labs with the same id are compared. */
  readonly id: string;
  readonly kind: string;
  readonly about?: string;
  /** `client -> service/web port 9000` */
  readonly title: string;
  /** The node of the client. */
  readonly from: string;
  /** Used in turn. */
  readonly targets: readonly string[];
  readonly port: number;
  /** Nodes in which a server runs while the load does. */
  readonly servers: readonly string[];
  readonly serverPort: number;
  /** Operations in one round. */
  readonly count: number;
  readonly source: Source;
}

/** One run of a load's client. All times in nanoseconds. */
export interface LoadSample {
  readonly count: number;
  readonly elapsed: number;
  readonly p50: number;
  readonly p90: number;
  readonly p99: number;
  readonly least: number;
  readonly most: number;
}

/** The samples of one load in one lab, a sample a round. */
export interface MeasuredLoad {
  readonly lab: string;
  readonly load: LabLoad;
  readonly samples: readonly LoadSample[];
}
