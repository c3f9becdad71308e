/**
 * Packets to and from the node itself (filterInputChain, filterOutputChain in felix/rules/static.go). Tunnels are
 * accepted only from and to nodes of the cluster; packets from pods pass their policies. Packets to the node's own pods
 * pass none of these chains: a node can always reach its pods.
 */
import { clearAll, hostAccepted, isSet } from './mark.ts';
import { setName } from './name.ts';
import { type Chain, type Hook, jump, rule, unused } from './rule.ts';
import type { Tunnel } from './tunnel.ts';

const vxlan = '-p 17 -m multiport --dports 4789';
const vxlanNodes = setName('all-vxlan-net');
const allNodes = setName('all-hosts-net');

const accepted = rule(`${isSet('accept')} -j ACCEPT`, 'Accept packets that policies accepted.');
const cleared = rule(clearAll, 'Clear the marks of felix.');

export const hostChains = (tunnel: Tunnel | undefined): readonly Chain[] => [
  {
    name: 'cali-INPUT',
    about: 'The chain of felix for packets to the node itself.',
    rules: [
      ...(tunnel ? tunnels[tunnel].in : []),
      rule('-i cali+ -g cali-wl-to-host', 'Apply policies to packets from pods to their own node.'),
      accepted,
      cleared,
      rule('-j cali-from-host-endpoint', 'Policies of host endpoints; a lab has none.'),
      hostAccepted(),
    ],
  },
  {
    name: 'cali-OUTPUT',
    about: 'The chain of felix for packets from the node itself.',
    rules: [
      accepted,
      rule(
        '-o cali+ -j RETURN',
        'Policies do not apply to packets from a node to its own pods: kubelet probes them.',
      ),
      ...(tunnel ? tunnels[tunnel].out : []),
      cleared,
      rule(
        '-m conntrack ! --ctstate DNAT -j cali-to-host-endpoint',
        'Policies of host endpoints; a lab has none.',
      ),
      hostAccepted(),
    ],
  },
  ...hostEndpoints,
];

/** Empty in each table: a lab has no host endpoints. */
export const hostEndpoints: readonly Chain[] = [
  unused('cali-from-host-endpoint', 'Packets from host endpoints.'),
  unused('cali-to-host-endpoint', 'Packets to host endpoints.'),
];

export const hostHooks: readonly Hook[] = [jump('INPUT'), jump('OUTPUT')];

const ipipIn = [
  rule(
    `-p 4 -m set --match-set ${allNodes} src -m addrtype --dst-type LOCAL -j ACCEPT`,
    'Accept IPIP from nodes of the cluster.',
    'Allow IPIP packets from Calico hosts',
  ),
  rule('-p 4 -j DROP', 'Drop IPIP from other sources.', 'Drop IPIP packets from non-Calico hosts'),
];
const ipipOut = [
  rule(
    `-p 4 -m set --match-set ${allNodes} dst -m addrtype --src-type LOCAL -j ACCEPT`,
    'Accept IPIP to nodes of the cluster.',
    'Allow IPIP packets to other Calico hosts',
  ),
];
const vxlanIn = [
  rule(
    `${vxlan} -m set --match-set ${vxlanNodes} src -m addrtype --dst-type LOCAL -j ACCEPT`,
    'Accept VXLAN from other nodes of the cluster.',
    'Allow IPv4 VXLAN packets from allowed hosts',
  ),
  rule(
    `${vxlan} -m addrtype --dst-type LOCAL -j DROP`,
    'Drop VXLAN from other sources.',
    'Drop IPv4 VXLAN packets from non-allowed hosts',
  ),
];
const vxlanOut = [
  rule(
    `${vxlan} -m addrtype --src-type LOCAL -m set --match-set ${vxlanNodes} dst -j ACCEPT`,
    'Accept VXLAN to other nodes of the cluster.',
    'Allow IPv4 VXLAN packets to other allowed hosts',
  ),
];

const tunnels = {
  tunl0: { in: ipipIn, out: ipipOut },
  'vxlan.calico': { in: vxlanIn, out: vxlanOut },
} as const;
