import { registry } from '../../base/registry.ts';
import type { Encapsulation } from './encapsulation.ts';
import { ipip, ipipCrossSubnet } from './ipip.ts';
import { none } from './none.ts';
import { vxlan, vxlanCrossSubnet } from './vxlan.ts';

/** Every encapsulation. */
export const encapsulations = registry<Encapsulation>(
  (one) => one.name,
  [ipip, ipipCrossSubnet, vxlan, vxlanCrossSubnet, none],
);
