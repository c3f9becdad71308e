/**
 * Broadcast domains, found by joining sets (union-find). These belong to one domain: the ends of a cable, the ports of a bridge
 * and the bridge itself, a device and its parent in another node, VLANs with the same id.
 *
 * An interface has several levels: untagged, and one for each tag of the lab. A cable joins its ends level by level. A VLAN
 * device is the level of its tag on its link. A VLAN-filtering bridge joins the ports of each VLAN.
 */
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

export function domains(draft: Draft): Domains {
  const parent = new Map<string, string>();
  const root = (key: string): string => {
    let top = key;
    for (let above = parent.get(top); above !== undefined && above !== top; above = parent.get(top)) {
      // Path halving, which makes later searches faster.
      const beyond = parent.get(above) ?? above;
      parent.set(top, beyond);
      top = above;
    }
    return top;
  };
  const join = (a: string, b: string) => parent.set(root(a), root(b));
  const key = (node: string, iface: string) => `${node}:${iface}`;
  const levels = tagLevels(draft);
  const known = new Set(levels);
  const together = (a: string, b: string) => {
    for (const level of levels) join(a + level, b + level);
  };
  for (const node of draft.values())
    for (const iface of node.interfaces.values()) {
      const own = key(node.name, iface.name);
      const type = interfaceTypes.get(iface.type);
      if (iface.peer) together(own, key(iface.peer.node, iface.peer.interface));
      const bridge = iface.master === undefined ? undefined : node.interfaces.get(iface.master);
      if (bridge) plug(own, iface.name, bridge);
      if (iface.device === undefined) continue;
      plug(own, 'self', iface);
      const elsewhere = type.elsewhere?.(iface.device);
      if (elsewhere) together(own, key(elsewhere.node, elsewhere.interface));
      const tag = tagOf(iface);
      for (const level of tag ? levels : [])
        if (known.has(tag + level)) join(own + level, key(node.name, iface.lower[0]!) + tag + level);
    }

  /** A port, or the bridge itself, with its VLANs. */
  function plug(own: string, port: string, bridge: DraftInterface): void {
    const inside = key(bridge.node, bridge.name);
    const vlans =
      bridge.device === undefined
        ? undefined
        : interfaceTypes.get(bridge.type).vlansOf?.(bridge.device, port);
    if (!vlans) {
      if (own !== inside) together(own, inside);
      return;
    }
    for (const { id, pvid, untagged } of vlans) {
      if (pvid || untagged) join(own, `${inside} vlan ${id}`);
      if (!untagged) join(`${own}.${id}`, `${inside} vlan ${id}`);
    }
  }

  const of = (node: string, iface: string) => root(key(node, iface));
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
