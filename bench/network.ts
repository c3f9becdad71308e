/**
 * A network as every benchmark method receives it: plain lists, in no tool's language, and beside them the same network as a
 * lab. The kernel's state after each method is compared (state.ts), so neither text can leave anything out.
 */
import { existsSync } from 'node:fs';

export interface Network {
  /** The lab's name; a node's namespace is `<lab>.<node>`. */
  readonly lab: string;
  readonly yaml: string;
  readonly nodes: readonly Node[];
}

export interface Node {
  readonly name: string;
  readonly forwards?: boolean;
  /** Bridged packets pass its iptables rules, if the kernel can do that. */
  readonly filtersBridged?: boolean;
  readonly bridges?: readonly Bridge[];
  readonly vxlan?: Vxlan;
  readonly addresses?: readonly Address[];
  readonly neighbors?: readonly { readonly dev: string; readonly address: string; readonly mac: string }[];
  readonly fdb?: readonly { readonly dev: string; readonly mac: string; readonly dst: string }[];
  readonly routes?: readonly Route[];
  /** As iptables-restore reads it. */
  readonly rules?: readonly string[];
}

export interface Address {
  readonly dev: string;
  readonly cidr: string;
  readonly broadcast?: string;
}

export interface Bridge {
  readonly name: string;
  readonly mac?: string;
  /** 0: the kernel's own. */
  readonly mtu: number;
  /** Cables from here to other nodes; the port and the interface there have the bridge's MTU. */
  readonly ports: readonly {
    readonly name: string;
    readonly node: string;
    readonly interface: string;
    readonly hairpin?: boolean;
  }[];
}

export interface Vxlan {
  readonly name: string;
  readonly mac: string;
  readonly id: number;
  readonly port: number;
  readonly local: string;
  readonly dev: string;
}

export interface Route {
  /** `0.0.0.0/0` for the default. */
  readonly to: string;
  readonly via: string;
  /** With it the route is on-link. */
  readonly dev?: string;
}

/**
 * Settings that every namespace begins with, whatever the host's are: path under /proc/sys to value. All ways write them.
 */
export const settings: readonly (readonly [path: string, value: string])[] = (
  [
    ['net/ipv4/ip_forward', '0'],
    ['net/ipv4/conf/all/rp_filter', '0'],
    ['net/ipv4/conf/default/rp_filter', '0'],
    ['net/bridge/bridge-nf-call-iptables', '0'],
    ['net/bridge/bridge-nf-call-ip6tables', '0'],
    ['net/ipv6/conf/all/disable_ipv6', '1'],
  ] as const
).filter(([path]) => existsSync(`/proc/sys/${path}`));

/** The settings of one node beyond those. */
export const ownSettings = ({
  forwards,
  filtersBridged,
}: Node): readonly (readonly [path: string, value: string])[] => [
  ...(forwards ? ([['net/ipv4/ip_forward', '1']] as const) : []),
  ...(filtersBridged && settings.some(([path]) => path === bridgeSetting)
    ? ([[bridgeSetting, '1']] as const)
    : []),
];

const bridgeSetting = 'net/bridge/bridge-nf-call-iptables';

export const namespace = ({ lab }: Network, node: string): string => `${lab}.${node}`;

/** Interfaces of a node that others' cables end in. */
export function ends(network: Network): ReadonlyMap<string, readonly string[]> {
  const found = new Map<string, string[]>();
  for (const { bridges = [] } of network.nodes)
    for (const { ports } of bridges)
      for (const port of ports) found.set(port.node, [...(found.get(port.node) ?? []), port.interface]);
  return found;
}
