/** The chains, sets, maps and rules that kube-proxy writes even without services (setupNFTables and nftablesJumpChains in pkg/proxy/nftables/proxier.go). */
import { add, addElement, addRule, type NftCommand } from './command.ts';

/** Bit 14, the default of `--iptables-masquerade-bit`. */
const mark = '0x4000';

export const masquerade = 'mark-for-masquerade';
export const rejectChain = 'reject-chain';

const baseChain = (name: string, type: string, hook: string, priority: number, about: string): NftCommand =>
  add('chain', `${name} { type ${type} hook ${hook} priority ${priority} ; }`, about);

const baseChains: readonly NftCommand[] = [
  baseChain(
    'filter-prerouting-pre-dnat',
    'filter',
    'prerouting',
    -110,
    'Received packets, while they still have the address of the service.',
  ),
  baseChain(
    'filter-output-pre-dnat',
    'filter',
    'output',
    -110,
    "The node's own packets, while they still have the address of the service.",
  ),
  baseChain('filter-forward', 'filter', 'forward', 0, 'Forwarded packets.'),
  baseChain('filter-input', 'filter', 'input', 0, 'Packets to the node itself.'),
  baseChain('filter-output', 'filter', 'output', 0, "The node's own packets, after translation."),
  baseChain('nat-output', 'nat', 'output', -100, "The node's own connections."),
  baseChain('nat-postrouting', 'nat', 'postrouting', 100, 'Connections that leave the node.'),
  baseChain('nat-prerouting', 'nat', 'prerouting', -100, 'Connections from pods and other hosts.'),
];

const plainChains: readonly NftCommand[] = [
  add('chain', 'cluster-ips-check', 'Connections to a cluster IP that no rule translated.'),
  add('chain', 'firewall-check', "Source ranges of load balancers' addresses."),
  add('chain', 'nodeport-endpoints-check', 'Node ports without endpoints.'),
  add('chain', 'service-endpoints-check', 'Addresses without endpoints.'),
  add('chain', 'services', 'Services get the address of one of their pods.'),
  add('chain', masquerade, 'Marks packets that need the node as their source.'),
  add('chain', 'masquerading', 'Masquerades the packets with the mark of kube-proxy.'),
  add(
    'chain',
    `${rejectChain} { comment "helper for @no-endpoint-services / @no-endpoint-nodeports" ; }`,
    'An element of a map cannot reject, so it goes to this chain.',
  ),
];

const jump = (from: string, to: string, about: string): NftCommand =>
  addRule(from, `ct state new jump ${to}`, about);

const endpointsCheck = 'Check new connections to addresses without endpoints.';
const clusterIpsCheck = 'Check new connections to cluster IPs.';
const firewallCheck = "Check the source of new connections to load balancers' addresses.";

/** Jumps to chains, in the order of the hooks in kube-proxy's list. */
const jumps: readonly NftCommand[] = [
  jump('filter-prerouting-pre-dnat', 'firewall-check', firewallCheck),
  jump('filter-output-pre-dnat', 'firewall-check', firewallCheck),
  jump('filter-input', 'nodeport-endpoints-check', 'Check new connections to node ports without endpoints.'),
  jump('filter-input', 'service-endpoints-check', endpointsCheck),
  jump('filter-forward', 'service-endpoints-check', endpointsCheck),
  jump('filter-forward', 'cluster-ips-check', clusterIpsCheck),
  jump('filter-output', 'service-endpoints-check', endpointsCheck),
  jump('filter-output', 'cluster-ips-check', clusterIpsCheck),
  addRule('nat-output', 'jump services', 'Services get the address of one of their pods.'),
  addRule('nat-prerouting', 'jump services', 'Services get the address of one of their pods.'),
  addRule('nat-postrouting', 'jump masquerading', "Marked packets get the node's address."),
];

const masqueradeRules: readonly NftCommand[] = [
  addRule(masquerade, `mark set mark or ${mark}`, `Set bit ${mark} of the mark.`),
  addRule('masquerading', `mark and ${mark} == 0 return`, 'Packets without the mark keep their source.'),
  addRule(
    'masquerading',
    `mark set mark xor ${mark}`,
    'Clear the mark, so that an encapsulated packet is not masqueraded again.',
  ),
  addRule(
    'masquerading',
    'masquerade fully-random',
    'The source becomes the address of the outgoing interface.',
  ),
];

const set = (name: string, comment: string, about: string): NftCommand =>
  add('set', `${name} { type ipv4_addr ; comment "${comment}" ; }`, about);

const map = (name: string, key: string, comment: string, about: string): NftCommand =>
  add('map', `${name} { type ${key} : verdict ; comment "${comment}" ; }`, about);

const addressKey = 'ipv4_addr . inet_proto . inet_service';
const portKey = 'inet_proto . inet_service';

const maps: readonly NftCommand[] = [
  map(
    'firewall-ips',
    addressKey,
    'destinations that are subject to LoadBalancerSourceRanges',
    "Load balancers' addresses with source ranges.",
  ),
  map(
    'no-endpoint-nodeports',
    portKey,
    'vmap to drop or reject packets to service nodeports with no endpoints',
    'Node ports without endpoints, and what happens to their packets.',
  ),
  map(
    'no-endpoint-services',
    addressKey,
    'vmap to drop or reject packets to services with no endpoints',
    'Addresses without endpoints, and what happens to their packets.',
  ),
  map(
    'service-ips',
    addressKey,
    'ClusterIP, ExternalIP and LoadBalancer IP traffic',
    'The address, protocol and port of each service, and the chain that they lead to.',
  ),
  map(
    'service-nodeports',
    portKey,
    'NodePort traffic',
    'The protocol and number of each node port, and the chain that they lead to.',
  ),
];

const lookup = 'ip daddr . meta l4proto . th dport vmap';

/** `primary` is the node's address that accepts node ports; undefined: all but 127.0.0.0/8 do. */
export function baseCommands(serviceCidr: string, primary: string | undefined): readonly NftCommand[] {
  const nodePorts = primary === undefined ? 'ip daddr != 127.0.0.0/8' : 'ip daddr @nodeport-ips';
  return [
    add('table', '{ comment "rules for kube-proxy" ; }', "All of kube-proxy's chains, sets and maps."),
    ...baseChains,
    ...plainChains,
    ...jumps,
    ...masqueradeRules,
    set('cluster-ips', 'Active ClusterIPs', 'Every cluster IP, with and without endpoints.'),
    ...(primary === undefined
      ? []
      : [
          set(
            'nodeport-ips',
            'IPs that accept NodePort traffic',
            'The addresses of the node that accept node ports.',
          ),
          addElement(
            'nodeport-ips',
            primary,
            'The primary address of the node. 127.0.0.1 never accepts node ports.',
          ),
        ]),
    ...maps,
    addRule(
      'cluster-ips-check',
      'ip daddr @cluster-ips reject comment "Reject traffic to invalid ports of ClusterIPs"',
      'The service has no such port: answer that it is unreachable.',
    ),
    addRule(
      'cluster-ips-check',
      `ip daddr { ${serviceCidr} } drop comment "Drop traffic to unallocated ClusterIPs"`,
      'No service has the address, so packets to it do not leave the node.',
    ),
    addRule(
      'firewall-check',
      `${lookup} @firewall-ips`,
      'Addresses with source ranges lead to their firewall.',
    ),
    addRule(rejectChain, 'reject', 'Answer that the port is unreachable.'),
    addRule(
      'services',
      `${lookup} @service-ips`,
      'One look-up finds the service of an address, however many services exist.',
    ),
    addRule(
      'services',
      `${primary === undefined ? 'fib daddr type local ' : ''}${nodePorts} meta l4proto . th dport vmap @service-nodeports`,
      'Connections to the node may be for a node port.',
    ),
    addRule(
      'service-endpoints-check',
      `${lookup} @no-endpoint-services`,
      'Find the verdict for an address without endpoints.',
    ),
    addRule(
      'nodeport-endpoints-check',
      `${nodePorts} meta l4proto . th dport vmap @no-endpoint-nodeports`,
      'Find the verdict for a node port without endpoints.',
    ),
  ];
}
