/**
 * VLAN tags, 802.1Q and 802.1ad: three bits priority, one bit drop eligible, twelve bits ID, then the next EtherType.
 */
import { etherTypeName, LOWEST, SERVICE_VLAN, VLAN } from '../ethertype.ts';
import type { Protocol } from '../protocol.ts';

export interface Vlan {
  readonly id: number;
  readonly priority: number;
  /** The EtherType after this tag. */
  readonly type: string;
  readonly 'drop-eligible'?: true;
}

declare module '../frame.ts' {
  interface Frame {
    /** The outermost tag first. */
    vlan?: Vlan[];
  }
}

export const vlan: Protocol = {
  name: 'vlan',
  layer: 'vlan',
  found: { ethertype: [VLAN, SERVICE_VLAN] },
  header: 4,
  dissect(piece, { frame }) {
    const tag = piece.u16(0);
    const number = piece.u16(2);
    frame.vlan ??= [];
    frame.vlan.push({
      id: tag & 0xfff,
      priority: tag >> 13,
      type: etherTypeName(number),
      ...((tag & 0x1000) !== 0 && { 'drop-eligible': true }),
    });
    if (number < LOWEST) return { piece: piece.cut(4, Math.min(4 + number, piece.length)) };
    return { piece: piece.cut(4), space: 'ethertype', number };
  },
  prefix: ({ vlan = [] }) => vlan.map(({ id }) => `VLAN ${id} `).join(''),
};
