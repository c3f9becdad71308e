/** A TCP connection. `ok` means that it was established and all data was acknowledged. */
import * as z from 'zod';
import { flowProbe } from './flow.ts';
import { flowExpect, flowKeys } from './keys.ts';

const schema = z.strictObject({ ...flowKeys, expect: flowExpect });

export const tcp = flowProbe<z.output<typeof schema>>(
  'tcp',
  'A TCP connection: whether it is established, which node replies, and the source address that it receives',
  schema,
  () => ({}),
);
