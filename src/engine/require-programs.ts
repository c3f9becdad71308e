/**
 * Looks for the programs of a verb before it begins. A missing reader prints nothing, which would look like a network without
 * interfaces, routes and rules.
 */
import { shellWord } from '../base/quote.ts';
import type { Journal } from '../model/journal.ts';
import type { Place } from '../model/place.ts';
import type { Plan, PlanNode } from '../model/plan.ts';
import { PlaceCannot } from '../places/place-cannot.ts';
import { howToGet, toolOf } from '../places/requirements/tools.ts';
import { kindOf } from '../steps/index.ts';

/** Enters nodes and lists their interfaces. */
export const toEnter = ['ip', 'nsenter'];

/** Puts a terminal into a node: nsenter if the node has files of its own, else `ip netns exec`. */
export const toAttach = ({ mounts }: PlanNode): readonly string[] => [mounts ? 'nsenter' : 'ip'];

/** Takes a lab away. */
export const toRemove = ['flock', 'ip'];

/** Reads the state of all nodes, as far as the plan changes it. */
export const toRead = ({ steps }: Pick<Plan, 'steps'>): readonly string[] => [
  ...toEnter,
  'bridge',
  ...new Set(steps.flatMap((step) => kindOf(step).readers ?? [])),
];

export async function requirePrograms(place: Place, names: readonly string[]): Promise<void> {
  const wanted = [...new Set(names)];
  if (wanted.length === 0) return;
  const look = `for p in ${wanted.map(shellWord).join(' ')}; do command -v "$p" >/dev/null 2>&1 || echo "$p"; done`;
  const { exit, stdout, stderr } = await place.script(look);
  const missing = exit === 0 ? stdout.split('\n').filter(Boolean) : ['sh'];
  if (missing.length === 0) return;
  throw new PlaceCannot(
    `this command cannot begin on ${place.name}; nothing was done`,
    missing.map((name) => ({
      what: name,
      why: `${exit === 0 ? 'not found' : stderr.trim() || 'it cannot be run'}${uses(name)}`,
      todo: howToGet(name),
    })),
  );
}

const uses = (name: string): string => {
  const use = toolOf(name)?.for;
  return use ? `; it ${use}` : '';
};

/** Whether any namespace of the lab exists. Without one, removing the lab needs no program. */
export const isThere = async (place: Place, { bootId, namespaces }: Journal): Promise<boolean> => {
  if (bootId !== (await place.bootId())) return false;
  const now = await place.namespaces();
  return namespaces.some(({ name }) => now.has(name));
};
