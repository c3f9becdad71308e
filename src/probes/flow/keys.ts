/** The keys that the tcp, udp and http probes share. */
import * as z from 'zod';
import { addressRef, boolean, integer, oneOrMore, seconds, selector, text, word } from '../../base/scalar.ts';
import { type PairsSpec, pairKeys } from '../pairs.ts';
import { range } from '../range.ts';

export const mostFlows = 1000;

export const flowKeys = {
  ...pairKeys,
  port: integer(1, 65_535).meta({ implied: true }).describe('Destination port'),
  'source-port': integer(1, 65_535)
    .optional()
    .describe('Fixed source port (default: a different one for each flow)'),
  source: addressRef().optional().describe('Source address (default: the choice of the kernel)'),
  size: integer(0, 10_000_000).optional().describe('Number of bytes to send'),
  wait: seconds(0.1, 10).default(1).describe('Timeout of a flow in seconds'),
  flows: integer(1, mostFlows)
    .default(1)
    .describe('Number of flows for each pair, one after another, each with its own source port'),
};
export const dfKey = {
  df: boolean().default(false).describe('Set DF: a packet that is too large fails with too-big'),
};

const outcomes = ['ok', 'timeout', 'refused', 'unreachable', 'too-big', 'prohibited', 'reset'] as const;
export type FlowOutcome = (typeof outcomes)[number];

const byNode = <T extends z.ZodType>(value: T) => z.record(selector(), value);

export const flowExpect = z
  .union([
    word(outcomes),
    z.strictObject({
      by: oneOrMore(selector())
        .optional()
        .describe('Nodes of which one must reply; with flows, each of them at least once'),
      saw: z
        .union([addressRef(), byNode(addressRef())])
        .optional()
        .describe('Source address that the responder received, or a map by responder'),
      spread: byNode(range(0, mostFlows)).optional().describe('Number of flows that each node answers'),
      choice: word(['random', 'in-turn'])
        .default('random')
        .describe('How nodes are chosen: at random with equal chances, or in turn with equal shares'),
      same: boolean()
        .optional()
        .describe('Whether one node answers all flows, or all requests of a connection'),
      status: range(100, 599).optional().describe('HTTP status'),
      location: oneOrMore(text())
        .optional()
        .describe('Location header of the response, or one of these; with follow, of the last redirect'),
      body: text().optional().describe('Text that the response must contain'),
    }),
  ])
  .default('ok')
  .describe('Result of the flow, or fields of the reply');

export interface FlowSpec extends PairsSpec {
  readonly port: number;
  readonly 'source-port'?: number | undefined;
  readonly source?: string | undefined;
  readonly size?: number | undefined;
  readonly flows: number;
  readonly 'keep-alive'?: number | undefined;
  readonly path?: string | undefined;
  readonly follow?: boolean | undefined;
  readonly wait: number;
  readonly expect: z.output<typeof flowExpect>;
}
