/** The JSON Schema of labs as people write them (draft 2020-12). */
import * as z from 'zod';
import { clusterSchema } from '../../../expand/cluster-schema.ts';
import { forEditors, type JsonSchema } from '../../../schema/editor.ts';
import { writtenSchema } from '../../../schema/lab.ts';
import { share } from '../../../schema/share.ts';

/** The value of `for` anywhere: a range (1..3) or a list for each name. */
const loop: JsonSchema = {
  description: 'Repeats this: { l: 1..3, s: [a, b] }, with $(l) and $(s) in its names and values',
  type: 'object',
  minProperties: 1,
  additionalProperties: {
    anyOf: [
      { type: 'string', pattern: '^[0-9]+[.][.][0-9]+$|\\$\\(' },
      { type: 'array', items: { type: ['string', 'number', 'boolean'] } },
    ],
  },
};

/** The values that the compiler accepts, and the default. */
export const plainSchema = (): JsonSchema =>
  z.toJSONSchema(writtenSchema(clusterSchema), {
    io: 'input',
    reused: 'inline',
    unrepresentable: 'any',
    // zod leaves out defaults of what is read from text (`true`, `4789`): they are values and no text.
    override({ zodSchema, jsonSchema }) {
      const { def } = zodSchema._zod;
      if (def.type === 'default') jsonSchema.default = z.json().parse(def.defaultValue);
    },
  }) as JsonSchema;

export function jsonSchema(): JsonSchema {
  const { $schema, $defs, ...lab } = forEditors(plainSchema(), { $ref: '#/$defs/for' });
  const { for: _, ...properties } = lab.properties as JsonSchema;
  return share({
    $schema,
    title: 'netlab lab',
    ...lab,
    properties,
    $defs: { ...($defs as JsonSchema), for: loop },
  });
}
