/**
 * Reads a program that prints a line of JSON for each event, from the line that reports it is listening until it is
 * interrupted.
 */
import type { Stream } from '../model/place.ts';

export interface LineListener {
  /** Resolves when the program listens; otherwise rejects with its error output. */
  readonly listening: Promise<void>;
  /** Interrupts the program. Resolves when it has printed all events. */
  stop(): Promise<void>;
  kill(): void;
}

/** Milliseconds. */
const insist = 1000;

/** Python prints the number of an error before its text. */
const withoutNumbers = (text: string): string => text.replaceAll(/\[Errno \d+\] /g, '');

/**
 * `take` receives each line, and returns true for the one that reports that the program listens. `isComplete` returns
 * true after the last line; by default `stop` waits until the program has exited.
 */
export function listen<Line>(
  stream: Stream,
  name: string,
  take: (line: Line) => boolean,
  isComplete: () => boolean = () => false,
): LineListener {
  const said: string[] = [];
  let [begin, complete] = [() => {}, () => {}];
  const [begun, completed] = [
    new Promise<void>((resolve) => (begin = resolve)),
    new Promise<void>((resolve) => (complete = resolve)),
  ];
  const read = (async () => {
    for await (const line of linesOf(stream.stdout)) {
      if (take(JSON.parse(line) as Line)) begin();
      if (isComplete()) complete();
    }
  })();
  const heard = (async () => {
    for await (const line of stream.stderr) said.push(line);
  })();
  const ended = Promise.all([read, heard, stream.done]);
  const listening = Promise.race([
    begun,
    ended.then(() => Promise.reject(new Error(withoutNumbers(said.join('; ')) || `${name} exited at once`))),
  ]);
  listening.catch(() => undefined);
  ended.catch(() => undefined);
  return {
    listening,
    async stop() {
      // On a busy machine, the first signal may arrive too early. So it is repeated until the program exits.
      stream.interrupt();
      const again = setInterval(() => stream.interrupt(), insist);
      await Promise.race([completed, ended]).finally(() => clearInterval(again));
    },
    kill: () => stream.kill(),
  };
}

async function* linesOf(chunks: AsyncIterable<Uint8Array>): AsyncIterable<string> {
  const decoder = new TextDecoder();
  let rest = '';
  for await (const chunk of chunks) {
    const lines = `${rest}${decoder.decode(chunk, { stream: true })}`.split('\n');
    rest = lines.pop() ?? '';
    yield* lines.filter((line) => line !== '');
  }
}
