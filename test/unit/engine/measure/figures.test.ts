// Figures from samples, the values of --vary, and which servers of the lab give way.
import { expect, it } from 'vitest';
import { rangeOf, summarize } from '../../../../src/engine/measure/summarize.ts';
import { variants } from '../../../../src/engine/measure/variants.ts';
import { withoutServers } from '../../../../src/engine/measure/without-servers.ts';
import type { LabLoad, LoadSample } from '../../../../src/model/load.ts';
import { compiled } from '../../compiled.ts';

const load: LabLoad = {
  ...{ id: 'connections', kind: 'connections', title: 'a -> b port 9000', from: 'a', targets: ['192.0.2.2'] },
  ...{ port: 9000, servers: ['b'], serverPort: 9000, count: 500 },
  source: { file: 'x.yaml', line: 1, column: 1 },
};

const sample = (p50: number): LoadSample => ({
  ...{ count: 500, elapsed: p50 * 500, p50, p90: 2 * p50, p99: 3 * p50, least: 1, most: 9 * p50 },
});

it('takes the median and the range of the rounds', () => {
  expect(rangeOf([3, 1, 2])).toEqual({ median: 2, least: 1, most: 3 });
  expect(rangeOf([4, 1, 2, 3])).toEqual({ median: 2.5, least: 1, most: 4 });
});

it('compares labs round by round, so that a slow round changes both', () => {
  const [one] = summarize([
    { lab: 'first', load, samples: [sample(100), sample(1000), sample(100)] },
    { lab: 'second', load, samples: [sample(150), sample(1500), sample(160)] },
  ]);
  const [first, second] = one!.labs;
  expect(first!.ratio).toEqual({ median: 1, least: 1, most: 1 });
  expect(second!.ratio).toEqual({ median: 1.5, least: 1.5, most: 1.6 });
  expect(second!.p50).toEqual({ median: 160, least: 150, most: 1500 });
  expect(second!.rate.median).toBeCloseTo(1e9 / 160);
});

it('puts loads of one name together, in the order of the labs', () => {
  const other = { ...load, id: 'transfer' };
  const found = summarize([
    { lab: 'first', load, samples: [sample(1)] },
    { lab: 'first', load: other, samples: [sample(1)] },
    { lab: 'second', load, samples: [sample(1)] },
  ]);
  expect(found.map(({ id, labs }) => [id, labs.map(({ lab }) => lab)])).toEqual([
    ['connections', ['first', 'second']],
    ['transfer', ['first']],
  ]);
});

it('reads --vary', () => {
  expect(variants(undefined)).toEqual([{ label: '', sets: [] }]);
  expect(variants('a.b=x,y')).toEqual([
    { label: 'x', sets: ['a.b=x'] },
    { label: 'y', sets: ['a.b=y'] },
  ]);
});

it.each(['a.b', 'a.b=x', '=x,y', 'a.b=x,,y', 'a.b=x,x'])('refuses --vary %s', (text) => {
  expect(() => variants(text)).toThrow(/--vary/);
});

it('leaves out the servers of the lab that have the same node and port, and no others', () => {
  const { lab, plan } = compiled(`
lab: x
nodes: { a: { serve: [9000/tcp] }, b: { serve: [80/http, 9000/tcp] }, c: { serve: [90/tcp] } }
links: [{ name: lan, endpoints: [a:e, b:e, c:e], ipv4: [192.0.2.1/24, 192.0.2.2/24, 192.0.2.3/24] }]
measure: [{ connections: { from: a, to: [b, c], port: 9000 } }]`);
  const started = (steps: typeof plan.steps) =>
    steps.flatMap(({ kind, node }) => (kind === 'start' ? [node] : [])).sort();
  expect(started(plan.steps)).toEqual(['a', 'b', 'c']);
  expect(started(withoutServers(plan, lab.loads).steps)).toEqual(['a', 'c']);
});
