/**
 * Packets to and from pods (StaticFilterForwardChains, filterWorkloadToHostChain in felix/rules/static.go). Packets
 * from a pod, to other pods and to the node itself, pass the pod's own chain. Packets to a pod pass the chain of that
 * pod. Both chains set a mark and return to accept a packet. The last rule of FORWARD then accepts it.
 *
 * cali-wl-to-host accepts, because Calico's manifests set DefaultEndpointToHostAction.
 */
import { dispatchChains } from './dispatch.ts';
import { clear, isSet } from './mark.ts';
import { type Chain, type FelixRule, rule } from './rule.ts';

export const forwardChains: readonly Chain[] = [
  {
    name: 'cali-FORWARD',
    about: 'The chain of felix for forwarded packets.',
    rules: [
      rule(
        clear('pass', 'scratch0', 'scratch1'),
        'Clear the marks of felix, which other rules may have set.',
      ),
      rule(`-i cali+ -j ${dispatchChains.egress}`, 'Packets from a pod: apply its egress policies.'),
      rule(`-o cali+ -j ${dispatchChains.ingress}`, 'Packets to a pod: apply its ingress policies.'),
    ],
  },
  {
    name: 'cali-wl-to-host',
    about: 'The chain for packets from pods to their own node.',
    rules: [
      rule(`-j ${dispatchChains.egress}`, 'Packets from a pod: apply its egress policies.'),
      rule('-j ACCEPT', 'Accept packets from pods to their own node.'),
    ],
  },
];

/** felix inserts its chains before all others, and appends its last rule (StaticFilterForwardAppendRules). */
export const forwardHooks: readonly FelixRule[] = [
  rule('-I FORWARD -j cali-FORWARD', 'Run the chain of felix before other rules.'),
  rule(
    `-A FORWARD ${isSet('accept')} -j ACCEPT`,
    'Accept packets that policies accepted, even if the policy of FORWARD is DROP.',
  ),
];
