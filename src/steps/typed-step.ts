/** A command of `netlab repair` as a step of a node, so that it is printed and run as the plan's own. */
import type { Step } from '../model/plan.ts';

/** `id`: the step that it belongs to. Without a node, it runs in the place itself. */
export const typedStep = (node: string | null, id: string, argv: readonly string[]): Step => ({
  ...{ kind: 'run', id, node, argv, stage: 'policy', level: 0, reason: '' },
  source: { file: '', line: 1, column: 1 },
});
