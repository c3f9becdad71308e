/** nftables commands of a node, compared with the kernel's rules, and the commands that mend them. */
import { groupBy } from '../base/group-by.ts';
import type { Step } from '../model/plan.ts';
import type { NodeState } from '../state/state.ts';
import { partOf } from '../state/state-part.ts';
import type { NftablesStep, NftLine } from './nftables.ts';
import { type ComparedChain, chainsOf, textOf } from './nftables-chains.ts';
import { changedElements } from './nftables-elements.ts';
import { chainKey, hookFindings } from './nftables-hooks.ts';
import { type NftTable, nftablesPart, tableIn } from './nftables-ruleset.ts';
import type { Finding } from './step-kind.ts';

const list = (object: string, { family, table, name = '' }: NftLine): readonly string[] => [
  ...['nft', 'list', object, family, table, name],
];

export function compareNftables(step: NftablesStep, node: NodeState): readonly Finding[] {
  const tables = partOf(node, nftablesPart);
  const loading = (lines: readonly NftLine[]): readonly Step[] => [{ ...step, lines }];
  const again = remakes(step, loading);
  const objects = step.lines.flatMap((line): readonly Finding[] => {
    const missing = missingIn(line, tables);
    if (missing === undefined) return [];
    return [
      {
        why: `${node.node} ${sentences[missing](line)}`,
        argv: line.object === 'rule' ? list('chain', line) : ['nft', 'list', 'ruleset'],
        ...{ id: line.id, mend: again(line, missing) },
      },
    ];
  });
  const hooks = step.lines.flatMap((line) => hookFindings(line, step, node, loading));
  const remade = new Set(hooks.flatMap(({ chain }) => (chain === undefined ? [] : [chain])));
  const elements = changedElements(step.lines, node).flatMap(
    ({ line, object, missing, mend }): readonly Finding[] =>
      missing.map((element) => ({
        why: `${node.node} does not have ${element} in ${object} ${line.name} in nftables table ${line.family} ${line.table}`,
        ...{ argv: ['nft', 'list', 'ruleset'], id: line.id, mend: loading(mend) },
      })),
  );
  const rules = chainsOf(step.lines, node)
    .filter(({ first }) => !remade.has(chainKey(first)))
    .flatMap((chain) => chainFindings(chain, node.node, loading));
  return [...objects, ...hooks.map(({ finding }) => finding), ...elements, ...rules];
}

/** One transaction makes a missing object again with all that belongs to it. The lines of an object share the steps. */
function remakes({ lines }: NftablesStep, loading: (lines: readonly NftLine[]) => readonly Step[]) {
  const keyOf = ({ family, table, name }: NftLine, missing: Missing): string =>
    missing === 'table' ? `${family} ${table}` : `${family} ${table} ${name}`;
  const [byTable, byName] = (['table', 'object'] as const).map((kind) =>
    groupBy(lines, (line) => keyOf(line, kind)),
  ) as [Map<string, NftLine[]>, Map<string, NftLine[]>];
  const made = new Map<string, readonly Step[]>();
  return (line: NftLine, missing: Missing): readonly Step[] => {
    const key = keyOf(line, missing);
    const steps = made.get(key) ?? loading((missing === 'table' ? byTable : byName).get(key) ?? []);
    made.set(key, steps);
    return steps;
  };
}

function chainFindings(
  chain: ComparedChain,
  node: string,
  loading: (lines: readonly NftLine[]) => readonly Step[],
): readonly Finding[] {
  const { first, rules, at, found, missing, ordered } = chain;
  const where = `chain ${first.name} of table ${first.family} ${first.table}`;
  const argv = list('chain', first);
  const handleOf = (position: number | undefined) =>
    position === undefined ? undefined : found[position]?.handle;
  const rewritten = loading([
    ...at.flatMap((position) => {
      const handle = handleOf(position);
      return handle === undefined ? [] : [deletion(first, handle)];
    }),
    ...rules.map((line): NftLine => ({ ...line, verb: 'add', words: ruleWords(line) })),
  ]);
  return [
    ...(ordered
      ? []
      : [
          {
            why: `${node}'s rules of ${where} have another order`,
            ...{ argv, id: first.id, mend: rewritten, minor: true as const },
          },
        ]),
    ...missing.map(({ planned, before }) => {
      const handle = handleOf(before);
      const line: NftLine =
        handle === undefined
          ? { ...planned, verb: 'add', words: ruleWords(planned) }
          : { ...planned, verb: 'insert', words: ['position', handle, ...ruleWords(planned)] };
      return {
        why: `${node} has no rule ${textOf(planned)} in ${where}`,
        ...{ argv, id: planned.id, mend: ordered ? loading([line]) : rewritten },
      };
    }),
  ];
}

/** The words of a rule, less a position. */
const ruleWords = ({ words }: NftLine): readonly string[] =>
  ['index', 'position', 'handle'].includes(words[0] ?? '') ? words.slice(2) : words;

const deletion = (line: NftLine, handle: string): NftLine => ({
  ...line,
  ...{ verb: 'delete', object: 'rule', words: ['handle', handle] },
});

type Missing = 'table' | 'chain' | 'object' | 'set';

const sentences: Readonly<Record<Missing, (line: NftLine) => string>> = {
  table: ({ family, table }) => `has no nftables table ${family} ${table}`,
  chain: ({ family, table, name }) => `has no chain ${name} in nftables table ${family} ${table}`,
  object: ({ family, table, name, object }) =>
    `has no ${object} ${name} in nftables table ${family} ${table}`,
  set: ({ family, table, name }) => `has no set ${name} in nftables table ${family} ${table}`,
};

function missingIn(line: NftLine, tables: readonly NftTable[]): Missing | undefined {
  const table = tableIn(tables, line);
  const { object, name = '' } = line;
  if (!table) return 'table';
  if (object === 'table') return undefined;
  if (object === 'rule' || object === 'chain') return table.chains.has(name) ? undefined : 'chain';
  const there = table.objects.get(name);
  if (object === 'element') return there ? undefined : 'set';
  return there?.object === object ? undefined : 'object';
}
