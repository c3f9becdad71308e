/** ARP for IPv4 over Ethernet (RFC 826). */
import { ipv4At, macAt } from '../address.ts';
import { ARP, IPV4 } from '../ethertype.ts';
import type { Protocol } from '../protocol.ts';

export interface Arp {
  readonly op: 'request' | 'reply' | number;
  readonly 'sender-mac': string;
  readonly 'sender-ip': string;
  readonly 'target-mac': string;
  readonly 'target-ip': string;
}

declare module '../frame.ts' {
  interface Frame {
    arp?: Arp;
  }
}

const OPS: Readonly<Record<number, 'request' | 'reply'>> = { 1: 'request', 2: 'reply' };

export const arp: Protocol = {
  name: 'arp',
  layer: 'arp',
  found: { ethertype: [ARP] },
  header: 28,
  // Hardware type Ethernet, protocol type IPv4, address lengths 6 and 4.
  accepts: (piece) => piece.u16(0) === 1 && piece.u16(2) === IPV4 && piece.u16(4) === 0x0604,
  dissect(piece, { frame }) {
    frame.arp = {
      op: OPS[piece.u16(6)] ?? piece.u16(6),
      'sender-mac': macAt(piece, 8),
      'sender-ip': ipv4At(piece, 14),
      'target-mac': macAt(piece, 18),
      'target-ip': ipv4At(piece, 24),
    };
    return undefined;
  },
  summary({ arp }) {
    if (arp?.op === 'request') return `ARP who has ${arp['target-ip']} tell ${arp['sender-ip']}`;
    if (arp?.op === 'reply') return `ARP ${arp['sender-ip']} is at ${arp['sender-mac']}`;
    return `ARP operation ${arp?.op} from ${arp?.['sender-mac']}`;
  },
};
