/** One packet on one interface of one node, on its way in or out. */
import type { Captured } from '../packet/captured.ts';
import type { Frame } from '../packet/frame.ts';

export interface Sighting {
  readonly node: string;
  readonly interface: string;
  readonly direction: 'in' | 'out';
  /** Whom the link layer means: `otherhost` is for somebody else's MAC, and goes no further here. */
  readonly to: string;
  readonly packet: Captured;
  readonly frame: Frame;
}

/** A frame and what it carries, from the outside in. */
export const layersOf = (frame: Frame): readonly Frame[] =>
  frame.inner ? [frame, ...layersOf(frame.inner)] : [frame];

/** The frame without what it carries: what a router under a tunnel looks at. */
export const carrier = ({ inner: _, ...frame }: Frame): Frame => frame;

/** The frame that no tunnel is left around. */
export const innermost = (frame: Frame): Frame => (frame.inner ? innermost(frame.inner) : frame);
