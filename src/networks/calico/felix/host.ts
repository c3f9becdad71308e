/**
 * Packets to and from the node itself (filterInputChain, filterOutputChain in felix/rules/static.go). Tunnels are
 * accepted only from and to nodes of the cluster; packets from pods pass their policies. Packets to the node's own pods
 * pass none of these chains: a node can always reach its pods.
 */
import { setName } from './name.ts';
import { type Chain, type FelixRule, rule } from './rule.ts';
import type { Tunnel } from './tunnel.ts';

const vxlan = '-p udp -m multiport --dports 4789';
const vxlanNodes = setName('all-vxlan-net');
const allNodes = setName('all-hosts-net');

/** `policed`: the node has chains for its pods. */
export const hostChains = (tunnel: Tunnel | undefined, policed: boolean): readonly Chain[] =>
  tunnel === undefined && !policed
    ? []
    : [
        {
          name: 'cali-INPUT',
          about: 'The chain of felix for packets to the node itself.',
          rules: [...(tunnel ? tunnels[tunnel].in : []), ...(policed ? [fromPods] : [])],
        },
        {
          name: 'cali-OUTPUT',
          about: 'The chain of felix for packets from the node itself.',
          rules: [...(policed ? [toOwnPods] : []), ...(tunnel ? tunnels[tunnel].out : [])],
        },
      ];

const fromPods = rule(
  '-i cali+ -g cali-wl-to-host',
  'Apply policies to packets from pods to their own node.',
);
const toOwnPods = rule(
  '-o cali+ -j RETURN',
  'Policies do not apply to packets from a node to its own pods: kubelet probes them.',
);

export const hostHooks: readonly FelixRule[] = [
  rule('-I INPUT -j cali-INPUT', 'Run the chain of felix before other rules.'),
  rule('-I OUTPUT -j cali-OUTPUT', 'Run the chain of felix before other rules.'),
];

const ipipIn = [
  rule(
    `-p 4 -m set --match-set ${allNodes} src -m addrtype --dst-type LOCAL -j ACCEPT`,
    'Accept IPIP from nodes of the cluster.',
  ),
  rule('-p 4 -j DROP', 'Drop IPIP from other sources.'),
];
const ipipOut = [
  rule(
    `-p 4 -m set --match-set ${allNodes} dst -m addrtype --src-type LOCAL -j ACCEPT`,
    'Accept IPIP to nodes of the cluster.',
  ),
];
const vxlanIn = [
  rule(
    `${vxlan} -m set --match-set ${vxlanNodes} src -m addrtype --dst-type LOCAL -j ACCEPT`,
    'Accept VXLAN from other nodes of the cluster.',
  ),
  rule(`${vxlan} -m addrtype --dst-type LOCAL -j DROP`, 'Drop VXLAN from other sources.'),
];
const vxlanOut = [
  rule(
    `${vxlan} -m addrtype --src-type LOCAL -m set --match-set ${vxlanNodes} dst -j ACCEPT`,
    'Accept VXLAN to other nodes of the cluster.',
  ),
];

const tunnels = {
  tunl0: { in: ipipIn, out: ipipOut },
  'vxlan.calico': { in: vxlanIn, out: vxlanOut },
} as const;
