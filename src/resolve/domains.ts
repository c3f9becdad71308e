/**
 * Which interfaces hear each other's broadcasts: ends of a cable, ports of a bridge with the bridge itself, a macvlan with
 * the interface that it shares. Found by joining sets (union-find).
 */
import { interfaceTypes } from '../interfaces/index.ts';
import type { Draft } from './draft.ts';

export interface Domains {
  /** The same text for interfaces of one broadcast domain. */
  of(node: string, iface: string): string;
}

export function domains(draft: Draft): Domains {
  const parent = new Map<string, string>();
  const root = (key: string): string => {
    const above = parent.get(key);
    if (above === undefined || above === key) return key;
    const top = root(above);
    parent.set(key, top);
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
  return { of: (node, iface) => root(key(node, iface)) };
}
