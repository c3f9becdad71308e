import { expect, it } from 'vitest';
import { typedBytes } from '../../../src/base/typed-bytes.ts';

it.each([
  ['u8 6', [6]],
  ['u8 0xff', [255]],
  ['u16 258', [2, 1]],
  ['u32 3', [3, 0, 0, 0]],
  ['u64 18446744073709551615', [255, 255, 255, 255, 255, 255, 255, 255]],
  ['be16 80', [0, 80]],
  ['be32 1', [0, 0, 0, 1]],
  ['ip 10.96.0.10', [10, 96, 0, 10]],
  ['ip 2001:db8::1', [0x20, 1, 0xd, 0xb8, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1]],
  ['mac 02:00:0A:00:00:ff', [2, 0, 10, 0, 0, 255]],
  ['hex 0a0B', [10, 11]],
  ['zero 2', [0, 0]],
  [' ip 10.0.0.1\n be16 8080  u8 17 u8 0 ', [10, 0, 0, 1, 31, 144, 17, 0]],
])('%s', (text, bytes) => {
  expect(typedBytes(text)).toEqual({ bytes });
});

it.each([
  ['', 'unknown type ""'],
  ['6', 'unknown type "6"'],
  ['toString 6', 'unknown type "toString"'],
  ['u8', 'u8 has no value'],
  ['u8 1 u16', 'u16 has no value'],
  ['u8 256', '"256" is not a value of type u8'],
  ['u8 -1', '"-1" is not a value of type u8'],
  ['u8 1.5', '"1.5" is not a value of type u8'],
  ['u64 18446744073709551616', '"18446744073709551616" is not a value of type u64'],
  ['ip 10.0.0.256', '"10.0.0.256" is not a value of type ip'],
  ['mac 02:00:00:00:00', '"02:00:00:00:00" is not a value of type mac'],
  ['hex abc', '"abc" is not a value of type hex'],
  ['zero 0', '"0" is not a value of type zero'],
])('refuses "%s"', (text, fault) => {
  expect(typedBytes(text)).toEqual({ fault });
});
