/** Why a lab came to no verdict of its checks: what the error means for it, in words and at the lines that it is about. */
import { ApplyFailure, LabBusy, LabDiffers, NameTaken } from '../../apply/faults.ts';
import { type Diagnostic, Refusal } from '../../base/diagnostic.ts';
import { inWords } from '../../base/environment-fault.ts';
import { plural } from '../../base/plural.ts';
import type { Status } from '../../model/report.ts';
import { PlaceCannot } from '../../places/place-cannot.ts';
import { UsageError } from '../usage-error.ts';

export interface Explained {
  readonly status: Status;
  readonly why: string;
  readonly diagnostics: readonly Diagnostic[];
}

export function explain(error: unknown): Explained {
  const told = (status: Status, why: string, diagnostics: readonly Diagnostic[] = []) => ({
    ...{ status, why, diagnostics },
  });
  if (error instanceof Refusal)
    return told('fail', `refused: ${plural(error.diagnostics.length, 'fault')}`, error.diagnostics);
  if (error instanceof PlaceCannot) return told('skip', cannot(error));
  if (error instanceof UsageError) return told('error', [error.message, error.hint ?? ''].join('\n').trim());
  if (error instanceof ApplyFailure) return told('error', error.message, failedStep(error));
  if (error instanceof LabDiffers || error instanceof LabBusy || error instanceof NameTaken)
    return told('error', `it is not this run's, and was left alone: ${error.message}`);
  return told('error', inWords(error));
}

/** The obstacles are the same for many labs: what, and what to do. */
const cannot = ({ message, obstacles }: PlaceCannot): string =>
  obstacles.length === 0
    ? message
    : obstacles.map(({ what, todo }) => `${what} is missing: ${todo}`).join('\n');

function failedStep({ failed }: ApplyFailure): readonly Diagnostic[] {
  const at = (failed.line ?? failed.step)?.source;
  const said = failed.stderr.trim() || 'it said nothing';
  return [{ code: 'command-failed', message: `${failed.command}: ${said}`, ...(at ? { at } : {}) }];
}
