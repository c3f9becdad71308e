import { describe, expect, it } from 'vitest';
import { dissect } from '../../../src/packet/dissect.ts';
import { summarize } from '../../../src/packet/summary.ts';
import { ECHO, ipv4, raw, udp } from './hand-made.ts';

describe("what flannel's backend udp carries", () => {
  it('is a whole IPv4 packet, with nothing before it', () => {
    const frame = dissect(raw(ipv4(17, udp(8285, ipv4(1, ECHO)))));
    expect(frame).toMatchObject({
      udp: { 'dst-port': 8285 },
      'flannel-udp': { port: 8285 },
      inner: { length: 28, ip: { src: '10.0.0.1', ttl: 64 }, icmp: { type: 'echo-request', id: 1 } },
    });
    expect(frame).not.toHaveProperty('payload');
    expect(summarize(frame)).toBe('flannel UDP [ 10.0.0.1 > 10.0.0.2 ICMP echo request ]');
  });

  it.each([
    ['IPv6', `60000000 0000 3b40 ${'00'.repeat(32)}`],
    ['a header shorter than any', `44${'00'.repeat(19)}`],
  ])('is not %s', (_, data) => {
    const frame = dissect(raw(ipv4(17, udp(8285, data))));
    expect(frame).toMatchObject({ payload: data.replaceAll(' ', '') });
    expect(frame).not.toHaveProperty('flannel-udp');
  });

  it('ends early, and is not malformed, where its carrier is a first fragment', () => {
    const frame = dissect(raw(ipv4(17, `03e8 205d 0040 0000 ${ipv4(1, ECHO)}`, 0x2000)));
    expect(frame).toMatchObject({ 'flannel-udp': {}, inner: { icmp: { id: 1 } } });
    expect(frame).not.toHaveProperty('malformed');
  });
});
