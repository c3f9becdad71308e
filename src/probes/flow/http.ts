/** An HTTP/1.1 request. `ok` means that the whole response arrived, with a status below 400. */
import * as z from 'zod';
import { boolean, integer } from '../../base/scalar.ts';
import { flowProbe } from './flow.ts';
import { flowExpect, flowKeys, mostFlows } from './keys.ts';

const schema = z.strictObject({
  ...flowKeys,
  path: z
    .string()
    .regex(/^\/[\x21-\x7e]*$/, { error: 'expected a path that begins with / and contains no blank' })
    .default('/')
    .describe('Path of the request'),
  method: z
    .string()
    .regex(/^[A-Z]{1,16}$/, { error: 'expected a method in capitals, such as GET' })
    .optional()
    .describe('Method (default: GET, or POST with size)'),
  headers: z
    .record(z.string().regex(/^[A-Za-z0-9-]+$/, { error: 'expected the name of a header' }), z.string())
    .optional()
    .describe('Headers of the request'),
  'keep-alive': integer(2, mostFlows).optional().describe('Number of requests on one connection'),
  follow: boolean()
    .optional()
    .describe('Follow redirects, each with a connection of its own (default: false)'),
  expect: flowExpect,
});

export const http = flowProbe<z.output<typeof schema>>(
  'http',
  'An HTTP request: its status, redirect and body, which node replies, and the source address that it receives',
  schema,
  (spec, asker) => {
    const headers = Object.entries(spec.headers ?? {}).map(([name, value]) => {
      const read = asker.text(value, asker.at('headers', name));
      if (/[\r\n\0]/.test(read))
        asker.refuse({
          code: 'header-value',
          message: `${name} contains a line break`,
          at: asker.at('headers', name),
        });
      return [name, read] as const;
    });
    return {
      path: spec.path,
      ...(spec.method === undefined ? {} : { method: spec.method }),
      ...(spec['keep-alive'] === undefined ? {} : { requests: spec['keep-alive'] }),
      ...(spec.follow ? { follow: true } : {}),
      ...(headers.length > 0 ? { headers: Object.fromEntries(headers) } : {}),
    };
  },
);
