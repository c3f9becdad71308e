/**
 * The chains of the filter table that every node has (felix/rules/static.go). What a pod sends, to other pods and to the node
 * itself, passes the pod's own chain; what goes to a pod passes that pod's; both say "accepted" by returning, and the last rule
 * of FORWARD lets it through. What the node itself sends to its pods passes none: a node may always reach them.
 *
 * cali-wl-to-host accepts, as Calico's manifests set DefaultEndpointToHostAction.
 */

import { dispatchChains } from './dispatch.ts';
import { clear, isSet } from './mark.ts';
import { setName } from './name.ts';
import { type Chain, type Rule, rule } from './rule.ts';
import type { Tunnel } from './tunnel.ts';

const vxlan = '-p udp -m multiport --dports 4789';
const vxlanNodes = setName('all-vxlan-net');
const allNodes = setName('all-hosts-net');

export function filterChains(tunnel: Tunnel): readonly Chain[] {
  return [
    {
      name: 'cali-FORWARD',
      rules: [
        rule(
          clear('pass', 'scratch0', 'scratch1'),
          "felix's marks begin anew, whatever other rules left in them.",
        ),
        rule(`-i cali+ -j ${dispatchChains.egress}`, 'From a pod: what may it send?'),
        rule(`-o cali+ -j ${dispatchChains.ingress}`, 'To a pod: what may reach it?'),
      ],
    },
    {
      name: 'cali-INPUT',
      rules: [
        ...(tunnel === 'tunl0' ? ipipIn : []),
        ...(tunnel === 'vxlan.calico' ? vxlanIn : []),
        rule('-i cali+ -g cali-wl-to-host', 'What pods send to their own node is judged too.'),
      ],
    },
    {
      name: 'cali-wl-to-host',
      rules: [
        rule(`-j ${dispatchChains.egress}`, 'From a pod: what may it send?'),
        rule('-j ACCEPT', 'The node itself is open to its pods.'),
      ],
    },
    {
      name: 'cali-OUTPUT',
      rules: [
        rule(
          '-o cali+ -j RETURN',
          'A node may reach its own pods, whatever policies say: its kubelet asks how they are.',
        ),
        ...(tunnel === 'tunl0' ? ipipOut : []),
        ...(tunnel === 'vxlan.calico' ? vxlanOut : []),
      ],
    },
  ];
}

/** felix puts its chains before all others, and its last word behind them (StaticFilterForwardAppendRules). */
export const filterHooks: readonly Rule[] = [
  rule('-I INPUT -j cali-INPUT', 'felix is asked before other rules.'),
  rule('-I FORWARD -j cali-FORWARD', 'felix is asked before other rules.'),
  rule('-I OUTPUT -j cali-OUTPUT', 'felix is asked before other rules.'),
  rule(
    `-A FORWARD ${isSet('accept')} -j ACCEPT`,
    'What policies accepted may pass, whatever the policy of FORWARD is.',
  ),
];

const ipipIn = [
  rule(
    `-p 4 -m set --match-set ${allNodes} src -m addrtype --dst-type LOCAL -j ACCEPT`,
    'IPIP comes from nodes of the cluster.',
  ),
  rule('-p 4 -j DROP', 'IPIP from anybody else is dropped.'),
];
const ipipOut = [
  rule(
    `-p 4 -m set --match-set ${allNodes} dst -m addrtype --src-type LOCAL -j ACCEPT`,
    'IPIP goes to nodes of the cluster.',
  ),
];
const vxlanIn = [
  rule(
    `${vxlan} -m set --match-set ${vxlanNodes} src -m addrtype --dst-type LOCAL -j ACCEPT`,
    'VXLAN comes from other nodes of the cluster.',
  ),
  rule(`${vxlan} -m addrtype --dst-type LOCAL -j DROP`, 'VXLAN from anybody else is dropped.'),
];
const vxlanOut = [
  rule(
    `${vxlan} -m addrtype --src-type LOCAL -m set --match-set ${vxlanNodes} dst -j ACCEPT`,
    'VXLAN goes to other nodes of the cluster.',
  ),
];
