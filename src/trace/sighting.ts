/** One observation: a packet on one interface of one node, in one direction. */
import type { Captured } from '../packet/captured.ts';
import type { Frame } from '../packet/frame.ts';

export interface Sighting {
  readonly node: string;
  readonly interface: string;
  readonly direction: 'in' | 'out';
  /** The packet type of the link layer. `otherhost` is a packet for another MAC address, which the node drops. */
  readonly to: string;
  readonly packet: Captured;
  readonly frame: Frame;
}

/** A frame and the frames inside it, from the outside in. */
export const layersOf = (frame: Frame): readonly Frame[] =>
  frame.inner ? [frame, ...layersOf(frame.inner)] : [frame];

/** The frame without the packet inside: the headers that a router on the underlay reads. */
export const carrier = ({ inner: _, ...frame }: Frame): Frame => frame;

/** The innermost frame, without any tunnel headers. */
export const innermost = (frame: Frame): Frame => (frame.inner ? innermost(frame.inner) : frame);

export const sameBytes = ({ packet: a }: Sighting, { packet: b }: Sighting): boolean =>
  a.length === b.length && Buffer.compare(a.data, b.data) === 0;
