/** The chains and rules for one service port on one node (syncProxyRules in pkg/proxy/iptables/proxier.go). */
import { contains, parseCidr, parseIp } from '../../base/cidr.ts';
import { isExternal, type Usable } from '../categorize.ts';
import type { ProxyNode } from '../proxy.ts';
import type { ServicePort } from '../service-port.ts';
import { masquerade } from './base-chains.ts';
import { endpointRules, selection } from './endpoint-rules.ts';
import { comment, type KubeChain, type KubeRule, kubeRule } from './kube-rule.ts';
import { chainNames, endpointChain } from './names.ts';

export interface RuleSetting {
  readonly podCidr: string;
  readonly masqueradeAll: boolean;
  /** Above 1,000 endpoints, kube-proxy leaves out the comments of rules for endpoints. */
  readonly large: boolean;
}

export interface PortRules {
  readonly chains: readonly KubeChain[];
  readonly lines: readonly KubeRule[];
}

export function portRules(
  port: ServicePort,
  usable: Usable,
  node: ProxyNode,
  setting: RuleSetting,
): PortRules {
  const names = chainNames(port);
  const external = isExternal(port) && usable.any;
  const firewall = usable.any && port.loadBalancerIps.length > 0 && port.sourceRanges.length > 0;
  const chain = (name: string, about: string): KubeChain => ({
    table: 'nat',
    name,
    about: `${port.title}: ${about}`,
  });
  const endpoints = setting.large ? () => '' : comment;
  return {
    chains: [
      ...(external ? [chain(names.external, 'packets to an external address or a node port.')] : []),
      ...(firewall ? [chain(names.firewall, "packets to the load balancer's address.")] : []),
      ...(usable.cluster.length > 0 ? [chain(names.cluster, 'select one of all endpoints.')] : []),
      ...(usable.local.length > 0
        ? [chain(names.local, `select one of the endpoints on ${node.name}.`)]
        : []),
      ...usable.all.map((one) => chain(endpointChain(port, one), `the endpoint ${one.pod}.`)),
    ],
    lines: [
      ...refusals(port, usable),
      ...addresses(port, usable, firewall),
      ...(external ? externalLines(port, usable, setting) : []),
      ...(firewall ? firewallLines(port, node) : []),
      ...masqueraded(port, usable, setting),
      ...selection(port, names.cluster, usable.cluster, endpoints),
      ...selection(port, names.local, usable.local, endpoints),
      ...usable.all.flatMap((one) => endpointRules(port, one, endpoints)),
    ],
  };
}

/** `-m tcp -p tcp -d 10.96.0.10 --dport 80`. */
const to = ({ protocol }: ServicePort, port: number, address?: string): string =>
  `-m ${protocol} -p ${protocol}${address === undefined ? '' : ` -d ${address}`} --dport ${port}`;

/** Rules of the table filter. A packet that had been sent to an endpoint no longer matches them. */
function refusals(port: ServicePort, usable: Usable): readonly KubeRule[] {
  const { title } = port;
  const without = (any: boolean): readonly [target: string, words: string, about: string] =>
    any
      ? ['DROP', 'has no local endpoints', `${title} has endpoints, but not on this node: drop packets.`]
      : ['REJECT', 'has no endpoints', `${title} has no endpoints: answer that the port is unreachable.`];
  const [target, words, about] = without(usable.any);
  const refuse = (chain: string, match: string): KubeRule =>
    kubeRule('filter', chain, `${comment(`${title} ${words}`)} ${match} -j ${target}`, about);
  const external = 'KUBE-EXTERNAL-SERVICES';
  return [
    ...(usable.anyInternal ? [] : [refuse('KUBE-SERVICES', to(port, port.port, port.clusterIp))]),
    ...(usable.anyExternal
      ? []
      : [
          ...[...port.externalIps, ...port.loadBalancerIps].map((ip) =>
            refuse(external, to(port, port.port, ip)),
          ),
          ...(port.nodePort === undefined
            ? []
            : [refuse(external, `-m addrtype --dst-type LOCAL ${to(port, port.nodePort)}`)]),
        ]),
    ...(usable.any && port.sourceRanges.length > 0 ? port.loadBalancerIps : []).map((ip) =>
      kubeRule(
        'filter',
        'KUBE-PROXY-FIREWALL',
        `${comment(`${title} traffic not accepted by ${chainNames(port).firewall}`)} ${to(port, port.port, ip)} -j DROP`,
        `Drop packets to ${ip} from outside the source ranges of ${title}.`,
      ),
    ),
    ...(port.healthCheckNodePort === undefined
      ? []
      : [
          kubeRule(
            'filter',
            'KUBE-NODEPORTS',
            `${comment(`${title} health check node port`)} -m tcp -p tcp --dport ${port.healthCheckNodePort} -j ACCEPT`,
            `Accept the load balancer's health checks for ${title}.`,
          ),
        ]),
  ];
}

/** Each address of the service leads to a chain. */
function addresses(port: ServicePort, usable: Usable, firewall: boolean): readonly KubeRule[] {
  const { title } = port;
  const names = chainNames(port);
  const services = (words: string, ip: string, target: string): KubeRule =>
    kubeRule(
      'nat',
      'KUBE-SERVICES',
      `${comment(`${title} ${words}`)} ${to(port, port.port, ip)} -j ${target}`,
      `Connections to ${ip}:${port.port} are for ${title}.`,
    );
  return [
    ...(usable.anyInternal
      ? [services('cluster IP', port.clusterIp, port.internalLocal ? names.local : names.cluster)]
      : []),
    ...(usable.any ? port.externalIps : []).map((ip) => services('external IP', ip, names.external)),
    ...(usable.any ? port.loadBalancerIps : []).map((ip) =>
      services('loadbalancer IP', ip, firewall ? names.firewall : names.external),
    ),
    ...(usable.any && port.nodePort !== undefined
      ? [
          kubeRule(
            'nat',
            'KUBE-NODEPORTS',
            `${comment(title)} ${to(port, port.nodePort)} -j ${names.external}`,
            `Node port ${port.nodePort} is for ${title}.`,
          ),
        ]
      : []),
  ];
}

function externalLines(port: ServicePort, usable: Usable, { podCidr }: RuleSetting): readonly KubeRule[] {
  const { title } = port;
  const names = chainNames(port);
  const rule = (text: string, about: string): KubeRule => kubeRule('nat', names.external, text, about);
  if (!port.externalLocal)
    return [
      rule(
        `${comment(`masquerade traffic for ${title} external destinations`)} -j ${masquerade}`,
        'Masquerade, so that the reply returns through this node.',
      ),
      rule(`-j ${names.cluster}`, `Select one of all endpoints of ${title}.`),
    ];
  return [
    rule(
      `${comment(`pod traffic for ${title} external destinations`)} -s ${podCidr} -j ${names.cluster}`,
      'Pods may use all endpoints, as with the cluster IP.',
    ),
    rule(
      `${comment(`masquerade LOCAL traffic for ${title} external destinations`)} -m addrtype --src-type LOCAL -j ${masquerade}`,
      'The node itself may use all endpoints, and is masqueraded.',
    ),
    rule(
      `${comment(`route LOCAL traffic for ${title} external destinations`)} -m addrtype --src-type LOCAL -j ${names.cluster}`,
      'The node itself may use all endpoints.',
    ),
    ...(usable.local.length > 0
      ? [rule(`-j ${names.local}`, 'Others reach only endpoints on this node, with their own address.')]
      : []),
  ];
}

function firewallLines(port: ServicePort, node: ProxyNode): readonly KubeRule[] {
  const { title } = port;
  const names = chainNames(port);
  const words = comment(`${title} loadbalancer IP`);
  const rule = (text: string, about: string): KubeRule => kubeRule('nat', names.firewall, text, about);
  const address = parseIp(node.address)!;
  // The node may reach the load balancer's address from that address itself.
  const own = port.sourceRanges.some((range) => contains(parseCidr(range)!, address))
    ? port.loadBalancerIps
    : [];
  return [
    ...port.sourceRanges.map((range) =>
      rule(`${words} -s ${range} -j ${names.external}`, `Sources in ${range} may use the load balancer.`),
    ),
    ...own.map((ip) =>
      rule(`${words} -s ${ip} -j ${names.external}`, `The node itself may use the load balancer.`),
    ),
    rule(
      comment(`other traffic to ${title} will be dropped by KUBE-PROXY-FIREWALL`),
      'A rule without target: all other packets keep their destination.',
    ),
  ];
}

/** The first rule of the chain that the cluster IP leads to. */
function masqueraded(
  port: ServicePort,
  usable: Usable,
  { podCidr, masqueradeAll }: RuleSetting,
): readonly KubeRule[] {
  if (!usable.anyInternal) return [];
  const names = chainNames(port);
  const from = masqueradeAll ? '' : ` ! -s ${podCidr}`;
  return [
    kubeRule(
      'nat',
      port.internalLocal ? names.local : names.cluster,
      `${comment(`${port.title} cluster IP`)} ${to(port, port.port, port.clusterIp)}${from} -j ${masquerade}`,
      masqueradeAll
        ? 'Masquerade all connections to the cluster IP.'
        : 'Masquerade connections to the cluster IP that are not from pods, so that the reply returns through this node.',
    ),
  ];
}
