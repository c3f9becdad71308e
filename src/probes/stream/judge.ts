/** Judges a stream of numbered packets: how many were lost, and which nodes replied in turn. Pure. */
import type { Status } from '../../model/report.ts';
import { holds, type Range, sayRange } from '../range.ts';

/** A line of the output of programs/stream.py. */
export type StreamLine = { readonly sent: number } | { readonly number: number; readonly by: string };

export interface StreamExpectation {
  readonly lost?: Range;
  /** The nodes that reply, in their order. */
  readonly by?: readonly string[];
}

export interface StreamSeen {
  /** The number of the last packet. Packets are numbered from 1. */
  readonly sent: number;
  /** The responder of each packet by its number. */
  readonly replies: ReadonlyMap<number, string>;
}

export interface StreamJudgement {
  readonly status: Status;
  readonly saw: string;
}

/** Packets in a row that show that replies have begun, or have come back. */
export const steady = 10;

/**
 * The number of the first of those packets, if each packet from it on was answered, by this node if it is given. The very last
 * packet may be on its way. All of them were sent after the packet `after`.
 */
export function steadySince({ sent, replies }: StreamSeen, after: number, by?: string): number | undefined {
  const last = replies.has(sent) ? sent : sent - 1;
  const first = last - steady + 1;
  if (first <= after) return undefined;
  const numbers = Array.from({ length: steady }, (_, i) => first + i);
  return numbers.every((number) => replies.has(number) && (by ?? replies.get(number)) === replies.get(number))
    ? first
    : undefined;
}

/**
 * `first` is the number of the first packet that counts, `after` that of the last packet before the last event. Packets after the
 * last reply may be on their way.
 */
export function judgeStream(
  seen: StreamSeen,
  expect: StreamExpectation,
  { first, after }: { readonly first: number; readonly after: number },
): StreamJudgement {
  const { sent, replies } = seen;
  const numbers = [...replies.keys()].filter((number) => number >= first).sort((a, b) => a - b);
  const last = numbers.at(-1);
  if (last === undefined) return { status: 'fail', saw: `no reply to ${sent} packets` };
  const lost = last - first + 1 - numbers.length;
  const runs = numbers
    .map((number) => ({ number: number - first + 1, by: replies.get(number)! }))
    .filter(({ by }, i, all) => by !== all[i - 1]?.by);
  const saw = `${lost} of ${last - first + 1} packets lost; ${sayRuns(runs)}`;
  if (steadySince(seen, after) === undefined)
    return { status: 'fail', saw: `${saw}; ${sent - last} more without a reply` };
  const right =
    (!expect.lost || holds(expect.lost, lost)) &&
    (!expect.by || expect.by.join(' ') === runs.map(({ by }) => by).join(' '));
  return { status: right ? 'pass' : 'fail', saw };
}

/** `lb1 replied, then lb2 from packet 51`. */
const sayRuns = (runs: readonly { readonly number: number; readonly by: string }[]): string =>
  runs
    .map(({ number, by }, i) => (i === 0 ? `${by} replied` : `then ${by} from packet ${number}`))
    .join(', ');

export function sayStream({ lost, by }: StreamExpectation, most: number): string {
  const parts = [
    lost ? `${sayRange(lost, most)} packets lost` : '',
    by ? `replies from ${by.join(', then ')}` : '',
  ].filter((part) => part !== '');
  return parts.length > 0 ? parts.join(', ') : 'replies before and after';
}
