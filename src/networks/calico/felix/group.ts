/**
 * Consecutive policies with the same selector always apply to the same pods. felix puts them into one chain, cali-gi-
 * or cali-go- (PolicyGroupToIptablesChains in felix/rules/endpoints.go). It evaluates a single policy directly.
 */
import { anySet, isClear } from './mark.ts';
import { groupChain } from './name.ts';
import type { Direction, Policy } from './policy.ts';
import { policyChainName } from './policy-chain.ts';
import { type Chain, rule } from './rule.ts';

interface Group {
  readonly chain: string;
  readonly title: string;
  readonly policies: readonly Policy[];
}

const prefixes = { ingress: 'cali-gi-', egress: 'cali-go-' } as const;

/** In the order of their names, because all have the same order, 1000. */
export function groupsOf(policies: readonly Policy[], direction: Direction): readonly Group[] {
  const groups: Policy[][] = [];
  for (const policy of [...policies].sort((a, b) => (a.id < b.id ? -1 : 1))) {
    const last = groups.at(-1);
    if (last && last[0]!.selector.text === policy.selector.text) last.push(policy);
    else groups.push([policy]);
  }
  return groups.map((group): Group => {
    const [first] = group;
    if (group.length === 1)
      return {
        chain: policyChainName(first!, direction),
        title: `the policy ${first!.name}`,
        policies: group,
      };
    const ids = group.map(({ id }) => id);
    return {
      chain: groupChain(prefixes[direction], first!.selector.text, ids),
      title: `one of the policies ${group.map(({ name }) => name).join(', ')}`,
      policies: group,
    };
  });
}

/** felix checks the verdict after every fifth policy, to skip the rest (returnStride). */
const stride = 5;

export function groupChainOf({ chain, policies }: Group, direction: Direction): Chain {
  return {
    name: chain,
    about: `Policies that apply to the same pods: ${policies.map(({ name }) => name).join(', ')}.`,
    rules: policies.flatMap((policy, i) => {
      const jump = `-j ${policyChainName(policy, direction)}`;
      if (i % stride > 0)
        return [
          rule(
            `${isClear('accept', 'pass')} ${jump}`,
            `Evaluate the policy ${policy.name} unless an earlier one has decided.`,
          ),
        ];
      const asked = rule(jump, `Evaluate the policy ${policy.name}.`);
      return i === 0
        ? [asked]
        : [
            rule(
              `${anySet('accept', 'pass')} -j RETURN`,
              'Return if a policy has decided.',
              'Return on verdict',
            ),
            asked,
          ];
    }),
  };
}
