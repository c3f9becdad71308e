/** `nft list ruleset` as data: the part of a node's state that nftables commands make. */
import type { StatePart } from '../state/state-part.ts';
import type { NftLine } from './nftables.ts';

export interface NftTable {
  readonly family: string;
  readonly name: string;
  readonly chains: readonly RulesetChain[];
  /** Sets, maps, counters and so on. */
  readonly objects: readonly NftObject[];
}

export interface RulesetChain {
  readonly name: string;
  /** `type nat hook postrouting priority srcnat; policy accept;`, or empty. */
  readonly hook: string;
  readonly rules: readonly string[];
  /** The kernel's number of each rule. Absent where they were not read. */
  readonly handles?: readonly (string | undefined)[];
}

export interface NftObject {
  /** `set`, `map`, `counter`. */
  readonly object: string;
  readonly name: string;
  /** Its type and flags, without elements. */
  readonly text: string;
  /** `10.0.0.1 : drop`. Empty for a dynamic set, whose elements come from packets. */
  readonly elements: readonly string[];
}

interface IndexedTable {
  readonly chains: ReadonlyMap<string, RulesetChain>;
  readonly objects: ReadonlyMap<string, NftObject>;
}

const indexes = new WeakMap<readonly NftTable[], ReadonlyMap<string, IndexedTable>>();

/** The table of a line, of thousands of lines and chains. */
export function tableIn(
  tables: readonly NftTable[],
  { family, table }: Pick<NftLine, 'family' | 'table'>,
): IndexedTable | undefined {
  const index =
    indexes.get(tables) ??
    new Map(
      tables.map(({ family: own, name, chains, objects }) => [
        `${own} ${name}`,
        {
          chains: new Map(chains.map((chain) => [chain.name, chain])),
          objects: new Map(objects.map((one) => [one.name, one])),
        },
      ]),
    );
  indexes.set(tables, index);
  return index.get(`${family} ${table}`);
}

export const nftablesPart: StatePart<readonly NftTable[]> = {
  name: 'nftables',
  command: 'nft -s -a list ruleset',
  shown: ['nft list ruleset'],
  read: readRuleset,
  lines: (tables, steps) => {
    const lines = steps.flatMap((step) => (step.kind === 'nftables' ? step.lines : []));
    return tables.filter((table) => !isOfIptables(table, lines)).flatMap(comparableLines);
  },
  difference: {
    what: 'nftables',
    // `ip nat post 3 oifname ...`: the table, the chain, the position of the rule.
    key: (text) => text.replace(position, '$1'),
    say: (text) => text.replace(position, '$1'),
    ordered: true,
  },
};

/** The position of a rule, in a comparable line. */
const position = /^(\S+ \S+ \S+) \d+(?= )/;

/** iptables makes tables with these names (nft_xt). They are compared as iptables rules. */
export const isOfIptables = ({ family, name }: NftTable, lines: readonly NftLine[]): boolean =>
  ['ip', 'ip6'].includes(family) &&
  ['filter', 'nat', 'mangle', 'raw', 'security'].includes(name) &&
  !lines.some((line) => line.family === family && line.table === name);

const comparableLines = ({ family, name, chains, objects }: NftTable): readonly string[] => [
  `${family} ${name} table`,
  ...chains.flatMap((chain) => [
    `${family} ${name} chain ${chain.name} ${chain.hook}`,
    ...chain.rules.map((rule, i) => `${family} ${name} ${chain.name} ${i + 1} ${rule}`),
  ]),
  ...objects.flatMap((one) => {
    const what = `${family} ${name} ${one.object} ${one.name}`;
    return [`${what} ${one.text}`, ...one.elements.toSorted().map((element) => `${what} { ${element} }`)];
  }),
];

const handle = / # handle (\d+)$/;

/** `nft list ruleset`: tables, in them chains and objects, in these their lines; a tab more each. With `-a`, each with its handle. */
export function readRuleset(text: string): readonly NftTable[] {
  return text
    .split(/^(?=table )/m)
    .filter((block) => block.startsWith('table ') && !/^\tflags .*\bowner\b/m.test(block))
    .map((block) => {
      const [, family = '', name = ''] = /^table (\S+) (\S+)/.exec(block) ?? [];
      const inner = [...block.matchAll(/^\t(\w+) (\S+) \{(?: # handle \d+)?\n(.*?)^\t\}/gms)].map(
        ([, object = '', own = '', body = '']) => ({ object, name: own, body }),
      );
      return {
        family,
        name,
        chains: inner
          .filter(({ object }) => object === 'chain')
          .map(({ name: own, body }) => {
            const lines = body.split('\n').map((line) => line.trim());
            const isRule = (line: string) => line !== '' && !/^(type \w+ hook|comment ")/.test(line);
            const rules = lines.filter(isRule);
            return {
              name: own,
              hook: lines.find((line) => line.startsWith('type ')) ?? '',
              rules: rules.map((line) => line.replace(handle, '')),
              handles: rules.map((line) => handle.exec(line)?.[1]),
            };
          }),
        objects: inner
          .filter(({ object }) => object !== 'chain')
          .map(({ object, name: own, body }) => ({ object, name: own, ...readObject(body) })),
      };
    });
}

/** `elements = { 10.0.0.1 : drop, 10.0.0.2 timeout 1h expires 59m : jump c }`. The time that an element has left passes. */
function readObject(body: string): Pick<NftObject, 'text' | 'elements'> {
  const [, text = '', inside = ''] = /^(.*?)(?:\belements = \{(.*)\}\s*)?$/s.exec(body)!;
  const plain = (part: string): string =>
    part
      .replaceAll(/ expires \w+/g, '')
      .replaceAll(/\s+/g, ' ')
      .trim();
  return {
    text: plain(text),
    elements: /\bdynamic\b/.test(text) ? [] : splitElements(inside).map(plain),
  };
}

function splitElements(inside: string): readonly string[] {
  const parts: string[] = [''];
  let depth = 0;
  for (const part of inside.split(/("[^"]*"|[{},])/)) {
    if (part === '{') depth++;
    if (part === '}') depth--;
    if (part === ',' && depth === 0) parts.push('');
    else parts[parts.length - 1] += part;
  }
  return parts.filter((part) => part.trim() !== '');
}
