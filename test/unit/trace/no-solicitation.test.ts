// Why a router sends no neighbor solicitation, by the addresses of the interface as `ip -j address` prints them.
import { expect, test } from 'vitest';
import { noSolicitation } from '../../../src/trace/causes/no-solicitation.ts';

const global = { family: 'inet6', scope: 'global', local: '2001:db8::1' };
const own = { family: 'inet6', scope: 'link', local: 'fe80::1' };

test.each([
  ['an address', [global, own], undefined],
  [
    'a second one, when the first is a duplicate',
    [{ ...own, tentative: true, dadfailed: true }, own],
    undefined,
  ],
  ['none', [global], /^eth0 has no link-local address/],
  ['none, and nothing else either', undefined, /^eth0 has no link-local address/],
  ['a tentative one', [{ ...own, tentative: true }], /fe80::1 of eth0 is tentative/],
  ['a duplicate', [{ ...own, tentative: true, dadfailed: true }], /another node has .* fe80::1 of eth0/],
])('%s', (_, addresses, why) => {
  const said = noSolicitation('eth0', { ifname: 'eth0', addr_info: addresses });
  expect(said ?? '').toMatch(why ?? /^$/);
});
