/** `ip rule add`: a rule that chooses the routing table. */
import type { StepBase } from '../model/plan.ts';
import type { Row } from '../state/state.ts';
import type { StepKind } from './step-kind.ts';

export interface RuleStep extends StepBase {
  readonly kind: 'rule';
  readonly family: 4 | 6;
  readonly priority: number;
  readonly from?: string;
  readonly to?: string;
  readonly iif?: string;
  readonly oif?: string;
  readonly mark?: number;
  /** The table that is looked up, or what happens instead: blackhole, unreachable, prohibit. */
  readonly action: { readonly lookup: number } | { readonly type: string };
}

declare module '../model/plan.ts' {
  interface StepKinds {
    rule: RuleStep;
  }
}

export const rule: StepKind<RuleStep> = {
  kind: 'rule',
  command: ({ family, from, to, iif, oif, mark, action, priority }) => [
    ...(family === 6 ? ['ip', '-6'] : ['ip']),
    ...['rule', 'add'],
    ...Object.entries({ from, to, iif, oif }).flatMap(([word, given]) => (given ? [word, given] : [])),
    ...(mark === undefined ? [] : ['fwmark', String(mark)]),
    ...('lookup' in action ? ['lookup', String(action.lookup)] : [action.type]),
    ...['priority', String(priority)],
  ],
  compare({ family, priority, action }, node) {
    const argv = [...(family === 6 ? ['ip', '-6'] : ['ip']), 'rule', 'show'];
    const found = (family === 6 ? node.rules6 : node.rules4).find((row) => row.priority === priority);
    if (!found) return { why: `${node.node} has no routing rule with priority ${priority}`, argv };
    if (!('lookup' in action) || String(found.table) === String(action.lookup)) return undefined;
    return {
      why: `${node.node}'s routing rule ${priority} asks table ${found.table} and should ask ${action.lookup}`,
      argv,
    };
  },
  extra: ({ node, rules4, rules6 }, own) =>
    [
      [4, rules4],
      [6, rules6],
    ].flatMap(([family, rows]) => {
      const planned = own.flatMap((step) =>
        step.kind === 'rule' && step.family === family ? [step.priority] : [],
      );
      return (rows as readonly Row[])
        .filter(({ priority }) => !kernels.includes(priority) && !planned.includes(priority))
        .map((row) => ({
          why: `${node} has a routing rule that no step made: ${row.priority}: from ${prefix(row.src, row.srclen)}${row.dst ? ` to ${prefix(row.dst, row.dstlen)}` : ''} ${row.action ?? `lookup ${row.table}`}`,
          argv: [...(family === 6 ? ['ip', '-6'] : ['ip']), 'rule', 'show'],
        }));
    }),
};

/** Rules that each namespace has: tables local, main, default; and the one that a VRF adds (l3mdev). */
const kernels = [0, 1000, 32_766, 32_767];

const prefix = (address: string, length?: number): string =>
  length === undefined ? address : `${address}/${length}`;
