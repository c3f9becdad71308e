/**
 * The chains and rules that kube-proxy writes whatever the services are (iptablesJumpChains and syncProxyRules in
 * pkg/proxy/iptables/proxier.go). Rules with an nfacct counter are left out, as kube-proxy leaves them out where the kernel
 * lacks it.
 */
import { comment, type KubeChain, type KubeRule, type KubeTable } from './kube-rule.ts';

/** Bit 14, the default of `--iptables-masquerade-bit`. */
const mark = '0x4000';
const marked = `${mark}/${mark}`;

export const masquerade = 'KUBE-MARK-MASQ';

const chain = (table: KubeTable, name: string, about: string): KubeChain => ({ table, name, about });

export const baseChains: readonly KubeChain[] = [
  chain('filter', 'KUBE-SERVICES', 'Cluster IPs without endpoints.'),
  chain('filter', 'KUBE-EXTERNAL-SERVICES', 'External addresses and node ports without endpoints.'),
  chain('filter', 'KUBE-FORWARD', 'Forwarded packets of services.'),
  chain('filter', 'KUBE-NODEPORTS', 'Health check node ports.'),
  chain('filter', 'KUBE-PROXY-FIREWALL', "Load balancers' addresses with source ranges."),
  chain('filter', 'KUBE-FIREWALL', 'Packets from other hosts to 127.0.0.0/8.'),
  chain('nat', 'KUBE-SERVICES', 'One rule for each address of a service, then the node ports.'),
  chain('nat', 'KUBE-NODEPORTS', 'One rule for each node port.'),
  chain('nat', 'KUBE-POSTROUTING', 'Masquerades the packets with the mark of kube-proxy.'),
  chain('nat', masquerade, 'Marks packets that need the node as their source.'),
];

/** kube-proxy watches these chains: when one has gone, another program flushed the rules, and kube-proxy writes all of them again. */
export const canaries: readonly KubeChain[] = (['mangle', 'nat', 'filter'] as const).map((table) =>
  chain(
    table,
    'KUBE-PROXY-CANARY',
    `kube-proxy writes all rules again when this chain of ${table} has gone.`,
  ),
);

const jump = (table: KubeTable, from: string, to: string, match: string, about: string): KubeRule => ({
  ...{ table, chain: from, about },
  text: [match, `-j ${to}`].filter((part) => part !== '').join(' '),
});

const fresh = '-m conntrack --ctstate NEW';
const portals = comment('kubernetes service portals');
const external = `${fresh} ${comment('kubernetes externally-visible service portals')}`;
const firewall = `${fresh} ${comment('kubernetes load balancer firewall')}`;
const health = comment('kubernetes health check service ports');

/** In the order in which kube-proxy inserts them, so the last of a built-in chain comes first. */
export const jumps: readonly KubeRule[] = [
  jump('filter', 'INPUT', 'KUBE-EXTERNAL-SERVICES', external, 'Check new connections to external addresses.'),
  jump(
    'filter',
    'FORWARD',
    'KUBE-EXTERNAL-SERVICES',
    external,
    'Check new connections to external addresses.',
  ),
  jump('filter', 'INPUT', 'KUBE-NODEPORTS', health, 'Accept health checks of load balancers.'),
  jump('filter', 'FORWARD', 'KUBE-SERVICES', `${fresh} ${portals}`, 'Check new connections to services.'),
  jump(
    'filter',
    'OUTPUT',
    'KUBE-SERVICES',
    `${fresh} ${portals}`,
    'Check new connections of the node itself.',
  ),
  jump(
    'filter',
    'FORWARD',
    'KUBE-FORWARD',
    comment('kubernetes forwarding rules'),
    'Accept packets of services.',
  ),
  ...['INPUT', 'OUTPUT', 'FORWARD'].map((from) =>
    jump(
      'filter',
      from,
      'KUBE-PROXY-FIREWALL',
      firewall,
      "Check new connections to load balancers' addresses.",
    ),
  ),
  ...['INPUT', 'OUTPUT'].map((from) =>
    jump('filter', from, 'KUBE-FIREWALL', '', 'Check packets to 127.0.0.0/8.'),
  ),
  ...['OUTPUT', 'PREROUTING'].map((from) =>
    jump('nat', from, 'KUBE-SERVICES', portals, 'Services get the address of one of their pods.'),
  ),
  jump(
    'nat',
    'POSTROUTING',
    'KUBE-POSTROUTING',
    comment('kubernetes postrouting rules'),
    "Marked packets get the node's address.",
  ),
];

const rule = (table: KubeTable, name: string, text: string, about: string): KubeRule => ({
  ...{ table, chain: name, text, about },
});

/** In FORWARD, modes iptables and ipvs. */
export const forwardRules: readonly KubeRule[] = [
  rule(
    'filter',
    'KUBE-FORWARD',
    `${comment('kubernetes forwarding rules')} -m mark --mark ${marked} -j ACCEPT`,
    'Accept packets to be masqueraded, even if the policy of FORWARD is DROP.',
  ),
  rule(
    'filter',
    'KUBE-FORWARD',
    `${comment('kubernetes forwarding conntrack rule')} -m conntrack --ctstate RELATED,ESTABLISHED -j ACCEPT`,
    'Accept the other packets of accepted connections.',
  ),
];

/** The mark, and what it does. */
export const masqueradeRules: readonly KubeRule[] = [
  rule('nat', masquerade, `-j MARK --or-mark ${mark}`, `Set bit ${mark} of the mark.`),
  rule(
    'nat',
    'KUBE-POSTROUTING',
    `-m mark ! --mark ${marked} -j RETURN`,
    'Packets without the mark keep their source.',
  ),
  rule(
    'nat',
    'KUBE-POSTROUTING',
    `-j MARK --xor-mark ${mark}`,
    'Clear the mark, so that an encapsulated packet is not masqueraded again.',
  ),
  rule(
    'nat',
    'KUBE-POSTROUTING',
    `${comment('kubernetes service traffic requiring SNAT')} -j MASQUERADE --random-fully`,
    'The source becomes the address of the outgoing interface.',
  ),
];

export const baseRules: readonly KubeRule[] = [
  rule(
    'filter',
    'KUBE-FIREWALL',
    `${comment('block incoming localnet connections')} -d 127.0.0.0/8 ! -s 127.0.0.0/8 -m conntrack ! --ctstate RELATED,ESTABLISHED,DNAT -j DROP`,
    'With route_localnet, another host could otherwise reach 127.0.0.1 of the node (CVE-2020-8558).',
  ),
  rule(
    'filter',
    'KUBE-FORWARD',
    '-m conntrack --ctstate INVALID -j DROP',
    'conntrack does not translate an invalid packet back, so the client would answer it with a reset.',
  ),
  ...forwardRules,
  ...masqueradeRules,
];

/** kube-proxy writes it after the rules of all services. */
export const nodePortsLast: KubeRule = rule(
  'nat',
  'KUBE-SERVICES',
  `${comment('kubernetes service nodeports; NOTE: this must be the last rule in this chain')} -m addrtype --dst-type LOCAL -j KUBE-NODEPORTS`,
  'Connections to any address of the node may be for a node port.',
);
