/**
 * Checks that one packet is dropped at this node or interface, for this reason. The packet must be seen there, so the
 * check fails in a network that is down altogether. The counters that show the reason are shared, so the check runs
 * alone.
 */
import * as z from 'zod';
import { text, word } from '../base/scalar.ts';
import type { Verdict } from '../model/report.ts';
import { causeIds } from '../trace/causes/ids.ts';
import type { Trace } from '../trace/trace.ts';
import { evidenceOf, hopName, type OnePacket, onePacket, onePacketKeys, tracePacket } from './one-packet.ts';
import { defineProbe } from './probe.ts';

const schema = z.strictObject({
  ...onePacketKeys,
  expect: z
    .strictObject({
      at: z
        .string()
        .meta({ title: 'node or `node:interface`' })
        .describe('Node or interface where the packet is last seen'),
      why: word(causeIds).describe('Reason, in the words of netlab trace'),
      says: text().optional().describe('Text that the reason must contain: a rule, an address'),
    })
    .describe('Where the packet is dropped, and why'),
});
type Spec = z.output<typeof schema>;

interface Question {
  readonly lab: string;
  readonly packet: OnePacket;
  readonly node: string;
  readonly interface?: string;
  readonly why: string;
  readonly says?: string;
}

export const dropped = defineProbe<Spec, Question>({
  name: 'dropped',
  about: 'Where one packet is dropped, and why',
  trust: 'no',
  schema,
  resolve(spec, asker) {
    const found = onePacket(spec, asker);
    const { at: ref, why } = spec.expect;
    const at = asker.at('expect', 'at');
    const one = ref.includes(':') ? asker.interface(ref, at) : { node: asker.select(ref, at)[0] };
    const says =
      spec.expect.says === undefined ? undefined : asker.text(spec.expect.says, asker.at('expect', 'says'));
    if (!found || one?.node === undefined) return undefined;
    return {
      question: {
        ...{ lab: asker.labName, packet: found.packet, node: one.node, why },
        ...('interface' in one ? { interface: one.interface } : {}),
        ...(says === undefined ? {} : { says }),
      },
      id: `${found.id}/${ref}/${why}`,
      title: found.title,
      expected: `lost at ${ref}: ${why}${says === undefined ? '' : ` ${says}`}`,
      alone: true,
      nodes: found.nodes,
      tools: ['python3', 'ping'],
    };
  },
  async run(question, runner): Promise<Verdict> {
    const trace = await tracePacket(question.packet, runner, true);
    return { ...judgeDrop(trace, question), evidence: [evidenceOf(question.lab, question.packet, trace)] };
  },
});

type Wanted = Pick<Question, 'node' | 'interface' | 'why' | 'says'>;

function judgeDrop(trace: Trace, wanted: Wanted): Pick<Verdict, 'status' | 'saw'> {
  const { outcome, causes } = trace;
  if (outcome === 'answered') return { status: 'fail', saw: 'a reply' };
  const dead = trace.later ?? (outcome === 'reply-lost' ? trace.reply : trace.way);
  const last = dead?.hops.at(-1);
  const [cause] = causes;
  const where = last ? hopName(last) : trace.from;
  const saw = `lost at ${where}: ${cause?.why ?? 'no known reason'}`;
  const here =
    (last?.node ?? trace.from) === wanted.node &&
    (wanted.interface === undefined || last?.interface === wanted.interface);
  const matches = cause?.id === wanted.why && (!wanted.says || cause.why.includes(wanted.says));
  return { status: here && matches ? 'pass' : 'fail', saw };
}
