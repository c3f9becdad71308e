/**
 * Linux cooked capture, version 1 (`tcpdump -i any -y LINUX_SLL`). Instead of the link header, it has the packet type
 * for this host and the sender's address. There is no destination address.
 */
import { macAt } from '../address.ts';
import { etherTypeName } from '../ethertype.ts';
import type { Frame } from '../frame.ts';
import type { Piece } from '../piece.ts';
import type { Next, Protocol } from '../protocol.ts';

export interface Sll {
  /** PACKET_HOST and the other types of linux/if_packet.h; `outgoing` is a packet that this host sent. */
  readonly packet: string | number;
  readonly type: string;
  readonly src?: string;
  /** Version 2 only. */
  readonly 'interface-index'?: number;
}

declare module '../frame.ts' {
  interface Frame {
    sll?: Sll;
  }
}

const PACKETS: readonly string[] = ['host', 'broadcast', 'multicast', 'otherhost', 'outgoing'];

/** The positions of the fields in the header of one version. */
export interface SllHeader {
  readonly size: number;
  readonly packet: number;
  readonly hardware: number;
  readonly addressLength: number;
  readonly address: number;
  readonly type: number;
  readonly index?: number;
}

/** ARPHRD_ETHER and ARPHRD_LOOPBACK. */
const WITH_MAC: readonly number[] = [1, 772];

export function readSll(
  piece: Piece,
  frame: Frame,
  header: SllHeader,
  packet: number,
  addressLength: number,
): Next {
  const number = piece.u16(header.type);
  const mac = addressLength === 6 && WITH_MAC.includes(piece.u16(header.hardware));
  frame.sll = {
    packet: PACKETS[packet] ?? packet,
    type: etherTypeName(number),
    ...(mac && { src: macAt(piece, header.address) }),
    ...(header.index !== undefined && { 'interface-index': piece.u32(header.index) }),
  };
  return { piece: piece.cut(header.size), space: 'ethertype', number };
}

export const summarizeSll = ({ sll, length, truncated }: Frame): string =>
  `${sll?.src ?? 'unknown'} ${sll?.packet} ${sll?.type}, ${length} bytes${truncated ? ', truncated' : ''}`;

const HEADER: SllHeader = { size: 16, packet: 0, hardware: 2, addressLength: 4, address: 6, type: 14 };

export const sll: Protocol = {
  name: 'sll',
  layer: 'sll',
  found: { link: [113] },
  header: HEADER.size,
  dissect: (piece, { frame }) =>
    readSll(piece, frame, HEADER, piece.u16(HEADER.packet), piece.u16(HEADER.addressLength)),
  summary: summarizeSll,
};
