// Findings about a route. The rows are of `ip -j route`, iproute2 6.1.
import { expect, test } from 'vitest';
import type { NodeState } from '../../../src/state/state.ts';
import { listOf } from '../../../src/steps/findings.ts';
import { type RouteStep, route } from '../../../src/steps/route.ts';
import { compiled, withRed } from '../compiled.ts';

test.each([
  ['0.0.0.0/0', 'blue', { routes4: [{ dst: 'default', gateway: '192.0.2.2', dev: 'eth0' }] }],
  ['::/0', '2001:db8::2', { routes6: [{ dst: 'default', gateway: '2001:db8::2', dev: 'eth0' }] }],
  ['198.51.100.7/32', 'blue', { routes4: [{ dst: '198.51.100.7', gateway: '192.0.2.2', dev: 'eth0' }] }],
])('%s is found as the kernel shows it', (to, via, rows) => {
  const { plan } = compiled(withRed({ routes: [{ to, via }] }));
  const step = plan.steps.find(({ id }) => id.startsWith('red/route/')) as RouteStep;
  const names = { mac: (text: string) => text, address: (text: string) => text };
  const node = { node: 'red', routes4: [], routes6: [], links: [] } as unknown as NodeState;
  expect(route.compare!(step, { ...node, ...rows }, names)).toBeUndefined();
  expect(listOf(route.compare!(step, node, names))[0]?.why).toContain('red has no route to');
});

const hop = (gateway: string, weight: number, ...flags: string[]) => ({
  ...{ gateway, dev: 'eth0', weight, flags },
});
const planned = (route_: object): RouteStep =>
  compiled(withRed({ routes: [{ to: '10.9.0.0/24', ...route_ }] })).plan.steps.find(({ id }) =>
    id.startsWith('red/route/'),
  ) as RouteStep;

test.each<[string, object, object, string | undefined]>([
  ['scope link', { dev: 'eth0' }, { dev: 'eth0', scope: 'link' }, undefined],
  ['another scope', { dev: 'eth0' }, { dev: 'eth0', scope: 'host' }, 'has scope host and should have link'],
  [
    'a scope beside a gateway',
    { via: '192.0.2.2' },
    { gateway: '192.0.2.2', dev: 'eth0', scope: 'link' },
    'has scope link and should have global',
  ],
  [
    'an MTU',
    { via: '192.0.2.2' },
    { gateway: '192.0.2.2', dev: 'eth0', metrics: [{ mtu: 1400 }] },
    'has MTU 1400 and should have none',
  ],
  [
    'onlink',
    { via: '192.0.2.2' },
    { gateway: '192.0.2.2', dev: 'eth0', flags: ['onlink'] },
    'is onlink and should not be',
  ],
  [
    'no onlink',
    { via: '192.0.2.2', 'on-link': true },
    { gateway: '192.0.2.2', dev: 'eth0', flags: [] },
    'is not onlink and should be',
  ],
  [
    'weights',
    { nexthops: [{ via: '192.0.2.2', weight: 2 }, { via: '192.0.2.3' }] },
    { nexthops: [hop('192.0.2.2', 2), hop('192.0.2.3', 1)] },
    undefined,
  ],
  [
    'another weight',
    { nexthops: [{ via: '192.0.2.2', weight: 2 }, { via: '192.0.2.3' }] },
    { nexthops: [hop('192.0.2.2', 1), hop('192.0.2.3', 1)] },
    'has weight 1 via 192.0.2.2 and should have 2',
  ],
  [
    'one next hop more',
    { via: '192.0.2.2' },
    { nexthops: [hop('192.0.2.2', 1), hop('192.0.2.3', 1)] },
    'has 2 next hops and should have 1',
  ],
])('%s is compared', (_, route_, row, why) => {
  const node = { node: 'red', routes6: [], links: [] } as unknown as NodeState;
  const names = { mac: (text: string) => text, address: (text: string) => text };
  const routes4 = [{ dst: '10.9.0.0/24', ...row }];
  const found = listOf(route.compare!(planned(route_), { ...node, routes4 }, names));
  expect(found[0]?.why).toBe(why && `red's route to 10.9.0.0/24 ${why}`);
});

test('a local route is in the table local', () => {
  const { plan } = compiled(withRed({ routes: [{ to: '198.18.0.0/16', type: 'local', dev: 'lo' }] }));
  const step = plan.steps.find(({ id }) => id.startsWith('red/route/')) as RouteStep;
  const names = { mac: (text: string) => text, address: (text: string) => text };
  const row = { type: 'local', dst: '198.18.0.0/16', dev: 'lo', table: 'local', scope: 'host' };
  const node = { node: 'red', routes4: [row], routes6: [], links: [] } as unknown as NodeState;
  expect(route.compare!(step, node, names)).toBeUndefined();
  const other = { ...node, routes4: [{ ...row, table: 'main' }] } as unknown as NodeState;
  expect(listOf(route.compare!(step, other, names))[0]?.why).toBe(
    'red has no route to 198.18.0.0/16 in table local',
  );
});
