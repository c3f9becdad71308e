/** Keys are what OpenSSH and dropbear read. */
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, it } from 'vitest';
import { dropbearKey, newKey, opensshKey, publicLine } from '../../../../src/places/vm/keys.ts';

const folder = mkdtempSync(join(tmpdir(), 'netlab-keys-'));
afterAll(() => rmSync(folder, { recursive: true }));

const has = (program: string) => spawnSync(program, ['-h']).error === undefined;

it.skipIf(!has('ssh-keygen'))('ssh-keygen reads the key and finds its public half', () => {
  const key = newKey();
  const file = join(folder, 'key');
  writeFileSync(file, opensshKey(key, 'netlab-vm'), { mode: 0o600 });
  const { stdout } = spawnSync('ssh-keygen', ['-y', '-f', file], { encoding: 'utf8' });
  expect(stdout.trim()).toBe(`${publicLine(key)} netlab-vm`);
});

it.skipIf(!has('dropbearkey'))('dropbearkey reads the key and finds its public half', () => {
  const key = newKey();
  const file = join(folder, 'hostkey');
  writeFileSync(file, dropbearKey(key), { mode: 0o600 });
  const { stdout } = spawnSync('dropbearkey', ['-y', '-f', file], { encoding: 'utf8' });
  expect(stdout).toContain(publicLine(key));
});

it('two keys differ', () => {
  expect(publicLine(newKey())).not.toBe(publicLine(newKey()));
});
