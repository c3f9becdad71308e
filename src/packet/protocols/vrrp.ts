/**
 * VRRP: version 2 (RFC 3768) and version 3 (RFC 5798), also for IPv6. The owner of the virtual addresses sends one advertisement
 * each interval. A priority of 0 means that it gives the addresses up.
 *
 * Version 2 has the interval in seconds, and eight bytes of a password after the addresses. Version 3 has it in hundredths of a
 * second. CARP has the same number and the same first byte, but another length. The checksum is not verified: whether it covers
 * the IP addresses depends on the version and the sender.
 */
import * as z from 'zod';
import { addressRef, integer, oneOrMore, seconds } from '../../base/scalar.ts';
import { ipv4At, ipv6At } from '../address.ts';
import { u8 } from '../pattern-fields.ts';
import type { Piece } from '../piece.ts';
import type { Protocol } from '../protocol.ts';

export interface Vrrp {
  readonly version: 2 | 3;
  /** The virtual router. */
  readonly vrid: number;
  readonly priority: number;
  /** Seconds. */
  readonly interval: number;
  readonly addresses: readonly string[];
  /** Version 2: 0 none, 1 a password. */
  readonly 'auth-type'?: number;
}

declare module '../frame.ts' {
  interface Frame {
    vrrp?: Vrrp;
  }
}

const header = 8;
/** Of version 2, after the addresses. */
const password = 8;

/** The length of one address: the sender's IP version is that of the addresses. */
const sizes = { 4: 4, 6: 16 } as const;

const isAdvertisement = (piece: Piece): boolean => piece.u8(0) === 0x21 || piece.u8(0) === 0x31;

/** The length of all addresses. */
function lengthOfAll(piece: Piece): number {
  return piece.length - header - (piece.u8(0) >> 4 === 2 ? password : 0);
}

/** Fields of a packet pattern. */
export const vrrpFields = z
  .strictObject({
    version: integer(2, 3).optional().describe('Version of the protocol'),
    vrid: u8('Number of the virtual router'),
    priority: u8('Priority; 0: the sender gives the addresses up'),
    interval: seconds(0.01, 255).optional().describe('Interval of advertisements, in seconds'),
    addresses: oneOrMore(addressRef()).optional().describe('Virtual addresses; others may be there, too'),
    'auth-type': u8('Authentication of version 2: 0 none, 1 a password'),
  })
  .describe('Advertisement of VRRP');

export const vrrp: Protocol = {
  name: 'vrrp',
  layer: 'vrrp',
  found: { ip: [112] },
  header,
  accepts(piece) {
    const count = piece.u8(3);
    return isAdvertisement(piece) && Object.values(sizes).some((size) => lengthOfAll(piece) === count * size);
  },
  dissect(piece, { frame }) {
    const version = piece.u8(0) >> 4 === 2 ? 2 : 3;
    const size = sizes[frame.ip?.version ?? 4];
    const count = piece.u8(3);
    if (lengthOfAll(piece) !== count * size) {
      frame.malformed = 'vrrp';
      return { piece };
    }
    const captured = Math.min(count, Math.floor((piece.bytes.length - header) / size));
    const read = size === 4 ? ipv4At : ipv6At;
    frame.vrrp = {
      version,
      vrid: piece.u8(1),
      priority: piece.u8(2),
      interval: version === 2 ? piece.u8(5) : (piece.u16(4) & 0xfff) / 100,
      addresses: Array.from({ length: captured }, (_, i) => read(piece, header + i * size)),
      ...(version === 2 && { 'auth-type': piece.u8(4) }),
    };
    return undefined;
  },
  summary({ ip, vrrp }) {
    const { version, vrid, priority, interval, addresses } = vrrp!;
    const gives = priority === 0 ? ' (gives up)' : '';
    return `${ip?.src} > ${ip?.dst} VRRPv${version} vrid ${vrid} priority ${priority}${gives} every ${interval} s: ${addresses.join(' ')}`;
  },
};
