/**
 * The kernel's drop reason (drops.py), if this place allows reading it. The kernel reports neither the packet nor its
 * namespace. So a reason is matched to the hop where the packet was last seen, by interface, direction, length and
 * time. If several such packets have different reasons, none is shown. The reason is additional evidence: no cause is
 * derived from it alone.
 */
import type { Stream } from '../model/place.ts';
import program from '../programs/drops.py';
import { python } from '../programs/run-python.ts';
import { listen } from './listen.ts';
import type { Sighting } from './sighting.ts';

export interface Drop {
  readonly interface: string;
  readonly out: boolean;
  readonly length: number;
  /** Nanoseconds since 1970. */
  readonly time: string;
  readonly reason: string;
}

interface Line extends Drop {
  readonly listening?: number;
  readonly lost?: number;
}

export interface DropWatch {
  /** Never rejects: without the tracepoint, there are no reasons. */
  readonly listening: Promise<void>;
  stop(): Promise<readonly Drop[]>;
  kill(): void;
}

export function watchDrops(open: (argv: readonly string[]) => Stream): DropWatch {
  const drops: Drop[] = [];
  let lost = 0;
  const listener = listen<Line>(open(python(program)), 'drops.py', (line) => {
    if (line.listening !== undefined) return true;
    if (line.lost === undefined) drops.push(line);
    else lost += line.lost;
    return false;
  });
  return {
    listening: listener.listening.catch(() => undefined),
    async stop() {
      await listener.stop();
      return lost > 0 ? [] : drops;
    },
    kill: listener.kill,
  };
}

/** A packet gets its timestamp just before the kernel passes it on; on a busy machine this interval is longer. */
const nanoseconds = 2_000_000;
/** The length of a received packet does not include the Ethernet header. */
const ethernetHeader = 14;

export function reasonOf(last: Sighting, drops: readonly Drop[]): string | undefined {
  const { packet, direction, frame } = last;
  const header = frame.ethernet && direction === 'in' ? ethernetHeader : 0;
  const tags = 4 * (frame.vlan?.length ?? 0);
  const lengths = [packet.length - header, packet.length - header - tags];
  const reasons = drops
    .filter(
      (drop) =>
        drop.interface === last.interface &&
        drop.out === (direction === 'out') &&
        lengths.includes(drop.length) &&
        Math.abs(Number(BigInt(drop.time) - packet.time)) < nanoseconds,
    )
    .map(({ reason }) => reason);
  return new Set(reasons).size === 1 ? reasons[0] : undefined;
}
