import type { Pairs } from '../pairs.ts';
import type { PingExpectation } from './judge.ts';

/** A ping with addresses instead of references. */
export interface PingQuestion {
  readonly pairs: Pairs;
  readonly count: number;
  readonly size?: number;
  readonly df: boolean;
  readonly source?: string;
  readonly ttl?: number;
  readonly interval: number;
  /** Seconds. */
  readonly wait?: number;
  readonly expect: PingExpectation;
}
