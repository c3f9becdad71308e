import { describe, expect, it } from 'vitest';
import { dissect } from '../../../src/packet/dissect.ts';
import { summarize } from '../../../src/packet/summary.ts';
import { matches } from '../../../src/probes/capture/packet-match.ts';
import { patterns } from '../../../src/probes/capture/pattern.ts';
import { ipv4, ipv6, raw, snapped } from './hand-made.ts';
import { recorded } from './recorded.ts';

/** By keepalived, one for each virtual router: the first, and the last, which gives up. */
const frames = recorded('vrrp.pcap').map(dissect);
const of = (vrid: number) => frames.filter(({ vrrp }) => vrrp?.vrid === vrid);

describe('recorded advertisements', () => {
  it.each([
    [
      51,
      { version: 2, priority: 150, interval: 1, addresses: ['192.0.2.100', '192.0.2.101'], 'auth-type': 0 },
    ],
    [52, { version: 2, priority: 120, interval: 2, addresses: ['192.0.2.102'], 'auth-type': 1 }],
    [53, { version: 3, priority: 100, interval: 0.5, addresses: ['192.0.2.103'] }],
    [54, { version: 3, priority: 200, interval: 1, addresses: ['fe80::100', '2001:db8::100'] }],
  ])('of the virtual router %d', (vrid, fields) => {
    expect(of(vrid).length).toBeGreaterThan(1);
    for (const frame of of(vrid)) {
      expect(frame).not.toHaveProperty('malformed');
      expect(frame).not.toHaveProperty('payload');
    }
    expect(of(vrid).at(0)!.vrrp).toEqual({ vrid, ...fields });
    expect(of(vrid).at(-1)!.vrrp).toEqual({ vrid, ...fields, priority: 0 });
  });

  it('have a line of their own', () => {
    expect(summarize(of(51).at(0)!)).toBe(
      '192.0.2.1 > 224.0.0.18 VRRPv2 vrid 51 priority 150 every 1 s: 192.0.2.100 192.0.2.101',
    );
    expect(summarize(of(53).at(-1)!)).toBe(
      '192.0.2.1 > 224.0.0.18 VRRPv3 vrid 53 priority 0 (gives up) every 0.5 s: 192.0.2.103',
    );
  });

  it('lose the addresses that the snap length cut', () => {
    const [packet] = recorded('vrrp.pcap').filter((one) => dissect(one).vrrp?.vrid === 51);
    const cut = dissect(snapped(packet!, 14 + 20 + 8 + 4));
    expect(cut).toMatchObject({ truncated: true, vrrp: { vrid: 51, addresses: ['192.0.2.100'] } });
    expect(cut).not.toHaveProperty('malformed');
  });
});

describe('other packets of protocol 112', () => {
  it.each([
    ['CARP', ipv4(112, `21 01 00 07 00 01 0000 ${'a5'.repeat(28)}`)],
    ['another version', ipv4(112, '41 01 64 01 0064 0000 c0000264')],
    ['another type', ipv4(112, '32 01 64 01 0064 0000 c0000264')],
    ['an address too few', ipv4(112, '31 01 64 02 0064 0000 c0000264')],
    ['version 2 without a password', ipv4(112, '21 01 64 01 0001 0000 c0000264')],
  ])('%s is payload', (_, packet) => {
    const frame = dissect(raw(packet));
    expect(frame).not.toHaveProperty('vrrp');
    expect(frame.payload).toMatch(/^[234]/);
  });

  it('addresses of the other IP version are malformed', () => {
    expect(dissect(raw(ipv6(112, '31 01 64 01 0064 0000 c0000264'))).malformed).toBe('vrrp');
  });
});

describe('a pattern', () => {
  const [frame] = of(51);
  it.each([
    [{ vrid: '51', priority: '150' }, true],
    [{ vrid: '52' }, false],
    [{ priority: '0' }, false],
    [{ interval: '1', version: '2' }, true],
    [{ interval: '0.5' }, false],
    [{ addresses: ['192.0.2.101'] }, true],
    [{ addresses: ['192.0.2.101', '192.0.2.100'] }, true],
    [{ addresses: ['192.0.2.101', '192.0.2.102'] }, false],
  ])('%o', (vrrp, fits) => {
    const [pattern] = patterns().parse({ vrrp });
    expect(matches({ vrrp: pattern!.vrrp }, frame!)).toBe(fits);
  });

  it('has only known fields', () => {
    expect(patterns().safeParse({ vrrp: { prio: '1' } }).success).toBe(false);
    expect(patterns().safeParse({ vrrp: { priority: '256' } }).success).toBe(false);
  });
});
