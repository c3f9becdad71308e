/** Converts items of `verify` and `ready` to checks that can run without the lab's text. */

import type { ReferenceResolver } from '../model/context.ts';
import type { Check } from '../model/lab.ts';
import type { Question } from '../model/opaque.ts';
import type { ProbeSpec } from '../model/spec.ts';
import { probes } from '../probes/index.ts';
import type { Resolved } from '../probes/probe.ts';
import { type People, requireHalves, suggestBoth } from './halves.ts';

/** Seconds. The deadline of a positive check allows for slow events (the kernel delays link events by up to 1 s). The window of a negative check is shorter. */
export const deadline = 3;
const window = 1;

interface Context {
  /** The asker of the probe's body, or of its control with that index. */
  readonly askerFor: (control?: number) => ReferenceResolver;
  readonly people: People;
  /**
   * Ids in use. Without them the check is a stimulus, the probe under another probe's `while`. A stimulus has no id, and the
   * other probe decides whether it needs controls.
   */
  readonly ids?: Map<string, number> | undefined;
  readonly within?: number;
}

/** The check, or undefined if the probe reported a fault. */
export function resolveCheck(spec: ProbeSpec, context: Context): Check | undefined {
  const { ids, within = deadline } = context;
  const asker = context.askerFor();
  const found = probes.get(spec.probe).resolve(spec.spec, asker);
  if (!found) return undefined;
  const twins = controlsOf(spec, found, context);
  const { question, id, controls = [], needsControl, asks: _, answered: __, wait = 0, ...rest } = found;
  if ((found.negative || needsControl) && spec.controls.length === 0 && ids)
    asker.refuse({
      code: 'no-control',
      message: `a check that expects ${found.expected} needs a control: a broken network gives the same result`,
      at: asker.at('expect'),
      hint: () =>
        `add the same probe with a change that makes it pass, such as ${suggestBoth(spec.probe, found, context.people)}`,
    });
  const all = [...twins, ...controls];
  return {
    ...plain,
    ...rest,
    id: ids ? unique(`${spec.probe}/${id}`, ids) : `${spec.probe}/${id}`,
    probe: spec.probe,
    spec: question,
    ...(all.length > 0 ? { controls: all } : {}),
    within: spec.within ?? Math.max(found.negative ? window : within, wait),
    source: asker.keyAt(),
  };
}

/** The defaults of the fields that a probe may omit. */
const plain = { negative: false, alone: false, once: false, tools: [] };

type Found = Resolved<Question>;

function controlsOf(spec: ProbeSpec, found: Found, context: Context): readonly Check[] {
  const asker = context.askerFor();
  const resolved = spec.controls.map((control, i) => {
    const asking = context.askerFor(i);
    const twin = probes.get(spec.probe).resolve(control.spec, asking);
    if (twin && (twin.negative || twin.answered === false)) {
      asking.refuse({
        code: 'negative-control',
        message: `a control must expect success, and this one expects ${twin.expected}`,
        at: asker.at('control', i),
      });
      return undefined;
    }
    return twin && { twin, check: checkOf(spec.probe, control, twin, asking, context) };
  });
  const known = resolved.flatMap((one) => one ?? []);
  if (found.negative && known.length > 0 && known.length === resolved.length)
    requireHalves(
      spec.probe,
      found,
      known.map(({ twin }) => twin),
      asker,
      context.people,
    );
  return known.map(({ check }) => check);
}

function checkOf(
  probe: string,
  spec: ProbeSpec,
  found: Found,
  asker: ReferenceResolver,
  context: Context,
): Check {
  const { question, id, controls: _, needsControl: __, asks: ___, answered: ____, wait = 0, ...rest } = found;
  return {
    ...plain,
    ...rest,
    id: `control/${id}`,
    probe,
    spec: question,
    within: spec.within ?? Math.max(context.within ?? deadline, wait),
    source: asker.keyAt(),
  };
}

function unique(id: string, ids: Map<string, number>): string {
  const before = ids.get(id) ?? 0;
  ids.set(id, before + 1);
  return before === 0 ? id : `${id} (${before + 1})`;
}
