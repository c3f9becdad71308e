/**
 * The interface of a protocol. A protocol declares the numbers by which other layers refer to it, writes one layer into
 * the frame, and returns the next layer. A new one is one file in protocols/ and one line in its index.ts.
 */
import type { Encapsulation } from './encapsulation.ts';
import type { Frame } from './frame.ts';
import type { Piece } from './piece.ts';

/** Number spaces: LINKTYPE of a capture, EtherType, IP protocol, UDP destination port. */
export type NumberSpace = 'link' | 'ethertype' | 'ip' | 'udp';

/** The next layer. Without a number space it is payload. */
export interface Next {
  readonly piece: Piece;
  readonly space?: NumberSpace;
  readonly number?: number;
  /** The piece is the first fragment of something longer. */
  readonly fragment?: boolean;
  /** Source and destination for an IPv6 pseudo header. */
  readonly addresses?: Uint8Array;
}

export interface Surroundings {
  readonly frame: Frame;
  /** The piece may end early: it is a fragment, or quoted in an ICMP error. */
  readonly partial: boolean;
  /** Inside an ICMP error. The quoted packet may have been rewritten on the path, so its checksums are ignored. */
  readonly quoted: boolean;
  readonly addresses?: Uint8Array;
  /** Dissects a separate frame, for `inner`. */
  readonly inside: (next: Next) => Frame;
  /** The same for the packet that an ICMP error quotes. */
  readonly quote: (next: Next) => Frame;
}

export interface Protocol {
  readonly name: string;
  /** The key of the frame that it writes, if any. */
  readonly layer?: keyof Frame;
  readonly found: Readonly<Partial<Record<NumberSpace, readonly number[]>>>;
  /** The minimum number of bytes. They are present when `dissect` is called. */
  readonly header: number;
  /** Returns false if these bytes are not of this protocol although the number matches. */
  readonly accepts?: (piece: Piece) => boolean;
  /** Undefined if no layer follows. */
  readonly dissect: (piece: Piece, surroundings: Surroundings) => Next | undefined;
  /** One line for a frame whose innermost layer this is. `summarize` returns the line of a frame inside. */
  readonly summary?: (frame: Frame, summarize: (inside: Frame) => string) => string;
  /** The text before the line, for any inner layer. */
  readonly prefix?: (frame: Frame) => string;
  /** The text after the line, for any inner layer. */
  readonly remark?: (frame: Frame) => string | undefined;
  /** Its header encloses another packet. */
  readonly encapsulation?: Encapsulation;
}
