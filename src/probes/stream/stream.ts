/**
 * Numbered packets at a steady rate while an event happens: how many are lost, and which nodes reply. The client is
 * programs/stream.py. Packets flow before the event; the stream ends when replies are steady again and the expectation holds.
 *
 * A busy machine sends fewer packets in the same time, and never more. So load does not add to the number of lost packets, except
 * for the time by which it delays the network itself.
 */
import * as z from 'zod';
import { integer, oneOrMore, seconds, selector } from '../../base/scalar.ts';
import type { Outcome } from '../../model/place.ts';
import type { Verdict } from '../../model/report.ts';
import { python } from '../../programs/run-python.ts';
import streamProgram from '../../programs/stream.py';
import { listen } from '../../trace/listen.ts';
import { couldNotRun } from '../could-not-run.ts';
import { type Pair, pairsOf } from '../pairs.ts';
import { defineProbe, type Runner } from '../probe.ts';
import { range } from '../range.ts';
import {
  judgeStream,
  type StreamExpectation,
  type StreamLine,
  type StreamSeen,
  sayStream,
  steadySince,
} from './judge.ts';

const most = 10_000;

const schema = z.strictObject({
  from: selector().describe('Source node'),
  to: selector().describe('Destination: a node, node:interface or an address'),
  port: integer(1, 65_535).describe('UDP port of a node with serve'),
  interval: seconds(0.01, 1).default(0.1).describe('Seconds between two packets'),
  expect: z
    .strictObject({
      lost: range(0, most).optional().describe('Number of packets without a reply'),
      by: oneOrMore(selector()).optional().describe('Nodes that reply, in their order: exactly these'),
    })
    .prefault({})
    .describe('Expected loss and responders'),
});
type Spec = z.output<typeof schema>;

interface Question {
  readonly pair: Pair;
  readonly port: number;
  readonly interval: number;
  readonly expect: StreamExpectation;
}

/** Seconds. A failover of VRRP takes four at most. */
const patience = 30;
/** Milliseconds between two looks at the packets. */
const pause = 50;

export const stream = defineProbe<Spec, Question>({
  name: 'stream',
  about: 'Numbered packets while an event happens: how many are lost, which nodes reply',
  trust: 'no',
  schema,
  servers: ['udp'],
  resolve(spec, asker) {
    const found = pairsOf({ from: [spec.from], to: [spec.to] }, asker);
    const { by: refs, lost } = spec.expect;
    const by = refs?.map((ref, i) => asker.select(ref, asker.at('expect', 'by', i)));
    if (!found || by?.some((nodes) => nodes.length === 0)) return undefined;
    if (found.count > 1) {
      asker.refuse({
        code: 'one-pair',
        message: `${found.count} pairs would be several streams`,
        at: asker.at('to'),
      });
      return undefined;
    }
    const expect = { ...(lost ? { lost } : {}), ...(by ? { by: by.flat() } : {}) };
    return {
      question: { pair: found.first, port: spec.port, interval: spec.interval, expect },
      id: `${found.id}/${spec.port}`,
      title: `${found.title} port ${spec.port}`,
      expected: sayStream(expect, most),
      across: true,
      marked: true,
      wait: patience,
      nodes: found.nodes,
      tools: ['python3'],
    };
  },
  run: runStream,
});

async function runStream({ pair, port, interval, expect }: Question, runner: Runner): Promise<Verdict> {
  const asked = {
    ...{ host: pair.address, port, interval, 'source-port': runner.mark() },
    ...(pair.dev === undefined ? {} : { device: pair.dev }),
  };
  const replies = new Map<number, string>();
  let sent = 0;
  const seen = (): StreamSeen => ({ sent, replies });
  const program = runner.open(pair.from, python(streamProgram, JSON.stringify(asked)));
  const listener = listen<StreamLine>(program, 'python3', (line) => {
    if ('sent' in line) sent = line.sent;
    else replies.set(line.number, line.by);
    return true;
  });
  let ended: Outcome | undefined;
  void program.done.then((outcome) => (ended = outcome));
  let end = performance.now() + runner.patience;
  const until = async <T>(look: () => T | undefined): Promise<T | undefined> => {
    for (;;) {
      const found = look();
      if (found !== undefined || ended || performance.now() >= end) return found;
      await runner.pause(pause);
    }
  };
  const command = runner.typed(pair.from, ['nc', '-u', pair.address, String(port)]);
  const verdict = ({ status, saw }: Pick<Verdict, 'status' | 'saw'>): Verdict =>
    ended
      ? { ...couldNotRun('python3', ended), evidence: [{ command, output: saw }] }
      : { status, saw, evidence: [{ command, output: saw }] };
  try {
    await listener.listening;
    const { by } = expect;
    const first = await until(() => steadySince(seen(), 0, by?.[0]));
    if (first === undefined) {
      const { saw } = judgeStream(seen(), {}, { first: 1, after: 0 });
      return verdict({
        status: 'fail',
        saw: `before the event, no steady replies${by ? ` from ${by[0]}` : ''}: ${saw}`,
      });
    }
    let after = 0;
    const judge = () => judgeStream(seen(), expect, { first, after });
    for (let more = true; more; ) {
      more = await runner.change();
      after = sent;
      end = performance.now() + runner.patience;
      if (more && (await until(() => steadySince(seen(), after))) === undefined)
        return verdict({ status: 'fail', saw: judge().saw });
    }
    await until(() => (judge().status === 'pass' ? true : undefined));
    return verdict(judge());
  } finally {
    listener.kill();
  }
}
