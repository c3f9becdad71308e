/**
 * Rules as typed after `iptables` (or `ip6tables`), in their order. One iptables-restore --noflush loads all tables of
 * a family: one process and one commit instead of one per rule.
 */
import * as z from 'zod';
import type { Source } from '../base/diagnostic.ts';
import { distinctIds } from '../base/distinct-ids.ts';
import { sentence } from '../base/scalar.ts';
import type { NodeAsker, PlanScope } from '../model/context.ts';
import type { RuleLine, RulesStep } from '../steps/iptables.ts';
import { defineFeature } from './feature.ts';

const item = z.union([
  z.string(),
  z.strictObject({
    rule: z.string().describe('The rule, as typed after the command'),
    about: sentence().optional().describe('Reason for the rule; the plan prints it'),
  }),
]);
const schema = z
  .array(item)
  .describe('Lines as typed after the command: -t nat -A POSTROUTING -o eth0 -j MASQUERADE');
type Spec = z.output<typeof schema>;

declare module '../model/written.ts' {
  interface NodeSettings {
    iptables: z.input<typeof schema>;
    ip6tables: z.input<typeof schema>;
  }
}
type Rule = Omit<RuleLine, 'id' | 'reason'> & { readonly about?: string };

const tables = ['filter', 'nat', 'mangle', 'raw', 'security'];
/**
 * The commands that add rules and chains. A lab has no use for those that delete or list. Long options become short
 * ones.
 */
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
 * Every spelling of `--modprobe` that getopt_long accepts: shortened, with its value after "=", and `-M` after options
 * without a value in one word (optstring of do_command4, iptables/iptables.c).
 */
const modprobe = /^(--mo(d(p(r(o(be?)?)?)?)?)?(=.*)?|-[Vfbvnx46]*M.*)$/su;

/** Options whose value is the name of a match or target. */
const loads = /^(-[mj]|--m(a(t(ch?)?)?)?|--j(u(mp?)?)?)$/;

/**
 * Words that make iptables open a file that the author names: `-m bpf --object-pinned PATH` in every spelling that getopt_long
 * accepts, and names of matches and targets, which are part of the path of a shared library (load_extension in xtables.c).
 */
function namesFile(word: string, before = ''): boolean {
  const [option = ''] = word.split('=');
  if (option.length > 3 && '--object-pinned'.startsWith(option)) return true;
  if (!word.includes('/')) return false;
  return loads.test(before) || /^-[mj]/.test(word) || (loads.test(option) && word !== option);
}

const feature = (family: RulesStep['family']) =>
  defineFeature<Spec, readonly Rule[]>({
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
        // asker.argv has already reported a line that could not be split.
        if (argv.length === 0 && line.trim() !== '') return [];
        const rule = read(argv, family, source, asker);
        if (!rule) return [];
        return [typeof entry !== 'string' && entry.about ? { ...rule, about: entry.about } : rule];
      }),
    matches: (rules) => rules.flatMap(interfacesOf),
    plan: (rules, scope) => (rules.length === 0 ? [] : [step(rules, family, scope)]),
  });

const interfaceOptions: ReadonlySet<string> = new Set([
  ...['-i', '--in-interface', '-o', '--out-interface', '--physdev-in', '--physdev-out'],
]);

/** A trailing "+" matches every interface with that prefix. */
const interfacesOf = ({ argv, source }: Rule): readonly { name: string; source: Source }[] =>
  argv.flatMap((word, i) => {
    const name = interfaceOptions.has(argv[i - 1] ?? '') ? word : '';
    return name === '' || name.endsWith('+') ? [] : [{ name, source }];
  });

export const iptables = feature('iptables');
export const ip6tables = feature('ip6tables');

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
  if (!tables.includes(table)) return refuse('unknown-table', `unknown table "${table}"`, tables, table);
  if (words.some((word) => modprobe.test(word)))
    return refuse('modprobe', 'a rule cannot set a program that loads modules');
  const file = rest.find((word, k) => namesFile(word, rest[k - 1]));
  if (file !== undefined) return refuse('rule-file', `a rule cannot name a file, found "${file}"`);
  const command = commands.get(rest[0] ?? '');
  if (rest[0] === 'iptables' || rest[0] === 'ip6tables')
    return refuse(
      'rule-family',
      `this is a rule for ${rest[0]}; write it under ${rest[0]}:, not under ${family}:`,
    );
  if (!command)
    return refuse(
      'rule-command',
      rest[0] === undefined
        ? 'the rule is empty; it must begin with -A, -I, -N or -P'
        : `a rule must begin with -A, -I, -N or -P, found "${rest[0]}"`,
    );
  if (!/^[A-Za-z0-9_.-]{1,28}$/.test(rest[1] ?? '') || rest[1]!.startsWith('-'))
    return refuse(
      'chain-name',
      `invalid chain name "${rest[1] ?? ''}": use at most 28 letters, digits, "-", "_" and "."`,
    );
  if (rest.some((word) => word === '' || /[\p{C}]/u.test(word)))
    return refuse('rule-word', 'a rule contains an empty word or a control character');
  return { table, argv: [command, ...rest.slice(1)], source };
}

function step(rules: readonly Rule[], family: RulesStep['family'], scope: PlanScope): RulesStep {
  const prefix = `${scope.node.name}/${family}`;
  const idOf = distinctIds();
  return {
    kind: 'rules',
    id: prefix,
    stage: 'rules',
    level: 0,
    node: scope.node.name,
    source: rules[0]!.source,
    reason: `The ${family} rules of ${scope.node.name}.`,
    family,
    lines: rules.map(({ about, ...rule }) => ({
      ...rule,
      id: idOf(`${prefix}/${rule.table}/${rule.argv.join(' ')}`),
      reason: about ?? reason(rule),
    })),
  };
}

const does: ReadonlyMap<string, string> = new Map([
  ['MASQUERADE', 'Matching packets get the address of the outgoing interface as their source.'],
  ['SNAT', 'Matching packets get another source address.'],
  ['DNAT', 'Matching packets get another destination address.'],
  ['ACCEPT', 'Matching packets are accepted.'],
  ['DROP', 'Matching packets are dropped silently.'],
  ['REJECT', 'Matching packets are rejected with an ICMP error or a TCP reset.'],
  ['RETURN', 'Matching packets return to the calling chain.'],
  ['MARK', 'Matching packets get a mark.'],
]);

/** The effect of the most common rules. */
function reason({ argv, table }: Rule): string {
  const [command, chain] = argv;
  const target = argv[argv.indexOf('-j') + 1];
  if (command === '-N') return `Create the chain ${chain} in the table ${table}.`;
  if (command === '-P') return `Packets that match no rule of ${chain}: ${argv[2]}.`;
  if (!argv.includes('-j') || target === undefined) return `${chain} counts matching packets.`;
  return does.get(target) ?? `${chain} sends matching packets to ${target}.`;
}
