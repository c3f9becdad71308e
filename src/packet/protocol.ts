/**
 * The contract of a protocol. A protocol says under which numbers other layers announce it, writes one layer into the
 * frame, and says what follows. A new one is one file in protocols/ and one line in its index.ts.
 */
import type { Frame } from './frame.ts';
import type { Piece } from './piece.ts';

/** Number spaces: LINKTYPE of a capture, EtherType, IP protocol, UDP destination port. */
export type NumberSpace = 'link' | 'ethertype' | 'ip' | 'udp';

/** What follows a layer. Without a number space it is payload. */
export interface Next {
  readonly piece: Piece;
  readonly space?: NumberSpace;
  readonly number?: number;
  /** The piece is the first fragment of something longer. */
  readonly fragment?: boolean;
  /** Source and destination as they go into an IPv6 pseudo header. */
  readonly addresses?: Uint8Array;
}

export interface Surroundings {
  readonly frame: Frame;
  /** The piece may rightly end early: it is a fragment, or quoted in an ICMP error. */
  readonly partial: boolean;
  /** Within an ICMP error. What is quoted may have been rewritten on its way, so its checksums say nothing. */
  readonly quoted: boolean;
  readonly addresses?: Uint8Array;
  /** Dissects a frame of its own, for `inner`. */
  readonly inside: (next: Next) => Frame;
  /** The same for what an ICMP error quotes. */
  readonly quote: (next: Next) => Frame;
}

export interface Protocol {
  readonly name: string;
  /** The frame's key that it writes, if it writes one. */
  readonly layer?: keyof Frame;
  readonly found: Readonly<Partial<Record<NumberSpace, readonly number[]>>>;
  /** The bytes without which nothing can be said. They are there when `dissect` is called. */
  readonly header: number;
  /** Tells, where a number alone does not settle it, that these bytes are not this protocol's. */
  readonly accepts?: (piece: Piece) => boolean;
  /** Undefined when nothing follows. */
  readonly dissect: (piece: Piece, surroundings: Surroundings) => Next | undefined;
  /** One line for a frame whose innermost layer this is; `summarize` gives that of a frame within it. */
  readonly summary?: (frame: Frame, summarize: (inside: Frame) => string) => string;
  /** What stands before the line, whatever is inside. */
  readonly prefix?: (frame: Frame) => string;
  /** What stands after the line, whatever is inside. */
  readonly remark?: (frame: Frame) => string | undefined;
}
