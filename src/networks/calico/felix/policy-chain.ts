/**
 * The chain of a policy for one direction (ProtoRulesToIptablesRules in felix/rules/policy.go). A matching rule sets
 * the mark `accept` and returns. Some conditions do not fit into one iptables rule: addresses with exceptions, and more
 * ports than one match takes. They are in blocks before it, which set the scratch bits. Like felix, netlab leaves out
 * RETURN at the end of a chain.
 */
import { clear, isSet, returnIfAccepted, scratch, set } from './mark.ts';
import { chainName, selectorId, setName } from './name.ts';
import type { Direction, Policy, PolicyRule } from './policy.ts';
import { destinationPorts, type PortRange, split } from './port-range.ts';
import { type Chain, type FelixRule, rule } from './rule.ts';

const prefixes = { ingress: 'cali-pi-', egress: 'cali-po-' } as const;

/** v3.29 adds the tier to the name; v3.28 does not (PolicyChainName). */
const tier = 'default';

export const policyChainName = ({ id }: Policy, direction: Direction): string =>
  chainName(prefixes[direction], `${tier}/${id}`);

export function policyChain(policy: Policy, direction: Direction): Chain {
  const rules = (policy.rules[direction] ?? []).flatMap((one) => rulesOf(one, policy, direction));
  return {
    name: policyChainName(policy, direction),
    about: `The policy ${policy.name}, for packets ${direction === 'ingress' ? 'to' : 'from'} the pods that it selects.`,
    rules: titled(rules.slice(0, rules.length - 1), `Policy ${policy.id} ${direction}`),
  };
}

/** The first rule of a chain names it in a comment. An empty chain gets a rule that only has the comment. */
export const titled = (rules: readonly FelixRule[], comment: string): readonly FelixRule[] => {
  const [first = rule('', 'A comment; the rule matches every packet and does nothing.'), ...rest] = rules;
  return [{ ...first, comment }, ...rest];
};

function rulesOf(one: PolicyRule, { name }: Policy, direction: Direction): readonly FelixRule[] {
  const address = direction === 'ingress' ? '-s' : '-d';
  const lists = split(one.ports);
  const blocks = [
    ...(lists.length > 1 ? portBlock(lists, one.protocol!) : []),
    ...(one.notNets.length > 0 ? exceptBlock(one.notNets, address, lists.length > 1) : []),
  ];
  const match = [
    ...(one.protocol ? [`-p ${one.protocol}`] : []),
    ...(one.net ? [`${address} ${one.net}`] : []),
    ...(one.peer ? [matchSet(one, direction)] : []),
    ...(lists.length === 1 ? [destinationPorts(lists[0]!)] : []),
    ...(blocks.length > 0 ? [isSet('scratch0')] : []),
  ];
  return [
    ...blocks,
    rule([...match, set('accept')].join(' '), `The policy ${name} accepts ${saying(one, direction)}.`),
    returnIfAccepted(`the policy ${name}`),
  ];
}

const matchSet = ({ peer }: PolicyRule, direction: Direction): string =>
  `-m set --match-set ${setName(selectorId(peer!.text))} ${direction === 'ingress' ? 'src' : 'dst'}`;

/** Matches any of the lists. It is the first block, so it may set the bit for all of them. */
const portBlock = (lists: readonly (readonly PortRange[])[], protocol: string): readonly FelixRule[] => [
  scratch('More ports than one match takes (15): clear the mark.'),
  ...lists.map((list) =>
    rule(
      `-p ${protocol} ${destinationPorts(list)} ${set('scratch0')}`,
      'Set the mark if one of these ports matches.',
    ),
  ),
];

/** Matches none of these: the mark is set until one of them matches. */
const exceptBlock = (nets: readonly string[], address: string, began: boolean): readonly FelixRule[] => [
  ...(began ? [] : [scratch('Addresses with exceptions: set the mark.', 'scratch0')]),
  ...nets.map((net) => rule(`${address} ${net} ${clear('scratch0')}`, `Clear the mark for ${net}.`)),
];

function saying({ protocol, ports, who }: PolicyRule, direction: Direction): string {
  const numbers = ports.map(({ first, last }) => (first === last ? `${first}` : `${first} to ${last}`));
  const what = protocol
    ? `${protocol.toUpperCase()}${numbers.length > 0 ? ` ${numbers.join(', ')}` : ''}`
    : 'all';
  return `${what} ${direction === 'ingress' ? 'from' : 'to'} ${who}`;
}
