// `npm run bench -- [group [size...]] [--all] [--runs N] [--save FILE]`: see docs/benchmarks.md. Bundles main.ts, because not every Node that
// netlab runs on reads TypeScript, and runs it in mount, network and process namespaces of its own, with an empty /run and
// /etc/netns: nothing of it meets your labs or is left.

import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { build } from 'esbuild';
import { execaSync } from 'execa';

process.chdir(join(import.meta.dirname, '..'));
if (process.geteuid() !== 0) {
  process.stderr.write('the benchmark makes network namespaces: sudo npm run bench\n');
  process.exit(3);
}
const folder = mkdtempSync(join(tmpdir(), 'netlab-bench-'));
const file = join(folder, 'main.mjs');
await build({
  entryPoints: ['bench/main.ts'],
  outfile: file,
  bundle: true,
  format: 'esm',
  platform: 'node',
  target: 'node20.19',
  loader: { '.py': 'text', '.sh': 'text' },
  logLevel: 'warning',
  banner: {
    js: "import { createRequire as $createRequire } from 'node:module';const require = $createRequire(import.meta.url);",
  },
});
const enter =
  'mount -t tmpfs tmpfs /run && mkdir -p /etc/netns && mount -t tmpfs tmpfs /etc/netns && ip link set lo up && "$@"; exit $?';
// Programs are those of the system: a version manager's shims in front of them would cost more than what is measured.
const PATH = '/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin';
const { exitCode } = execaSync(
  'unshare',
  ['-mnp', '--fork', '--kill-child', '--mount-proc', 'sh', '-c', enter, 'sh', process.execPath, file].concat(
    process.argv.slice(2),
  ),
  { reject: false, stdio: 'inherit', env: { PATH } },
);
rmSync(folder, { recursive: true, force: true });
process.exitCode = exitCode ?? 1;
