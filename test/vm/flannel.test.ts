/**
 * The objects that flannel's backends create on a node, for backends that few kernels support: ipip (pkg/backend/ipip/ipip.go configureIPIPDevice and
 * GetRoute; the netlink library sends PMtuDisc 0 and Ttl 0) and wireguard (pkg/backend/wireguard/device.go newWGDevice, addPeer
 * and upAndAddRoute, wireguard_network.go overhead). The facts are theirs, not what netlab prints.
 */
import { beforeAll, expect, it } from 'vitest';
import type { Place } from '../../src/model/place.ts';
import type { Plan } from '../../src/model/plan.ts';
import { kindOf } from '../../src/places/index.ts';
import { whileUp, written } from '../labs/build.ts';
import { describeVm } from './guest.ts';

const lab = (name: string, underlay: string, network: string) =>
  written(`
lab: facts-${name}
cluster:
  nodes: 3
  pods: 1
  underlay: ${underlay}
  network: { plugin: flannel, ${network} }
`).plan;

describeVm("flannel's backends that need the VM", () => {
  let place: Place;
  beforeAll(async () => {
    place = await kindOf('vm')!.open('vm', { env: process.env, note: () => undefined });
  });

  const output = async (plan: Plan, node: string, ...argv: readonly string[]): Promise<string> => {
    const found = plan.nodes.find(({ name }) => name === node)!;
    const outcome = await place.run({ node: found, argv });
    expect(outcome, `${node}: ${argv.join(' ')}`).toMatchObject({ exit: 0 });
    return outcome.stdout;
  };
  const json = async (plan: Plan, node: string, ...argv: readonly string[]) =>
    JSON.parse(await output(plan, node, ...argv));

  it('ipip: flannel.ipip with a local end only, routes through the peers, direct ones on eth0 and still onlink', async () => {
    const subnets = '{ 192.0.2.0/25: [node1, node2], 192.0.2.128/25: [node3] }';
    const plan = lab('ipip', subnets, 'backend: ipip, direct-routing: true');
    const look = async () => {
      const [device] = await json(plan, 'node1', 'ip', '-j', '-d', 'addr', 'show', 'flannel.ipip');
      expect(device).toMatchObject({ mtu: 1480, linkinfo: { info_kind: 'ipip' } });
      // ttl 0 is inherit.
      expect(device.linkinfo.info_data).toMatchObject({
        ...{ remote: 'any', local: '192.0.2.11', ttl: 0, pmtudisc: false },
      });
      expect(device.addr_info).toMatchObject([{ local: '10.244.1.0', prefixlen: 32 }]);
      expect(await json(plan, 'node1', 'ip', '-j', 'route')).toMatchObject([
        { dst: 'default', gateway: '192.0.2.1', dev: 'eth0' },
        { dst: '10.244.1.0/24', dev: 'cni0' },
        { dst: '10.244.2.0/24', gateway: '192.0.2.12', dev: 'eth0', flags: ['onlink'] },
        { dst: '10.244.3.0/24', gateway: '192.0.2.141', dev: 'flannel.ipip', flags: ['onlink'] },
        { dst: '192.0.2.0/25', dev: 'eth0' },
      ]);
      expect((await json(plan, 'pod1-1', 'ip', '-j', 'link', 'show', 'eth0'))[0]).toMatchObject({
        mtu: 1480,
      });
    };
    await whileUp(plan, look, place);
  });

  it('wireguard: flannel-wg, one route of scope link, and the /24 of each peer as what it may send', async () => {
    const plan = lab('wireguard', '192.0.2.0/24', 'backend: wireguard');
    const look = async () => {
      const [device] = await json(plan, 'node2', 'ip', '-j', '-d', 'addr', 'show', 'flannel-wg');
      expect(device).toMatchObject({ mtu: 1420, linkinfo: { info_kind: 'wireguard' } });
      expect(device.addr_info).toMatchObject([{ local: '10.244.2.0', prefixlen: 32 }]);
      const routes = await json(plan, 'node2', 'ip', '-j', 'route');
      expect(routes).toMatchObject([
        { dst: '10.244.0.0/16', dev: 'flannel-wg', scope: 'link' },
        { dst: '10.244.2.0/24', dev: 'cni0' },
        { dst: '192.0.2.0/24', dev: 'eth0' },
      ]);
      const shown = await Promise.all(
        ['node1', 'node2', 'node3'].map((node) => output(plan, node, 'wg', 'show', 'flannel-wg', 'dump')),
      );
      // private-key public-key listen-port fwmark; then public-key shared-key endpoint allowed-ips handshake rx tx keepalive
      const [one, two, three] = shown.map((text) =>
        text
          .trim()
          .split('\n')
          .map((line) => line.split('\t')),
      );
      expect(two![0]![2]).toBe('51820');
      expect(
        two!
          .slice(1)
          .map(([key, shared, endpoint, allowed, , , , alive]) => [key, shared, endpoint, allowed, alive]),
      ).toEqual([
        [one![0]![1], '(none)', '192.0.2.11:51820', '10.244.1.0/24', 'off'],
        [three![0]![1], '(none)', '192.0.2.13:51820', '10.244.3.0/24', 'off'],
      ]);
      expect((await json(plan, 'pod2-1', 'ip', '-j', 'link', 'show', 'eth0'))[0]).toMatchObject({
        mtu: 1420,
      });
    };
    await whileUp(plan, look, place);
  });
});
