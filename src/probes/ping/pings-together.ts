/**
 * Tests many pairs at once: one program sends all requests, where one ping for each pair would take 3 ms of CPU time.
 * It finds only the pairs that reply as expected. ping itself tests the others, because it recognizes every kind of
 * error. So every failure and every report comes from ping.
 */
import { parseIp } from '../../base/cidr.ts';
import { namespacePath } from '../../model/owned.ts';
import inNamespace from '../../programs/in-namespace.py';
import pings from '../../programs/pings.py';
import { python } from '../../programs/run-python.ts';
import type { Pair } from '../pairs.ts';
import type { Runner } from '../probe.ts';
import { judgePing } from './judge.ts';
import type { PingQuestion } from './question.ts';

/** Fewer pairs are as fast with ping: Python takes as long to start as eight pings. */
export const few = 8;
/** Pairs and source nodes of one round. Each takes a file descriptor, and 1024 are the usual limit. */
const most = { pairs: 4000, nodes: 500 };
/**
 * New neighbor entries of one round, and the milliseconds until the next. All namespaces share one table: 1,024 entries by default
 * (gc_thresh3), and the kernel frees none in the five seconds after its last update (neigh_forced_gc in net/core/neighbour.c). The
 * rest is for other programs of the machine.
 */
const neighbors = { most: 768, freedAfter: 5000 };
/** A node and its router have an entry of each other. */
const perNode = 2;
/** The default of ping. */
const payload = 56;

/** Only if one reply decides, and the program supports all options of the request. */
export const canAskTogether = ({ count, source, ttl, expect }: PingQuestion): boolean =>
  count === 1 &&
  source === undefined &&
  ttl === undefined &&
  expect.outcome === 'ok' &&
  Object.entries(expect).every(([key, value]) => value === undefined || ['outcome', 'ttl'].includes(key));

const isPlain = ({ dev, address }: Pair): boolean => dev === undefined && parseIp(address)?.family === 4;

/** The pairs with the expected reply, and the result. */
export async function askTogether(
  pairs: Iterable<Pair>,
  question: PingQuestion,
  wait: number,
  runner: Runner,
): Promise<ReadonlyMap<string, string>> {
  const answered = new Map<string, string>();
  let free = 0;
  for (const { pairs: round, added } of rounds(pairs)) {
    const now = performance.now();
    if (added > 0 && free > now) await runner.pause(free - now);
    if (added > 0) free = performance.now() + neighbors.freedAfter;
    const ttls = await ask(round, question, wait, runner);
    round.forEach((pair, i) => {
      const ttl = ttls[i];
      if (typeof ttl !== 'number') return;
      const replies = [{ from: pair.address, ttl, strange: false }];
      const output = { sent: 1, received: 1, duplicates: 0, replies, errors: [] };
      const { status, saw } = judgePing(output, question.expect, 1);
      if (status === 'pass') answered.set(keyOf(pair), saw);
    });
  }
  return answered;
}

export const keyOf = ({ from, to, address }: Pair): string => `${from} ${to} ${address}`;

interface Round {
  readonly pairs: readonly Pair[];
  /** Neighbor entries that no earlier round has made. */
  readonly added: number;
}

/** Nodes that an earlier round asked have their entries. */
export function* rounds(pairs: Iterable<Pair>): Generator<Round> {
  let round: Pair[] = [];
  let added = 0;
  const nodes = new Set<string>();
  const known = new Set<string>();
  for (const pair of pairs) {
    if (!isPlain(pair)) continue;
    const ends = [pair.from, pair.to].filter((end) => !known.has(end));
    const full = round.length === most.pairs || (nodes.size === most.nodes && !nodes.has(pair.from));
    if (full || added + ends.length * perNode > neighbors.most) {
      yield { pairs: round, added };
      round = [];
      added = 0;
      nodes.clear();
    }
    for (const end of ends) known.add(end);
    added += ends.length * perNode;
    nodes.add(pair.from);
    round.push(pair);
  }
  if (round.length > 0) yield { pairs: round, added };
}

async function ask(
  pairs: readonly Pair[],
  { size = payload, df }: PingQuestion,
  wait: number,
  runner: Runner,
): Promise<readonly unknown[]> {
  const namespaces = new Map(runner.nodes.map(({ name, namespace }) => [name, namespace]));
  const from: [path: string, asked: (readonly [mark: number, address: string])[]][] = [];
  let last: string | undefined;
  for (const pair of pairs) {
    if (pair.from !== last) from.push([namespacePath(namespaces.get(pair.from)!), []]);
    last = pair.from;
    from.at(-1)![1].push([runner.mark(), pair.address]);
  }
  const input = JSON.stringify({ wait: wait / 1000, size, df, from });
  const { exit, stdout } = await runner.exec(null, python(`${inNamespace}\n${pings}`), {
    input,
    timeout: wait + 10_000,
  });
  // Without python3, or if a namespace does not exist, ping reports the error.
  return exit === 0 ? (JSON.parse(stdout) as unknown[]) : [];
}
