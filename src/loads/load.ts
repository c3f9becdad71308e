/** A kind of load for `netlab measure`: what its client does again and again. The client is programs/load.c. */
export interface LoadKind {
  /** The key in the lab, and the word for the client. */
  readonly name: string;
  readonly about: string;
  /** The noun for one operation: `connection`. */
  readonly unit: string;
  /** Operations in one round, if the lab gives no number. */
  readonly count: number;
}
