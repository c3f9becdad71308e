/** The result of each pair of a check that sends from many nodes to many. */
export interface PairTable {
  /** Sources, a row each. */
  readonly from: readonly string[];
  /** Destinations, a column each, as the lab names them. */
  readonly to: readonly string[];
  /** A character for each destination: `.` passed, `x` failed, `E` could not run, `s` skipped, blank: no such pair. */
  readonly rows: readonly string[];
}
