/**
 * Runs one trace: reads the counters, listens on all interfaces, sends the packet, waits for late packets, reads the
 * counters again, and looks up the routes. The lab does not change, except for the table of verdicts.py, which the
 * kernel removes at the end.
 */
import { setTimeout as sleep } from 'node:timers/promises';
import { shellLine } from '../base/quote.ts';
import type { Outcome, Stream } from '../model/place.ts';
import type { PlanNode } from '../model/plan.ts';
import { encapsulations } from '../packet/encapsulations.ts';
import { arrives } from './arrives.ts';
import { assemble, routedVisits } from './assemble.ts';
import { flowOf } from './flow.ts';
import { follow } from './follow.ts';
import { join, notJoined } from './identity/join.ts';
import { type Skbs, watchSkbs } from './identity/skb.ts';
import type { MovingAddresses } from './moving-address.ts';
import { type Readings, readingScript, readReadings } from './readings.ts';
import type { Sighting } from './sighting.ts';
import { endOf, senderOf, sentBy, type TraceRequest } from './stimulus.ts';
import type { Trace } from './trace.ts';
import { entriesScript, readTracked, type Tracked } from './tracked.ts';
import { Unread } from './unread.ts';
import { type Verdicts, watchVerdicts } from './verdicts.ts';
import { routeQuestion } from './visits.ts';
import { type Watched, watch } from './watch.ts';

/** The functions that the caller provides. */
export interface Hands {
  readonly nodes: readonly PlanNode[];
  script(text: string): Promise<Outcome>;
  run(node: string, argv: readonly string[], input: string | undefined, timeout: number): Promise<Outcome>;
  /** Runs in the place itself. */
  open(argv: readonly string[]): Stream;
  readonly pace: number;
  /** The parent of each macvlan and ipvlan: `box:eth0` is on `host:eth0`. */
  readonly parents?: ReadonlyMap<string, string>;
  readonly moving?: MovingAddresses;
  /** Whether to trace the rules that the packet matches. Otherwise they are derived from the counters. */
  readonly rules?: boolean;
  /** Whether to read the kernel's events about packets, with drop reasons. They cover the whole machine. */
  readonly skbs?: boolean;
}

export interface Conducted {
  readonly trace: Trace;
  readonly lost: number;
}

/** Milliseconds to wait after the sender has exited, for an ICMP error or an acknowledgment. */
const late = 60;
const grace = 5000;

export async function conduct(asked: TraceRequest, hands: Hands): Promise<Conducted> {
  const before = await read(hands);
  const listener = watch(hands.open, hands.nodes, tunnelPorts(before));
  const judge = watchVerdicts(hands.open, hands.rules ? hands.nodes : [], before);
  const memory = hands.skbs ? watchSkbs(hands.open, before) : undefined;
  let watched: Watched;
  let verdicts: Verdicts;
  let skbs: Skbs | string | undefined;
  let ended: Outcome;
  try {
    await Promise.all([listener.listening, judge.listening, memory?.listening]);
    const { argv, input } = senderOf(asked);
    ended = await hands.run(asked.from, argv, input, asked.wait * 1000 + grace);
    await sleep(late * hands.pace);
    [watched, verdicts, skbs] = await Promise.all([listener.stop(), judge.stop(), memory?.stop()]);
  } catch (error) {
    listener.kill();
    judge.kill();
    memory?.kill();
    throw error;
  }
  const after = await read(hands);
  const { sightings: seen, lost } = watched;
  const joined = typeof skbs === 'object' ? join(seen, skbs) : notJoined(skbs);
  const followed = follow(sentBy(asked), seen, after, joined);
  const visits = routedVisits([followed.way, followed.reply, followed.later], after).flatMap((visit) => {
    const hop = visit.left ?? visit.came;
    const argv = routeQuestion(visit);
    return hop && argv ? [{ hop, node: hop.node, argv }] : [];
  });
  const ends = endQuestions(asked, followed.way?.hops.at(-1), after);
  const answers = await askRoutes([...visits, ...ends], hands);
  const routes = new Map(visits.map(({ hop }, i) => [hop, answers[i]!]));
  const atEnd = answers[visits.length];
  const tracked = await askTracked(followed.way?.hops.at(-1), after, hands);
  const end = endOf(asked, ended.stdout, ended.stderr, ended.exit);
  return {
    trace: assemble({
      asked,
      ended: end,
      followed,
      seen,
      before,
      after,
      routes,
      verdicts,
      joined,
      parents: hands.parents ?? new Map(),
      moving: hands.moving ?? new Map(),
      ...(tracked ? { tracked } : {}),
      ...(atEnd === undefined ? {} : { [followed.way ? 'routeBack' : 'routeOfSender']: atEnd }),
    }),
    lost,
  };
}

async function printed(hands: Hands, script: string): Promise<string> {
  const { stdout, stderr, exit, timedOut } = await hands.script(script);
  if (exit === 0) return stdout;
  const why = timedOut ? 'timed out' : stderr.trim();
  throw new Unread(`the state of the nodes cannot be read${why === '' ? '' : `: ${why}`}`);
}

const read = async (hands: Hands): Promise<Readings> =>
  readReadings(await printed(hands, readingScript(hands.nodes)));

/** The UDP ports of tunnels in the lab. */
function tunnelPorts(readings: Readings): Readonly<Record<string, readonly number[]>> {
  const links = [...readings.values()].flatMap((reading) => reading.links);
  return Object.fromEntries(
    encapsulations.map(({ name, devices = [] }) => [
      name,
      links.flatMap(({ linkinfo }) =>
        devices.includes(linkinfo?.info_kind) ? (linkinfo.info_data?.port ?? []) : [],
      ),
    ]),
  );
}

interface RouteQuestion {
  readonly node: string;
  readonly argv: readonly string[];
}

/** The routes to look up where no packet was sent: the sender's route, or the route of the reply. */
function endQuestions(
  asked: TraceRequest,
  last: Sighting | undefined,
  readings: Readings,
): readonly RouteQuestion[] {
  const question = (node: string, dst: string, source?: string) => ({
    node,
    argv: [
      ...['ip', ...(dst.includes(':') ? ['-6'] : []), 'route', 'get', 'fibmatch', dst],
      ...(source === undefined ? [] : ['from', source]),
    ],
  });
  if (!last) return [question(asked.from, asked.address, asked.source)];
  const flow = flowOf(last.frame);
  return arrives(last, readings) && flow ? [question(last.node, flow.src, flow.dst)] : [];
}

async function askTracked(
  last: Sighting | undefined,
  readings: Readings,
  hands: Hands,
): Promise<Tracked | undefined> {
  const flow = last && flowOf(last.frame);
  const namespace = hands.nodes.find(({ name }) => name === last?.node)?.namespace;
  if (!last || !flow || namespace === undefined || last.direction === 'out' || arrives(last, readings))
    return undefined;
  return readTracked(await printed(hands, entriesScript(namespace, flow)), flow);
}

async function askRoutes(questions: readonly RouteQuestion[], hands: Hands): Promise<readonly string[]> {
  if (questions.length === 0) return [];
  const text = questions
    .map(({ node, argv }) => {
      const namespace = hands.nodes.find(({ name }) => name === node)?.namespace ?? '';
      return `printf '\\036'; ${shellLine(['ip', '-n', namespace, ...argv.slice(1)])} 2>&1`;
    })
    .join('\n');
  const answers = (await printed(hands, `${text}\n:`)).split('\x1e').slice(1);
  return questions.map((_, i) => oneLine(answers[i] ?? ''));
}

const oneLine = (text: string): string => text.trim().replace(/\s+/g, ' ');
