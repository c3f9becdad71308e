import type { LabResult } from '../../model/test-run.ts';

export interface Sum {
  readonly passed: number;
  /** Those that failed, and those that could not be built. */
  readonly failed: number;
  readonly skipped: number;
}

export function sumOf(labs: readonly Pick<LabResult, 'status'>[]): Sum {
  const count = (...statuses: readonly LabResult['status'][]) =>
    labs.filter(({ status }) => statuses.includes(status)).length;
  return { passed: count('pass'), failed: count('fail', 'error'), skipped: count('skip') };
}

export const saySum = ({ passed, failed, skipped }: Sum): string =>
  `${passed} passed, ${failed} failed, ${skipped} skipped`;
