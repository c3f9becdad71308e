import { expect, test } from 'vitest';
import { suggest } from '../../../src/base/suggest.ts';

test.each([
  ['vxlna', ['bridge', 'vxlan', 'veth'], 'vxlan'],
  ['routs', ['routes', 'run'], 'routes'],
  ['Routes', ['routes'], 'routes'],
  ['gw', ['to', 'via', 'dev'], 'via'],
  ['lladdr', ['address', 'macaddress'], 'macaddress'],
  ['dstport', ['id', 'port'], 'port'],
  ['vni', ['id', 'port'], 'id'],
  ['nolearning', ['mac-learning'], 'mac-learning'],
  ['onlink', ['on-link', 'to'], 'on-link'],
  ['fwmark', ['mark', 'from'], 'mark'],
  ['sysctl', ['sysctls', 'serve'], 'sysctls'],
  ['tcpdump', ['ping', 'capture'], 'capture'],
  ['stp_state', ['stp', 'priority'], 'stp'],
])('%s among %j means %s', (word, known, meant) => {
  expect(suggest(word, known)).toBe(meant);
});

test.each([
  ['openvswitch', ['bridge', 'vxlan', 'veth']],
  ['constructor', ['routes', 'run']],
  ['toString', ['routes', 'run']],
  ['__proto__', ['routes', 'run']],
  ['gw', ['routes', 'run']],
  ['', ['routes', 'run']],
])('%j among %j means nothing', (word, known) => {
  expect(suggest(word, known)).toBeUndefined();
});

test('a swap of two letters is nearer than two other letters', () => {
  expect(suggest('raed', ['read', 'road'])).toBe('read');
});

test('comparisons are bounded, and few are made for words of other lengths', () => {
  let count = 0;
  const compare = (_: string, __: string, limit: number) => {
    count += 1;
    return limit;
  };
  suggest(
    'abcdef',
    Array.from({ length: 20_000 }, (_, i) => `n${10_000 + i}`),
    compare,
  );
  expect(count).toBe(5000);
  count = 0;
  suggest(
    'abcdef',
    Array.from({ length: 20_000 }, (_, i) => `a-longer-name-${i}`),
    compare,
  );
  suggest('a'.repeat(101), ['a'.repeat(100)], compare);
  expect(count).toBe(0);
});
