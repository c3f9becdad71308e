// The commands were run on Linux 6.1 with iproute2 6.1: the kernel takes these words, and refuses what is refused here.
import { expect, test } from 'vitest';
import { faultsOf, printed, withRed } from '../compiled.ts';

const lab = (spec: Record<string, unknown>, more: Record<string, unknown> = {}) =>
  withRed({ interfaces: { gen0: { type: 'geneve', ...spec }, ...more } });

test.each([
  [{ id: 5, remote: 'blue' }, 'up type geneve id 5 remote 192.0.2.2 dstport 6081'],
  [
    { id: 0, remote: '2001:db8::2', mtu: 1430 },
    'mtu 1430 up type geneve id 0 remote 2001:db8::2 dstport 6081',
  ],
  [
    { id: 16777215, remote: 'blue', port: 6082, ttl: 5, tos: 16, df: 'set' },
    'up type geneve id 16777215 remote 192.0.2.2 ttl 5 tos 0x10 df set dstport 6082',
  ],
])('%j', (spec, words) => {
  expect(printed(lab(spec), 'red/link/gen0')).toEqual([`ip -n x.red link add gen0 ${words}`]);
});

test.each<[Record<string, unknown>, string]>([
  [{ id: 5 }, 'missing-key: '],
  [{ id: 16777216, remote: 'blue' }, 'bad-value: expected a whole number from 0 to 16777215'],
  [{ id: 5, remote: 'red' }, 'remote-is-self: remote 192.0.2.1 of gen0 is an address of red itself'],
  [{ id: 5, remote: 'ff02::5' }, 'group-remote: remote ff02::5 of gen0 is a multicast group'],
  [{ id: 5, remote: 'blue', local: 'red' }, 'unknown-key: '],
])('refused: %j', (spec, fault) => {
  expect(faultsOf(lab(spec))).toEqual([expect.stringContaining(fault)]);
});

test('the same network to the same peer and port is one device, in another port another', () => {
  const spec = { id: 5, remote: 'blue' };
  expect(faultsOf(lab(spec, { gen1: { type: 'geneve', ...spec, port: 6082 } }))).toEqual([]);
  expect(faultsOf(lab(spec, { gen1: { type: 'geneve', ...spec } }))).toEqual([
    'same-device: gen1 and gen0 of red are the same geneve device to the kernel: id 5, remote 192.0.2.2, port 6081',
  ]);
});
