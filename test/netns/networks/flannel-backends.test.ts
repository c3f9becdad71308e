/**
 * Compares the lab's nodes with the nodes of flannel's other backends: udp (pkg/backend/udp/udp_network_amd64.go
 * configureIface, udp_amd64.go) and vxlan with DirectRouting (pkg/backend/vxlan/vxlan_network.go handleSubnetEvents,
 * pkg/ip/iface.go DirectRouting). The facts are theirs, not what netlab prints.
 */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { apply } from '../../../src/apply/apply.ts';
import { down } from '../../../src/apply/down.ts';
import { local } from '../../../src/places/local.ts';
import { json, output, written } from '../../labs/build.ts';

const lab = (name: string, underlay: string, network: string) =>
  written(`
lab: facts-${name}
cluster:
  nodes: 3
  pods: 1
  underlay: ${underlay}
  network: { plugin: flannel, ${network} }
`).plan;

const up = (plan: ReturnType<typeof lab>) => {
  beforeAll(() => apply(plan, local, { file: plan.file }));
  afterAll(() => down(plan.lab, local));
};

const routes = (plan: ReturnType<typeof lab>, node: string) => json(plan, node, 'ip', '-j', 'route');

describe('backend udp', () => {
  const plan = lab('udp', '192.0.2.0/24', 'backend: udp');
  up(plan);

  it('has flannel0: a TUN device without packet information, 28 bytes less than eth0, with the .0 as a /32', async () => {
    const [device] = await json(plan, 'node2', 'ip', '-j', '-d', 'addr', 'show', 'flannel0');
    expect(device).toMatchObject({ mtu: 1472, linkinfo: { info_kind: 'tun' } });
    expect(device.linkinfo.info_data).toMatchObject({ type: 'tun', pi: false });
    expect(device.flags).toEqual(expect.arrayContaining(['UP', 'LOWER_UP', 'POINTOPOINT', 'NOARP']));
    expect(device.addr_info).toMatchObject([{ local: '10.244.2.0', prefixlen: 32 }]);
    for (const [node, name] of [
      ['node2', 'cni0'],
      ['pod2-1', 'eth0'],
    ] as const)
      expect((await json(plan, node, 'ip', '-j', 'link', 'show', name))[0]).toMatchObject({ mtu: 1472 });
  });

  it('has one route for the whole network, of global scope', async () => {
    const found = await routes(plan, 'node2');
    expect(found).toMatchObject([
      { dst: '10.244.0.0/16', dev: 'flannel0' },
      { dst: '10.244.2.0/24', dev: 'cni0', scope: 'link' },
      { dst: '192.0.2.0/24', dev: 'eth0' },
    ]);
    // ip prints a scope only if it is not global.
    expect(found[0]).not.toHaveProperty('scope');
    expect(found[0]).not.toHaveProperty('gateway');
  });

  it("listens on the node's own address, UDP port 8285", async () => {
    const listening = await output(plan, 'node2', 'ss', '-Hlun');
    expect(listening.split('\n').map((line) => line.split(/\s+/)[3])).toContain('192.0.2.12:8285');
  });
});

describe('backend vxlan with direct-routing, two of three nodes on one subnet', () => {
  const subnets = '{ 192.0.2.0/25: [node1, node2], 192.0.2.128/25: [node3] }';
  const plan = lab('direct', subnets, 'backend: vxlan, direct-routing: true, vni: 7, port: 4789');
  up(plan);

  it('has a device named after its VNI, on the port that was asked for', async () => {
    const [device] = await json(plan, 'node1', 'ip', '-j', '-d', 'addr', 'show', 'flannel.7');
    expect(device).toMatchObject({ mtu: 1450, linkinfo: { info_kind: 'vxlan' } });
    expect(device.linkinfo.info_data).toMatchObject({
      id: 7,
      port: 4789,
      learning: false,
      local: '192.0.2.11',
    });
  });

  it('routes to the near node through that node, and to the far one through the tunnel', async () => {
    expect(await routes(plan, 'node1')).toMatchObject([
      { dst: 'default', gateway: '192.0.2.1', dev: 'eth0' },
      { dst: '10.244.1.0/24', dev: 'cni0' },
      { dst: '10.244.2.0/24', gateway: '192.0.2.12', dev: 'eth0', flags: [] },
      { dst: '10.244.3.0/24', gateway: '10.244.3.0', dev: 'flannel.7', flags: ['onlink'] },
      { dst: '192.0.2.0/25', dev: 'eth0' },
    ]);
  });

  it('has a neighbor and an fdb entry of the far node only', async () => {
    const [device] = await json(plan, 'node3', 'ip', '-j', 'link', 'show', 'flannel.7');
    expect(await json(plan, 'node1', 'ip', '-j', 'neigh', 'show', 'dev', 'flannel.7')).toEqual([
      { dst: '10.244.3.0', lladdr: device.address, state: ['PERMANENT'] },
    ]);
    expect(await json(plan, 'node1', 'bridge', '-j', 'fdb', 'show', 'dev', 'flannel.7')).toEqual([
      { mac: device.address, dst: '192.0.2.141', flags: ['self'], state: 'permanent' },
    ]);
    // The far node has no near ones.
    expect(await json(plan, 'node3', 'bridge', '-j', 'fdb', 'show', 'dev', 'flannel.7')).toHaveLength(2);
  });
});
