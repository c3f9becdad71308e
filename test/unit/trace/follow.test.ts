// The way of a packet out of everything that was seen, against ways that were written down by hand.
import { expect, it } from 'vitest';
import { changesBetween } from '../../../src/trace/changes.ts';
import { follow } from '../../../src/trace/follow.ts';
import type { Sighting } from '../../../src/trace/sighting.ts';
import { recorded } from './recorded.ts';

const told = (hops: readonly Sighting[] = []) =>
  hops.map(
    ({ node, interface: name, direction }) => `${node} ${name.replace(/^veth.*/, 'veth')} ${direction}`,
  );
const back = (way: readonly string[]) =>
  way.map((hop) => hop.replace(/(in|out)$/, (word) => (word === 'in' ? 'out' : 'in'))).reverse();

const tunnel = [
  ...['pod1-1 eth0 out', 'node1 veth in', 'node1 cni0 in', 'node1 flannel.1 out', 'node1 eth0 out'],
  ...['underlay node1 in', 'underlay node2 out'],
  ...['node2 eth0 in', 'node2 flannel.1 in', 'node2 cni0 out', 'node2 veth out', 'pod2-1 eth0 in'],
];
const published = [
  ...['client eth0 out', 'underlay client in', 'underlay host out', 'host eth0 in'],
  ...['host docker0 out', 'host veth out', 'web eth0 in'],
];

it('a ping through bridges, routers and a tunnel, and the answer by the same interfaces', () => {
  const { seen, readings } = recorded('flannel-vxlan');
  const { way, reply, later, errors } = follow(
    { node: 'pod1-1', protocol: 'icmp', mark: 4711, dst: '' },
    seen,
    readings,
  );
  expect(told(way?.hops)).toEqual(tunnel);
  expect(told(reply?.hops)).toEqual(back(tunnel));
  expect({ copies: way?.copies, later, errors }).toEqual({ copies: [], later: undefined, errors: [] });
});

it('a connection through DNAT, whose answer has another tuple on each side of it', () => {
  const { seen, readings } = recorded('docker-published-port');
  const sent = { node: 'client', protocol: 'tcp', mark: 4711, dst: '', dstPort: 8080 } as const;
  const { way, reply, later } = follow(sent, seen, readings);
  expect(told(way?.hops)).toEqual(published);
  expect(told(reply?.hops)).toEqual(back(published));
  expect(later).toBeUndefined();
});

it('ends where the packet was last seen, and where the first did not arrive there is no answer', () => {
  const { seen, readings } = recorded('flannel-vxlan');
  const cut = seen.filter(({ node }) => !['node2', 'pod2-1', 'pod2-2'].includes(node));
  const { way, reply } = follow({ node: 'pod1-1', protocol: 'icmp', mark: 4711, dst: '' }, cut, readings);
  expect(told(way?.hops)).toEqual(tunnel.slice(0, 7));
  expect(told(reply?.hops)).toEqual([...back(tunnel).slice(5)]);
});

it('finds nothing for a mark that nobody sent', () => {
  const { seen, readings } = recorded('flannel-vxlan');
  expect(
    follow({ node: 'pod1-1', protocol: 'icmp', mark: 4712, dst: '' }, seen, readings).way,
  ).toBeUndefined();
});

it('tells what the tunnel puts on and takes off, and what NAT rewrites', () => {
  const vxlan = recorded('flannel-vxlan');
  const { way } = follow(
    { node: 'pod1-1', protocol: 'icmp', mark: 4711, dst: '' },
    vxlan.seen,
    vxlan.readings,
  );
  const hops = way?.hops ?? [];
  const at = (i: number) => changesBetween(hops[i - 1]!.frame, hops[i]!.frame);
  const outer = { kind: 'vxlan', vni: 1, src: '172.18.0.11', dst: '172.18.0.12', dstPort: 8472, bytes: 50 };
  expect(at(3)).toMatchObject({ ttl: { from: 64, to: 63 } });
  expect(at(4)).toMatchObject({ putOn: [outer] });
  expect(at(8)).toMatchObject({ takenOff: [outer] });
  expect([1, 2, 5, 6, 7, 10, 11].map(at)).toEqual(Array.from({ length: 7 }, () => ({})));

  const nat = recorded('docker-published-port');
  const sent = { node: 'client', protocol: 'tcp', mark: 4711, dst: '', dstPort: 8080 } as const;
  const dnat = follow(sent, nat.seen, nat.readings).way?.hops ?? [];
  expect(changesBetween(dnat[3]!.frame, dnat[4]!.frame)).toMatchObject({
    ttl: { from: 64, to: 63 },
    nat: [{ what: 'destination', from: '198.51.100.11:8080', to: '172.17.0.2:80' }],
  });
});
