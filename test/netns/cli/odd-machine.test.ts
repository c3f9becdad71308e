/** Files that never end, disks that are full, folders that are gone: each ends with a sentence and an exit code, none with a stack trace. */
import { mkdirSync, mkdtempSync, readdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { execaSync } from 'execa';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { buildBundle } from '../../build-bundle.ts';
import { bin } from './run-netlab.ts';

const folder = mkdtempSync(join(tmpdir(), 'netlab-odd-'));
const plain = 'lab: odd\nnodes: { a: {} }\nverify: [{ command: { at: a, run: "true" } }]\n';
const own = 'lab: odd\nnodes: { a: { run: [exec: "true"] } }\n';

/** `before` is shell text that comes first, `after` redirects. A command that hangs is killed, and its exit is undefined. */
function netlab(words: string, { before = ':', after = '', env = {} } = {}) {
  const { exitCode, stdout, stderr } = execaSync(
    'bash',
    ['-c', `${before}; exec "$0" "$1" ${words} ${after}`, process.execPath, bin],
    {
      reject: false,
      stripFinalNewline: false,
      cwd: folder,
      timeout: 600_000,
      killSignal: 'SIGKILL',
      // The list of trusted labs is in this folder.
      env: { ...process.env, XDG_STATE_HOME: folder, ...env },
    },
  );
  return { exit: exitCode, stdout, stderr };
}

beforeAll(() => {
  buildBundle();
  writeFileSync(join(folder, 'odd.yaml'), plain);
  writeFileSync(join(folder, 'own.yaml'), own);
  execaSync('sh', ['-c', 'mkfifo fifo.yaml'], { cwd: folder });
  mkdirSync(join(folder, 'labs/dir.yaml'), { recursive: true });
  writeFileSync(join(folder, 'labs/good.yaml'), plain);
  mkdirSync(join(folder, 'labs/odd'));
  symlinkSync('../dir.yaml', join(folder, 'labs/odd/lab.yaml'));
  symlinkSync('dir.yaml', join(folder, 'labs/link.yaml'));
});
afterAll(() => rmSync(folder, { recursive: true }));

describe('a lab that is not a regular file is refused', () => {
  it.each([
    ['fifo.yaml', 'it is not a regular file'],
    ['/dev/zero', 'it is not a regular file'],
    ['labs/odd', 'it is a link that leaves its folder'],
  ])('%s', (name, why) => {
    for (const verb of ['validate', 'plan', 'render', 'show', 'graph'])
      expect(netlab(`${verb} ${name}`)).toMatchObject({ exit: 2, stderr: expect.stringContaining(why) });
  });

  it('/proc/kmsg is not waited for', () => {
    expect(netlab('validate /proc/kmsg').exit).toBe(2);
  });

  it('but a pipe from the shell is read', () => {
    expect(netlab('validate <(cat odd.yaml)').exit).toBe(0);
    expect(netlab('validate /dev/stdin', { after: '< odd.yaml' }).exit).toBe(0);
  });

  it('a FIFO beside labs is not listed', () => {
    const { exit, stdout } = netlab('list .');
    expect(exit).toBe(0);
    expect(stdout).toContain('odd.yaml');
    expect(stdout).not.toContain('fifo.yaml');
  });
});

it('a folder called lab.yaml is the result of one lab, and the others run', () => {
  const { exit, stdout, stderr } = netlab('test labs --trust --on local --evidence evidence');
  expect(`${stdout}${stderr}`).toMatch(/1 passed, 1 failed/);
  expect(`${stdout}${stderr}`).toContain('labs/odd/lab.yaml has no lab.yaml');
  expect(exit).toBe(1);
});

it('a --set of any length is refused in few words', () => {
  const { exit, stderr } = netlab(`validate odd.yaml --set ${'a'.repeat(5000)}`);
  expect(exit).toBe(2);
  expect(stderr).toContain('expected path=value');
  expect(stderr.length).toBeLessThan(500);
});

describe('a working folder that is gone', () => {
  const before = 'mkdir -p gone && cd gone && rmdir ../gone';
  it.each([
    ['list', 0],
    ['validate router', 0],
    ['validate x.yaml', 2],
    ['status', 0],
    ['down router', 0],
  ])('%s', (words, exit) => {
    expect(netlab(words, { before })).toMatchObject({ exit });
  });
});

describe('output that cannot be written', () => {
  it.each(['list', 'status', 'plan router'])('%s', (words) => {
    const { exit, stderr } = netlab(words, { after: '> /dev/full' });
    expect(exit).toBe(4);
    expect(stderr.match(/cannot write standard output: no space is left on the device/g)).toHaveLength(1);
    expect(stderr).not.toContain('    at ');
  });

  it('does not keep a lab from being built, and status tells that it is', () => {
    const { exit, stderr } = netlab('up odd.yaml --trust --on local', { after: '> /dev/full' });
    expect(exit).toBe(4);
    expect(stderr).toContain('netlab status');
    expect(netlab('down odd --on local').stdout).toContain('odd is down');
  });

  it('of a report leaves the result of the labs as it is', () => {
    const { exit, stderr } = netlab('test odd.yaml --trust --on local --reporter junit=/dev/full');
    expect(exit).toBe(4);
    expect(stderr).toContain('/dev/full is not complete: cannot write: no space is left on the device');
  });

  it('is not a fault if a reader has had enough', () => {
    const { exit, stderr } = netlab('plan flannel-vxlan', { after: '| head -n 1' });
    expect(exit).toBe(0);
    expect(stderr).toBe('');
  });
});

describe('folders that cannot be made', () => {
  it('for the evidence', () => {
    expect(netlab('test labs/odd --on local --evidence /proc/x')).toMatchObject({ exit: 1 });
  });

  it('for what is trusted', () => {
    const { exit, stderr } = netlab('up own.yaml --trust --on local', {
      env: { XDG_STATE_HOME: '/proc/self' },
    });
    expect(stderr).toContain('cannot make the folder /proc/self/netlab: no such file or folder');
    expect(exit).toBe(4);
  });
});

describe('numbers that no timer holds', () => {
  it.each([
    'capture odd a -d 3000000',
    'capture odd a -d 1e9',
    'capture odd a -c 0x10',
    'test odd.yaml --timeout 3000000',
    'test odd.yaml --jobs 1001',
    'mutate odd.yaml --sample 99999999',
    'vm start --idle 99999999',
  ])('%s', (words) => {
    const { exit, stderr } = netlab(words);
    expect(exit).toBe(2);
    expect(stderr).toMatch(/--[a-z]+ takes a (whole )?number from [\d.]+ to \d+, found "/);
  });
});

it.each([19, 20, 22, 24, 26, 28, 30, 32])('a limit of %i open files', (limit) => {
  const before = `ulimit -n ${limit}`;
  for (const words of ['status', 'down odd', 'list', 'up odd.yaml --trust --on local -q']) {
    const { exit, stderr } = netlab(words, { before });
    expect([0, 2, 3, 4], `${words}: ${stderr}`).toContain(exit);
    expect(stderr).not.toMatch(/^ {4}at |labs are Linux namespaces/m);
  }
  expect(netlab('down odd --on local').exit).toBe(0);
  expect(readdirSync('/run').filter((name) => name === 'netlab')).toEqual([]);
});
