/** SIGKILL in each wave of `up`, then `down`: no program, map, cgroup or mount is left, counted with bpftool. */
import { rmSync } from 'node:fs';
import { setTimeout as wait } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';
import { execa } from 'execa';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { down } from '../../../src/apply/down.ts';
import { waveNames } from '../../../src/model/stage.ts';
import { random } from '../../../src/mutate/sample.ts';
import { local } from '../../../src/places/local.ts';
import { seed } from '../../labs/sample.ts';
import { leftovers, nothing } from '../apply/look.ts';
import { until } from '../places/started-agent.ts';
import { uniqueLab } from './unique.ts';

const lab = 'bpf-killed';
/** Node 20 runs no TypeScript. */
const bundle = '/run/netlab-bpf-kill.mjs';
const rounds = 4;

beforeAll(async () => {
  await build({
    entryPoints: [fileURLToPath(new URL('kill.child.ts', import.meta.url))],
    outfile: bundle,
    banner: { js: "import { createRequire } from 'node:module'; const require = createRequire('/');" },
    ...{ bundle: true, format: 'esm', platform: 'node', target: 'node20' },
    loader: { '.py': 'text', '.sh': 'text', '.c': 'text' },
  });
});
afterAll(() => {
  rmSync(bundle, { force: true });
});

const next = random(seed);
/** Milliseconds into the wave. The waves of this lab take some 50 each, on a machine at rest. */
const longest = 60;

it.each(waveNames.filter((wave) => wave !== 'peers'))(
  `killed in the wave %s, NETLAB_SEED=${seed}`,
  async (wave) => {
    const { file, left } = uniqueLab(lab);
    for (let round = 0; round < rounds; round++) {
      const delay = round === 0 ? 0 : next() * longest;
      const child = execa(process.execPath, [bundle, file], {
        ...{ reject: false, buffer: false, stdio: ['ignore', 'pipe', 'inherit'] },
      });
      let began = false;
      for await (const line of child.iterable()) {
        if (line !== wave) continue;
        began = true;
        await wait(delay);
        child.kill('SIGKILL');
      }
      await child;
      expect(began).toBe(true);
      const { problems, notes } = await down(lab, local);
      const seen = { round, delay, problems, notes, ...(await leftovers()) };
      expect(seen).toEqual({ round, delay, problems: [], notes: [], ...nothing });
      await until(() => left().length === 0);
    }
  },
);
