/**
 * The interfaces that one packet crosses, in order, and those of its reply: at least these, or exactly these. Ports of
 * segments have no names in a lab, so they are never compared.
 */
import * as z from 'zod';
import { boolean, word } from '../base/scalar.ts';
import type { ReferenceResolver } from '../model/context.ts';
import type { Verdict } from '../model/report.ts';
import { encapsulations } from '../packet/encapsulations.ts';
import { encapsulationsOf } from '../trace/encapsulation.ts';
import type { Hop, TracedWay } from '../trace/trace.ts';
import {
  evidenceOf,
  hopName,
  type OnePacket,
  onePacket,
  onePacketKeys,
  sayWay,
  tracePacket,
} from './one-packet.ts';
import { defineProbe } from './probe.ts';

const where = z
  .string()
  .regex(/^[^:\s]+:\S+$/, { error: 'expected node:interface' })
  .meta({ title: '`node:interface`' });

const step = z.union([
  where,
  z.strictObject({
    at: where.describe('Interface'),
    in: word(['none', ...encapsulations.map(({ name }) => name)])
      .optional()
      .describe('Encapsulation of the packet on this interface'),
    direction: word(['in', 'out']).optional().describe('Direction: into the node, or out of it'),
  }),
]);

const schema = z.strictObject({
  ...onePacketKeys,
  expect: z
    .strictObject({
      way: z.array(step).min(1).describe('Interfaces that the packet crosses, in this order'),
      reply: z
        .union([word(['same', 'other']), z.array(step).min(1)])
        .optional()
        .describe('Path of the reply: the same interfaces in reverse, another path, or these interfaces'),
      exactly: boolean().default(false).describe('Allow no other interfaces, except ports of segments'),
    })
    .describe('Paths of the packet and of its reply'),
});
type Spec = z.output<typeof schema>;

export interface PathStep {
  readonly node: string;
  readonly interface: string;
  readonly in?: string;
  readonly direction?: 'in' | 'out';
}

interface Question {
  readonly lab: string;
  readonly packet: OnePacket;
  readonly way: readonly PathStep[];
  readonly reply?: 'same' | 'other' | readonly PathStep[];
  readonly exactly: boolean;
  /** All nodes of the lab, without segments. */
  readonly named: readonly string[];
}

export const path = defineProbe<Spec, Question>({
  name: 'path',
  about: 'The interfaces that one packet and its reply cross',
  trust: 'no',
  schema,
  resolve(spec, asker) {
    const found = onePacket(spec, asker);
    const read = (list: readonly z.output<typeof step>[], key: string) =>
      list.map((one, i) => stepOf(one, asker, ['expect', key, i]));
    const way = read(spec.expect.way, 'way');
    const { reply, exactly } = spec.expect;
    const back = typeof reply === 'object' ? read(reply, 'reply') : [];
    if (!found || [...way, ...back].includes(undefined)) return undefined;
    const whole = (steps: readonly (PathStep | undefined)[]) => steps.filter((one) => one !== undefined);
    return {
      question: {
        ...{ lab: asker.labName, packet: found.packet, way: whole(way), exactly },
        named: asker.select('nodes', asker.at('from')),
        ...(reply === undefined ? {} : { reply: typeof reply === 'object' ? whole(back) : reply }),
      },
      id: [found.id, ...whole(way).map(sayStep)].join('/'),
      title: found.title,
      expected: `${exactly ? 'exactly ' : ''}${whole(way).map(sayStep).join(' > ')}`,
      nodes: found.nodes,
      tools: ['python3', 'ping'],
    };
  },
  async run(question, runner): Promise<Verdict> {
    const { packet, lab } = question;
    const trace = await tracePacket(packet, runner, false);
    const evidence = [evidenceOf(lab, packet, trace)];
    if (!trace.way) return { status: 'fail', saw: `no packet was sent (${trace.said})`, evidence };
    const wrong =
      difference(trace.way, question.way, question) ?? replyDifference(trace.way, trace.reply, question);
    return { status: wrong === undefined ? 'pass' : 'fail', saw: wrong ?? sayWay(trace.way), evidence };
  },
});

function stepOf(
  one: z.output<typeof step>,
  asker: ReferenceResolver,
  at: readonly (string | number)[],
): PathStep | undefined {
  const { at: ref, ...more } = typeof one === 'string' ? { at: one } : one;
  const found = asker.interface(ref, asker.at(...at));
  return found && { ...found, ...more };
}

const sayStep = (one: PathStep): string =>
  `${hopName(one)}${one.direction ? ` ${one.direction}` : ''}${one.in ? ` in ${one.in}` : ''}`;

type Rules = Pick<Question, 'exactly' | 'named'>;

/** The first difference; undefined if there is none. Pure. */
function difference(
  way: TracedWay,
  wanted: readonly PathStep[],
  { exactly, named }: Rules,
): string | undefined {
  const hops = way.hops.filter(({ node }) => named.includes(node));
  let at = 0;
  for (const one of wanted) {
    const found = hops.findIndex((hop, i) => i >= at && fits(hop, one));
    if (found < 0 || (exactly && found > at))
      return `${found < 0 ? `not ${sayStep(one)}` : `${hopName(hops[at]!)} before ${sayStep(one)}`}: ${sayWay(way)}`;
    at = found + 1;
  }
  return exactly && at < hops.length ? `also ${hopName(hops[at]!)}: ${sayWay(way)}` : undefined;
}

function replyDifference(
  way: TracedWay,
  reply: TracedWay | undefined,
  { reply: wanted, ...rules }: Question,
): string | undefined {
  if (wanted === undefined) return undefined;
  if (!reply) return 'no reply';
  if (typeof wanted === 'object') {
    const wrong = difference(reply, wanted, rules);
    return wrong && `the reply: ${wrong}`;
  }
  const same = sayWay(way) === reply.hops.map(hopName).reverse().join(' > ');
  if (same === (wanted === 'same')) return undefined;
  return same ? 'the reply took the same path' : `the reply: ${sayWay(reply)}`;
}

function fits(hop: Hop, { node, interface: name, in: around, direction }: PathStep): boolean {
  if (hop.node !== node || hop.interface !== name || (direction && hop.direction !== direction)) return false;
  const kinds = encapsulationsOf(hop.frame).map(({ kind }) => kind);
  return around === undefined || (around === 'none' ? kinds.length === 0 : kinds.includes(around));
}
