/**
 * What pods send and get (StaticFilterForwardChains, filterWorkloadToHostChain in felix/rules/static.go). What a pod sends, to other
 * pods and to the node itself, passes the pod's own chain; what goes to a pod passes that pod's; both say "accepted" by
 * returning, and the last rule of FORWARD lets it through.
 *
 * cali-wl-to-host accepts, as Calico's manifests set DefaultEndpointToHostAction.
 */
import { dispatchChains } from './dispatch.ts';
import { clear, isSet } from './mark.ts';
import { type Chain, open, type Rule, rule } from './rule.ts';

export const forwardChains: readonly Chain[] = [
  {
    name: 'cali-FORWARD',
    about: 'felix and what passes the node.',
    rules: [
      rule(
        clear('pass', 'scratch0', 'scratch1'),
        "felix's marks begin anew, whatever other rules left in them.",
        { drop: 'Policies write these marks before they look at them, and none of Kubernetes sets "pass".' },
      ),
      rule(`-i cali+ -j ${dispatchChains.egress}`, 'From a pod: what may it send?'),
      rule(`-o cali+ -j ${dispatchChains.ingress}`, 'To a pod: what may reach it?'),
    ],
  },
  {
    name: 'cali-wl-to-host',
    about: 'What pods send to their own node.',
    rules: [
      rule(`-j ${dispatchChains.egress}`, 'From a pod: what may it send?'),
      rule('-j ACCEPT', 'The node itself is open to its pods.', open('INPUT')),
    ],
  },
];

/** felix puts its chains before all others, and its last word behind them (StaticFilterForwardAppendRules). */
export const forwardHooks: readonly Rule[] = [
  rule('-I FORWARD -j cali-FORWARD', 'felix is asked before other rules.'),
  rule(
    `-A FORWARD ${isSet('accept')} -j ACCEPT`,
    'What policies accepted may pass, whatever the policy of FORWARD is.',
    open('FORWARD'),
  ),
];
