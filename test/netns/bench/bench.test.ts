// The benchmark at its smallest, for its output and not for its times: every method makes the same network, and one that makes
// less is an error. It runs the bundle, as the benchmark does.
import { existsSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { build, Unlike } from '../../../bench/measure/build.ts';
import type { Network, Node } from '../../../bench/network.ts';
import { table } from '../../../bench/view/table.ts';
import { batches } from '../../../bench/ways/batches.ts';
import { ways } from '../../../bench/ways/index.ts';
import { netlab } from '../../../bench/ways/netlab.ts';
import { workloads } from '../../../bench/workloads/index.ts';
import { leftovers, nothing } from '../apply/look.ts';

const small = (name: string, size: string) => workloads.get(name).make(size);

describe.skipIf(!existsSync('dist/netlab.cjs'))('the benchmark', () => {
  it.each([
    ['star', '2'],
    ['flannel', '2x1'],
    ['services', '2'],
  ])('%s %s is the same network, whichever way it is built', async (name, size) => {
    const groups = await build(name, small(name, size), ways.all, 1);
    const [built] = groups;
    const left = built!.notes.filter((note) => note.includes('left out'));
    expect(built!.rows.length + left.length).toBe(ways.all.length);
    expect(built!.notes[0]).toMatch(/^the kernel holds the same after each: [1-9]\d+ lines/);
    expect(table(built!)).toContain('netlab');
    expect(await leftovers()).toEqual(nothing);
  });

  const less = (network: Network, leave: (node: Node) => Node): Network => ({
    ...network,
    nodes: network.nodes.map((node) => (node.name === 'node1' ? leave(node) : node)),
  });
  it.each<[string, (node: Node) => Node]>([
    ['an fdb entry', (node) => ({ ...node, fdb: [] })],
    ['a rule', (node) => ({ ...node, rules: node.rules!.filter((line) => !line.includes('MASQ')) })],
    ['forwarding', (node) => ({ ...node, forwards: false })],
  ])('a way that leaves out %s is no way', async (_, leave) => {
    const lazy = {
      ...batches,
      prepare: (network: Network, folder: string) => batches.prepare(less(network, leave), folder),
    };
    await expect(build('flannel', small('flannel', '2x1'), [netlab, lazy], 1)).rejects.toThrow(Unlike);
    expect(await leftovers()).toEqual(nothing);
  });
});
