/** scripts/prepare.sh without network: it ends soon, and prints what to do. The programs that would download are stand-ins. */
import { chmodSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { execaSync } from 'execa';
import { afterAll, beforeEach, expect, it } from 'vitest';

const folder = mkdtempSync(join(tmpdir(), 'netlab-prepare-'));
const calls = join(folder, 'calls');
afterAll(() => rmSync(folder, { recursive: true }));
beforeEach(() => writeFileSync(calls, ''));

const standIn = (name: string, body: string) => {
  mkdirSync(join(folder, 'bin'), { recursive: true });
  const path = join(folder, 'bin', name);
  writeFileSync(path, `#!/bin/sh\necho "${name} $*" >> ${calls}\n${body}\n`);
  chmodSync(path, 0o755);
};
const prepare = (command: string) => {
  const script = `. ${resolve('scripts/prepare.sh')}\nas_root() { "$@"; }\nlimit=1\n${command}`;
  const { exitCode, stderr } = execaSync('sh', ['-eu', '-c', script], {
    reject: false,
    stripFinalNewline: false,
    cwd: folder,
    timeout: 600_000,
    env: { PATH: `${folder}/bin:${process.env.PATH}` },
  });
  return { status: exitCode, stderr, called: readFileSync(calls, 'utf8').trim().split('\n') };
};

it('ends a download of packages that does not end', () => {
  standIn('apt-get', 'exec sleep 100000');
  const { status, stderr, called } = prepare('packages no-such-package=no-such-command');
  expect(status).toBe(3);
  expect(stderr).toContain('installing: no-such-package\n');
  expect(stderr).toContain('apt-get could not download within 1 s: no-such-package\n');
  expect(stderr).toContain('Check the network');
  // Nothing is installed, and the list of packages is not asked for after a timeout.
  expect(called).toHaveLength(1);
  expect(called[0]).toMatch(/^apt-get .*Timeout=20.* --download-only .* no-such-package$/);
});

it('updates the list of packages after a failed download, and prints the last lines of the next failure', () => {
  standIn('apt-get', 'echo "E: from $*"; exit 100');
  const { status, stderr, called } = prepare('packages no-such-package=no-such-command');
  expect(status).toBe(3);
  expect(stderr).toMatch(/^E: from .*update -q$/m);
  expect(called).toHaveLength(2);
});

it('ends npm if it does not end', () => {
  standIn('npm', 'exec sleep 100000');
  const { status, stderr, called } = prepare('build');
  expect(status).toBe(3);
  expect(stderr).toContain('npm could not install the packages within 1 s.\n');
  expect(stderr).toContain('Check the network');
  expect(called).toHaveLength(1);
});
