/**
 * The best script by hand with `ip -batch`: all namespaces in one batch; then, in each namespace that has a bridge, one
 * batch that makes the bridge and the pairs directly in both of their namespaces; then one batch for each namespace with all the
 * rest. Two workers, because a second processor helps and the kernel's RTNL lock lets no third one do anything. Settings are written
 * by the shell that is in the namespace anyway; rules are loaded by one iptables-restore for each namespace.
 */
import { writeFileSync } from 'node:fs';
import { ends, type Network, type Node, namespace, ownSettings, settings } from '../network.ts';
import type { Way } from './way.ts';

const workers = 2;
/** One `ip -batch` leaks a descriptor for each namespace that it names, and 1024 are the usual limit. */
const mostNamed = 900;

export const batches: Way = {
  name: 'batches',
  about: 'ip -batch by hand, in stages, two workers',
  prepare(network, folder) {
    const names = network.nodes.map(({ name }) => namespace(network, name));
    const far = ends(network);
    const stages = [
      [
        heredoc(
          'ip -batch -',
          names.map((name) => `netns add ${name}`),
        ),
      ],
      network.nodes.flatMap((node) => ground(node, network)),
      network.nodes.map((node) => rest(node, far.get(node.name) ?? [], network)),
    ];
    const lines = stages.flatMap((blocks) => [...deal(blocks).map(inBackground), ...waits(blocks.length)]);
    writeFileSync(`${folder}/up.sh`, `${['set -eu', ...lines].join('\n')}\n`);
    writeFileSync(`${folder}/down`, names.map((name) => `netns del ${name}\n`).join(''));
    return { build: ['sh', `${folder}/up.sh`], down: ['ip', '-batch', `${folder}/down`] };
  },
};

const deal = (blocks: readonly string[]): readonly (readonly string[])[] =>
  Array.from({ length: Math.min(workers, blocks.length) }, (_, worker) =>
    blocks.filter((_, i) => i % workers === worker),
  );

const inBackground = (blocks: readonly string[], i: number): string =>
  `{ ${['set -e', ...blocks].join('\n')}\n} & p${i}=$!`;

const waits = (blocks: number): readonly string[] =>
  Array.from({ length: Math.min(workers, blocks) }, (_, i) => `wait $p${i}`);

const heredoc = (command: string, lines: readonly string[]): string =>
  `${command} <<'END'\n${lines.join('\n')}\nEND`;

/** A shell in the namespace, which writes settings itself and starts what else is needed. */
const inside = (name: string, lines: readonly string[]): string =>
  `nsenter --net=/run/netns/${name} sh <<'IN'\n${['set -e', ...lines].join('\n')}\nIN`;

const baseline = settings.map(([path, value]) => `echo ${value} > /proc/sys/${path}`);

/** Of nodes that have a bridge: everything that other nodes wait for. */
function ground({ name, bridges = [] }: Node, network: Network): readonly string[] {
  if (bridges.length === 0) return [];
  const made = bridges.flatMap((bridge) => {
    const mtu = bridge.mtu ? ` mtu ${bridge.mtu}` : '';
    return [
      `link add ${bridge.name}${bridge.mac ? ` address ${bridge.mac}` : ''}${mtu} up type bridge stp_state 0 mcast_snooping 0`,
      ...bridge.ports.map(
        (port) =>
          `link add ${port.name}${mtu} up master ${bridge.name} type veth peer name ${port.interface}${mtu} netns ${namespace(network, port.node)}`,
      ),
    ];
  });
  const all = ['link set lo up', ...made];
  const pieces = Array.from({ length: Math.ceil(all.length / mostNamed) }, (_, i) =>
    heredoc('ip -batch -', all.slice(i * mostNamed, (i + 1) * mostNamed)),
  );
  return [inside(namespace(network, name), [...baseline, ...pieces])];
}

function rest(node: Node, far: readonly string[], network: Network): string {
  const { bridges = [], vxlan, addresses = [], neighbors = [], fdb = [], routes = [], rules = [] } = node;
  const hairpins = bridges.flatMap(({ ports }) => ports.filter(({ hairpin }) => hairpin));
  const links = [
    ...(bridges.length === 0 ? ['link set lo up'] : []),
    ...far.map((dev) => `link set ${dev} up`),
    ...(vxlan
      ? [
          `link add ${vxlan.name} address ${vxlan.mac} up type vxlan id ${vxlan.id} dstport ${vxlan.port} local ${vxlan.local} dev ${vxlan.dev} nolearning`,
        ]
      : []),
    ...addresses.map(
      ({ dev, cidr, broadcast }) => `addr add ${cidr}${broadcast ? ` brd ${broadcast}` : ''} dev ${dev}`,
    ),
    ...neighbors.map(
      ({ dev, address, mac }) => `neigh add ${address} lladdr ${mac} dev ${dev} nud permanent`,
    ),
    ...routes.map(({ to, via, dev }) => `route add ${to} via ${via}${dev ? ` dev ${dev} onlink` : ''}`),
  ];
  const forwarding = [
    ...hairpins.map(({ name }) => `link set dev ${name} hairpin on`),
    ...fdb.map(({ dev, mac, dst }) => `fdb add ${mac} dev ${dev} dst ${dst} self permanent`),
  ];
  return inside(namespace(network, node.name), [
    ...(bridges.length === 0 ? baseline : []),
    ...ownSettings(node).map(([path, value]) => `echo ${value} > /proc/sys/${path}`),
    ...(links.length > 0 ? [heredoc('ip -batch -', links)] : []),
    ...(forwarding.length > 0 ? [heredoc('bridge -batch -', forwarding)] : []),
    ...(rules.length > 0 ? [heredoc('iptables-restore --noflush', rules)] : []),
  ]);
}
