/** The cache of kernels: only a folder of this user that no one else can write, because netlab starts programs of it. */
import { chmodSync, mkdirSync, mkdtempSync, rmSync, statSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { PlaceCannot } from '../../../../src/places/place-cannot.ts';
import { requireCache } from '../../../../src/places/vm/folders.ts';
import { recall, remember } from '../../../../src/places/vm/verdict.ts';

let folder: string;
let cache: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'netlab-cache-'));
  cache = join(folder, 'netlab');
});
afterEach(() => rmSync(folder, { recursive: true }));

it('is made if it is missing', () => {
  requireCache(cache);
  expect(statSync(cache).mode & 0o777 & ~process.umask()).toBe(0o755 & ~process.umask());
});

it.each([
  [
    'that all can write',
    () => {
      mkdirSync(cache);
      chmodSync(cache, 0o777);
    },
  ],
  ['that is a link', () => symlinkSync(folder, cache)],
  ['that is a file', () => writeFileSync(cache, '')],
])('a cache %s is not used', (_, make) => {
  make();
  expect(() => requireCache(cache)).toThrow(PlaceCannot);
});

it.each(['', 'null', '[]', '{"on":1}', '{'])('a damaged verdict %j counts as none', (text) => {
  mkdirSync(cache);
  writeFileSync(join(cache, 'kvm.json'), text);
  expect(recall(cache)).toBeUndefined();
  const verdict = { works: false, why: 'it hung' };
  remember(cache, verdict);
  expect(recall(cache)).toEqual(verdict);
});
