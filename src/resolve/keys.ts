/** Public keys of interfaces, for the types that have one. */
import { interfaceTypes } from '../interfaces/index.ts';
import type { DraftInterface, DraftNode } from './draft.ts';

export const keyOf = (iface: DraftInterface): string | undefined =>
  interfaceTypes.get(iface.type).publicKey?.(iface.own, iface);

/** Interfaces of a node that have a key. */
export const keysOf = (node: DraftNode): readonly DraftInterface[] =>
  [...node.interfaces.values()].filter((iface) => interfaceTypes.get(iface.type).publicKey !== undefined);
