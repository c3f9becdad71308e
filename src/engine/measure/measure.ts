/**
 * Builds the labs under other names, runs their loads in rounds, and removes the labs. In a round, each load runs once in each lab, and
 * the lab that comes first changes from round to round. So what else the machine does meets all labs alike, and each round gives one
 * ratio between two labs.
 */
import { down } from '../../apply/down.ts';
import { withTwins } from '../../apply/twins.ts';
import type { LabLoad, LoadSample, MeasuredLoad } from '../../model/load.ts';
import type { Place } from '../../model/place.ts';
import { build } from '../build.ts';
import { CannotMeasure } from './cannot-measure.ts';
import type { MeasuredLab, PreparedMeasure } from './prepare.ts';
import { buildLoad, runLoad } from './run-load.ts';

export type MeasureEvent =
  | { readonly kind: 'up' | 'down'; readonly lab: string }
  | {
      readonly kind: 'load';
      readonly lab: string;
      readonly load: string;
      readonly round: number;
      readonly rounds: number;
    };

interface MeasureOptions {
  readonly rounds: number;
  readonly signal: AbortSignal;
  readonly on: (event: MeasureEvent) => void;
}

export async function measure(
  { labs, place }: PreparedMeasure,
  options: MeasureOptions,
): Promise<readonly MeasuredLoad[]> {
  const names = [...new Set(labs.map(({ of }) => of))];
  const locked = names.reduceRight<() => Promise<readonly MeasuredLoad[]>>(
    (work, name) => () => withTwins(name, place, work),
    () => measureLocked(labs, place, options),
  );
  return locked();
}

async function measureLocked(
  labs: readonly MeasuredLab[],
  place: Place,
  { rounds, signal, on }: MeasureOptions,
): Promise<readonly MeasuredLoad[]> {
  const begun: MeasuredLab[] = [];
  try {
    for (const lab of labs) {
      on({ kind: 'up', lab: lab.label });
      begun.push(lab);
      await buildLab(lab, place, signal);
    }
    return await inRounds(labs, rounds, (lab, load, round) => {
      on({ kind: 'load', lab: lab.label, load: load.id, round, rounds });
      return runLoad(load, lab, place, signal);
    });
  } finally {
    for (const { label, of, plan } of begun) {
      on({ kind: 'down', lab: label });
      await down(plan.lab, place, of);
    }
  }
}

async function buildLab(lab: MeasuredLab, place: Place, signal: AbortSignal): Promise<void> {
  const { plan, file, sets, trust, of } = lab;
  const { ready } = await build(plan, place, {
    ...{ file, sets, trust, of, ready: lab.ready, signal },
    // The remains of a killed netlab measure have this name.
    replace: true,
  });
  const late = ready.find(({ status }) => status !== 'pass');
  if (late)
    throw new CannotMeasure(
      `${lab.label} is not ready, so nothing was measured`,
      `${late.title}: ${late.saw}`,
      `see why: netlab up ${of}`,
    );
  await buildLoad(plan, place, signal);
}

/** All loads of all labs in turn. */
async function inRounds(
  labs: readonly MeasuredLab[],
  rounds: number,
  run: (lab: MeasuredLab, load: LabLoad, round: number) => Promise<LoadSample>,
): Promise<readonly MeasuredLoad[]> {
  const all = labs.flatMap((lab) => lab.loads.map((load) => ({ lab, load, samples: [] as LoadSample[] })));
  const ids = [...new Set(all.map(({ load }) => load.id))];
  for (let round = 1; round <= rounds; round++)
    for (const id of ids) {
      const same = all.filter(({ load }) => load.id === id);
      for (let i = 0; i < same.length; i++) {
        const { lab, load, samples } = same[(i + round - 1) % same.length]!;
        samples.push(await run(lab, load, round));
      }
    }
  return all.map(({ lab, load, samples }) => ({ lab: lab.label, load, samples }));
}
