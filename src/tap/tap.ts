/**
 * Packets of many interfaces of many nodes at once, as they come: one tcpdump for each interface. `-U --immediate-mode` hands on
 * each packet at once; a snapshot length near a frame's own keeps the slots of the kernel's ring small, so that bursts are not
 * lost.
 */
import type { Command, Stream } from '../model/place.ts';
import type { PlanNode } from '../model/plan.ts';
import type { Captured } from '../packet/captured.ts';
import { MalformedCapture } from '../packet/malformed-capture.ts';
import { pcapReader } from '../packet/pcap.ts';

export interface TapAt {
  readonly node: PlanNode;
  readonly interface: string;
}

export interface TapOptions {
  /** As pcap-filter(7) has it. */
  readonly filter?: string;
  /** Bytes kept of each packet; 262144 is tcpdump's most. */
  readonly snapLength?: number;
}

export interface Tap {
  /** Resolves when all listen; rejects with TapFault when one cannot. */
  readonly listening: Promise<void>;
  /** Resolves when all have ended, with what they lost. */
  readonly done: Promise<TapEnd>;
  /** Lets each tcpdump hand on what it has, and end. */
  stop(): void;
  kill(): void;
}

export interface TapEnd {
  /** Packets that the kernel dropped before they were read, over all interfaces. */
  readonly lost: number;
}

/** A tcpdump that did not begin: where, and what it said. */
export class TapFault extends Error {
  override readonly name = 'TapFault';
  readonly at: TapAt;
  constructor(at: TapAt, said: string) {
    super(`${at.node.name}:${at.interface}: ${said}`);
    this.at = at;
  }
}

/** `seen` gets each packet with its interface as `node:interface`. */
export function tap(
  open: (command: Command) => Stream,
  at: readonly TapAt[],
  options: TapOptions,
  seen: (packet: Captured) => void,
): Tap {
  const taps = at.map((one) => start(open, one, options, seen));
  return {
    listening: Promise.all(taps.map(({ listening }) => listening)).then(() => undefined),
    done: Promise.all(taps.map(({ done }) => done)).then((lost) => ({
      lost: lost.reduce((sum, count) => sum + count, 0),
    })),
    stop() {
      for (const { stream } of taps) stream.interrupt();
    },
    kill() {
      for (const { stream } of taps) stream.kill();
    },
  };
}

interface One {
  readonly stream: Stream;
  readonly listening: Promise<void>;
  /** Packets lost. */
  readonly done: Promise<number>;
}

function start(
  open: (command: Command) => Stream,
  at: TapAt,
  { filter, snapLength = 2048 }: TapOptions,
  seen: (packet: Captured) => void,
): One {
  const stream = open({
    node: at.node,
    argv: [
      ...['tcpdump', '-i', at.interface, '-nn', '-U', '--immediate-mode', '-s', String(snapLength)],
      ...['--time-stamp-precision=nano', '-w', '-', ...(filter ? ['--', filter] : [])],
    ],
  });
  const name = `${at.node.name}:${at.interface}`;
  const said: string[] = [];
  const read = (async () => {
    const reader = pcapReader();
    for await (const chunk of stream.stdout)
      for (const packet of reader.push(chunk)) seen({ ...packet, interface: name });
  })().catch((error: unknown) => {
    stream.kill();
    if (!(error instanceof MalformedCapture)) throw error;
    throw new TapFault(at, [...said, `tcpdump's output is not a capture: ${error.message}`].join('; '));
  });
  const listening = new Promise<void>((resolve, reject) => {
    const hear = async () => {
      for await (const line of stream.stderr) {
        said.push(line);
        if (line.includes('listening on')) resolve();
      }
      reject(new TapFault(at, said.join('; ') || 'tcpdump ended at once'));
    };
    hear().catch(reject);
  });
  // A caller that does not wait for it finds the error in `done`.
  listening.catch(() => undefined);
  const done = Promise.all([read, stream.done]).then(() => lostIn(said));
  // Before anything listens, `listening` rejects with it.
  done.catch(() => undefined);
  return { stream, listening, done };
}

/** From the counters that tcpdump prints at its end. */
const lostIn = (lines: readonly string[]): number =>
  lines.reduce((sum, line) => {
    const count = /^\s*(\d+) packets? dropped by (?:kernel|interface)/.exec(line)?.[1];
    return sum + Number(count ?? 0);
  }, 0);
