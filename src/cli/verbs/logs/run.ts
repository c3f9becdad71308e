/** Logs of the processes that a lab has started, each line after the name of its node and process. */
import { findJournal } from '../../../apply/journal.ts';
import { terminalText } from '../../../base/terminal-text.ts';
import { findNode, findUp, type UpLab } from '../../../engine/find-up.ts';
import { startedIn } from '../../../engine/lab-processes.ts';
import type { Started } from '../../../model/journal.ts';
import type { Stream } from '../../../model/place.ts';
import { callerOf } from '../../caller.ts';
import { runInterruptible } from '../../interrupt.ts';
import type { Call, Output } from '../../verb.ts';

export async function runLogs(call: Call): Promise<number> {
  const { args, options, out } = call;
  const lab = await findUp(String(args[0]), callerOf(call));
  const node = args[1] === undefined ? undefined : findNode(lab.journal, String(args[1]));
  const started = startedIn(lab.journal, node?.name);
  if (started.length === 0) {
    out.note(`${node ? `${node.name} of ${lab.journal.lab}` : lab.journal.lab} runs no process: no logs`);
    return 0;
  }
  return options.follow ? follow(lab, started, out) : print(lab, started, out);
}

function prefixes(started: readonly Started[], out: Output): (step: Started) => string {
  const name = (step: Started) => `${step.node} ${step.name}`;
  const width = Math.max(...started.map((step) => name(step).length));
  return (step) => out.paint.dim(`${name(step).padEnd(width)} | `);
}

async function print({ place }: UpLab, started: readonly Started[], out: Output): Promise<number> {
  const prefix = prefixes(started, out);
  let unread = false;
  for (const step of started) {
    const log = place.open({ argv: regular(step.log, ['cat']) });
    const end = () => log.kill();
    process.stdout.once('error', end);
    await copy(log, prefix(step), out);
    process.stdout.off('error', end);
    const { exit, stderr } = await log.done;
    if (!exit) continue;
    unread = true;
    out.note(`${step.node} ${step.name}: its log cannot be read: ${terminalText(stderr.trim())}`);
  }
  return unread ? 4 : 0;
}

/** A process of the lab may have put another file there: a FIFO never ends, and a link leads out of the lab's folder. */
const regular = (log: string, read: readonly string[]): readonly string[] => [
  ...[
    'sh',
    '-c',
    '[ -f "$0" ] && [ ! -L "$0" ] || { echo "$0 is not a file" >&2; exit 1; }; exec "$@" -- "$0"',
  ],
  ...[log, ...read],
];

/** Milliseconds between two looks whether the lab is still there. */
const pause = 1000;

async function follow({ place, journal }: UpLab, started: readonly Started[], out: Output): Promise<number> {
  const prefix = prefixes(started, out);
  const streams = started.map((step) => place.open({ argv: regular(step.log, ['tail', '-n', '+1', '-F']) }));
  const end = () => {
    for (const stream of streams) stream.kill();
  };
  const look = setInterval(() => {
    const seen = findJournal(place, journal.lab);
    seen.then(({ kind }) => kind === 'none' && end(), end);
  }, pause);
  return runInterruptible(async (signal) => {
    signal.addEventListener('abort', end);
    // The reader closed the pipe.
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

/** A longer line is printed in parts. */
const longestLine = 65_536;

/** Whole lines, so that processes do not write into each other's. A slow reader of the output slows the reading of the log. */
async function copy(stream: Stream, before: string, out: Output): Promise<void> {
  const decoder = new TextDecoder();
  let rest = '';
  for await (const chunk of stream.stdout) {
    const lines = (rest + decoder.decode(chunk, { stream: true })).split('\n');
    rest = lines.pop()!;
    for (const line of lines) out.result(before + line);
    if (rest.length > longestLine) {
      out.result(before + rest);
      rest = '';
    }
    if (process.stdout.writableNeedDrain) await drained();
  }
  if (rest !== '') out.result(before + rest);
}

/** A reader that has gone never drains; `copy` then ends with the stream. */
const drained = (): Promise<void> =>
  new Promise((resolve) => {
    const over = () => {
      process.stdout.off('drain', over).off('error', over);
      resolve();
    };
    process.stdout.on('drain', over).on('error', over);
  });
