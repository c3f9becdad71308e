import { describe, expect, it } from 'vitest';
import type { Captured } from '../../../src/packet/captured.ts';
import { dissect } from '../../../src/packet/dissect.ts';
import type { Frame } from '../../../src/packet/frame.ts';
import {
  captured,
  ECHO,
  ETHERNET,
  ethernet,
  FAR,
  icmp,
  ipv4,
  ipv6,
  raw,
  snapped,
  TCP,
  udp,
  vxlan,
} from './hand-made.ts';

describe('dissecting what is damaged', () => {
  it.each<[string, Captured, string]>([
    ['Ethernet', captured(1, 'aabb'), 'ethernet'],
    ['IPv4 version', ethernet('0800', ipv4(1, ECHO).replace('4500', '5500')), 'ipv4'],
    ['IPv4 header length', raw(ipv4(1, ECHO).replace('4500', '4400')), 'ipv4'],
    ['IPv4 total length', raw('4500 0013 0007 4000 40c8 0000 0a000001 0a000002'), 'ipv4'],
    ['IPv6 version', ethernet('86dd', ipv6(59, '').replace('6', '4')), 'ipv6'],
    ['IPv6 extension header', raw(ipv6(60, '1105 0000')), 'ipv6'],
    ['length of an IPv6 extension header', raw(ipv6(60, '1105 0000 00000000')), 'ipv6'],
    ['ICMP', raw(ipv4(1, '0800 0000')), 'icmp'],
    ['ICMPv6', raw(ipv6(58, '8000 0000')), 'icmpv6'],
    ['neighbor discovery', raw(ipv6(58, '8700 0000 00000000 2001')), 'icmpv6'],
    ['option of neighbor discovery', raw(ipv6(58, `8700 0000 00000000 ${FAR} 0100 000000000000`)), 'icmpv6'],
    ['TCP', raw(ipv4(6, '03e8 0050 00000001')), 'tcp'],
    ['TCP offset', raw(ipv4(6, TCP.replace('6012', '4012'))), 'tcp'],
    ['TCP offset past the end', raw(ipv4(6, TCP.replace('6012', 'f012'))), 'tcp'],
    ['UDP', raw(ipv4(17, '03e8')), 'udp'],
    ['UDP length', raw(ipv4(17, '03e8 0009 0007 0000')), 'udp'],
    ['UDP length past the end', raw(ipv4(17, '03e8 0009 0009 0000')), 'udp'],
  ])('says that the %s is malformed', (_, packet, malformed) => {
    const frame = dissect(packet);
    expect(frame.malformed).toBe(malformed);
    expect(frame).not.toHaveProperty('truncated');
  });

  it('marks what the snap length cut, at every size, and never calls it malformed', () => {
    const whole = raw(ipv4(17, udp(8472, vxlan(1, `${ETHERNET} 0800 ${ipv4(6, `${TCP} aabb`)}`))));
    for (let size = 0; size < whole.length; size++) {
      let frame: Frame | undefined = dissect(snapped(whole, size));
      for (; frame; frame = frame.inner) expect(frame, `${size} bytes`).toMatchObject({ truncated: true });
      expect(JSON.stringify(dissect(snapped(whole, size))), `${size} bytes`).not.toMatch(
        /malformed|bad-checksum/,
      );
    }
    expect(JSON.stringify(dissect(whole))).not.toMatch(/truncated|malformed/);
  });

  it('keeps what it read before the cut', () => {
    const packet = snapped(ethernet('0800', ipv4(6, TCP)), 14 + 20 + 8);
    expect(dissect(packet)).toMatchObject({
      truncated: true,
      length: 58,
      ip: { protocol: 'tcp' },
      tcp: { 'dst-port': 80 },
    });
  });

  it.each([
    ['2445', undefined],
    ['2446', true],
  ])('judges the ICMPv6 checksum %s by its pseudo header', (sum, bad) => {
    expect(dissect(raw(ipv6(58, `8000 ${sum} 0001 0002`))).icmp?.['bad-checksum']).toBe(bad);
  });

  it('does not judge what a routing header, a fragment, a cut or a quotation leaves open', () => {
    const wrong = '8000 ffff 0001 0002';
    for (const packet of [
      raw(ipv6(43, `3a00 0400 00000000 ${wrong}`)),
      raw(ipv6(44, `3a00 0001 00000001 ${wrong}`)),
      snapped(raw(ipv6(58, `${wrong} aabb`)), 49),
      raw(ipv4(1, icmp('0303', `00000000 ${ipv4(1, '0800 ffff 0001 0002')}`))),
    ])
      expect(JSON.stringify(dissect(packet))).not.toContain('bad-checksum');
  });
});
