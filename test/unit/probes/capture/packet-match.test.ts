/** Numbers where the dissector has names. */
import { expect, it } from 'vitest';
import { dissect } from '../../../../src/packet/dissect.ts';
import { matches } from '../../../../src/probes/capture/packet-match.ts';
import { ECHO, ipv4, ipv6, raw } from '../../packet/hand-made.ts';

const unreachable = `0303 0000 00000000 ${ipv4(17, '0000 0000 0008 0000')}`;
const advertisement = `8600 0000 40 00 0708 00000000 00000000`;
it.each([
  [{ proto: 4 }, ipv4(4, ipv4(1, ECHO)), true],
  [{ proto: 'ipip' }, ipv4(4, ipv4(1, ECHO)), true],
  [{ proto: 41 }, ipv4(4, ipv4(1, ECHO)), false],
  [{ proto: 250 }, ipv4(250, ''), true],
  [{ inner: { proto: 1 } }, ipv4(4, ipv4(1, ECHO)), true],
  [{ icmp: { type: 8 } }, ipv4(1, ECHO), true],
  [{ icmp: { type: 8, code: 0, id: 1 } }, ipv4(1, ECHO), true],
  [{ icmp: { type: 0 } }, ipv4(1, ECHO), false],
  [{ icmp: { type: 3, code: 3 } }, ipv4(1, unreachable), true],
  [{ icmp: { type: 3, code: 'port' } }, ipv4(1, unreachable), true],
  [{ icmp: { type: 3, code: 4 } }, ipv4(1, unreachable), false],
  [{ icmp: { type: 134 } }, ipv6(58, advertisement), true],
  [{ icmp: { type: 99 } }, ipv4(1, '6300 0000 0000 0000'), true],
  [{ icmp: { type: 8 } }, ipv4(17, '0000 0000 0008 0000'), false],
])('%j: %#', (want, hex, expected) => {
  expect(matches(want, dissect(raw(hex)))).toBe(expected);
});
