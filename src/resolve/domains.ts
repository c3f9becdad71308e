/**
 * Which interfaces hear each other's broadcasts: ends of a cable, ports of a bridge with the bridge itself, a device with the
 * interface that it shares in another node, VLANs of one id. Found by joining sets (union-find).
 *
 * An interface is heard on several levels: without a tag, and with each tag that the lab has. A cable joins them level by level;
 * a VLAN device is the level of its tag on its link; a bridge that looks at tags has one place for each VLAN, where its ports
 * meet that are in it.
 */
import { groupBy } from '../base/group-by.ts';
import { interfaceTypes } from '../interfaces/index.ts';
import type { Draft, DraftInterface } from './draft.ts';
import { tagLevels, tagOf } from './tag-levels.ts';

export interface Domains {
  /** The same text for interfaces of one broadcast domain. */
  of(node: string, iface: string): string;
  /** Those that a node's interfaces are in, each once. */
  around(node: string): readonly string[];
  /** Interfaces of `there` that hear an interface of `node`, each once. */
  shared(node: string, there: string): readonly DraftInterface[];
}

export function domains(draft: Draft): Domains {
  const parent = new Map<string, string>();
  const root = (key: string): string => {
    let top = key;
    for (let above = parent.get(top); above !== undefined && above !== top; above = parent.get(top)) {
      // Halves the way for whoever asks next.
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

  /** A port, or the bridge itself, with the VLANs that it is in. */
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
  // Asked for each pair of nodes that know each other: what each node has in which domain is found out once.
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
