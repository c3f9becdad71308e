import {
  chmodSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { PrivateFiles } from '../../../../src/places/files/private-files.ts';

let folder: string;
let root: string;
let files: PrivateFiles;

beforeEach(() => {
  folder = mkdtempSync(`${tmpdir()}/private-files-`);
  root = `${folder}/labs`;
  files = new PrivateFiles([root]);
});

afterEach(() => {
  rmSync(folder, { recursive: true });
});

it('writes a file and its folders for this user alone', () => {
  files.write(`${root}/two/journal.json`, 'old');
  files.write(`${root}/two/journal.json`, 'new');
  expect(files.read(`${root}/two/journal.json`)).toBe('new');
  expect(files.list(`${root}/two`)).toEqual(['journal.json']);
  expect(statSync(`${root}/two`).mode & 0o777).toBe(0o700);
  expect(statSync(`${root}/two/journal.json`).mode & 0o777).toBe(0o600);
});

it('writes a text that comes in pieces', () => {
  files.write(`${root}/two/plan.jsonl`, ['one\n', 'two']);
  expect(files.read(`${root}/two/plan.jsonl`)).toBe('one\ntwo');
});

it('finds nothing where there is nothing', () => {
  expect(files.read(`${root}/two/journal.json`)).toBeUndefined();
  expect(files.list(`${root}/two`)).toEqual([]);
  files.remove(`${root}/two`);
});

it.each(['/etc/passwd', '/', '', 'two', '..'])('refuses %j, which lies outside', (path) => {
  expect(() => files.read(path)).toThrow('not in a folder');
  expect(() => files.write(path, '')).toThrow('not in a folder');
  expect(() => files.remove(path)).toThrow('not in a folder');
});

it('refuses paths that lead out or are not plain, and its own root', () => {
  for (const path of [`${root}/../x`, `${root}/a/../../x`, `${root}x/y`, `${root}/a//b`, `${root}/a/`])
    expect(() => files.remove(path)).toThrow('not in a folder');
  expect(() => files.remove(root)).toThrow('not in a folder');
});

it('follows no link', () => {
  writeFileSync(`${folder}/secret`, 'secret');
  mkdirSync(root, { mode: 0o700 });
  symlinkSync(`${folder}/secret`, `${root}/link`);
  symlinkSync(folder, `${root}/folder`);
  for (const path of [`${root}/link`, `${root}/folder/secret`]) {
    expect(() => files.read(path)).toThrow('is a link');
    expect(() => files.write(path, 'x')).toThrow('is a link');
  }
  expect(() => files.remove(`${root}/folder/secret`)).toThrow('is a link');
  files.remove(`${root}/link`);
  expect(() => files.list(`${root}/folder`)).toThrow('is a link');
  expect(readFileSync(`${folder}/secret`, 'utf8')).toBe('secret');
});

it('removes links inside a folder and not what they lead to', () => {
  writeFileSync(`${folder}/secret`, 'secret');
  files.write(`${root}/two/x`, '');
  symlinkSync(folder, `${root}/two/out`);
  files.remove(`${root}/two`);
  expect(readFileSync(`${folder}/secret`, 'utf8')).toBe('secret');
  expect(files.list(root)).toEqual([]);
});

it('refuses a folder that others can write into', () => {
  files.write(`${root}/two/x`, '');
  chmodSync(`${root}/two`, 0o777);
  expect(() => files.write(`${root}/two/x`, '')).toThrow('can be written by other users');
});
