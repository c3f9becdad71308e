/** The hook, priority and policy of base chains, compared with those of the plan. */
import type { Step } from '../model/plan.ts';
import type { NodeState } from '../state/state.ts';
import { partOf } from '../state/state-part.ts';
import type { NftablesStep, NftLine } from './nftables.ts';
import { chainIn } from './nftables-chains.ts';
import { plannedPart } from './nftables-planned.ts';
import { nftablesPart, type RulesetChain } from './nftables-ruleset.ts';
import type { Finding } from './step-kind.ts';

const policyOf = (text: string): string => /\bpolicy (\w+)/.exec(text)?.[1] ?? 'accept';
const withoutPolicy = (hook: string): string => hook.replace(/;? *policy \w+;?$/, '').replace(/;$/, '');

export interface HookFinding {
  readonly finding: Finding;
  /** The key of the chain, if the mend makes it again with its rules. */
  readonly chain?: string;
}

export const chainKey = ({ family, table, name }: NftLine): string => `${family} ${table} ${name}`;

export function hookFindings(
  line: NftLine,
  step: NftablesStep,
  node: NodeState,
  loading: (lines: readonly NftLine[]) => readonly Step[],
): readonly HookFinding[] {
  const { object, family, table, name, words } = line;
  if (object !== 'chain') return [];
  const chain = chainIn(partOf(node, nftablesPart), line);
  if (!chain) return [];
  const finding = (is: string, wanted: string, mend: readonly NftLine[]): Finding => ({
    why: `${node.node} has ${is} for chain ${name} of table ${family} ${table} and should have ${wanted}`,
    ...{ argv: ['nft', 'list', 'ruleset'], id: line.id, mend: loading(mend) },
  });
  const hookOf = (hook: string): string => (hook === '' ? 'no hook' : `"${withoutPolicy(hook)}"`);
  // nft prints another hook and priority than were typed, so only its own text can be compared.
  const planned = chainIn(partOf(node, plannedPart), line)?.hook;
  if (planned !== undefined && withoutPolicy(planned) !== withoutPolicy(chain.hook))
    return [
      {
        finding: finding(hookOf(chain.hook), hookOf(planned), remade(line, step, chain)),
        chain: chainKey(line),
      },
    ];
  if (!/\bhook\b/.test(words.join(' '))) return [];
  const [wanted, is] = [policyOf(words.join(' ')), policyOf(chain.hook)];
  return is === wanted ? [] : [{ finding: finding(`policy ${is}`, wanted, [line]) }];
}

/** The kernel cannot change the hook of a chain, so one transaction replaces the chain. */
function remade(line: NftLine, { lines }: NftablesStep, { handles = [] }: RulesetChain): readonly NftLine[] {
  const deletion = (object: string, words: readonly string[]): NftLine => ({
    ...line,
    ...{ verb: 'delete', object, words },
  });
  return [
    ...handles.flatMap((handle) => (handle === undefined ? [] : [deletion('rule', ['handle', handle])])),
    deletion('chain', []),
    ...lines.filter((one) => chainKey(one) === chainKey(line)),
  ];
}
