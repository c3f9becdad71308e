/**
 * `control: { from: web }` is the same probe with that change, without what it expects: it must pass. Written out here, so
 * that what follows sees two whole probes.
 */
import { find, type Mapping, type Tree } from '../base/tree.ts';
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
  if (control?.value.kind !== 'map') return body;
  const changed = control.value.entries.map((entry) => entry.key);
  const twin: Mapping = {
    ...control.value,
    entries: [...without(body, 'control', 'expect', 'about', ...changed).entries, ...control.value.entries],
  };
  return {
    ...body,
    entries: body.entries.map((entry) => (entry === control ? { ...entry, value: twin } : entry)),
  };
}
