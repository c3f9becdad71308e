import type { Plugin } from 'vite';
import { defineConfig } from 'vitest/config';

/** Programs in other languages are sources of their own, imported as text; esbuild's text loader does the same for the bundle. */
const asText: Plugin = {
  name: 'as-text',
  transform: (code, id) => (/\.(c|py|sh)$/.test(id) ? `export default ${JSON.stringify(code)};` : undefined),
};

/** Only against what hangs: a busy machine fails nothing. */
const patient = { testTimeout: 1_800_000, hookTimeout: 600_000 };

/**
 * Tests of pure functions. Their files share a worker: most of the time of a file would pass with loading the sources again. There is a
 * worker for each processor; by default vitest leaves one for itself, which is half of a machine with two.
 */
const pure = { ...patient, isolate: false, maxWorkers: '100%' };

export default defineConfig({
  plugins: [asText],
  test: {
    projects: [
      // Both of the next two, for npm test: a project loads the sources once in each of its workers.
      {
        plugins: [asText],
        test: { name: 'pure', include: ['test/unit/**/*.test.ts', 'test/golden/**/*.test.ts'], ...pure },
      },
      { plugins: [asText], test: { name: 'unit', include: ['test/unit/**/*.test.ts'], ...pure } },
      { plugins: [asText], test: { name: 'golden', include: ['test/golden/**/*.test.ts'], ...pure } },
      {
        plugins: [asText],
        test: {
          name: 'netns',
          include: ['test/netns/**/*.test.ts'],
          globalSetup: ['test/netns/sandbox.ts'],
          ...patient,
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
          ...patient,
          // There is one VM.
          fileParallelism: false,
        },
      },
    ],
  },
});
