/**
 * One tcpdump that writes packets to its standard output at once.
 *
 * - `-U --immediate-mode`: it writes each packet at once, not when a buffer is full.
 * - `-s 2048`: with tcpdump's default snapshot length (256 KiB), a slot of the kernel's ring is so large that a burst
 *   of a thousand packets loses hundreds.
 *
 * It prints `listening on` when it captures, and its counters when it is interrupted.
 */
import type { Stream } from '../../model/place.ts';
import type { Captured } from '../../packet/captured.ts';
import type { DissectOptions } from '../../packet/dissect.ts';
import { dissector } from '../../packet/dissect.ts';
import type { Frame } from '../../packet/frame.ts';
import { pcapReader } from '../../packet/pcap.ts';
import { readCounters } from './counters.ts';
import { isFence, isFenceOf } from './fence.ts';

export interface Listener {
  readonly frames: readonly Frame[];
  /** The first of these packets as raw bytes. */
  readonly packets: readonly Captured[];
  /** Resolves to true when it listens, to false if it exited first. */
  listening(milliseconds: number): Promise<boolean>;
  /** Resolves to whether the fence arrived in time. */
  fence(mark: number, milliseconds: number): Promise<boolean>;
  /** Stops tcpdump. Returns the error, if there is one: a capture must not lose packets. */
  stop(): Promise<string | undefined>;
  kill(): void;
  readonly said: readonly string[];
}

/** An upper limit, because memory is limited. More packets mean that the filter is too wide. */
const mostFrames = 50_000;
/** Kept for other programs to read. At 2048 bytes each, this is 4 MiB. */
const mostKept = 2000;

export interface ListenOptions extends DissectOptions {
  /** The slowdown factor of the place: tcpdump takes that much longer to exit. */
  readonly pace?: number;
}

export function listen(stream: Stream, { pace = 1, ...options }: ListenOptions): Listener {
  const patience = 3000 * pace;
  const frames: Frame[] = [];
  const packets: Captured[] = [];
  const fences: Frame[] = [];
  const said: string[] = [];
  const waiting = new Set<() => void>();
  const wake = () => {
    for (const look of [...waiting]) look();
  };
  let read = 0;
  let ended = false;
  let fault: string | undefined;

  const readPackets = async () => {
    const reader = pcapReader();
    const dissect = dissector(options);
    for await (const chunk of stream.stdout) {
      for (const captured of reader.push(chunk)) {
        read += 1;
        const frame = dissect(captured);
        if (isFence(frame)) {
          fences.push(frame);
          continue;
        }
        if (packets.length < mostKept) packets.push(captured);
        if (frames.length < mostFrames) frames.push(frame);
        else fault ??= `more than ${mostFrames} packets: the filter is too wide`;
      }
      wake();
    }
  };
  const hear = async () => {
    for await (const line of stream.stderr) {
      said.push(line);
      wake();
    }
  };
  const reading = Promise.all([readPackets(), hear()])
    .catch((error: Error) => {
      fault ??= error.message;
    })
    .finally(() => {
      ended = true;
      wake();
    });

  function until(met: () => boolean, milliseconds: number): Promise<boolean> {
    return new Promise((resolve) => {
      const finish = (value: boolean) => {
        clearTimeout(timer);
        waiting.delete(look);
        resolve(value);
      };
      const look = () => {
        if (met()) finish(true);
        else if (ended) finish(false);
      };
      const timer = setTimeout(finish, milliseconds, false);
      waiting.add(look);
      look();
    });
  }

  return {
    frames,
    packets,
    said,
    listening: (milliseconds) =>
      until(() => said.some((line) => line.includes('listening on')), milliseconds),
    fence: (mark, milliseconds) => until(() => fences.some((frame) => isFenceOf(mark, frame)), milliseconds),
    async stop() {
      stream.interrupt();
      // tcpdump prints its counters at once, after the packets. Closing its socket takes the kernel another 20 ms, for
      // which nothing needs to wait (synchronize_net in packet_release, net/packet/af_packet.c).
      const told = () => {
        const counters = readCounters(said);
        return counters !== undefined && read >= counters.captured;
      };
      if (!(await until(() => ended || told(), patience))) {
        stream.kill();
        await Promise.race([reading, new Promise((resolve) => setTimeout(resolve, patience).unref())]);
      }
      const counters = readCounters(said);
      if (counters === undefined) return fault ?? 'tcpdump exited without printing its counters';
      if (counters.dropped > 0) return `tcpdump lost ${counters.dropped} packets ("dropped by kernel")`;
      if (read < counters.captured)
        return `${counters.captured - read} packets of tcpdump were not read in time`;
      return fault;
    },
    kill: () => stream.kill(),
  };
}
