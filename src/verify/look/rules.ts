/** Chains, policies and rules of iptables that are planned. */
import { ruleParts } from '../../base/iptables-rule.ts';
import { readTables, type SavedTable } from '../../base/iptables-save.ts';
import { shellLine } from '../../base/quote.ts';
import type { RuleLine } from '../../model/plan.ts';
import type { Reader } from './reader.ts';

export const rules: Reader = {
  about: 'iptables rules',
  find(step, node) {
    if (step.kind !== 'rules') return undefined;
    const tables = readTables(step.family === 'iptables' ? node.iptables : node.ip6tables);
    for (const line of step.lines) {
      const [command, chain = ''] = line.argv;
      const table = tables.find((one) => one.name === line.table);
      const missing = checks[command ?? '']?.(line, table);
      if (missing) return { why: `${node.node} ${missing}`, argv: showChain(step.family, line.table, chain) };
    }
    return undefined;
  },
};

/** The command that lists a chain. */
export const showChain = (family: string, table: string, chain: string): readonly string[] => [
  family,
  ...(table === 'filter' ? [] : ['-t', table]),
  ...['-S', chain],
];

/** A planned line's words after its chain and, of an insertion, its number. */
export const ruleWords = ({ argv }: RuleLine): readonly string[] =>
  argv.slice(argv[0] === '-I' && /^\d+$/.test(argv[2] ?? '') ? 3 : 2);

type Missing = (line: RuleLine, table: SavedTable | undefined) => string | undefined;

const hasRule: Missing = (line, table) => {
  const chain = line.argv[1]!;
  const words = ruleWords(line);
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
