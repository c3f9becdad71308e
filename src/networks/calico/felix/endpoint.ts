/** A pod as a workload endpoint of felix: the node's end of its veth pair, and the pod's address. */
export interface WorkloadEndpoint {
  readonly node: string;
  readonly name: string;
  readonly namespace: string;
  /** The node's end of its veth pair: cali and eleven hex digits. */
  readonly interface: string;
  /** Without a prefix length. */
  readonly address: string;
  readonly labels: Readonly<Record<string, string>>;
}
