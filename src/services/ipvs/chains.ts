/** kube-proxy's chains and rules in mode ipvs (iptablesJumpChain and writeIptablesRules in pkg/proxy/ipvs/proxier.go). */
import { forwardRules, masquerade, masqueradeRules } from '../iptables/base-chains.ts';
import { comment, type KubeChain, type KubeRule, type KubeTable, kubeRule } from '../iptables/kube-rule.ts';
import type { SetMembers, SetName } from './sets.ts';

const chain = (table: KubeTable, name: string, about: string): KubeChain => ({ table, name, about });

export const chains: readonly KubeChain[] = [
  chain('nat', 'KUBE-SERVICES', 'Packets to services: which are masqueraded.'),
  chain('nat', 'KUBE-POSTROUTING', 'Masquerades the packets with the mark of kube-proxy.'),
  chain('nat', 'KUBE-NODE-PORT', 'Packets to addresses of the node: which are masqueraded.'),
  chain('nat', 'KUBE-LOAD-BALANCER', "Packets to load balancers' addresses: which are masqueraded."),
  chain('nat', masquerade, 'Marks packets that need the node as their source.'),
  chain('filter', 'KUBE-FORWARD', 'Forwarded packets of services.'),
  chain('filter', 'KUBE-NODE-PORT', 'Health check node ports.'),
  chain('filter', 'KUBE-PROXY-FIREWALL', "Load balancers' addresses with source ranges."),
  chain('filter', 'KUBE-SOURCE-RANGES-FIREWALL', 'Source ranges of load balancers.'),
  chain('filter', 'KUBE-IPVS-FILTER', 'Other ports of the addresses of kube-ipvs0.'),
  chain('filter', 'KUBE-IPVS-OUT-FILTER', "The node's own packets to load balancers that do not allow it."),
];

const jump = (table: KubeTable, from: string, to: string, words: string, about: string): KubeRule =>
  kubeRule(table, from, `${comment(words)} -j ${to}`, about);

const portals = 'kubernetes service portals';
const firewall = 'kube-proxy firewall rules';
const access = 'kubernetes ipvs access filter';

/** In the order in which kube-proxy inserts them, so the last of a built-in chain comes first. */
export const jumps: readonly KubeRule[] = [
  jump('nat', 'OUTPUT', 'KUBE-SERVICES', portals, 'Mark what needs the node as its source.'),
  jump('nat', 'PREROUTING', 'KUBE-SERVICES', portals, 'Mark what needs the node as its source.'),
  jump(
    'nat',
    'POSTROUTING',
    'KUBE-POSTROUTING',
    'kubernetes postrouting rules',
    "Marked packets get the node's address.",
  ),
  jump('filter', 'FORWARD', 'KUBE-FORWARD', 'kubernetes forwarding rules', 'Accept packets of services.'),
  jump('filter', 'INPUT', 'KUBE-NODE-PORT', 'kubernetes health check rules', 'Accept health checks.'),
  ...['INPUT', 'FORWARD'].map((from) =>
    jump('filter', from, 'KUBE-PROXY-FIREWALL', firewall, "Check packets to load balancers' addresses."),
  ),
  jump(
    'filter',
    'INPUT',
    'KUBE-IPVS-FILTER',
    access,
    'Keep processes of the node off the addresses of services.',
  ),
  jump('filter', 'OUTPUT', 'KUBE-IPVS-OUT-FILTER', access, "Check the node's own packets to load balancers."),
];

interface SetRule {
  readonly set: SetName;
  readonly table: 'nat' | 'filter';
  readonly from: string;
  /** `-p tcp ` */
  readonly protocol?: 'tcp' | 'udp' | 'sctp';
  readonly match: string;
  readonly to: string;
  readonly words: string;
  readonly about: string;
}

const local = 'with externalTrafficPolicy=local';
const masking = 'for masquerade purpose';
const hash = "with type 'hash ip:port'";
const nodePorts = (protocol: 'tcp' | 'udp' | 'sctp'): readonly SetRule[] => {
  const name = protocol.toUpperCase();
  const [suffix, match, more] = protocol === 'sctp' ? ['-HASH', 'dst,dst', ` ${hash}`] : ['', 'dst', ''];
  const common = { table: 'nat', from: 'KUBE-NODE-PORT', protocol, match } as const;
  return [
    {
      ...{ ...common, set: `KUBE-NODE-PORT-LOCAL-${name}${suffix}` as SetName, to: 'RETURN' },
      words: `Kubernetes nodeport ${name} port ${local}${more}`,
      about: 'Policy Local keeps the source.',
    },
    {
      ...{ ...common, set: `KUBE-NODE-PORT-${name}${suffix}` as SetName, to: masquerade },
      words: `Kubernetes nodeport ${name} port ${masking}${more}`,
      about: 'Masquerade, so that the reply returns through this node.',
    },
  ];
};

/** The rules that kube-proxy writes only if the set has members (ipsetWithIptablesChain), in its order. */
const setRules: readonly SetRule[] = [
  {
    ...{
      set: 'KUBE-LOOP-BACK',
      table: 'nat',
      from: 'KUBE-POSTROUTING',
      match: 'dst,dst,src',
      to: 'MASQUERADE',
    },
    words: 'Kubernetes endpoints dst ip:port, source ip for solving hairpin purpose',
    about: 'A pod reached itself: masquerade, or it would drop a packet from its own address.',
  },
  {
    ...{ set: 'KUBE-LOAD-BALANCER', table: 'nat', from: 'KUBE-SERVICES', match: 'dst,dst' },
    ...{ to: 'KUBE-LOAD-BALANCER', words: 'Kubernetes service lb portal' },
    about: "Packets to load balancers' addresses.",
  },
  {
    ...{
      set: 'KUBE-LOAD-BALANCER-LOCAL',
      table: 'nat',
      from: 'KUBE-LOAD-BALANCER',
      match: 'dst,dst',
      to: 'RETURN',
    },
    words: `Kubernetes service load balancer ip + port ${local}`,
    about: 'Policy Local keeps the source.',
  },
  {
    ...{ set: 'KUBE-LOAD-BALANCER-FW', table: 'filter', from: 'KUBE-PROXY-FIREWALL', match: 'dst,dst' },
    ...{ to: 'KUBE-SOURCE-RANGES-FIREWALL' },
    words: 'Kubernetes service load balancer ip + port for load balancer with sourceRange',
    about: 'This load balancer has source ranges.',
  },
  {
    ...{ set: 'KUBE-LOAD-BALANCER-SOURCE-CIDR', table: 'filter', from: 'KUBE-SOURCE-RANGES-FIREWALL' },
    ...{ match: 'dst,dst,src', to: 'RETURN' },
    words: 'Kubernetes service load balancer ip + port + source cidr for packet filter purpose',
    about: 'The source is in a range.',
  },
  {
    ...{ set: 'KUBE-LOAD-BALANCER-SOURCE-IP', table: 'filter', from: 'KUBE-SOURCE-RANGES-FIREWALL' },
    ...{ match: 'dst,dst,src', to: 'RETURN' },
    words: 'Kubernetes service load balancer ip + port + source IP for packet filter purpose',
    about: 'The node itself may use the load balancer.',
  },
  ...nodePorts('tcp'),
  ...nodePorts('udp'),
  ...nodePorts('sctp'),
];

export interface ChainSetting {
  readonly podCidr: string;
  readonly masqueradeAll: boolean;
}

/** All rules. kube-proxy writes the table nat, then the table filter. */
export function rules(
  members: SetMembers,
  setting: ChainSetting,
  denied: readonly KubeRule[],
): readonly KubeRule[] {
  const has = (set: SetName): boolean => (members.get(set)?.size ?? 0) > 0;
  const found = setRules
    .filter(({ set }) => has(set))
    .map(({ set, table, from, protocol, match, to, words, about }) =>
      kubeRule(
        table,
        from,
        `${protocol === undefined ? '' : `-p ${protocol} `}${comment(words)} -m set --match-set ${set} ${match} -j ${to}`,
        about,
      ),
    );
  const all = [
    kubeRule('nat', 'KUBE-SERVICES', '-s 127.0.0.0/8 -j RETURN', 'Packets from localhost keep their source.'),
    ...found,
    ...(has('KUBE-CLUSTER-IP') ? [clusterIps(setting)] : []),
    ...(has('KUBE-EXTERNAL-IP')
      ? externalIps('KUBE-EXTERNAL-IP', `${masking.replace('purpose', 'and filter purpose')}`)
      : []),
    ...(has('KUBE-EXTERNAL-IP-LOCAL') ? externalIps('KUBE-EXTERNAL-IP-LOCAL', local) : []),
    kubeRule(
      'nat',
      'KUBE-SERVICES',
      '-m addrtype --dst-type LOCAL -j KUBE-NODE-PORT',
      'Packets to any address of the node may be for a node port.',
    ),
    kubeRule(
      'nat',
      'KUBE-LOAD-BALANCER',
      `-j ${masquerade}`,
      'Masquerade, so that the reply returns through this node.',
    ),
    kubeRule('filter', 'KUBE-SOURCE-RANGES-FIREWALL', '-j DROP', 'The source is in no range.'),
    ...denied,
    ...(['KUBE-CLUSTER-IP', 'KUBE-LOAD-BALANCER'] as const)
      .filter(has)
      .map((set) =>
        kubeRule(
          'nat',
          'KUBE-SERVICES',
          `-m set --match-set ${set} dst,dst -j ACCEPT`,
          'No later rule changes these packets.',
        ),
      ),
    ...forwardRules,
    kubeRule(
      'filter',
      'KUBE-NODE-PORT',
      `${comment('Kubernetes health check node port')} -m set --match-set KUBE-HEALTH-CHECK-NODE-PORT dst -j ACCEPT`,
      'Accept health checks of load balancers.',
    ),
    ...accessRules,
    ...masqueradeRules.filter((rule) => rule.chain === 'KUBE-POSTROUTING'),
    ...masqueradeRules.filter((rule) => rule.chain !== 'KUBE-POSTROUTING'),
  ];
  return [...all.filter(({ table }) => table === 'nat'), ...all.filter(({ table }) => table === 'filter')];
}

const clusterIps = ({ podCidr, masqueradeAll }: ChainSetting): KubeRule =>
  kubeRule(
    'nat',
    'KUBE-SERVICES',
    `${comment(`Kubernetes service cluster ip + port ${masking}`)} -m set --match-set KUBE-CLUSTER-IP dst,dst ${masqueradeAll ? '' : `! -s ${podCidr}`} -j ${masquerade}`,
    masqueradeAll
      ? 'Masquerade all connections to cluster IPs.'
      : 'Masquerade connections to cluster IPs that are not from pods, so that the reply returns through this node.',
  );

function externalIps(set: SetName, words: string): readonly KubeRule[] {
  const match = `${comment(`Kubernetes service external ip + port ${words}`)} -m set --match-set ${set} dst,dst`;
  const rule = (text: string, about: string) => kubeRule('nat', 'KUBE-SERVICES', `${match} ${text}`, about);
  return [
    ...(set === 'KUBE-EXTERNAL-IP'
      ? [rule(`-j ${masquerade}`, 'Masquerade, so that the reply returns through this node.')]
      : []),
    rule(
      '-m physdev ! --physdev-is-in -m addrtype ! --src-type LOCAL -j ACCEPT',
      'No later rule changes packets from other machines.',
    ),
    rule('-m addrtype --dst-type LOCAL -j ACCEPT', 'No later rule changes packets to addresses of the node.'),
  ];
}

const reachable = (set: SetName, match: string, about: string): KubeRule =>
  kubeRule('filter', 'KUBE-IPVS-FILTER', `-m set --match-set ${set} ${match} -j RETURN`, about);

const accessRules: readonly KubeRule[] = [
  reachable('KUBE-LOAD-BALANCER', 'dst,dst', 'A port of a service.'),
  reachable('KUBE-CLUSTER-IP', 'dst,dst', 'A port of a service.'),
  reachable('KUBE-EXTERNAL-IP', 'dst,dst', 'A port of a service.'),
  reachable('KUBE-EXTERNAL-IP-LOCAL', 'dst,dst', 'A port of a service.'),
  reachable('KUBE-HEALTH-CHECK-NODE-PORT', 'dst', 'A health check node port.'),
  kubeRule(
    'filter',
    'KUBE-IPVS-FILTER',
    '-m conntrack --ctstate NEW -m set --match-set KUBE-IPVS-IPS dst -j REJECT',
    'Other ports would reach processes of the node that listen on all addresses.',
  ),
];
