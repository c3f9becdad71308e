/**
 * Linux cooked capture, version 2 (`tcpdump -i any`): the fields of version 1 in another order, and the index of the
 * interface.
 */
import type { Protocol } from '../protocol.ts';
import { readSll, type SllHeader, summarizeSll } from './sll.ts';

const HEADER: SllHeader = {
  size: 20,
  type: 0,
  index: 4,
  hardware: 8,
  packet: 10,
  addressLength: 11,
  address: 12,
};

export const sll2: Protocol = {
  name: 'sll2',
  layer: 'sll',
  found: { link: [276] },
  header: HEADER.size,
  dissect: (piece, { frame }) =>
    readSll(piece, frame, HEADER, piece.u8(HEADER.packet), piece.u8(HEADER.addressLength)),
  summary: summarizeSll,
};
