/** scripts/tied: a command ends with the process that holds its standard input, whatever ends that process. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';

const tied = fileURLToPath(new URL('../../../scripts/tied', import.meta.url));

const ended = (pid: number) =>
  expect.poll(() => existsSync(`/proc/${pid}`), { timeout: 600_000 }).toBe(false);

test("it gives the command's exit code and output", async () => {
  const child = spawn(tied, ['sh', '-c', 'echo out; exit 7'], { stdio: ['pipe', 'pipe', 'inherit'] });
  const [data] = await once(child.stdout, 'data');
  expect(String(data as Buffer)).toBe('out\n');
  expect(await once(child, 'exit')).toEqual([7, null]);
});

test.each(['SIGTERM', 'SIGKILL'] as const)(
  'the command and its children end when %s ends the caller',
  async (signal) => {
    const command = 'sleep 100000 & echo $$ $!; wait';
    const script = `
    const { spawn } = require('node:child_process');
    spawn(${JSON.stringify(tied)}, ['sh', '-c', ${JSON.stringify(command)}], { stdio: ['pipe', 'inherit', 'inherit'] });
  `;
    const caller = spawn(process.execPath, ['-e', script], { stdio: ['ignore', 'pipe', 'inherit'] });
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
