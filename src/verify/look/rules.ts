/** Chains, policies and rules of iptables: those that are missing, and those that are there and in no plan. */
import { ruleParts } from '../../base/iptables-rule.ts';
import { readTables, type SavedTable } from '../../base/iptables-save.ts';
import { shellLine } from '../../base/quote.ts';
import type { RuleLine, RulesStep } from '../../model/plan.ts';
import type { Finding, Reader } from './reader.ts';

export const rules: Reader = {
  about: 'iptables rules',
  find(step, node) {
    if (step.kind !== 'rules') return undefined;
    const tables = readTables(step.family === 'iptables' ? node.iptables : node.ip6tables);
    const shown = (table: string, chain: string): readonly string[] => [
      ...[step.family, ...(table === 'filter' ? [] : ['-t', table])],
      ...['-S', chain],
    ];
    for (const line of step.lines) {
      const [command, chain = ''] = line.argv;
      const table = tables.find((one) => one.name === line.table);
      const missing = checks[command ?? '']?.(line, table);
      if (missing) return { why: `${node.node} ${missing}`, argv: shown(line.table, chain) };
    }
    return extra(step, tables, node.node, shown);
  },
};

type Missing = (line: RuleLine, table: SavedTable | undefined) => string | undefined;

const hasRule: Missing = (line, table) => {
  const chain = line.argv[1]!;
  const words = line.argv.slice(line.argv[0] === '-I' && /^\d+$/.test(line.argv[2] ?? '') ? 3 : 2);
  const wanted = ruleParts(words).join('\n');
  const there = table?.rules.some(
    (rule) => rule.chain === chain && ruleParts(rule.words).join('\n') === wanted,
  );
  return there ? undefined : `has no rule ${shellLine(['-t', line.table, '-A', chain, ...words])}`;
};

const checks: Readonly<Record<string, Missing>> = {
  '-A': hasRule,
  '-I': hasRule,
  '-N': ({ argv, table: name }, table) =>
    table?.chains.some((chain) => chain.name === argv[1])
      ? undefined
      : `has no chain ${argv[1]} in table ${name}`,
  '-P': ({ argv, table: name }, table) => {
    const policy = table?.chains.find((chain) => chain.name === argv[1])?.policy ?? 'ACCEPT';
    return policy === argv[2]
      ? undefined
      : `has policy ${policy} for ${argv[1]} of table ${name} and should have ${argv[2]}`;
  },
};

function extra(
  step: RulesStep,
  tables: readonly SavedTable[],
  node: string,
  shown: (table: string, chain: string) => readonly string[],
): Finding | undefined {
  const planned = new Set(
    step.lines.map(
      (line) =>
        `${line.table} ${line.argv[1]} ${ruleParts(line.argv.slice(2).filter((word, i) => i > 0 || !/^\d+$/.test(word))).join('\n')}`,
    ),
  );
  for (const table of tables)
    for (const rule of table.rules)
      if (!planned.has(`${table.name} ${rule.chain} ${ruleParts(rule.words).join('\n')}`))
        return {
          why: `${node} has a rule that is in no plan: ${rule.line} (table ${table.name})`,
          argv: shown(table.name, rule.chain),
        };
  return undefined;
}
