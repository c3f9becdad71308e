/**
 * nftables commands of one node, loaded as one transaction by `nft -f -`: nft loads all of them or none. Printed are the single
 * commands.
 */
import type { StepBase, StepLine } from '../model/plan.ts';
import { heredoc } from './heredoc.ts';
import { keptLines } from './kept.ts';
import { compareNftables } from './nftables-compare.ts';
import { extraNftables } from './nftables-extra.ts';
import { argvOf, plannedPart } from './nftables-planned.ts';
import { nftablesPart } from './nftables-ruleset.ts';
import { otherAddress } from './other-value.ts';
import type { Alteration, StepKind } from './step-kind.ts';

export interface NftablesStep extends StepBase {
  readonly kind: 'nftables';
  readonly lines: readonly NftLine[];
}

/** `add rule ip nat post oifname eth1 masquerade` */
export interface NftLine extends StepLine {
  /** `delete` is only used to repair. */
  readonly verb: 'add' | 'create' | 'insert' | 'delete';
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
  reads: [nftablesPart, plannedPart],
  readers: ['nft'],
  compare: compareNftables,
  extra: extraNftables,
  mutations: {
    verdict:
      'an nftables rule, policy or element accepts what it drops, or drops what it accepts, or leads to another chain or address',
    numgen: 'an nftables rule that chooses by a number always chooses the first',
  },
  mutate: (step) =>
    step.lines.flatMap((line): readonly Alteration[] => {
      const verdict = line.object === 'element' ? turnedElement(line, step) : turned(line);
      return [['verdict', verdict] as const, ['numgen', first(line)] as const].flatMap(
        ([mutation, words]) => {
          if (!words) return [];
          const lines = step.lines.map((one) => (one === line ? { ...line, words } : one));
          const what = words.filter((word, i) => word !== line.words[i]).join(' ') || words.join(' ');
          return [{ mutation, line, what, instead: { ...step, lines } }];
        },
      );
    }),
};

/** `numgen random mod 3` gives 0, 1 or 2, and `mod 1` gives 0. */
function first({ object, words }: NftLine): readonly string[] | undefined {
  const at = words.indexOf('numgen') < 0 ? -1 : words.indexOf('mod', words.indexOf('numgen'));
  return object === 'rule' && at > 0 && Number(words[at + 1]) > 1 ? words.with(at + 1, '1') : undefined;
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

/** The words with another value of the first element of a map: the opposite verdict, another chain of the map, or another address. */
function turnedElement({ words, ...line }: NftLine, { lines }: NftablesStep): readonly string[] | undefined {
  const value = words.indexOf(':') + 1;
  if (value === 0) return undefined;
  const [first = '', target] = words.slice(value);
  if (Object.hasOwn(opposite, first)) return words.with(value, opposite[first]!);
  if (first !== 'goto' && first !== 'jump') {
    const address = otherAddress(first);
    return address === undefined ? undefined : words.with(value, address);
  }
  const sameMap = lines.filter(
    ({ object, family, table, name }) =>
      object === 'element' && family === line.family && table === line.table && name === line.name,
  );
  const other = sameMap
    .map((one) => one.words[one.words.indexOf(first) + 1])
    .find((chain) => chain !== undefined && chain !== target && chain !== '{');
  return other === undefined ? undefined : words.with(value + 1, other);
}
