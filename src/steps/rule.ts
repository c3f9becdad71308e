/** `ip rule add`: a rule that chooses the routing table. */
import type { Step, StepBase } from '../model/plan.ts';
import type { Row } from '../state/state.ts';
import type { Finding, StepKind } from './step-kind.ts';
import { tableName } from './table-name.ts';
import { typedStep } from './typed-step.ts';

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
  compare(step, node) {
    const { id, family, priority, action } = step;
    const argv = [...ip(family), 'rule', 'show'];
    const found = (family === 6 ? node.rules6 : node.rules4).find((row) => row.priority === priority);
    if (!found) return { why: `${node.node} has no routing rule with priority ${priority}`, argv };
    const mend = [
      typedStep(node.node, id, [...ip(family), 'rule', 'del', 'priority', String(priority)]),
      step,
    ];
    if ('lookup' in action && tableName(found.table) !== tableName(action.lookup))
      return {
        why: `${node.node}'s routing rule ${priority} asks table ${found.table} and should ask ${tableName(action.lookup)}`,
        ...{ argv, mend },
      };
    const [is, should] = [selectorOf(found), plannedSelector(step)];
    if (is === should) return undefined;
    return { why: `${node.node}'s routing rule ${priority} is ${is} and should be ${should}`, argv, mend };
  },
  extra: ({ node, rules4, rules6 }, own) => [
    ...extraRules(4, node, rules4, own),
    ...extraRules(6, node, rules6, own),
  ],
};

const ip = (family: number): readonly string[] => (family === 6 ? ['ip', '-6'] : ['ip']);

function extraRules(
  family: 4 | 6,
  node: string,
  rows: readonly Row[],
  own: readonly Step[],
): readonly Finding[] {
  const planned = own.flatMap((step) =>
    step.kind === 'rule' && step.family === family ? [step.priority] : [],
  );
  const argv = [...ip(family), 'rule', 'show'];
  const id = (priority: number) => `${node}/rule/${family === 6 ? '6/' : ''}${priority}`;
  const change = (verb: string, priority: number, more: readonly string[] = []) => [
    typedStep(node, id(priority), [...ip(family), 'rule', verb, 'priority', String(priority), ...more]),
  ];
  const others = rows
    .filter(({ priority }) => !kernels.includes(priority) && !planned.includes(priority))
    .map((row) => ({
      why: `${node} has a routing rule that no step made: ${row.priority}: ${selectorOf(row)} ${row.action ?? `lookup ${row.table}`}`,
      argv,
      extra: { name: id(row.priority), remove: change('del', row.priority) },
    }));
  // Without IPv6 there are none.
  const missing =
    rows.length === 0 ? [] : ofKernel[family].filter(([, table]) => !rows.some((row) => row.table === table));
  return [
    ...missing.map(([priority, table]) => ({
      why: `${node} has no routing rule ${priority}: lookup ${table}`,
      ...{ argv, id: id(priority), mend: change('add', priority, ['lookup', table]) },
    })),
    ...others,
  ];
}

/** Rules that each namespace has: tables local, main, default; and the one that a VRF adds (l3mdev). */
const kernels = [0, 1000, 32_766, 32_767];

/** fib_default_rules_init and fib6_rules_net_init in the kernel. */
const ofKernel: Readonly<Record<4 | 6, readonly (readonly [number, string])[]>> = {
  4: [
    [0, 'local'],
    [32_766, 'main'],
    [32_767, 'default'],
  ],
  6: [
    [0, 'local'],
    [32_766, 'main'],
  ],
};

/** The selector of a rule, as `ip rule` prints it. */
const selectorOf = ({ src = 'all', srclen, dst, dstlen, fwmark, iif, oif }: Row): string =>
  [
    `from ${prefix(src, srclen)}`,
    ...(dst ? [`to ${prefix(dst, dstlen)}`] : []),
    ...(fwmark === undefined ? [] : [`fwmark ${Number(fwmark)}`]),
    ...(iif ? [`iif ${iif}`] : []),
    ...(oif ? [`oif ${oif}`] : []),
  ].join(' ');

const plannedSelector = ({ from, to, mark, iif, oif }: RuleStep): string =>
  selectorOf({
    ...(from ? ends('src', from) : {}),
    ...(to ? ends('dst', to) : {}),
    ...{ fwmark: mark, iif, oif },
  });

/** ip prints no length for one address. */
function ends(end: 'src' | 'dst', cidr: string): Row {
  const [address = '', length] = cidr.split('/');
  if (cidr === 'all' || (length === '0' && end === 'src')) return {};
  const whole = length === undefined || length === (address.includes(':') ? '128' : '32');
  return { [end]: address, ...(whole ? {} : { [`${end}len`]: Number(length) }) };
}

const prefix = (address: string, length?: number): string =>
  length === undefined ? address : `${address}/${length}`;
