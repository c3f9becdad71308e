/**
 * Mutants of shipped labs are caught, but for those that docs/mutation.md names: thirty of them, drawn by a seed; all of them with
 * `scripts/test --all`, and then at least 90 % of each lab.
 */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { findLab, packageRoot } from '../../../src/engine/find-lab.ts';
import { mutationBench } from '../../../src/engine/mutation-bench.ts';
import { writtenReasons } from '../../../src/engine/written-reasons.ts';
import { mutantsOf } from '../../../src/mutate/mutants.ts';
import { runMutants } from '../../../src/mutate/run.ts';
import { score } from '../../../src/mutate/score.ts';
import { local } from '../../../src/places/local.ts';
import { shipped, written } from '../../labs/build.ts';
import { sample, seed } from '../../labs/sample.ts';
import { labsOfThisKernel } from '../../labs/where.ts';
import { leftovers, nothing } from '../apply/look.ts';

const { signal } = new AbortController();
const everything = process.env.NETLAB_TEST_ALL !== undefined;

afterAll(async () => {
  expect({ ...(await leftovers()), processes: [] }).toEqual(nothing);
});

const table = readFileSync(join(packageRoot(), 'docs/mutation.md'), 'utf8');
const measured = [...table.matchAll(/^\| \[([a-z0-9-]+)\]/gm)].map(([, lab]) => lab!);
const known = (lab: string): readonly string[] =>
  [...(table.split(`### ${lab}\n`)[1]?.split('\n### ')[0] ?? '').matchAll(/^- `(.*)`$/gm)].map(
    ([, id]) => id!,
  );

const attempt = async (lab: string, ids: readonly string[], jobs: number) =>
  runMutants(mutationBench(findLab(lab, packageRoot()), { sets: [], of: lab }, local, signal), {
    lab,
    jobs,
    signal,
    ids: new Set(ids),
  });

const tried = (lab: string) =>
  mutantsOf(shipped(lab).plan, writtenReasons(findLab(lab, packageRoot()))).filter(
    ({ equivalent }) => equivalent === undefined,
  );
const drawn = sample(
  measured
    .filter((lab) => labsOfThisKernel.includes(lab))
    .flatMap((lab) => tried(lab).map(({ id }) => ({ lab, id }))),
  30,
);

describe(`mutants of shipped labs, NETLAB_SEED=${seed}`, () => {
  it.each([...new Set(drawn.map(({ lab }) => lab))])(
    '%s: each is caught, or known to survive',
    async (lab) => {
      const ids = drawn.filter((one) => one.lab === lab).map(({ id }) => id);
      const { tried: found } = await attempt(lab, ids, everything ? 4 : 2);
      const { survived, percent } = score(found, []);
      expect(survived.map(({ mutant }) => mutant.id).filter((id) => !known(lab).includes(id))).toEqual([]);
      if (everything) expect(percent).toBeGreaterThanOrEqual(90);
    },
  );
});

it('a lab without a check for it lets a mutant survive, and one with it does not', async () => {
  const yaml = (check: string) => `
lab: x
nodes: { red: {}, blue: {} }
links: [{ endpoints: [red:eth0, blue:eth0], ipv4: [192.0.2.1/24, 192.0.2.2/24] }]
verify: [{ ${check} }]
`;
  const id = 'mtu blue/link/eth0';
  const fate = async (check: string) => {
    const text = yaml(check);
    expect(mutantsOf(written(text).plan).map((mutant) => mutant.id)).toContain(id);
    const found = { file: 'x.yaml', path: '/x.yaml', bytes: Buffer.from(text), shipped: false };
    const { tried: one } = await runMutants(mutationBench(found, { sets: [], of: 'x' }, local, signal), {
      lab: 'x',
      jobs: 1,
      signal,
      ids: new Set([id]),
    });
    return one.map((each) => each.fate.kind);
  };
  expect(await fate('ping: { from: red, to: blue }')).toEqual(['survived']);
  expect(await fate('ping: { from: red, to: blue, packet-size: 1472, df: true }')).toEqual(['caught']);
});
