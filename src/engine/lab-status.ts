/** Reads the status of a lab: the journal names what was built, the place shows whether it is still there. Changes nothing. */
import { labFolder } from '../apply/journal.ts';
import { Foreign } from '../model/foreign.ts';
import type { Journal } from '../model/journal.ts';
import type { Place, Process } from '../model/place.ts';
import type { Remembered } from './up-labs.ts';

export const states = {
  up: 'up',
  damaged: 'up, but parts of it have gone',
  building: 'being built',
  'half-built': 'half built: the netlab that built it has gone',
  'other-boot': 'gone with the last boot; its files are left',
  'left-over': 'a folder that a killed netlab left',
  broken: 'its journal cannot be read',
} as const;

export type State = keyof typeof states;

export interface ProcessState {
  readonly name: string;
  readonly node: string;
  readonly pid?: number;
  readonly running: boolean;
  readonly log: string;
}

export interface NodeStatus {
  readonly name: string;
  readonly namespace: string;
  /** Its namespace is there and the one that was built. */
  readonly present: boolean;
  readonly processes: readonly ProcessState[];
}

export interface LabStatus {
  readonly lab: string;
  readonly place: string;
  readonly state: State;
  /** The lab for whose sake `diff` or `mutate` built this one. */
  readonly of?: string;
  readonly file?: string;
  /** ISO 8601. */
  readonly since?: string;
  /** Milliseconds that building took. */
  readonly took?: number;
  /** The check whose event was interrupted, so the lab is not put back yet. */
  readonly interrupted?: string;
  readonly nodes: readonly NodeStatus[];
}

export async function readLabStatus({ lab, place, found }: Remembered): Promise<LabStatus> {
  const common = { lab, place: place.name };
  if (found.kind !== 'journal')
    return { ...common, state: found.kind === 'broken' ? 'broken' : 'left-over', nodes: [] };
  const { journal } = found;
  const known = {
    ...{ ...common, file: journal.file, since: journal.since },
    ...(journal.of === undefined ? {} : { of: journal.of }),
    ...(journal.took === undefined ? {} : { took: journal.took }),
  };
  if (journal.bootId !== (await place.bootId())) return { ...known, state: 'other-boot', nodes: [] };
  const [inodes, running] = await Promise.all([place.namespaces(), place.processes()]);
  const nodes = await Promise.all(
    journal.nodes.map(async ({ name, namespace }): Promise<NodeStatus> => {
      const then = journal.namespaces.find((one) => one.name === namespace)?.inode;
      const now = inodes.get(namespace);
      return {
        ...{ name, namespace, present: now !== undefined && (then === undefined || then === now) },
        processes: await processStates(journal, name, then, running, place),
      };
    }),
  );
  const { event } = journal;
  const left = event && !(await isWorkedOn(lab, running, place)) ? { interrupted: event.check } : {};
  return { ...known, ...left, state: await stateOf(journal, nodes, running, place), nodes };
}

/** Something else has the file's name: `up` and `down` tell. */
function whereForeign(error: unknown): undefined {
  if (!(error instanceof Foreign)) throw error;
}

/** A pid file may name a process that has ended and whose pid another has now: it must be in the node's namespace. */
async function processStates(
  journal: Journal,
  node: string,
  namespace: number | undefined,
  running: readonly Process[],
  place: Place,
): Promise<readonly ProcessState[]> {
  const started = journal.processes.filter((one) => one.node === node);
  return Promise.all(
    started.map(async ({ name, pid: file, log }) => {
      const pid = Number((await place.read(file).catch(whereForeign))?.trim() || Number.NaN);
      const found = running.some((one) => one.pid === pid && one.namespace === namespace);
      return { name, node, ...(Number.isInteger(pid) ? { pid } : {}), running: found, log };
    }),
  );
}

async function stateOf(
  journal: Journal,
  nodes: readonly NodeStatus[],
  running: readonly Process[],
  place: Place,
): Promise<State> {
  if (journal.state === 'building')
    return (await isWorkedOn(journal.lab, running, place)) ? 'building' : 'half-built';
  // A process that has ended may have gone into the background. It is shown, but does not count as damage.
  const whole = nodes.every((node) => node.present);
  return whole ? 'up' : 'damaged';
}

/** The lock's file names the netlab that took it last, by pid and start time; to take the lock would disturb it. */
async function isWorkedOn(lab: string, running: readonly Process[], place: Place): Promise<boolean> {
  const text = await place.read(`${labFolder(place, lab)}.lock`).catch(whereForeign);
  const [pid, start] = (text ?? '').split(/\s/).map(Number);
  return running.some((one) => one.pid === pid && one.start === start);
}
