// Bundles src/cli/main.ts into dist/netlab.cjs. The bundle then compiles a lab, so that bin/netlab.js finds compiled code beside it
// and starts quickly. The bundle holds the code of all verbs, but `await import` runs only that of the verb in use.
// dist/labs.json holds the descriptions of shipped labs, by the digest of their text (src/engine/catalog.ts).
// Each file replaces the previous one at once, and only if it differs: tests that run side by side build and run netlab.
import { mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { build } from 'esbuild';
import { execaSync } from 'execa';

const path = (name) => new URL(`../${name}`, import.meta.url).pathname;

const bytesOf = (name) => {
  try {
    return readFileSync(path(name));
  } catch {
    return undefined;
  }
};
const draftOf = (name) => `${name}.${process.pid}`;
function publish(name) {
  if (bytesOf(name)?.equals(bytesOf(draftOf(name)))) rmSync(path(draftOf(name)));
  else renameSync(path(draftOf(name)), path(name));
}

mkdirSync(path('dist'), { recursive: true });
const bundled = {
  bundle: true,
  format: 'cjs',
  platform: 'node',
  target: 'node20.19',
  minifySyntax: true,
  loader: { '.py': 'text', '.sh': 'text', '.c': 'text' },
  define: { 'import.meta.dirname': '__dirname' },
  logLevel: 'warning',
};
const bundle = 'dist/netlab.cjs';
await build({ ...bundled, entryPoints: [path('src/cli/main.ts')], outfile: path(draftOf(bundle)) });
publish(bundle);

const describing = path(`dist/describe-lab.${process.pid}.cjs`);
await build({ ...bundled, entryPoints: [path('src/engine/describe-lab.ts')], outfile: describing });
const { noteOf } = createRequire(import.meta.url)(describing);
rmSync(describing);
const labs = readdirSync(path('labs'), { withFileTypes: true }).filter((entry) => entry.isDirectory());
const noted = labs.map(({ name }) =>
  noteOf(readFileSync(path(`labs/${name}/lab.yaml`)), path(`labs/${name}/lab.yaml`)),
);
const descriptions = 'dist/labs.json';
writeFileSync(path(draftOf(descriptions)), JSON.stringify(Object.fromEntries(noted)));
publish(descriptions);

execaSync(process.execPath, [path('bin/netlab.js'), 'plan', 'flannel-vxlan']);
