/** Ethernet: destination, source, EtherType (or, below 1536, the length of an 802.3 frame). */
import { macAt } from '../address.ts';
import { ETHERNET, etherTypeName, LOWEST } from '../ethertype.ts';
import type { Protocol } from '../protocol.ts';

export interface Ethernet {
  readonly src: string;
  readonly dst: string;
  /** The EtherType of this header: `802.1q` for a tagged frame, whose tags are in `vlan`. */
  readonly type: string;
}

declare module '../frame.ts' {
  interface Frame {
    ethernet?: Ethernet;
  }
}

export const ethernet: Protocol = {
  name: 'ethernet',
  layer: 'ethernet',
  found: { link: [1], ethertype: [ETHERNET] },
  header: 14,
  dissect(piece, { frame }) {
    const number = piece.u16(12);
    frame.ethernet = { src: macAt(piece, 6), dst: macAt(piece, 0), type: etherTypeName(number) };
    if (number < LOWEST) return { piece: piece.cut(14, Math.min(14 + number, piece.length)) };
    return { piece: piece.cut(14), space: 'ethertype', number };
  },
  summary({ ethernet, vlan, length, truncated }) {
    const type = vlan?.at(-1)?.type ?? ethernet?.type;
    return `${ethernet?.src} > ${ethernet?.dst} ${type}, ${length} bytes${truncated ? ', truncated' : ''}`;
  },
};
