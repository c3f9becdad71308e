/**
 * What of a lab is not as its plan made it, in sentences: one look at the kernel, against the plan alone, so that `status` and
 * `verify` can say it in passing. `netlab diff` tells all, against a twin.
 */
import type { Place } from '../model/place.ts';
import type { Plan, PlanNode, Step } from '../model/plan.ts';
import type { Part } from '../state/read-script.ts';
import { readState } from '../state/read-state.ts';
import { compare } from '../verify/diagnose.ts';
import type { Paint } from './verb.ts';

/** What only the plan's own steps are looked for in, and whose steps those are; the rest may hold what nobody planned. */
const asPlanned: readonly {
  readonly part: Part;
  readonly program: string;
  readonly objects?: readonly string[];
}[] = [
  { part: 'neighbors', program: 'ip', objects: ['neigh', 'neighbor'] },
  { part: 'proxies', program: 'ip', objects: ['neigh', 'neighbor'] },
  { part: 'rules4', program: 'ip', objects: ['rule'] },
  { part: 'fdb', program: 'bridge', objects: ['fdb'] },
  { part: 'vlans', program: 'bridge', objects: ['vlan'] },
  { part: 'ipsets', program: 'ipset' },
  { part: 'wireguard', program: 'wg' },
];

/** What stays empty in a lab without IPv6. */
const ofIpv6: readonly Part[] = ['routes6', 'rules6', 'ip6tables'];

export async function driftOf(plan: Plan, place: Place, signal?: AbortSignal): Promise<readonly string[]> {
  const state = await readState(plan, place, signal, unplanned(plan));
  return compare(plan, state).map(({ why }) => why);
}

/** Parts of a node's state in which nothing of the plan's can have drifted. Of the settings only the plan's own are read. */
function unplanned(plan: Plan): (node: PlanNode) => readonly Part[] {
  const planned = new Map<string, Set<Part>>();
  for (const step of plan.steps)
    for (const { part, ...command } of asPlanned)
      if (step.node !== null && runs(step, command))
        planned.set(step.node, (planned.get(step.node) ?? new Set()).add(part));
  const ipv6 = !plan.steps.some(turnsIpv6Off) || plan.steps.some((step) => ofFamily6(step));
  const nowhere: readonly Part[] = ['sysctls', ...(ipv6 ? [] : ofIpv6)];
  return ({ name }) => [
    ...nowhere,
    ...asPlanned.flatMap(({ part }) => (planned.get(name)?.has(part) ? [] : [part])),
  ];
}

const turnsIpv6Off = (step: Step): boolean =>
  step.kind === 'sysctl' && step.key === 'net.ipv6.conf.all.disable_ipv6' && step.value === '1';

const ofFamily6 = (step: Step): boolean =>
  (step.kind === 'rules' && step.family === 'ip6tables') || (step.kind === 'run' && step.argv.includes('-6'));

const runs = (
  step: Step,
  { program, objects }: { readonly program: string; readonly objects?: readonly string[] },
): boolean => {
  if (step.kind !== 'run' || step.argv[0] !== program) return false;
  const object = step.argv.slice(1).find((word) => !word.startsWith('-')) ?? '';
  return objects === undefined || objects.includes(object);
};

/** Empty where nothing has drifted. */
export function driftText(lab: string, drift: readonly string[], paint: Paint): string {
  const [first, ...others] = drift;
  if (first === undefined) return '';
  const more = others.length > 0 ? ` (and ${others.length} more)` : '';
  return `${paint.warn('not as it was built:')} ${first}${more}   ${paint.command(`netlab diff ${lab}`)}`;
}
