// As much of JSON Schema 2020-12 as the lab's schema uses. A keyword that is unknown here is a failure, not a pass.
import { isDeepStrictEqual } from 'node:util';

export interface Schema {
  readonly [keyword: string]: unknown;
}

/** Faults as `path: keyword`; none when the value is valid. */
export function validate(root: Schema, value: unknown): readonly string[] {
  return check(root, value, '', root);
}

type Check = (wanted: never, value: unknown, path: string, schema: Schema, root: Schema) => readonly string[];

const isMap = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const kinds: Readonly<Record<string, (value: unknown) => boolean>> = {
  string: (value) => typeof value === 'string',
  number: (value) => typeof value === 'number',
  integer: (value) => Number.isInteger(value),
  boolean: (value) => typeof value === 'boolean',
  null: (value) => value === null,
  array: Array.isArray,
  object: isMap,
};

const simple = (holds: (wanted: never, value: never) => boolean, applies: (value: unknown) => boolean) =>
  ((wanted, value, path) =>
    !applies(value) || holds(wanted, value as never) ? [] : [`${path}: ${JSON.stringify(wanted)}`]) as Check;

const keywords: Readonly<Record<string, Check>> = {
  type: (wanted: string | string[], value, path) =>
    [wanted].flat().some((kind) => kinds[kind]!(value)) ? [] : [`${path}: type ${wanted}`],
  enum: simple(
    (wanted: unknown[], value) => wanted.includes(value),
    () => true,
  ),
  const: simple(
    (wanted: unknown, value) => isDeepStrictEqual(wanted, value),
    () => true,
  ),
  pattern: simple((wanted: string, value: string) => new RegExp(wanted, 'u').test(value), kinds.string!),
  maxLength: simple((wanted: number, value: string) => value.length <= wanted, kinds.string!),
  minLength: simple((wanted: number, value: string) => value.length >= wanted, kinds.string!),
  minimum: simple((wanted: number, value: number) => value >= wanted, kinds.number!),
  maximum: simple((wanted: number, value: number) => value <= wanted, kinds.number!),
  minItems: simple((wanted: number, value: unknown[]) => value.length >= wanted, Array.isArray),
  maxItems: simple((wanted: number, value: unknown[]) => value.length <= wanted, Array.isArray),
  minProperties: simple((wanted: number, value: object) => Object.keys(value).length >= wanted, isMap),
  maxProperties: simple((wanted: number, value: object) => Object.keys(value).length <= wanted, isMap),
  required: (wanted: string[], value, path) =>
    isMap(value)
      ? wanted.filter((key) => !Object.hasOwn(value, key)).map((key) => `${path}: ${key} missing`)
      : [],
  properties: (wanted: Record<string, Schema>, value, path, _, root) =>
    isMap(value)
      ? Object.entries(value).flatMap(([key, inner]) =>
          Object.hasOwn(wanted, key) ? check(wanted[key]!, inner, `${path}/${key}`, root) : [],
        )
      : [],
  additionalProperties: (wanted: boolean | Schema, value, path, schema, root) => {
    if (!isMap(value)) return [];
    const known = Object.keys(schema.properties ?? {});
    return Object.entries(value)
      .filter(([key]) => !known.includes(key))
      .flatMap(([key, inner]) =>
        wanted === false
          ? [`${path}: ${key} unknown`]
          : wanted === true
            ? []
            : check(wanted, inner, `${path}/${key}`, root),
      );
  },
  items: (wanted: Schema, value, path, _, root) =>
    Array.isArray(value) ? value.flatMap((inner, i) => check(wanted, inner, `${path}/${i}`, root)) : [],
  anyOf: (wanted: Schema[], value, path, _, root) => {
    const faults = wanted.map((one) => check(one, value, path, root));
    return faults.some((found) => found.length === 0) ? [] : faults.flat();
  },
  $ref: (wanted: string, value, path, _, root) => {
    const target = (root.$defs as Record<string, Schema>)[wanted.replace('#/$defs/', '')];
    if (!target) throw new Error(`${wanted} leads nowhere`);
    return check(target, value, path, root);
  },
};

const silent = ['$schema', '$defs', 'title', 'description', 'examples', 'id', '$id'];

function check(schema: Schema, value: unknown, path: string, root: Schema): readonly string[] {
  return Object.entries(schema).flatMap(([keyword, wanted]) => {
    if (silent.includes(keyword)) return [];
    const test = keywords[keyword];
    if (!test) throw new Error(`unknown keyword ${keyword} at ${path}`);
    return test(wanted as never, value, path, schema, root);
  });
}
