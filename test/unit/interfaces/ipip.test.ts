// The commands were run on Linux 6.1 with iproute2 6.1: the kernel takes these words, and refuses what is refused here.
import { describe, expect, test } from 'vitest';
import { faultsOf, printed, withRed } from '../compiled.ts';

const red = (interfaces: Record<string, unknown>) => withRed({ interfaces });
const made = (spec: Record<string, unknown>, name = 'tun0') =>
  printed(red({ [name]: { type: 'ipip', ...spec } }), `red/link/${name}`);
const refused = (spec: Record<string, unknown>, name = 'tun0') =>
  faultsOf(red({ [name]: { type: 'ipip', ...spec } }));

describe('an ipip device', () => {
  test.each([
    [{ local: 'self:eth0', remote: 'blue' }, 'type ipip local 192.0.2.1 remote 192.0.2.2'],
    [{ remote: 'blue' }, 'type ipip remote 192.0.2.2'],
    [{ local: 'self:eth0' }, 'type ipip local 192.0.2.1'],
    [{ remote: 'blue', link: 'eth0', ttl: 7, tos: 16 }, 'type ipip remote 192.0.2.2 dev eth0 ttl 7 tos 0x10'],
    [{ remote: 'blue', ttl: 0, tos: 'inherit' }, 'type ipip remote 192.0.2.2 tos inherit'],
    [{ remote: 'blue', 'path-mtu-discovery': false }, 'type ipip remote 192.0.2.2 nopmtudisc'],
  ])('%j', (spec, words) => {
    expect(made(spec)).toEqual([`ip -n x.red link add tun0 up ${words}`]);
  });

  test('tunl0 is there already and only set', () => {
    expect(made({ mtu: 1440 }, 'tunl0')).toEqual(['ip -n x.red link set tunl0 mtu 1440 up']);
    expect(made({ up: false }, 'tunl0')).toEqual(['ip -n x.red link set tunl0 down']);
  });
});

describe('refused', () => {
  test.each<[Record<string, unknown>, string]>([
    [
      {},
      "catch-all: tun0 has neither local nor remote; only the kernel's fallback tunnel tunl0 may have neither",
    ],
    [{ local: 'blue' }, 'foreign-address: local 192.0.2.2 of tun0 is not an address of red'],
    [{ remote: 'red' }, 'remote-is-self: remote 192.0.2.1 of tun0 is an address of red itself'],
    [{ remote: '2001:db8::2' }, 'mixed-families: tun0 needs IPv4 addresses, but remote 2001:db8::2 is IPv6'],
    [
      { remote: '239.1.1.1' },
      'group-remote: remote 239.1.1.1 of tun0 is a multicast group; this tunnel needs a unicast address',
    ],
    [
      { remote: 'blue', ttl: 7, 'path-mtu-discovery': false },
      'ttl-without-path-mtu-discovery: ttl and path-mtu-discovery: false cannot be combined',
    ],
    [
      { remote: 'blue', macaddress: '02:00:00:00:00:01' },
      'not-ethernet: tun0 of red (ipip) carries IP packets without Ethernet headers, so it cannot have a MAC address',
    ],
  ])('%j', (spec, fault) => {
    expect(refused(spec)).toEqual([fault]);
  });

  test('what tunl0 cannot be given', () => {
    expect(refused({ local: 'self:eth0', ttl: 5, 'path-mtu-discovery': false }, 'tunl0')).toEqual(
      ['local', 'ttl', 'path-mtu-discovery'].map(
        (key) =>
          `catch-all-settings: tunl0 is the kernel's fallback tunnel in every namespace; its ${key} cannot be set`,
      ),
    );
  });

  test('a second device of the same ends, and one as a port of a bridge', () => {
    const tun = { type: 'ipip', remote: 'blue' };
    expect(faultsOf(red({ a: tun, b: tun }))).toEqual([
      'same-device: b and a of red are the same ipip device to the kernel: local any, remote 192.0.2.2',
    ]);
    expect(faultsOf(red({ a: tun, br0: { type: 'bridge', interfaces: ['a'] } }))).toEqual([
      'not-ethernet: a of red (ipip) carries IP packets without Ethernet headers, so it cannot be a port of br0',
    ]);
  });
});
