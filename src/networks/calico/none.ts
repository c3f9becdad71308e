/** Encapsulation None: pods' packets are on the wire as they are, so whoever forwards between the nodes must know the blocks. */
import type { Encapsulation } from './encapsulation.ts';

export const none: Encapsulation = {
  name: 'None',
  overhead: 0,
  crossSubnet: false,
  routes: 'bird',
  host: () => ({}),
};
