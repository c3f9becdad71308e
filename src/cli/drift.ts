/**
 * What of a lab is not as its plan made it, in sentences: one look at the kernel, against the plan alone, so that `status` and
 * `verify` can say it in passing. `netlab diff` tells all, against a twin.
 */
import type { Place } from '../model/place.ts';
import type { Plan, Step } from '../model/plan.ts';
import type { Part } from '../state/read-script.ts';
import { readState } from '../state/read-state.ts';
import { compare } from '../verify/diagnose.ts';
import type { Paint } from './verb.ts';

/** What only the plan's own steps are looked for in, and the words that such a step has; the rest may hold what nobody planned. */
const asPlanned: readonly { readonly part: Part; readonly words: readonly string[] }[] = [
  { part: 'fdb', words: ['bridge', 'fdb'] },
  { part: 'ipsets', words: ['ipset'] },
  { part: 'wireguard', words: ['wg'] },
  { part: 'vlans', words: ['bridge', 'vlan'] },
];

/** What stays empty in a lab without IPv6. */
const ofIpv6: readonly Part[] = ['routes6', 'rules6', 'ip6tables'];

export async function driftOf(plan: Plan, place: Place, signal?: AbortSignal): Promise<readonly string[]> {
  const state = await readState(plan, place, signal, unplanned(plan));
  return compare(plan, state).map(({ why }) => why);
}

/** Parts of the state in which nothing of the plan's can have drifted. Of the settings only the plan's own are read. */
function unplanned(plan: Plan): readonly Part[] {
  const unused = asPlanned.filter(({ words }) => !plan.steps.some((step) => begins(step, words)));
  const ipv6 = !plan.steps.some(turnsIpv6Off) || plan.steps.some((step) => ofFamily6(step));
  return ['sysctls', ...unused.map(({ part }) => part), ...(ipv6 ? [] : ofIpv6)];
}

const turnsIpv6Off = (step: Step): boolean =>
  step.kind === 'sysctl' && step.key === 'net.ipv6.conf.all.disable_ipv6' && step.value === '1';

const ofFamily6 = (step: Step): boolean =>
  (step.kind === 'rules' && step.family === 'ip6tables') || (step.kind === 'run' && step.argv.includes('-6'));

const begins = (step: Step, words: readonly string[]): boolean =>
  step.kind === 'run' && words.every((word, i) => step.argv[i] === word);

/** Empty where nothing has drifted. */
export function driftText(lab: string, drift: readonly string[], paint: Paint): string {
  const [first, ...others] = drift;
  if (first === undefined) return '';
  const more = others.length > 0 ? ` (and ${others.length} more)` : '';
  return `${paint.warn('not as it was built:')} ${first}${more}   ${paint.command(`netlab diff ${lab}`)}`;
}
