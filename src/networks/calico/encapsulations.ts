import { registry } from '../../base/registry.ts';
import type { CalicoEncapsulation } from './encapsulation.ts';
import { ipip, ipipCrossSubnet } from './ipip.ts';
import { none } from './none.ts';
import { vxlan, vxlanCrossSubnet } from './vxlan.ts';

/** Every encapsulation. */
export const encapsulations = registry<CalicoEncapsulation>(
  (one) => one.name,
  [ipip, ipipCrossSubnet, vxlan, vxlanCrossSubnet, none],
);
