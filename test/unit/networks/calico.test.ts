// The output of Calico's network: blocks, names, and BIRD's configuration against what confd compiles.

import { describe, expect, test } from 'vitest';
import { stringify } from 'yaml';
import { expanded } from '../compiled.ts';

interface Node {
  readonly routes?: readonly { readonly to: string; readonly type?: string }[];
  readonly bird: { readonly config: string; readonly files: Readonly<Record<string, string>> };
}

function nodesOf(
  network: Record<string, unknown>,
  cluster: Record<string, unknown> = {},
): Record<string, Node> {
  const lab = expanded(
    stringify({
      lab: 'x',
      cluster: { nodes: 3, underlay: '10.192.0.0/16', ...cluster, network: { plugin: 'calico', ...network } },
    }),
  );
  return lab.nodes as unknown as Record<string, Node>;
}

const file = ({ bird }: Node, name: string) => (name === 'bird.cfg' ? bird.config : bird.files[name]!);

describe('blocks', () => {
  const blocks = (pods: number, network: Record<string, unknown> = {}) =>
    [...file(nodesOf(network, { pods }).node2!, 'bird_aggr.cfg').matchAll(/route (\S+) blackhole/g)].map(
      (m) => m[1],
    );

  test('a node has one, of 64 addresses, the first of which is its tunnel device’s', () => {
    expect(blocks(63)).toEqual(['192.168.2.0/26']);
  });

  test('a second one comes with the pod that the first has no room for', () => {
    expect(blocks(64)).toEqual(['192.168.2.0/26', '192.168.2.64/26']);
    expect(blocks(64, { encapsulation: 'None' })).toEqual(['192.168.2.0/26']);
  });

  test('their size can be another', () => {
    expect(blocks(5, { 'block-size': 30 })).toEqual(['192.168.2.0/30', '192.168.2.4/30']);
  });
});

/** Lines without comments and blanks. */
const bare = (text: string) =>
  text
    .split('\n')
    .map((line) => line.replace(/#.*/, '').trim())
    .filter((line) => line !== '');

describe('bird_ipam.cfg', () => {
  const filter = (network: Record<string, unknown>, cluster = {}) => {
    const lines = bare(file(nodesOf(network, cluster).node1!, 'bird_ipam.cfg'));
    return lines.slice(lines.indexOf('filter calico_kernel_programming {') + 2, -1);
  };

  test('without encapsulation routes go into the kernel as they are', () => {
    expect(filter({ encapsulation: 'None' })).toEqual(['accept;']);
  });

  test('IPIP: what has a next hop leaves by tunl0', () => {
    expect(filter({ encapsulation: 'IPIP' })).toEqual([
      'if ( net ~ 192.168.0.0/16 && defined(bgp_next_hop) ) then {',
      ...['ifname = "tunl0";', 'onlink = true;', 'gw = bgp_next_hop;', '}', 'accept;'],
    ]);
  });

  test('IPIPCrossSubnet: unless the next hop is in the subnet of the node', () => {
    const underlay = { '10.192.0.0/24': ['node1', 'node2'], '10.192.1.0/24': ['node3'] };
    expect(filter({ encapsulation: 'IPIPCrossSubnet' }, { underlay })[0]).toBe(
      'if ( net ~ 192.168.0.0/16 && defined(bgp_next_hop) && ! ( bgp_next_hop ~ 10.192.0.0/24 ) ) then {',
    );
  });
});

describe('bird.cfg', () => {
  const session = (node: string, name: string, network: Record<string, unknown> = {}) => {
    const lines = bare(file(nodesOf(network)[node]!, 'bird.cfg'));
    const from = lines.indexOf(`protocol bgp ${name} from bgp_template {`);
    return lines.slice(from + 1, lines.indexOf('}', from));
  };

  test('of two nodes that with the lower address waits', () => {
    expect(session('node1', 'Mesh_10_192_0_12')).toContain('passive on;');
    expect(session('node2', 'Mesh_10_192_0_11')).not.toContain('passive on;');
    expect(session('node2', 'Mesh_10_192_0_13')).toContain('passive on;');
  });

  test('a session of the mesh is from the address of the node, to the same AS', () => {
    expect(session('node2', 'Mesh_10_192_0_11').slice(0, 2)).toEqual([
      'neighbor 10.192.0.11 as 64512;',
      'source address 10.192.0.12;',
    ]);
  });

  test('a peer outside is another AS, and may be told other next hops', () => {
    const peer = { 'peer-ip': '10.192.0.1', 'as-number': 64_513 };
    const lines = (more: object) =>
      session('node1', 'Global_10_192_0_1', { 'bgp-peers': [{ ...peer, ...more }] });
    expect(lines({})).toEqual(expect.arrayContaining(['neighbor 10.192.0.1 as 64513;', 'multihop;']));
    expect(lines({})).toContain('calico_export_to_bgp_peers(false);');
    expect(lines({})).not.toContain('next hop keep;');
    expect(lines({ 'keep-original-next-hop': true })).toContain('next hop keep;');
  });
});

test('an underlay of one subnet gets a router, which is the default gateway of all nodes', () => {
  const nodes = nodesOf({ encapsulation: 'VXLAN' });
  expect(nodes.router).toBeDefined();
  for (const name of ['node1', 'node2', 'node3'])
    expect(nodes[name]!.routes).toContainEqual(expect.objectContaining({ to: 'default', via: '10.192.0.1' }));
});
