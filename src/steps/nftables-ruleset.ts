/** `nft list ruleset` as data: the part of a node's state that nftables commands make. */
import type { StatePart } from '../state/state-part.ts';
import type { NftLine } from './nftables.ts';

export interface NftTable {
  readonly family: string;
  readonly name: string;
  readonly chains: readonly {
    readonly name: string;
    readonly hook: string;
    readonly rules: readonly string[];
    /** The kernel's number of each rule. Absent where they were not read. */
    readonly handles?: readonly (string | undefined)[];
  }[];
  /** Sets, maps, counters and so on: `set`, its name and its text. */
  readonly objects: readonly { readonly object: string; readonly name: string; readonly text: string }[];
}

export const nftablesPart: StatePart<readonly NftTable[]> = {
  name: 'nftables',
  command: 'nft -s -a list ruleset',
  shown: ['nft list ruleset'],
  read: readRuleset,
  lines: (tables, node, { steps }) => {
    const lines = steps.flatMap((step) => (step.kind === 'nftables' && step.node === node ? step.lines : []));
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
  ...objects.map((one) => `${family} ${name} ${one.object} ${one.name} ${one.text}`),
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
          // Elements of a dynamic set come from packets, and the time that they have left passes.
          .map(({ object, name: own, body }) => ({
            object,
            name: own,
            text: (/\bdynamic\b/.test(body) ? body.replace(/elements = .*$/s, '') : body)
              .replaceAll(/ expires \w+/g, '')
              .replaceAll(/\s+/g, ' ')
              .trim(),
          })),
      };
    });
}
