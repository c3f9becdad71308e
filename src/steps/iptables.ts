/**
 * iptables rules of one family, loaded by one `iptables-restore --noflush`: per table a block from `*table` to COMMIT. `-N X` is
 * written `:X - [0:0]`, which makes the chain, and `-P X POLICY` as `:X POLICY [0:0]`. Printed are the single commands.
 */
import { groupBy } from '../base/group-by.ts';
import { ruleParts } from '../base/iptables-rule.ts';
import { readTables, type SavedTable } from '../base/iptables-save.ts';
import { restoreWord, shellLine } from '../base/quote.ts';
import type { Step, StepBase, StepLine } from '../model/plan.ts';
import type { NodeState } from '../state/state.ts';
import { heredoc } from './heredoc.ts';
import { inNode } from './in-node.ts';
import { keptLines } from './kept.ts';
import { otherAddress } from './other-value.ts';
import type { Alteration, Finding, StepKind } from './step-kind.ts';

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
  compare(step, node) {
    const tables = readTables(step.family === 'iptables' ? node.iptables : node.ip6tables);
    return step.lines.flatMap((line) => {
      const [command, chain = ''] = line.argv;
      const table = tables.find((one) => one.name === line.table);
      const missing = missingOf[command ?? '']?.(line, table);
      return missing
        ? [{ why: `${node.node} ${missing}`, argv: showChain(step.family, line.table, chain) }]
        : [];
    });
  },
  extra: (node, own) => [...extraRules('iptables', node, own), ...extraRules('ip6tables', node, own)],
  mutations: {
    target: 'a rule accepts what it drops, drops what it accepts, or translates to another address',
  },
  mutate: (step) =>
    step.lines.flatMap((line): readonly Alteration[] => {
      const argv = turned(line);
      if (!argv) return [];
      const lines = step.lines.map((one) => (one === line ? { ...line, argv } : one));
      const what = argv.filter((word, i) => word !== line.argv[i]).join(' ');
      return [{ mutation: 'target', line, what, instead: { ...step, lines } }];
    }),
};

const tableWords = (table: string): readonly string[] => (table === 'filter' ? [] : ['-t', table]);

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

/** The command that lists a chain. */
const showChain = (family: string, table: string, chain: string): readonly string[] => [
  family,
  ...tableWords(table),
  ...['-S', chain],
];

/** A planned line's words after its chain and, of an insertion, its number. */
const ruleWords = ({ argv }: RuleLine): readonly string[] =>
  argv.slice(argv[0] === '-I' && /^\d+$/.test(argv[2] ?? '') ? 3 : 2);

/**
 * Whether a printed rule is a planned one. iptables-save also prints what a target or match has by default
 * (`--nfmask 0xffffffff`), so it may have more options, but with the same matches and target.
 */
function isRule(planned: readonly string[], printed: readonly string[]): boolean {
  const [wanted, found] = [ruleParts(planned), ruleParts(printed)];
  const extensions = (parts: readonly string[]) =>
    parts.filter((part) => /^(?:! )?-[a-z] /.test(part)).join('\n');
  return wanted.every((part) => found.includes(part)) && extensions(wanted) === extensions(found);
}

type Missing = (line: RuleLine, table: SavedTable | undefined) => string | undefined;

const hasRule: Missing = (line, table) => {
  const chain = line.argv[1]!;
  const words = ruleWords(line);
  const there = table?.rules.some((rule) => rule.chain === chain && isRule(words, rule.words));
  return there ? undefined : `has no rule ${shellLine(['-t', line.table, '-A', chain, ...words])}`;
};

const missingOf: Readonly<Record<string, Missing>> = {
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

/** Rules that no step made. An addition is often meant, but it is the first place to look when nothing else differs. */
function extraRules(
  family: RulesStep['family'],
  { node, [family]: saved }: NodeState,
  own: readonly Step[],
): readonly Finding[] {
  const lines = own.flatMap((step) => (step.kind === 'rules' && step.family === family ? step.lines : []));
  const exact = new Set(lines.map((line) => ruleKey(line.table, line.argv[1] ?? '', ruleWords(line))));
  const planned = groupBy(lines, (line) => `${line.table} ${line.argv[1]}`);
  return readTables(saved).flatMap((table) =>
    table.rules
      .filter(
        ({ chain, words }) =>
          !exact.has(ruleKey(table.name, chain, words)) &&
          !planned.get(`${table.name} ${chain}`)?.some((line) => isRule(ruleWords(line), words)),
      )
      .map((rule) => ({
        why: `${node} has a rule in table ${table.name} that no step made: ${rule.line}`,
        argv: showChain(family, table.name, rule.chain),
      })),
  );
}

const ruleKey = (table: string, chain: string, words: readonly string[]): string =>
  [table, chain, ...ruleParts(words)].join('\n');

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
