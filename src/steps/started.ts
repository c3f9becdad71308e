/**
 * The processes that netlab started: pid and start time (field 22 of /proc/PID/stat), in a file beside the pid file. A pid is
 * reused, and another process may have the same words, so only both together identify the process.
 */
import { shellWord } from '../base/quote.ts';
import type { Process } from '../model/place.ts';
import type { Step } from '../model/plan.ts';
import type { NodeState } from '../state/state.ts';
import { partOf, plainDifference, type StatePart } from '../state/state-part.ts';

type Identity = Pick<Process, 'pid' | 'start'>;

const fileOf = (pid: string): string => `${pid}.started`;

/** Lines of a shell whose `$p` is the process. Nothing is written if it has ended. */
export const recordLines = (pid: string): readonly string[] => [
  `( read -r s </proc/$p/stat && set -- \${s##*) } && echo "$p \${20}" ) >${shellWord(fileOf(pid))} 2>/dev/null || :`,
];

/** By pid file. A process without a record was started by an earlier version, or ended at once. */
export const startedPart: StatePart<ReadonlyMap<string, Identity>> = {
  name: 'started',
  command: (steps: readonly Step[]) => {
    const files = steps.flatMap((step) => (step.kind === 'start' ? [shellWord(fileOf(step.pid))] : []));
    return files.length === 0 ? '' : `grep -s '' /dev/null ${files.join(' ')}`;
  },
  shown: [],
  read: (text) =>
    new Map(
      [...text.matchAll(/^(.*)\.started:(\d+) (\d+)$/gm)].map(([, pid, ...found]) => [
        pid!,
        { pid: Number(found[0]), start: Number(found[1]) },
      ]),
    ),
  lines: () => [],
  difference: plainDifference('process'),
};

export const isSame = (one: Identity, other: Identity): boolean =>
  one.pid === other.pid && one.start === other.start;

/** The recorded process of a pid file. */
export const recordOf = (node: NodeState, pid: string): Identity | undefined =>
  partOf(node, startedPart).get(pid);
