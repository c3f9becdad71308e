import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import type { Diagnostic } from '../../base/diagnostic.ts';
import type { Paint } from '../verb.ts';
import { diagnostics } from './diagnostics.ts';

/** The faults of labs with their lines, read again from the files that they name. */
export function refusal(faults: readonly Diagnostic[], cwd: string, paint: Paint): string {
  const texts = new Map<string, string | undefined>();
  const textOf = (file: string) => {
    if (!texts.has(file))
      texts.set(file, file.startsWith('--set ') ? undefined : readFileSync(resolve(cwd, file), 'utf8'));
    return texts.get(file);
  };
  return diagnostics(faults, textOf, paint);
}
