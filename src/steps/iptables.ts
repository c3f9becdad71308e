/**
 * iptables rules of one family, loaded by one `iptables-restore --noflush`: per table a block from `*table` to COMMIT. `-N X` is
 * written `:X - [0:0]`, which makes the chain, and `-P X POLICY` as `:X POLICY [0:0]`. Printed are the single commands.
 */
import { groupBy } from '../base/group-by.ts';
import { restoreWord } from '../base/quote.ts';
import type { StepBase, StepLine } from '../model/plan.ts';
import { heredoc } from './heredoc.ts';
import { inNode } from './in-node.ts';
import { compareChains, extraRules, tableWords } from './iptables-chains.ts';
import { keptLines } from './kept.ts';
import { otherAddress } from './other-value.ts';
import type { Alteration, StepKind } from './step-kind.ts';

export interface RulesStep extends StepBase {
  readonly kind: 'rules';
  readonly family: 'iptables' | 'ip6tables';
  readonly lines: readonly RuleLine[];
}

/** One iptables command less its `-t table`: `-N DOCKER`, `-P FORWARD DROP`, `-A POSTROUTING ...`. */
export interface RuleLine extends StepLine {
  readonly table: string;
  readonly argv: readonly string[];
}

declare module '../model/plan.ts' {
  interface StepKinds {
    rules: RulesStep;
  }
}

export const rules: StepKind<RulesStep> = {
  kind: 'rules',
  kernel: [
    {
      ...{ name: 'netfilter', for: 'iptables rules', modules: ['nf_tables', 'ip_tables'] },
      config: ['NF_TABLES', 'IP_NF_IPTABLES'],
      attempt: ['iptables', '-S'],
    },
  ],
  command: ({ family }) => [`${family}-restore`, '--noflush'],
  programs: () => [],
  lineCommand: ({ family }, { table, argv }) => [family, ...tableWords(table), ...argv],
  script: (step) => [
    heredoc(
      `${step.family}-restore --noflush -w 5`,
      restoreLines(step).map((line) => line.text),
    ),
  ],
  // Nothing of a table is there before its COMMIT, so its rules can be tried one by one.
  async locate([step], node, stderr, replay) {
    if (!step) return {};
    const lines = restoreLines(step);
    const line = lines[(failedLine(stderr) ?? 0) - 1];
    if (line?.rule) return { step, line: line.rule };
    for (const { table, rule } of lines) {
      if (!rule || (line && table !== line.table)) continue;
      const argv = [step.family, '-w', '5', '-t', rule.table, ...rule.argv];
      const again = await replay({ argv, ...inNode(node) });
      if (again.exit !== 0) return { step, line: rule, stderr: again.stderr };
    }
    return { step };
  },
  kept: keptLines,
  readers: ['iptables-save', 'ip6tables-save'],
  compare: (step, node, _, own = [step]) => compareChains(step, node, own),
  extra: (node, own) => [...extraRules('iptables', node, own), ...extraRules('ip6tables', node, own)],
  mutations: {
    target: 'a rule accepts what it drops, drops what it accepts, or translates to another address',
    chance: 'a rule that takes a packet by chance takes every packet',
  },
  mutate: (step) =>
    step.lines.flatMap((line): readonly Alteration[] =>
      [['target', turned(line)] as const, ['chance', certain(line)] as const].flatMap(([mutation, argv]) => {
        if (!argv) return [];
        const lines = step.lines.map((one) => (one === line ? { ...line, argv } : one));
        const what = argv.filter((word, i) => word !== line.argv[i]).join(' ');
        return [{ mutation, line, what, instead: { ...step, lines } }];
      }),
    ),
};

export interface RestoreLine {
  readonly text: string;
  readonly table: string;
  /** Absent for `*table` and COMMIT. */
  readonly rule?: RuleLine;
}

export const restoreLines = (step: RulesStep): readonly RestoreLine[] =>
  [...groupBy(step.lines, (line) => line.table)].flatMap(([table, lines]) => [
    { text: `*${restoreWord(table)}`, table },
    ...lines.map((rule) => ({ text: ruleText(rule.argv), table, rule })),
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

const opposite: Readonly<Record<string, string>> = { ACCEPT: 'DROP', DROP: 'ACCEPT', REJECT: 'ACCEPT' };
/** Options of a target whose value is an address, with a port or without. */
const destinations = ['--to-destination', '--to-source'];

/**
 * The rule with the opposite effect, or another address. MASQUERADE, RETURN and jumps have no opposite: leaving them out is
 * that. A policy of DROP that is turned is one that is left out.
 */
function turned({ argv }: RuleLine): readonly string[] | undefined {
  if (argv[0] === '-P') return argv[2] === 'ACCEPT' ? [...argv.slice(0, 2), 'DROP'] : undefined;
  const at = argv.indexOf('-j') + 1;
  const other = at > 0 ? opposite[argv[at]!] : undefined;
  // Options after -j, such as --reject-with, belong to the target.
  if (other) return [...argv.slice(0, at), other];
  const to = argv.findIndex((word, i) => destinations.includes(argv[i - 1] ?? '') && word !== '');
  const [, ip = '', port = ''] = /^([\d.]+)(:.*)?$/.exec(argv[to] ?? '') ?? [];
  const address = otherAddress(ip);
  return address === undefined ? undefined : argv.toSpliced(to, 1, `${address}${port}`);
}

/** A probability of 0 would be the rule left out. */
function certain({ argv }: RuleLine): readonly string[] | undefined {
  const at = argv.indexOf('--probability') + 1;
  return at > 0 && Number(argv[at]) < 1 ? argv.with(at, '1') : undefined;
}
