/** The keys that a schema accepts at a path of a value, for messages about unknown keys. */
import * as z from 'zod';
import type { Path, Plain } from './tree.ts';

/** Keys that a lab may have, and that are expanded before the schema reads it (`cluster`, `vars`). */
const writtenKeys = new WeakMap<z.ZodType, readonly string[]>();

export function alsoWritten<S extends z.ZodType>(schema: S, keys: readonly string[]): S {
  writtenKeys.set(schema, keys);
  return schema;
}

export function known(schema: z.ZodType, value: Plain, path: Path): readonly string[] {
  const here = peel(schema, value);
  if (path.length === 0)
    return here instanceof z.ZodObject ? [...Object.keys(here.shape), ...(writtenKeys.get(here) ?? [])] : [];
  const [step, ...rest] = path;
  const inner = child(value, step!);
  if (here instanceof z.ZodObject) {
    const shape = here.shape as Record<string, z.ZodType>;
    const next = Object.hasOwn(shape, step!) ? shape[step!] : undefined;
    return next ? known(next, inner, rest) : [];
  }
  if (here instanceof z.ZodArray) return known(here.element as z.ZodType, inner, rest);
  if (here instanceof z.ZodRecord) return known(here.valueType as z.ZodType, inner, rest);
  return [];
}

/** Unwraps a schema, and selects the member of a union that the value belongs to. */
function peel(schema: z.ZodType, value: Plain): z.ZodType {
  if (schema instanceof z.ZodOptional || schema instanceof z.ZodDefault || schema instanceof z.ZodPrefault)
    return peel(schema.unwrap() as z.ZodType, value);
  if (schema instanceof z.ZodPipe) return peel(schema.in as z.ZodType, value);
  if (schema instanceof z.ZodLazy) return peel(schema.unwrap() as z.ZodType, value);
  if (!(schema instanceof z.ZodUnion)) return schema;
  const options = (schema.options as z.ZodType[]).map((option) => peel(option, value));
  const discriminator = (schema.def as { discriminator?: string }).discriminator;
  const isMatch = (option: z.ZodType) => {
    if (Array.isArray(value)) return option instanceof z.ZodArray;
    if (typeof value !== 'object' || value === null || !(option instanceof z.ZodObject)) return false;
    const tag = discriminator && (option.shape as Record<string, z.ZodType>)[discriminator];
    return !tag || tag.safeParse(child(value, discriminator) ?? undefined).success;
  };
  return options.find(isMatch) ?? schema;
}

function child(value: Plain, step: string | number): Plain {
  if (typeof value !== 'object' || value === null) return null;
  return (value as Record<string | number, Plain>)[step] ?? null;
}
