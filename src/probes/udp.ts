/** One UDP datagram: `ok` when an answer came. */
import * as z from 'zod';
import { dfKey, flowExpect, flowKeys, flowProbe } from './flow.ts';

const schema = z.strictObject({ ...flowKeys, ...dfKey, expect: flowExpect });

export const udp = flowProbe<z.output<typeof schema>>(
  'udp',
  'A UDP datagram: does an answer come, from whom, and whom does the other end see',
  schema,
  (spec) => (spec.df ? { df: true } : {}),
);
