/**
 * Compares the lab's nodes with the objects that felix creates on a node for VXLAN; two nodes share a subnet and a third is behind a router,
 * so that CrossSubnet has both. The facts are felix's (vxlan_mgr.go, route_mgr.go, vxlan_fdb.go, static.go), not what netlab prints.
 */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { apply } from '../../../src/apply/apply.ts';
import { down } from '../../../src/apply/down.ts';
import { local } from '../../../src/places/local.ts';
import { json, output, saved, uncommented, written } from '../../labs/build.ts';

const lab = (encapsulation: string) =>
  written(`
lab: facts-${encapsulation.toLowerCase()}
cluster:
  nodes: 3
  pods: { node1: [a, b], node2: [c], node3: [d] }
  underlay: { 192.0.2.0/25: [node1, node2], 192.0.2.128/25: [node3] }
  network: { plugin: calico, encapsulation: ${encapsulation} }
`).plan;

const up = (plan: ReturnType<typeof lab>) => {
  beforeAll(() => apply(plan, local, { file: plan.file }));
  afterAll(() => down(plan.lab, local));
};

const routes = async (plan: ReturnType<typeof lab>, node: string) =>
  (await output(plan, node, 'ip', 'route')).split('\n').map((line) => line.trim());

describe('VXLAN', () => {
  const plan = lab('VXLAN');
  up(plan);

  it('has vxlan.calico: VNI 4096, UDP 4789, no learning, MAC 66 and five bytes of SHA-1 of the name of the node', async () => {
    const [device] = await json(plan, 'node1', 'ip', '-j', '-d', 'addr', 'show', 'vxlan.calico');
    expect(device).toMatchObject({ mtu: 1450, address: '66:f9:37:c3:7e:94' });
    expect(device.linkinfo).toMatchObject({
      info_kind: 'vxlan',
      info_data: { id: 4096, port: 4789, learning: false, local: '192.0.2.11', link: 'eth0' },
    });
    expect(device.addr_info).toMatchObject([{ local: '192.168.1.0', prefixlen: 32 }]);
  });

  it('has one permanent neighbor and one fdb entry for each other node', async () => {
    const neighbors = await json(plan, 'node1', 'ip', '-j', 'neigh', 'show', 'dev', 'vxlan.calico');
    expect(neighbors).toHaveLength(2);
    expect(neighbors).toContainEqual({
      dst: '192.168.2.0',
      lladdr: '66:2d:bf:44:a6:8b',
      state: ['PERMANENT'],
    });
    expect(neighbors).toContainEqual({
      ...{ dst: '192.168.3.0', lladdr: expect.stringMatching(/^66:/), state: ['PERMANENT'] },
    });
    const entries = await json(plan, 'node1', 'bridge', '-j', 'fdb', 'show', 'dev', 'vxlan.calico');
    expect(entries).toContainEqual(
      expect.objectContaining({ mac: '66:2d:bf:44:a6:8b', dst: '192.0.2.12', state: 'permanent' }),
    );
    expect(entries).toHaveLength(2);
  });

  it('has a route on its own device without a protocol, and 80 on the blackhole, which would be nobody’s', async () => {
    expect(await routes(plan, 'node1')).toEqual([
      'default via 192.0.2.1 dev eth0',
      '192.0.2.0/25 dev eth0 proto kernel scope link src 192.0.2.11',
      'blackhole 192.168.1.0/26 proto 80',
      expect.stringMatching(/^192\.168\.1\.1 dev cali[0-9a-f]{11} scope link$/),
      expect.stringMatching(/^192\.168\.1\.2 dev cali[0-9a-f]{11} scope link$/),
      '192.168.2.0/26 via 192.168.2.0 dev vxlan.calico onlink',
      '192.168.3.0/26 via 192.168.3.0 dev vxlan.calico onlink',
      '',
    ]);
  });

  it('gives pods 50 bytes less', async () => {
    expect((await json(plan, 'a', 'ip', '-j', 'link', 'show', 'eth0'))[0]).toMatchObject({ mtu: 1450 });
  });

  it('tracks no tunnel packets, in either direction', async () => {
    const raw = uncommented(await saved(plan, 'node1', 'raw'));
    for (const chain of ['cali-PREROUTING', 'cali-OUTPUT'])
      expect(raw).toContainEqual(
        expect.stringMatching(new RegExp(`^-A ${chain} -p udp .*--dports? 4789 -j (NOTRACK|CT --notrack)$`)),
      );
  });

  it('lets what it sends from another of its addresses leave with that of the tunnel', async () => {
    expect(uncommented(await saved(plan, 'node1', 'nat'))).toContain(
      '-A cali-POSTROUTING -o vxlan.calico -m addrtype ! --src-type LOCAL --limit-iface-out -m addrtype --src-type LOCAL -j MASQUERADE --random-fully',
    );
  });

  it('knows who may send: the other nodes', async () => {
    const sets = await output(plan, 'node1', 'ipset', 'save', 'cali40all-vxlan-net');
    expect(sets.match(/^add .*/gm)?.sort()).toEqual([
      'add cali40all-vxlan-net 192.0.2.12',
      'add cali40all-vxlan-net 192.0.2.141',
    ]);
  });

  it('runs no BIRD', async () => {
    expect(await output(plan, 'node1', 'ss', '-Hltn')).toBe('');
  });
});

describe('VXLANCrossSubnet', () => {
  const plan = lab('VXLANCrossSubnet');
  up(plan);

  it('reaches a node of its subnet as it is, with protocol 80, and the others through the tunnel', async () => {
    expect((await routes(plan, 'node1')).filter((line) => line.includes(' via 192.'))).toEqual([
      'default via 192.0.2.1 dev eth0',
      '192.168.2.0/26 via 192.0.2.12 dev eth0 proto 80 onlink',
      '192.168.3.0/26 via 192.168.3.0 dev vxlan.calico onlink',
    ]);
    expect((await routes(plan, 'node3')).filter((line) => line.includes('/26 via'))).toEqual([
      '192.168.1.0/26 via 192.168.1.0 dev vxlan.calico onlink',
      '192.168.2.0/26 via 192.168.2.0 dev vxlan.calico onlink',
    ]);
  });

  it('carries packets both ways', async () => {
    await output(plan, 'a', 'ping', '-c', '1', '-W', '2', '192.168.2.1');
    await output(plan, 'a', 'ping', '-c', '1', '-W', '2', '192.168.3.1');
  });
});
