/** `netlab test` on a folder of labs: one that is right, one that is broken on purpose, one that is refused, one that cannot run. */
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { execa } from 'execa';
import { afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { TestRun } from '../../../src/model/test-run.ts';
import { dissect } from '../../../src/packet/dissect.ts';
import { readPcapng } from '../../../src/packet/pcapng.ts';
import { local } from '../../../src/places/local.ts';
import { buildBundle } from '../../build-bundle.ts';
import { bin, netlabWith } from './run-netlab.ts';

let folder = '';
const two = (lab: string, verify: string, more = '') => `lab: ${lab}
about: Two hosts.
nodes: { a: {}, b: { serve: [80/http]${more} } }
links:
  - { endpoints: [a:eth0, b:eth0], ipv4: [192.0.2.1/24, 192.0.2.2/24] }
verify:
${verify}`;
const labs: Readonly<Record<string, string>> = {
  'good.yaml': two('good', '  - ping: { from: a, to: b }\n'),
  // Line 8: nobody is between them.
  'broken/lab.yaml': two(
    'broken',
    `  - ping: { from: a, to: b }
  - ping: { from: a, to: b, expect: { ttl: 63 } }
  - capture: { at: [a:eth0, b:eth0], filter: icmp, while: { ping: { from: a, to: b } }, expect: none }
`,
  ),
  'refused.yaml': 'lab: refused\nabout: X.\nnodes:\n  a: { interfaces: { x: { type: vxlna } } }\n',
  'cannot.yaml': two('cannot', '  - ping: { from: a, to: b }\n', ', run: [{ exec: no-such-program }]'),
};

const env = (more: NodeJS.ProcessEnv = {}) => ({ NETLAB_ON: 'local', HOME: folder, ...more });
const netlab = (argv: readonly string[], more: NodeJS.ProcessEnv = {}) => {
  const said = netlabWith({ cwd: folder, env: env(more) }, argv);
  return { ...said, last: said.stdout.trimEnd().split('\n').at(-1) };
};
const runOf = (stdout: string) => JSON.parse(stdout) as TestRun;
const left = async () => [[...(await local.namespaces()).keys()], await local.list('/run/netlab')];

beforeAll(() => {
  buildBundle();
});
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'netlab-test-verb-'));
  for (const [file, text] of Object.entries(labs)) {
    mkdirSync(join(folder, 'labs', file, '..'), { recursive: true });
    writeFileSync(join(folder, 'labs', file), text);
  }
});
afterEach(async () => {
  expect(await left()).toEqual([[], []]);
  rmSync(folder, { recursive: true });
});

describe('a folder of labs', () => {
  it('gives each its verdict, annotates the lines of what failed, and keeps evidence that shows why', async () => {
    const reports = [
      '--reporter',
      'junit=out/r.xml',
      '--reporter',
      'github=out/s.md',
      '--reporter',
      'json=out/r.json',
    ];
    const { exit, last, stderr } = netlab(['test', 'labs', '--trust', ...reports]);
    expect([exit, last]).toEqual([1, '1 passed, 2 failed, 1 skipped']);
    expect(stderr).toMatch(
      /^::error file=labs\/broken\/lab\.yaml,line=8,col=5,title=labs\/broken%3A ping a -> b::/m,
    );
    expect(stderr).toMatch(/^::error file=labs\/broken\/lab\.yaml,line=9,col=5,/m);
    expect(stderr).toMatch(
      /^::error file=labs\/refused\.yaml,line=4,col=33,.*::unknown interface type "vxlna"$/m,
    );
    expect(stderr).toMatch(/^::notice file=labs\/cannot\.yaml,.*no-such-program is missing/m);
    expect(stderr.match(/^::error/gm)).toHaveLength(3);
    const run = runOf(readFileSync(join(folder, 'out/r.json'), 'utf8'));
    expect(run.labs.map(({ name, status }) => [name, status])).toEqual([
      ['labs/broken', 'fail'],
      ['labs/cannot.yaml', 'skip'],
      ['labs/good.yaml', 'pass'],
      ['labs/refused.yaml', 'fail'],
    ]);
    expect(existsSync(join(folder, 'out/r.xml')) && existsSync(join(folder, 'out/s.md'))).toBe(true);

    const evidence = join(folder, 'netlab-evidence');
    expect(readdirSync(evidence).sort()).toEqual(['labs-broken', 'labs-refused']);
    const of = join(evidence, 'labs-broken');
    expect(readdirSync(of).sort()).toEqual(
      ['journal.json', 'logs', 'packets', 'plan.sh', 'report.json', 'report.txt', 'state'].sort(),
    );
    expect(readFileSync(join(of, 'report.txt'), 'utf8')).toMatch(/FAIL {2}ping +a -> b +ttl 64/);
    expect(readFileSync(join(of, 'plan.sh'), 'utf8')).toContain('ip netns add broken.a');
    expect(readdirSync(join(of, 'state')).sort()).toEqual(['a.txt', 'b.txt']);
    const state = readFileSync(join(of, 'state/a.txt'), 'utf8');
    expect(state).toMatch(/^\$ ip addr show$[\s\S]*inet 192\.0\.2\.1\/24/m);
    const [capture] = readdirSync(join(of, 'packets'));
    const packets = readPcapng(readFileSync(join(of, 'packets', capture!)));
    // Both ends, the request and its reply at least; netlab's own fence is not among them.
    const ends = packets.map((packet) => packet.interface);
    expect(new Set(ends)).toEqual(new Set(['a:eth0', 'b:eth0']));
    expect(packets.length).toBeGreaterThanOrEqual(4);
    expect(packets.map(dissect).every((frame) => frame.icmp !== undefined)).toBe(true);
    expect(packets.every((packet, i) => i === 0 || packet.time >= packets[i - 1]!.time)).toBe(true);

    // A lab that passes the next time leaves no evidence of the last.
    writeFileSync(join(folder, 'labs/broken/lab.yaml'), labs['good.yaml']!.replace('good', 'broken'));
    expect(netlab(['test', 'labs/broken']).exit).toBe(0);
    expect(readdirSync(evidence)).toEqual(['labs-refused']);
  });

  it('fails with --strict what only cannot run', () => {
    const argv = ['test', 'labs/good.yaml', 'labs/cannot.yaml', '--trust'];
    expect(netlab(argv)).toMatchObject({ exit: 0, last: '1 passed, 0 failed, 1 skipped' });
    expect(netlab([...argv, '--strict'])).toMatchObject({ exit: 1, last: '1 passed, 1 failed, 0 skipped' });
    expect(netlab(['test', 'labs/cannot.yaml', '--trust']).exit).toBe(3);
  });

  it('prints warnings, and fails with --fail-on-warning what has some', () => {
    const text = labs['good.yaml']!.replace('a: {}', 'a: {}, lost: {}');
    writeFileSync(join(folder, 'labs/good.yaml'), text);
    const warning = /labs\/good\.yaml:3:17 warning unused-node: lost has no link/;
    const { exit, stdout } = netlab(['test', 'labs/good.yaml']);
    expect([exit, stdout]).toEqual([0, expect.stringMatching(warning)]);
    const strict = netlab(['test', 'labs/good.yaml', '--fail-on-warning', '--json']);
    expect(strict.exit).toBe(1);
    expect(runOf(strict.stdout).labs[0]).toMatchObject({
      ...{ status: 'fail', warnings: [], checks: [] },
      diagnostics: [{ code: 'unused-node', at: { file: 'labs/good.yaml', line: 3 } }],
    });
    const { stderr } = netlab(['up', 'labs/good.yaml']);
    expect(stderr).toMatch(warning);
    expect(netlab(['down', 'good']).exit).toBe(0);
  });

  it('asks for trust as up does, and lets the others run', () => {
    const { labs: found } = runOf(netlab(['test', 'labs/good.yaml', 'labs/cannot.yaml', '--json']).stdout);
    expect(found.map(({ status }) => status)).toEqual(['pass', 'error']);
    expect(found[1]!.why).toContain('root would run or read these parts of labs/cannot.yaml');
  });

  it('begins nothing more after a failure with --bail', () => {
    const argv = ['test', 'labs/broken', 'labs/good.yaml', '--jobs', '1', '--json'];
    const { labs: found } = runOf(netlab([...argv, '--bail']).stdout);
    expect(found.map(({ status }) => status)).toEqual(['fail', 'skip']);
    expect(found[1]!.why).toBe('not begun: labs/broken did not pass (--bail)');
  });

  it('leaves a failed lab up with --keep, and says how to enter it and how to end it', () => {
    const { stdout, exit } = netlab(['test', 'labs/broken', 'labs/good.yaml', '--keep']);
    expect(exit).toBe(1);
    expect(stdout).toContain('it is still up: netlab shell broken a');
    expect(netlab(['exec', 'broken', 'a', '--', 'hostname', '-I']).stdout).toBe('192.0.2.1 \n');
    expect(netlab(['status']).stdout).not.toContain('good');
    // The lab is up before the second run, which leaves it alone and reports that.
    const again = runOf(netlab(['test', 'labs/broken', '--json']).stdout);
    expect(again.labs[0]).toMatchObject({ status: 'error', why: expect.stringContaining('is up already') });
    expect(netlab(['exec', 'broken', 'a', '--', 'true']).exit).toBe(0);
    expect(netlab(['down', 'broken']).exit).toBe(0);
  });

  it('runs labs of one name side by side, under other names', () => {
    for (const name of ['x', 'y', 'z']) writeFileSync(join(folder, `labs/${name}.yaml`), labs['good.yaml']!);
    const all = ['good', 'x', 'y', 'z'].map((name) => `labs/${name}.yaml`);
    const { labs: ran } = runOf(netlab(['test', ...all, '--jobs', '4', '--json']).stdout);
    expect(ran.map(({ status, lab }) => [status, lab])).toEqual([
      ['pass', 'good'],
      ['pass', 'good-2'],
      ['pass', 'good-3'],
      ['pass', 'good-4'],
    ]);
  });

  it('gives every lab to exactly one shard', () => {
    for (const name of ['x', 'y'])
      writeFileSync(join(folder, `labs/${name}.yaml`), labs['good.yaml']!.replace('good', name));
    const parts = [1, 2, 3].map((i) =>
      runOf(netlab(['test', 'labs', '--trust', '--shard', `${i}/3`, '--json']).stdout),
    );
    const names = parts.flatMap((part) => part.labs.map(({ name }) => name));
    expect(names.sort()).toEqual(
      [
        'labs/broken',
        'labs/cannot.yaml',
        'labs/good.yaml',
        'labs/refused.yaml',
        'labs/x.yaml',
        'labs/y.yaml',
      ].sort(),
    );
  });

  it('ends a lab that has no end, keeps its evidence, and takes it away', () => {
    const slow = labs['good.yaml']!.replace('to: b }', 'to: b, expect: { ttl: 63 }, within: 100 }');
    writeFileSync(join(folder, 'labs/slow.yaml'), slow.replace('good', 'slow'));
    const { labs: found } = runOf(netlab(['test', 'labs/slow.yaml', '--timeout', '2', '--json']).stdout);
    expect(found[0]).toMatchObject({ status: 'error', why: 'it did not end within 2 s (--timeout)' });
    expect(readdirSync(join(folder, found[0]!.evidence!))).toEqual(
      expect.arrayContaining(['state', 'journal.json']),
    );
  });
});

describe('Ctrl-C', () => {
  it('takes down what is up, tells what ended and what did not begin, and exits 130', async () => {
    const slow = labs['good.yaml']!.replace('to: b }', 'to: b, expect: { ttl: 63 }, within: 100 }');
    for (const name of ['s1', 's2', 's3'])
      writeFileSync(join(folder, `labs/${name}.yaml`), slow.replace('good', name));
    const all = ['s1', 's2', 's3'].map((name) => `labs/${name}.yaml`);
    const argv = [bin, 'test', ...all, '--jobs', '2', '--reporter', 'lines', '--reporter', 'json=r.json'];
    const child = execa(process.execPath, argv, {
      ...{ cwd: folder, env: env(), reject: false, stdio: ['ignore', 'pipe', 'inherit'] },
    });
    const deadline = Date.now() + 300_000;
    // To its end: what is half built is rolled back by apply itself.
    const up = async (name: string) =>
      (await local.read(`/run/netlab/${name}/journal.json`))?.includes('"state":"up"') === true;
    const built = async () => (await Promise.all(['s1', 's2', 's3'].map(up))).filter(Boolean).length;
    while ((await built()) < 2 && Date.now() < deadline) await new Promise((done) => setTimeout(done, 50));
    expect(await built()).toBe(2);
    child.kill('SIGINT');
    const { exitCode, stdout } = await child;
    expect(exitCode).toBe(130);
    expect(stdout).toContain('interrupted: everything that was up is taken down');
    const run = runOf(readFileSync(join(folder, 'r.json'), 'utf8'));
    expect(run.interrupted).toBe(true);
    // The first two differ from run to run.
    expect(run.labs.map(({ status, why }) => `${status} ${why}`).sort()).toEqual([
      'error interrupted',
      'error interrupted',
      'skip interrupted before it began',
    ]);
  });
});
