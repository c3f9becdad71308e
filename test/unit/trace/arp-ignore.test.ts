/** The values of arp_ignore for which a node does not answer an ARP request. */
import { expect, it } from 'vitest';
import { ignoredRequest } from '../../../src/trace/causes/arp-ignore.ts';
import { reading } from './recorded.ts';

const links = [
  { ifname: 'eth0', addr_info: [{ local: '192.0.2.1', prefixlen: 24 }] },
  { ifname: 'veth0', addr_info: [] },
];

const why = (all: number, own: number, owner: string, name: string, sender = '192.0.2.9') =>
  ignoredRequest(
    { sender, target: '192.0.2.1' },
    {
      ...{ node: 'host', name },
      reading: reading({
        links,
        settings: new Map([
          ['ipv4/conf/all/arp_ignore', String(all)],
          [`ipv4/conf/${name}/arp_ignore`, String(own)],
        ]),
      }),
    },
    owner,
  )?.why;

it.each([
  [0, 0, 'eth0', 'veth0', undefined],
  [
    1,
    0,
    'eth0',
    'veth0',
    'host:veth0 does not answer: net.ipv4.conf.all.arp_ignore is 1, and eth0 has the address',
  ],
  [
    0,
    1,
    'eth0',
    'veth0',
    'host:veth0 does not answer: net.ipv4.conf.veth0.arp_ignore is 1, and eth0 has the address',
  ],
  [1, 0, 'eth0', 'eth0', undefined],
  [2, 0, 'eth0', 'eth0', undefined],
  [8, 0, 'eth0', 'eth0', 'host:eth0 does not answer: net.ipv4.conf.all.arp_ignore is 8'],
])('all %i, own %i, %s has the address, %s receives the request', (all, own, owner, name, expected) => {
  expect(why(all, own, owner, name)).toBe(expected);
});

it('2 wants the sender in a subnet of the interface', () => {
  expect(why(2, 0, 'eth0', 'eth0', '198.51.100.9')).toBe(
    'host:eth0 does not answer: net.ipv4.conf.all.arp_ignore is 2, and the sender 198.51.100.9 is in no subnet of eth0',
  );
});
