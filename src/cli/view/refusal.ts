import { readFileSync, statSync } from 'node:fs';
import { resolve } from 'node:path';
import type { Diagnostic } from '../../base/diagnostic.ts';
import type { Paint } from '../verb.ts';
import { diagnostics } from './diagnostics.ts';

/** The faults of labs with their lines, read again from the files that they name. */
export function refusal(faults: readonly Diagnostic[], cwd: string, paint: Paint): string {
  const texts = new Map<string, string | undefined>();
  const textOf = (file: string) => {
    if (!texts.has(file)) texts.set(file, textAt(resolve(cwd, file)));
    return texts.get(file);
  };
  return diagnostics(faults, textOf, paint);
}

/** Not what can be read once only (standard input, `<(command)`), nor `--set path=value`, which is no file. */
function textAt(path: string): string | undefined {
  const stat = statSync(path, { throwIfNoEntry: false });
  return stat?.isFile() && stat.size <= 1 << 21 ? readFileSync(path, 'utf8') : undefined;
}
