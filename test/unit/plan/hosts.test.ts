/** The nodes of a large lab share one hosts file; a small lab has one for each node. */
import { expect, it } from 'vitest';
import { printStep } from '../../../src/steps/print.ts';
import type { WriteStep } from '../../../src/steps/write.ts';
import { compiled } from '../compiled.ts';

function hostsOf(nodes: number) {
  const { plan } = compiled(`
lab: x
nodes: { "n$(i)": { for: { i: 1..${nodes} }, interfaces: { d: { type: dummy, addresses: [{ 192.0.2.1/32: { anycast: true } }] } } } }
`);
  const steps = plan.steps.filter((step): step is WriteStep => step.kind === 'write');
  return { plan, steps };
}

it('has a file for each of 500 nodes', () => {
  const { steps } = hostsOf(500);
  expect(steps).toHaveLength(500);
  expect(steps.every(({ sameAs }) => sameAs === undefined)).toBe(true);
  expect(steps[1]!.content).toMatch(/^127\.0\.0\.1 localhost\n127\.0\.0\.1 n2\n192\.0\.2\.1 n1\n/);
});

it('has one file for 501 nodes', () => {
  const { plan, steps } = hostsOf(501);
  const [first, ...others] = steps;
  expect(first).toMatchObject({ level: 0, path: '/etc/netns/x.n1/hosts' });
  expect(first!.content.split('\n')).toHaveLength(1 + 501 + 1);
  expect(others).toHaveLength(500);
  for (const step of others) {
    expect(step).toMatchObject({ level: 1, sameAs: first!.path });
    expect(step.content).toBe(first!.content);
  }
  expect(printStep(others[0]!, plan)).toEqual([
    'mkdir -p /etc/netns/x.n2',
    'ln /etc/netns/x.n1/hosts /etc/netns/x.n2/hosts',
  ]);
});
