/** A process whose checks do not pass is not ready, and what comes after it does not run. */
import { describe, expect, it } from 'vitest';
import { apply } from '../../../../src/apply/apply.ts';
import { ApplyFailure } from '../../../../src/apply/faults.ts';
import type { Check } from '../../../../src/model/lab.ts';
import type { CheckResult } from '../../../../src/model/report.ts';
import { local } from '../../../../src/places/local.ts';
import { run, start, twoNodes } from '../plans.ts';
import { file, lab, leavesNothing } from './failing.ts';

leavesNothing();

describe('checks that a process is ready by', () => {
  const check = { id: 'ping/red/blue', probe: 'ping', title: 'red -> blue' } as Check;
  const result = (status: CheckResult['status']) =>
    [{ ...check, status, expected: 'a reply', saw: 'none (3 sent)' }] as unknown as readonly CheckResult[];
  const daemon = (line?: string) =>
    start(lab, 'red', 'daemon', ['sh', '-c', 'echo here; exec sleep 60'], {
      ready: { checks: [check], within: 3, ...(line ? { line } : {}) },
    });
  const later = {
    ...run('processes', 'red', '', 2),
    id: 'red/exec/later',
    argv: ['touch', `/run/netlab/${lab}/later`],
  };

  it('must pass before the next item runs', async () => {
    const asked: unknown[] = [];
    const awaitChecks = async (...args: readonly unknown[]) => {
      asked.push(args.slice(0, 2), await local.list(`/run/netlab/${lab}`));
      return result('fail');
    };
    const steps = twoNodes(lab, [daemon('here'), later]);
    await expect(apply(steps, local, { file, awaitChecks })).rejects.toMatchObject({
      failed: {
        step: daemon('here'),
        stderr: expect.stringMatching(/red -> blue: expected a reply, saw none.*\nhere$/),
      },
    });
    expect(asked).toEqual([[[check], 3], expect.not.arrayContaining(['later'])]);
  });

  it('are asked of every node at the same time, because what they wait for may be another node', async () => {
    let waiting = 0;
    const both: (() => void)[] = [];
    const awaitChecks = async () => {
      waiting += 1;
      if (waiting < 2) await new Promise<void>((resolve) => both.push(resolve));
      for (const go of both) go();
      return result('error');
    };
    const other = start(lab, 'blue', 'daemon', ['sleep', '60'], { ready: { checks: [check], within: 3 } });
    await expect(apply(twoNodes(lab, [daemon(), other]), local, { file, awaitChecks })).rejects.toThrow(
      ApplyFailure,
    );
    expect(waiting).toBe(2);
  });
});
