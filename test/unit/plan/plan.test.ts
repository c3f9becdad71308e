import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { compile, explain } from '../../../src/engine/compile.ts';
import { stageNames } from '../../../src/model/stage.ts';
import { hostsFile } from '../../../src/plan/hosts.ts';
import { buildScript, removeScript } from '../../../src/plan/script.ts';
import { compiled } from '../compiled.ts';

const labs = new URL('../../../labs/', import.meta.url);
const shipped = readdirSync(labs, { withFileTypes: true }).flatMap((entry) =>
  entry.isDirectory() ? [entry.name] : [],
);
const pathOf = (name: string) => new URL(`${name}/lab.yaml`, labs).pathname;
const read = (name: string) => readFileSync(pathOf(name));
const again = (value: unknown) => JSON.parse(JSON.stringify(value));

describe.each(shipped)('%s', (name) => {
  const { lab, plan } = compile(read(name), 'lab.yaml', [], pathOf(name));

  test('lab and plan are data: as JSON and back they are the same', () => {
    expect(again(lab)).toStrictEqual(lab);
    expect(again(plan)).toStrictEqual(plan);
  });

  test('twice compiled gives the same bytes', () => {
    const other = compile(read(name), 'lab.yaml', [], pathOf(name));
    expect(JSON.stringify(other.plan)).toBe(JSON.stringify(plan));
    expect(JSON.stringify(other.lab)).toBe(JSON.stringify(lab));
  });

  test('ids are unique, say what a step makes, and are no numbers', () => {
    const ids = plan.steps.flatMap((step) => [
      step.id,
      ...(step.kind === 'rules' ? step.lines.map((line) => line.id) : []),
    ]);
    expect(new Set(ids).size).toBe(ids.length);
    for (const step of plan.steps) expect(step.id).toMatch(/^[a-z][a-z0-9-]*\/[^\d/]/);
  });

  test('steps come by stage, then level', () => {
    const ranks = plan.steps.map((step) => stageNames.indexOf(step.stage) * 1000 + step.level);
    expect(ranks).toEqual([...ranks].sort((a, b) => a - b));
  });

  test('every step has a reason that is a sentence, and a line of the lab', () => {
    for (const step of plan.steps) {
      expect(step.reason).toMatch(/[.?!]$/);
      expect(step.reason).not.toMatch(/undefined|\[object/);
      expect(step.source.line).toBeGreaterThan(0);
    }
  });

  test('what deleting a namespace does not undo has an undo', () => {
    const removed = plan.steps.flatMap(({ undo }) => (undo?.[0] === 'rm' ? [undo.at(-1)] : []));
    for (const step of plan.steps)
      if (step.kind === 'write' && step.path.startsWith('/etc/netns/'))
        expect(removed).toContain(step.path.slice(0, step.path.lastIndexOf('/')));
    expect(plan.steps.filter((step) => step.stage === 'namespaces').every((step) => step.undo)).toBe(true);
  });
});

test('the lab that render prints compiles to the same commands', () => {
  const { plan } = compile(read('flannel-vxlan'), 'lab.yaml');
  const { explicit } = explain(read('flannel-vxlan'), 'lab.yaml');
  const bytes = new TextEncoder().encode(JSON.stringify(plainOf(explicit)));
  const commands = (one: typeof plan) =>
    one.steps.map(({ source: _, ...step }) => ({ ...step, lines: 0, reason: 0 }));
  expect(commands(compile(bytes, 'lab.yaml').plan)).toEqual(commands(plan));
});

function plainOf(tree: unknown): unknown {
  const node = tree as {
    kind: string;
    text: string | null;
    items: unknown[];
    entries: { key: string; value: unknown }[];
  };
  if (node.kind === 'scalar') return node.text;
  if (node.kind === 'list') return node.items.map(plainOf);
  return Object.fromEntries(node.entries.map((entry) => [entry.key, plainOf(entry.value)]));
}

test('links make the same plan in whatever order they and the nodes stand', () => {
  const nodes = ['a: {}', 'b: {}', 'c: {}'];
  const links = ['{ endpoints: [a:e0, b:e0] }', '{ endpoints: [c:e0, b:e1] }'];
  const commands = (n: string[], l: string[]) =>
    compiled(`lab: x\nnodes: { ${n.join(', ')} }\nlinks: [${l.join(', ')}]`)
      .plan.steps.map((step) => step.id)
      .sort();
  expect(commands([...nodes].reverse(), [...links].reverse())).toEqual(commands(nodes, links));
});

describe('every node knows the others by name', () => {
  const { lab } = compiled(`lab: x
nodes: { a: {}, b: {}, bare: {}, six: {} }
links:
  - { endpoints: [a:eth0, b:eth0], ipv4: [192.0.2.1/24, 192.0.2.2/24] }
  - { endpoints: [a:eth1, b:eth1], ipv4: [198.51.100.1/24, 198.51.100.2/24] }
  - { endpoints: [a:eth2, six:eth0], ipv6: ["2001:db8::1/64", "2001:db8::6/64"] }`);
  test.each([
    ['a', '192.0.2.2 b\n2001:db8::6 six\n'],
    ['b', '192.0.2.1 a\n2001:db8::6 six\n'],
    ['bare', '192.0.2.1 a\n192.0.2.2 b\n2001:db8::6 six\n'],
    ['six', '192.0.2.1 a\n192.0.2.2 b\n'],
  ])('%s', (name, others) => {
    const reader = lab.nodes.find((node) => node.name === name)!;
    expect(hostsFile(lab, reader)).toBe(`127.0.0.1 localhost\n::1 localhost\n127.0.0.1 ${name}\n${others}`);
  });
});

describe('IPv6 is off where a lab does not use it', () => {
  const baseline = (address: string) =>
    compiled(`lab: x\nnodes: { a: { interfaces: { d: { type: dummy, addresses: ["${address}"] } } } }`)
      .plan.steps.filter((step) => step.stage === 'baseline')
      .map((step) => step.id);
  test.each([
    ['192.0.2.1/24', true],
    ['2001:db8::1/64', false],
  ])('with %s it is off: %s', (address, off) => {
    expect(baseline(address).includes('a/baseline/net.ipv6.conf.all.disable_ipv6')).toBe(off);
  });
});

test('a script builds the lab and another takes it away', () => {
  const { plan } = compiled('lab: x\nnodes: { a: {} }');
  expect(buildScript(plan)).toMatch(/^#!\/bin\/sh\n# .*\nset -eu\n/);
  expect(removeScript(plan)).toContain('ip netns del x.a');
});

test('a lab requires the programs of its steps and the features of its types', () => {
  const { plan } = compiled(
    'lab: x\nnodes: { a: { interfaces: { b: { type: bridge } }, iptables: [-N X] } }',
  );
  expect(plan.requires).toEqual({ kernel: ['bridge', 'netfilter'], tools: ['ip', 'iptables'] });
});
