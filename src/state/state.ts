/** The state of a lab's namespaces, as ip, bridge and iptables-save print it. */
import type { Process } from '../model/place.ts';

// biome-ignore lint/suspicious/noExplicitAny: what ip and bridge print; readers take the fields they know.
export type Row = Readonly<Record<string, any>>;

export interface NodeState {
  readonly node: string;
  /** False where there is no such namespace; everything else is empty then. */
  readonly exists: boolean;
  readonly links: readonly Row[];
  readonly addresses: readonly Row[];
  readonly routes4: readonly Row[];
  readonly routes6: readonly Row[];
  readonly rules4: readonly Row[];
  readonly rules6: readonly Row[];
  readonly neighbors: readonly Row[];
  readonly proxies: readonly Row[];
  readonly fdb: readonly Row[];
  /** VLANs of bridges and their ports: the kernel's own VLAN 1 where a bridge does not look at tags. */
  readonly vlans: readonly Row[];
  /** As the saver prints it. */
  readonly iptables: string;
  readonly ip6tables: string;
  /** Devices and peers, without what counts or ages: a row each. */
  readonly wireguard: readonly Row[];
  /** By name, what kinds of steps declare (state-part.ts). */
  readonly parts: ReadonlyMap<string, unknown>;
  /** By key as sysctl(8) writes it. */
  readonly sysctls: Readonly<Record<string, string>>;
  /** Settings of a new namespace of the place. Absent if they were not read. */
  readonly fresh?: Readonly<Record<string, string>>;
  /** Every process in the namespace. */
  readonly processes: readonly Pick<Process, 'pid' | 'start' | 'argv'>[];
  /** Content by name, of /etc/netns/<namespace>. */
  readonly files: Readonly<Record<string, string>>;
}

export type LabState = ReadonlyMap<string, NodeState>;
