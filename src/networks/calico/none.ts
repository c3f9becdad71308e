/**
 * Encapsulation None: packets of pods are sent unchanged, so the routers between the nodes need routes to the blocks.
 */
import type { CalicoEncapsulation } from './encapsulation.ts';

export const none: CalicoEncapsulation = {
  name: 'None',
  overhead: 0,
  crossSubnet: false,
  routes: 'bird',
  host: () => ({}),
};
