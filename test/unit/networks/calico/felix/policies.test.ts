/** The policies of a pod and their order, compared with felix's sources (felix/rules). */
import { describe, expect, it } from 'vitest';
import { chain, named, node1, object, web } from './node1.ts';

describe('directions are isolated apart', () => {
  const isolated = (spec: object) => {
    const node = node1([object('p', { podSelector: {}, ...spec })]);
    const has = (prefix: string) =>
      chain(node, `${prefix}${web}`).some((line) => /-j DROP$/.test(line) && /0x20000/.test(line));
    return [...(has('cali-tw-') ? ['Ingress'] : []), ...(has('cali-fw-') ? ['Egress'] : [])];
  };

  it.each([
    [{}, ['Ingress']],
    [{ policyTypes: [] }, ['Ingress']],
    [{ egress: [{}] }, ['Ingress', 'Egress']],
    [{ egress: [] }, ['Ingress']],
    [{ policyTypes: ['Egress'] }, ['Egress']],
    [{ policyTypes: ['Egress'], ingress: [{}] }, ['Egress']],
    [{ policyTypes: ['Ingress'], egress: [{}] }, ['Ingress']],
    [{ policyTypes: ['Ingress', 'Egress'] }, ['Ingress', 'Egress']],
  ])('%j', (spec, expected) => {
    expect(isolated(spec)).toEqual(expected);
  });
});

describe('policies of one selector', () => {
  const names = (count: number) =>
    Array.from({ length: count }, (_, i) => object(`p${i}`, { podSelector: {} }));

  it('stand in a chain of their own, in the order of their names', () => {
    const node = node1(names(2).reverse());
    const group = named(node, 'cali-gi-');
    expect(group).toMatch(/^cali-gi-[\w-]{20}$/);
    expect(chain(node, `cali-tw-${web}`)[4]).toBe(`-m mark --mark 0x0/0x20000 -j ${group}`);
    expect(chain(node, group)).toEqual([
      expect.stringMatching(/^-j cali-pi-/),
      expect.stringMatching(/^-m mark --mark 0x0\/0x30000 -j cali-pi-/),
    ]);
  });

  it('are looked through five at a time', () => {
    const node = node1(names(6));
    expect(chain(node, named(node, 'cali-gi-'))[5]).toBe('-m mark ! --mark 0x0/0x30000 -j RETURN');
  });
});
