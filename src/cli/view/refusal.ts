import { statSync } from 'node:fs';
import { resolve } from 'node:path';
import type { Diagnostic } from '../../base/diagnostic.ts';
import { readLab } from '../../engine/read-lab.ts';
import type { Paint } from '../verb.ts';
import { diagnostics, type Severity } from './diagnostics.ts';

/** The faults or warnings of labs with their lines, read again from the files that they name. */
export function refusal(
  faults: readonly Diagnostic[],
  cwd: string,
  paint: Paint,
  severity: Severity = 'bad',
): string {
  const texts = new Map<string, string | undefined>();
  const textOf = (file: string) => {
    if (!texts.has(file)) texts.set(file, textAt(resolve(cwd, file)));
    return texts.get(file);
  };
  return diagnostics(faults, textOf, paint, severity);
}

/** Undefined for what can be read only once (standard input, `<(command)`), and for `--set path=value`, which is not a file. */
function textAt(path: string): string | undefined {
  try {
    return statSync(path).isFile() ? readLab(path, path).toString() : undefined;
  } catch {
    return undefined;
  }
}
