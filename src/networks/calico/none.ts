/**
 * Encapsulation None: packets of pods are sent unchanged, so the routers between the nodes need routes to the blocks.
 */
import type { Encapsulation } from './encapsulation.ts';

export const none: Encapsulation = {
  name: 'None',
  overhead: 0,
  crossSubnet: false,
  routes: 'bird',
  host: () => ({}),
};
