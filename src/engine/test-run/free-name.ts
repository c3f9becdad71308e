/**
 * Labs of one name run side by side: the first of a run keeps its name, and each other is built under the name with a number. The
 * same files in the same order give the same names.
 */
import { type Compiled, compile } from '../compile.ts';
import type { LabFile } from '../find-lab.ts';

/** A lab's name has at most 40 characters. */
const longest = 40;

export interface Named {
  readonly compiled: Compiled;
  /** With the name, if it is another. */
  readonly sets: readonly string[];
}

/** Adds the name to those that are taken. */
export function compileWithFreeName(
  { bytes, file, path }: LabFile,
  sets: readonly string[],
  taken: Set<string>,
): Named {
  const compiled = compile(bytes, file, sets, path);
  const own = compiled.lab.name;
  let name = own;
  for (let number = 2; taken.has(name); number++)
    name = `${own.slice(0, longest - `-${number}`.length)}-${number}`;
  taken.add(name);
  if (name === own) return { compiled, sets };
  const renamed = [...sets, `lab=${name}`];
  return { compiled: compile(bytes, file, renamed, path), sets: renamed };
}
