/** Ctrl-C, SIGTERM and SIGHUP in the middle of a verb: exit code 130 and a sentence, and nothing is left of what it built. */
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { constants, tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { buildBundle } from '../../build-bundle.ts';
import { begin, ended, netlab, sh } from './run-netlab.ts';

const folder = mkdtempSync(join(tmpdir(), 'netlab-signals-'));
const file = join(folder, 'slow.yaml');
/** Seconds that a command of the lab takes while it is built. */
const slow = join(folder, 'seconds');
process.env.XDG_STATE_HOME = folder;
process.env.NETLAB_ON = 'local';

beforeAll(() => {
  buildBundle();
  writeFileSync(
    file,
    `lab: slow
nodes:
  a: { run: [{ exec: [sh, -c, "exec sleep \`cat ${slow}\`"] }, { process: [sleep, infinity], name: idle },
    { process: [sh, -c, "sleep \`cat ${slow}\`; echo begun; exec sleep infinity 0"], name: late, ready: { line: begun, within: 90 } }] }
  b: {}
links: [{ endpoints: [a:eth0, b:eth0], ipv4: [192.0.2.1/24, 192.0.2.2/24] }]
verify: [{ command: { at: a, run: [sleep, '77'] } }]
`,
  );
});
afterAll(() => {
  netlab('down', '--all');
  rmSync(folder, { recursive: true });
});

/** Ticks since boot (proc(5), field 22 of stat); the name before it may hold spaces. */
const startOf = (pid: number | string): number =>
  Number(readFileSync(`/proc/${pid}/stat`, 'latin1').split(') ').at(-1)!.split(' ')[19]);
/** Whether a process with these words runs that began after netlab: one of the row before may still be ending. */
const runs =
  (words: string) =>
  (netlabPid: number): boolean =>
    readdirSync('/proc')
      .filter((name) => /^\d+$/.test(name))
      .some((pid) => {
        try {
          const said = readFileSync(`/proc/${pid}/cmdline`, 'utf8').replaceAll('\0', ' ');
          return said === `${words} ` && startOf(pid) >= startOf(netlabPid);
        } catch {
          return false;
        }
      });
/** A packet socket is open in the node. */
const listensOn = (node: string) => (): boolean =>
  sh(`ip netns exec slow.${node} cat /proc/net/packet`).trim().split('\n').length > 1;

async function until(condition: () => boolean): Promise<void> {
  for (const over = performance.now() + 60_000; !condition() && performance.now() < over; ) await wait(20);
}

interface Row {
  readonly words: string;
  /** Whether the lab is up before. */
  readonly up: boolean;
  /** A command that changes the lab before. */
  readonly change?: string;
  /** Whether it is up after; as before, if not given. */
  readonly stays?: boolean;
  /** It is in the middle of its work. */
  readonly begun: (netlabPid: number) => boolean;
  readonly exit?: number | 'any';
  readonly text?: string;
}

const rolledBack = 'netlab: interrupted; rolled back: nothing is left';
const rows: readonly Row[] = [
  { words: `up ${file} --trust`, up: false, begun: runs('sleep 78'), text: rolledBack },
  { words: `test ${file} --trust --evidence ${folder}/e`, up: false, begun: runs('sleep 78'), text: '' },
  {
    words: `mutate ${file} --sample 1 --seed 1 --trust`,
    up: false,
    begun: runs('sleep 78'),
    text: rolledBack,
  },
  { words: 'diff slow', up: true, begun: runs('sleep 78'), text: rolledBack },
  {
    words: 'repair slow',
    up: true,
    change: 'kill -9 $(cat /run/netlab/slow/pid/a.late)',
    begun: runs('sleep 78'),
    text: 'nothing was rolled back, and the rest was not repaired. To continue: netlab repair slow',
  },
  { words: 'verify slow', up: true, begun: runs('sleep 77') },
  { words: 'trace slow a 192.0.2.9 --udp 9 --wait 60', up: true, begun: listensOn('b') },
  { words: 'logs slow -f', up: true, begun: runs('tail -n +1 -F -- /run/netlab/slow/log/a.idle'), text: '' },
  // It removes the lab in hand to its end; Node takes no signal any more while it ends.
  {
    words: 'down slow',
    up: true,
    stays: false,
    begun: () => !existsSync('/run/netns/slow.b'),
    exit: 'any',
    text: '',
  },
  // Its end is not an interruption: what was captured is complete.
  { words: 'capture slow a', up: true, begun: listensOn('a'), exit: 0, text: '0 packets' },
];

describe.each(rows)(
  '$words',
  ({ words, up, change, stays = up, begun, exit = 130, text = 'netlab: interrupted' }) => {
    it.each(['SIGINT', 'SIGTERM', 'SIGHUP'] as const)('%s', async (signal) => {
      writeFileSync(slow, '0');
      if (up) expect(netlab('up', file, '-q', '--trust').exit).toBe(0);
      else netlab('down', 'slow');
      writeFileSync(slow, '78');
      if (change) sh(change);
      const child = begin(...words.split(' '));
      const end = ended(child);
      await until(() => begun(child.pid!));
      child.kill(signal);
      const said = await end;
      expect(said).toMatchObject({
        ...(exit === 'any' ? {} : { exit }),
        stderr: expect.stringContaining(text),
      });
      expect(said.stderr).not.toMatch(/^ {4}at |fault of netlab/m);
      expect(existsSync('/run/netlab/slow')).toBe(stays);
      if (!stays) expect(existsSync('/run/netlab')).toBe(false);
      if (stays) expect(readdirSync('/run/netlab').sort()).toEqual(['slow', 'slow.lock']);
    });
  },
);

describe('exec', () => {
  it.each(['SIGTERM', 'SIGHUP'] as const)('passes %s to its command, and ends with it', async (signal) => {
    writeFileSync(slow, '0');
    expect(netlab('up', file, '-q', '--trust').exit).toBe(0);
    const child = begin(...'exec slow b -- sleep 79'.split(' '));
    const end = ended(child);
    const begun = runs('sleep 79');
    await until(() => begun(child.pid!));
    child.kill(signal);
    expect(await end).toMatchObject({ exit: 128 + constants.signals[signal], stderr: '' });
    expect(sh('ip netns pids slow.b')).toBe('');
  });
});
