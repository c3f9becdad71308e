/**
 * Packets to and from pods (StaticFilterForwardChains, filterWorkloadToHostChain in felix/rules/static.go). Packets
 * from a pod, to other pods and to the node itself, pass the pod's own chain. Packets to a pod pass the chain of that
 * pod. Both chains set a mark and return to accept a packet. A rule at the end of FORWARD then accepts it, and a last
 * one marks what the policy of FORWARD accepts, so that mangle POSTROUTING lets it pass.
 *
 * cali-wl-to-host accepts, because Calico's manifests set DefaultEndpointToHostAction.
 */
import { dispatchChains } from './dispatch.ts';
import { clear, isClear, isSet, set } from './mark.ts';
import { type Chain, type Hook, jump, rule, unused } from './rule.ts';

export const forwardChains: readonly Chain[] = [
  {
    name: 'cali-FORWARD',
    about: 'The chain of felix for forwarded packets.',
    rules: [
      rule(
        clear('pass', 'scratch0', 'scratch1'),
        'Clear the marks of felix, which other rules may have set.',
      ),
      rule(`${isClear('accept')} -j cali-from-hep-forward`, 'Policies of host endpoints; a lab has none.'),
      rule(`-i cali+ -j ${dispatchChains.egress}`, 'Packets from a pod: apply its egress policies.'),
      rule(`-o cali+ -j ${dispatchChains.ingress}`, 'Packets to a pod: apply its ingress policies.'),
      rule('-j cali-to-hep-forward', 'Policies of host endpoints; a lab has none.'),
      rule('-j cali-cidr-block', 'Blocked addresses of services; a lab has none.'),
    ],
  },
  unused('cali-from-hep-forward', 'Packets that arrive from a host endpoint and are forwarded.'),
  unused('cali-to-hep-forward', 'Packets that are forwarded to a host endpoint.'),
  unused('cali-cidr-block', 'Blocked addresses of services.'),
  {
    name: 'cali-wl-to-host',
    about: 'The chain for packets from pods to their own node.',
    rules: [
      rule(`-j ${dispatchChains.egress}`, 'Packets from a pod: apply its egress policies.'),
      rule(
        '-j ACCEPT',
        'Accept packets from pods to their own node.',
        'Configured DefaultEndpointToHostAction',
      ),
    ],
  },
];

/** StaticFilterForwardAppendRules. */
export const forwardHook: Hook = jump('FORWARD', [
  rule(
    `${isSet('accept')} -j ACCEPT`,
    'Accept packets that policies accepted, even if the policy of FORWARD is DROP.',
    'Policy explicitly accepted packet.',
  ),
  rule(set('accept'), 'Mark other packets that FORWARD accepts, for mangle POSTROUTING.'),
]);
