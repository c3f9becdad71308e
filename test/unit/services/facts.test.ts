/** The rules for the example of kube-proxy show every fact of its lists, and equal kube-proxy's own, chain by chain. */
import { describe, expect, it } from 'vitest';
import { groupBy } from '../../../src/base/group-by.ts';
import { iptables } from '../../../src/services/iptables/iptables.ts';
import { nftables } from '../../../src/services/nftables/nftables.ts';
import { disordered, example, facts, type Line, lacking } from '../../facts/facts.ts';
import { exampleNode, exampleSetting } from '../../facts/kube-proxy-ports.ts';

const of = (mode: string) => facts.filter(({ id }) => id.startsWith(`${mode}/`));

/** A chain and its rules, with insertions where they end up. */
function asDump(rules: readonly string[]): readonly Line[] {
  const lines: Line[] = [];
  for (const rule of rules) {
    const [, table = 'filter', command = '', chain = '', rest = ''] =
      /^(?:-t (\S+) )?(-[NAI]) (\S+) ?(.*)$/.exec(rule)!;
    const text = command === '-N' ? `:${chain} - [0:0]` : `-A ${chain} ${rest}`.trim();
    if (command === '-I') lines.unshift({ table, text });
    else lines.push({ table, text });
  }
  return lines;
}

const chainOf = ({ table, text }: Line): string => `${table} ${/^(?::|-A )(\S+)/.exec(text)![1]}`;

/** Its lines by chain. kube-proxy writes services in any order, so rules of shared chains are sorted but for the last. */
function byChain(lines: readonly Line[]): Readonly<Record<string, readonly string[]>> {
  const grouped = groupBy(lines, chainOf);
  const shared = /KUBE-(SERVICES|NODEPORTS|EXTERNAL-SERVICES|PROXY-FIREWALL)$/;
  return Object.fromEntries(
    [...grouped].map(([chain, some]) => {
      const texts = some.map(({ text }) => text);
      return [chain, shared.test(chain) ? [...texts.slice(0, -1).sort(), texts.at(-1)!] : texts];
    }),
  );
}

describe('mode iptables', () => {
  const { iptables: items = [] } = iptables.nodes({ ...exampleSetting, options: {} })(exampleNode);
  const written = asDump(items.map((item) => (typeof item === 'string' ? item : item.rule)));

  it('has all facts, in their order', () => {
    expect(lacking(of('iptables'), written)).toEqual([]);
    expect(disordered(of('iptables'), written)).toEqual([]);
  });

  it('a missing rule is named', () => {
    const without = written.filter(({ text }) => !text.includes('--ctstate INVALID'));
    expect(lacking(of('iptables'), without)).toHaveLength(1);
  });

  it('is equal to what kube-proxy writes', () => {
    expect(byChain(written)).toEqual(byChain(example('iptables')));
  });
});

/** Its lines by chain, set or map. kube-proxy writes services in any order, so elements are sorted. */
function byObject(lines: readonly Line[]): Readonly<Record<string, readonly string[]>> {
  const grouped = groupBy(lines, ({ text }) => text.split(' ', 5).slice(1).join(' '));
  return Object.fromEntries(
    [...grouped].map(([object, some]) => {
      const texts = some.map(({ text }) => text);
      return [object, object.startsWith('element ') ? texts.sort() : texts];
    }),
  );
}

describe('mode nftables', () => {
  const options = { 'nodeport-addresses': 'primary' as const };
  const { nftables: items = [] } = nftables.nodes({ ...exampleSetting, options })(exampleNode);
  const written = items.map((item) => ({ text: typeof item === 'string' ? item : item.command }));

  it('has all facts, in their order', () => {
    expect(lacking(of('nftables'), written)).toEqual([]);
    expect(disordered(of('nftables'), written)).toEqual([]);
  });

  it('a missing command is named', () => {
    const without = written.filter(({ text }) => !text.includes('Drop traffic to unallocated'));
    expect(lacking(of('nftables'), without)).toEqual(['nftables/rule/cluster-ips-drop']);
  });

  it('is equal to what kube-proxy writes', () => {
    expect(byObject(written)).toEqual(byObject(example('nftables')));
  });

  it('refers only to chains and sets that an earlier command made', () => {
    const made = new Set<string>();
    for (const { text } of written) {
      const [, object = '', , , name = ''] = text.split(' ');
      for (const [, target = ''] of text.matchAll(/(?:goto |jump |@)(\S+)/g))
        if (!text.includes('comment "helper')) expect(made).toContain(target);
      if (['chain', 'set', 'map'].includes(object)) made.add(name);
    }
  });
});
