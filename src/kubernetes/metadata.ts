/** The metadata of objects (meta/v1 ObjectMeta). All objects and pods of a lab are in the namespace `default`. */
import * as z from 'zod';

/** `kind` is the word for the object in errors. Each kind has a schema of its own for names. */
export const metadataOf = <Name extends z.ZodType>(kind: string, name: Name) =>
  z.strictObject({
    name,
    namespace: z
      .string()
      .superRefine((text, ctx) => {
        if (text !== 'default')
          ctx.addIssue({
            code: 'custom',
            message: `all pods of a lab are in the namespace default; a ${kind} in "${text}" would select none`,
            params: { code: `${kind}-namespace` },
          });
      })
      .default('default')
      .describe('Must be default, the namespace of all pods of a lab'),
    labels: z.record(z.string(), z.string()).optional(),
    annotations: z.record(z.string(), z.string()).optional(),
  });
