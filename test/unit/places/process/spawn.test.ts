import { closeSync, mkdtempSync, openSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { execaSync } from 'execa';
import { describe, expect, it } from 'vitest';
import { environmentFault } from '../../../../src/base/environment-fault.ts';
import { local } from '../../../../src/places/local.ts';
import { run } from '../../../../src/places/process/spawn.ts';
import { stream } from '../../../../src/places/process/stream.ts';

const limit = Number(execaSync('sh', ['-c', 'ulimit -n']).stdout) || Number.POSITIVE_INFINITY;

describe('a command', () => {
  it('gives its exit code and both outputs', async () => {
    const outcome = await run(['sh', '-c', 'cat; echo bad >&2; exit 3'], { input: 'in' });
    expect(outcome).toEqual({ exit: 3, stdout: 'in', stderr: 'bad\n', timedOut: false });
  });

  it('that is missing gives 127', async () => {
    expect(await run(['no-such-program'])).toMatchObject({
      exit: 127,
      stderr: 'no-such-program: not found\n',
    });
  });

  it('of too many words gives 126', async () => {
    expect(await run(['true', 'x'.repeat(200_000)])).toMatchObject({
      exit: 126,
      stderr: 'true: the argument list is too long\n',
    });
    const { done, stdout } = stream(['true', 'x'.repeat(200_000)]);
    for await (const chunk of stdout) expect(chunk).toBe('nothing');
    expect(await done).toMatchObject({ exit: 126 });
  });

  it.skipIf(limit > 100_000)('for which a limit allows no process is no outcome', async () => {
    // Takes every descriptor of this process.
    const open: number[] = [];
    try {
      for (;;) open.push(openSync('/dev/null', 'r'));
    } catch (error) {
      expect(error).toMatchObject({ code: 'EMFILE' });
    }
    try {
      const why = { message: 'true cannot be started (EMFILE)', cause: { code: 'EMFILE' } };
      await expect(run(['true'])).rejects.toMatchObject(why);
      const { done, stdout } = stream(['true']);
      for await (const chunk of stdout) expect(chunk).toBe('nothing');
      await expect(done).rejects.toMatchObject(why);
      expect(environmentFault(await run(['true']).catch((error: unknown) => error))).toEqual({
        exit: 3,
        text: 'cannot start true: too many files are open',
        why: 'too many files are open',
        todo: 'raise the limit (ulimit -n 1024), or end other programs',
      });
    } finally {
      for (const descriptor of open) closeSync(descriptor);
    }
  });

  it("is one's own, or the system's whatever stands in front of it, as far as the system has one", async () => {
    const folder = mkdtempSync(join(tmpdir(), 'netlab-spawn-'));
    const before = process.env.PATH;
    try {
      for (const name of ['true', 'only-here'])
        writeFileSync(join(folder, name), '#!/bin/sh\necho own\n', { mode: 0o700 });
      process.env.PATH = `${folder}:${before}`;
      expect(await run(['true'])).toMatchObject({ stdout: 'own\n' });
      expect(await run(['true'], { system: true })).toMatchObject({ stdout: '' });
      expect(await run(['only-here'], { system: true })).toMatchObject({ stdout: 'own\n' });
    } finally {
      process.env.PATH = before;
      rmSync(folder, { recursive: true });
    }
  });

  it('that reads no input is no fault', async () => {
    expect(await run(['true'], { input: 'x'.repeat(1e6) })).toMatchObject({ exit: 0 });
  });

  it('ended by a signal has no exit code', async () => {
    expect(await run(['sh', '-c', 'kill -9 $$'])).toMatchObject({ exit: null, timedOut: false });
  });

  it('is killed with all it started when its time is over', async () => {
    const began = performance.now();
    const outcome = await run(['sh', '-c', 'echo begun; sleep 61 & sleep 61'], { timeout: 100 });
    expect(outcome).toMatchObject({ exit: null, timedOut: true, stdout: 'begun\n' });
    expect(performance.now() - began).toBeLessThan(2000);
    expect((await local.processes()).filter(({ argv }) => argv.join(' ') === 'sleep 61')).toEqual([]);
  });

  it('is killed by an abort signal, and not begun after one', async () => {
    expect(await run(['sleep', '62'], { signal: AbortSignal.timeout(50) })).toMatchObject({ exit: null });
    expect(await run(['echo', 'x'], { signal: AbortSignal.abort() })).toMatchObject({
      exit: null,
      stdout: '',
    });
  });

  it('is not waited for by its pipes when a process in the background keeps them', async () => {
    const began = performance.now();
    const outcome = await run(['sh', '-c', 'setsid sleep 3 & echo started']);
    expect(outcome).toMatchObject({ exit: 0, stdout: 'started\n' });
    expect(performance.now() - began).toBeLessThan(2000);
  });
});

describe('a script', () => {
  it('runs whole', async () => {
    expect(await local.script("cat <<'END'\na\nEND\nexit 4")).toMatchObject({ exit: 4, stdout: 'a\n' });
  });

  it('runs not at all when it is not whole', async () => {
    const outcome = await local.script("echo one\necho 'tw");
    expect(outcome.exit).not.toBe(0);
    expect(outcome.stdout).toBe('');
  });
});

describe('a stream', () => {
  it('hands over output and lines as they come, and ends when interrupted', async () => {
    const one = stream([
      'sh',
      '-c',
      'trap "echo bye; echo last >&2; exit 5" INT; echo hi; echo on >&2; while :; do sleep 0.02; done',
    ]);
    for await (const line of one.stderr) {
      expect(line).toBe('on');
      break;
    }
    one.interrupt();
    const chunks: Uint8Array[] = [];
    for await (const chunk of one.stdout) chunks.push(chunk);
    expect(Buffer.concat(chunks).toString()).toBe('hi\nbye\n');
    expect(await one.done).toMatchObject({ exit: 5, stderr: 'on\nlast\n' });
  });

  it('of a missing program ends at once', async () => {
    const one = stream(['no-such-program']);
    expect(await one.done).toMatchObject({ exit: 127 });
    for await (const chunk of one.stdout) expect(chunk).toBeUndefined();
    for await (const line of one.stderr) expect(line).toBeUndefined();
  });
});
