/** Logs of the processes that a lab has started, each line after the name of its node and process. */
import { findJournal } from '../apply/journal.ts';
import type { Journal, Started } from '../model/journal.ts';
import type { Stream } from '../model/place.ts';
import type { UpLab } from './find-up.ts';
import { interruptible } from './interrupt.ts';
import type { Output } from './verb.ts';

/** The process that holds a node's mounts is netlab's own and says nothing. */
export const startedIn = (journal: Journal, node: string | undefined): readonly Started[] =>
  journal.processes.filter(
    (one) => (node === undefined || one.node === node) && !isMountHolder(one, journal),
  );

const isMountHolder = ({ pid }: Started, { nodes }: Journal): boolean =>
  nodes.some((node) => node.mounts === pid);

function prefixes(started: readonly Started[], out: Output): (step: Started) => string {
  const name = (step: Started) => `${step.node} ${step.name}`;
  const width = Math.max(...started.map((step) => name(step).length));
  return (step) => out.paint.dim(`${name(step).padEnd(width)} | `);
}

export async function print({ place }: UpLab, started: readonly Started[], out: Output): Promise<number> {
  const prefix = prefixes(started, out);
  for (const step of started) {
    const text = (await place.read(step.log)) ?? '';
    if (text !== '')
      out.result(
        text
          .replace(/\n$/, '')
          .split('\n')
          .map((line) => prefix(step) + line)
          .join('\n'),
      );
  }
  return 0;
}

/** Milliseconds between two looks whether the lab is still there. */
const pause = 1000;

export async function follow(
  { place, journal }: UpLab,
  started: readonly Started[],
  out: Output,
): Promise<number> {
  const prefix = prefixes(started, out);
  const streams = started.map((step) => place.open({ argv: ['tail', '-n', '+1', '-F', '--', step.log] }));
  const end = () => {
    for (const stream of streams) stream.kill();
  };
  const look = setInterval(() => {
    const seen = findJournal(place, journal.lab);
    seen.then(({ kind }) => kind === 'none' && end(), end);
  }, pause);
  return interruptible(async (signal) => {
    signal.addEventListener('abort', end);
    // Whoever read this has had enough.
    process.stdout.once('error', end);
    try {
      await Promise.all(streams.map((stream, i) => copy(stream, prefix(started[i]!), out)));
    } finally {
      clearInterval(look);
      process.stdout.off('error', end);
    }
    return signal.aborted ? 130 : 0;
  });
}

/** Whole lines, so that processes do not write into each other's. */
async function copy(stream: Stream, before: string, out: Output): Promise<void> {
  const decoder = new TextDecoder();
  let rest = '';
  for await (const chunk of stream.stdout) {
    const lines = (rest + decoder.decode(chunk, { stream: true })).split('\n');
    rest = lines.pop()!;
    for (const line of lines) out.result(before + line);
  }
  if (rest !== '') out.result(before + rest);
}
