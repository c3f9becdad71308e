/** A TCP connection: `ok` when it was made and all that was sent was acknowledged. */
import * as z from 'zod';
import { flowExpect, flowKeys, flowProbe } from './flow.ts';

const schema = z.strictObject({ ...flowKeys, expect: flowExpect });

export const tcp = flowProbe<z.output<typeof schema>>(
  'tcp',
  'A TCP connection: is it made, by whom, and whom does the other end see',
  schema,
  () => ({}),
);
