/** A lab that another program has damaged: every verb prints a sentence with what to do, and none ends with a stack trace. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { buildBundle } from '../../build-bundle.ts';
import { netlab, sh } from './run-netlab.ts';

const folder = mkdtempSync(join(tmpdir(), 'netlab-damaged-'));
const file = join(folder, 'hurt.yaml');
const there = '/run/netlab/hurt';
process.env.XDG_STATE_HOME = folder;
process.env.NETLAB_ON = 'local';

beforeAll(() => {
  buildBundle();
  writeFileSync(
    file,
    `lab: hurt
nodes:
  red: { files: { /etc/motd: hello }, run: [{ process: [sleep, infinity], name: idle }] }
  blue: {}
  green: {}
links:
- { endpoints: [red:eth0, blue:eth0], ipv4: [192.0.2.1/30, 192.0.2.2/30] }
verify: [{ ping: { from: red, to: blue } }]
`,
  );
});
afterAll(() => {
  netlab('down', 'hurt');
  rmSync(folder, { recursive: true });
});

const anew = 'build it again: netlab up hurt --replace';
const gone = `the namespace of green has gone\n  look: netlab status hurt   ${anew}`;
const foreign = 'the namespace of green was made by another program: hurt.green';
const noPlan = `${there}/plan.jsonl is gone, or was changed by another program`;
const noLog = `red idle: its log cannot be read: ${there}/log/red.idle is not a file`;
const noHolder = `red: the process that holds its files has gone (${there}/pid/red.mounts)`;
const kept = `sed -i 's/192.0.2.1/192.0.2.9/' ${there}/plan.jsonl`;

/** A command that damages the lab. Then verbs, each with its exit code and a part of its standard error. */
const damages: readonly (readonly [string, readonly (readonly [string, number, string])[]])[] = [
  [
    'ip netns del hurt.green',
    [
      ['exec hurt green true', 2, gone],
      ['shell hurt green', 2, gone],
      ['capture hurt green -d 0.1', 2, gone],
      ['trace hurt red green', 2, gone],
      // The program of a trace listens in all nodes.
      ['trace hurt red blue', 2, gone],
      ['status hurt', 0, ''],
      ['logs hurt', 0, ''],
      ['verify hurt', 0, 'not as planned: 1 difference\n  the namespace of green does not exist'],
      ['diff hurt', 1, ''],
      [`up ${file} --trust`, 2, 'namespaces gone: hurt.green'],
      ['exec hurt red true', 0, ''],
    ],
  ],
  [
    'ip netns del hurt.green; ip netns add hurt.green',
    [
      ['exec hurt green true', 2, foreign],
      ['trace hurt red blue', 2, foreign],
      ['verify hurt', 2, foreign],
      ['diff hurt', 2, foreign],
      ['status hurt', 0, ''],
    ],
  ],
  [
    kept,
    [
      ['status hurt', 0, noPlan],
      ['trace hurt red blue', 3, noPlan],
      ['verify hurt', 0, ''],
    ],
  ],
  [`rm ${there}/plan.jsonl; mkfifo ${there}/plan.jsonl`, [['trace hurt red blue', 3, 'is not a file']]],
  [`rm ${there}/log/red.idle; mkfifo ${there}/log/red.idle`, [['logs hurt red', 4, noLog]]],
  [`ln -sf /etc/shadow ${there}/log/red.idle`, [['logs hurt', 4, noLog]]],
  [
    `sed -i 's|${there}/pid/red.mounts|/etc/passwd|g' ${there}/journal.json`,
    [
      ['exec hurt red true', 3, '/etc/passwd is not in a folder of netlab'],
      ['trace hurt red blue', 3, 'plan.jsonl is gone, or was changed by another program'],
      ['capture hurt red -d 0.1', 3, '/etc/passwd is not in a folder of netlab'],
    ],
  ],
  [
    `echo 1 >${there}/pid/red.mounts`,
    [
      ['capture hurt red -d 0.1', 4, noHolder],
      ['exec hurt red true', 1, noHolder],
    ],
  ],
];

describe.each(damages)('after %s', (damage, verbs) => {
  beforeAll(() => {
    netlab('down', 'hurt');
    sh('ip netns del hurt.green 2>/dev/null || :');
    expect(netlab('up', file, '-q', '--trust')).toMatchObject({ exit: 0, stderr: '' });
    sh(damage);
  });
  it.each(verbs)('%s: exit code %i', (words, exit, text) => {
    const said = netlab(...words.split(' '));
    expect(said).toMatchObject({ exit, stderr: expect.stringContaining(text) });
    expect(said.stderr).not.toMatch(/^ {4}at /m);
  });
});
