import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  contains,
  formatCidr,
  formatIp,
  hostCidr,
  type Ip,
  network,
  nth,
  overlaps,
  parseCidr,
  parseIp,
  size,
  subnet,
} from '../../../src/base/cidr.ts';

const ip = (text: string): Ip => parseIp(text)!;
const cidr = (text: string) => parseCidr(text)!;

describe('an address is read strictly and written in canonical form (RFC 5952)', () => {
  test.each([
    ['192.0.2.1', '192.0.2.1'],
    ['0.0.0.0', '0.0.0.0'],
    ['255.255.255.255', '255.255.255.255'],
    ['::', '::'],
    ['::1', '::1'],
    ['2001:DB8:0:0:0:0:0:1', '2001:db8::1'],
    ['2001:db8:0:0:1:0:0:1', '2001:db8::1:0:0:1'],
    ['2001:db8:0:1:1:1:1:1', '2001:db8:0:1:1:1:1:1'],
    ['2001:0db8::0001', '2001:db8::1'],
    ['::ffff:192.0.2.1', '::ffff:c000:201'],
  ])('%s is %s', (text, canonical) => {
    expect(formatIp(ip(text))).toBe(canonical);
  });

  test.each([
    '010.0.0.1',
    '10.1',
    '256.0.0.1',
    '1.2.3.4.5',
    ' 1.2.3.4',
    '1.2.3.4 ',
    '1.2.3.-4',
    '0x7f.0.0.1',
    '[::1]',
    'fe80::1%eth0',
    ':::',
    '1::2::3',
    '12345::',
    '1:2:3:4:5:6:7',
    '1:2:3:4:5:6:7:8:9',
    'fd00',
    '',
    '192.0.2.1/24',
    '192.0.2.1\n',
  ])('%j is no address', (text) => {
    expect(parseIp(text)).toBeUndefined();
  });
});

describe('a prefix length is a plain number that the family has', () => {
  test.each(['192.0.2.1/0', '192.0.2.1/32', '::/0', '2001:db8::/128'])('%s is one', (text) => {
    expect(formatCidr(cidr(text))).toBe(text);
  });
  test.each([
    '192.0.2.1/33',
    '::/129',
    '192.0.2.1/',
    '192.0.2.1/024',
    '192.0.2.1/-1',
    '/24',
    '::/64/64',
    '::1',
  ])('%s is none', (text) => {
    expect(parseCidr(text)).toBeUndefined();
  });
});

test.each([
  ['192.0.2.5/24', '192.0.2.0/24'],
  ['192.0.2.5/31', '192.0.2.4/31'],
  ['192.0.2.5/32', '192.0.2.5/32'],
  ['192.0.2.5/0', '0.0.0.0/0'],
  ['2001:db8::5/64', '2001:db8::/64'],
  ['2001:db8::5/128', '2001:db8::5/128'],
  ['2001:db8::5/0', '::/0'],
])('%s lies in %s', (text, prefix) => {
  expect(formatCidr(network(cidr(text)))).toBe(prefix);
});

test.each([
  ['192.0.2.0/24', '192.0.2.255', true],
  ['192.0.2.0/24', '192.0.3.0', false],
  ['0.0.0.0/0', '255.255.255.255', true],
  ['0.0.0.0/0', '::1', false],
  ['::/0', '192.0.2.1', false],
  ['192.0.2.4/31', '192.0.2.5', true],
  ['192.0.2.4/31', '192.0.2.6', false],
  ['fe80::/10', 'febf::1', true],
])('that %s contains %s is %s', (prefix, address, holds) => {
  expect(contains(cidr(prefix), ip(address))).toBe(holds);
});

test.each([
  ['192.0.2.0/24', '192.0.2.128/25', true],
  ['192.0.2.128/25', '192.0.2.1/24', true],
  ['192.0.2.0/25', '192.0.2.128/25', false],
  ['0.0.0.0/0', '192.0.2.1/32', true],
  ['0.0.0.0/0', '::/0', false],
])('that %s and %s overlap is %s', (a, b, overlap) => {
  expect(overlaps(cidr(a), cidr(b))).toBe(overlap);
});

test.each([
  ['192.0.2.0/31', 2n],
  ['192.0.2.0/32', 1n],
  ['0.0.0.0/0', 1n << 32n],
  ['::/0', 1n << 128n],
])('%s has %s addresses', (prefix, count) => {
  expect(size(cidr(prefix))).toBe(count);
});

test.each([
  ['192.0.2.0/31', 1, '192.0.2.1'],
  ['192.0.2.0/31', 2, undefined],
  ['192.0.2.7/24', 11, '192.0.2.11'],
  ['192.0.2.0/24', -1, undefined],
  ['2001:db8::/64', 256, '2001:db8::100'],
])('address %2$s of %1$s is %3$s', (prefix, n, address) => {
  const found = nth(cidr(prefix), n);
  expect(found && formatIp(found)).toBe(address);
});

test.each([
  ['10.244.0.0/16', 24, 1, '10.244.1.0/24'],
  ['10.244.0.0/16', 24, 255, '10.244.255.0/24'],
  ['10.244.0.0/16', 24, 256, undefined],
  ['10.244.0.0/16', 8, 0, undefined],
  ['10.244.0.0/16', 33, 0, undefined],
  ['fd00::/48', 64, 2, 'fd00:0:0:2::/64'],
])('of %s cut into /%i, part %i is %s', (prefix, length, n, part) => {
  const found = subnet(cidr(prefix), length, n);
  expect(found && formatCidr(found)).toBe(part);
});

test('an address of its own has the full length', () => {
  expect(formatCidr(hostCidr(ip('192.0.2.1')))).toBe('192.0.2.1/32');
  expect(formatCidr(hostCidr(ip('2001:db8::1')))).toBe('2001:db8::1/128');
});

test('what is written is read as the same address, in both families', () => {
  fc.assert(
    fc.property(fc.bigInt(0n, (1n << 128n) - 1n), (value) => {
      const six: Ip = { family: 6, value };
      const four: Ip = { family: 4, value: value & 0xffffffffn };
      expect(parseIp(formatIp(six))).toEqual(six);
      expect(parseIp(formatIp(four))).toEqual(four);
    }),
  );
});
