/** Runs the flows of one source node as one process, and judges those of each pair. */
import { formatIp, parseIp } from '../../base/cidr.ts';
import type { Outcome } from '../../model/place.ts';
import { flowProgram } from '../../programs/flow.ts';
import { python } from '../../programs/run-python.ts';
import { couldNotRun } from '../could-not-run.ts';
import { eachPair, type Pair } from '../pairs.ts';
import type { Runner } from '../probe.ts';
import type { PairVerdict } from '../sum-up.ts';
import { sentTo, typed, typedLoop } from './command.ts';
import type { FlowQuestion } from './flow.ts';
import { type FlowExpectation, type FlowResult, judgeFlow } from './judge.ts';
import { judgeFlows, summaryOf } from './judge-flows.ts';

/** AT_A_TIME in programs/flow.py. */
export const flowsAtATime = 64;

/**
 * Seconds after which the next flow of a pair begins although the previous one has not ended. So the flows of a network that
 * replies follow each other, and those of a dead network end in time.
 */
const longestGap = 0.1;
const allGaps = 5;

export async function runFlows(node: string, question: FlowQuestion, runner: Runner): Promise<PairVerdict[]> {
  const pairs = [...eachPair(question.pairs, node)];
  if (pairs.length === 0) return [];
  const { flows: count = 1, expect } = question;
  // An ICMP host unreachable after failed ARP arrives within 3 s (see ping). All other results arrive sooner.
  const pace = expect.outcome === 'timeout' ? 1 : runner.pace;
  const whole = expect.outcome === 'unreachable' ? 4000 * pace : question.wait * 1000 * pace;
  // An error that is expected must arrive, so it has the whole time, also in the last look of a window.
  const wait = ['ok', 'timeout'].includes(expect.outcome) ? Math.min(whole, runner.patience) : whole;
  // The order of flows is irrelevant if none of them may be answered.
  const gap = expect.outcome === 'timeout' ? undefined : Math.min(longestGap, allGaps / count) * pace;
  const flows = Array.from({ length: count }, (_, turn) =>
    pairs.map((pair, i) => ({
      ...question.flow,
      id: idOf(turn, i),
      ...(turn > 0 && gap !== undefined ? { after: idOf(turn - 1, i), gap } : {}),
      host: pair.address,
      ...(pair.dev === undefined ? {} : { device: pair.dev }),
      'source-port': runner.mark(question.sourcePort),
      timeout: wait / 1000,
      ...(wantsWords(expect) ? {} : { listen: brief * runner.pace }),
    })),
  ).flat();
  const rounds = Math.ceil(flows.length / flowsAtATime);
  const outcome = await runner.exec(node, python(flowProgram, '-'), {
    input: JSON.stringify(flows),
    // A redirect may name a host of the node's own /etc/hosts.
    ...(question.flow.follow === true ? { names: true } : {}),
    timeout: wait * rounds + (gap ?? 0) * 1000 * count + 5000,
  });
  const results = new Map(readLines(outcome.stdout).map((result) => [result.id, result]));
  return pairs.map((pair, i) => {
    const found = Array.from({ length: count }, (_, turn) => results.get(idOf(turn, i)));
    return {
      from: pair.from,
      to: pair.to,
      ...(count > 1 || question.requests !== undefined
        ? judgeAll(found, outcome, pair, question, (argv) => runner.typed(node, argv))
        : judgeOne(found[0], outcome, pair, question, (argv) => runner.typed(node, argv))),
    };
  });
}

const idOf = (turn: number, pair: number): string => `${turn}/${pair}`;

type Typed = (argv: readonly string[]) => string;
type Judged = Omit<PairVerdict, 'from' | 'to'>;

function judgeOne(
  result: FlowResult | undefined,
  outcome: Outcome,
  pair: Pair,
  question: FlowQuestion,
  typedAs: Typed,
): Judged {
  const output = result ? JSON.stringify(result) : outcome.stderr.trim();
  const evidence = [{ command: typedAs(typed(question, pair)), output }];
  if (!result) return { ...couldNotRun('python3', outcome), evidence };
  return { ...judgeFlow(result, question.expect, canonical), evidence, packet: sentTo(pair, question) };
}

function judgeAll(
  found: readonly (FlowResult | undefined)[],
  outcome: Outcome,
  pair: Pair,
  question: FlowQuestion,
  typedAs: Typed,
): Judged {
  const results = found.flatMap((result) => result ?? []);
  const bad = results.find((result) => judgeFlow(result, question.expect, canonical).status !== 'pass');
  const output = [
    results.length === 0 ? [] : summaryOf(results, question.expect),
    bad ? JSON.stringify(bad) : [],
    results.length < found.length ? outcome.stderr.trim() : [],
  ]
    .flat()
    .join('\n');
  const evidence = [{ command: typedAs(typedLoop(question, pair)), output }];
  if (results.length < found.length) return { ...couldNotRun('python3', outcome), evidence };
  const count = question.requests ?? results.length;
  return {
    ...judgeFlows(results, count, question.expect, canonical),
    evidence,
    packet: sentTo(pair, question),
  };
}

/**
 * Seconds to wait for the first bytes of a TCP server if the check does not need them. Most servers wait for a request.
 */
const brief = 0.2;

const wantsWords = ({ outcome, by, saw, same, body }: FlowExpectation): boolean =>
  outcome === 'reset' || [by, saw, same, body].some((word) => word !== undefined);

function readLines(stdout: string): FlowResult[] {
  return stdout.split('\n').flatMap((line) => {
    if (!line.startsWith('{')) return [];
    try {
      return [JSON.parse(line) as FlowResult];
    } catch {
      return []; // a line that was cut when the program was killed; its flow counts as not run
    }
  });
}

const canonical = (address: string): string => {
  const ip = parseIp(address);
  return ip ? formatIp(ip) : address;
};
