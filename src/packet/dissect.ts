/**
 * Converts a captured packet to a Frame. Each protocol reads its header and returns the number of the next protocol,
 * until a number is unknown or the bytes end. It never throws: truncated packets are marked `truncated`, invalid ones
 * `malformed`, and unread bytes are in `payload`.
 */
import { hex } from './address.ts';
import type { Captured } from './captured.ts';
import type { Frame } from './frame.ts';
import { Piece } from './piece.ts';
import type { Next, NumberSpace, Protocol } from './protocol.ts';
import { protocols } from './protocols/index.ts';

export interface DissectOptions {
  /** UDP ports by protocol name, in addition to the protocol's own: `{ vxlan: [5555] }`. */
  readonly ports?: Readonly<Record<string, readonly number[]>>;
}

const PAYLOAD_BYTES = 64;
/** Far more than any real packet has. The limits bound the work for a crafted packet. */
const MAX_LAYERS = 64;
const MAX_DEPTH = 16;

export function dissector({ ports = {} }: DissectOptions = {}): (captured: Captured) => Frame {
  const known = new Map<string, Protocol>();
  for (const protocol of protocols) {
    for (const [space, numbers] of Object.entries(protocol.found))
      for (const number of numbers ?? []) known.set(key(space as NumberSpace, number), protocol);
  }
  for (const protocol of protocols)
    for (const number of ports[protocol.name] ?? []) known.set(key('udp', number), protocol);

  function find({ space, number }: Next): Protocol | undefined {
    return space === undefined || number === undefined ? undefined : known.get(key(space, number));
  }

  function read(first: Next, depth: number, quoted: boolean): Frame {
    const frame: Frame = { length: first.piece.length };
    let partial = quoted;
    let layers = depth === MAX_DEPTH ? MAX_LAYERS : 0;

    function step(at: Next): Next | undefined {
      const { piece, fragment = false, addresses } = at;
      partial ||= fragment;
      if (!piece.whole) frame.truncated = true;
      const protocol = layers++ < MAX_LAYERS ? find(at) : undefined;
      if (!protocol || !piece.has(protocol.header)) {
        if (protocol && partial) frame.truncated = true;
        else if (protocol && piece.length < protocol.header) frame.malformed = protocol.name;
      } else if (protocol.accepts?.(piece) !== false) {
        return protocol.dissect(piece, {
          frame,
          partial,
          quoted,
          ...(addresses && { addresses }),
          inside: (inner) => read({ ...inner, fragment: partial }, depth + 1, quoted),
          quote: (inner) => read(inner, depth + 1, true),
        });
      }
      if (piece.bytes.length > 0) frame.payload = hex(piece.bytes.subarray(0, PAYLOAD_BYTES));
      return undefined;
    }

    for (let next: Next | undefined = first; next; ) next = step(next);
    return frame;
  }

  return ({ linkType, length, data }) => {
    const piece = new Piece(data, Math.max(length, data.length));
    return read({ piece, space: 'link', number: linkType }, 0, false);
  };
}

export const dissect: (captured: Captured) => Frame = dissector();

function key(space: NumberSpace, number: number): string {
  return `${space} ${number}`;
}
