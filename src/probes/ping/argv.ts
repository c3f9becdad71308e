/** The command line of one ping. */
import type { Pair } from '../pairs.ts';
import type { PingQuestion } from './question.ts';

export function pingArgv(pair: Pair, q: PingQuestion, mark: number, wait: number): readonly string[] {
  return [
    ...['ping', '-n', '-e', String(mark), '-c', String(q.count), '-W', String(Math.ceil(wait) / 1000)],
    ...(q.count > 1 ? ['-i', String(q.interval)] : []),
    ...(q.size === undefined ? [] : ['-s', String(q.size)]),
    ...(q.df ? ['-M', 'do'] : []),
    ...(q.ttl === undefined ? [] : ['-t', String(q.ttl)]),
    ...(pair.dev === undefined ? [] : ['-I', pair.dev]),
    ...(q.source === undefined ? [] : ['-I', q.source]),
    pair.address,
  ];
}
