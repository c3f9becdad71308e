import { mkdtempSync, rmSync, statSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, it } from 'vitest';
import { makeFolder } from '../../../../src/places/files/make-folder.ts';

const folder = mkdtempSync(join(tmpdir(), 'netlab-folder-'));
afterAll(() => rmSync(folder, { recursive: true }));

it('makes all that is missing, with the mode that is asked for', () => {
  makeFolder(join(folder, 'a/b/c'), 0o700);
  makeFolder(join(folder, 'a/b/c'), 0o700);
  expect(statSync(join(folder, 'a/b')).mode & 0o777).toBe(0o700);
});

it('ends where the kernel makes no folders', () => {
  expect(() => makeFolder('/proc/x/y')).toThrow('ENOENT');
});

it('ends below a file, and at a link to nothing', () => {
  writeFileSync(join(folder, 'file'), '');
  symlinkSync('nowhere', join(folder, 'link'));
  expect(() => makeFolder(join(folder, 'file/x'))).toThrow('ENOTDIR');
  expect(() => makeFolder(join(folder, 'link/x'))).toThrow('ENOENT');
});
