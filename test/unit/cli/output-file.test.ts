/** Files for output: a path that cannot be written is one sentence, and a FIFO without a reader does not block netlab. */
import { closeSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync, writeSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { execa, execaSync } from 'execa';
import { afterAll, expect, it } from 'vitest';
import { openNamed, openOutput } from '../../../src/cli/output-file.ts';

const folder = mkdtempSync(join(tmpdir(), 'netlab-output-'));
afterAll(() => rmSync(folder, { recursive: true }));
const fifo = join(folder, 'fifo');
execaSync('mkfifo', [fifo]);
symlinkSync('loop', join(folder, 'loop'));

it.each([
  ['fifo', 'no program reads this FIFO, or it is a socket or a missing device'],
  ['.', 'a folder was found instead of a file'],
  ['loop', 'its links form a loop, or a link is not followed here'],
  ['none/file', 'no such file or folder'],
])('%s cannot be written', (name, why) => {
  const path = join(folder, name);
  expect(() => openNamed(path)).toThrow(`${path} cannot be written: ${why}`);
});

it('a FIFO with a reader is written', async () => {
  const reader = execa('cat', [fifo]);
  const descriptor = await opened();
  writeSync(descriptor, 'packets');
  closeSync(descriptor);
  expect((await reader).stdout).toBe('packets');

  /** The reader may not have opened it yet. */
  async function opened(): Promise<number> {
    for (;;) {
      try {
        return openOutput(fifo);
      } catch {
        await new Promise((resolve) => setTimeout(resolve, 10));
      }
    }
  }
});

it('replaces a file, or appends to it', () => {
  const file = join(folder, 'file');
  writeFileSync(file, 'earlier');
  const write = (text: string, end: 'replace' | 'append') => {
    const descriptor = openOutput(file, end);
    writeSync(descriptor, text);
    closeSync(descriptor);
  };
  write('one', 'replace');
  write(', two', 'append');
  expect(readFileSync(file, 'utf8')).toBe('one, two');
});
