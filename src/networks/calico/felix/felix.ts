/**
 * felix, the agent of Calico on every node: pods and policies in, rules and sets of one node out. Follows Calico v3.28 to v3.32
 * (felix/rules, felix/calc, libcalico-go) with iptables and the settings of its manifests.
 *
 * Left out: the comments on each rule (`cali:` and a hash of the rule, by which felix finds its own again), and what would stand
 * empty in a lab: chains for host endpoints, floating IPs, service loops, exceptions from the path check, service accounts.
 */
import type { Written } from '../../../base/tree.ts';
import type { NetworkPolicy } from '../../kubernetes/network-policy.ts';
import { dispatch } from './dispatch.ts';
import type { Endpoint } from './endpoint.ts';
import { endpointChain, profileChainName } from './endpoint-chain.ts';
import { filterChains, filterHooks } from './filter.ts';
import { groupChainOf, groupsOf } from './group.ts';
import { set } from './mark.ts';
import { selectorId, setName } from './name.ts';
import { type Direction, type Policy, policyOf } from './policy.ts';
import { policyChain } from './policy-chain.ts';
import { rawChains, rawHooks } from './raw.ts';
import { type Chain, lines, rule } from './rule.ts';
import { labelsOf } from './selector.ts';
import { type AddressSet, writtenSets } from './set.ts';
import type { Tunnel } from './tunnel.ts';

interface Felix {
  readonly iptables: readonly Written[];
  readonly ipsets: { readonly [name: string]: Written };
}

const directions = ['ingress', 'egress'] as const;

/** `pods` are those of all nodes: policies speak of pods wherever they are. */
export function felix(
  node: string,
  pods: readonly Endpoint[],
  written: readonly NetworkPolicy[],
  tunnel: Tunnel,
): Felix {
  const own = pods.filter((pod) => pod.node === node);
  const policies = written.map(policyOf);
  const selecting = (pod: Endpoint, direction: Direction) =>
    policies.filter(({ rules, selector }) => rules[direction] && selector.matches(labelsOf(pod)));
  const perPod = own.flatMap((pod) =>
    directions.map((direction) => ({ pod, direction, policies: selecting(pod, direction) })),
  );
  const used = directions.flatMap((direction) => {
    const there = perPod.filter((one) => one.direction === direction);
    return policies
      .filter((policy) => there.some((one) => one.policies.includes(policy)))
      .map((policy) => ({ policy, direction }));
  });
  const groups = perPod.flatMap(({ policies: those, direction }) =>
    groupsOf(those, direction)
      .filter((group) => group.policies.length > 1)
      .map((group) => groupChainOf(group, direction)),
  );
  const filter = [
    ...filterChains(tunnel),
    ...directions.flatMap((direction) => dispatch(own, direction)),
    ...perPod.map(({ pod, direction, policies: those }) => endpointChain(pod, those, direction)),
    ...once(groups),
    ...used.map(({ policy, direction }) => policyChain(policy, direction)),
    ...profileChains(own),
  ];
  return {
    iptables: [...lines('raw', rawChains(tunnel), rawHooks(tunnel)), ...lines('filter', filter, filterHooks)],
    ipsets: writtenSets(selectorSets(used, pods)),
  };
}

const profileChains = (own: readonly Endpoint[]): readonly Chain[] =>
  [...new Set(own.map(({ namespace }) => namespace))].flatMap((namespace) =>
    directions.map((direction) => ({
      name: profileChainName(namespace, direction),
      rules: [rule(set('accept'), `Pods of the namespace ${namespace} are open unless policies say else.`)],
    })),
  );

/** The pods that rules of the node's policies choose, one set for each selector. */
function selectorSets(
  used: readonly { readonly policy: Policy; readonly direction: Direction }[],
  pods: readonly Endpoint[],
): readonly AddressSet[] {
  const found = used.flatMap(({ policy, direction }) =>
    (policy.rules[direction] ?? []).flatMap(({ peer, who }) => {
      if (!peer) return [];
      const members = pods.filter((pod) => peer.matches(labelsOf(pod)));
      return [
        {
          name: setName(selectorId(peer.text)),
          members: members.map(({ address }) => address),
          about: `Addresses of ${who}: ${members.map(({ name }) => name).join(', ') || 'none'}.`,
        },
      ];
    }),
  );
  return once(found);
}

const once = <T extends { readonly name: string }>(things: readonly T[]): readonly T[] => [
  ...new Map(things.map((thing) => [thing.name, thing])).values(),
];
