/** `up`, `status`, `repair` and `diff` of a lab that was changed by hand: what they print, and their exit codes. */
import { execaSync } from 'execa';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { local } from '../../../src/places/local.ts';
import { buildBundle } from '../../build-bundle.ts';
import { netlab } from '../cli/run-netlab.ts';

const lab = 'router';
const type = (node: string, command: string) =>
  execaSync('ip', ['netns', 'exec', `${lab}.${node}`, 'sh', '-ec', command]);

beforeAll(() => {
  buildBundle();
  expect(netlab('up', lab, '--quiet')).toMatchObject({ exit: 0 });
});
afterAll(() => {
  netlab('down', lab);
});

it('up of a lab without differences exits 0, and nothing is repaired', () => {
  expect(netlab('up', lab)).toMatchObject({
    exit: 0,
    stdout: expect.stringContaining('up already and unchanged'),
  });
  expect(netlab('repair', lab)).toMatchObject({
    exit: 0,
    stdout: `${lab} is as planned: nothing to repair   next: netlab verify ${lab}\n`,
  });
});

it('a lab that differs is reported, and repaired', async () => {
  const inodes = await local.namespaces();
  type('red', 'ip route flush default; ip route add blackhole 203.0.113.0/24');
  const up = netlab('up', lab);
  expect(up.exit).toBe(1);
  expect(up.stderr).toContain(`${lab} is up already\nnot as planned: 2 differences\n`);
  expect(up.stderr).toContain(`netlab repair ${lab}`);
  const status = netlab('status', lab);
  expect(status.exit).toBe(0);
  expect(status.stderr).toContain('not as planned: 2 differences\n');
  const { drift } = JSON.parse(netlab('up', lab, '--json').stdout);
  expect(drift).toHaveLength(2);

  const dry = netlab('repair', lab, '--dry-run');
  expect(dry.exit).toBe(1);
  expect(dry.stdout).toMatch(
    /^# red has no route to default.* \(red\/route\/\S+\)\nip -n router\.red route add default via /m,
  );
  expect(dry.stdout).toContain('name: red/route/203.0.113.0/24');
  expect(netlab('repair', lab, '--dry-run').stdout).toBe(dry.stdout);

  const first = netlab('repair', lab);
  expect(first.exit).toBe(1);
  expect(first.stdout).toContain('extra: red has a route that no step made: blackhole 203.0.113.0/24');
  expect(first.stdout).toContain(`next: netlab repair ${lab} --extras`);
  const named = JSON.parse(netlab('repair', lab, 'red/route/203.0.113.0/24', '--json').stdout);
  expect(named).toMatchObject({ repairs: [{ how: 'remove' }], failed: [], extras: [], left: [] });
  expect(netlab('diff', lab)).toMatchObject({ exit: 0 });
  expect(netlab('verify', lab, '--quiet')).toMatchObject({ exit: 0 });
  expect(await local.namespaces()).toEqual(inodes);
});

it('a node or a pattern is repaired alone, and diff names the command', () => {
  type('red', 'ip route flush default');
  type('blue', 'ip route flush default');
  expect(netlab('repair', lab, '--node', 'red').exit).toBe(1);
  const diff = netlab('diff', lab);
  expect(diff).toMatchObject({ exit: 1, stderr: expect.stringContaining(`netlab repair ${lab}`) });
  expect(diff.stdout).not.toContain('  red ');
  expect(netlab('repair', lab, 'blue/*')).toMatchObject({ exit: 0 });
});

it('an unknown node and an unknown name are refused before anything is repaired', () => {
  type('red', 'ip route flush default');
  const refused = [
    ['--node', 'rde'],
    ['red/rout'],
    ['red/*', 'red/rout'],
    ['red/*', 'red/rout', '--dry-run'],
  ];
  for (const words of refused)
    expect(netlab('repair', lab, ...words), words.join(' ')).toMatchObject({ exit: 2, stdout: '' });
  expect(netlab('repair', lab, 'red/*', 'red/rout').stderr).toContain(
    'no step and no difference has the name "red/rout"',
  );
  expect(netlab('repair', lab, '--dry-run', 'red/*').stdout).toContain('red has no route to default');
  expect(netlab('repair', lab, 'red/*')).toMatchObject({ exit: 0 });
});

it('a namespace that has gone is not repaired', () => {
  type('red', 'true');
  execaSync('ip', ['netns', 'del', `${lab}.red`]);
  const { exit, stderr } = netlab('repair', lab);
  expect({ exit, stderr }).toMatchObject({ exit: 2, stderr: expect.stringContaining('--replace') });
});
