/** The topology of a lab: nodes with their interfaces, cables, and tunnels with the nodes at their ends. */
import { features } from '../../../features/index.ts';
import { sayVlans } from '../../../interfaces/bridge-vlans.ts';
import { typeNamed } from '../../../interfaces/implied.ts';
import { interfaceTypes } from '../../../interfaces/index.ts';
import type { Lab, LabInterface, LabNode, LabService } from '../../../model/lab.ts';

export interface End {
  readonly node: string;
  readonly interface: string;
}

export interface GraphInterface {
  readonly name: string;
  readonly type: string;
  readonly detail?: string;
  readonly addresses: readonly string[];
  readonly mtu?: number;
  readonly mac?: string;
  /** The bridge that it is a port of. */
  readonly master?: string;
  /** The vrf that it is a port of: it stays a link of its own. */
  readonly vrf?: string;
  /** The lower interface in its node. */
  readonly lower: readonly string[];
  /** The other end of its cable. */
  readonly cable?: End;
  /** The lower interface in another node. */
  readonly parent?: End;
  /** Outer addresses of its tunnel's peers, with the end that has the address. */
  readonly tunnels: readonly ({ readonly address: string } & Partial<End>)[];
}

export interface GraphNode {
  readonly name: string;
  readonly role: 'node' | 'segment';
  /** The node whose bridge or cable is its only way out: a pod's host. */
  readonly host?: string;
  readonly interfaces: readonly GraphInterface[];
}

export interface Topology {
  readonly lab: string;
  readonly about: string;
  readonly nodes: readonly GraphNode[];
  /** Services of the cluster, with their endpoints. */
  readonly services: readonly LabService[];
}

export function topology(lab: Lab): Topology {
  const owners = new Map<string, string>();
  for (const node of lab.nodes)
    for (const iface of node.interfaces)
      for (const { cidr } of iface.addresses) {
        const address = cidr.split('/')[0]!;
        if (!owners.has(address)) owners.set(address, node.name);
      }
  const nodes = lab.nodes.map((node) => ({
    name: node.name,
    role: node.role,
    interfaces: node.interfaces.map((iface) => interfaceOf(iface, node, owners)),
  }));
  return {
    lab: lab.name,
    about: lab.about,
    services: lab.services ?? [],
    nodes: nodes.map((node) => {
      const host = hostOf(node, nodes);
      return host === undefined ? node : { ...node, host };
    }),
  };
}

function interfaceOf(
  iface: LabInterface,
  node: LabNode,
  owners: ReadonlyMap<string, string>,
): GraphInterface {
  const type = interfaceTypes.get(iface.type);
  const bridge = node.interfaces.find((one) => one.name === iface.master);
  const vlans = bridge && interfaceTypes.get(bridge.type).vlansOf?.(bridge.spec, iface.name);
  const detail = [type.graph?.detail?.(iface.spec), vlans ? sayVlans(vlans) : ''].filter(Boolean).join(', ');
  const joins = type.graph?.joins?.(iface.spec) ?? [];
  const end = (kind: 'cable' | 'parent') => {
    const join = joins.find((one) => one.kind === kind);
    return join && join.kind !== 'tunnel' ? { [kind]: { node: join.node, interface: join.interface } } : {};
  };
  const written = Object.entries(node.settings).flatMap(
    ([key, setting]) =>
      features
        .get(key)
        .tunnels?.(setting)
        ?.filter((one) => one.dev === iface.name) ?? [],
  );
  const peers = [
    ...joins.flatMap((one) => (one.kind === 'tunnel' ? [one.address] : [])),
    ...written.map((one) => one.address),
  ];
  return {
    name: iface.name,
    type: iface.type,
    ...(detail ? { detail } : {}),
    addresses: iface.addresses.map(({ cidr }) => cidr),
    ...(iface.mtu ? { mtu: iface.mtu } : {}),
    ...(iface.mac ? { mac: iface.mac } : {}),
    ...(iface.master ? { [isVrf(iface.master, node) ? 'vrf' : 'master']: iface.master } : {}),
    lower: iface.lower,
    ...end('cable'),
    ...end('parent'),
    tunnels: [...new Set(peers)].map((address) => {
      const owner = owners.get(address);
      return { address, ...(owner ? { node: owner } : {}) };
    }),
  };
}

const isVrf = (name: string, node: LabNode): boolean =>
  node.interfaces.some((one) => one.name === name && interfaceTypes.get(one.type).ports?.table !== undefined);

type Bare = Omit<GraphNode, 'host'>;

const waysOut = (node: Bare): readonly End[] =>
  node.interfaces.flatMap((iface) => [
    ...(iface.cable ? [iface.cable] : []),
    ...(iface.parent ? [iface.parent] : []),
  ]);

/**
 * A node with one interface, which ends at a bridge of another node, on an interface there, or (Calico, Cilium) at a cable
 * end without an address on a node with other ways out: it hangs on that node as a pod does on its host.
 */
function hostOf(node: Bare, nodes: readonly Bare[]): string | undefined {
  const [out, ...more] = waysOut(node);
  const own = node.interfaces.filter((iface) => !typeNamed(iface.name));
  if (node.role === 'segment' || !out || more.length > 0 || own.length > 1) return undefined;
  const other = nodes.find((one) => one.name === out.node);
  if (!other || other.role === 'segment') return undefined;
  const there = other.interfaces.find((one) => one.name === out.interface);
  const hangs =
    own[0]!.parent !== undefined ||
    there?.master !== undefined ||
    (there?.addresses.length === 0 && waysOut(other).length > 1);
  return hangs ? other.name : undefined;
}
