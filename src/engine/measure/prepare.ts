/** The labs of `measure`, compiled and with their place. Nothing is built yet. */
import { starPattern } from '../../base/glob.ts';
import { twinName } from '../../base/twin-names.ts';
import type { Check } from '../../model/lab.ts';
import type { LabLoad } from '../../model/load.ts';
import type { Place } from '../../model/place.ts';
import type { Plan } from '../../model/plan.ts';
import { probes } from '../../probes/index.ts';
import type { Caller } from '../caller.ts';
import { findCapablePlace } from '../capable-place.ts';
import { candidates } from '../choose-place.ts';
import { compile } from '../compile.ts';
import { findLab } from '../find-lab.ts';
import { requirePrograms, toRemove } from '../require-programs.ts';
import { requireTrust } from '../trust.ts';
import { UsageError } from '../usage-error.ts';
import { variants } from './variants.ts';
import { withoutServers } from './without-servers.ts';

export interface MeasuredLab {
  /** As figures name it: the lab, or the value of --vary. */
  readonly label: string;
  /** The lab's name. Its plan has another one, so that the lab itself may be up. */
  readonly of: string;
  readonly plan: Plan;
  readonly ready: readonly Check[];
  /** In the order of the lab. */
  readonly loads: readonly LabLoad[];
  readonly file: string;
  readonly sets: readonly string[];
  readonly trust: string | undefined;
}

export interface PreparedMeasure {
  /** The others are compared with the first one. */
  readonly labs: readonly MeasuredLab[];
  readonly place: Place;
}

export interface MeasureChoice {
  readonly sets: readonly string[];
  /** `path=value,value`: each lab once with each value. */
  readonly vary: string | undefined;
  /** A glob over the ids of loads. */
  readonly only: string | undefined;
}

/** `names` are the labs on the command line. */
export async function prepareMeasure(
  names: readonly string[],
  choice: MeasureChoice,
  caller: Caller,
): Promise<PreparedMeasure> {
  const labs: MeasuredLab[] = [];
  let place: Place | undefined;
  for (const name of names)
    for (const variant of variants(choice.vary)) {
      const sets = [...choice.sets, ...variant.sets];
      const lab = prepareLab(name, sets, labs.length + 1, choice, caller);
      const label =
        variant.label === '' ? lab.of : names.length > 1 ? `${lab.of} ${variant.label}` : variant.label;
      if (labs.some((other) => other.label === label))
        throw new UsageError(
          `${label} is named twice`,
          'a lab with several values: --vary cluster.services.proxy=iptables,nftables',
        );
      const capable = await findCapablePlace({ ...lab.plan, lab: lab.of }, name, caller);
      if (place && capable.name !== place.name)
        throw new UsageError(
          `${labs[0]!.label} would run on ${place.name}, ${label} on ${capable.name}: their figures cannot be compared`,
          'choose one place: --on local, --on vm',
        );
      place = capable;
      labs.push({ ...lab, label });
    }
  await requirePrograms(place!, ['cc', 'python3', ...toRemove]);
  return { labs, place: place! };
}

function prepareLab(
  name: string,
  sets: readonly string[],
  number: number,
  { only }: MeasureChoice,
  caller: Caller,
): Omit<MeasuredLab, 'label'> {
  const found = findLab(name, caller.cwd);
  const { lab: own, asks } = compile(found.bytes, found.file, sets, found.path);
  const like = only === undefined ? undefined : starPattern(only);
  const loads = own.loads.filter(({ id }) => like?.(id) ?? true);
  if (loads.length === 0) throw noLoads(own.name, own.loads, only);
  const places = candidates(caller);
  const trust = requireTrust(asks(), { ...found, sets }, { places, caller, verb: 'measure' });
  const renamed = [...sets, `lab=${twinName(own.name, 'measure', number)}`];
  const { lab, plan } = compile(found.bytes, found.file, renamed, found.path);
  return {
    ...{ of: own.name, plan: withoutServers(plan, loads), loads, file: found.path, sets: renamed, trust },
    // The lab's own servers do not run.
    ready: lab.ready.filter(({ probe }) => probes.get(probe).servers === undefined),
  };
}

function noLoads(lab: string, all: readonly LabLoad[], only: string | undefined): UsageError {
  if (all.length === 0) return new UsageError(`${lab} has no loads`, 'they stand under measure:');
  return new UsageError(
    `no load of ${lab} matches "${only}"`,
    `its loads: ${all.map(({ id }) => id).join(', ')}`,
  );
}
