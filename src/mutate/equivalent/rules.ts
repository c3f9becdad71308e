/** The iptables rules of a node as chains, to judge what a packet meets after a rule is left out. */
import type { StepLine } from '../../model/plan.ts';
import type { RuleLine, RulesStep } from '../../steps/iptables.ts';
import type { PlanChange } from './equivalent.ts';

export interface PlannedRule {
  readonly table: string;
  /** `-A`, `-I`, `-N` or `-P`. */
  readonly command: string;
  readonly chain: string;
  /** The words after the chain, without comments. */
  readonly text: string;
  /** The chain that it sends packets to, or its verdict. */
  readonly target: string | undefined;
}

export interface Chains {
  readonly of: (line: StepLine) => PlannedRule | undefined;
  readonly names: (table: string) => readonly string[];
  /** The rules of a chain, in their order in the lab. */
  readonly rules: (table: string, chain: string) => readonly PlannedRule[];
  /** The policy that the lab gives to a built-in chain. */
  readonly policy: (chain: string) => string | undefined;
}

const known = new WeakMap<RulesStep, Chains>();

/** The rule that a change is about, and all chains of its node; undefined for other steps. */
export function ruleOf({
  step,
  line,
}: PlanChange): { readonly rule: PlannedRule; readonly chains: Chains } | undefined {
  if (step.kind !== 'rules' || step.family !== 'iptables' || !line) return undefined;
  const chains = known.get(step) ?? chainsOf(step);
  known.set(step, chains);
  const rule = chains.of(line);
  return rule && { rule, chains };
}

function chainsOf({ lines }: RulesStep): Chains {
  const byLine = new Map<StepLine, PlannedRule>(lines.map((line) => [line, read(line)]));
  const byChain = new Map<string, PlannedRule[]>();
  const policies = new Map<string, string>();
  for (const rule of byLine.values()) {
    const key = `${rule.table} ${rule.chain}`;
    const those = byChain.get(key) ?? [];
    byChain.set(key, those);
    if (rule.command === '-A' || rule.command === '-I') those.push(rule);
    if (rule.command === '-P' && rule.table === 'filter') policies.set(rule.chain, rule.text);
  }
  return {
    of: (line) => byLine.get(line),
    names: (table) =>
      [...byChain.keys()].flatMap((key) =>
        key.startsWith(`${table} `) ? [key.slice(table.length + 1)] : [],
      ),
    rules: (table, chain) => byChain.get(`${table} ${chain}`) ?? [],
    policy: (chain) => policies.get(chain),
  };
}

function read({ table, argv: [command = '', chain = '', ...all] }: RuleLine): PlannedRule {
  const words = all.filter((_, i) => !isComment(all, i));
  const at = words.findIndex((word) => word === '-j' || word === '-g');
  return { table, command, chain, text: words.join(' '), target: at < 0 ? undefined : words[at + 1] };
}

/** Whether the word is one of the four of `-m comment --comment TEXT`. */
const isComment = (words: readonly string[], at: number): boolean =>
  [at, at - 1, at - 2, at - 3].some(
    (from) => words[from] === '-m' && words[from + 1] === 'comment' && words[from + 2] === '--comment',
  );

/** A rule that accepts packets changes nothing where the chain's policy accepts them. */
export const acceptedAnyway = (chain: string, { policy }: Chains): string | undefined =>
  policy(chain) === 'DROP' ? undefined : `The policy of ${chain} is ACCEPT. It accepts what no rule matches.`;
