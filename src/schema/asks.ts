/**
 * Every part of a lab by which its author chooses what runs, or what a program of root reads: one walk of the tree along the
 * schema, where each part declares whether it asks (base/trust.ts). The tree is what the author wrote, with variables and
 * groups written out, and without what a cluster network adds.
 */
import * as z from 'zod';
import type { Source } from '../base/diagnostic.ts';
import { find, type Mapping, type Tree, toPlain } from '../base/tree.ts';
import { declarationOf, holdsProbes } from '../base/trust.ts';
import { explicitSchema, labSchema } from './lab.ts';

export interface TrustRequest {
  /** The key or probe: `run`, `files`, `command`. */
  readonly what: string;
  /** Why it asks. */
  readonly why: string;
  readonly at: Source;
  /** JSON of what the author wrote there. */
  readonly text: string;
  /** The digests of the files beside the lab. */
  readonly beside?: readonly string[];
}

/** `cluster` is the schema under that key. */
export const authoredSchema = (cluster: z.ZodType) =>
  explicitSchema().extend({ cluster: cluster.optional() });

/** Schemas are made once: a lab of a thousand nodes is walked along the same ones. */
let walker: ((tree: Tree) => readonly TrustRequest[]) | undefined;

export function asksOf(authored: Mapping, cluster: z.ZodType): readonly TrustRequest[] {
  walker ??= walkerOf(authoredSchema(cluster), labSchema(true).probe);
  const found = walker(authored);
  // Text of a group or of the defaults is in many nodes.
  const key = ({ at, text }: TrustRequest) => `${at.file}:${at.line}:${at.column} ${text}`;
  return [...new Map(found.map((ask) => [key(ask), ask])).values()];
}

function walkerOf(whole: z.ZodType, probe: z.ZodType): (tree: Tree) => readonly TrustRequest[] {
  const asking = new Map<z.ZodType, boolean>();
  /** Whether anything under it can ask. Most of a lab cannot, and is not walked. */
  const canAsk = (schema: z.ZodType): boolean => {
    const known = asking.get(schema);
    if (known !== undefined) return known;
    asking.set(schema, false);
    const declared = declarationOf(schema);
    const can =
      (declared !== undefined && declared.trust !== 'no') ||
      holdsProbes(schema) ||
      partsOf(schema).some(canAsk);
    asking.set(schema, can);
    return can;
  };
  const probes = z.union([z.array(probe), probe]);

  const walk = (schema: z.ZodType, tree: Tree): readonly TrustRequest[] => {
    if (!canAsk(schema)) return [];
    const declared = declarationOf(schema);
    if (declared && declared.trust !== 'no') {
      const parts = isCollection(schema) ? itemsOf(tree) : [wholeOf(tree)];
      return parts.map((part) => ({
        what: declared.what,
        why: (declared.trust as { asks: string }).asks,
        ...part,
      }));
    }
    return holdsProbes(schema)
      ? walk(probes, tree)
      : stepsOf(schema, tree).flatMap(([part, inner]) => walk(part, inner));
  };
  return (tree) => walk(whole, tree);
}

type Part = Pick<TrustRequest, 'at' | 'text'>;

const wholeOf = (tree: Tree): Part => ({ at: tree.at, text: JSON.stringify(toPlain(tree)) });

/** Of a list each item and of a map each entry, so that each has its place. */
function itemsOf(tree: Tree): readonly Part[] {
  if (tree.kind === 'list') return tree.items.map(wholeOf);
  if (tree.kind === 'scalar') return [wholeOf(tree)];
  return tree.entries.map(({ key, keyAt, value }) => ({
    at: keyAt,
    text: `${JSON.stringify(key)}: ${wholeOf(value).text}`,
  }));
}

/** A list or a map of names; not an object, whose keys mean something only together. */
function isCollection(schema: z.ZodType): boolean {
  const { type, innerType } = defOf(schema);
  return innerType ? isCollection(innerType) : type === 'array' || type === 'record';
}

type Def = {
  readonly type: string;
  readonly shape?: Readonly<Record<string, z.ZodType>>;
  readonly innerType?: z.ZodType;
  readonly element?: z.ZodType;
  readonly valueType?: z.ZodType;
  readonly options?: readonly z.ZodType[];
  readonly discriminator?: string;
  readonly in?: z.ZodType;
};

const defOf = (schema: z.ZodType): Def => schema._zod.def;

/** The schemas that a schema is made of. */
export function partsOf(schema: z.ZodType): readonly z.ZodType[] {
  const { shape, innerType, element, valueType, options, in: first } = defOf(schema);
  const one = [innerType, element, valueType, first].filter((part) => part !== undefined);
  return [...Object.values(shape ?? {}), ...one, ...(options ?? [])];
}

/** The parts of a tree, each with the schema that reads it. */
function stepsOf(schema: z.ZodType, tree: Tree): readonly (readonly [z.ZodType, Tree])[] {
  const { shape, innerType, element, valueType, in: first } = defOf(schema);
  if (shape && tree.kind === 'map')
    return tree.entries.flatMap(({ key, value }) =>
      Object.hasOwn(shape, key) ? [[shape[key]!, value] as const] : [],
    );
  if (valueType && tree.kind === 'map') return tree.entries.map(({ value }) => [valueType, value] as const);
  if (element && tree.kind === 'list') return tree.items.map((item) => [element, item] as const);
  return [innerType, first, ...optionsFor(schema, tree)].flatMap((part) =>
    part ? [[part, tree] as const] : [],
  );
}

/** Of a union the option that the discriminator names, or all of them. */
function optionsFor(schema: z.ZodType, tree: Tree): readonly z.ZodType[] {
  const { options = [], discriminator } = defOf(schema);
  const tag = discriminator && tree.kind === 'map' ? find(tree, discriminator)?.value : undefined;
  if (tag?.kind !== 'scalar') return options;
  return options.filter((one) => defOf(one).shape?.[discriminator!]?.safeParse(tag.text).success);
}
