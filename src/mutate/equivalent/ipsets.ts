/** Sets of addresses without members: no packet matches them. */
import type { Plan } from '../../model/plan.ts';
import type { Equivalents, PlanChange } from './equivalent.ts';

export const ipsets: Equivalents = (plan) => {
  const filled = new Set(plan.steps.flatMap((step) => (step.kind === 'ipset-member' ? [keyOf(step)] : [])));
  // A command of the lab may add members.
  const open = new Set(plan.steps.flatMap(({ kind, node }) => (kind === 'run' ? [node] : [])));
  const empty = new Set(
    plan.steps.flatMap((step) => {
      if (step.kind !== 'ipset' || step.options.includes('timeout') || open.has(step.node)) return [];
      const key = keyOf({ node: step.node, set: step.name });
      return filled.has(key) ? [] : [key];
    }),
  );
  return (change) => {
    const { mutation, step } = change;
    if (step.kind === 'ipset' && mutation === 'drop')
      return empty.has(keyOf({ node: step.node, set: step.name })) && !isRead(plan, step.node, step.name)
        ? `The set ${step.name} is empty, and no rule matches it.`
        : undefined;
    const set = mutation === 'drop' || mutation === 'target' ? matchedSet(change) : undefined;
    return set !== undefined && empty.has(keyOf({ node: step.node, set }))
      ? `The set ${set} is empty, so no packet matches the rule.`
      : undefined;
  };
};

const keyOf = ({ node, set }: { readonly node: string | null; readonly set: string }): string =>
  `${node} ${set}`;

/** The set that packets must be in to match the rule. */
function matchedSet({ step, line }: PlanChange): string | undefined {
  if (step.kind !== 'rules' || !line) return undefined;
  const { argv } = line as (typeof step.lines)[number];
  const at = argv.indexOf('--match-set');
  return at > 0 && argv[at - 1] !== '!' ? argv[at + 1] : undefined;
}

const isRead = ({ steps }: Plan, node: string | null, set: string): boolean =>
  steps.some(
    (step) =>
      step.kind === 'rules' && step.node === node && step.lines.some(({ argv }) => argv.includes(set)),
  );
