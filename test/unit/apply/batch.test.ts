import { describe, expect, it } from 'vitest';
import { batch } from '../../../src/apply/batch.ts';
import { compare, keptLines, keptPieces, planHash } from '../../../src/apply/kept-plan.ts';
import { parts } from '../../../src/apply/parts.ts';
import { lastPart } from '../../../src/apply/script.ts';
import { settingPath } from '../../../src/base/setting-path.ts';
import type { Plan } from '../../../src/model/plan.ts';
import { failedLine, type RulesStep, restoreLines } from '../../../src/steps/iptables.ts';
import { node, plan, rule, rules, run, start, sysctl, twoNodes, write } from '../../netns/apply/plans.ts';

const shape = (steps: Parameters<typeof parts>[0]) =>
  parts(steps).map(({ program, steps: some }) => `${program.join(' ') || some[0]!.kind} ${some.length}`);

describe('parts', () => {
  it('puts lines of one program together, over stages too', () => {
    expect(
      shape([run('ports', 'a', 'ip link set x up'), run('addresses', 'a', 'ip addr add 1 dev x')]),
    ).toEqual(['ip 2']);
  });

  it('keeps the order of stages and levels', () => {
    const steps = [
      run('routes', 'a', 'ip route add b', 1),
      sysctl('a', 'net.x', '1'),
      run('ports', 'a', 'ip link set x up'),
      run('routes', 'a', 'ip route add a', 0),
    ];
    expect(shape(steps)).toEqual(['ip 1', 'sysctl 1', 'ip 2']);
    expect(parts(steps)[2]?.steps.map(({ id }) => id)).toEqual(['a/ip_route_add_a', 'a/ip_route_add_b']);
  });

  it('begins a stage with the program that is open and ends it with the one that goes on', () => {
    const steps = [
      run('addresses', 'a', 'ip addr add 1 dev x'),
      run('neighbors', 'a', 'bridge fdb add 2 dev x'),
      run('neighbors', 'a', 'ip neigh add 1 dev x'),
      run('routes', 'a', 'bridge fdb add 3 dev x'),
      run('routes', 'a', 'ip route add y'),
    ];
    expect(shape(steps)).toEqual(['ip 2', 'bridge 2', 'ip 1']);
  });

  it('gives each family a batch of its own, and other options no batch', () => {
    const steps = ['ip -6 route add x', 'ip route add y', 'ip -6 route add z', 'ip -d route add q'];
    expect(shape(steps.map((line) => run('routes', 'a', line)))).toEqual(['ip -6 2', 'ip 1', 'run 1']);
  });

  it('leaves words that no batch line can hold to the shell', () => {
    const step = { ...run('ports', 'a', ''), argv: ['ip', 'link', 'set', 'x', 'alias', 'two words'] };
    expect(shape([step])).toEqual(['run 1']);
  });

  it('puts at most 900 lines with netns into a batch', () => {
    const pairs = Array.from({ length: 2000 }, (_, i) => ({
      ...run('links', 'a', `${i}`),
      kind: 'link' as const,
      name: `v${i}`,
      type: 'veth',
      settings: [],
      peer: { name: 'eth0', netns: 'n' },
    }));
    expect(shape(pairs)).toEqual(['ip 900', 'ip 900', 'ip 200']);
  });

  it('writes settings that follow each other in one', () => {
    const settings = ['net.x', 'net.y'].map((key) => sysctl('a', key, '1'));
    expect(shape([...settings, run('routes', 'a', 'ip route add x')])).toEqual(['sysctl 2', 'ip 1']);
  });

  it("takes commands of the processes stage for the user's", () => {
    expect(shape([run('processes', 'a', 'ip route add x')])).toEqual(['run 1']);
  });
});

describe('waves', () => {
  it('come in their order, with two workers, and processes in lanes of their own', () => {
    const waves = batch(twoNodes('two', [start('two', 'red', 'x', ['x'])]));
    expect(waves.map(({ name }) => name)).toEqual([
      'namespaces',
      'ground',
      'links',
      'nodes',
      'rules',
      'processes',
    ]);
    // The program on the place itself belongs to no node.
    expect(waves.map(({ nodes }) => nodes)).toEqual([0, 3, 1, 2, 1, 2]);
    expect(waves.map(({ rounds }) => rounds.map(({ lanes }) => lanes.length))).toEqual([
      [1],
      [2],
      [1],
      [2],
      [1],
      [2],
    ]);
  });

  it('hold all nodes between the levels of links', () => {
    const steps = [run('links', 'a', 'ip link add x', 0), run('links', 'b', 'ip link add y', 1)];
    const [, links] = batch(plan('l', [node('l', 'a'), node('l', 'b')], steps));
    expect(
      links?.rounds.map(({ lanes }) =>
        lanes.flat().flatMap(({ parts: some }) => some.map((p) => p.node?.name)),
      ),
    ).toEqual([['a'], ['b']]);
  });

  it('make every folder that is written into at their beginning', () => {
    const [first] = batch(plan('l', [node('l', 'a')], [write('l', 'a', "node/a/it's/x", '')]));
    expect(first?.rounds[0]?.lanes[0]?.[0]?.script).toContain(
      "mkdir -p -- /run/netlab/l/log /run/netlab/l/pid /run/netlab/l/netns '/run/netlab/l/node/a/it'\\''s'",
    );
  });

  it('end a heredoc with a line that its text has not', () => {
    const [, nodes] = batch(plan('l', [node('l', 'a')], [sysctl('a', 'net.x', 'a\nEND\nEND_\nb')]));
    expect(nodes?.rounds[0]?.lanes[0]?.[0]?.script).toMatch(/<<'END__' \|\| exit\n.*\nEND__$/s);
  });

  it('refuse a node that the plan has not', () => {
    expect(() => batch(plan('l', [], [run('routes', 'ghost', 'ip route add x')]))).toThrow('no node "ghost"');
  });
});

describe('rules', () => {
  const step = rules('a', [
    'nat -N X',
    'filter -P FORWARD DROP',
    'nat -A X -m comment --comment y -j RETURN',
  ]) as RulesStep;

  it('stand in one block for each table', () => {
    expect(restoreLines(step).map(({ text }) => text)).toEqual([
      '*nat',
      ':X - [0:0]',
      '-A X -m comment --comment y -j RETURN',
      'COMMIT',
      '*filter',
      ':FORWARD DROP [0:0]',
      'COMMIT',
    ]);
    expect(restoreLines(step)[1]?.rule).toEqual(rule('nat -N X'));
  });

  it.each([
    [
      'iptables-restore v1.8.9 (nf_tables): unknown option "--x"\nError occurred at line: 3\nTry `iptables-restore -h\'',
      3,
    ],
    ['iptables-restore: line 5 failed', 5],
    [
      'iptables-restore v1.8.9 (nf_tables): \nline 4: RULE_APPEND failed (No such file): rule in chain INPUT',
      4,
    ],
    ['iptables-restore: COMMIT expected at line 7', 7],
    ['iptables-restore: out of memory', undefined],
  ])('are found by what %j says', (stderr, line) => {
    expect(failedLine(stderr)).toBe(line);
  });
});

it.each([
  ['net.ipv4.ip_forward', '/proc/sys/net/ipv4/ip_forward'],
  ['net.ipv4.conf.flannel/1.rp_filter', '/proc/sys/net/ipv4/conf/flannel.1/rp_filter'],
])('finds the file of %s', (key, path) => {
  expect(settingPath(key)).toBe(path);
});

it.each(['kernel.hostname', 'net.//.//.kernel.hostname', 'net..x', 'net./.x', ''])(
  'has no file for %j',
  (key) => {
    expect(() => settingPath(key)).toThrow('no setting');
  },
);

it('reads the last part from what a worker said', () => {
  expect(lastPart('\x1e0\nfine\n\x1e1\nbad\nworse\n')).toEqual({ part: 1, stderr: 'bad\nworse\n' });
  expect(lastPart('no line break\x1e12\n')).toEqual({ part: 12, stderr: '' });
  expect(lastPart('sh: not found')).toEqual({ part: undefined, stderr: 'sh: not found' });
});

it('puts a hundred files into a script, and refuses before any runs what none can hold', () => {
  const files = Array.from({ length: 250 }, (_, i) => write('l', 'a', `f${i}`, `text ${i}`));
  const waves = (steps: typeof files) => batch(plan('l', [node('l', 'a')], steps));
  const [lane] = waves(files)[1]!.rounds[0]!.lanes;
  expect(lane!.map(({ script }) => script.match(/text \d+/g)?.length)).toEqual([100, 100, 50]);
  expect(() => waves([write('l', 'a', 'f', 'a\0b')])).toThrow('NUL');
});

it('keeps of a command what its words say, and nothing that is told beside them', () => {
  const step = run('links', 'red', 'ip link add x type veth peer name y netns two.blue');
  const told = { ...step, makes: { node: 'blue', interface: 'y' } };
  expect(planHash(twoNodes('two', [told]))).toBe(planHash(twoNodes('two', [step])));
});

it('keeps the lines of a plan in pieces', () => {
  const steps = Array.from({ length: 1200 }, (_, i) => run('routes', 'red', `ip route add ${i}`));
  const many = twoNodes('two', steps);
  const pieces = [...keptPieces(many)];
  expect(pieces.length).toBeGreaterThan(2);
  expect(pieces.join('')).toBe(keptLines(many).join('\n'));
});

it('tells plans apart by what they build', () => {
  const one = twoNodes('two');
  const moved = {
    ...one,
    file: 'other',
    steps: one.steps.map((step) => ({ ...step, reason: 'x', source: { file: 'y', line: 1, column: 1 } })),
  };
  expect(planHash(moved)).toBe(planHash(one));
  const other = twoNodes('two', [run('routes', 'red', 'ip route add x')]);
  expect(planHash(other)).not.toBe(planHash(one));
  const difference = (a: Plan, b: Plan) => compare(keptLines(a), keptLines(b));
  expect(difference(one, other)).toEqual({ added: ['red/ip_route_add_x'], removed: [], changed: [] });
  expect(difference(other, one)).toMatchObject({ removed: ['red/ip_route_add_x'] });
});
