/**
 * Rules and routes of a node that no step made. They come after everything that is missing: an addition is often meant, and still
 * the first place to look when nothing else differs.
 */
import { ruleParts } from '../base/iptables-rule.ts';
import { readTables } from '../base/iptables-save.ts';
import type { Plan } from '../model/plan.ts';
import type { NodeState, Row } from '../state/state.ts';
import { ruleWords, showChain } from '../steps/iptables.ts';
import type { Finding } from '../steps/step-kind.ts';

export const extras: readonly ((node: NodeState, plan: Plan) => Finding | undefined)[] = [
  (node, plan) => extraRule('iptables', node.iptables, node.node, plan),
  (node, plan) => extraRule('ip6tables', node.ip6tables, node.node, plan),
  (node, plan) => extraRoute(node.routes4, [], node.node, plan),
  (node, plan) => extraRoute(node.routes6, ['-6'], node.node, plan),
];

function extraRule(
  family: 'iptables' | 'ip6tables',
  saved: string,
  node: string,
  plan: Plan,
): Finding | undefined {
  const planned = new Set(
    plan.steps.flatMap((step) =>
      step.kind === 'rules' && step.node === node && step.family === family
        ? step.lines.map((line) => key(line.table, line.argv[1] ?? '', ruleWords(line)))
        : [],
    ),
  );
  for (const table of readTables(saved))
    for (const rule of table.rules)
      if (!planned.has(key(table.name, rule.chain, rule.words)))
        return {
          why: `${node} has a rule in table ${table.name} that no step made: ${rule.line}`,
          argv: showChain(family, table.name, rule.chain),
        };
  return undefined;
}

const key = (table: string, chain: string, words: readonly string[]): string =>
  [table, chain, ...ruleParts(words)].join('\n');

/** The kernel makes routes of its own (protocol kernel), and so do routing daemons: only what a command made is asked about. */
function extraRoute(
  rows: readonly Row[],
  family: readonly string[],
  node: string,
  plan: Plan,
): Finding | undefined {
  const planned = new Set(
    plan.steps.flatMap((step) => (step.kind === 'route' && step.node === node ? [step.to] : [])),
  );
  const runs = plan.steps.some(
    (step) => step.node === node && step.stage === 'processes' && step.kind === 'run',
  );
  const extra = rows.find(
    (row) =>
      byHand(row) && ![String(row.dst), `${row.dst}/32`, `${row.dst}/128`].some((to) => planned.has(to)),
  );
  if (!extra || runs) return undefined;
  const what = [
    extra.type,
    extra.dst,
    extra.gateway && `via ${extra.gateway}`,
    extra.dev && `dev ${extra.dev}`,
  ];
  return {
    why: `${node} has a route that no step made: ${what.filter(Boolean).join(' ')}`,
    argv: ['ip', ...family, 'route', 'show', 'table', 'all'],
  };
}

const byHand = (row: Row): boolean =>
  !['kernel', 'ra', 'bird', 'zebra', 'bgp', 'ospf'].includes(row.protocol) &&
  !['local', 'broadcast', 'multicast', 'anycast'].includes(row.type) &&
  row.table !== 'local';
