/**
 * Which interfaces hear each other's broadcasts: ends of a cable, ports of a bridge with the bridge itself, a macvlan with
 * the interface that it shares. Found by joining sets (union-find).
 */
import { interfaceTypes } from '../interfaces/index.ts';
import type { Draft, DraftInterface } from './draft.ts';

export interface Domains {
  /** The same text for interfaces of one broadcast domain. */
  of(node: string, iface: string): string;
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
  for (const node of draft.values())
    for (const iface of node.interfaces.values()) {
      const own = key(node.name, iface.name);
      if (iface.peer) join(own, key(iface.peer.node, iface.peer.interface));
      if (iface.master) join(own, key(node.name, iface.master));
      const elsewhere =
        iface.device === undefined ? undefined : interfaceTypes.get(iface.type).elsewhere?.(iface.device);
      if (elsewhere) join(own, key(elsewhere.node, elsewhere.interface));
    }
  const of = (node: string, iface: string) => root(key(node, iface));
  const members = new Map<string, DraftInterface[]>();
  for (const node of draft.values())
    for (const iface of node.interfaces.values()) {
      const place = `${of(node.name, iface.name)} ${node.name}`;
      const before = members.get(place);
      if (before) before.push(iface);
      else members.set(place, [iface]);
    }
  return {
    of,
    shared(node, there) {
      const own = [...(draft.get(node)?.interfaces.keys() ?? [])].map((name) => of(node, name));
      return [...new Set(own)].flatMap((domain) => members.get(`${domain} ${there}`) ?? []);
    },
  };
}
