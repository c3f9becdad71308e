/**
 * ICMP echo, sent by iputils' ping. The flow id is the ICMP id (`-e`). Each pair has its own process, several at a
 * time, with `-W` as the timeout for replies and a hard timeout in addition. For many pairs, one program first finds
 * those that reply (pings-together.ts).
 *
 * - An unused address on the link results in `Host Unreachable` only after three ARP requests, a second apart
 *   (net.ipv4.neigh.*.mcast_solicit and retrans_time_ms). If `unreachable` is expected, ping waits longer than that.
 * - A kernel limits ICMP errors to one destination: for a missing route, two at once and then one every two seconds
 *   (ip_error in net/ipv4/route.c and icmp_ratelimit share one bucket). If an error is expected and nothing arrives,
 *   ping runs once more.
 */
import * as z from 'zod';
import { addressRef, boolean, integer, oneOrMore, seconds, word } from '../../base/scalar.ts';
import type { ReferenceResolver } from '../../model/context.ts';
import type { Evidence } from '../../model/report.ts';
import { mapBounded } from '../bounded.ts';
import { couldNotRun } from '../could-not-run.ts';
import { eachPair, type Pair, type Pairs, pairKeys, pairsOf } from '../pairs.ts';
import { defineProbe, type Runner } from '../probe.ts';
import { range } from '../range.ts';
import { type PairVerdict, sumUp } from '../sum-up.ts';
import { pingArgv } from './argv.ts';
import { judgePing, type PingExpectation, sayPing } from './judge.ts';
import { readPing } from './output.ts';
import { askTogether, canAskTogether, few, keyOf } from './pings-together.ts';
import type { PingQuestion } from './question.ts';

const expectation = z.union([
  word(['ok', 'timeout', 'unreachable', 'too-big', 'prohibited']),
  z.strictObject({
    ttl: range(0, 255).optional().describe('TTL of every reply'),
    loss: range(0, 100).optional().describe('Packet loss in percent'),
    received: range(0, 1000).optional().describe('Number of replies'),
    mtu: range(0, 65_535).optional().describe('MTU in the too-big error'),
    error: word(['unreachable', 'prohibited', 'too-big', 'ttl-exceeded'])
      .optional()
      .describe('ICMP error instead of a reply; needs by'),
    by: oneOrMore(addressRef()).optional().describe('Sender of the ICMP error'),
  }),
]);

const schema = z.strictObject({
  ...pairKeys,
  count: integer(1, 1000).default(1).describe('Number of requests for each pair'),
  'packet-size': integer(0, 65_507).optional().describe('ICMP payload in bytes; the IPv4 packet has 28 more'),
  df: boolean().default(false).describe('Set DF'),
  source: addressRef().optional().describe('Source address (default: the choice of the kernel)'),
  ttl: integer(1, 255).optional().describe('TTL or hop limit of the request'),
  wait: seconds(0.1, 10)
    .optional()
    .describe(
      'Timeout for the last reply in seconds (default: 1; for unreachable 4; for too-big 0.1, then 1)',
    ),
  interval: seconds(0.002, 60).default(0.2).describe('Seconds between requests'),
  expect: expectation.default('ok').describe('Result, or fields of the replies'),
});
type Spec = z.output<typeof schema>;

const atATime = 16;
/** Seconds. verify treats an attempt of two minutes as hung. */
const longest = 60;
/**
 * Seconds to wait for a too-big error, which arrives at once. ping prints an error of the local kernel only at its
 * deadline or when another packet arrives (schedule_exit in iputils' ping_common.c). Without an error, ping runs again
 * with a longer timeout.
 */
const brief = 0.1;
/** Seconds: longer than three ARP requests, a second apart. */
const arpGivesUp = 4;

export const ping = defineProbe<Spec, PingQuestion>({
  name: 'ping',
  about: 'ICMP echo: whether replies arrive, and their fields',
  trust: 'no',
  schema,
  resolve(spec, asker) {
    const found = pairsOf(spec, asker);
    if (!found) return undefined;
    const expect = expectationOf(spec.expect, asker, found.first.from);
    const source = spec.source && asker.address(spec.source, asker.at('source'), undefined, found.first.from);
    if (!expect || (spec.source && source === undefined)) return undefined;
    if (spec.count * spec.interval > longest) {
      asker.refuse({
        code: 'too-long',
        message: `${spec.count} requests with an interval of ${spec.interval} s take longer than ${longest} s`,
        at: asker.at('count'),
      });
      return undefined;
    }
    if (expect.received && expect.received.min > spec.count) {
      asker.refuse({
        code: 'more-replies-than-requests',
        message: `${expect.received.min} replies are expected, but only ${spec.count} requests are sent`,
        at: asker.at('expect', 'received'),
      });
      return undefined;
    }
    return {
      question: {
        pairs: found.pairs,
        count: spec.count,
        ...(spec['packet-size'] === undefined ? {} : { size: spec['packet-size'] }),
        df: spec.df,
        ...(source ? { source } : {}),
        ...(spec.ttl ? { ttl: spec.ttl } : {}),
        interval: spec.interval,
        ...(spec.wait ? { wait: spec.wait } : {}),
        expect,
      },
      id: [found.id, ...variant(spec)].join('/'),
      title: [found.title, ...variant(spec)].join(', '),
      expected: sayPing(expect, spec.count),
      negative: holdsWhenDead(expect, spec.count) || saidByItself(expect, found.pairs, asker),
      ...(isAnswered(expect) ? {} : { answered: false }),
      asks: found.pairs,
      marked: true,
      wait: spec.wait,
      nodes: found.nodes,
      tools: ['ping'],
    };
  },
  async run(question, runner) {
    const verdicts = await askAll(question, runner);
    return sumUp(
      verdicts,
      counted(question),
      question.pairs.to.map(({ name }) => name),
    );
  },
});

/** Whether the check passes without any reply, and so in a network that is down. */
const holdsWhenDead = (expect: PingExpectation, count: number): boolean =>
  ['timeout', 'unreachable', 'prohibited'].includes(expect.outcome) ||
  judgePing({ sent: count, received: 0, duplicates: 0, replies: [], errors: [] }, expect, count).status ===
    'pass';

/** Whether the error may come from the source itself: its own kernel also reports one when a cable is cut. */
const saidByItself = ({ by }: PingExpectation, { from }: Pairs, asker: ReferenceResolver): boolean =>
  by?.addresses.some((address) =>
    asker.owners(address).some((owner) => from.some(({ node }) => node === owner)),
  ) ?? false;

const isAnswered = ({ outcome }: PingExpectation): boolean => outcome === 'ok' || outcome === 'counted';

/** The result of many pairs, after their number. */
function counted({ count, expect }: PingQuestion): string {
  if (expect.outcome === 'timeout') return 'without a reply';
  if (expect.received?.max === 0 || expect.loss?.min === 100) return 'without a reply';
  return count === 1 && expect.outcome === 'ok' ? 'replies' : 'pairs as expected';
}

function expectationOf(
  spec: Spec['expect'],
  asker: ReferenceResolver,
  from: string,
): PingExpectation | undefined {
  if (typeof spec === 'string') return { outcome: spec };
  const { by: names, ...facts } = spec;
  if (spec.error && !names) {
    const message = 'error needs by; otherwise an error of the source itself would pass';
    const hint = `add by: <node>, or use expect: ${spec.error} with a control`;
    asker.refuse({ code: 'error-without-by', message, at: asker.at('expect', 'error'), hint });
    return undefined;
  }
  const found = names?.map((ref, i) => asker.address(ref, asker.at('expect', 'by', i), undefined, from));
  if (found?.includes(undefined)) return undefined;
  const by = names ? { by: { names, addresses: found!.flatMap((address) => address ?? []) } } : {};
  const outcome = spec.mtu ? 'too-big' : spec.loss || spec.received ? 'counted' : names ? 'refused' : 'ok';
  return { ...facts, ...by, outcome };
}

/** The first of many pairs is always tested by ping: its output is the evidence. */
async function askAll(question: PingQuestion, runner: Runner): Promise<readonly PairVerdict[]> {
  const [first, ...others] = eachPair(question.pairs);
  if (!first) return [];
  if (others.length < few || !canAskTogether(question))
    return mapBounded([first, ...others], atATime, (pair) => ask(pair, question, runner));
  const wait = Math.min((question.wait ?? 1) * 1000, runner.patience);
  const [verdict, answered] = await Promise.all([
    ask(first, question, runner),
    askTogether(others, question, wait, runner),
  ]);
  const rest = await mapBounded(others, atATime, async (pair): Promise<PairVerdict> => {
    const saw = answered.get(keyOf(pair));
    if (saw === undefined) return ask(pair, question, runner);
    return { from: pair.from, to: pair.to, status: 'pass', saw, evidence: [] };
  });
  return [verdict, ...rest];
}

const expectsError = (q: PingQuestion): boolean =>
  ['unreachable', 'prohibited', 'too-big', 'refused'].includes(q.expect.outcome);

async function ask(pair: Pair, question: PingQuestion, runner: Runner, again = true): Promise<PairVerdict> {
  // An error takes its own time, however little is left of a window.
  const slow = [question.expect.outcome, question.expect.error].includes('unreachable');
  const pace = question.expect.outcome === 'timeout' ? 1 : runner.pace;
  const usual = question.expect.outcome === 'too-big' && again ? brief : 1;
  const seconds = (question.wait ?? (slow ? arpGivesUp : usual)) * pace;
  const wait = slow ? seconds * 1000 : Math.min(seconds * 1000, runner.patience);
  const argv = pingArgv(pair, question, runner.mark(), wait);
  const timeout = wait + question.count * question.interval * 1000 + 5000;
  const outcome = await runner.exec(pair.from, argv, { timeout });
  const evidence: Evidence = {
    command: runner.typed(pair.from, argv),
    output: `${outcome.stdout}${outcome.stderr}`.trim(),
  };
  const named = { from: pair.from, to: pair.to };
  const output = outcome.timedOut ? undefined : readPing(outcome.stdout, outcome.stderr);
  if (output === undefined || outcome.exit === 127)
    return { ...named, ...couldNotRun('ping', outcome), evidence: [evidence] };
  const silent = output.received === 0 && output.errors.length === 0;
  if (again && silent && expectsError(question)) return ask(pair, question, runner, false);
  const { size, df, ttl, source } = question;
  return {
    ...named,
    ...judgePing(output, question.expect, question.count),
    evidence: [evidence],
    packet: {
      ...{ kind: 'ping', from: pair.from, to: pair.to, address: pair.address, df },
      ...(size === undefined ? {} : { size }),
      ...(ttl === undefined ? {} : { ttl }),
      ...(source === undefined ? {} : { source }),
    },
  };
}

/** The options that distinguish this ping from others between the same nodes. */
const variant = (spec: Spec): readonly string[] => [
  ...(spec.family === 'ipv6' ? ['IPv6'] : []),
  ...(spec['packet-size'] === undefined ? [] : [`${spec['packet-size']} bytes`]),
  ...(spec.source === undefined ? [] : [`from ${spec.source}`]),
  ...(spec.ttl === undefined ? [] : [`ttl ${spec.ttl}`]),
];
