/** The chains of a node, compared rule by rule, and the lines that mend them. */
import { groupBy } from '../base/group-by.ts';
import { ruleParts } from '../base/iptables-rule.ts';
import { readTables, type SavedRule, type SavedTable } from '../base/iptables-save.ts';
import { shellLine } from '../base/quote.ts';
import type { Step } from '../model/plan.ts';
import type { NodeState } from '../state/state.ts';
import { align } from './align.ts';
import type { RuleLine, RulesStep } from './iptables.ts';
import type { Finding } from './step-kind.ts';
import { typedStep } from './typed-step.ts';

type Family = RulesStep['family'];

export const tableWords = (table: string): readonly string[] => (table === 'filter' ? [] : ['-t', table]);

/** The command that lists a chain. */
const showChain = (family: string, table: string, chain: string): readonly string[] => [
  ...[family, ...tableWords(table), '-S', chain],
];

const isNumbered = ({ argv }: RuleLine): boolean => argv[0] === '-I' && /^\d+$/.test(argv[2] ?? '');

/** A planned line's words after its chain and, of an insertion, its number. */
const ruleWords = (line: RuleLine): readonly string[] => line.argv.slice(isNumbered(line) ? 3 : 2);

interface Canonical {
  readonly parts: readonly string[];
  /** Its matches and its target. */
  readonly extensions: string;
}

/** A node has thousands of rules, and `netlab repair` compares each of them several times. */
const canonicalForms = new WeakMap<RuleLine | SavedRule, Canonical>();

function canonical(rule: RuleLine | SavedRule): Canonical {
  const known = canonicalForms.get(rule);
  if (known) return known;
  const parts = ruleParts('argv' in rule ? ruleWords(rule) : rule.words);
  const extensions = parts.filter((part) => /^(?:! )?-[a-z] /.test(part)).join('\n');
  canonicalForms.set(rule, { parts, extensions });
  return { parts, extensions };
}

/**
 * Whether a printed rule is a planned one. iptables-save also prints what a target or match has by default
 * (`--nfmask 0xffffffff`), so it may have more options, but with the same matches and target.
 */
const isRule = (line: RuleLine, rule: SavedRule): boolean =>
  canonical(line).extensions === canonical(rule).extensions &&
  canonical(line).parts.every((part) => canonical(rule).parts.includes(part));

interface PlannedChain {
  readonly table: string;
  readonly chain: string;
  /** In the order that the commands give them. */
  readonly rules: readonly RuleLine[];
}

function plannedChains(own: readonly Step[], family: Family): readonly PlannedChain[] {
  const lines = own.flatMap((step) => (step.kind === 'rules' && step.family === family ? step.lines : []));
  return [...groupBy(lines, ({ table, argv }) => `${table} ${argv[1]}`).values()].map((some) => {
    const rules: RuleLine[] = [];
    for (const line of some) {
      if (line.argv[0] === '-A') rules.push(line);
      if (line.argv[0] === '-I') rules.splice(isNumbered(line) ? Number(line.argv[2]) - 1 : 0, 0, line);
    }
    const [{ table, argv }] = some as [RuleLine];
    return { table, chain: argv[1] ?? '', rules };
  });
}

/** A table by chain. */
interface ChainIndex {
  readonly table: SavedTable;
  readonly policies: ReadonlyMap<string, string>;
  readonly rules: ReadonlyMap<string, readonly SavedRule[]>;
}

const indexes = new WeakMap<NodeState, Map<Family, readonly ChainIndex[]>>();

function tablesOf(node: NodeState, family: Family): readonly ChainIndex[] {
  const known = indexes.get(node) ?? new Map<Family, readonly ChainIndex[]>();
  indexes.set(node, known);
  const tables =
    known.get(family) ??
    readTables(node[family]).map((table) => ({
      table,
      policies: new Map(table.chains.map(({ name, policy }) => [name, policy])),
      rules: groupBy(table.rules, ({ chain }) => chain),
    }));
  known.set(family, tables);
  return tables;
}

const aligned = ({ chain, rules }: PlannedChain, index: ChainIndex | undefined) =>
  align(rules, index?.rules.get(chain) ?? [], isRule, (rule) => canonical(rule).extensions);

/** Lines of a step that are missing, and chains whose rules have another order. */
export function compareChains(step: RulesStep, node: NodeState, own: readonly Step[]): readonly Finding[] {
  const { family, lines } = step;
  const tables = new Map(tablesOf(node, family).map((index) => [index.table.name, index]));
  const chains = plannedChains(own, family);
  const mine = new Set(lines);
  const told = chains.flatMap((planned): readonly (readonly [RuleLine, Finding])[] => {
    const { table, chain, rules } = planned;
    const { missing, ordered, at } = aligned(planned, tables.get(table));
    const argv = showChain(family, table, chain);
    const again: Step = { ...step, lines: rewritten(planned, at) };
    const first = rules.find((line) => mine.has(line));
    return [
      ...(ordered || !first
        ? []
        : [
            [
              first,
              {
                why: `${node.node}'s rules of chain ${chain} in table ${table} have another order`,
                ...{ argv, id: first.id, mend: [again], minor: true as const },
              },
            ] as const,
          ]),
      ...missing.map(({ planned: line, before }, i) => {
        const position = before === undefined ? undefined : before + 1 + i;
        return [
          line,
          {
            why: `${node.node} has no rule ${shellLine(['-t', table, '-A', chain, ...ruleWords(line)])}`,
            ...{ argv, id: line.id },
            mend: ordered ? [{ ...step, lines: [placed(line, position)] }] : [again],
          },
        ] as const;
      }),
    ];
  });
  const byLine = groupBy(told, ([line]) => line);
  return lines.flatMap((line): readonly Finding[] => {
    const found = (byLine.get(line) ?? []).map(([, finding]) => finding);
    const [command = '', chain = ''] = line.argv;
    const why = others[command]?.(line, tables.get(line.table));
    if (!why) return found;
    const one: Step = { ...step, lines: [line] };
    return [
      {
        why: `${node.node} ${why}`,
        argv: showChain(family, line.table, chain),
        ...{ id: line.id, mend: [one] },
      },
      ...found,
    ];
  });
}

/** At its position; absent: at the end. */
const placed = (line: RuleLine, position: number | undefined): RuleLine => {
  const [, chain = ''] = line.argv;
  const at = position === undefined ? ['-A', chain] : ['-I', chain, String(position)];
  return { ...line, argv: [...at, ...ruleWords(line)] };
};

/** Deletes the planned rules of a chain that are there, and inserts all of them in their order. */
const rewritten = ({ chain, rules }: PlannedChain, at: readonly number[]): readonly RuleLine[] => [
  ...rules
    .filter((_, i) => at[i] !== -1)
    .map((line) => ({ ...line, argv: ['-D', chain, ...ruleWords(line)] })),
  ...rules.map((line, i) => placed(line, i + 1)),
];

type Missing = (line: RuleLine, index: ChainIndex | undefined) => string | undefined;

const others: Readonly<Record<string, Missing>> = {
  '-N': ({ argv: [, chain = ''], table: name }, index) =>
    index?.policies.has(chain) ? undefined : `has no chain ${chain} in table ${name}`,
  '-P': ({ argv, table: name }, index) => {
    const policy = index?.policies.get(argv[1] ?? '') ?? 'ACCEPT';
    return policy === argv[2]
      ? undefined
      : `has policy ${policy} for ${argv[1]} of table ${name} and should have ${argv[2]}`;
  },
};

/** Rules, chains and policies that no step made. An addition is often meant, but it is the first place to look when nothing else differs. */
export function extraRules(family: Family, node: NodeState, own: readonly Step[]): readonly Finding[] {
  const keyOf = (table: string, chain: string) => `${table} ${chain}`;
  const chains = new Map(plannedChains(own, family).map((one) => [keyOf(one.table, one.chain), one]));
  const lines = own.flatMap((step) => (step.kind === 'rules' && step.family === family ? step.lines : []));
  const policies = new Set(
    lines.flatMap(({ table, argv: [command, chain = ''] }) =>
      command === '-P' ? [keyOf(table, chain)] : [],
    ),
  );
  return tablesOf(node, family).flatMap((index) => {
    const { table } = index;
    const plannedOf = (chain: string) =>
      chains.get(keyOf(table.name, chain)) ?? { table: table.name, chain, rules: [] };
    // A program has its rules in a chain of its own, and jumps to it.
    const strange = new Set(
      table.chains
        .filter(({ name, policy }) => policy === '-' && !chains.has(keyOf(table.name, name)))
        .map(({ name }) => name),
    );
    return table.chains.flatMap(({ name: chain, policy }): readonly Finding[] => {
      const argv = showChain(family, table.name, chain);
      const hasPolicy = policies.has(keyOf(table.name, chain));
      const id = `${node.node}/${family}/${table.name}/${chain}`;
      const wrongPolicy =
        policy !== '-' && policy !== 'ACCEPT' && !hasPolicy
          ? [
              {
                why: `${node.node} has policy ${policy} for ${chain} of table ${table.name} and should have ACCEPT`,
                ...{ argv, id },
                mend: [typedStep(node.node, id, [family, ...tableWords(table.name), '-P', chain, 'ACCEPT'])],
              },
            ]
          : [];
      const extra = aligned(plannedOf(chain), index).extra.map((rule): Finding => {
        const name = `${node.node}/${family}/${table.name}/${rule.line}`;
        const deletion = [family, ...tableWords(table.name), '-D', chain, ...rule.words];
        const at = rule.words.findIndex((word) => word === '-j' || word === '-g');
        const foreign = strange.has(chain) || strange.has(rule.words[at + 1] ?? '');
        return {
          why: `${node.node} has a rule in table ${table.name} that no step made: ${rule.line}`,
          argv,
          extra: {
            name,
            remove: [typedStep(node.node, name, deletion)],
            ...(foreign ? { foreign } : {}),
          },
        };
      });
      const whole =
        strange.has(chain) && extra.length === 0 ? [extraChain(node.node, family, table.name, chain)] : [];
      return [...wrongPolicy, ...extra, ...whole];
    });
  });
}

const extraChain = (node: string, family: Family, table: string, chain: string): Finding => {
  const name = `${node}/${family}/${table}/${chain}`;
  return {
    why: `${node} has a chain in table ${table} that no step made: ${chain}`,
    argv: showChain(family, table, chain),
    extra: {
      ...{ name, foreign: true },
      remove: [typedStep(node, name, [family, ...tableWords(table), '-X', chain])],
    },
  };
};
