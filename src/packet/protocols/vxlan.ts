/**
 * VXLAN (RFC 7348): eight flag bits of which I must be set, a 24-bit network identifier, and an Ethernet frame. It is
 * recognized on IANA's port (4789) and on the default of Linux and flannel (8472). Linux drops packets with any other
 * bit set. So that other traffic to these ports stays payload, this does the same, except for the group policy
 * extension (G bit and a group; draft-smith-vxlan-group-policy).
 */
import * as z from 'zod';
import { u16, u24 } from '../pattern-fields.ts';
import type { Protocol } from '../protocol.ts';

export interface Vxlan {
  readonly vni: number;
  /** The UDP destination port. */
  readonly port: number;
  readonly group?: number;
}

declare module '../frame.ts' {
  interface Frame {
    vxlan?: Vxlan;
  }
}

const NETWORK = 0x08000000;
const GROUP = 0x80000000;
/** "Don't learn" and "policy applied": the two flags that may accompany a group. */
const GROUP_FLAGS = 0x00480000;
const LINK_TYPE_ETHERNET = 1;

export const vxlan: Protocol = {
  name: 'vxlan',
  layer: 'vxlan',
  found: { udp: [4789, 8472] },
  header: 8,
  accepts(piece) {
    const flags = piece.u32(0);
    const grouped = (flags & GROUP) !== 0;
    const rest = grouped ? flags & ~(GROUP | GROUP_FLAGS | 0xffff) : flags;
    return rest === NETWORK && piece.u8(7) === 0;
  },
  dissect(piece, { frame, inside }) {
    frame.vxlan = {
      vni: piece.u32(4) >>> 8,
      port: frame.udp?.['dst-port'] ?? 0,
      ...((piece.u32(0) & GROUP) !== 0 && { group: piece.u16(2) }),
    };
    frame.inner = inside({ piece: piece.cut(8), space: 'link', number: LINK_TYPE_ETHERNET });
    return undefined;
  },
  encapsulation: {
    title: 'VXLAN',
    tunnel: ({ vxlan }) => vxlan && { vni: vxlan.vni },
    devices: ['vxlan'],
    fields: z
      .strictObject({
        vni: u24('Network identifier'),
        port: u16('UDP destination port (default: 4789 or 8472)'),
        group: u16('Group policy id'),
      })
      .describe('A VXLAN header; inner is the frame inside'),
  },
  summary: ({ vxlan, inner }, summarize) =>
    `VXLAN vni ${vxlan?.vni} [ ${inner ? summarize(inner) : 'nothing'} ]`,
};
