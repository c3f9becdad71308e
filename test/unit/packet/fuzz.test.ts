import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Captured } from '../../../src/packet/captured.ts';
import { dissect } from '../../../src/packet/dissect.ts';
import { summarize } from '../../../src/packet/summary.ts';
import { captured, ETHERNET, ipv4, udp, vxlan } from './hand-made.ts';
import { fixtures, recorded } from './recorded.ts';

function check(packet: Captured): void {
  const frame = dissect(packet);
  expect(JSON.parse(JSON.stringify(frame))).toStrictEqual(frame);
  expect(summarize(frame)).not.toMatch(/undefined|NaN|\n/);
}

describe('whatever the bytes', () => {
  const linkType = fc.constantFrom(1, 12, 101, 113, 276, 7);

  it('dissects and summarizes noise', () => {
    fc.assert(
      fc.property(linkType, fc.uint8Array({ maxLength: 200 }), fc.nat(300), (linkType, data, length) => {
        check({ time: 0n, linkType, length, data });
      }),
      { numRuns: 2000 },
    );
  });

  it('dissects and summarizes recorded packets that were damaged and cut', () => {
    const packets = fixtures.flatMap(recorded);
    const damage = fc.array(fc.tuple(fc.nat(150), fc.nat(255)), { maxLength: 5 });
    fc.assert(
      fc.property(fc.constantFrom(...packets), damage, fc.nat(400), (packet, changes, cut) => {
        const data = packet.data.slice(0, cut);
        for (const [at, value] of changes) if (at < data.length) data[at] = value;
        check({ ...packet, data });
      }),
      { numRuns: 3000 },
    );
  });

  it('stops at a depth that no packet has', () => {
    let data = '';
    for (let depth = 0; depth < 100; depth++)
      data = `${ETHERNET} 0800 ${ipv4(17, udp(4789, vxlan(1, data)))}`;
    const text = JSON.stringify(dissect(captured(1, data)));
    expect(text.split('vxlan')).toHaveLength(17);
    check(captured(1, data));
    check(captured(1, ETHERNET, '8100 0001'.repeat(10_000)));
  });
});
