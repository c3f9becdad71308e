// Bundles src/cli/main.ts into dist/, split so that a verb loads only what it needs (start-up is felt at every command).
import { rmSync } from 'node:fs';
import { build } from 'esbuild';

rmSync(new URL('../dist', import.meta.url), { recursive: true, force: true });
await build({
  entryPoints: [new URL('../src/cli/main.ts', import.meta.url).pathname],
  outdir: new URL('../dist', import.meta.url).pathname,
  bundle: true,
  splitting: true,
  format: 'esm',
  platform: 'node',
  target: 'node20.19',
  minifySyntax: true,
  loader: { '.py': 'text', '.sh': 'text' },
  chunkNames: 'chunk/[name]-[hash]',
  logLevel: 'warning',
  // yaml and commander are CommonJS inside; a bundle in ESM has no require of its own.
  banner: {
    js: "import { createRequire as $createRequire } from 'node:module';const require = $createRequire(import.meta.url);",
  },
});
