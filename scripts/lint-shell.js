// Runs shellcheck on every shell script of the project. Without shellcheck it prints `skipped:` with the reason.

import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { execaSync } from 'execa';

const folders = ['.ci', 'bin', 'scripts', 'src', 'test/netns', 'test/standard-root', 'test/vm'];
const isShell = (path) => path.endsWith('.sh') || /^#!\S*\/(busybox )?sh\n/.test(readFileSync(path, 'utf8'));

const files = folders.flatMap((folder) =>
  readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && (entry.name.endsWith('.sh') || !entry.name.includes('.')))
    .map((entry) => join(entry.parentPath, entry.name))
    .filter(isShell),
);

const { code, exitCode, shortMessage } = execaSync(
  'shellcheck',
  ['--external-sources', '--shell=sh', ...files],
  {
    reject: false,
    stdio: 'inherit',
  },
);
if (code === 'ENOENT')
  process.stdout.write('skipped: shellcheck is not installed (Debian package: shellcheck)\n');
else if (exitCode === undefined) throw new Error(shortMessage);
else process.exitCode = exitCode;
