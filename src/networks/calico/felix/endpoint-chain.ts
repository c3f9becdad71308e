/**
 * A pod's two chains (endpointIptablesChain in felix/rules/endpoints.go): cali-tw- for what goes to it, cali-fw- for what comes
 * from it. The first packet of a flow is judged, the rest is RELATED or ESTABLISHED. A pod that no policy of a direction
 * selects is open in it, by the profile of its namespace; one that any selects gets what one of them accepts and no more.
 *
 * The profile of the pod's service account, which holds no rule, is left out.
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

/** NamespaceToProfile: each namespace is a profile `kns.<name>` that allows everything. */
export const profileChainName = (namespace: string, direction: Direction): string =>
  chainName(profilePrefixes[direction], `kns.${namespace}`);

/** `policies` are those that select the pod and speak of the direction. */
export function endpointChain(pod: Endpoint, policies: readonly Policy[], direction: Direction): Chain {
  const way = direction === 'ingress' ? 'to' : 'from';
  return {
    name: endpointChainName(pod.interface, direction),
    about: `What goes ${way} ${pod.name} is judged in ${endpointChainName(pod.interface, direction)}.`,
    rules: [
      rule(
        '-m conntrack --ctstate RELATED,ESTABLISHED -j ACCEPT',
        `Flows ${way} ${pod.name} whose first packet was accepted go on, and their answers.`,
        policies.length > 0
          ? undefined
          : { drop: `No policy selects ${pod.name}: what follows lets its packets through as well.` },
      ),
      rule('-m conntrack --ctstate INVALID -j DROP', 'What belongs to no flow is dropped.'),
      rule(
        clear('accept', 'pass'),
        'The verdict begins anew: an earlier chain may have left its own.',
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

/** Policies see what is outside of a packet: a pod that makes tunnels itself would pass them by. */
const noTunnels = (name: string, policies: readonly Policy[]): readonly Rule[] => [
  rule(
    '-p udp -m multiport --dports 4789 -j DROP',
    `${name} may not send VXLAN of its own, which policies cannot look into.`,
    onlyLet(policies, ['tcp', 'sctp']) ? { drop: `No policy lets ${name} send UDP.` } : undefined,
  ),
  rule(
    '-p 4 -j DROP',
    `${name} may not send IPIP of its own either.`,
    onlyLet(policies, ['tcp', 'udp', 'sctp']) ? { drop: `No policy lets ${name} send IPIP.` } : undefined,
  ),
];

/** Whether there are policies, and they accept none but these protocols. */
const onlyLet = (policies: readonly Policy[], protocols: readonly string[]): boolean =>
  policies.length > 0 &&
  policies.every(({ rules }) =>
    (rules.egress ?? []).every(({ protocol }) => protocol !== undefined && protocols.includes(protocol)),
  );

function tier(name: string, policies: readonly Policy[], direction: Direction): readonly Rule[] {
  const isolated = direction === 'ingress' ? 'what may reach it' : 'what it may send';
  const groups = groupsOf(policies, direction);
  const isEmpty = (those: readonly Policy[]) =>
    those.every(({ rules }) => (rules[direction] ?? []).length === 0);
  return [
    rule(clear('pass'), `Policies select ${name}, so they alone say ${isolated}.`, {
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
          `May ${name} ${direction === 'ingress' ? 'get' : 'send'} it? Says ${title}.`,
          unnoticed,
        ),
        returnIfAccepted(title, unnoticed ?? again),
      ];
    }),
    rule(`${isClear('pass')} -j DROP`, `No policy accepts it for ${name}.`),
  ];
}

function profile({ name, namespace }: Endpoint, direction: Direction, selected: boolean): readonly Rule[] {
  const behind = selected ? unreached('The rule before it drops all that comes so far.') : undefined;
  return [
    rule(
      `-j ${profileChainName(namespace, direction)}`,
      `Where no policy selects ${name}, its namespace's profile says: all.`,
      behind,
    ),
    returnIfAccepted('the profile', behind),
    rule(
      '-j DROP',
      'What no profile accepts is dropped.',
      behind ?? unreached('The profile accepts all that comes so far.'),
    ),
  ];
}
