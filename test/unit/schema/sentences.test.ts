// Sentences of a lab are printed in plans, reports and questions, so none of them takes a control character.
import { describe, expect, it } from 'vitest';
import type * as z from 'zod';
import { clusterSchema } from '../../../src/expand/cluster-schema.ts';
import { authoredSchema, partsOf } from '../../../src/schema/asks.ts';

/** Every schema under the key `about`, by its path. */
function sentences(schema: z.ZodType, path = ''): readonly (readonly [string, z.ZodType])[] {
  const { shape } = schema._zod.def as { shape?: Record<string, z.ZodType> };
  if (!shape) return partsOf(schema).flatMap((part) => sentences(part, path));
  return Object.entries(shape).flatMap(([key, part]) => [
    ...(key === 'about' ? [[`${path}.${key}`, part] as const] : []),
    ...sentences(part, `${path}.${key}`),
  ]);
}

const found = [...new Map(sentences(authoredSchema(clusterSchema))).entries()];

describe('a sentence of a lab', () => {
  it('is found at every key that has one', () => {
    const owners = found.map(([path]) => path.split('.').at(-2));
    expect(owners).toEqual(expect.arrayContaining(['iptables', 'nftables', 'routes', 'fdb']));
  });

  it.each(found)('%s holds no control character', (_, schema) => {
    for (const text of ['\x1b[2K', 'a\rb', '\x9b2K', '\0'])
      expect(schema.safeParse(text).success).toBe(false);
  });
});
