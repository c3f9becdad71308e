/** Items of `verify` and `ready` to checks that can run without the lab's text. */

import type { Asker } from '../model/context.ts';
import type { Check } from '../model/lab.ts';
import type { ProbeSpec } from '../model/spec.ts';
import { probes } from '../probes/index.ts';

/** Seconds. A positive check has time for what settles late (1 s of rate-limited link events); a negative one holds this long. */
export const deadline = 3;
const window = 1;

/**
 * The check, or undefined where the probe has refused. `askerFor` gives an asker for the probe's body. Without `ids` it is a
 * stimulus, the probe under another's `while`: it has no id of the lab's, and whoever watches it is the proof that a negative
 * one needs.
 */
export function resolveCheck(
  spec: ProbeSpec,
  askerFor: (control: boolean) => Asker,
  ids: Map<string, number> | undefined,
  within = deadline,
): Check | undefined {
  const asker = askerFor(false);
  const found = probes.get(spec.probe).resolve(spec.spec, asker);
  if (!found) return undefined;
  const control = spec.control && probes.get(spec.control.probe).resolve(spec.control.spec, askerFor(true));
  if (found.negative && !spec.control && ids)
    asker.refuse({
      code: 'no-control',
      message: `a check that expects ${found.expected} proves nothing alone: a dead network does the same`,
      at: asker.at('expect'),
      hint: 'add control: with what must be different for it to pass, e.g. control: { from: <another node> }',
    });
  if (control?.negative)
    asker.refuse({
      code: 'negative-control',
      message: 'a control is the twin that passes; it expects nothing bad',
      at: asker.at('control'),
    });
  const { question, id, ...rest } = found;
  return {
    ...rest,
    id: ids ? unique(`${spec.probe}/${id}`, ids) : `${spec.probe}/${id}`,
    probe: spec.probe,
    spec: question,
    ...(control ? { control: twin(spec, control, asker, within) } : {}),
    within: spec.within ?? (found.negative ? window : within),
    source: asker.keyAt(),
  };
}

function twin(
  spec: ProbeSpec,
  control: NonNullable<ReturnType<ReturnType<typeof probes.get>['resolve']>>,
  asker: Asker,
  within: number,
): Check {
  const { question, id, ...rest } = control;
  return {
    ...rest,
    id: `control/${id}`,
    probe: spec.probe,
    spec: question,
    within: spec.control?.within ?? within,
    source: asker.keyAt('control'),
  };
}

function unique(id: string, ids: Map<string, number>): string {
  const before = ids.get(id) ?? 0;
  ids.set(id, before + 1);
  return before === 0 ? id : `${id} (${before + 1})`;
}
