/** A lab of a stranger: no verb runs any of it before it is trusted. */
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { execaSync } from 'execa';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { local } from '../../../src/places/local.ts';
import { buildBundle } from '../../build-bundle.ts';
import { netlabWith } from './run-netlab.ts';

const folder = mkdtempSync(join(tmpdir(), 'netlab-trust-'));
/** Written by the labs when one of their commands runs. */
const canary = join(folder, 'canary');
const file = join(folder, 'stranger.yaml');
let home = '';

const netlab = (argv: readonly string[], more: NodeJS.ProcessEnv = {}) => {
  const env = { NETLAB_ON: 'local', HOME: home, XDG_STATE_HOME: '', SHELL: '/bin/sh', ...more };
  return netlabWith({ cwd: folder, env }, argv);
};
const someoneElse = () => {
  home = mkdtempSync(join(folder, 'home-'));
};
const left = async () => [[...(await local.namespaces()).keys()], await local.list('/run/netlab')];

const lab = (rest: string, a = '') => `lab: stranger
nodes: { a: { ${a} }, b: {} }
links: [{ endpoints: [a:eth0, b:eth0], ipv4: [192.0.2.1/24, 192.0.2.2/24] }]
${rest}
`;
const write = (text: string) => writeFileSync(file, text);
const command = `{ command: { at: a, run: [touch, ${canary}] } }`;
const ping = 'ping: { from: a, to: b }';

beforeAll(() => {
  buildBundle();
});
beforeEach(someoneElse);
afterEach(async () => {
  netlab(['down', 'stranger']);
  rmSync(canary, { force: true });
  expect(await left()).toEqual([[], []]);
});
afterAll(() => rmSync(folder, { recursive: true }));

describe('a lab that has not been trusted is not built', () => {
  const labs: readonly (readonly [string, string])[] = [
    ['run', lab(`verify: [{ ${ping} }]`, `run: [{ exec: [touch, ${canary}] }]`)],
    ['ready', lab(`ready: [${command}]\nverify: [{ ${ping} }]`)],
    ['ready of a node', lab(`verify: [{ ${ping} }]`, `ready: [${command}]`)],
    ['verify', lab(`verify: [${command}]`)],
    [
      'while',
      lab(`verify: [{ capture: { at: 'a:eth0', while: [{ ${ping} }, ${command}], expect: { any: [{}] } } }]`),
    ],
    [
      'control',
      lab(
        `verify: [{ command: { at: a, run: 'true', expect: { exit: 1 }, control: { run: [touch, ${canary}] } } }]`,
      ),
    ],
    [
      'files',
      lab(`verify: [{ ${ping} }]`, 'serve: [80/http], files: { /etc/alternatives/iptables-save: x }'),
    ],
    ['tmpfs', lab(`verify: [{ ${ping} }]`, 'tmpfs: [/etc/ssl]')],
  ];
  it.each(labs)('%s', async (_, text) => {
    write(text);
    for (const argv of [
      ['up', file],
      ['up', file, '--on', 'rootless'],
      ['mutate', file, '--sample', '1'],
    ]) {
      const { exit, stderr } = netlab(argv);
      expect({ argv, exit }).toEqual({ argv, exit: 2 });
      expect(stderr).toContain('root would run or read these parts of stranger.yaml');
    }
    const { labs: tested } = JSON.parse(netlab(['test', file, '--json']).stdout);
    expect(tested).toMatchObject([
      {
        status: 'error',
        why: expect.stringContaining('root would run or read these parts of stranger.yaml'),
      },
    ]);
    expect(existsSync(canary)).toBe(false);
    expect(await left()).toEqual([[], []]);
  });
});

describe('a lab that another user of root has built', () => {
  beforeEach(() => {
    write(lab(`verify: [${command}]`, 'files: { /etc/greeting: hello }'));
    expect(netlab(['up', file, '--quiet', '--trust'])).toMatchObject({ exit: 0 });
  });

  it('is not entered, asked or built again before it is trusted, and is then', () => {
    const before = home;
    someoneElse();
    for (const argv of [
      ['verify', 'stranger'],
      ['diff', 'stranger'],
      ['shell', 'stranger', 'a'],
      ['exec', 'stranger', 'a', 'touch', canary],
      ['trace', 'stranger', 'a', 'b'],
      ['capture', 'stranger', 'a', '-d', '0.1'],
    ]) {
      const { exit, stderr } = netlab(argv);
      expect({ argv, exit }).toEqual({ argv, exit: 2 });
      expect(stderr).toMatch(/netlab up \S*stranger.yaml --trust/);
    }
    expect(existsSync(canary)).toBe(false);
    home = before;
    expect(netlab(['exec', 'stranger', 'a', 'cat', '/etc/greeting'])).toMatchObject({ stdout: 'hello' });
    expect(netlab(['verify', 'stranger'])).toMatchObject({ exit: 0 });
    expect(existsSync(canary)).toBe(true);
  });

  it('is trusted by up, which leaves it as it is', () => {
    someoneElse();
    expect(netlab(['up', file, '--trust'])).toMatchObject({
      exit: 0,
      stdout: expect.stringContaining('unchanged'),
    });
    expect(netlab(['verify', 'stranger'])).toMatchObject({ exit: 0 });
  });

  it('asks again for a check that came into the file since', () => {
    const added = `{ command: { at: b, run: [touch, ${canary}] } }`;
    write(readFileSync(file, 'utf8').replace(command, `${command}, ${added}`));
    const { exit, stderr } = netlab(['verify', 'stranger']);
    expect({ exit, stderr }).toMatchObject({ exit: 2, stderr: expect.stringContaining('"at":"b"') });
    expect(existsSync(canary)).toBe(false);
  });
});

it('the question shows control characters as escapes', () => {
  write(lab('', 'run: [{ exec: [sh, -c, "true \\e[2K\\e[1A\\r ok"] }]'));
  const { exit, stderr } = netlab(['up', file]);
  expect(exit).toBe(2);
  expect(stderr).not.toMatch(/[\x00-\x09\x0b-\x1f\x7f]/);
  expect(stderr).toContain('true \\u001b[2K');
});

it('the list of another user is not used', () => {
  write(lab('', 'tmpfs: [/etc/ssl]'));
  expect(netlab(['up', file, '--quiet', '--trust'])).toMatchObject({ exit: 0 });
  expect(netlab(['up', file, '--quiet'])).toMatchObject({ exit: 0 });
  execaSync('chown', ['-R', '65534', home]);
  expect(netlab(['up', file, '--quiet']).exit).toBe(2);
});

it("a node's own sitecustomize is not read by netlab's programs", () => {
  const version = execaSync('/usr/bin/python3', [
    '-c',
    'import sys; print("%d.%d" % sys.version_info[:2])',
  ]).stdout;
  const site = `open('${canary}', 'w')`;
  write(
    lab(
      `ready: [{ tcp: { from: b, to: a, port: 80 } }]\nverify: [{ http: { from: b, to: a, port: 80 } }]`,
      `serve: [80/http], files: { /etc/python${version}/sitecustomize.py: "${site}" }`,
    ),
  );
  expect(netlab(['up', file, '--quiet', '--trust'])).toMatchObject({ exit: 0 });
  expect(netlab(['verify', 'stranger'])).toMatchObject({ exit: 0 });
  expect(existsSync(canary)).toBe(false);
  // Debian's Python reads it from there: this is what the absence is worth.
  if (existsSync(`/usr/lib/python${version}/sitecustomize.py`)) {
    expect(netlab(['exec', 'stranger', 'a', '/usr/bin/python3', '-c', 'pass'])).toMatchObject({ exit: 0 });
    expect(existsSync(canary)).toBe(true);
  }
});

describe('a guide beside a lab', () => {
  const beside = join(folder, 'beside');
  beforeEach(() => {
    rmSync(beside, { recursive: true, force: true });
    mkdirSync(beside);
    writeFileSync(join(beside, 'lab.yaml'), lab(''));
    writeFileSync(canary, 'secret\n');
  });
  it.each([
    ['a link that leaves the folder', `ln -s ${canary} README.md`, 'leaves its folder'],
    ['a FIFO', 'mkfifo README.md', 'not a regular file'],
    ['more than 1 MiB', 'truncate -s 1048577 README.md', 'larger than 1 MiB'],
  ])('is not read: %s', (_, make, why) => {
    execaSync('sh', ['-c', make], { cwd: beside });
    const { exit, stdout, stderr } = netlab(['show', beside]);
    expect({ exit, stdout }).toEqual({ exit: 2, stdout: '' });
    expect(stderr).toContain(why);
    expect(stderr).not.toContain('secret');
  });
  it('is read through a link inside it', () => {
    execaSync('sh', ['-c', 'echo "# Hello" > guide.md; ln -s guide.md README.md'], { cwd: beside });
    expect(netlab(['show', beside])).toMatchObject({ exit: 0, stdout: expect.stringContaining('Hello') });
  });
});
