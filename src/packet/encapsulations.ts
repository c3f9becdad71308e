/** All protocols whose header encloses another packet. */
import type { Encapsulation } from './encapsulation.ts';
import type { Frame } from './frame.ts';
import { protocols } from './protocols/index.ts';

export interface NamedEncapsulation extends Encapsulation {
  /** The word for it in a lab: `vxlan`. */
  readonly name: string;
  readonly isIn: (frame: Frame) => boolean;
}

export const encapsulations: readonly NamedEncapsulation[] = protocols.flatMap(
  ({ name, layer, encapsulation }) =>
    encapsulation
      ? [{ name, isIn: (frame) => layer !== undefined && frame[layer] !== undefined, ...encapsulation }]
      : [],
);

/** The header of a frame that encloses a packet, or will after decryption. */
export const encapsulationIn = (frame: Frame): NamedEncapsulation | undefined =>
  encapsulations.find(({ isIn }) => isIn(frame));
