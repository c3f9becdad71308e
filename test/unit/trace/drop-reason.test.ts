/** The kernel's word is joined to the packet that was last seen, or to none. */
import { expect, it } from 'vitest';
import { type Drop, reasonOf } from '../../../src/trace/drop-reason.ts';
import type { Sighting } from '../../../src/trace/sighting.ts';

const seen = (direction: 'in' | 'out', vlan = 0) =>
  ({
    ...{ node: 'host', interface: 'eth0', direction, to: 'host' },
    packet: { time: 1_000_000_000n, length: 98 + 4 * vlan },
    frame: { ethernet: {}, ...(vlan > 0 ? { vlan: [{}] } : {}) },
  }) as unknown as Sighting;
const drop = (more: Partial<Drop> = {}): Drop => ({
  ...{ interface: 'eth0', out: false, length: 84, time: '1000000900', reason: 'IP_RPFILTER' },
  ...more,
});

it.each<[string, Sighting, readonly Drop[], string | undefined]>([
  ['that came in, without its Ethernet header', seen('in'), [drop()], 'IP_RPFILTER'],
  ['that went out, with it', seen('out'), [drop({ out: true, length: 98 })], 'IP_RPFILTER'],
  ['whose VLAN tag was taken off', seen('in', 1), [drop()], 'IP_RPFILTER'],
  ['but not one on another interface', seen('in'), [drop({ interface: 'eth1' })], undefined],
  ['nor of another length', seen('in'), [drop({ length: 85 })], undefined],
  ['nor in the other direction', seen('out'), [drop({ length: 98 })], undefined],
  ['nor at another time', seen('in'), [drop({ time: '1002000900' })], undefined],
  ['nor where two died of different things', seen('in'), [drop(), drop({ reason: 'NO_SOCKET' })], undefined],
])('a packet %s', (_, last, drops, reason) => {
  expect(reasonOf(last, drops)).toBe(reason);
});
