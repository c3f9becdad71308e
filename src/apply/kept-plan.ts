/**
 * A plan as it is kept beside the journal, to say later what differs from it: a line for each step. Reasons, places in the lab's
 * text and the file's name are left out: a comment more in a lab changes nothing that is built. So is what the words say, too. Of files in /etc/netns, which are
 * compared and never read, there is the SHA-256 alone: each of a thousand nodes has the names of all.
 */
import { createHash, type Hash } from 'node:crypto';
import { Foreign } from '../model/foreign.ts';
import type { Journal } from '../model/journal.ts';
import type { Place } from '../model/place.ts';
import type { Plan, Step } from '../model/plan.ts';
import { kindOf } from '../steps/index.ts';
import { bare } from '../steps/kept.ts';

export const keptLine = (step: Step): string => JSON.stringify((kindOf(step).kept ?? bare)(step));

export const keptLines = (plan: Plan): readonly string[] => plan.steps.map(keptLine);

const linesInPiece = 500;

/** The lines as a text in pieces: of a large plan it is 12 MB, and nothing needs it whole. */
export function* keptPieces({ steps }: Plan): Generator<string, undefined> {
  for (let at = 0; at < steps.length; at += linesInPiece) {
    const lines = steps.slice(at, at + linesInPiece).map(keptLine);
    yield `${at > 0 ? '\n' : ''}${lines.join('\n')}`;
  }
}

const hashOf = ({ lab, directory, nodes }: Pick<Plan, 'lab' | 'directory' | 'nodes'>) =>
  createHash('sha256').update(`${JSON.stringify([lab, directory, nodes])}\n`);

/** Whether two plans build the same. */
export function planHash(plan: Plan): string {
  const hash = hashOf(plan);
  for (const piece of keptPieces(plan)) hash.update(piece);
  return hash.digest('hex');
}

const fileOf = ({ directory }: Place, lab: string): string => `${directory}/${lab}/plan.jsonl`;

/** Returns the plan's hash. Each piece is written as it comes. */
export async function keepPlan(place: Place, plan: Plan): Promise<string> {
  const hash = hashOf(plan);
  await place.write(fileOf(place, plan.lab), hashed(keptPieces(plan), hash));
  return hash.digest('hex');
}

function* hashed(pieces: Iterable<string>, hash: Hash): Generator<string, undefined> {
  for (const piece of pieces) {
    hash.update(piece);
    yield piece;
  }
}

/** Refused if anything else has changed it: the journal holds its hash. */
async function linesKept(
  place: Place,
  { lab, nodes, planHash: hash }: Pick<Journal, 'lab' | 'nodes' | 'planHash'>,
): Promise<readonly string[]> {
  const text = (await place.read(fileOf(place, lab))) ?? '';
  const directory = `${place.directory}/${lab}`;
  if (hashOf({ lab, directory, nodes }).update(text).digest('hex') !== hash)
    throw new Foreign(
      `${fileOf(place, lab)} is gone, or was changed by another program`,
      `build the lab again: netlab up ${lab} --replace`,
    );
  return text.split('\n');
}

/** The plan of a lab that is up, without reasons and without its needs. */
export async function readKeptPlan(place: Place, journal: Journal): Promise<Plan> {
  const { lab, file, nodes } = journal;
  const steps = (await linesKept(place, journal)).map(
    (line): Step => ({
      ...(JSON.parse(line) as Step),
      reason: '',
      source: { file, line: 1, column: 1 },
    }),
  );
  const directory = `${place.directory}/${lab}`;
  return { lab, file, directory, nodes, steps, requires: { tools: [], kernel: [] } };
}

/** Ids of steps. */
export interface Difference {
  readonly added: readonly string[];
  readonly removed: readonly string[];
  readonly changed: readonly string[];
}

/** Of a plan from the one that is kept. */
export async function compareWithKept(place: Place, plan: Plan, journal: Journal): Promise<Difference> {
  return compare(await linesKept(place, journal), keptLines(plan));
}

export function compare(before: readonly string[], after: readonly string[]): Difference {
  const byId = (lines: readonly string[]) =>
    new Map(lines.map((line) => [(JSON.parse(line) as Step).id, line]));
  const [old, now] = [byId(before), byId(after)];
  return {
    added: [...now.keys()].filter((id) => !old.has(id)),
    removed: [...old.keys()].filter((id) => !now.has(id)),
    changed: [...now].flatMap(([id, line]) => (old.has(id) && old.get(id) !== line ? [id] : [])),
  };
}
