/** Why a lab was not built or not taken down, each with what it was about. */
import type { Process } from '../model/place.ts';
import type { Step, StepLine } from '../model/plan.ts';
import type { Difference } from './kept-plan.ts';
import type { Teardown } from './teardown.ts';

/** Another netlab works on the lab, or what a killed one left cannot be ended. */
export class LabBusy extends Error {
  readonly lab: string;
  readonly holders: readonly Process[];

  constructor(
    lab: string,
    holders: readonly Process[],
    { owned, twins }: { owned: boolean; twins: boolean },
  ) {
    const list = holders.map(({ pid, argv }) => `${pid} (${argv.join(' ')})`).join(', ');
    const works = twins
      ? `netlab diff or netlab mutate of ${lab} is running`
      : `another netlab works on ${lab}`;
    const killed = `processes of a netlab that was killed still work on ${lab} and cannot be ended`;
    super(owned ? `${works}: process ${list}` : `${killed}: ${list}`);
    this.name = 'LabBusy';
    this.lab = lab;
    this.holders = holders;
  }
}

const takenBy = {
  namespace: { before: 'the network namespace ', remove: 'ip netns del' },
  folder: { before: '', remove: 'rm -r' },
  lab: { before: 'the lab ', remove: 'netlab down' },
} as const;

/** A name that the lab would use exists and is not netlab's. It was left alone, and nothing was built. */
export class NameTaken extends Error {
  readonly names: readonly string[];

  constructor(lab: string, what: keyof typeof takenBy, names: readonly string[]) {
    const [first = '', ...more] = names;
    const others = more.length > 0 ? ` (and ${more.length} more)` : '';
    const { before, remove } = takenBy[what];
    super(
      `${before}${first}${others} exists and was not made by netlab for the lab ${lab}. Nothing was built or changed. Delete it (${remove} ${first}), or rename the lab`,
    );
    this.name = 'NameTaken';
    this.names = names;
  }
}

/** The lab is up, and what the plan would build is something else. Nothing was done. */
export class LabDiffers extends Error {
  readonly difference: Difference;
  /** Namespaces that the lab had and that have gone. */
  readonly gone: readonly string[];

  constructor(lab: string, difference: Difference, gone: readonly string[]) {
    const counts = [
      ...(['added', 'removed', 'changed'] as const).flatMap((kind) =>
        difference[kind].length > 0 ? [`${difference[kind].length} ${kind}`] : [],
      ),
      ...(gone.length > 0 ? [`namespaces gone: ${gone.join(', ')}`] : []),
    ];
    super(`${lab} is up and differs from the plan (${counts.join(', ')}): --replace builds it anew`);
    this.name = 'LabDiffers';
    this.difference = difference;
    this.gone = gone;
  }
}

/** The remains of an earlier run could not be removed, so nothing was built on top of them. */
export class NotCleaned extends Error {
  readonly problems: readonly string[];

  constructor(lab: string, problems: readonly string[]) {
    super(`what was there of ${lab} could not be removed: ${problems.join('; ')}`);
    this.name = 'NotCleaned';
    this.problems = problems;
  }
}

/** The place has no room for netlab's own files. Nothing is left of what was begun. */
export class NoRoom extends Error {
  constructor(lab: string, directory: string) {
    super(
      `no space is left in ${directory}: ${lab} was not built or changed. Free some space there, and try again`,
    );
    this.name = 'NoRoom';
  }
}

/** The result of the rollback after a failure. */
export const undone = ({ problems }: Teardown): string =>
  problems.length === 0
    ? 'rolled back: nothing is left'
    : `rolled back, but this could not be removed: ${problems.join('; ')}`;

export interface Failed {
  /** None where no single step could be named. */
  readonly step?: Step;
  /** The line of a step that loads many. */
  readonly line?: StepLine;
  /** As printed by `netlab plan`. */
  readonly command: string;
  readonly stderr: string;
}

/** A command failed; what had been built was rolled back. */
export class ApplyFailure extends Error {
  readonly failed: Failed;
  readonly rollback: Teardown;

  constructor(failed: Failed, rollback: Teardown) {
    const said = failed.stderr.trim() || 'it said nothing';
    super(`${failed.command}\n${said}\n${undone(rollback)}`);
    this.name = 'ApplyFailure';
    this.failed = failed;
    this.rollback = rollback;
  }
}

/** The abort signal came while a lab was repaired. */
export class RepairInterrupted extends Error {
  constructor(lab: string, ran: number) {
    const what = ran === 0 ? 'nothing was changed' : 'nothing was rolled back, and the rest was not repaired';
    super(`interrupted: ${what}. To continue: netlab repair ${lab}`);
    this.name = 'RepairInterrupted';
  }
}

/** The abort signal came; what had been built was rolled back. */
export class Interrupted extends Error {
  readonly rollback: Teardown;

  constructor(rollback: Teardown) {
    super(`interrupted; ${undone(rollback)}`);
    this.name = 'Interrupted';
    this.rollback = rollback;
  }
}
