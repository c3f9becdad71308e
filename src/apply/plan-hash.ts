/**
 * Whether two plans build the same. Reasons, line numbers and the file's name are left out: a comment more in a lab changes
 * nothing that is built.
 */
import { createHash } from 'node:crypto';
import type { Plan, Step } from '../model/plan.ts';

const leftOut = new Set(['source', 'reason', 'neutral']);

const textOf = (step: Step): string =>
  JSON.stringify(step, (key, value: unknown) => (leftOut.has(key) ? undefined : value));

export function planHash(plan: Plan): string {
  const hash = createHash('sha256').update(JSON.stringify([plan.lab, plan.directory, plan.nodes]));
  for (const step of plan.steps) hash.update('\n').update(textOf(step));
  return hash.digest('hex');
}

/** Ids of steps. */
export interface Difference {
  readonly added: readonly string[];
  readonly removed: readonly string[];
  readonly changed: readonly string[];
}

export function difference(before: Plan, after: Plan): Difference {
  const old = new Map(before.steps.map((step) => [step.id, textOf(step)]));
  const now = new Map(after.steps.map((step) => [step.id, textOf(step)]));
  return {
    added: [...now.keys()].filter((id) => !old.has(id)),
    removed: [...old.keys()].filter((id) => !now.has(id)),
    changed: [...now].flatMap(([id, text]) => (old.has(id) && old.get(id) !== text ? [id] : [])),
  };
}
