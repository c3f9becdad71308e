/** The process that a step started is known among others by pid and start time. */
import { describe, expect, it } from 'vitest';
import type { NodeState } from '../../../src/state/state.ts';
import { type StartStep, start } from '../../../src/steps/start.ts';
import { startedPart } from '../../../src/steps/started.ts';

const step = (name: string, ...argv: readonly string[]): StartStep => ({
  ...{ kind: 'start', id: `a/${name}`, node: 'a', stage: 'processes', level: 0, reason: '' },
  ...{ source: { file: '', line: 1, column: 1 }, name, argv, log: `/log/a.${name}`, pid: `/pid/a.${name}` },
});
const mounts = step('mounts', 'unshare', '--mount', 'sh', '/mounts');
const first = step('first', '/usr/bin/sleep', '60');
const second = step('second', 'sleep', '60');

type Running = readonly [pid: number, start: number, ...argv: string[]];

function differs(of: StartStep, records: string, ...running: readonly Running[]): string | undefined {
  const processes = running.map(([pid, start, ...argv]) => ({ pid, start, argv }));
  const parts = new Map([[startedPart.name, startedPart.read(records)]]);
  const node = { node: 'a', processes, parts } as unknown as NodeState;
  const found = start.compare?.(of, node, undefined as never, [mounts, first, second]);
  return found && 'why' in found ? found.why : undefined;
}

describe('a started process', () => {
  const records = '/pid/a.mounts.started:5 100\n/pid/a.first.started:6 101\n/pid/a.second.started:7 102\n';

  it('is known by pid and start time', () => {
    expect(differs(first, records, [6, 101, 'renamed'])).toBeUndefined();
    expect(differs(first, records, [6, 999, 'other'])).toContain("a's first is not running");
  });

  it('may have gone into the background: its words then are those of no other started process', () => {
    expect(differs(first, records, [9, 200, 'sleep', '60'])).toBeUndefined();
    expect(differs(first, records, [7, 102, 'sleep', '60'])).toContain("a's first is not running");
    expect(differs(second, records, [7, 102, 'sleep', '60'])).toBeUndefined();
    expect(differs(first, '', [9, 200, 'sleep', '60'])).toBeUndefined();
  });

  it('that holds mounts is the recorded one, whatever else sleeps', () => {
    const gone = 'the process that holds the mounts of a is not running';
    expect(differs(mounts, records, [5, 100, 'sleep', 'infinity'])).toBeUndefined();
    expect(differs(mounts, records, [9, 200, 'sleep', 'infinity'])).toBe(gone);
    expect(differs(mounts, records, [5, 200, 'sleep', 'infinity'])).toBe(gone);
    expect(differs(mounts, '', [9, 200, 'sleep', 'infinity'])).toBeUndefined();
    expect(differs(mounts, '')).toBe(gone);
  });
});
