/** Steps that take time in proportion to the size of a lab. Each was quadratic, and a lab of 1 MiB took minutes. */
import { describe, expect, test } from 'vitest';
import { parseCidr, parseIp } from '../../../src/base/cidr.ts';
import { Faults } from '../../../src/base/diagnostic.ts';
import { PrefixTable } from '../../../src/base/prefix-table.ts';
import type { Mapping } from '../../../src/base/tree.ts';
import { compare } from '../../../src/drift/compare.ts';
import { readState } from '../../../src/drift/read-state.ts';
import type { Place } from '../../../src/model/place.ts';
import type { Host } from '../../../src/networks/docker/host.ts';
import { publishedOf } from '../../../src/networks/docker/publish.ts';
import { indexSources, indexTargets } from '../../../src/resolve/asked.ts';
import { read } from '../../../src/schema/read.ts';
import type { NodeState } from '../../../src/state/state.ts';
import { compiled, expandedTree } from '../compiled.ts';
import { Counter, growth, many } from './counting.ts';

/** Linear work with a constant part, or with a sort. */
const linear = 2.3;

const none = {
  ...{ links: [], addresses: [], routes4: [], routes6: [], rules4: [], rules6: [], neighbors: [] },
  ...{ proxies: [], fdb: [], vlans: [], iptables: '', ip6tables: '', wireguard: [], parts: new Map() },
  ...{ sysctls: {}, processes: [], files: {} },
} satisfies Omit<NodeState, 'node' | 'exists'>;

describe('the work grows with the lab, and not with its square', () => {
  test('comparing a plan with the state of its nodes', () => {
    const work = (n: number) => {
      const { plan } = compiled(`lab: x\nnodes:\n${many(n, (i) => `  n${i}: {}`)}`);
      const state = new Map(plan.nodes.map(({ name }) => [name, { ...none, node: name, exists: true }]));
      const counter = new Counter();
      compare({ ...plan, steps: counter.watch(plan.steps) }, state);
      return counter.reads;
    };
    expect(growth(work, 50)).toBeLessThan(linear);
  });

  test('comparing rules in thousands of chains, in order, missing and added', () => {
    const work = (n: number) => {
      const rules = many(
        n,
        (i) =>
          `      - -N C${i}\n      - -A C -d 10.0.${i >> 8}.${i & 255} -j C${i}\n      - -A C${i} -j ACCEPT`,
      );
      const { plan } = compiled(`lab: x\nnodes:\n  a:\n    iptables:\n      - -N C\n${rules}`);
      const found = (some: number, more: number) =>
        [
          ...['*filter', ':C - [0:0]', many(some, (i) => `:C${i} - [0:0]`)],
          many(more, (i) => `-A C -s 10.1.${i >> 8}.${i & 255}/32 -j DROP`),
          many(some, (i) => `-A C -d 10.0.${i >> 8}.${i & 255}/32 -j C${i}\n-A C${i} -j ACCEPT`),
          'COMMIT',
        ].join('\n');
      const counter = new Counter();
      for (const [some, more] of [
        [n, 0],
        [n / 2, n / 2],
        [0, 0],
      ] as const) {
        const iptables = found(some, more);
        const state = new Map([['a', { ...none, node: 'a', exists: true, iptables }]]);
        const differences = compare({ ...plan, steps: counter.watch(plan.steps) }, state);
        expect(differences.filter(({ why }) => / rule /.test(why))).toHaveLength(2 * (n - some) + more);
      }
      return counter.reads;
    };
    expect(growth(work, 200)).toBeLessThan(linear);
  });

  test('reading the settings of all nodes', async () => {
    const lengthFor = async (n: number) => {
      const { plan } = compiled(
        `lab: x\nnodes:\n${many(n, (i) => `  n${i}: { interfaces: { d${i}: { type: dummy } }, sysctls: { net.ipv4.conf.d${i}.rp_filter: 1 } }`)}`,
      );
      let length = 0;
      const place = {
        run: async () => ({ exit: 127, stdout: '' }),
        script: async (text: string) => {
          length += text.length;
          return { exit: 0, stdout: '' };
        },
        namespaces: async () => new Map(),
        ...{ list: async () => [], processes: async () => [] },
      } as unknown as Place;
      await readState(plan, place);
      return length;
    };
    expect((await lengthFor(100)) / (await lengthFor(50))).toBeLessThan(linear);
  });

  test('explaining unknown keys', () => {
    const work = (n: number) => {
      const counter = new Counter();
      const tree = expandedTree(`lab: x\nnodes:\n${many(n, (i) => `  n${i}: { zz: 1 }`)}`);
      read(counter.watch<Mapping>(tree), 'lab.yaml', new Faults());
      return counter.reads;
    };
    expect(growth(work, 100)).toBeLessThan(linear);
  });

  test('published ports of containers', () => {
    const work = (n: number) => {
      const counter = new Counter();
      const publish = Array.from({ length: n }, (_, i) => ({
        ...({
          container: `c${i}`,
          port: 80,
          'host-port': i + 1,
          protocol: 'tcp',
          'host-ip': '0.0.0.0',
        } as const),
      }));
      const containers = publish.map(({ container }) => ({ name: container, port: 'veth', address: '' }));
      const host = { name: 'h', containers, published: publish.map((one) => ({ ...one, to: '' })) };
      publishedOf(counter.watch(publish), [counter.watch(host as unknown as Host)], (code) => {
        throw new Error(code);
      });
      return counter.reads;
    };
    expect(growth(work, 100)).toBeLessThan(linear);
  });

  test('targets and sources of a negative check', () => {
    const work = (n: number) => {
      const counter = new Counter();
      const ends = Array.from({ length: n }, (_, i) => ({
        node: `n${i}`,
        name: `n${i}`,
        address: `10.0.${i >> 8}.${i & 255}`,
      }));
      const targets = indexTargets(counter.watch(ends), () => []);
      const sources = indexSources(counter.watch(ends));
      for (const { node } of ends) {
        expect(targets.familiesFrom(node).has(false)).toBe(true);
        expect(sources.has(node, undefined)).toBe(true);
      }
      return counter.reads;
    };
    expect(growth(work, 100)).toBeLessThan(linear);
  });
});

test('a table of prefixes finds the wide and the narrow ones, and no others', () => {
  const table = new PrefixTable<string>();
  for (const text of ['10.0.0.0/8', '10.1.0.0/16', '10.1.2.3/32', '2001:db8::/32', '0.0.0.0/0'])
    table.add(parseCidr(text)!, text);
  table.add(parseCidr('10.1.0.9/16')!, '10.1.0.0/16');
  expect(table.holding(parseIp('10.1.2.3')!)).toEqual([
    '10.0.0.0/8',
    '10.1.0.0/16',
    '10.1.2.3/32',
    '0.0.0.0/0',
  ]);
  expect(table.holding(parseIp('2001:db8::1')!)).toEqual(['2001:db8::/32']);
  expect(table.at(parseIp('10.1.2.3')!)).toEqual(['10.1.2.3/32']);
  expect(table.at(parseIp('10.1.0.0')!)).toEqual([]);
});
