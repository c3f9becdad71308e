/**
 * WireGuard's four messages (section 5.4 of the protocol's paper; drivers/net/wireguard/messages.h). They have a type,
 * three zero bytes, and in little endian the session indexes of the two ends; a data message also has a counter. The
 * rest is keys and ciphertext. They are recognized on the port of wg-quick's examples (51820) and on flannel's port for
 * IPv6 (51821). Each handshake message has a fixed length. Data is padded to 16 bytes, but not beyond the inner MTU.
 */
import * as z from 'zod';
import { integer, word } from '../../base/scalar.ts';
import { u32 } from '../pattern-fields.ts';
import type { Piece } from '../piece.ts';
import type { Protocol } from '../protocol.ts';

export interface Wireguard {
  readonly type: 'initiation' | 'response' | 'cookie' | 'data';
  /** The sender's index of the session. */
  readonly sender?: number;
  /** The receiver's index of the session. */
  readonly receiver?: number;
  readonly counter?: number;
}

declare module '../frame.ts' {
  interface Frame {
    wireguard?: Wireguard;
  }
}

const header = 4;
const tag = 16;

const le32 = (piece: Piece, at: number): number =>
  piece.u8(at) + piece.u8(at + 1) * 0x100 + piece.u8(at + 2) * 0x10000 + piece.u8(at + 3) * 0x1000000;

interface Message {
  readonly type: Wireguard['type'];
  /** The number of unencrypted bytes. */
  readonly clear: number;
  readonly fits: (length: number) => boolean;
  readonly read: (piece: Piece) => Omit<Wireguard, 'type'>;
}

/** By type, from 1. */
const messages: readonly Message[] = [
  {
    ...{ type: 'initiation', clear: 8, fits: (length) => length === 148 },
    read: (piece) => ({ sender: le32(piece, 4) }),
  },
  {
    ...{ type: 'response', clear: 12, fits: (length) => length === 92 },
    read: (piece) => ({ sender: le32(piece, 4), receiver: le32(piece, 8) }),
  },
  {
    ...{ type: 'cookie', clear: 8, fits: (length) => length === 64 },
    read: (piece) => ({ receiver: le32(piece, 4) }),
  },
  {
    ...{ type: 'data', clear: 16, fits: (length) => length >= 16 + tag },
    read: (piece) => ({ receiver: le32(piece, 4), counter: le32(piece, 8) + le32(piece, 12) * 2 ** 32 }),
  },
];

const types = word(['initiation', 'response', 'cookie', 'data']);

export const wireguard: Protocol = {
  name: 'wireguard',
  layer: 'wireguard',
  found: { udp: [51820, 51821] },
  header,
  accepts(piece) {
    const message = messages[piece.u8(0) - 1];
    if (!message || (piece.u32(0) & 0xffffff) !== 0) return false;
    return message.fits(piece.length) && piece.has(message.clear);
  },
  dissect(piece, { frame }) {
    const { type, clear, read } = messages[piece.u8(0) - 1]!;
    frame.wireguard = { type, ...read(piece) };
    return { piece: piece.cut(clear) };
  },
  encapsulation: {
    title: 'WireGuard',
    sealed: true,
    shorthand: 'type',
    fields: z
      .union([
        types,
        z.strictObject({
          type: types.optional().describe('A message of the handshake, or data'),
          sender: u32('Session index of the sender'),
          receiver: u32('Session index of the receiver'),
          counter: integer(0, Number.MAX_SAFE_INTEGER).optional().describe('Counter of a data message'),
        }),
      ])
      .describe('WireGuard on UDP port 51820 or 51821; a single word is its type'),
  },
  summary({ ip, wireguard }) {
    const { type, counter } = wireguard!;
    const what = {
      initiation: 'handshake initiation',
      response: 'handshake response',
      cookie: 'cookie reply',
    };
    const said = type === 'data' ? `data ${counter}` : what[type];
    return `${ip?.src} > ${ip?.dst} WireGuard ${said}`;
  },
};
