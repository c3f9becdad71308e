/**
 * No negative check of a shipped lab passes because an end of it is dead: an asker that cannot send, a link that is down, a server
 * that has ended, a router that does not forward. Each lab is built and broken once for each fault; every negative check that
 * the fault concerns must fail, or say that it could not run. NETLAB_DEAD_ENDS names a file for the table of all of them.
 */
import { appendFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { groupBy } from '../../../src/base/group-by.ts';
import { runChecks } from '../../../src/engine/run-checks.ts';
import { local } from '../../../src/places/local.ts';
import { output, shipped, whileUp } from '../../labs/build.ts';
import { type DeadEnd, deadEnds } from '../../labs/dead-ends.ts';
import { all, sample, seed } from '../../labs/sample.ts';
import { labsOfTheVm, labsOfThisKernel } from '../../labs/where.ts';

const { signal } = new AbortController();
const table = process.env.NETLAB_DEAD_ENDS;

const faults = labsOfThisKernel.flatMap((lab) => deadEnds(shipped(lab)).map((fault) => ({ lab, fault })));
const drawn = all ? faults : sample(faults, 6);
const byLab = groupBy(drawn, ({ lab }) => lab);

it('finds the ends of negative checks, also in labs that only the VM can run', () => {
  expect(faults.length).toBeGreaterThan(100);
  for (const lab of labsOfTheVm)
    for (const { lines } of deadEnds(shipped(lab))) expect(lines.length).toBeGreaterThan(0);
});

// Side by side: most of it is waiting for controls that do not pass.
describe.concurrent(`a dead end is noticed, NETLAB_SEED=${seed}`, () => {
  it.for([...byLab])('in %s', async ([lab, cases]) => {
    const passed: string[] = [];
    for (const { fault } of cases) passed.push(...(await passing(lab, fault)));
    expect(passed).toEqual([]);
  });
});

/** The checks that should have noticed the fault, and passed. */
async function passing(name: string, { name: fault, lines, checks }: DeadEnd): Promise<readonly string[]> {
  const { lab, plan } = shipped(name);
  return whileUp(plan, async () => {
    await runChecks(plan, lab.ready, local, { signal });
    for (const [node, line] of lines) await output(plan, node, 'sh', '-c', line);
    const concerned = lab.checks.filter(({ id }) => checks.has(id));
    const report = await runChecks(plan, concerned, local, { signal });
    if (table)
      for (const { id, status, saw } of report.checks)
        appendFileSync(table, `${[name, fault, status, id, saw.slice(0, 70)].join('\t')}\n`);
    return report.checks.filter(({ status }) => status === 'pass').map(({ id }) => `${fault}: ${id}`);
  });
}
