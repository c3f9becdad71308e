/**
 * Converts the JSON Schema of the compiler to one for editors. Editors see YAML's own types: `80` is a number for them, text
 * for the compiler. In the result:
 *
 * - text may be any scalar
 * - `$(...)` is valid for numbers, enumerations and names
 * - every map accepts `for`
 * - a value may match several members of a union
 * - a required key that another key implies may be missing
 * - a list whose items may come from a file may be or contain its name
 */

export interface JsonSchema {
  [keyword: string]: unknown;
}

/** Keyword of schemas that convert text to a number or a boolean. Its value is the schema for editors. */
const editorKeyword = 'editor';
/** Keyword of required values that another key may give: `to: service/web` gives the port. */
const impliedKeyword = 'implied';
/** Keyword of lists for which, or for whose items, the name of a file beside the lab may be given. */
const filesKeyword = 'files';

const reference = String.raw`\$\(`;
/** The schema, or text with a reference. */
function orReference(schema: JsonSchema): JsonSchema {
  const ways = Array.isArray(schema.anyOf) ? (schema.anyOf as readonly JsonSchema[]) : [schema];
  return { anyOf: [...ways, { type: 'string', pattern: reference }] };
}

export function forEditors(schema: JsonSchema, loop: JsonSchema): JsonSchema {
  const inner = (value: unknown): unknown => {
    if (Array.isArray(value)) return value.map(inner);
    return typeof value === 'object' && value !== null ? walk(value as JsonSchema) : value;
  };
  const children = (map: unknown): JsonSchema =>
    Object.fromEntries(Object.entries(map as JsonSchema).map(([key, value]) => [key, inner(value)]));

  const walk = (node: JsonSchema): JsonSchema => {
    const { [filesKeyword]: files, ...own } = node;
    if (files) return orFileName(walk(own));
    const { [editorKeyword]: editor, [impliedKeyword]: ___, description, default: _, id: __, ...rest } = own;
    const described = description === undefined ? {} : { description };
    if (isReference(editor)) return { ...described, ...editor };
    if (editor) return { ...described, ...orReference(editor as JsonSchema) };
    if (rest.enum) return { ...described, ...orReference(rest) };
    if (rest.type === 'string') return { ...described, ...text(rest) };
    const made: JsonSchema = { ...described };
    for (const [keyword, value] of Object.entries(rest)) {
      if (keyword === 'propertyNames') continue;
      if (keyword === 'properties' || keyword === '$defs') made[keyword] = children(value);
      else made[keyword === 'oneOf' ? 'anyOf' : keyword] = inner(value);
    }
    if (Array.isArray(rest.required))
      made.required = rest.required.filter((key) => !isImplied((rest.properties as JsonSchema)[key]));
    if (rest.additionalProperties === false)
      made.properties = { ...(made.properties as JsonSchema), for: loop };
    return made;
  };
  return walk(schema);
}

const fileName = { type: 'string' };

const orFileName = ({ description, items, ...list }: JsonSchema): JsonSchema => ({
  description,
  anyOf: [{ ...list, items: { anyOf: [items, fileName] } }, fileName],
});

const isImplied = (schema: unknown): boolean =>
  typeof schema === 'object' && schema !== null && impliedKeyword in schema;

const isReference = (editor: unknown): editor is JsonSchema =>
  typeof editor === 'object' && editor !== null && '$ref' in editor;

/** Text without a pattern may be any scalar. Text with a pattern may contain a reference instead. */
function text({ pattern, ...rest }: JsonSchema): JsonSchema {
  if (pattern === undefined && rest.format === undefined)
    return { ...rest, type: ['string', 'number', 'boolean'] };
  return pattern === undefined ? rest : { ...rest, pattern: `${pattern}|${reference}` };
}
