import { describe, expect, it } from 'vitest';
import { hex, ipv4At, ipv6At, macAt } from '../../../src/packet/address.ts';
import { Piece } from '../../../src/packet/piece.ts';
import { bytes } from './hand-made.ts';

describe('addresses as text', () => {
  it.each([
    ['20010db8000000000000000000000001', '2001:db8::1'],
    ['00000000000000000000000000000000', '::'],
    ['00000000000000000000000000000001', '::1'],
    ['fe800000000000000000000000000000', 'fe80::'],
    // RFC 5952, 4.2.2: one group of zeros is not shortened; 4.2.3: the longest run is, of equal ones the first.
    ['20010db8000000010001000100010001', '2001:db8:0:1:1:1:1:1'],
    ['20010000000000010000000000000001', '2001:0:0:1::1'],
    ['20010db8000000000001000000000001', '2001:db8::1:0:0:1'],
    ['20010DB8AAAABBBBCCCCDDDDEEEEFF0F', '2001:db8:aaaa:bbbb:cccc:dddd:eeee:ff0f'],
    ['00000000000000000000ffffc0000201', '::ffff:192.0.2.1'],
    ['00000000000000000000fffec0000201', '::fffe:c000:201'],
  ])('writes the IPv6 address %s as %s', (input, output) => {
    expect(ipv6At(new Piece(bytes(input)), 0)).toBe(output);
  });

  it('writes MACs in lower case, IPv4 in decimals, at any offset', () => {
    const piece = new Piece(bytes('ff 0A0B0C0D0E0F c0000201'));
    expect(macAt(piece, 1)).toBe('0a:0b:0c:0d:0e:0f');
    expect(ipv4At(piece, 7)).toBe('192.0.2.1');
    expect(hex(piece.bytes.subarray(0, 2))).toBe('ff0a');
  });
});
