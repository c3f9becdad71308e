/** A running process whose output is read as it comes: a capture. */
import { briefly, type Outcome, type Stream } from '../../model/place.ts';
import { KeptOutput } from './kept-output.ts';
import { Lines } from './queue.ts';
import { begin, signalGroup } from './spawn.ts';

export function stream(argv: readonly string[]): Stream {
  const child = begin(argv, { system: true });
  if (child instanceof Promise) return broken(child);
  const lines = new Lines();
  const text = new KeptOutput(briefly);
  const decoder = new TextDecoder();
  child.stdin?.on('error', () => undefined);
  child.stdin?.end();
  child.stderr?.on('data', (chunk: Buffer) => {
    text.push(chunk);
    lines.write(decoder.decode(chunk, { stream: true }));
  });
  const done = new Promise<Outcome>((resolve) => {
    const finish = (outcome: Outcome) => {
      lines.end();
      resolve(outcome);
    };
    const ended = () => finish({ exit: child.exitCode, stdout: '', stderr: text.text(), timedOut: false });
    let exited = false;
    let closed = false;
    child.on('error', () => undefined);
    child.stderr?.on('close', () => {
      closed = true;
      if (exited) ended();
    });
    child.on('exit', () => {
      exited = true;
      // A grandchild may hold the pipe; standard output is its reader's own business. On a busy machine what the process said
      // last is read some time after its end.
      if (closed) ended();
      else setTimeout(ended, 2000).unref();
    });
  });
  return {
    stdout: child.stdout as AsyncIterable<Uint8Array>,
    stderr: lines,
    done,
    interrupt: () => signalGroup(child, 'SIGINT'),
    kill: () => signalGroup(child, 'SIGKILL'),
  };
}

/** Of a process that could not be started. */
export function broken(done: Promise<Outcome>): Stream {
  // A reader of the output alone sees its end.
  done.catch(() => undefined);
  return { stdout: nothing(), stderr: nothing(), done, interrupt: () => undefined, kill: () => undefined };
}

async function* nothing<T>(): AsyncGenerator<T> {}
