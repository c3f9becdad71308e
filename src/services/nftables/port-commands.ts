/** The chains, elements and rules for one service port on one node (syncProxyRules in pkg/proxy/nftables/proxier.go). */
import { contains, parseCidr, parseIp } from '../../base/cidr.ts';
import { isExternal, type Usable } from '../categorize.ts';
import type { ProxyNode } from '../proxy.ts';
import type { ServicePort } from '../service-port.ts';
import { masquerade, rejectChain } from './base-commands.ts';
import { add, addElement, addRule, type NftCommand } from './command.ts';
import { affinitySets, endpointRules, selection } from './endpoint-commands.ts';
import { chainNames, endpointChain } from './names.ts';

export interface CommandSetting {
  readonly podCidr: string;
  readonly masqueradeAll: boolean;
}

/** In the order in which nft can load them: an element and a rule need the chains that they lead to. */
export function portCommands(
  port: ServicePort,
  usable: Usable,
  node: ProxyNode,
  setting: CommandSetting,
): readonly NftCommand[] {
  const names = chainNames(port);
  const external = isExternal(port) && usable.any;
  const firewall = port.loadBalancerIps.length > 0 && port.sourceRanges.length > 0;
  const chain = (name: string, about: string): NftCommand => add('chain', name, `${port.title}: ${about}`);
  return [
    ...usable.all.map((one) => chain(endpointChain(port, one), `the endpoint ${one.pod}.`)),
    ...(usable.cluster.length > 0 ? [chain(names.cluster, 'select one of all endpoints.')] : []),
    ...(usable.local.length > 0 ? [chain(names.local, `select one of the endpoints on ${node.name}.`)] : []),
    ...(external ? [chain(names.external, 'packets to an external address or a node port.')] : []),
    ...(firewall ? [chain(names.firewall, "packets to the load balancer's address.")] : []),
    ...elements(port, usable, firewall),
    ...(usable.anyInternal ? [masqueraded(port, setting)] : []),
    ...(external ? externalRules(port, usable, setting) : []),
    ...(firewall ? [firewallRule(port, node)] : []),
    ...affinitySets(port, usable.all),
    ...selection(port, names.cluster, usable.cluster),
    ...selection(port, names.local, usable.local),
    ...usable.all.flatMap((one) => endpointRules(port, one)),
  ];
}

/** Each address of the service, and each node port, leads to a chain or has a verdict. */
function elements(port: ServicePort, usable: Usable, firewall: boolean): readonly NftCommand[] {
  const { title, protocol, nodePort } = port;
  const names = chainNames(port);
  const key = (ip: string): string => `${ip} . ${protocol} . ${port.port}`;
  const leads = (ip: string, chain: string): NftCommand =>
    addElement(
      'service-ips',
      `${key(ip)} : goto ${chain}`,
      `Connections to ${ip}:${port.port} are for ${title}.`,
    );
  const refused = (map: string, of: string): NftCommand =>
    usable.any
      ? addElement(
          map,
          `${of} comment "${title}" : drop`,
          `${title} has endpoints, but not on this node: drop packets.`,
        )
      : addElement(
          map,
          `${of} comment "${title}" : goto ${rejectChain}`,
          `${title} has no endpoints: answer that the port is unreachable.`,
        );
  return [
    usable.anyInternal
      ? leads(port.clusterIp, port.internalLocal ? names.local : names.cluster)
      : refused('no-endpoint-services', key(port.clusterIp)),
    ...[...port.externalIps, ...port.loadBalancerIps].flatMap((ip) => [
      ...(usable.any ? [leads(ip, names.external)] : []),
      ...(usable.anyExternal ? [] : [refused('no-endpoint-services', key(ip))]),
    ]),
    ...(firewall ? port.loadBalancerIps : []).map((ip) =>
      addElement(
        'firewall-ips',
        `${key(ip)} : goto ${names.firewall}`,
        `Only the source ranges of ${title} may use ${ip}.`,
      ),
    ),
    ...(nodePort === undefined
      ? []
      : [
          ...(usable.any
            ? [
                addElement(
                  'service-nodeports',
                  `${protocol} . ${nodePort} : goto ${names.external}`,
                  `Node port ${nodePort} is for ${title}.`,
                ),
              ]
            : []),
          ...(usable.anyExternal ? [] : [refused('no-endpoint-nodeports', `${protocol} . ${nodePort}`)]),
        ]),
  ];
}

/** The first rule of the chain that the cluster IP leads to. */
function masqueraded(port: ServicePort, { podCidr, masqueradeAll }: CommandSetting): NftCommand {
  const names = chainNames(port);
  return addRule(
    port.internalLocal ? names.local : names.cluster,
    `ip daddr ${port.clusterIp} ${masqueradeAll ? '' : `ip saddr != ${podCidr} `}jump ${masquerade}`,
    masqueradeAll
      ? 'Masquerade all connections to the cluster IP.'
      : 'Masquerade connections to the cluster IP that are not from pods, so that the reply returns through this node.',
  );
}

function externalRules(
  port: ServicePort,
  usable: Usable,
  { podCidr }: CommandSetting,
): readonly NftCommand[] {
  const { title } = port;
  const names = chainNames(port);
  const rule = (text: string, about: string): NftCommand => addRule(names.external, text, about);
  if (!port.externalLocal)
    return [
      rule(`jump ${masquerade}`, 'Masquerade, so that the reply returns through this node.'),
      rule(`goto ${names.cluster}`, `Select one of all endpoints of ${title}.`),
    ];
  return [
    rule(
      `ip saddr ${podCidr} goto ${names.cluster} comment "short-circuit pod traffic"`,
      'Pods may use all endpoints, as with the cluster IP.',
    ),
    rule(
      `fib saddr type local jump ${masquerade} comment "masquerade local traffic"`,
      'The node itself may use all endpoints, and is masqueraded.',
    ),
    rule(
      `fib saddr type local goto ${names.cluster} comment "short-circuit local traffic"`,
      'The node itself may use all endpoints.',
    ),
    ...(usable.local.length > 0
      ? [rule(`goto ${names.local}`, 'Others reach only endpoints on this node, with their own address.')]
      : []),
  ];
}

function firewallRule(port: ServicePort, node: ProxyNode): NftCommand {
  const address = parseIp(node.address)!;
  // The node may reach the load balancer's address from that address itself.
  const own = port.sourceRanges.some((range) => contains(parseCidr(range)!, address))
    ? port.loadBalancerIps
    : [];
  return addRule(
    chainNames(port).firewall,
    `ip saddr != { ${[...port.sourceRanges, ...own].join(' , ')} } drop`,
    `Drop packets from outside the source ranges of ${port.title}.`,
  );
}
