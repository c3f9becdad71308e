/** nftables commands of a node, compared with the kernel's rules, and the commands that mend them. */
import type { Step } from '../model/plan.ts';
import type { NodeState } from '../state/state.ts';
import { partOf } from '../state/state-part.ts';
import type { NftablesStep, NftLine } from './nftables.ts';
import { type ComparedChain, chainsOf, textOf } from './nftables-chains.ts';
import { changedElements } from './nftables-elements.ts';
import { isOfIptables, type NftTable, nftablesPart } from './nftables-ruleset.ts';
import type { Finding } from './step-kind.ts';
import { typedStep } from './typed-step.ts';

const list = (object: string, { family, table, name = '' }: NftLine): readonly string[] => [
  ...['nft', 'list', object, family, table, name],
];

export function compareNftables(step: NftablesStep, node: NodeState): readonly Finding[] {
  const tables = partOf(node, nftablesPart);
  const loading = (lines: readonly NftLine[]): readonly Step[] => [{ ...step, lines }];
  const objects = step.lines.flatMap((line): readonly Finding[] => {
    const table = tables.find((one) => one.family === line.family && one.name === line.table);
    const missing = table ? missingIn(line, table) : 'table';
    if (missing === undefined) return [];
    const of = step.lines.filter((one) => one.family === line.family && one.table === line.table);
    // One transaction makes the object again with all that belongs to it.
    const again = missing === 'table' ? of : of.filter(({ name }) => name === line.name);
    return [
      {
        why: `${node.node} ${sentences[missing](line)}`,
        argv: line.object === 'rule' ? list('chain', line) : ['nft', 'list', 'ruleset'],
        ...{ id: line.id, mend: loading(again) },
      },
    ];
  });
  const policies = step.lines.flatMap((line): readonly Finding[] => {
    const why = wrongPolicy(line, tables);
    if (why === undefined) return [];
    return [
      { why: `${node.node} ${why}`, argv: ['nft', 'list', 'ruleset'], id: line.id, mend: loading([line]) },
    ];
  });
  const elements = changedElements(step.lines, node).flatMap(({ line, missing, mend }): readonly Finding[] =>
    missing.map((element) => ({
      why: `${node.node} does not have ${element} in ${line.object === 'element' ? 'set' : line.object} ${line.name} in nftables table ${line.family} ${line.table}`,
      ...{ argv: ['nft', 'list', 'ruleset'], id: line.id, mend: loading(mend) },
    })),
  );
  const rules = chainsOf(step.lines, node).flatMap((chain) => chainFindings(chain, node.node, loading));
  return [...objects, ...policies, ...elements, ...rules];
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

function missingIn({ object, name }: NftLine, { chains, objects }: NftTable): Missing | undefined {
  if (object === 'table') return undefined;
  if (object === 'rule' || object === 'chain')
    return chains.some((chain) => chain.name === name) ? undefined : 'chain';
  if (object === 'element') return objects.some((one) => one.name === name) ? undefined : 'set';
  return objects.some((one) => one.object === object && one.name === name) ? undefined : 'object';
}

const policyOf = (text: string): string | undefined => /\bpolicy (\w+)/.exec(text)?.[1];

function wrongPolicy({ object, family, table, name, words }: NftLine, tables: readonly NftTable[]) {
  if (object !== 'chain') return undefined;
  const chain = tables
    .find((one) => one.family === family && one.name === table)
    ?.chains.find((one) => one.name === name);
  if (!chain || !/\bhook\b/.test(words.join(' '))) return undefined;
  const [wanted, is] = [policyOf(words.join(' ')) ?? 'accept', policyOf(chain.hook) ?? 'accept'];
  return is === wanted
    ? undefined
    : `has policy ${is} for chain ${name} of table ${family} ${table} and should have ${wanted}`;
}

/** Tables, chains, rules and elements that no step made. */
export function extraNftables(node: NodeState, own: readonly Step[]): readonly Finding[] {
  const tables = partOf(node, nftablesPart);
  if (tables.length === 0) return [];
  const lines = own.flatMap((step) => (step.kind === 'nftables' ? step.lines : []));
  const has = (family: string, table: string, object?: string, name?: string) =>
    lines.some(
      (line) =>
        line.family === family &&
        line.table === table &&
        (object === undefined || (line.object === object && line.name === name)),
    );
  const finding = (
    why: string,
    argv: readonly string[],
    name: string,
    remove: readonly string[],
  ): Finding => ({
    ...{ why: `${node.node} ${why}`, argv },
    extra: { name, remove: [typedStep(node.node, name, ['nft', ...remove])] },
  });
  const nameOf = (...words: readonly string[]) => [node.node, 'nftables', words.join(' ')].join('/');
  const others = tables
    .filter((table) => !has(table.family, table.name) && !isOfIptables(table, lines))
    .map(({ family, name }) =>
      finding(
        `has an nftables table that no step made: ${family} ${name}`,
        ['nft', 'list', 'table', family, name],
        nameOf(family, name),
        ['delete', 'table', family, name],
      ),
    );
  const chains = tables
    .filter(({ family, name }) => has(family, name))
    .flatMap(({ family, name: table, chains: there }) =>
      there
        .filter(({ name }) => !has(family, table, 'chain', name))
        .map(({ name }) =>
          finding(
            `has a chain in nftables table ${family} ${table} that no step made: ${name}`,
            ['nft', 'list', 'chain', family, table, name],
            nameOf(family, table, name),
            [`flush chain ${family} ${table} ${name}; delete chain ${family} ${table} ${name}`],
          ),
        ),
    );
  const rules = chainsOf(lines, node).flatMap(({ first: { family, table, name = '' }, first, extra }) =>
    extra.map(({ text, handle }) =>
      finding(
        `has a rule in chain ${name} of table ${family} ${table} that no step made: ${text}`,
        list('chain', first),
        nameOf(family, table, name, text),
        handle === undefined ? [] : ['delete', 'rule', family, table, name, 'handle', handle],
      ),
    ),
  );
  const elements = changedElements(lines, node).flatMap(({ line, extra }) =>
    extra.map((element) =>
      finding(
        `has an element in set ${line.name} of nftables table ${line.family} ${line.table} that no step added: ${element}`,
        ['nft', 'list', 'ruleset'],
        nameOf(line.family, line.table, line.name ?? '', element),
        ['delete', 'element', line.family, line.table, line.name ?? '', `{ ${element} }`],
      ),
    ),
  );
  return [...others, ...chains, ...rules, ...elements];
}
