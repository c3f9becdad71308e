/** scripts/tied: a command ends with the process that holds its standard input, whatever ends that process. */
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { execa } from 'execa';
import { expect, test } from 'vitest';

const tied = fileURLToPath(new URL('../../../scripts/tied', import.meta.url));

const ended = (pid: number) =>
  expect.poll(() => existsSync(`/proc/${pid}`), { timeout: 600_000 }).toBe(false);

test("it gives the command's exit code and output", async () => {
  // Its standard input stays open.
  const { exitCode, stdout } = await execa(tied, ['sh', '-c', 'echo out; exit 7'], { reject: false });
  expect({ exitCode, stdout }).toEqual({ exitCode: 7, stdout: 'out' });
});

test.each(['SIGTERM', 'SIGKILL'] as const)(
  'the command and its children end when %s ends the caller',
  async (signal) => {
    const command = 'sleep 100000 & echo $$ $!; wait';
    const words = JSON.stringify(['sh', '-c', command]);
    const options = "{ stdio: ['pipe', 'inherit', 'inherit'], cleanup: false }";
    const script = `import('execa').then(({ execa }) => execa(${JSON.stringify(tied)}, ${words}, ${options}))`;
    const caller = execa(process.execPath, ['-e', script], {
      ...{ stdio: ['ignore', 'pipe', 'inherit'], reject: false, forceKillAfterDelay: false },
    });
    const [line] = await once(caller.stdout, 'data');
    const pids = String(line as Buffer)
      .trim()
      .split(' ')
      .map(Number);
    expect(pids.map((pid) => existsSync(`/proc/${pid}`))).toEqual([true, true]);
    caller.kill(signal);
    for (const pid of pids) await ended(pid);
  },
);
