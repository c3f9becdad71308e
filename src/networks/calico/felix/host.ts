/**
 * What the node itself gets and sends (filterInputChain, filterOutputChain in felix/rules/static.go): tunnels from and to nodes of
 * the cluster only, and what comes from pods as their policies say. What goes to its own pods passes none of these: a node may
 * always reach them.
 */
import { setName } from './name.ts';
import { type Chain, open, type Rule, rule } from './rule.ts';
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
          about: 'felix and what the node itself gets.',
          rules: [...(tunnel ? tunnels[tunnel].in : []), ...(policed ? [fromPods] : [])],
        },
        {
          name: 'cali-OUTPUT',
          about: 'felix and what the node itself sends.',
          rules: [...(policed ? [toOwnPods] : []), ...(tunnel ? tunnels[tunnel].out : [])],
        },
      ];

const fromPods = rule('-i cali+ -g cali-wl-to-host', 'What pods send to their own node is judged too.');
const toOwnPods = rule(
  '-o cali+ -j RETURN',
  'A node may reach its own pods, whatever policies say: its kubelet asks how they are.',
  open('OUTPUT'),
);

export const hostHooks: readonly Rule[] = [
  rule('-I INPUT -j cali-INPUT', 'felix is asked before other rules.'),
  rule('-I OUTPUT -j cali-OUTPUT', 'felix is asked before other rules.', open('OUTPUT')),
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
    open('OUTPUT'),
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
    open('OUTPUT'),
  ),
];

const tunnels = {
  tunl0: { in: ipipIn, out: ipipOut },
  'vxlan.calico': { in: vxlanIn, out: vxlanOut },
} as const;
