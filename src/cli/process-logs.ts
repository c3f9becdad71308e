/** Logs of the processes that a lab has started, each line after the name of its node and process. */
import { findJournal } from '../apply/journal.ts';
import type { Journal } from '../model/journal.ts';
import type { Stream } from '../model/place.ts';
import type { StartStep } from '../model/plan.ts';
import type { UpLab } from './find-up.ts';
import type { Output } from './verb.ts';

/** The process that holds a node's mounts is netlab's own and says nothing. */
export const startedIn = (journal: Journal, node: string | undefined): readonly StartStep[] =>
  journal.plan.steps.flatMap((step) =>
    step.kind === 'start' && (node === undefined || step.node === node) && !isMountHolder(step, journal)
      ? [step]
      : [],
  );

const isMountHolder = (step: StartStep, journal: Journal): boolean =>
  journal.plan.nodes.some((node) => node.mounts === step.pid);

function prefixes(started: readonly StartStep[], out: Output): (step: StartStep) => string {
  const name = (step: StartStep) => `${step.node} ${step.name}`;
  const width = Math.max(...started.map((step) => name(step).length));
  return (step) => out.paint.dim(`${name(step).padEnd(width)} | `);
}

export async function print({ place }: UpLab, started: readonly StartStep[], out: Output): Promise<number> {
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
  started: readonly StartStep[],
  out: Output,
): Promise<number> {
  const prefix = prefixes(started, out);
  const streams = started.map((step) => place.open({ argv: ['tail', '-n', '+1', '-F', '--', step.log] }));
  let exit = 0;
  const end = () => {
    for (const stream of streams) stream.kill();
  };
  const interrupted = () => {
    exit = 130;
    end();
  };
  process.once('SIGINT', interrupted);
  process.once('SIGTERM', interrupted);
  const look = setInterval(async () => {
    if ((await findJournal(place, journal.lab)).kind !== 'none') return;
    clearInterval(look);
    end();
  }, pause);
  try {
    await Promise.all(streams.map((stream, i) => copy(stream, prefix(started[i]!), out)));
  } finally {
    clearInterval(look);
    process.off('SIGINT', interrupted);
    process.off('SIGTERM', interrupted);
  }
  return exit;
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
