import type { Plugin } from 'vite';
import { defineConfig } from 'vitest/config';

/** Programs that run inside nodes are python3 sources, imported as text; esbuild's text loader does the same for the bundle. */
const python: Plugin = {
  name: 'python-as-text',
  transform: (code, id) => (id.endsWith('.py') ? `export default ${JSON.stringify(code)};` : undefined),
};

export default defineConfig({
  plugins: [python],
  test: {
    projects: [
      { plugins: [python], test: { name: 'unit', include: ['test/unit/**/*.test.ts'] } },
      { plugins: [python], test: { name: 'golden', include: ['test/golden/**/*.test.ts'] } },
      {
        plugins: [python],
        test: {
          name: 'netns',
          include: ['test/netns/**/*.test.ts'],
          globalSetup: ['test/netns/sandbox.ts'],
          testTimeout: 60_000,
          hookTimeout: 60_000,
          // Real namespaces on few cores: files run one after the other so that no test starves another's deadline.
          fileParallelism: false,
          maxConcurrency: 3,
        },
      },
    ],
  },
});
