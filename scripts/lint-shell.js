// Runs shellcheck on every shell script of the project. Without shellcheck it prints `skipped:` with the reason.
import { spawnSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

const folders = ['.ci', 'bin', 'scripts', 'src', 'test/netns', 'test/vm'];
const isShell = (path) => path.endsWith('.sh') || /^#!\S*\/(busybox )?sh\n/.test(readFileSync(path, 'utf8'));

const files = folders.flatMap((folder) =>
  readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && (entry.name.endsWith('.sh') || !entry.name.includes('.')))
    .map((entry) => join(entry.parentPath, entry.name))
    .filter(isShell),
);

const { status, error } = spawnSync('shellcheck', ['--external-sources', '--shell=sh', ...files], {
  stdio: 'inherit',
});
if (error?.code === 'ENOENT')
  process.stdout.write('skipped: shellcheck is not installed (Debian package: shellcheck)\n');
else if (error) throw error;
else process.exitCode = status ?? 1;
