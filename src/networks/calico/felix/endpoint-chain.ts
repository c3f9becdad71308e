/**
 * The two chains of a pod (endpointIptablesChain in felix/rules/endpoints.go): cali-tw- for packets to it, cali-fw- for
 * packets from it. Policies decide on the first packet of a flow; later packets are RELATED or ESTABLISHED. If no
 * policy of a direction selects the pod, the profile of its namespace accepts everything. If any policy selects it,
 * only packets that one of these policies accepts pass.
 */
import type { WorkloadEndpoint } from './endpoint.ts';
import { groupsOf } from './group.ts';
import { clear, isClear, returnIfAccepted } from './mark.ts';
import { chainName } from './name.ts';
import type { Direction, Policy } from './policy.ts';
import { type Chain, type FelixRule, rule } from './rule.ts';

const prefixes = { ingress: 'cali-tw-', egress: 'cali-fw-' } as const;
const profilePrefixes = { ingress: 'cali-pri-', egress: 'cali-pro-' } as const;

export const endpointChainName = (iface: string, direction: Direction): string =>
  chainName(prefixes[direction], iface);

/**
 * The profiles of a pod: `kns.` of its namespace, which accepts everything, and `ksa.` of its service account, which has no
 * rules (NamespaceToProfile, serviceAccountNameToProfileName). Each pod has the service account default.
 */
export const profilesOf = ({ namespace }: WorkloadEndpoint): readonly string[] => [
  `kns.${namespace}`,
  `ksa.${namespace}.default`,
];

export const profileChainName = (profile: string, direction: Direction): string =>
  chainName(profilePrefixes[direction], profile);

/** `policies` are those of this direction that select the pod. */
export function endpointChain(
  pod: WorkloadEndpoint,
  policies: readonly Policy[],
  direction: Direction,
): Chain {
  const way = direction === 'ingress' ? 'to' : 'from';
  return {
    name: endpointChainName(pod.interface, direction),
    about: `The chain for packets ${way} ${pod.name}.`,
    rules: [
      rule(
        '-m conntrack --ctstate RELATED,ESTABLISHED -j ACCEPT',
        `Accept further packets of accepted flows ${way} ${pod.name}, and replies.`,
      ),
      rule('-m conntrack --ctstate INVALID -j DROP', 'Drop packets that conntrack cannot assign to a flow.'),
      rule(clear('accept', 'pass'), 'Clear the verdict marks, which an earlier chain may have set.'),
      ...(direction === 'egress' ? noTunnels(pod.name) : []),
      ...(policies.length > 0 ? tier(pod.name, policies, direction) : []),
      ...profile(pod, direction),
    ],
  };
}

/** Policies match only the outer header, so a pod could bypass them with its own tunnel. */
const noTunnels = (name: string): readonly FelixRule[] => [
  rule(
    '-p 17 -m multiport --dports 4789 -j DROP',
    `Drop VXLAN from ${name}: policies cannot match the inner packet.`,
    'Drop VXLAN encapped packets originating in workloads',
  ),
  rule(
    '-p 4 -j DROP',
    `Drop IPIP from ${name}: policies cannot match the inner packet.`,
    'Drop IPinIP encapped packets originating in workloads',
  ),
];

function tier(name: string, policies: readonly Policy[], direction: Direction): readonly FelixRule[] {
  const isolated = direction === 'ingress' ? 'packets to it' : 'packets from it';
  return [
    rule(clear('pass'), `Policies select ${name}, so only they accept ${isolated}.`, 'Start of tier default'),
    ...groupsOf(policies, direction).flatMap(({ chain, title }) => [
      rule(
        `${isClear('pass')} -j ${chain}`,
        `Evaluate ${title} for packets ${direction === 'ingress' ? 'to' : 'from'} ${name}.`,
      ),
      returnIfAccepted(title, 'Return if policy accepted'),
    ]),
    rule(
      `${isClear('pass')} -j DROP`,
      `Drop packets of ${name} that no policy accepts.`,
      'Drop if no policies passed packet',
    ),
  ];
}

const profile = (pod: WorkloadEndpoint, direction: Direction): readonly FelixRule[] => [
  ...profilesOf(pod).flatMap((name, i) => [
    rule(
      `-j ${profileChainName(name, direction)}`,
      i === 0
        ? `If no policy selects ${pod.name}, the profile of its namespace accepts everything.`
        : `The profile of the service account of ${pod.name} has no rules.`,
    ),
    returnIfAccepted('the profile', 'Return if profile accepted'),
  ]),
  rule('-j DROP', 'Drop packets that no profile accepts.', 'Drop if no profiles matched'),
];
