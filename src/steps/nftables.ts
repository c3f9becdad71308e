/**
 * nftables commands of one node, loaded as one transaction by `nft -f -`: nft loads all of them or none. Printed are the single
 * commands. nft prints a rule in its own words (`dport {80,443}` as `dport { 80, 443 }`), so rules are compared by their text
 * first, then by their number in the chain. `netlab diff` compares nft's own text of both labs.
 */
import { groupBy } from '../base/group-by.ts';
import { nftWord } from '../base/quote.ts';
import type { StepBase, StepLine } from '../model/plan.ts';
import { partOf } from '../state/state-part.ts';
import { heredoc } from './heredoc.ts';
import { keptLines } from './kept.ts';
import { isOfIptables, type NftTable, nftablesPart } from './nftables-ruleset.ts';
import { otherAddress } from './other-value.ts';
import type { Alteration, Finding, StepKind } from './step-kind.ts';

export interface NftablesStep extends StepBase {
  readonly kind: 'nftables';
  readonly lines: readonly NftLine[];
}

/** `add rule ip nat post oifname eth1 masquerade` */
export interface NftLine extends StepLine {
  readonly verb: 'add' | 'create' | 'insert';
  /** `table`, `chain`, `rule`, `set` */
  readonly object: string;
  readonly family: string;
  readonly table: string;
  /** The chain, set or other object in the table; absent for a table. */
  readonly name?: string;
  readonly words: readonly string[];
}

declare module '../model/plan.ts' {
  interface StepKinds {
    nftables: NftablesStep;
  }
}

const argvOf = ({ verb, object, family, table, name, words }: NftLine): readonly string[] =>
  [verb, object, family, table, ...(name === undefined ? [] : [name]), ...words].map(nftWord);

export const nftables: StepKind<NftablesStep> = {
  kind: 'nftables',
  kernel: [
    {
      ...{ name: 'nf_tables', for: 'nftables rules', modules: ['nf_tables'], config: ['NF_TABLES'] },
      attempt: ['nft', 'list', 'ruleset'],
    },
  ],
  command: () => ['nft', '-f', '-'],
  lineCommand: (_, line) => ['nft', ...argvOf(line)],
  script: ({ lines }) => [
    heredoc(
      'nft -f -',
      lines.map((line) => argvOf(line).join(' ')),
    ),
  ],
  // nft names the line: `/dev/stdin:3:1-20: Error: ...`.
  async locate([step], _, stderr) {
    if (!step) return {};
    const line = step.lines[Number(/^\S*stdin:(\d+):/m.exec(stderr)?.[1] ?? 0) - 1];
    return line ? { step, line } : { step };
  },
  kept: keptLines,
  reads: [nftablesPart],
  readers: ['nft'],
  compare(step, node) {
    const tables = partOf(node, nftablesPart);
    const fault = (line: NftLine, why: string): Finding => ({
      why: `${node.node} ${why}`,
      argv: line.object === 'rule' ? list('chain', line) : ['nft', 'list', 'ruleset'],
    });
    const objects = step.lines.flatMap((line) => {
      const table = tables.find((one) => one.family === line.family && one.name === line.table);
      const why = table
        ? (missing[line.object]?.(line, table) ?? absent(line, table))
        : `has no nftables table ${line.family} ${line.table}`;
      return why ? [fault(line, why)] : [];
    });
    const rules = chainsOf(step.lines, tables).flatMap(({ line, planned, rules: there }) =>
      // Of a chain that does not exist, the chain is the finding.
      there
        ? unmatched(planned.map(textOf), there)
            .slice(0, Math.max(0, planned.length - there.length))
            .map((lost) =>
              fault(line, `has no rule ${lost} in chain ${line.name} of table ${line.family} ${line.table}`),
            )
        : [],
    );
    return [...objects, ...rules];
  },
  extra(node, own) {
    const tables = partOf(node, nftablesPart);
    if (tables.length === 0) return [];
    const lines = own.flatMap((step) => (step.kind === 'nftables' ? step.lines : []));
    const planned = new Set(lines.map(({ family, table }) => `${family} ${table}`));
    const others = tables
      .filter((table) => !planned.has(`${table.family} ${table.name}`) && !isOfIptables(table, lines))
      .map(({ family, name }) => ({
        why: `${node.node} has an nftables table that no step made: ${family} ${name}`,
        argv: ['nft', 'list', 'table', family, name],
      }));
    const rules = chainsOf(lines, tables).flatMap(({ line, planned, rules: there = [] }) =>
      unmatched(there, planned.map(textOf))
        .slice(0, Math.max(0, there.length - planned.length))
        .map((added) => ({
          why: `${node.node} has a rule in chain ${line.name} of table ${line.family} ${line.table} that no step made: ${added}`,
          argv: list('chain', line),
        })),
    );
    return [...others, ...rules];
  },
  mutations: {
    verdict:
      'an nftables rule or policy accepts what it drops, or drops what it accepts, or translates to another address',
  },
  mutate: (step) =>
    step.lines.flatMap((line): readonly Alteration[] => {
      const words = turned(line);
      if (!words) return [];
      const lines = step.lines.map((one) => (one === line ? { ...line, words } : one));
      const what = words.filter((word, i) => word !== line.words[i]).join(' ') || words.join(' ');
      return [{ mutation: 'verdict', line, what, instead: { ...step, lines } }];
    }),
};

const list = (object: string, { family, table, name = '' }: NftLine): readonly string[] => [
  ...['nft', 'list', object, family, table, name],
];

type Missing = (line: NftLine, table: NftTable) => string | undefined;

const absent: Missing = ({ object, name, family }, table) =>
  table.objects.some((one) => one.object === object && one.name === name)
    ? undefined
    : `has no ${object} ${name} in nftables table ${family} ${table.name}`;

const chainOf: Missing = ({ name, family }, table) =>
  table.chains.some((chain) => chain.name === name)
    ? undefined
    : `has no chain ${name} in nftables table ${family} ${table.name}`;

const missing: Readonly<Record<string, Missing>> = {
  table: () => '',
  rule: (line, table) => chainOf(line, table) ?? '',
  chain(line, table) {
    const wanted = policyOf(line.words.join(' '));
    const is = policyOf(table.chains.find(({ name }) => name === line.name)?.hook ?? '') ?? 'accept';
    if (wanted === undefined || chainOf(line, table) || is === wanted) return chainOf(line, table) ?? '';
    return `has policy ${is} for chain ${line.name} of table ${line.family} ${table.name} and should have ${wanted}`;
  },
  element({ name, family, words }, table) {
    const set = table.objects.find((one) => one.name === name);
    const at = `in nftables table ${family} ${table.name}`;
    if (!set) return `has no set ${name} ${at}`;
    // Intervals may be merged, and other types have several spellings.
    if (/\bflags [^;]*interval/.test(set.text)) return '';
    const there = new Set(set.text.split(/[\s,{}]+/));
    const lost = words
      .join(' ')
      .split(/[\s,{}]+/)
      .find((word) => /^\d+(\.\d+){3}$/.test(word) && !there.has(word));
    return lost === undefined ? '' : `does not have ${lost} in set ${name} ${at}`;
  },
};

const policyOf = (text: string): string | undefined => /\bpolicy (\w+)/.exec(text)?.[1];

const textOf = ({ words }: NftLine): string => words.map(nftWord).join(' ');

/** Planned rules and the kernel's, chain by chain. */
const chainsOf = (lines: readonly NftLine[], tables: readonly NftTable[]) =>
  [
    ...groupBy(
      lines.filter(({ object }) => object === 'rule' || object === 'chain'),
      (line) => `${line.family} ${line.table} ${line.name}`,
    ).values(),
  ].map((some) => {
    const [line] = some as [NftLine];
    const table = tables.find((one) => one.family === line.family && one.name === line.table);
    return {
      line: { ...line, object: 'rule' },
      planned: some.filter(({ object }) => object === 'rule'),
      rules: table?.chains.find(({ name }) => name === line.name)?.rules,
    };
  });

/** A rule in one spelling: without quotes and counted packets, blanks around braces and after commas. */
const normal = (rule: string): string =>
  rule
    .replaceAll('"', '')
    .replaceAll(/([{},])/g, ' $1 ')
    .replaceAll(/\b(index|position) \d+ /g, '')
    .replaceAll(/\s+/g, ' ')
    .trim();

/** Those of the first list that the second does not have. */
function unmatched(some: readonly string[], others: readonly string[]): readonly string[] {
  const left = others.map(normal);
  return some.filter((rule) => {
    const at = left.indexOf(normal(rule));
    if (at >= 0) left.splice(at, 1);
    return at < 0;
  });
}

const opposite: Readonly<Record<string, string>> = { accept: 'drop', drop: 'accept', reject: 'accept' };

/** The words with the opposite verdict or policy, or with another address. */
function turned({ object, words }: NftLine): readonly string[] | undefined {
  if (object === 'chain') {
    const at = words.indexOf('policy') + 1;
    const [, policy = '', rest = ''] = /^(\w+)(;?)$/.exec(words[at] ?? '') ?? [];
    return at > 0 && opposite[policy] ? words.with(at, `${opposite[policy]}${rest}`) : undefined;
  }
  if (object !== 'rule') return undefined;
  // A verdict in braces is one of a map's.
  const verdict = words.findLastIndex((word) => Object.hasOwn(opposite, word));
  const open = words.slice(0, Math.max(verdict, 0)).join('');
  // After reject come the words of its answer.
  if (verdict >= 0 && open.split('{').length === open.split('}').length)
    return [
      ...words.slice(0, verdict),
      opposite[words[verdict]!]!,
      ...(words[verdict] === 'reject' ? [] : words.slice(verdict + 1)),
    ];
  const to = words.findIndex((word, i) => words[i - 1] === 'to' && word !== '');
  const [, ip = '', port = ''] = /^([\d.]+)(:.*)?$/.exec(words[to] ?? '') ?? [];
  const address = otherAddress(ip);
  return address === undefined ? undefined : words.with(to, `${address}${port}`);
}
