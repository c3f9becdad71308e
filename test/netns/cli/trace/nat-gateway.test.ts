/** `netlab trace` in nat-gateway: hops and causes written down by hand. */
import { describe, expect, it } from 'vitest';
import { back, trace, up } from './traced.ts';

describe('nat-gateway', () => {
  up('nat-gateway');
  const way = [
    ...['alice eth0 out', 'lan alice in', 'lan gateway out', 'gateway eth0 in', 'gateway eth1 out'],
    'server eth0 in',
  ];
  it('follows a ping through masquerading, and its answer', () => {
    const found = trace('nat-gateway', 'alice', 'server');
    expect(found).toMatchObject({ exit: 0, outcome: 'answered', way, reply: back(way) });
    expect(found.hops[4]?.natRules?.map(({ line }) => line)).toEqual([
      '-A POSTROUTING -o eth1 -j MASQUERADE',
    ]);
  });
  it.each([
    ['server', 'alice', { last: 'gateway eth1 in', cause: { id: 'rule', node: 'gateway' } }],
    ['alice', '198.51.100.99', { last: 'gateway eth0 in', cause: { id: 'neighbor', node: 'gateway' } }],
  ])('from %s to %s: says where it ends', (from, to, wanted) => {
    expect(trace('nat-gateway', from, to, '--wait', '0.5')).toMatchObject({
      exit: 1,
      outcome: 'lost',
      ...wanted,
    });
  });
});
