/** The `mutants.yaml` beside a lab.yaml. A YAML file of another name has none: a mutants.yaml there is of the folder. */
import { basename, dirname, join } from 'node:path';
import { Faults } from '../base/diagnostic.ts';
import type { Plan } from '../model/plan.ts';
import { findUnmatched, readReasons, type WrittenReason } from '../mutate/equivalent/written.ts';
import { mutantsOf } from '../mutate/mutants.ts';
import { parseTree } from '../parse/yaml.ts';
import { readBeside } from './beside-lab.ts';
import type { LabFile } from './find-lab.ts';

const name = 'mutants.yaml';

/** The reasons for equivalent mutants that the lab gives. Throws a Refusal if the file is not a map of reasons. */
export function writtenReasons({ path, file }: LabFile): readonly WrittenReason[] {
  if (basename(path) !== 'lab.yaml') return [];
  const bytes = readBeside(path, name);
  if (!bytes) return [];
  const faults = new Faults();
  const tree = parseTree(bytes, join(dirname(file), name), faults);
  const reasons = tree ? readReasons(tree, faults) : [];
  faults.raise();
  return reasons;
}

/** Throws a Refusal if an entry matches no mutant. `--set` may remove nodes, so labs with it are not checked. */
export function checkReasons(
  written: readonly WrittenReason[],
  plan: Plan,
  sets: readonly string[] = [],
): void {
  if (written.length === 0 || sets.length > 0) return;
  const faults = new Faults();
  const ids = mutantsOf(plan).map(({ id }) => id);
  findUnmatched(written, ids, faults);
  faults.raise();
}
