/** Other users cannot write the list of trusted labs, and reading it ends. */
import { chmodSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { execaSync } from 'execa';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { isTrusted, remember } from '../../../src/engine/trusted-list.ts';

let home = '';
const env = () => ({ HOME: home });
const folder = () => join(home, '.local', 'state', 'netlab');
const file = () => join(folder(), 'trusted');

beforeEach(() => {
  home = mkdtempSync(join(tmpdir(), 'netlab-trusted-'));
});
afterEach(() => rmSync(home, { recursive: true }));

it('remembers digests, also below a folder that others may write', () => {
  chmodSync(home, 0o1777);
  expect(isTrusted('a', env())).toBe(false);
  remember('a', env());
  remember('b', env());
  expect([isTrusted('a', env()), isTrusted('b', env()), isTrusted('c', env())]).toEqual([true, true, false]);
  expect(readFileSync(file(), 'utf8')).toBe('a\nb\n');
});

it.each([
  ['a folder that others may write', () => chmodSync(folder(), 0o777)],
  ['a file that others may write', () => chmodSync(file(), 0o666)],
  [
    'a link',
    () => {
      rmSync(file());
      writeFileSync(join(home, 'other'), 'a\n');
      symlinkSync(join(home, 'other'), file());
    },
  ],
  [
    'a linked folder',
    () => {
      execaSync('mv', [folder(), join(home, 'other')]);
      symlinkSync(join(home, 'other'), folder());
    },
  ],
  [
    'a FIFO',
    () => {
      rmSync(file());
      execaSync('mkfifo', [file()]);
    },
  ],
  [
    'a folder in its place',
    () => {
      rmSync(file());
      mkdirSync(file());
    },
  ],
])('%s is not believed and not written', (_, damage) => {
  remember('a', env());
  damage();
  expect(isTrusted('a', env())).toBe(false);
  expect(() => remember('b', env())).toThrow(/cannot be used for the list of trusted labs/);
});
