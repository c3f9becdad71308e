/**
 * The script that a tutorial would write: one process for each command, veth pairs made where the script runs and moved into their
 * namespaces, each rule by itself, each namespace deleted by itself. It sets no more than is needed for the same end.
 */
import { writeFileSync } from 'node:fs';
import { type Network, type Node, namespace, ownSettings, settings } from '../network.ts';
import type { Way } from './way.ts';

/** Of which a thousand take about 8 s; what takes minutes shows no more than what takes seconds. */
const most = 4000;

export const tutorial: Way = {
  name: 'tutorial',
  about: 'a script of one process for each command, veth pairs moved',
  missing(network) {
    const count = commands(network).length;
    return count > most ? `${count} commands, one process each: minutes, and ever more each` : undefined;
  },
  prepare(network, folder) {
    write(`${folder}/up.sh`, commands(network));
    write(
      `${folder}/down.sh`,
      network.nodes.map(({ name }) => `ip netns del ${namespace(network, name)}`),
    );
    return { build: ['sh', `${folder}/up.sh`], down: ['sh', `${folder}/down.sh`] };
  },
};

const write = (file: string, lines: readonly string[]): void =>
  writeFileSync(file, `${['set -eu', ...lines].join('\n')}\n`);

const commands = (network: Network): readonly string[] => [
  ...network.nodes.flatMap((node) => ground(node, namespace(network, node.name))),
  ...network.nodes.flatMap((node) => cables(node, network)),
  ...network.nodes.flatMap((node) => rest(node, namespace(network, node.name))),
];

const ground = (node: Node, name: string): readonly string[] => [
  `ip netns add ${name}`,
  `ip netns exec ${name} sysctl -qw ${settings.map(([path, value]) => `${path.replaceAll('/', '.')}=${value}`).join(' ')}`,
  ...ownSettings(node).map(
    ([path, value]) => `ip netns exec ${name} sysctl -qw ${path.replaceAll('/', '.')}=${value}`,
  ),
  `ip -n ${name} link set lo up`,
  ...(node.bridges ?? []).flatMap((bridge) => [
    `ip -n ${name} link add ${bridge.name}${bridge.mac ? ` address ${bridge.mac}` : ''}${bridge.mtu ? ` mtu ${bridge.mtu}` : ''} type bridge stp_state 0 mcast_snooping 0`,
    `ip -n ${name} link set ${bridge.name} up`,
  ]),
];

const cables = ({ name, bridges = [] }: Node, network: Network): readonly string[] =>
  bridges.flatMap((bridge) =>
    bridge.ports.flatMap((port) => {
      const [here, there] = [namespace(network, name), namespace(network, port.node)];
      const mtu = bridge.mtu ? ` mtu ${bridge.mtu}` : '';
      return [
        `ip link add ${port.name}${mtu} type veth peer name ${port.interface}${mtu}`,
        `ip link set ${port.name} netns ${here}`,
        `ip link set ${port.interface} netns ${there}`,
        `ip -n ${here} link set ${port.name} up master ${bridge.name}`,
        ...(port.hairpin ? [`bridge -n ${here} link set dev ${port.name} hairpin on`] : []),
        `ip -n ${there} link set ${port.interface} up`,
      ];
    }),
  );

function rest(node: Node, name: string): readonly string[] {
  const { vxlan, addresses = [], neighbors = [], fdb = [], routes = [], rules = [] } = node;
  let table = '';
  return [
    ...(vxlan
      ? [
          `ip -n ${name} link add ${vxlan.name} address ${vxlan.mac} type vxlan id ${vxlan.id} dstport ${vxlan.port} local ${vxlan.local} dev ${vxlan.dev} nolearning`,
          `ip -n ${name} link set ${vxlan.name} up`,
        ]
      : []),
    ...addresses.map(
      ({ dev, cidr, broadcast }) =>
        `ip -n ${name} addr add ${cidr}${broadcast ? ` brd ${broadcast}` : ''} dev ${dev}`,
    ),
    ...neighbors.map(
      ({ dev, address, mac }) => `ip -n ${name} neigh add ${address} lladdr ${mac} dev ${dev} nud permanent`,
    ),
    ...fdb.map(
      ({ dev, mac, dst }) => `bridge -n ${name} fdb add ${mac} dev ${dev} dst ${dst} self permanent`,
    ),
    ...routes.map(
      ({ to, via, dev }) => `ip -n ${name} route add ${to} via ${via}${dev ? ` dev ${dev} onlink` : ''}`,
    ),
    ...rules.flatMap((line) => {
      if (line.startsWith('*')) table = line.slice(1);
      if (line.startsWith(':')) return [`${enter(name, table)} -N ${line.slice(1).split(' ')[0]}`];
      return line.startsWith('-') ? [`${enter(name, table)} ${line}`] : [];
    }),
  ];
}

const enter = (name: string, table: string): string => `ip netns exec ${name} iptables -t ${table}`;
