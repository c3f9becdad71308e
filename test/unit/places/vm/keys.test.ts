/** Keys are what OpenSSH and dropbear read. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { execaSync } from 'execa';
import { afterAll, expect, it } from 'vitest';
import { dropbearKey, newKey, opensshKey, publicLine } from '../../../../src/places/vm/keys.ts';

const folder = mkdtempSync(join(tmpdir(), 'netlab-keys-'));
afterAll(() => rmSync(folder, { recursive: true }));

const has = (program: string) => execaSync(program, ['-h'], { reject: false }).exitCode !== undefined;

it.skipIf(!has('ssh-keygen'))('ssh-keygen reads the key and finds its public half', () => {
  const key = newKey();
  const file = join(folder, 'key');
  writeFileSync(file, opensshKey(key, 'netlab-vm'), { mode: 0o600 });
  const { stdout } = execaSync('ssh-keygen', ['-y', '-f', file], { reject: false, stripFinalNewline: false });
  expect(stdout.trim()).toBe(`${publicLine(key)} netlab-vm`);
});

it.skipIf(!has('dropbearkey'))('dropbearkey reads the key and finds its public half', () => {
  const key = newKey();
  const file = join(folder, 'hostkey');
  writeFileSync(file, dropbearKey(key), { mode: 0o600 });
  const { stdout } = execaSync('dropbearkey', ['-y', '-f', file], {
    reject: false,
    stripFinalNewline: false,
  });
  expect(stdout).toContain(publicLine(key));
});

it('two keys differ', () => {
  expect(publicLine(newKey())).not.toBe(publicLine(newKey()));
});
