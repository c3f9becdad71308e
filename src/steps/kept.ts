/**
 * The fields of a step that are kept beside the journal, to compare plans later. Reasons and sources are left out: another
 * comment in a lab changes nothing that is built.
 */
import type { StepBase } from '../model/plan.ts';

export function bare<T extends { source: unknown; reason: unknown; makes?: unknown }>(one: T) {
  const { source: _, reason: __, makes: ___, ...rest } = one;
  return rest;
}

const leftOut = new Set(['source', 'reason', 'makes']);

/** The same at any depth, as plain data. */
export const keptDeep = (step: StepBase): unknown =>
  JSON.parse(JSON.stringify(step, (key, value: unknown) => (leftOut.has(key) ? undefined : value)));

export const keptLines = (step: StepBase): unknown => ({ ...bare(step), lines: step.lines?.map(bare) });
