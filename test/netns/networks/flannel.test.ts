/**
 * Compares the lab's nodes with the objects that flannel and its CNI plugin create on a node. The facts are theirs (pkg/backend, masqRules
 * and forwardRules in pkg/trafficmngr/iptables, the bridge plugin), not what netlab prints.
 */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { apply } from '../../../src/apply/apply.ts';
import { down } from '../../../src/apply/down.ts';
import { local } from '../../../src/places/local.ts';
import { json, saved, setting, written } from '../../labs/build.ts';

const lab = (backend: string) =>
  written(`
lab: facts-${backend}
cluster:
  nodes: 3
  pods: 2
  underlay: 192.0.2.0/24
  network: { plugin: flannel, backend: ${backend} }
`).plan;

const up = (plan: ReturnType<typeof lab>) => {
  beforeAll(() => apply(plan, local, { file: plan.file }));
  afterAll(() => down(plan.lab, local));
};

const routes = (plan: ReturnType<typeof lab>, node: string) => json(plan, node, 'ip', '-j', 'route');

describe('backend vxlan', () => {
  const plan = lab('vxlan');
  up(plan);

  it('has flannel.1: VNI 1, UDP 8472, no learning, the node as its source, 50 bytes less than eth0', async () => {
    const [device] = await json(plan, 'node2', 'ip', '-j', '-d', 'addr', 'show', 'flannel.1');
    expect(device).toMatchObject({ mtu: 1450, operstate: 'UNKNOWN', linkinfo: { info_kind: 'vxlan' } });
    expect(device.linkinfo.info_data).toMatchObject({
      ...{ id: 1, port: 8472, learning: false, local: '192.0.2.12', link: 'eth0' },
    });
    expect(device.addr_info).toMatchObject([{ local: '10.244.2.0', prefixlen: 32 }]);
  });

  it('has one permanent neighbor, one fdb entry and one on-link route for each other node', async () => {
    const peers = [
      ['10.244.1.0', '192.0.2.11', 'node1'],
      ['10.244.3.0', '192.0.2.13', 'node3'],
    ] as const;
    const neighbors = await json(plan, 'node2', 'ip', '-j', 'neigh', 'show', 'dev', 'flannel.1');
    const entries = await json(plan, 'node2', 'bridge', '-j', 'fdb', 'show', 'dev', 'flannel.1');
    expect(neighbors).toHaveLength(2);
    expect(entries).toHaveLength(2);
    for (const [zero, address, peer] of peers) {
      const [device] = await json(plan, peer, 'ip', '-j', 'link', 'show', 'flannel.1');
      expect(neighbors).toContainEqual({ dst: zero, lladdr: device.address, state: ['PERMANENT'] });
      expect(entries).toContainEqual({
        ...{ mac: device.address, dst: address, flags: ['self'], state: 'permanent' },
      });
    }
    expect(await routes(plan, 'node2')).toMatchObject([
      { dst: '10.244.1.0/24', gateway: '10.244.1.0', dev: 'flannel.1', flags: ['onlink'] },
      { dst: '10.244.2.0/24', dev: 'cni0', scope: 'link', prefsrc: '10.244.2.1' },
      { dst: '10.244.3.0/24', gateway: '10.244.3.0', dev: 'flannel.1', flags: ['onlink'] },
      { dst: '192.0.2.0/24', dev: 'eth0' },
    ]);
  });

  it('has cni0, the gateway of its pods, whose ports send back what comes from them', async () => {
    const [cni0] = await json(plan, 'node2', 'ip', '-j', '-d', 'addr', 'show', 'cni0');
    expect(cni0).toMatchObject({ mtu: 1450, linkinfo: { info_kind: 'bridge' } });
    expect(cni0.addr_info).toMatchObject([{ local: '10.244.2.1', prefixlen: 24, broadcast: '10.244.2.255' }]);
    const ports = await json(plan, 'node2', 'bridge', '-j', '-d', 'link');
    expect(ports).toHaveLength(2);
    for (const port of ports) {
      expect(port.ifname).toMatch(/^veth[0-9a-f]{8}$/);
      expect(port).toMatchObject({ master: 'cni0', mtu: 1450, hairpin: true });
    }
    expect(await setting(plan, 'node2', 'net.ipv4.ip_forward')).toBe('1');
  });

  it('gives pods an address of the node, its MTU, and routes to everything and to all pods', async () => {
    const [eth0] = await json(plan, 'pod2-2', 'ip', '-j', 'addr', 'show', 'eth0');
    expect(eth0).toMatchObject({
      mtu: 1450,
      addr_info: [{ local: '10.244.2.3', prefixlen: 24, broadcast: '10.244.2.255' }],
    });
    expect(await routes(plan, 'pod2-2')).toMatchObject([
      { dst: 'default', gateway: '10.244.2.1', dev: 'eth0' },
      { dst: '10.244.0.0/16', gateway: '10.244.2.1', dev: 'eth0' },
      { dst: '10.244.2.0/24', dev: 'eth0', scope: 'link', prefsrc: '10.244.2.3' },
    ]);
  });

  it("has flannel's rules in flannel's order", async () => {
    const masq = '-m comment --comment "flanneld masq"';
    const forward = '-m comment --comment "flanneld forward"';
    const rules = async (table: string) =>
      (await saved(plan, 'node2', table)).filter((line) => line.startsWith('-A'));
    expect(await rules('nat')).toEqual([
      `-A POSTROUTING ${masq} -j FLANNEL-POSTRTG`,
      `-A FLANNEL-POSTRTG -m mark --mark 0x4000/0x4000 ${masq} -j RETURN`,
      `-A FLANNEL-POSTRTG -s 10.244.2.0/24 -d 10.244.0.0/16 ${masq} -j RETURN`,
      `-A FLANNEL-POSTRTG -s 10.244.0.0/16 -d 10.244.2.0/24 ${masq} -j RETURN`,
      `-A FLANNEL-POSTRTG ! -s 10.244.0.0/16 -d 10.244.2.0/24 ${masq} -j RETURN`,
      `-A FLANNEL-POSTRTG -s 10.244.0.0/16 ! -d 224.0.0.0/4 ${masq} -j MASQUERADE --random-fully`,
      `-A FLANNEL-POSTRTG ! -s 10.244.0.0/16 -d 10.244.0.0/16 ${masq} -j MASQUERADE --random-fully`,
    ]);
    expect(await rules('filter')).toEqual([
      `-A FORWARD ${forward} -j FLANNEL-FWD`,
      `-A FLANNEL-FWD -s 10.244.0.0/16 ${forward} -j ACCEPT`,
      `-A FLANNEL-FWD -d 10.244.0.0/16 ${forward} -j ACCEPT`,
    ]);
  });
});

describe('backend host-gw', () => {
  const plan = lab('host-gw');
  up(plan);

  it('has no device of its own, and a route through each other node', async () => {
    const links = await json(plan, 'node2', 'ip', '-j', 'link');
    expect(
      links
        .map(({ ifname }: { ifname: string }) => ifname)
        .filter((name: string) => !/^veth/.test(name))
        .sort(),
    ).toEqual(['cni0', 'eth0', 'lo']);
    expect(await routes(plan, 'node2')).toMatchObject([
      { dst: '10.244.1.0/24', gateway: '192.0.2.11', dev: 'eth0', flags: [] },
      { dst: '10.244.2.0/24', dev: 'cni0' },
      { dst: '10.244.3.0/24', gateway: '192.0.2.13', dev: 'eth0', flags: [] },
      { dst: '192.0.2.0/24', dev: 'eth0' },
    ]);
  });

  it('takes nothing off the MTU', async () => {
    for (const [node, name] of [
      ['node2', 'cni0'],
      ['pod2-1', 'eth0'],
    ] as const)
      expect((await json(plan, node, 'ip', '-j', 'link', 'show', name))[0]).toMatchObject({ mtu: 1500 });
  });
});
