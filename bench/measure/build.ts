/**
 * A network, built and taken down by each way in turn. The first time, what each has made is compared: a way that makes something else
 * than netlab is an error, because it may have won by doing less.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { peakOf } from '../memory.ts';
import type { Network } from '../network.ts';
import type { Group, Row } from '../result.ts';
import { endState, unlike, untilFreed, watched } from '../state.ts';
import { inTurn, timed } from '../timed.ts';
import { bin } from '../ways/netlab.ts';
import type { Prepared, Way } from '../ways/way.ts';

/** Other states than netlab's. */
export class Unlike extends Error {
  override readonly name = 'Unlike';
}

export async function build(
  name: string,
  network: Network,
  ways: readonly Way[],
  runs: number,
): Promise<readonly Group[]> {
  const folder = mkdtempSync(join(tmpdir(), 'netlab-bench-'));
  const notes = ways.flatMap((way) => {
    const why = way.missing?.(network);
    return why === undefined ? [] : [`${way.name} is left out: ${why}`];
  });
  const taking = ways.filter((way) => way.missing?.(network) === undefined);
  const prepared = new Map(
    taking.map((way) => [way.name, way.prepare(network, mkdtempSync(join(folder, `${way.name}-`)))]),
  );
  const [whole, alone, down] = [new Rows(), new Rows(), new Rows()];
  const states = new Map<string, readonly string[]>();
  try {
    await inTurn([...prepared.keys()], runs, async (way, run) => {
      const { build, down: remove, took } = prepared.get(way)!;
      await untilFreed();
      const built = timed(build);
      try {
        whole.add(way, built.ms);
        alone.add(way, took?.build(built.stdout) ?? built.ms);
        if (run === 0) states.set(way, await endState(network));
      } finally {
        const gone = timed(remove);
        down.add(way, took?.down(gone.stdout) ?? gone.ms);
      }
    });
    const [first, ...others] = states;
    for (const [way, state] of others) {
      const why = unlike(first![1], state);
      if (why) throw new Unlike(`${name}: ${way} has not made what ${first![0]} has: ${why}`);
    }
    const memory = prepared.has('netlab') ? await memoryOf(prepared.get('netlab')!) : [];
    const same = `the kernel holds the same after each: ${first?.[1].length ?? 0} lines of state of ${watched(network).size} of ${network.nodes.length} namespaces`;
    return [
      { name, phase: 'build', base: 'floor', rows: alone.all, notes: [same, ...notes] },
      { name, phase: 'whole command', base: 'floor', rows: whole.all, notes: [] },
      { name, phase: 'down', base: 'batches', rows: down.all, notes: [] },
      { name, phase: 'memory', rows: memory, notes: [] },
    ];
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

async function memoryOf({ build, down }: Prepared): Promise<readonly Row[]> {
  const file = build[build.indexOf('up') + 1]!;
  await untilFreed();
  const up = peakOf(build);
  return [
    { name: 'up', values: [up] },
    { name: 'down', values: [peakOf(down)] },
    { name: 'plan', values: [peakOf([process.execPath, bin, 'plan', file])] },
  ];
}

class Rows {
  readonly #values = new Map<string, number[]>();

  add(name: string, value: number): void {
    this.#values.set(name, [...(this.#values.get(name) ?? []), value]);
  }

  get all(): readonly Row[] {
    return [...this.#values].map(([name, values]) => ({ name, values }));
  }
}
