/** One UDP datagram. `ok` means that a reply arrived. */
import * as z from 'zod';
import { flowProbe } from './flow.ts';
import { dfKey, flowExpect, flowKeys } from './keys.ts';

const schema = z.strictObject({ ...flowKeys, ...dfKey, expect: flowExpect });

export const udp = flowProbe<z.output<typeof schema>>(
  'udp',
  'A UDP datagram: whether a reply arrives, which node replies, and the source address that it receives',
  schema,
  (spec) => (spec.df ? { df: true } : {}),
);
