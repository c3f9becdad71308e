/**
 * The near end of an agent (programs/agent.py): starts it behind words that lead to where it works (ssh, the way into a
 * rootless place), and has many requests open at once. While none is, it does not keep netlab from ending; when netlab ends,
 * the pipe closes and the agent with it.
 */
import type { ChildProcess } from 'node:child_process';
import type { Socket } from 'node:net';
import { PlaceLost } from '../../model/place-lost.ts';
import type { Obstacle } from '../place-cannot.ts';
import { loadLauncher } from '../process/once.ts';
import { isExhausted, launch } from '../process/spawn.ts';
import { answerTo, faultIn, NotAnAgent, type ProcessEnd } from './answers.ts';
import { type AgentFrame, Frames, frame } from './frames.ts';
import { greeting } from './source.ts';

export interface AgentLaunch {
  readonly place: string;
  /** Leads to the agent and starts it. */
  readonly argv: readonly string[];
  /** Read by what argv starts. */
  readonly source: string;
  /** It runs here, with the system's programs first. */
  readonly system?: true;
  /** Seconds between two signs of life, for an agent that ends where there are none. */
  readonly pulse?: number;
  /** Why it could not be reached, from what argv said and its exit code. */
  readonly fault: (stderr: string, exit: number | null) => Error;
  /** Why it was lost after that, where more is known than the last words of argv. */
  readonly whyLost?: () => Obstacle | undefined;
}

interface Request {
  readonly heard: (frame: AgentFrame) => void;
  readonly lost: (error: Error) => void;
}

/** A login shell may say something before the agent does, but not more than this. */
const mostGreeting = 65_536;

export class Agent {
  readonly #child: ChildProcess;
  readonly #requests = new Map<number, Request>();
  readonly #place: string;
  #last = 0;
  #said = '';
  #lost: Error | undefined;

  /** Resolves when the agent has greeted. */
  static async start(way: AgentLaunch): Promise<Agent> {
    const child = way.system ? launch(way.argv, { system: true }) : (await loadLauncher())(way.argv);
    const agent = new Agent(child, way.place);
    await agent.#greet(way);
    return agent;
  }

  private constructor(child: ChildProcess, place: string) {
    this.#child = child;
    this.#place = place;
  }

  #greet({ source, pulse, fault, whyLost }: AgentLaunch): Promise<void> {
    const child = this.#child;
    const frames = new Frames();
    let before = Buffer.alloc(0);
    let greeted = false;
    let stderr = '';
    // Faults of writing show as the end of the process.
    child.stdin?.on('error', () => undefined);
    child.stdin?.write(source);
    child.stderr?.setEncoding('utf8').on('data', (text: string) => {
      stderr = (stderr + text).slice(-mostGreeting);
    });
    return new Promise((resolve, reject) => {
      const over = (exit: number | null) => {
        if (greeted) this.#lose(whyLost?.() ?? { why: stderr.trim().split('\n').at(-1) ?? '' });
        else reject(fault(stderr, exit));
        this.#free();
      };
      child.on('error', (error: NodeJS.ErrnoException) => {
        stderr += error.code === 'ENOENT' ? `${child.spawnfile}: not found` : error.message;
        if (child.pid !== undefined) return;
        if (isExhausted(error)) reject(error);
        else over(127);
      });
      child.on('exit', (code) => setTimeout(() => over(code), 50));
      child.stdout?.on('data', (chunk: Buffer) => {
        if (greeted) {
          this.#take(frames, chunk);
          return;
        }
        before = Buffer.concat([before, chunk]);
        const at = before.indexOf(greeting);
        if (at < 0) {
          if (before.length > mostGreeting) child.kill();
          return;
        }
        greeted = true;
        this.#said = stderr;
        if (pulse) setInterval(() => child.stdin?.write(frame(0, 'p')), pulse * 1000).unref();
        this.#hold();
        resolve();
        const rest = before.subarray(at + greeting.length);
        if (rest.length > 0) child.stdout?.emit('data', rest);
      });
    });
  }

  /** Standard error of ssh, sudo or python3, until the agent's greeting. */
  get said(): string {
    return this.#said;
  }

  /** One question, one answer. */
  ask(op: string, words: object = {}): Promise<unknown> {
    return new Promise((resolve, reject) => {
      this.#open(op, words, {
        heard: ({ kind, payload }) => {
          if (kind === 'f') reject(faultIn(payload));
          else resolve(answerTo(op, payload));
        },
        lost: reject,
      });
    });
  }

  /** A command: chunks as they come, then the end. `signal` may be called at any time, `took` once for what was read. */
  start(words: object, heard: Heard): { signal(name: 'INT' | 'KILL'): void; took(bytes: number): void } {
    const number = this.#open('start', words, {
      heard: ({ kind, payload }) => {
        if (kind === 'o') heard.stdout(payload);
        else if (kind === 'e') heard.stderr(payload);
        else if (kind === 'f') heard.lost(faultIn(payload));
        else heard.done(answerTo('start', payload) as ProcessEnd);
      },
      lost: heard.lost,
    });
    const say = (kind: 's' | 'w', text: string) => {
      if (this.#requests.has(number)) this.#child.stdin?.write(frame(number, kind, text));
    };
    return { signal: (name) => say('s', name), took: (bytes) => say('w', String(bytes)) };
  }

  /** Ends it, and waits until it has gone. */
  async close(): Promise<void> {
    if (this.#child.exitCode !== null || this.#child.signalCode !== null) return;
    const gone = new Promise((resolve) => this.#child.once('exit', resolve));
    this.#child.ref();
    this.#child.stdin?.end();
    await gone;
  }

  #open(op: string, words: object, request: Request): number {
    this.#last += 1;
    const number = this.#last;
    if (this.#lost) {
      request.lost(this.#lost);
      return number;
    }
    const heard = (one: AgentFrame) => {
      request.heard(one);
      if (one.kind === 'a' || one.kind === 'f') {
        this.#requests.delete(number);
        this.#hold();
      }
    };
    this.#requests.set(number, { ...request, heard });
    this.#hold();
    this.#child.stdin?.write(frame(number, 'q', JSON.stringify({ op, ...words })));
    return number;
  }

  #take(frames: Frames, chunk: Buffer): void {
    try {
      for (const one of frames.read(chunk)) this.#requests.get(one.number)?.heard(one);
    } catch (error) {
      if (!(error instanceof NotAnAgent)) throw error;
      this.#lose({ why: error.message });
      this.#child.kill();
    }
  }

  #lose({ why, todo }: { readonly why: string; readonly todo?: string }): void {
    this.#lost ??= new PlaceLost(this.#place, why, todo);
    const open = [...this.#requests.values()];
    this.#requests.clear();
    for (const request of open) request.lost(this.#lost);
  }

  #hold(): void {
    if (this.#requests.size > 0) this.#each((one) => one.ref());
    else this.#free();
  }

  #free(): void {
    this.#each((one) => one.unref());
  }

  #each(act: (one: { ref(): void; unref(): void }) => void): void {
    act(this.#child);
    // Pipes to a child are sockets (child_process.spawn).
    for (const pipe of [this.#child.stdin, this.#child.stdout, this.#child.stderr])
      if (pipe) act(pipe as unknown as Socket);
  }
}

export interface Heard {
  readonly stdout: (chunk: Buffer) => void;
  readonly stderr: (chunk: Buffer) => void;
  readonly done: (ended: ProcessEnd) => void;
  readonly lost: (error: Error) => void;
}
