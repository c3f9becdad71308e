/**
 * Properties of a protocol whose header encloses another packet: its names in traces and labs, and the fields of a packet
 * pattern. Traces, captures and probes read them here, so a new tunnel header is one file in protocols/.
 */
import type * as z from 'zod';
import type { Frame } from './frame.ts';

export interface Encapsulation {
  /** In a trace: `VXLAN`. */
  readonly title: string;
  /** Whether the frame has it; default: whether it has the protocol's layer. */
  readonly isIn?: (frame: Frame) => boolean;
  /** The number of the tunnel. */
  readonly tunnel?: (frame: Frame) => TunnelNumber | undefined;
  /** The fields of a packet pattern; absent if there is no header of its own. */
  readonly fields?: z.ZodType;
  /** The field that a word alone means in a pattern. */
  readonly shorthand?: string;
  /** The types of the devices that receive it, as `ip link` prints them; the first is the usual one. */
  readonly devices?: readonly string[];
  /** The packet inside is encrypted. */
  readonly sealed?: true;
}

export type TunnelNumber = { readonly vni: number } | { readonly key: number };
