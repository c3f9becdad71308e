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
