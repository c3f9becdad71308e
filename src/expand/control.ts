/**
 * `control: { from: web }` is the same probe with that change and without the expectation: it must pass. `before` is the same,
 * for the time before the check's event. Both are written out here, so that later stages see whole probes.
 */
import { find, type List, type Mapping, type Tree } from '../base/tree.ts';
import { without } from './vars.ts';

/** A list of probes with every control written out. */
export const writeControls = (probes: Tree): Tree =>
  probes.kind === 'list' ? { ...probes, items: probes.items.map(each) } : probes;

/** One probe, or a list of them. */
const each = (probes: Tree): Tree => (probes.kind === 'map' ? eachBody(probes) : writeControls(probes));

const eachBody = (item: Mapping): Mapping => ({
  ...item,
  entries: item.entries.map((entry) =>
    entry.value.kind === 'map' ? { ...entry, value: withControl(whileToo(entry.value)) } : entry,
  ),
});

/** The probes that run under `while` may have a control, too. */
const whileToo = (body: Mapping): Mapping => ({
  ...body,
  entries: body.entries.map((entry) =>
    entry.key === 'while' ? { ...entry, value: each(entry.value) } : entry,
  ),
});

function withControl(body: Mapping): Mapping {
  const before = find(body, 'before');
  const rest = before
    ? {
        ...body,
        entries: body.entries.map((entry) =>
          entry === before ? { ...entry, value: twinOf(body, before.value) } : entry,
        ),
      }
    : body;
  const control = find(body, 'control');
  return control ? withControls(rest, control) : rest;
}

function withControls(body: Mapping, control: Mapping['entries'][number]): Mapping {
  const value = control.value.kind === 'list' ? control.value : alone(control.value);
  const twins = { ...value, items: value.items.map((change) => twinOf(body, change)) };
  return {
    ...body,
    entries: body.entries.map((entry) => (entry === control ? { ...entry, value: twins } : entry)),
  };
}

const notInTwins = ['control', 'event', 'before', 'expect', 'about'];

const alone = (item: Tree): List => ({ kind: 'list', items: [item], at: item.at });

function twinOf(body: Mapping, change: Tree): Tree {
  if (change.kind !== 'map') return change;
  const changed = change.entries.map((entry) => entry.key);
  return {
    ...change,
    entries: [...without(body, ...notInTwins, ...changed).entries, ...change.entries],
  };
}
