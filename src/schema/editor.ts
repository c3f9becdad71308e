/**
 * A JSON Schema of what the compiler reads to one for editors, which see YAML's own types: `80` is a number there and text
 * here. Text may be any scalar, `$(...)` may stand where a number, a word of a list or a name is expected, `for` may
 * stand in every map, and whatever a union is made of may fit more than once.
 */

export interface JsonSchema {
  [keyword: string]: unknown;
}

/** Schema pieces that read a number or a truth value from text say under this keyword what an editor sees. */
const editorKeyword = 'editor';

const reference = String.raw`\$\(`;
/** The schema, or text with a reference in it. */
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
    const { [editorKeyword]: editor, description, default: _, id: __, ...rest } = node;
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
    if (rest.additionalProperties === false)
      made.properties = { ...(made.properties as JsonSchema), for: loop };
    return made;
  };
  return walk(schema);
}

const isReference = (editor: unknown): editor is JsonSchema =>
  typeof editor === 'object' && editor !== null && '$ref' in editor;

/** Text without a form of its own may be written as any scalar; with a form, it may hold a reference instead. */
function text({ pattern, ...rest }: JsonSchema): JsonSchema {
  if (pattern === undefined && rest.format === undefined)
    return { ...rest, type: ['string', 'number', 'boolean'] };
  return pattern === undefined ? rest : { ...rest, pattern: `${pattern}|${reference}` };
}
