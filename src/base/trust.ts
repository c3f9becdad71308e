/**
 * Declares where a schema is made whether its text can choose what this machine runs or reads. src/schema/asks.ts walks a lab
 * along its schema and collects the parts that ask; a test walks the schema and refuses a part that declares nothing.
 */
import type * as z from 'zod';

/** `no`: its text chooses neither what runs nor what a program of root reads. Otherwise the reason why it asks. */
export type Trust = 'no' | { readonly asks: string };

export interface Declaration {
  /** As docs/trust.md names it: `run`, `command`, `interfaces: veth`. */
  readonly what: string;
  readonly trust: Trust;
}

const declarations = new WeakMap<z.ZodType, Declaration>();

/** Returns the schema itself: call it last, because zod's `describe`, `meta` and `optional` return another one. */
export function declare<S extends z.ZodType>(what: string, trust: Trust, schema: S): S {
  declarations.set(schema, { what, trust });
  return schema;
}

export const declarationOf = (schema: z.ZodType): Declaration | undefined => declarations.get(schema);

/** Marks a key that holds probes, for editors. Its schema takes anything; resolve types the probes. */
const probeReference = '#/$defs/probe';

export const holdsProbes = (schema: z.ZodType): boolean =>
  JSON.stringify(schema.meta()?.editor ?? null).includes(probeReference);
