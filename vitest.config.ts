import type { Plugin } from 'vite';
import { defineConfig } from 'vitest/config';

/** Programs in other languages are sources of their own, imported as text; esbuild's text loader does the same for the bundle. */
const asText: Plugin = {
  name: 'as-text',
  transform: (code, id) => (/\.(py|sh)$/.test(id) ? `export default ${JSON.stringify(code)};` : undefined),
};

export default defineConfig({
  plugins: [asText],
  test: {
    projects: [
      { plugins: [asText], test: { name: 'unit', include: ['test/unit/**/*.test.ts'], testTimeout: 60_000 } },
      {
        plugins: [asText],
        test: { name: 'golden', include: ['test/golden/**/*.test.ts'], testTimeout: 60_000 },
      },
      {
        plugins: [asText],
        test: {
          name: 'netns',
          include: ['test/netns/**/*.test.ts'],
          globalSetup: ['test/netns/sandbox.ts'],
          // Only against what hangs: a busy machine fails nothing.
          testTimeout: 300_000,
          hookTimeout: 60_000,
          // Real namespaces on few cores: files run one after the other so that no test starves another's deadline.
          fileParallelism: false,
          maxConcurrency: 3,
        },
      },
      {
        plugins: [asText],
        test: {
          name: 'vm',
          include: ['test/vm/**/*.test.ts'],
          globalSetup: ['test/vm/setup.ts'],
          // Only against what hangs, with --all as well: a busy machine fails nothing.
          testTimeout: 1_800_000,
          hookTimeout: 600_000,
          // There is one VM.
          fileParallelism: false,
        },
      },
    ],
  },
});
