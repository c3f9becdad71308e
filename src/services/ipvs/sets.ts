/**
 * kube-proxy's sets in mode ipvs, in its order (ipsetInfo in pkg/proxy/ipvs/proxier.go), and their members on one node. A set without
 * members exists, too.
 */
import { contains, parseCidr, parseIp } from '../../base/cidr.ts';
import type { SettingFragment } from '../../model/written.ts';
import type { ProxyNode } from '../proxy.ts';
import type { ServicePort, ServiceProtocol } from '../service-port.ts';
import { boundAddresses } from './virtual-services.ts';

type Type = 'hash:ip' | 'hash:ip,port' | 'hash:ip,port,ip' | 'hash:ip,port,net' | 'bitmap:port';

const info = {
  'KUBE-LOOP-BACK': ['hash:ip,port,ip', 'Pods of this node: a pod that reaches itself is masqueraded.'],
  'KUBE-CLUSTER-IP': ['hash:ip,port', 'Cluster IPs with their ports.'],
  'KUBE-EXTERNAL-IP': ['hash:ip,port', 'External addresses.'],
  'KUBE-EXTERNAL-IP-LOCAL': [
    'hash:ip,port',
    'External addresses of services with externalTrafficPolicy Local.',
  ],
  'KUBE-LOAD-BALANCER': ['hash:ip,port', "Load balancers' addresses."],
  'KUBE-LOAD-BALANCER-FW': ['hash:ip,port', "Load balancers' addresses with source ranges."],
  'KUBE-LOAD-BALANCER-LOCAL': [
    'hash:ip,port',
    "Load balancers' addresses of services with externalTrafficPolicy Local.",
  ],
  'KUBE-LOAD-BALANCER-SOURCE-IP': [
    'hash:ip,port,ip',
    'The node may use these load balancers: a range contains its address.',
  ],
  'KUBE-LOAD-BALANCER-SOURCE-CIDR': ['hash:ip,port,net', 'Source ranges of load balancers.'],
  'KUBE-NODE-PORT-TCP': ['bitmap:port', 'TCP node ports.'],
  'KUBE-NODE-PORT-LOCAL-TCP': ['bitmap:port', 'TCP node ports of services with externalTrafficPolicy Local.'],
  'KUBE-NODE-PORT-UDP': ['bitmap:port', 'UDP node ports.'],
  'KUBE-NODE-PORT-LOCAL-UDP': ['bitmap:port', 'UDP node ports of services with externalTrafficPolicy Local.'],
  'KUBE-NODE-PORT-SCTP-HASH': ['hash:ip,port', 'SCTP node ports.'],
  'KUBE-NODE-PORT-LOCAL-SCTP-HASH': [
    'hash:ip,port',
    'SCTP node ports of services with externalTrafficPolicy Local.',
  ],
  'KUBE-HEALTH-CHECK-NODE-PORT': ['bitmap:port', "Ports for load balancers' health checks."],
  'KUBE-IPVS-IPS': ['hash:ip', 'All addresses of kube-ipvs0.'],
} as const satisfies Readonly<Record<string, readonly [Type, string]>>;

export type SetName = keyof typeof info;

export type SetMembers = ReadonlyMap<SetName, ReadonlySet<string>>;

/** The members of each set; an empty set for those without any. */
export function membersOf(ports: readonly ServicePort[], node: ProxyNode): SetMembers {
  const sets = new Map((Object.keys(info) as SetName[]).map((name) => [name, new Set<string>()]));
  for (const port of ports)
    for (const [name, member] of membersOfPort(port, node)) sets.get(name)!.add(member);
  for (const address of boundAddresses(ports, node).keys()) sets.get('KUBE-IPVS-IPS')!.add(address);
  return sets;
}

type Member = readonly [SetName, string];

function membersOfPort(port: ServicePort, node: ProxyNode): readonly Member[] {
  const { protocol, externalLocal, sourceRanges, healthCheckNodePort } = port;
  const at = (address: string, number = port.port): string => `${address},${protocol}:${number}`;
  const ranged = sourceRanges.length > 0;
  return [
    ...port.endpoints
      .filter((one) => one.node === node.name)
      .map((one): Member => ['KUBE-LOOP-BACK', `${at(one.address, one.port)},${one.address}`]),
    ['KUBE-CLUSTER-IP', at(port.clusterIp)],
    ...port.externalIps.map(
      (ip): Member => [externalLocal ? 'KUBE-EXTERNAL-IP-LOCAL' : 'KUBE-EXTERNAL-IP', at(ip)],
    ),
    ...port.loadBalancerIps.flatMap((ip): readonly Member[] => [
      ['KUBE-LOAD-BALANCER', at(ip)],
      ...(externalLocal ? [['KUBE-LOAD-BALANCER-LOCAL', at(ip)] as const] : []),
      ...(ranged ? [['KUBE-LOAD-BALANCER-FW', at(ip)] as const] : []),
      ...sourceRanges.map((range): Member => ['KUBE-LOAD-BALANCER-SOURCE-CIDR', `${at(ip)},${range}`]),
      ...(ranged && rangesContain(port, node)
        ? [['KUBE-LOAD-BALANCER-SOURCE-IP', `${at(ip)},${ip}`] as const]
        : []),
    ]),
    ...nodePortMembers(port, node),
    ...(healthCheckNodePort === undefined
      ? []
      : [['KUBE-HEALTH-CHECK-NODE-PORT', String(healthCheckNodePort)] as const]),
  ];
}

const nodePortSets: Readonly<Record<ServiceProtocol, readonly [all: SetName, local: SetName]>> = {
  tcp: ['KUBE-NODE-PORT-TCP', 'KUBE-NODE-PORT-LOCAL-TCP'],
  udp: ['KUBE-NODE-PORT-UDP', 'KUBE-NODE-PORT-LOCAL-UDP'],
  sctp: ['KUBE-NODE-PORT-SCTP-HASH', 'KUBE-NODE-PORT-LOCAL-SCTP-HASH'],
};

function nodePortMembers(
  { protocol, nodePort, externalLocal }: ServicePort,
  { addresses }: ProxyNode,
): readonly Member[] {
  if (nodePort === undefined) return [];
  const [all, local] = nodePortSets[protocol];
  const members =
    protocol === 'sctp' ? addresses.map((address) => `${address},sctp:${nodePort}`) : [String(nodePort)];
  return members.flatMap((member) => [
    [all, member] as const,
    ...(externalLocal ? [[local, member] as const] : []),
  ]);
}

/** Whether the node may use a load balancer that has source ranges. */
export const rangesContain = ({ sourceRanges }: ServicePort, { address }: ProxyNode): boolean =>
  sourceRanges.some((range) => contains(parseCidr(range)!, parseIp(address)!));

/** The setting `ipsets` of the node. kube-proxy creates all sets first. */
export const setsOf = (members: SetMembers): SettingFragment<'ipsets'> =>
  Object.fromEntries(
    (Object.entries(info) as [SetName, (typeof info)[SetName]][]).map(([name, [type, about]]) => [
      name,
      {
        ...{ type, about, members: [...(members.get(name) ?? [])] },
        ...(type === 'bitmap:port' ? {} : { maxelem: 65_536 }),
      },
    ]),
  );
