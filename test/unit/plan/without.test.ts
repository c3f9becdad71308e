import { describe, expect, it } from 'vitest';
import { compile } from '../../../src/engine/compile.ts';
import { idsOf, without } from '../../../src/plan/without.ts';

const { plan } = compile(
  Buffer.from(`
lab: x
nodes:
  a: { iptables: [-N X, -A X -j DROP], sysctls: { net.ipv4.ip_forward: 1 } }
`),
  'x.yaml',
);

describe('a plan without', () => {
  it.each([
    ['a step', 'a/sysctl/net.ipv4.ip_forward', 'a/sysctl/net.ipv4.ip_forward'],
    ['a step, by the beginning of its id', 'a/sysctl/', 'a/sysctl/net.ipv4.ip_forward'],
    ['one rule of a step', 'a/iptables/filter/-A X', 'a/iptables/filter/-A X -j DROP'],
  ])('%s has everything else', (_, id, gone) => {
    expect(idsOf(without(plan, id))).toEqual(idsOf(plan).filter((one) => one !== gone));
  });

  it('a whole rules step has none of its rules', () => {
    expect(idsOf(without(plan, 'a/iptables')).filter((id) => id.startsWith('a/iptables'))).toEqual([]);
  });

  it.each([
    ['no step with the id', 'b/'],
    ['several steps', 'a/iptables/filter/'],
  ])('refuses an id that means %s', (message, id) => {
    expect(() => without(plan, id)).toThrow(message);
  });
});
