/**
 * The floor: one process that sends netlink messages (floor/floor.c). It is compiled here, and left out without a compiler. Rules
 * need nftables' own messages, so iptables-restore loads them here too, two at a time.
 */
import { writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { execaSync } from 'execa';
import { ends, type Network, type Node, namespace, ownSettings, settings } from '../network.ts';
import { batches } from './batches.ts';
import type { Prepared, Way } from './way.ts';

export const program = `${tmpdir()}/netlab-bench-floor-${process.pid}`;
const source = 'bench/ways/floor/floor.c';

let isCompiled = false;

/** Why there is none; undefined once it is compiled. A file of that name may be left by an earlier process with the same pid. */
function compiled(): string | undefined {
  if (isCompiled) return undefined;
  const { exitCode, stderr } = execaSync('cc', ['-O2', '-o', program, source], {
    reject: false,
  });
  if (exitCode === undefined) return 'it is a C program, and there is no compiler (cc) here';
  isCompiled = exitCode === 0;
  return isCompiled ? undefined : `it cannot be compiled: ${stderr.split('\n')[0]}`;
}

export const floor: Way = {
  name: 'floor',
  about: 'a C program that sends netlink itself',
  missing: ({ nodes }) =>
    nodes.length === 1 ? 'its rules alone would be iptables-restore again' : compiled(),
  prepare: (network, folder) => sent(program, network, folder),
};

/** The trial of a next step: the same by a Python program, as netlab could carry one. */
export const netlink: Way = {
  name: 'netlink',
  about: 'a Python program that sends netlink itself: a trial',
  missing: ({ nodes }) =>
    nodes.length === 1 ? 'its rules alone would be iptables-restore again' : undefined,
  prepare: (network, folder) => sent('python3 -IS bench/ways/netlink/netlink.py', network, folder),
};

function sent(sender: string, network: Network, folder: string): Prepared {
  const lines = `${folder}/lines`;
  writeFileSync(lines, `${text(network).join('\n')}\n`);
  const steps = [`${sender} < ${lines}`, ...restores(network, folder)];
  return { build: ['sh', '-ec', steps.join('\n')], down: batches.prepare(network, folder).down };
}

function restores(network: Network, folder: string): readonly string[] {
  const ruled = network.nodes.filter(({ rules }) => rules);
  for (const { name, rules = [] } of ruled) writeFileSync(`${folder}/${name}.rules`, `${rules.join('\n')}\n`);
  const restore = ({ name }: Node) =>
    `nsenter --net=/run/netns/${namespace(network, name)} iptables-restore --noflush ${folder}/${name}.rules`;
  const half = (rest: number) => ruled.filter((_, i) => i % 2 === rest).map(restore);
  return ruled.length === 0 ? [] : [`{ ${half(0).join('\n')}\n} & p=$!`, ...half(1), 'wait $p'];
}

const text = (network: Network): readonly string[] => {
  const far = ends(network);
  return [
    ...network.nodes.flatMap((node) => [
      `add ${namespace(network, node.name)}`,
      ...settings.map(([path, value]) => `set ${path} ${value}`),
      ...ownSettings(node).map(([path, value]) => `set ${path} ${value}`),
      'up lo',
      ...(node.bridges ?? []).map(({ name, mtu, mac = '-' }) => `bridge ${name} ${mtu} ${mac}`),
    ]),
    ...network.nodes.flatMap(({ name, bridges = [] }) => [
      ...(bridges.length > 0 ? [`in ${namespace(network, name)}`] : []),
      ...bridges.flatMap((bridge) =>
        bridge.ports.map(
          (port) =>
            `veth ${port.name} ${bridge.mtu} ${bridge.name} ${namespace(network, port.node)} ${port.interface}`,
        ),
      ),
    ]),
    ...network.nodes.flatMap((node) => [
      `in ${namespace(network, node.name)}`,
      ...(far.get(node.name) ?? []).map((dev) => `up ${dev}`),
      ...rest(node),
    ]),
  ];
};

function rest({ bridges = [], vxlan, addresses = [], neighbors = [], fdb = [], routes = [] }: Node) {
  const split = (cidr: string) => cidr.replace('/', ' ');
  return [
    ...bridges.flatMap(({ ports }) =>
      ports.flatMap(({ name, hairpin }) => (hairpin ? [`hairpin ${name}`] : [])),
    ),
    ...(vxlan
      ? [`vxlan ${vxlan.name} ${vxlan.mac} ${vxlan.id} ${vxlan.port} ${vxlan.local} ${vxlan.dev}`]
      : []),
    ...addresses.map(({ dev, cidr, broadcast = '-' }) => `addr ${dev} ${split(cidr)} ${broadcast}`),
    ...neighbors.map(({ dev, address, mac }) => `neigh ${dev} ${address} ${mac}`),
    ...fdb.map(({ dev, mac, dst }) => `fdb ${dev} ${mac} ${dst}`),
    ...routes.map(({ to, via, dev = '-' }) => `route ${split(to)} ${via} ${dev} ${dev === '-' ? 0 : 1}`),
  ];
}
