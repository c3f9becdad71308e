/** The way of the data up to the plan, in one call: parse, expand, read, resolve, plan. Throws a Refusal with every fault. */
import { Faults } from '../base/diagnostic.ts';
import type { Mapping } from '../base/tree.ts';
import { expand } from '../expand/expand.ts';
import type { Lab } from '../model/lab.ts';
import type { Plan } from '../model/plan.ts';
import { parse } from '../parse/yaml.ts';
import { plan } from '../plan/plan.ts';
import { resolve } from '../resolve/resolve.ts';
import { read } from '../schema/read.ts';

export interface Compiled {
  /** The lab in which everything stands for itself. */
  readonly explicit: Mapping;
  readonly lab: Lab;
  readonly plan: Plan;
}

export function compile(bytes: Uint8Array, file: string, sets: readonly string[] = []): Compiled {
  const faults = new Faults();
  const explicit = expand(parse(bytes, file, faults), sets, faults);
  const spec = read(explicit, file, faults);
  // A lab that the schema refuses has no shape that could be looked up any further.
  faults.raise();
  const lab = resolve(spec!, faults);
  faults.raise();
  return { explicit, lab, plan: plan(lab) };
}
