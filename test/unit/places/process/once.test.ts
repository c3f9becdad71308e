import { mkdtempSync, openSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { attach, loadLauncher, runOnce } from '../../../../src/places/process/once.ts';
import { run } from '../../../../src/places/process/spawn.ts';

describe('a program that starts once', () => {
  it.each([
    ['with an exit code', ['sh', '-c', 'pwd; echo bad >&2; echo $LC_ALL; exit 3']],
    ['without input', ['cat']],
    ['ended by a signal', ['sh', '-c', 'echo before; kill -9 $$']],
    ['that is missing', ['no-such-program']],
    ['that cannot be started', ['/etc/passwd']],
  ])('%s ends as in spawn.ts', async (_, argv) => {
    const outcome = await runOnce(argv);
    expect(outcome).toEqual(await run(argv));
  });

  it('inherits the descriptor of a lock as 3', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'netlab-once-'));
    try {
      const path = join(folder, 'lock');
      await runOnce(['sh', '-c', 'echo held >&3'], { descriptor: openSync(path, 'w') });
      expect(readFileSync(path, 'utf8')).toBe('held\n');
    } finally {
      rmSync(folder, { recursive: true });
    }
  });

  it('leads a process group of its own', async () => {
    const { stdout } = await runOnce(['sh', '-c', 'ps -o pid=,pgid= -p $$']);
    const [pid, group] = stdout.trim().split(/\s+/);
    expect(pid).toBe(group);
  });
});

describe('a launched program', () => {
  it('reads and writes while it runs', async () => {
    const child = (await loadLauncher())(['cat']);
    const answered = new Promise<string>((resolve) =>
      child.stdout!.once('data', (data) => resolve(`${data}`)),
    );
    child.stdin!.write('ping');
    expect(await answered).toBe('ping');
    const ended = new Promise((resolve) => child.once('exit', resolve));
    child.stdin!.end();
    expect(await ended).toBe(0);
  });

  it('that is missing reports an error', async () => {
    const child = (await loadLauncher())(['no-such-program']);
    const error = await new Promise<NodeJS.ErrnoException>((resolve) => child.once('error', resolve));
    expect([error.code, child.pid, child.spawnfile]).toEqual(['ENOENT', undefined, 'no-such-program']);
  });
});

describe('a start that Node throws', () => {
  const tooLong = ['true', 'x'.repeat(1e6)];

  it('is an outcome as in spawn.ts', async () => {
    expect(await runOnce(tooLong)).toEqual(await run(tooLong));
    expect(await attach(tooLong)).toBe(126);
  });

  it('is an error of the launched program', async () => {
    const child = (await loadLauncher())(tooLong);
    const error = await new Promise<NodeJS.ErrnoException>((resolve) => child.once('error', resolve));
    expect(error.code).toBe('E2BIG');
  });
});

describe('a program in the terminal', () => {
  it.each([
    ['its exit code', ['sh', '-c', 'exit 3'], 3],
    ['its signal, as a shell does', ['sh', '-c', 'kill -9 $$'], 137],
    ['127 if it is missing', ['no-such-program'], 127],
    ['126 if it cannot be started', ['/etc/passwd'], 126],
  ])('returns %s', async (_, argv, exit) => {
    expect(await attach(argv)).toBe(exit);
  });

  it('reads its input on descriptor 3, or leaves it', async () => {
    expect(await attach(['sh', '-c', 'read -r word <&3; test "$word" = hello'], 'hello\n')).toBe(0);
    expect(await attach(['sh', '-c', 'exit 4'], 'x'.repeat(1e6))).toBe(4);
  });
});
