import type { Check } from '../../model/lab.ts';
import type { Whole } from '../refuse/whole.ts';
import { duplicateMac } from './duplicate-mac.ts';
import { multipathHash } from './multipath-hash.ts';
import { ruleInterface } from './rule-interface.ts';
import { subnetsDiffer } from './subnets-differ.ts';
import { unusedNode } from './unused-node.ts';

/** The input of these checks. Their findings are added to `faults`. */
export interface Complete extends Whole {
  /** The checks of the lab and of its nodes, with those of `ready`. */
  readonly checks: readonly Check[];
}

/** Findings in a valid lab: it can be built, but probably differs from what its author meant. */
export const warnings: readonly ((whole: Complete) => void)[] = [
  subnetsDiffer,
  ruleInterface,
  unusedNode,
  duplicateMac,
  multipathHash,
];
