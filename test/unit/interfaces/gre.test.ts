// The commands were run on Linux 6.1 with iproute2 6.1: the kernel takes these words, and refuses what is refused here.
import { describe, expect, test } from 'vitest';
import { faultsOf, printed, withRed } from '../compiled.ts';

const red = (interfaces: Record<string, unknown>) => withRed({ interfaces });

describe.each(['gre', 'gretap'])('a %s device', (type) => {
  const made = (spec: Record<string, unknown>, name = 'tun0') =>
    printed(red({ [name]: { type, ...spec } }), `red/link/${name}`);

  test.each([
    [{ local: 'self:eth0', remote: 'blue' }, 'local 192.0.2.1 remote 192.0.2.2'],
    [{ remote: 'blue', key: 7 }, 'remote 192.0.2.2 key 7'],
    [{ remote: 'blue', keys: { input: 7, output: 8 } }, 'remote 192.0.2.2 ikey 7 okey 8'],
    [{ key: 4294967295 }, 'key 4294967295'],
    [
      { remote: 'blue', link: 'eth0', ttl: 5, 'path-mtu-discovery': false, csum: true, seq: true },
      'remote 192.0.2.2 dev eth0 ttl 5 nopmtudisc csum seq',
    ],
  ])('%j', (spec, words) => {
    expect(made(spec)).toEqual([`ip -n x.red link add tun0 up type ${type} ${words}`]);
  });

  test.each<[Record<string, unknown>, string]>([
    [
      {},
      `catch-all: tun0 has neither local nor remote; only the kernel's fallback tunnel ${type}0 may have neither`,
    ],
    [{ csum: true }, 'catch-all: tun0 has'],
    [{ remote: 'blue', key: 1, keys: { input: 1, output: 2 } }, 'key-and-keys: tun0 has both key and keys'],
    [{ remote: 'blue', key: 4294967296 }, 'bad-value: expected a whole number from 0 to 4294967295'],
    [{ remote: '2001:db8::2' }, 'mixed-families: tun0 needs IPv4 addresses'],
  ])('refused: %j', (spec, fault) => {
    expect(faultsOf(red({ tun0: { type, ...spec } }))).toEqual([expect.stringContaining(fault)]);
  });

  test('is another one with another key that it must have, whatever else it says', () => {
    const all = {
      a: { type, remote: 'blue' },
      b: { type, remote: 'blue', key: 1 },
      c: { type, remote: 'blue', keys: { input: 2, output: 1 } },
    };
    expect(faultsOf(red(all))).toEqual([]);
    expect(faultsOf(red({ ...all, d: { type, remote: 'blue', key: 2, seq: true } }))).toEqual([
      `same-device: d and c of red are the same ${type} device to the kernel: local any, remote 192.0.2.2, key 2`,
    ]);
  });

  test('named as the one that is in every namespace, takes nothing of its own', () => {
    expect(faultsOf(red({ [`${type}0`]: { type, key: 7 } }))).toEqual([
      `catch-all-settings: ${type}0 is the kernel's fallback tunnel in every namespace; its key cannot be set`,
    ]);
  });
});

test('the catch-all devices are set, and gretap0 is given the MAC that it lacks', () => {
  const text = red({ gre0: { type: 'gre', up: false }, gretap0: { type: 'gretap', mtu: 1400 } });
  expect(printed(text, 'red/link/gre0')).toEqual(['ip -n x.red link set gre0 down']);
  expect(printed(text, 'red/link/gretap0')).toEqual([
    expect.stringMatching(/^ip -n x\.red link set gretap0 address 02(:[0-9a-f]{2}){5} mtu 1400 up$/),
  ]);
});

test('a gretap may be a port of a bridge, a gre may not', () => {
  const bridged = (type: string) =>
    red({ tap7: { type, remote: 'blue' }, br0: { type: 'bridge', interfaces: ['tap7'] } });
  expect(printed(bridged('gretap'), 'red/link/tap7')).toEqual([
    'ip -n x.red link add tap7 up master br0 type gretap remote 192.0.2.2',
  ]);
  expect(faultsOf(bridged('gre'))).toEqual([expect.stringContaining('not-ethernet: tap7 of red (gre)')]);
});
