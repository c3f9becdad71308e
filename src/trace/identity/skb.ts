/**
 * Reads which events in the kernel belong to one packet (skbs.py), if this place allows it. The events report the
 * address of the packet's memory, which veth, bridges, NAT and tunnels keep.
 */
import type { Stream } from '../../model/place.ts';
import { python } from '../../programs/run-python.ts';
import program from '../../programs/skbs.py';
import { listen } from '../listen.ts';
import type { Readings } from '../readings.ts';

/** Kind, interface, length and time (nanoseconds since 1970) of an event. `send` follows `queue` on each way out. */
export type SkbEvent = readonly ['queue' | 'send' | 'receive', string, number, string];

/** One packet, from its first event until the kernel frees it. */
export interface Skb {
  readonly events: readonly SkbEvent[];
  /** Nanoseconds since 1970; absent if it was not freed during the trace. */
  readonly freed?: string;
  /** The reason why it was dropped: `NETFILTER_DROP`, `IP_RPFILTER`; absent if it was not dropped. */
  readonly reason?: string;
}

export interface Skbs {
  readonly skbs: readonly Skb[];
  /** The time after which events are missing. */
  readonly until?: bigint;
}

interface Line extends Skb {
  readonly listening?: number;
  readonly why?: string;
  readonly until?: string | null;
}

export interface SkbWatch {
  /** Never rejects. */
  readonly listening: Promise<void>;
  /** The packets, or the reason why they cannot be read here. */
  stop(): Promise<Skbs | string>;
  kill(): void;
}

export function watchSkbs(open: (argv: readonly string[]) => Stream, readings: Readings): SkbWatch {
  const skbs: Skb[] = [];
  let why = 'the program that reads skb addresses exited';
  let until: string | null | undefined;
  const argv = python(program, JSON.stringify(namesIn(readings)));
  const listener = listen<Line>(
    open(argv),
    'skbs.py',
    (line) => {
      if (line.listening !== undefined) why = line.why ?? why;
      else if (line.until === undefined) skbs.push(line);
      else until = line.until;
      return line.listening !== undefined;
    },
    // The kernel takes 40 ms to stop each event. Nobody needs to wait for that.
    () => until !== undefined,
  );
  return {
    listening: listener.listening.catch(() => undefined),
    async stop() {
      await listener.stop();
      if (until === undefined) return why;
      return { skbs, ...(until === null ? {} : { until: BigInt(until) }) };
    },
    kill: listener.kill,
  };
}

/** The names of the lab's interfaces as patterns: `eth*`. They keep most other traffic of the machine out. */
function namesIn(readings: Readings): readonly string[] {
  const names = [...readings.values()].flatMap(({ links }) => links.map(({ ifname }) => String(ifname)));
  return [...new Set(names.map((name) => `${/^[A-Za-z]*/.exec(name)![0]}*`))];
}
