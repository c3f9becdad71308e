/** Keys that the language had, with the sentence that names their new location. */
import type { Fault } from './diagnostic.ts';

const toMutants = 'give the reason in mutants.yaml beside the lab.yaml: "drop red/route/default": REASON';

const moved: ReadonlyMap<string, string> = new Map([
  ['neutral', toMutants],
  ['neutral-unless', toMutants],
  ['policies', 'write the NetworkPolicy objects as items of cluster.objects'],
]);

/** The fault of an unknown key, with its new location instead of the known keys. */
export function withNewLocation(fault: Fault): Fault {
  const hint = fault.code === 'unknown-key' ? moved.get(fault.word ?? '') : undefined;
  if (hint === undefined) return fault;
  const { known: _, word: __, ...rest } = fault;
  return { ...rest, hint };
}
