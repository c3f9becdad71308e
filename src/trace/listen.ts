/**
 * Reads a program that prints a line of JSON for each event, from the line that reports it is listening until it is
 * interrupted.
 */
import type { Stream } from '../model/place.ts';

export interface LineListener {
  /** Resolves when the program listens; otherwise rejects with its error output. */
  readonly listening: Promise<void>;
  /** Resolves when the program has printed all events and exited. */
  stop(): Promise<void>;
  kill(): void;
}

/** Milliseconds. */
const insist = 1000;

/** `take` receives each line, and returns true for the one that reports that the program listens. */
export function listen<Line>(stream: Stream, name: string, take: (line: Line) => boolean): LineListener {
  const said: string[] = [];
  let begun: () => void = () => undefined;
  const started = new Promise<void>((resolve) => {
    begun = resolve;
  });
  const read = (async () => {
    for await (const line of linesOf(stream.stdout)) if (take(JSON.parse(line) as Line)) begun();
  })();
  const heard = (async () => {
    for await (const line of stream.stderr) said.push(line);
  })();
  const ended = Promise.all([read, heard, stream.done]);
  const listening = Promise.race([
    started,
    ended.then(() => Promise.reject(new Error(said.join('; ') || `${name} exited at once`))),
  ]);
  listening.catch(() => undefined);
  ended.catch(() => undefined);
  return {
    listening,
    async stop() {
      // On a busy machine, the first signal may arrive too early. So it is repeated until the program exits.
      stream.interrupt();
      const again = setInterval(() => stream.interrupt(), insist);
      await ended.finally(() => clearInterval(again));
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
