// The commands were run on Linux 6.1 with iproute2 6.1: the kernel takes these words, and refuses what is refused here.
import { expect, test } from 'vitest';
import { faultsOf, printed, withRed } from '../compiled.ts';

const lab = (name: string, spec: Record<string, unknown>) =>
  withRed({ interfaces: { [name]: { type: 'sit', ...spec } } });

test.each([
  [{ local: 'self:eth0', remote: 'blue', ttl: 64 }, 'local 192.0.2.1 remote 192.0.2.2 ttl 64'],
  [{ remote: 'blue', tos: 'inherit' }, 'remote 192.0.2.2 tos inherit'],
  [{ local: 'self:eth0', 'path-mtu-discovery': false }, 'local 192.0.2.1 nopmtudisc'],
])('%j', (spec, words) => {
  expect(printed(lab('six', spec), 'red/link/six')).toEqual([
    `ip -n x.red link add six up type sit ${words}`,
  ]);
});

test('sit0 is there already and only set', () => {
  expect(printed(lab('sit0', {}), 'red/link/sit0')).toEqual(['ip -n x.red link set sit0 up']);
  expect(faultsOf(lab('sit0', { remote: 'blue' }))).toEqual([
    "catch-all-settings: sit0 is the kernel's fallback tunnel in every namespace; its remote cannot be set",
  ]);
});

test.each<[Record<string, unknown>, string]>([
  [
    {},
    "catch-all: six has neither local nor remote; only the kernel's fallback tunnel sit0 may have neither",
  ],
  [{ remote: '2001:db8::2' }, 'mixed-families: six needs IPv4 addresses, but remote 2001:db8::2 is IPv6'],
  [{ remote: 'blue', ttl: 1, 'path-mtu-discovery': false }, 'ttl-without-path-mtu-discovery: '],
])('refused: %j', (spec, fault) => {
  expect(faultsOf(lab('six', spec))).toEqual([expect.stringContaining(fault)]);
});
