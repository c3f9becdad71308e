/**
 * Captures all packets on all interfaces of many nodes during a trace. One process (packets.py) has a socket in each
 * namespace. So the order within a node is the kernel's, and a trace needs one process for a lab of any size.
 */
import { inWords } from '../base/environment-fault.ts';
import { namespacePath } from '../model/owned.ts';
import type { Stream } from '../model/place.ts';
import { PlaceLost } from '../model/place-lost.ts';
import type { PlanNode } from '../model/plan.ts';
import type { Captured } from '../packet/captured.ts';
import { dissector } from '../packet/dissect.ts';
import inNamespace from '../programs/in-namespace.py';
import program from '../programs/packets.py';
import { python } from '../programs/run-python.ts';
import { listen } from './listen.ts';
import type { Sighting } from './sighting.ts';
import { Unread } from './unread.ts';

export interface Watch {
  /** Resolves when every socket is open; rejects with an `Unread` that holds what the program printed. */
  readonly listening: Promise<void>;
  /** Stops the capture. Returns the observations in the order of time. */
  stop(): Promise<Watched>;
  kill(): void;
}

export interface Watched {
  readonly sightings: readonly Sighting[];
  /** Packets lost in the capture buffer. */
  readonly lost: number;
}

/** A line of the output of packets.py. */
export interface Line {
  readonly listening?: number;
  readonly lost?: number;
  readonly node: string;
  readonly interface: string;
  readonly out: boolean;
  readonly to: string;
  readonly link: number;
  readonly time: string;
  readonly length: number;
  readonly data: string;
}

/** `ports` are the ports of tunnels that do not use the default: `{ vxlan: [5555] }`. */
export function watch(
  open: (argv: readonly string[]) => Stream,
  nodes: readonly PlanNode[],
  ports: Readonly<Record<string, readonly number[]>> = {},
): Watch {
  const namespaces = nodes.map(({ name, namespace }) => [name, namespacePath(namespace)]);
  const seen: Line[] = [];
  let lost = 0;
  const argv = python(`${inNamespace}\n${program}`, JSON.stringify(namespaces));
  const listener = listen<Line>(open(argv), 'packets.py', (line) => {
    if (line.listening !== undefined) return true;
    if (line.lost !== undefined) lost += line.lost;
    else seen.push(line);
    return false;
  });
  return {
    listening: listener.listening.catch((error: unknown) => {
      // The place is lost: this error has its own exit code.
      if (error instanceof PlaceLost) throw error;
      throw new Unread(`the packets on the interfaces cannot be read: ${inWords(error)}`);
    }),
    async stop() {
      await listener.stop();
      const dissect = dissector({ ports });
      return { sightings: inOrder(seen.map((line) => sighting(line, dissect))), lost };
    },
    kill: listener.kill,
  };
}

export function sighting(line: Line, dissect: ReturnType<typeof dissector>): Sighting {
  const direction = line.out ? 'out' : 'in';
  const packet: Captured = {
    time: BigInt(line.time),
    linkType: line.link,
    length: line.length,
    data: Buffer.from(line.data, 'hex'),
    interface: `${line.node}:${line.interface}`,
    direction,
  };
  return {
    node: line.node,
    interface: line.interface,
    direction,
    to: line.to,
    packet,
    frame: dissect(packet),
  };
}

/** Sorts by time. Packets with the same time keep the order in which the kernel delivered them. */
export const inOrder = (sightings: readonly Sighting[]): readonly Sighting[] =>
  [...sightings].sort((a, b) => Number(a.packet.time - b.packet.time));
