// Two routers of VRRP have the address, and the client has a neighbor entry.
import { describe, expect, it } from 'vitest';
import { addressTwice } from '../../../src/trace/causes/address-twice.ts';
import type { Readings } from '../../../src/trace/readings.ts';
import type { TracedWay } from '../../../src/trace/trace.ts';

const macs = { one: '02:00:00:00:00:01', two: '02:00:00:00:00:02' };
const link = (mac: string, addresses: readonly string[], flags = ['UP']) => ({
  ...{ ifname: 'eth0', address: mac, flags },
  addr_info: addresses.map((local) => ({ local, prefixlen: 24 })),
});
const readings = (two: object, fdb: readonly object[]) =>
  new Map([
    ['one', { services: [], links: [link(macs.one, ['192.0.2.1', '192.0.2.100'])] }],
    ['two', { services: [], links: [two] }],
    ['lan', { services: [], links: [], fdb }],
  ]) as unknown as Readings;
const entries = (more: object = {}) => [
  { mac: macs.one, master: 'br0' },
  { mac: macs.two, master: 'br0', ...more },
];
const frame = {
  ip: { src: '192.0.2.10', dst: '192.0.2.100', protocol: 'icmp' },
  icmp: { type: 'echo-request' },
};
const way = {
  arrived: true,
  hops: [
    { node: 'lan', interface: 'one', frame },
    { node: 'one', interface: 'eth0', frame },
  ],
} as unknown as TracedWay;
const causeWith = (two: object, fdb: readonly object[]) => addressTwice(way, [], readings(two, fdb));
const both = link(macs.two, ['192.0.2.2', '192.0.2.100']);

describe('an address on two machines of one segment', () => {
  it('is named with both', () => {
    expect(causeWith(both, entries())).toMatchObject({
      id: 'address-twice',
      node: 'two',
      why: 'one:eth0 and two:eth0 both have 192.0.2.100, so the packet may go to either',
    });
  });

  it.each([
    ['the other has another address', link(macs.two, ['192.0.2.2']), entries()],
    ['the other is down', link(macs.two, ['192.0.2.100'], []), entries()],
    ['the other does not answer ARP', link(macs.two, ['192.0.2.100'], ['UP', 'NOARP']), entries()],
    ['the other is in another bridge', both, entries({ master: 'br1' })],
    ['the other is in another VLAN', both, entries({ vlan: 7 })],
    ['no table has the other', both, entries().slice(0, 1)],
  ])('is no cause if %s', (_, two, fdb) => {
    expect(causeWith(two, fdb)).toBeUndefined();
  });
});
