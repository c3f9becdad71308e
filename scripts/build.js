// Bundles src/cli/main.ts into dist/netlab.cjs. The bundle then compiles a lab, so that bin/netlab.js finds compiled code beside it
// and starts quickly. The bundle holds the code of all verbs, but `await import` runs only that of the verb in use.
// dist/labs.json holds the descriptions of shipped labs, by the digest of their text (src/engine/catalog.ts).
import { readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { build } from 'esbuild';
import { execaSync } from 'execa';

const path = (name) => new URL(`../${name}`, import.meta.url).pathname;

rmSync(path('dist'), { recursive: true, force: true });
const bundled = {
  bundle: true,
  format: 'cjs',
  platform: 'node',
  target: 'node20.19',
  minifySyntax: true,
  loader: { '.py': 'text', '.sh': 'text' },
  define: { 'import.meta.dirname': '__dirname' },
  logLevel: 'warning',
};
await build({ ...bundled, entryPoints: [path('src/cli/main.ts')], outfile: path('dist/netlab.cjs') });

const describing = path('dist/describe-lab.cjs');
await build({ ...bundled, entryPoints: [path('src/engine/describe-lab.ts')], outfile: describing });
const { noteOf } = createRequire(import.meta.url)(describing);
rmSync(describing);
const labs = readdirSync(path('labs'), { withFileTypes: true }).filter((entry) => entry.isDirectory());
const noted = labs.map(({ name }) =>
  noteOf(readFileSync(path(`labs/${name}/lab.yaml`)), `labs/${name}/lab.yaml`),
);
writeFileSync(path('dist/labs.json'), JSON.stringify(Object.fromEntries(noted)));

execaSync(process.execPath, [path('bin/netlab.js'), 'plan', 'flannel-vxlan']);
