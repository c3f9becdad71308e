// Bundles src/cli/main.ts into dist/netlab.cjs, and lets it compile a lab, so that bin/netlab.js finds compiled code beside it
// (start-up is felt at every command). What a verb does not need is in there and does not run: `await import` is a call.
import { spawnSync } from 'node:child_process';
import { rmSync } from 'node:fs';
import { build } from 'esbuild';

const path = (name) => new URL(`../${name}`, import.meta.url).pathname;

rmSync(path('dist'), { recursive: true, force: true });
await build({
  entryPoints: [path('src/cli/main.ts')],
  outfile: path('dist/netlab.cjs'),
  bundle: true,
  format: 'cjs',
  platform: 'node',
  target: 'node20.19',
  minifySyntax: true,
  loader: { '.py': 'text', '.sh': 'text' },
  define: { 'import.meta.dirname': '__dirname' },
  logLevel: 'warning',
});
const { status, stderr } = spawnSync(process.execPath, [path('bin/netlab.js'), 'plan', 'flannel-vxlan']);
if (status !== 0) throw new Error(`the bundle does not plan a lab: ${stderr}`);
