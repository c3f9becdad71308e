/** An HTTP/1.1 request: `ok` when all of an answer came and its status does not say that it failed. */
import * as z from 'zod';
import { flowExpect, flowKeys, flowProbe } from './flow.ts';

const schema = z.strictObject({
  ...flowKeys,
  path: z
    .string()
    .regex(/^\/[\x21-\x7e]*$/, { error: 'expected a path that begins with / and holds no blank' })
    .default('/')
    .describe('What is asked for'),
  method: z
    .string()
    .regex(/^[A-Z]{1,16}$/, { error: 'expected a method in capitals, as GET' })
    .optional()
    .describe('GET unless said, POST with size'),
  headers: z
    .record(z.string().regex(/^[A-Za-z0-9-]+$/, { error: 'expected the name of a header' }), z.string())
    .optional()
    .describe('Headers of the request'),
  expect: flowExpect,
});

export const http = flowProbe<z.output<typeof schema>>(
  'http',
  'An HTTP request: who answers, with what, and whom does the server see',
  schema,
  (spec, asker) => {
    const headers = Object.entries(spec.headers ?? {}).map(([name, value]) => {
      const read = asker.text(value, asker.at('headers', name));
      if (/[\r\n\0]/.test(read))
        asker.refuse({
          code: 'header-value',
          message: `${name} holds the end of a line`,
          at: asker.at('headers', name),
        });
      return [name, read] as const;
    });
    return {
      path: spec.path,
      ...(spec.method === undefined ? {} : { method: spec.method }),
      ...(headers.length > 0 ? { headers: Object.fromEntries(headers) } : {}),
    };
  },
);
