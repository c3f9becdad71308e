/** A place where an agent works: every word of the contract is a request to it. The agent is started by the first one. */
import { terminalText } from '../../base/terminal-text.ts';
import {
  briefly,
  type Command,
  type Lock,
  type LockAnswer,
  type Outcome,
  type Place,
  type RunOptions,
  type Stream,
} from '../../model/place.ts';
import { endedFor, KeptOutput, usualBound } from '../process/kept-output.ts';
import { Lines, Queue } from '../process/queue.ts';
import { whole } from '../process/whole-script.ts';
import { missingProgram } from '../requirements/missing-program.ts';
import type { Agent } from './agent.ts';

export interface AgentPlace extends Place {
  /** Ends the agent, if it was started; a place is not used any more then. */
  close(): Promise<void>;
}

export interface Reach {
  readonly name: string;
  readonly start: () => Promise<Agent>;
  /** Runs argv there, on this terminal. */
  readonly attach: (argv: readonly string[]) => Promise<number>;
}

export function agentPlace({ name, start, attach }: Reach): AgentPlace {
  let started: Promise<Agent> | undefined;
  const agent = () => {
    started ??= start();
    return started;
  };
  const ask = async <T>(op: string, words: object = {}) => (await (await agent()).ask(op, words)) as T;
  const run = async (words: Words, options: RunOptions = {}) =>
    missingProgram(await finish(agent, words, options));
  return {
    name,
    directory: '/run/netlab',
    script: (text, options) => run({ argv: ['sh'], input: whole(text).join('') }, options),
    run: ({ argv, node, names }, { input, ...options } = {}) => run({ argv, node, names, input }, options),
    open: (command) => stream(agent, command),
    async attach({ argv, node, names }) {
      try {
        return await attach(await ask<readonly string[]>('enter', { argv, node, names }));
      } catch (error) {
        if ((error as Error).name !== 'Error') throw error;
        process.stderr.write(terminalText(`${(error as Error).message}\n`));
        return 1;
      }
    },
    read: async (path) => (await ask<string | null>('read', { path })) ?? undefined,
    write: (path, text) => ask('write', { path, text: typeof text === 'string' ? text : [...text].join('') }),
    remove: (path) => ask('remove', { path }),
    list: (path) => ask('list', { path }),
    namespaces: async () => new Map(Object.entries(await ask<Record<string, number>>('namespaces'))),
    async owned(lab) {
      const found = await ask<{ namespaces: Record<string, number>; links: readonly string[] }>('owned', {
        lab,
      });
      return { ...found, namespaces: new Map(Object.entries(found.namespaces)) };
    },
    removeOwned: (lab) => ask('removeOwned', { lab }),
    processes: () => ask('processes'),
    end: (some, grace) => ask('end', { some, grace }),
    async lock(lab) {
      const answer = await ask<{ lock: number } | Exclude<LockAnswer, { lock: Lock }>>('lock', { lab });
      if (!('lock' in answer)) return answer;
      const descriptor = answer.lock;
      const release = ({ remove: gone = false } = {}) => ask<void>('release', { descriptor, gone });
      return { lock: { descriptor, release } };
    },
    bootId: () => ask('boot'),
    close: async () => (await started?.catch(() => undefined))?.close(),
  };
}

interface Words extends Command {
  readonly input?: string | undefined;
}

const nothingSaid = { stdout: '', stderr: '', timedOut: false };

async function finish(
  agent: () => Promise<Agent>,
  words: Words,
  { timeout, signal, lock, output = usualBound }: RunOptions,
): Promise<Outcome> {
  const there = await agent();
  if (signal?.aborted) return { exit: null, ...nothingSaid };
  return new Promise((resolve, reject) => {
    let tooMuch = false;
    const kill = () => running.signal('KILL');
    const exceeded = () => {
      tooMuch = true;
      kill();
    };
    const stdout = new KeptOutput(output, exceeded);
    const stderr = new KeptOutput(output, exceeded);
    const over = () => signal?.removeEventListener('abort', kill);
    const keep = (kept: KeptOutput) => (chunk: Buffer) => {
      kept.push(chunk);
      running.took(chunk.length);
    };
    const running = there.start(
      { ...words, timeout, lock: lock?.descriptor },
      {
        stdout: keep(stdout),
        stderr: keep(stderr),
        done(ended) {
          over();
          const said = `${stderr.text()}${tooMuch ? endedFor(output) : ''}`;
          const exit = tooMuch ? null : ended.exit;
          resolve({ ...ended, exit, stdout: stdout.text(), stderr: said });
        },
        lost(error) {
          over();
          reject(error);
        },
      },
    );
    signal?.addEventListener('abort', kill, { once: true });
  });
}

/** A signal that comes before the start is sent right after it. */
function stream(agent: () => Promise<Agent>, { argv, node }: Command): Stream {
  const stdout = new Queue<Buffer>();
  const stderr = new Lines();
  const decoder = new TextDecoder();
  const text = new KeptOutput(briefly);
  let wanted: 'INT' | 'KILL' | undefined;
  let running: ReturnType<Agent['start']> | undefined;
  const done = new Promise<Outcome>((resolve, reject) => {
    const end = () => {
      stdout.end();
      stderr.end();
    };
    const lost = (error: Error) => {
      end();
      reject(error);
    };
    agent().then((there) => {
      running = there.start(
        { argv, node },
        {
          stdout: (chunk) => stdout.push(chunk),
          stderr(chunk) {
            running?.took(chunk.length);
            text.push(chunk);
            stderr.write(decoder.decode(chunk, { stream: true }));
          },
          done(ended) {
            end();
            resolve({ ...ended, stdout: '', stderr: text.text() });
          },
          lost,
        },
      );
      if (wanted) running.signal(wanted);
    }, lost);
  });
  // A reader of the chunks alone sees the loss as their end.
  done.catch(() => undefined);
  const signal = (name: 'INT' | 'KILL') => {
    wanted = wanted === 'KILL' ? wanted : name;
    running?.signal(name);
  };
  return {
    stdout: taken(stdout, (bytes) => running?.took(bytes)),
    stderr,
    done,
    interrupt: () => signal('INT'),
    kill: () => signal('KILL'),
  };
}

/** Tells what has been read, so that the agent sends more. */
async function* taken(chunks: AsyncIterable<Buffer>, took: (bytes: number) => void): AsyncGenerator<Buffer> {
  for await (const chunk of chunks) {
    took(chunk.length);
    yield chunk;
  }
}
