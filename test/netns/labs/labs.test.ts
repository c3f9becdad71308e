/** Every shipped lab comes up, passes all its checks and goes; and its checks fail when what they are about is left out. */
import { afterAll, describe, expect, it } from 'vitest';
import { shippedLabs } from '../../../src/cli/find-lab.ts';
import type { Check } from '../../../src/model/lab.ts';
import { local } from '../../../src/places/local.ts';
import { without } from '../../../src/plan/without.ts';
import { verify } from '../../../src/verify/verify.ts';
import { leftovers, nothing } from '../apply/look.ts';
import { broken } from './broken.ts';
import { shipped, whileUp } from './build.ts';

const { signal } = new AbortController();

afterAll(async () => {
  // Processes of other checkouts' tests can be seen from here; those of this lab ended with their namespaces.
  expect({ ...(await leftovers()), processes: [] }).toEqual(nothing);
});

it('knows how to break every shipped lab', () => {
  expect(Object.keys(broken).sort()).toEqual(shippedLabs());
});

describe.each(shippedLabs())('%s', (name) => {
  it('passes its checks', async () => {
    const { lab, plan } = shipped(name);
    const { checks } = await whileUp(plan, () => verify(plan, lab.checks, local, { signal }));
    expect(checks.length).toBeGreaterThan(4);
    expect(checks.filter(({ status }) => status !== 'pass')).toEqual([]);
  });
});

// Side by side: most of it is waiting for answers that must not come.
describe.concurrent('less one step of its plan', () => {
  it.for(shippedLabs())('%s fails the check that is about it', async (name, { expect }) => {
    const { lab, plan } = shipped(name);
    const found: (readonly [step: string, check: string, status: string | undefined])[] = [];
    for (const [step, id] of broken[name]!) {
      const check = one(lab.checks, id);
      // A short deadline: waiting longer for what does not come tests nothing more.
      const hurried = { ...check, within: 0.5 };
      const report = await whileUp(without(plan, step), () => verify(plan, [hurried], local, { signal }));
      found.push([step, id, report.checks[0]?.status]);
    }
    expect(found).toEqual(broken[name]!.map(([step, id]) => [step, id, 'fail']));
  });
});

/** The check with that id, or the only one whose id begins so. */
function one(checks: readonly Check[], id: string): Check {
  const meant = checks.filter((check) => check.id === id);
  const all = meant.length > 0 ? meant : checks.filter((check) => check.id.startsWith(id));
  if (all.length !== 1)
    throw new RangeError(`${id} stands for ${all.length} of ${checks.map((check) => check.id).join(' | ')}`);
  return all[0]!;
}
