import { expect, test } from 'vitest';
import {
  interfaceNameFault,
  isInterfaceName,
  shortenInterfaceName,
} from '../../../src/base/interface-name.ts';

test.each(['eth0', 'flannel.1', 'br-lan', 'a'.repeat(15), 'cali12345678901', 'eth0@x'])(
  'the kernel takes %s',
  (name) => {
    expect(isInterfaceName(name)).toBe(true);
  },
);

test.each([
  ['a'.repeat(16), '16 bytes'],
  ['äääääääää', '18 bytes'],
  ['', 'letters'],
  ['eth 0', 'letters'],
  ['a/b', 'letters'],
  ['-eth0', 'letters'],
  ['a:b', 'letters'],
  ['$x', 'letters'],
  ['.', 'reserves it'],
  ['..', 'reserves it'],
  ['all', 'reserves it'],
  ['default', 'reserves it'],
])('%j is not an interface name: %s', (name, why) => {
  expect(isInterfaceName(name)).toBe(false);
  expect(interfaceNameFault(name)).toContain(why);
});

test('a name that is too long is shortened to 15 bytes, each to its own', () => {
  expect(shortenInterfaceName('eth0')).toBe('eth0');
  const [a, b] = [shortenInterfaceName('a-very-long-name-1'), shortenInterfaceName('a-very-long-name-2')];
  expect(a).toMatch(/^a-very-l-[0-9a-f]{6}$/);
  expect(a).not.toBe(b);
  expect(isInterfaceName(a)).toBe(true);
});
