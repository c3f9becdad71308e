/**
 * felix, Calico's agent on every node: it converts pods and policies to the rules and sets of one node. Follows Calico
 * v3.29 (felix/rules, felix/calc, libcalico-go) with iptables and the settings of its manifests. Every chain and rule is
 * there, with the comments of felix, also those of features that no lab has. docs/fidelity.md lists what other releases
 * write.
 */

import type { NetworkPolicy } from '../../../kubernetes/network-policy.ts';
import type { SettingFragment } from '../../../model/written.ts';
import { dispatch } from './dispatch.ts';
import type { WorkloadEndpoint } from './endpoint.ts';
import { endpointChain, profileChainName, profilesOf } from './endpoint-chain.ts';
import { forwardChains, forwardHook } from './forward.ts';
import { groupChainOf, groupsOf } from './group.ts';
import { hostChains, hostHooks } from './host.ts';
import { mangleChains, mangleHooks } from './mangle.ts';
import { set } from './mark.ts';
import { selectorId, setName } from './name.ts';
import { type Direction, type Policy, policyOf } from './policy.ts';
import { policyChain, titled } from './policy-chain.ts';
import { rawChains, rawHooks } from './raw.ts';
import { type Chain, lines, rule } from './rule.ts';
import { labelsOf } from './selector.ts';
import { type AddressSet, writtenSets } from './set.ts';
import type { Tunnel } from './tunnel.ts';

interface Felix {
  readonly iptables: SettingFragment<'iptables'>;
  readonly ipsets: SettingFragment<'ipsets'>;
}

const directions = ['ingress', 'egress'] as const;

/** `pods` are those of all nodes, because policies refer to pods on any node. */
export function felix(
  node: string,
  pods: readonly WorkloadEndpoint[],
  policies: readonly NetworkPolicy[],
  tunnel: Tunnel | undefined,
): Felix {
  const { chains, sets } = police(node, pods, policies);
  return {
    iptables: [
      ...lines('raw', rawChains(tunnel), rawHooks),
      ...lines('mangle', mangleChains, mangleHooks),
      ...lines('filter', [...hostChains(tunnel), ...chains], [...hostHooks, forwardHook]),
    ],
    ipsets: writtenSets(sets),
  };
}

/** The chains and sets for the pods of a node. */
function police(node: string, pods: readonly WorkloadEndpoint[], written: readonly NetworkPolicy[]) {
  const own = pods.filter((pod) => pod.node === node);
  const policies = written.map(policyOf);
  const perPod = own.flatMap((pod) =>
    directions.map((direction) => ({
      pod,
      direction,
      policies: policies.filter(({ rules, selector }) => rules[direction] && selector.matches(labelsOf(pod))),
    })),
  );
  const used = directions.flatMap((direction) => {
    const there = perPod.filter((one) => one.direction === direction);
    const selecting = new Set(there.flatMap((one) => one.policies));
    return policies.filter((policy) => selecting.has(policy)).map((policy) => ({ policy, direction }));
  });
  const groups = perPod.flatMap(({ policies: those, direction }) =>
    groupsOf(those, direction)
      .filter((group) => group.policies.length > 1)
      .map((group) => groupChainOf(group, direction)),
  );
  return {
    chains: [
      ...forwardChains,
      ...directions.flatMap((direction) => dispatch(own, direction)),
      ...perPod.map(({ pod, direction, policies: those }) => endpointChain(pod, those, direction)),
      ...once(groups),
      ...used.map(({ policy, direction }) => policyChain(policy, direction)),
      ...profileChains(own),
    ],
    sets: selectorSets(used, pods),
  };
}

const profileChains = (own: readonly WorkloadEndpoint[]): readonly Chain[] =>
  [...new Set(own.flatMap(profilesOf))].flatMap((profile) =>
    directions.map((direction) => ({
      name: profileChainName(profile, direction),
      about: `The profile ${profile}.`,
      rules: titled(
        profile.startsWith('kns.')
          ? [rule(set('accept'), 'Accept packets of pods that no policy selects.')]
          : [],
        `Profile ${profile} ${direction}`,
      ),
    })),
  );

/** The pods that the rules of the node's policies select: one set for each selector. */
function selectorSets(
  used: readonly { readonly policy: Policy; readonly direction: Direction }[],
  pods: readonly WorkloadEndpoint[],
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
