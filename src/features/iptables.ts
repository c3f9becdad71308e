/**
 * Rules as a user types them after `iptables` (or `ip6tables`), in their order. All tables of a family are loaded by one
 * iptables-restore --noflush: one process and one commit instead of one per rule.
 */
import * as z from 'zod';
import type { Source } from '../base/diagnostic.ts';
import { sentence } from '../base/scalar.ts';
import type { NodeAsker, PlanScope } from '../model/context.ts';
import type { RuleLine, RulesStep } from '../steps/iptables.ts';
import type { Feature } from './feature.ts';
import { neutralOf, neutralSchema } from './neutral.ts';

const item = z.union([
  z.string(),
  z.strictObject({
    rule: z.string().describe('The line'),
    about: sentence().optional().describe('Why it exists; the plan prints it'),
    neutral: neutralSchema('target', 'does the opposite'),
    'neutral-unless': z
      .string()
      .optional()
      .describe('A rule of the same table and node with which it would be noticed: -P FORWARD DROP'),
  }),
]);
const schema = z
  .array(item)
  .describe('Lines as typed after the command: -t nat -A POSTROUTING -o eth0 -j MASQUERADE');
type Spec = z.output<typeof schema>;
type Rule = Omit<RuleLine, 'id' | 'reason'> & { readonly about?: string; readonly unless?: string };

const tables = ['filter', 'nat', 'mangle', 'raw', 'security'];
/** What builds rules up; what deletes or lists has no place in a lab. Long spellings become the short ones. */
const commands: ReadonlyMap<string, string> = new Map([
  ['-A', '-A'],
  ['--append', '-A'],
  ['-I', '-I'],
  ['--insert', '-I'],
  ['-N', '-N'],
  ['--new-chain', '-N'],
  ['-P', '-P'],
  ['--policy', '-P'],
]);

/**
 * Every spelling of `--modprobe` that getopt_long takes: shortened, with its value after "=", and `-M` behind options
 * without a value in one word (optstring of do_command4, iptables/iptables.c).
 */
const modprobe = /^(--mo(d(p(r(o(be?)?)?)?)?)?(=.*)?|-[Vfbvnx46]*M.*)$/su;

const feature = (family: RulesStep['family']): Feature<Spec, readonly Rule[]> => ({
  key: family,
  about: `${family === 'iptables' ? 'IPv4' : 'IPv6'} packet filter and NAT rules`,
  trust: 'no',
  schema,
  requires: () => ({ tools: [family], kernel: ['netfilter'] }),
  resolve: (spec, asker) =>
    spec.flatMap((entry, i) => {
      const [line, path] = typeof entry === 'string' ? [entry, [i]] : [entry.rule, [i, 'rule']];
      const source = asker.at(...path);
      const argv = asker.argv(line, source);
      // Of a line that could not be split, that was the fault.
      if (argv.length === 0 && line.trim() !== '') return [];
      const rule = read(argv, family, source, asker);
      if (!rule) return [];
      return [typeof entry === 'string' ? rule : { ...rule, ...saidOf(entry) }];
    }),
  plan: (rules, scope) => (rules.length === 0 ? [] : [step(rules, family, scope)]),
});

export const iptables = feature('iptables');
export const ip6tables = feature('ip6tables');

const saidOf = (entry: Exclude<z.output<typeof item>, string>): Partial<Rule> => ({
  ...(entry.about ? { about: entry.about } : {}),
  ...neutralOf(entry.neutral),
  ...(entry['neutral-unless'] ? { unless: entry['neutral-unless'] } : {}),
});

function read(
  argv: readonly string[],
  family: RulesStep['family'],
  source: Source,
  asker: NodeAsker,
): Rule | undefined {
  const words = argv[0] === family ? argv.slice(1) : [...argv];
  let table = 'filter';
  const at = words.findIndex((word) => word === '-t' || word === '--table');
  if (at >= 0) table = words[at + 1] ?? '';
  const rest = at >= 0 ? [...words.slice(0, at), ...words.slice(at + 2)] : words;
  const refuse = (code: string, message: string, known?: readonly string[], found = '') => {
    asker.refuse({
      code,
      message,
      at: source,
      ...(known ? { known, word: found } : {}),
    });
    return undefined;
  };
  if (!tables.includes(table)) return refuse('unknown-table', `"${table}" is no table`, tables, table);
  if (words.some((word) => modprobe.test(word)))
    return refuse('modprobe', 'a rule may not name a program to load modules with');
  const command = commands.get(rest[0] ?? '');
  if (rest[0] === 'iptables' || rest[0] === 'ip6tables')
    return refuse('rule-family', `rules for ${rest[0]} stand under ${rest[0]}:, not under ${family}:`);
  if (!command)
    return refuse(
      'rule-command',
      rest[0] === undefined
        ? 'the rule is empty: it begins with -A, -I, -N or -P'
        : `a rule begins with -A, -I, -N or -P, found "${rest[0]}"`,
    );
  if (!/^[A-Za-z0-9_.-]{1,28}$/.test(rest[1] ?? '') || rest[1]!.startsWith('-'))
    return refuse(
      'chain-name',
      `"${rest[1] ?? ''}" is no chain: at most 28 letters, digits, "-", "_" and "."`,
    );
  if (rest.some((word) => word === '' || /[\p{C}]/u.test(word)))
    return refuse('rule-word', 'a rule holds an empty word or a control character');
  return { table, argv: [command, ...rest.slice(1)], source };
}

function step(rules: readonly Rule[], family: RulesStep['family'], scope: PlanScope): RulesStep {
  const prefix = `${scope.node.name}/${family}`;
  const seen = new Map<string, number>();
  const textOf = ({ table, argv }: Rule) => `${table} ${argv.join(' ')}`;
  const all = new Set(rules.map(textOf));
  return {
    kind: 'rules',
    id: prefix,
    stage: 'rules',
    level: 0,
    node: scope.node.name,
    source: rules[0]!.source,
    reason: `${scope.node.name}'s ${family} rules.`,
    family,
    lines: rules.map(({ about, unless, neutral, ...rule }) => {
      const noticed = all.has(`${rule.table} ${unless}`);
      const text = `${prefix}/${rule.table}/${rule.argv.join(' ')}`;
      const before = seen.get(text) ?? 0;
      seen.set(text, before + 1);
      return {
        ...rule,
        ...(neutral && !noticed ? { neutral } : {}),
        id: before > 0 ? `${text} (again ${before})` : text,
        reason: about ?? reason(rule),
      };
    }),
  };
}

const does: ReadonlyMap<string, string> = new Map([
  ['MASQUERADE', 'Packets that match leave with the address of the interface they leave by.'],
  ['SNAT', 'Packets that match get another source address.'],
  ['DNAT', 'Packets that match get another destination.'],
  ['ACCEPT', 'Packets that match pass.'],
  ['DROP', 'Packets that match vanish without an answer.'],
  ['REJECT', 'Packets that match are refused with an answer.'],
  ['RETURN', 'Packets that match leave this chain.'],
  ['MARK', 'Packets that match get a mark.'],
]);

/** What the commonest rules do. */
function reason({ argv, table }: Rule): string {
  const [command, chain] = argv;
  const target = argv[argv.indexOf('-j') + 1];
  if (command === '-N') return `The ${table} table gets a chain ${chain}.`;
  if (command === '-P') return `What no rule of ${chain} decides: ${argv[2]}.`;
  if (!argv.includes('-j') || target === undefined) return `${chain} counts what matches.`;
  return does.get(target) ?? `${chain} sends what matches to ${target}.`;
}
