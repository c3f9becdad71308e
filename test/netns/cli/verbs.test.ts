import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { execaSync } from 'execa';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { apply } from '../../../src/apply/apply.ts';
import { down } from '../../../src/apply/down.ts';
import { compile } from '../../../src/engine/compile.ts';
import { local } from '../../../src/places/local.ts';
import { buildBundle } from '../../build-bundle.ts';
import { install, netlab as netlabAs, user } from '../places/installed.ts';
import { begin, bin, netlabWith } from './run-netlab.ts';

const text = `
lab: verbs
about: A server and its client.
nodes:
  web: { serve: [80/http] }
  client: { run: [{ process: sleep 0.1 }] }
  talker: { run: [{ process: ping -i 0.1 127.0.0.1 }] }
links:
  - { endpoints: [web:eth0, client:eth0], ipv4: [192.0.2.1/24, 192.0.2.2/24] }
`;
const folder = mkdtempSync(join(tmpdir(), 'netlab-verbs-'));
const file = join(folder, 'verbs.yaml');

const netlab = (argv: readonly string[], input = '') =>
  netlabWith({ input, env: { SHELL: '/bin/sh' } }, argv);

beforeAll(async () => {
  buildBundle();
  expect(netlab(['status'])).toMatchObject({ exit: 0, stdout: 'no lab is up\n' });
  writeFileSync(file, text);
  await apply(compile(Buffer.from(text), file).plan, local, { file });
  // The verbs below work from the journal.
  writeFileSync(file, 'lab: somebody-else\n');
});

afterAll(async () => {
  expect((await down('verbs', local)).problems).toEqual([]);
  // It was not the lab's any more (see the last test), and down has left it alone.
  execaSync('ip', ['netns', 'del', 'verbs.client']);
  rmSync(folder, { recursive: true });
});

describe('exec', () => {
  it.each([
    ['passes output through', ['web', '--', 'hostname', '-I'], '', 0, '192.0.2.1 \n'],
    ['needs no --', ['web', 'echo', '-n', '--help'], '', 0, '--help'],
    ['passes input through', ['web', 'cat'], 'hello', 0, 'hello'],
    ['passes the exit code through', ['web', 'sh', '-c', 'exit 7'], '', 7, ''],
    ['says 128 and the signal', ['web', 'sh', '-c', 'kill -9 $$'], '', 137, ''],
    ['keeps words whole', ['web', 'printf', '[%s]', 'a b', '', '$HOME'], '', 0, '[a b][][$HOME]'],
    ['knows other nodes by name', ['client', 'getent', 'hosts', 'web'], '', 0, '192.0.2.1       web\n'],
  ])('%s', (_, argv, input, exit, stdout) => {
    expect(netlab(['exec', 'verbs', ...argv], input)).toEqual({ exit, stdout, stderr: '' });
  });

  it('finds the lab by the file that it was built from', () => {
    expect(netlab(['exec', file, 'web', 'true']).exit).toBe(0);
  });

  it('says in one line that a program is missing, and where it comes from', () => {
    const { exit, stderr } = netlab(['exec', 'verbs', 'web', '--', 'tcpdmp', '-n']);
    expect([exit, stderr]).toEqual([
      127,
      'netlab: there is no program "tcpdmp" here; did you mean "tcpdump"?\n',
    ]);
  });

  it.each([
    ['a node', ['verbs', 'wbe', 'ls'], /no node "wbe"\n {2}did you mean "web"\?/],
    ['a lab', ['verb', 'web', 'ls'], /no lab "verb" is up\n {2}did you mean "verbs"\?/],
    ['a lab that is not up', ['router', 'red', 'ls'], /router is not up.*\n {2}build it: netlab up router/],
  ])('refuses %s', (_, argv, message) => {
    const { exit, stderr } = netlab(['exec', ...argv]);
    expect(exit).toBe(2);
    expect(stderr).toMatch(message);
  });
});

describe('shell', () => {
  it('reads commands where there is no terminal', () => {
    expect(netlab(['shell', 'verbs', 'client'], 'hostname -I; exit 3')).toMatchObject({
      ...{ exit: 3, stdout: '192.0.2.2 \n', stderr: '' },
    });
  });

  it('says on a terminal where it is, and how to leave', () => {
    const { stdout } = execaSync(
      'script',
      ['-qec', `${process.execPath} ${bin} shell verbs web`, '/dev/null'],
      {
        reject: false,
        stripFinalNewline: false,
        input: 'exit 5\n',
        env: { SHELL: '/bin/bash' },
      },
    );
    expect(stdout).toMatch(/web@verbs.* 192\.0\.2\.1\/24/);
    expect(stdout).toContain('exit or Ctrl-D leaves the node');
    expect(stdout).toMatch(/web@verbs\S*:\S*# /);
  });
});

describe('status', () => {
  it('lists what is up', () => {
    expect(netlab(['status']).stdout).toMatch(/^verbs {2}3 nodes {2}local {2}.*up, 1 of 3 processes ended\n/);
  });

  it('tells nodes, addresses and processes of a lab', () => {
    const { nodes, state } = JSON.parse(netlab(['status', 'verbs', '--json']).stdout);
    expect(state).toBe('up');
    expect(nodes).toMatchObject([
      {
        name: 'web',
        addresses: [{ interface: 'eth0', address: '192.0.2.1/24' }],
        processes: [{ running: true }],
      },
      { name: 'client', present: true, processes: [{ name: 'sleep', running: false }] },
      { name: 'talker' },
    ]);
  });

  it('marks it in list', () => {
    expect(netlab(['status', file]).stdout).toMatch(/^verbs: up\n/);
  });
});

describe('logs', () => {
  it('are prefixed by node and process', () => {
    expect(netlab(['logs', 'verbs']).stdout).toMatch(/^web serve {4}\| serving\ntalker ping {2}\| PING 127/);
    expect(netlab(['logs', 'verbs', 'client']).stdout).toBe('');
  });

  it('end quietly when nobody reads on', () => {
    const command = `${process.execPath} ${bin} logs verbs talker --follow | head -n 1`;
    const { stdout, stderr } = execaSync('bash', ['-c', command], {
      reject: false,
      stripFinalNewline: false,
      timeout: 600_000,
    });
    expect([stdout, stderr]).toEqual([expect.stringMatching(/^talker ping \| PING .*\n$/), '']);
  });

  it('follow until Ctrl-C, and leave no process', async () => {
    const child = begin('logs', 'verbs', '--follow');
    await new Promise((resolve) => child.stdout.once('data', resolve));
    child.kill('SIGINT');
    expect((await child).exitCode).toBe(130);
    const left = (await local.processes()).filter(({ argv }) => argv[0] === 'tail');
    expect(left).toEqual([]);
  });
});

describe('a node whose namespace is another by now', () => {
  it('is told by status and not entered', () => {
    execaSync('ip', ['netns', 'del', 'verbs.client']);
    execaSync('ip', ['netns', 'add', 'verbs.client']);
    expect(netlab(['exec', 'verbs', 'client', 'true'])).toMatchObject({
      exit: 2,
      stderr: expect.stringContaining('the namespace of client was made by another program'),
    });
    expect(netlab(['status', 'verbs']).stdout).toMatch(/client {2}its namespace has gone/);
  });
});

describe('doctor', () => {
  it('ends with 0 exactly where flannel-vxlan has all it needs', () => {
    const { exit, stdout } = netlab(['doctor', '--json']);
    const { missing, labs } = JSON.parse(stdout);
    expect(missing).toEqual(labs.find((lab: { name: string }) => lab.name === 'flannel-vxlan').missing);
    expect(exit).toBe(missing.length === 0 ? 0 : 3);
  });

  it('says what is missing to somebody who is not root, and ends with 3', async () => {
    install();
    const { exit, stdout } = await netlabAs(user(65_534), 'doctor', '--on', 'local');
    expect(exit).toBe(3);
    expect(stdout).toMatch(/root: network namespaces are made by root/);
  });

  it('adds no module and no device to the host', () => {
    const before = execaSync('ip', ['-br', 'link'], { stripFinalNewline: false }).stdout;
    netlab(['doctor']);
    expect(execaSync('ip', ['-br', 'link'], { stripFinalNewline: false }).stdout).toBe(before);
  });
});
