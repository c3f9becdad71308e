/**
 * Rules as iptables-restore reads them: per table a block from `*table` to COMMIT. `-N X` is written `:X - [0:0]`, which makes
 * the chain, and `-P X POLICY` as `:X POLICY [0:0]`. Each line keeps the rule that it stands for, because errors name lines.
 */
import { groupBy } from '../base/group-by.ts';
import { restoreWord } from '../base/quote.ts';
import type { RuleLine, RulesStep } from '../model/plan.ts';

export interface RestoreLine {
  readonly text: string;
  readonly table: string;
  /** None for `*table` and COMMIT. */
  readonly rule?: RuleLine;
}

export const restoreLines = (step: RulesStep): readonly RestoreLine[] =>
  [...groupBy(step.lines, (rule) => rule.table)].flatMap(([table, rules]) => [
    { text: `*${restoreWord(table)}`, table },
    ...rules.map((rule) => ({ text: ruleText(rule.argv), table, rule })),
    { text: 'COMMIT', table },
  ]);

function ruleText(argv: readonly string[]): string {
  const [command, chain = '', policy = ''] = argv;
  if (command === '-N' && argv.length === 2) return `:${restoreWord(chain)} - [0:0]`;
  if (command === '-P' && argv.length === 3) return `:${restoreWord(chain)} ${restoreWord(policy)} [0:0]`;
  return argv.map(restoreWord).join(' ');
}

/**
 * The line that iptables-restore means (1.8, both variants): `line 5: RULE_APPEND failed (...)`, `iptables-restore: line 5
 * failed`, or `Error occurred at line: 5` after the reason.
 */
export function failedLine(stderr: string): number | undefined {
  const found = /(?:^|\s)line:? (\d+)(?: failed|:|$)/m.exec(stderr);
  return found ? Number(found[1]) : undefined;
}

/** The same rule as a command. */
export const ruleCommand = (step: RulesStep, rule: RuleLine): readonly string[] => [
  step.family,
  '-w',
  '5',
  '-t',
  rule.table,
  ...rule.argv,
];
