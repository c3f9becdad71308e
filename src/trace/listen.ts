/** A program that prints a line of JSON for each thing that it sees, from the moment it says that it listens until it is interrupted. */
import type { Stream } from '../model/place.ts';

export interface Listener {
  /** Resolves when it listens; rejects with what it said otherwise. */
  readonly listening: Promise<void>;
  /** Resolves when it has handed on all that it saw, and ended. */
  stop(): Promise<void>;
  kill(): void;
}

/** Milliseconds. */
const insist = 1000;

/** `take` gets each line, and tells which one says that it listens. */
export function listen<Line>(stream: Stream, name: string, take: (line: Line) => boolean): Listener {
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
    ended.then(() => Promise.reject(new Error(said.join('; ') || `${name} ended at once`))),
  ]);
  listening.catch(() => undefined);
  ended.catch(() => undefined);
  return {
    listening,
    async stop() {
      // Once may be too early for it, on a busy machine: it says at its end that it ended.
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
