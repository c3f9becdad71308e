/**
 * Broadcast domains, found by joining sets (union-find). These belong to one domain: the ends of a cable, the ports of a bridge
 * and the bridge itself, a device and its parent in another node, VLANs with the same id.
 *
 * An interface has several levels: untagged, and one for each tag of the lab. A cable joins its ends level by level. A VLAN
 * device is the level of its tag on its link. A VLAN-filtering bridge joins the ports of each VLAN.
 */
import type { Faults } from '../base/diagnostic.ts';
import { groupBy } from '../base/group-by.ts';
import { interfaceTypes } from '../interfaces/index.ts';
import type { Draft, DraftInterface } from './draft.ts';
import { tagLevels, tagOf } from './tag-levels.ts';

export interface Domains {
  /** The broadcast domain of an interface, as text. */
  of(node: string, iface: string): string;
  /** The domains of a node, each once. */
  around(node: string): readonly string[];
  /** Interfaces of `there` in a domain of `node`, each once. */
  shared(node: string, there: string): readonly DraftInterface[];
}

/** Two for each VLAN of each port. A large lab has thousands. */
const mostJoins = 500_000;

export function domains(draft: Draft, faults: Faults): Domains {
  const key = (node: string, iface: string) => `${node}:${iface}`;
  const all = [...draft.values()].flatMap((node) =>
    [...node.interfaces.values()].map((iface) => ({ node, iface, own: key(node.name, iface.name) })),
  );
  // Ends that are joined at every level are joined once: a lab with many VLANs and many cables would take their product.
  const wires = new Joined();
  const inVlans: (() => void)[] = [];
  for (const { node, iface, own } of all) {
    if (iface.peer) wires.join(own, key(iface.peer.node, iface.peer.interface));
    const bridge = iface.master === undefined ? undefined : node.interfaces.get(iface.master);
    if (bridge) plug(own, iface.name, bridge);
    if (iface.device === undefined) continue;
    plug(own, 'self', iface);
    const elsewhere = interfaceTypes.get(iface.type).elsewhere?.(iface.device);
    if (elsewhere) wires.join(own, key(elsewhere.node, elsewhere.interface));
  }

  const joined = new Joined();
  const byTag = groupBy(tagLevels(draft), firstTag);
  const joinAt = (a: string, level: string, b: string, there: string) => {
    joined.join(`${wires.root(a)}${level}`, `${wires.root(b)}${there}`);
  };
  for (const work of inVlans) work();
  for (const { node, iface, own } of all) {
    const tag = tagOf(iface);
    if (joined.size > mostJoins) break;
    if (tag)
      for (const level of byTag.get(tag) ?? [])
        joinAt(own, level.slice(tag.length), key(node.name, iface.lower[0]!), level);
  }
  if (joined.size > mostJoins)
    faults.add({
      code: 'lab-too-large',
      message: `the VLANs of all ports and devices together are more than ${mostJoins.toLocaleString('en')}`,
    });

  /** A port, or the bridge itself, with its VLANs. */
  function plug(own: string, port: string, bridge: DraftInterface): void {
    const inside = key(bridge.node, bridge.name);
    const { device } = bridge;
    const vlans = device === undefined ? undefined : interfaceTypes.get(bridge.type).vlansOf?.(device, port);
    if (!vlans) {
      if (own !== inside) wires.join(own, inside);
      return;
    }
    inVlans.push(() => {
      for (const { id, pvid, untagged } of vlans) {
        if (pvid || untagged) joinAt(own, '', inside, ` vlan ${id}`);
        if (!untagged) joinAt(own, `.${id}`, inside, ` vlan ${id}`);
      }
    });
  }

  const of = (node: string, iface: string) => joined.root(wires.root(key(node, iface)));
  // Called for each pair of nodes that refer to each other, so the interfaces of each domain are computed once.
  const members = new Map<string, ReadonlyMap<string, readonly DraftInterface[]>>();
  for (const node of draft.values())
    members.set(
      node.name,
      groupBy(node.interfaces.values(), (iface) => of(node.name, iface.name)),
    );
  const around = (node: string) => [...(members.get(node)?.keys() ?? [])];
  return {
    of,
    around,
    shared: (node, there) => around(node).flatMap((domain) => members.get(there)?.get(domain) ?? []),
  };
}

/** `.10` of `.10.20`; '' of ''. */
const firstTag = (level: string): string => level.match(/^\.\d+/)?.[0] ?? '';

/** Sets that are joined (union-find). A set is named after one of its members. */
class Joined {
  readonly #parent = new Map<string, string>();
  /** Calls of join. */
  size = 0;

  join(a: string, b: string): void {
    this.size++;
    this.#parent.set(this.root(a), this.root(b));
  }

  root(key: string): string {
    let top = key;
    for (
      let above = this.#parent.get(top);
      above !== undefined && above !== top;
      above = this.#parent.get(top)
    ) {
      // Path halving, which makes later searches faster.
      const beyond = this.#parent.get(above) ?? above;
      this.#parent.set(top, beyond);
      top = above;
    }
    return top;
  }
}
