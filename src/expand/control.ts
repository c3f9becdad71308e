/**
 * `control: { from: web }` is the same probe with that change and without the expectation: it must pass. Each control is
 * written out here, so that later stages see whole probes, in a list.
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
  const control = find(body, 'control');
  if (!control) return body;
  const value = control.value.kind === 'list' ? control.value : alone(control.value);
  const twins = { ...value, items: value.items.map((change) => twinOf(body, change)) };
  return {
    ...body,
    entries: body.entries.map((entry) => (entry === control ? { ...entry, value: twins } : entry)),
  };
}

const alone = (item: Tree): List => ({ kind: 'list', items: [item], at: item.at });

function twinOf(body: Mapping, change: Tree): Tree {
  if (change.kind !== 'map') return change;
  const changed = change.entries.map((entry) => entry.key);
  return {
    ...change,
    entries: [...without(body, 'control', 'expect', 'about', ...changed).entries, ...change.entries],
  };
}
