/**
 * The two chains of a pod (endpointIptablesChain in felix/rules/endpoints.go): cali-tw- for packets to it, cali-fw- for
 * packets from it. Policies decide on the first packet of a flow; later packets are RELATED or ESTABLISHED. If no
 * policy of a direction selects the pod, the profile of its namespace accepts everything. If any policy selects it,
 * only packets that one of these policies accepts pass.
 *
 * netlab leaves out the profile of the pod's service account, which has no rules.
 */
import type { Endpoint } from './endpoint.ts';
import { groupsOf } from './group.ts';
import { clear, isClear, returnIfAccepted } from './mark.ts';
import { chainName } from './name.ts';
import type { Direction, Policy } from './policy.ts';
import { type Chain, type Rule, rule, unreached } from './rule.ts';

const prefixes = { ingress: 'cali-tw-', egress: 'cali-fw-' } as const;
const profilePrefixes = { ingress: 'cali-pri-', egress: 'cali-pro-' } as const;

export const endpointChainName = (iface: string, direction: Direction): string =>
  chainName(prefixes[direction], iface);

/** NamespaceToProfile: each namespace has a profile `kns.<name>` that accepts everything. */
export const profileChainName = (namespace: string, direction: Direction): string =>
  chainName(profilePrefixes[direction], `kns.${namespace}`);

/** `policies` are those of this direction that select the pod. */
export function endpointChain(pod: Endpoint, policies: readonly Policy[], direction: Direction): Chain {
  const way = direction === 'ingress' ? 'to' : 'from';
  return {
    name: endpointChainName(pod.interface, direction),
    about: `The chain for packets ${way} ${pod.name}.`,
    rules: [
      rule(
        '-m conntrack --ctstate RELATED,ESTABLISHED -j ACCEPT',
        `Accept further packets of accepted flows ${way} ${pod.name}, and replies.`,
        policies.length > 0
          ? undefined
          : { drop: `No policy selects ${pod.name}: what follows lets its packets through as well.` },
      ),
      rule('-m conntrack --ctstate INVALID -j DROP', 'Drop packets that conntrack cannot assign to a flow.'),
      rule(
        clear('accept', 'pass'),
        'Clear the verdict marks, which an earlier chain may have set.',
        direction === 'egress'
          ? { drop: 'What a pod sends is judged here first: nothing has accepted it before.' }
          : policies.length === 0
            ? { drop: `No policy selects ${pod.name}: what follows accepts all.` }
            : undefined,
      ),
      ...(direction === 'egress' ? noTunnels(pod.name, policies) : []),
      ...(policies.length > 0 ? tier(pod.name, policies, direction) : []),
      ...profile(pod, direction, policies.length > 0),
    ],
  };
}

/** Policies match only the outer header, so a pod could bypass them with its own tunnel. */
const noTunnels = (name: string, policies: readonly Policy[]): readonly Rule[] => [
  rule(
    '-p udp -m multiport --dports 4789 -j DROP',
    `Drop VXLAN from ${name}: policies cannot match the inner packet.`,
    onlyLet(policies, ['tcp', 'sctp']) ? { drop: `No policy lets ${name} send UDP.` } : undefined,
  ),
  rule(
    '-p 4 -j DROP',
    `Drop IPIP from ${name}: policies cannot match the inner packet.`,
    onlyLet(policies, ['tcp', 'udp', 'sctp']) ? { drop: `No policy lets ${name} send IPIP.` } : undefined,
  ),
];

/** Whether there are policies, and they accept only these protocols. */
const onlyLet = (policies: readonly Policy[], protocols: readonly string[]): boolean =>
  policies.length > 0 &&
  policies.every(({ rules }) =>
    (rules.egress ?? []).every(({ protocol }) => protocol !== undefined && protocols.includes(protocol)),
  );

function tier(name: string, policies: readonly Policy[], direction: Direction): readonly Rule[] {
  const isolated = direction === 'ingress' ? 'packets to it' : 'packets from it';
  const groups = groupsOf(policies, direction);
  const isEmpty = (those: readonly Policy[]) =>
    those.every(({ rules }) => (rules[direction] ?? []).length === 0);
  return [
    rule(clear('pass'), `Policies select ${name}, so only they accept ${isolated}.`, {
      drop: 'No policy of Kubernetes sets "pass".',
    }),
    ...groups.flatMap(({ chain, title, policies: those }, i) => {
      const unnoticed = isEmpty(those)
        ? { drop: `${title} accepts nothing: its chain is empty.` }
        : undefined;
      const rest = groups.slice(i + 1);
      const again =
        rest.length > 0 && rest.every((group) => isEmpty(group.policies))
          ? { drop: `${rest[0]!.title} decides nothing, and the same rule stands behind it.` }
          : undefined;
      return [
        rule(
          `${isClear('pass')} -j ${chain}`,
          `Evaluate ${title} for packets ${direction === 'ingress' ? 'to' : 'from'} ${name}.`,
          unnoticed,
        ),
        returnIfAccepted(title, unnoticed ?? again),
      ];
    }),
    rule(`${isClear('pass')} -j DROP`, `Drop packets of ${name} that no policy accepts.`),
  ];
}

function profile({ name, namespace }: Endpoint, direction: Direction, selected: boolean): readonly Rule[] {
  const behind = selected ? unreached('The rule before it drops all that comes so far.') : undefined;
  return [
    rule(
      `-j ${profileChainName(namespace, direction)}`,
      `If no policy selects ${name}, the profile of its namespace accepts everything.`,
      behind,
    ),
    returnIfAccepted('the profile', behind),
    rule(
      '-j DROP',
      'Drop packets that no profile accepts.',
      behind ?? unreached('The profile accepts all that comes so far.'),
    ),
  ];
}
