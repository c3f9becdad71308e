/** A pod as felix knows it: a workload endpoint, the node's end of its cable with what lies behind it. */
export interface Endpoint {
  readonly node: string;
  readonly name: string;
  readonly namespace: string;
  /** The node's end of its cable: cali and eleven hex digits. */
  readonly interface: string;
  /** Without length. */
  readonly address: string;
  readonly labels: Readonly<Record<string, string>>;
}
