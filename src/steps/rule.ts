/** `ip rule add`: a rule that chooses the routing table. */
import type { Step, StepBase } from '../model/plan.ts';
import type { NodeState, Row } from '../state/state.ts';
import { type Aligned, align } from './align.ts';
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
  compare(step, node, _, own = [step]) {
    const { family, priority } = step;
    const argv = [...ip(family), 'rule', 'show'];
    const group = groupOf(step, node, own);
    const { planned, rows, ordered, lost } = group;
    const row = rows[group.at[planned.indexOf(step)] ?? -1];
    const mend = again(node.node, group);
    if (row)
      return !ordered && planned[0] === step
        ? { why: `${node.node}'s routing rules ${priority} have another order`, argv, mend }
        : undefined;
    const found = group.changed.get(step);
    if (!found) {
      // The kernel appends it, so it must be behind the planned rules that are there.
      const last = lost.at(-1) === planned.at(-1) && lost.length === 1;
      const why = `${node.node} has no routing rule with priority ${priority}${planned.length > 1 ? `: ${textOf(step)}` : ''}`;
      return { why, argv, ...(last && ordered ? {} : { mend }) };
    }
    const asks =
      'lookup' in step.action &&
      rowText({ ...found, table: String(step.action.lookup) }) === textOf(step) &&
      !found.action;
    const other = asks
      ? `asks table ${found.table} and should ask ${tableName(step.action.lookup)}`
      : `is ${rowText(found)} and should be ${textOf(step)}`;
    return { why: `${node.node}'s routing rule ${priority} ${other}`, argv, mend };
  },
  extra: ({ node, rules4, rules6 }, own) => [
    ...extraRules(4, node, rules4, own),
    ...extraRules(6, node, rules6, own),
  ],
};

interface Group extends Aligned<RuleStep, Row> {
  readonly planned: readonly RuleStep[];
  readonly rows: readonly Row[];
  /** Planned rules that are not there, and those instead of which there is another. */
  readonly lost: readonly RuleStep[];
  readonly changed: ReadonlyMap<RuleStep, Row>;
}

/** The rules of one priority, planned and in the kernel. */
function groupOf(step: RuleStep, node: Pick<NodeState, 'rules4' | 'rules6'>, own: readonly Step[]): Group {
  const { family, priority } = step;
  const planned = own
    .filter((one): one is RuleStep => one.kind === 'rule' && isAlike(one, step))
    .sort((a, b) => a.level - b.level);
  const rows = (family === 6 ? node.rules6 : node.rules4).filter((row) => row.priority === priority);
  const aligned = align(planned, rows, (one, row) => textOf(one) === rowText(row));
  const lost = aligned.missing.map((one) => one.planned);
  return {
    ...{ ...aligned, planned, rows, lost },
    changed: new Map(lost.flatMap((one, i) => (aligned.extra[i] ? [[one, aligned.extra[i]] as const] : []))),
  };
}

const isAlike = (a: RuleStep, b: RuleStep): boolean => a.family === b.family && a.priority === b.priority;

/** All planned rules of the priority, in their order. Others of that priority stay. */
function again(node: string, { planned, rows, extra, changed }: Group): readonly Step[] {
  const [first] = planned;
  if (!first) return [];
  const others = new Set(extra.filter((row) => ![...changed.values()].includes(row)));
  const deletions = rows
    .filter((row) => !others.has(row))
    .map((row) => typedStep(node, first.id, deletion(first.family, row, rows.length === 1)));
  return [...deletions, ...planned];
}

/** The kernel deletes the first rule that has the given fields. */
const deletion = (family: 4 | 6, row: Row, alone: boolean): readonly string[] => [
  ...ip(family),
  ...['rule', 'del', 'priority', String(row.priority)],
  ...(alone ? [] : rowText(row).split(' ')),
];

/** The selector and the action, as words of `ip rule`. */
const rowText = (row: Row): string => [selectorOf(row), actionOf(row), ...limitsOf(row)].join(' ');

const actionOf = ({ action, goto, table }: Row): string =>
  action ?? (goto === undefined ? `lookup ${tableName(table)}` : `goto ${goto}`);

/** Conditions on the route that is found, which labs do not have. ip-rule(8) reads other words than `ip` prints as keys. */
const limitsOf = (row: Row): readonly string[] =>
  [
    ['suppress_prefixlen', 'suppress_prefixlength'],
    ['suppress_ifgroup', 'suppress_ifgroup'],
    ['flow_to', 'realms'],
  ].flatMap(([key = '', word]) => (row[key] === undefined ? [] : [`${word} ${row[key]}`]));

const textOf = (step: RuleStep): string => {
  const { action } = step;
  return `${plannedSelector(step)} ${'lookup' in action ? `lookup ${tableName(action.lookup)}` : action.type}`;
};

const ip = (family: number): readonly string[] => (family === 6 ? ['ip', '-6'] : ['ip']);

function extraRules(
  family: 4 | 6,
  node: string,
  rows: readonly Row[],
  own: readonly Step[],
): readonly Finding[] {
  const groups = own
    .filter((step): step is RuleStep => step.kind === 'rule' && step.family === family)
    .filter((step, i, all) => all.findIndex((one) => isAlike(one, step)) === i)
    .map((step) => groupOf(step, { rules4: rows, rules6: rows }, own));
  const planned = new Set(groups.flatMap((group) => group.rows));
  for (const { extra, changed } of groups) for (const row of extra.slice(changed.size)) planned.delete(row);
  const argv = [...ip(family), 'rule', 'show'];
  const id = (priority: number) => `${node}/rule/${family === 6 ? '6/' : ''}${priority}`;
  const change = (verb: string, priority: number, more: readonly string[] = []) => [
    typedStep(node, id(priority), [...ip(family), 'rule', verb, 'priority', String(priority), ...more]),
  ];
  const others = rows
    .filter((row) => !kernels.includes(row.priority) && !planned.has(row))
    .map((row) => {
      const alone = rows.filter(({ priority }) => priority === row.priority).length === 1;
      const name = alone ? id(row.priority) : `${id(row.priority)}/${rowText(row)}`;
      return {
        why: `${node} has a routing rule that no step made: ${row.priority}: ${rowText(row)}`,
        argv,
        extra: { name, remove: [typedStep(node, name, deletion(family, row, alone))] },
      };
    });
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

/** The selector of a rule, as words of `ip rule`. */
const selectorOf = (row: Row): string => {
  const { src = 'all', srclen, dst, dstlen, fwmark, fwmask, iif, oif } = row;
  return [
    ...('not' in row ? ['not'] : []),
    `from ${prefix(src, srclen)}`,
    ...(dst ? [`to ${prefix(dst, dstlen)}`] : []),
    ...(fwmark === undefined ? [] : [`fwmark ${Number(fwmark)}${fwmask === undefined ? '' : `/${fwmask}`}`]),
    ...(iif ? [`iif ${iif}`] : []),
    ...(oif ? [`oif ${oif}`] : []),
    ...unplanned.flatMap((key) => (row[key] === undefined ? [] : [`${key} ${row[key]}`])),
    ...['sport', 'dport'].flatMap((key) =>
      row[`${key}_start`] === undefined ? [] : [`${key} ${row[`${key}_start`]}-${row[`${key}_end`]}`],
    ),
    ...(row.uid_start === undefined ? [] : [`uidrange ${row.uid_start}-${row.uid_end}`]),
  ].join(' ');
};

/** Selectors that labs do not have, with the word that `ip` prints as the key and reads. */
const unplanned = ['tos', 'ipproto', 'sport', 'dport', 'tun_id'];

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
