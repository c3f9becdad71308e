import { expect, it } from 'vitest';
import type { Outcome } from '../../../../src/model/place.ts';
import type { Pair } from '../../../../src/probes/pairs.ts';
import { ping } from '../../../../src/probes/ping/ping.ts';
import { rounds } from '../../../../src/probes/ping/pings-together.ts';
import type { Runner } from '../../../../src/probes/probe.ts';
import { compiled } from '../../compiled.ts';

const nodes = ['a', 'b', 'c', 'd'];
const lab = (check: string) => `lab: four
nodes: { ${nodes.map((name) => `${name}: {}`).join(', ')} }
links: [{ name: lan, endpoints: [${nodes.map((name) => `${name}:eth0`).join(', ')}], ipv4: [${nodes.map((_, i) => `10.0.0.${i + 1}/24`).join(', ')}] }]
verify: [${check}]`;

const outcome = (exit: number, stdout: string): Outcome => ({ exit, stdout, stderr: '', timedOut: false });
const reply = (address: string, received: number) =>
  `${received ? `64 bytes from ${address}: icmp_seq=1 ttl=64 time=0.1 ms\n` : ''}1 packets transmitted, ${received} received, 0% packet loss\n`;

/** Every pair of four. `ttls` are the program's results, `alive` are ping's. */
async function run(check: string, ttls: (asked: number) => Outcome, alive = true) {
  const { checks } = compiled(lab(check)).lab;
  const pinged: string[] = [];
  const together: { from: [string, [number, string][]][] }[] = [];
  let mark = 10_000;
  const runner = {
    nodes: nodes.map((name) => ({ name, namespace: `four.${name}` })),
    async exec(node: string | null, argv: readonly string[], options?: { input?: string }) {
      if (argv[0] !== 'ping') {
        const asked = JSON.parse(options!.input!);
        together.push(asked);
        return ttls(asked.from.flatMap(([, pairs]: [string, unknown[]]) => pairs).length);
      }
      pinged.push(`${node} ${argv.at(-1)}`);
      return outcome(alive ? 0 : 1, reply(argv.at(-1)!, alive ? 1 : 0));
    },
    mark: () => mark++,
    typed: (node: string | null, argv: readonly string[]) => `${node} ${argv[0]}`,
    patience: 1000,
  } as unknown as Runner;
  return { verdict: await ping.run(checks[0]!.spec, runner), pinged, together };
}

const all = 'ping: { from: nodes, to: nodes }';
const answered = (asked: number) => outcome(0, JSON.stringify(Array(asked).fill(64)));

it('asks many at once, each with a mark of its own, and the first by ping for the evidence', async () => {
  const { verdict, pinged, together } = await run(all, answered);
  expect(verdict).toMatchObject({ status: 'pass', saw: '12 replies', evidence: [{ command: 'a ping' }] });
  expect(pinged).toEqual(['a 10.0.0.2']);
  const [{ from }] = together as [(typeof together)[0]];
  expect(from.map(([path, pairs]) => `${path} ${pairs.length}`)).toEqual([
    '/run/netns/four.a 2',
    '/run/netns/four.b 3',
    '/run/netns/four.c 3',
    '/run/netns/four.d 3',
  ]);
  expect(new Set(from.flatMap(([, pairs]) => pairs.map(([mark]) => mark))).size).toBe(11);
});

it('has ping ask again what was not answered: only that can fail', async () => {
  const twoSilent = (asked: number) =>
    outcome(0, JSON.stringify(Array.from({ length: asked }, (_, i) => (i === 3 || i === 10 ? null : 64))));
  const late = await run(all, twoSilent);
  expect(late.verdict).toMatchObject({ status: 'pass', saw: '12 replies' });
  expect(late.pinged).toHaveLength(3);
  const { verdict } = await run(all, twoSilent, false);
  expect(verdict).toMatchObject({ status: 'fail', saw: expect.stringContaining('3 of 12 pairs') });
});

it('has ping look at a reply that is not as expected', async () => {
  const { verdict, pinged } = await run('ping: { from: nodes, to: nodes, expect: { ttl: 63 } }', answered);
  expect(verdict).toMatchObject({ status: 'fail', saw: expect.stringContaining('ttl 64') });
  expect(pinged).toHaveLength(12);
});

it('leaves all to ping where the program does not run', async () => {
  const { verdict, pinged } = await run(all, () => outcome(127, ''));
  expect(verdict).toMatchObject({ status: 'pass' });
  expect(pinged).toHaveLength(12);
});

it.each([
  'ping: { from: a, to: [b, c, d] }',
  'ping: { from: nodes, to: nodes, count: 2 }',
  'ping: { from: nodes, to: nodes, source: 10.0.0.1 }',
  'ping: { from: nodes, to: nodes, ttl: 5 }',
  'ping: { from: nodes, to: nodes, expect: too-big }',
  'ping: { from: nodes, to: nodes, expect: { received: 1 } }',
])('is not for %s', async (check) => {
  expect((await run(check, answered)).together).toEqual([]);
});

const pair = (from: string, to: string): Pair => ({ from, to, address: '10.0.0.1' });
const shape = (pairs: readonly Pair[]) => [...rounds(pairs)].map((one) => [one.pairs.length, one.added]);

it('makes at most 768 neighbor entries in a round, two for each node that no earlier round asked', () => {
  const pods = Array.from({ length: 750 }, (_, i) => pair(`pod${i}`, 'router'));
  expect(shape(pods)).toEqual([
    [383, 768],
    [367, 734],
  ]);
  // The second time, all nodes have their entries: 500 sources are a round.
  expect(shape([...pods, ...pods]).slice(1)).toEqual([
    [500, 734],
    [500, 0],
    [117, 0],
  ]);
});

it('has at most 4000 pairs in a round', () => {
  const many = Array.from({ length: 9000 }, (_, i) => pair(`a${i % 30}`, `b${Math.floor(i / 300)}`));
  expect(shape(many).map(([count]) => count)).toEqual([4000, 4000, 1000]);
});
