/** Converts items of `verify` and `ready` to checks that can run without the lab's text. */

import { events } from '../events/index.ts';
import type { ReferenceResolver } from '../model/context.ts';
import type { AskedEvent } from '../model/event.ts';
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
  /** The asker of the probe's body, of its control with that index, or of its `before`. */
  readonly askerFor: (twin?: number | 'before') => ReferenceResolver;
  readonly people: People;
  /**
   * Ids in use. Without them the check is a stimulus, the probe under another probe's `while`. A stimulus has no id, and the
   * other probe decides whether it needs controls.
   */
  readonly ids?: Map<string, number> | undefined;
  readonly within?: number;
  /** Whether checks may have events: those of `verify`. */
  readonly events: boolean;
}

/** The check, or undefined if the probe reported a fault. */
export function resolveCheck(spec: ProbeSpec, context: Context): Check | undefined {
  const { ids, within = deadline } = context;
  const asker = context.askerFor();
  const found = probes.get(spec.probe).resolve(spec.spec, asker);
  if (!found) return undefined;
  const before = spec.before && resolveBefore(spec.before, spec.probe, context);
  const changes = changesOf(spec, found, before?.check, context);
  const proofs = before && !before.found.negative ? [before.found] : [];
  const twins = controlsOf(spec, found, proofs, context);
  const { question, id, controls = [], needsControl, asks: _, answered: __, wait = 0, ...rest } = found;
  if ((found.negative || needsControl) && spec.controls.length === 0 && proofs.length === 0 && ids)
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
    ...changes,
    id: ids ? unique(`${spec.probe}/${id}`, ids) : `${spec.probe}/${id}`,
    probe: spec.probe,
    spec: question,
    ...(all.length > 0 || proofs.length > 0 ? { controls: all } : {}),
    within: spec.within ?? Math.max(found.negative ? window : within, wait),
    source: asker.keyAt(),
  };
}

/** The defaults of the fields that a probe may omit. */
const plain = { negative: false, alone: false, once: false, tools: [] };

type Found = Resolved<Question>;

/** The fields of a check that follow from its events. Each changes the lab, so the check runs alone. */
function changesOf(
  spec: ProbeSpec,
  found: Found,
  before: Check | undefined,
  context: Context,
): Partial<Check> {
  const asker = context.askerFor();
  if (found.across && context.ids) requireEvent(spec, asker);
  if (spec.events.length === 0) {
    if (spec.before)
      asker.refuse({
        code: 'before-without-event',
        message: 'before is the state before an event, and this check has no event',
        at: asker.keyAt('before'),
        hint: 'add event:, or use control: for a probe that must pass with the check',
      });
    return {};
  }
  if (!context.events || !context.ids)
    asker.refuse({
      code: 'event-here',
      message: 'only a check under verify can have an event',
      at: asker.keyAt('event'),
    });
  const asked = spec.events.map(({ kind, spec: keys }, i): AskedEvent & { readonly title: string } => ({
    ...{ kind, spec: keys, at: asker.at('event', i), title: events.get(kind).title(keys) },
  }));
  return {
    title: `${found.title}, ${found.across ? 'while' : 'after'} ${asked.map(({ title }) => title).join(', ')}`,
    events: asked.map(({ kind, spec: keys, at }) => ({ kind, spec: keys, at })),
    ...(before ? { before } : {}),
    alone: true,
    tools: [
      ...new Set([
        ...(found.tools ?? []),
        ...spec.events.flatMap(({ kind, spec: keys }) => events.get(kind).tools?.(keys) ?? []),
      ]),
    ],
  };
}

/** A stream shows the state before its events itself, and needs nothing else to prove that packets arrive. */
function requireEvent(spec: ProbeSpec, asker: ReferenceResolver): void {
  if (spec.events.length === 0)
    asker.refuse({
      code: 'stream-without-event',
      message:
        'a stream counts the packets that are lost while an event happens, and this check has no event',
      at: asker.keyAt(),
      hint: 'add event:, or use udp: with flows',
    });
  const twin = spec.before ? 'before' : spec.controls.length > 0 ? 'control' : undefined;
  if (twin)
    asker.refuse({
      code: 'stream-with-control',
      message: `a stream needs replies before its event, so it has no ${twin}`,
      at: asker.keyAt(twin),
    });
}

function resolveBefore(
  spec: ProbeSpec,
  probe: string,
  context: Context,
): { readonly found: Found; readonly check: Check } | undefined {
  const asker = context.askerFor('before');
  const found = probes.get(probe).resolve(spec.spec, asker);
  if (!found) return undefined;
  return { found, check: { ...checkOf(probe, spec, found, asker, context), id: `before/${found.id}` } };
}

/** `proofs`: probes that pass before the check's events. */
function controlsOf(
  spec: ProbeSpec,
  found: Found,
  proofs: readonly Found[],
  context: Context,
): readonly Check[] {
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
  if (found.negative && known.length + proofs.length > 0 && known.length === resolved.length)
    requireHalves(spec.probe, found, [...proofs, ...known.map(({ twin }) => twin)], asker, context.people);
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
