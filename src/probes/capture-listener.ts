/**
 * One tcpdump that writes packets to its standard output as they come. `-U --immediate-mode`: each packet at once, not when a
 * buffer is full. `-s 2048`: with tcpdump's own snapshot length (256 KiB) a slot of the kernel's ring is so large that a burst of a
 * thousand packets loses hundreds. It says `listening on` once it sees packets, and its counters when it is interrupted.
 */
import type { Stream } from '../model/place.ts';
import type { Captured } from '../packet/captured.ts';
import type { DissectOptions } from '../packet/dissect.ts';
import { dissector } from '../packet/dissect.ts';
import type { Frame } from '../packet/frame.ts';
import { pcapReader } from '../packet/pcap.ts';
import { readCounters } from './capture-counters.ts';
import { isFence, isFenceOf } from './capture-fence.ts';

export interface Listener {
  readonly frames: readonly Frame[];
  /** The first of them as they were on the wire. */
  readonly packets: readonly Captured[];
  /** Resolves to true when it listens, to false when it ended before. */
  listening(milliseconds: number): Promise<boolean>;
  /** Resolves to whether the fence came in time. */
  fence(mark: number, milliseconds: number): Promise<boolean>;
  /** Ends it and returns what went wrong, if anything did: it must have lost nothing. */
  stop(): Promise<string | undefined>;
  kill(): void;
  readonly said: readonly string[];
}

/** More is a flood that no pattern is meant for, and memory has an end. */
const mostFrames = 50_000;
/** Kept for whoever wants to open them elsewhere; at 2048 bytes each, 4 MiB. */
const mostKept = 2000;

export interface ListenOptions extends DissectOptions {
  /** tcpdump ends so many times more slowly than on a common host. */
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
      // Its counters come at once, and what it wrote before; closing its socket takes the kernel 20 ms more, for which nobody need
      // wait (synchronize_net in packet_release, net/packet/af_packet.c).
      const told = () => {
        const counters = readCounters(said);
        return counters !== undefined && read >= counters.captured;
      };
      if (!(await until(() => ended || told(), patience))) {
        stream.kill();
        await Promise.race([reading, new Promise((resolve) => setTimeout(resolve, patience).unref())]);
      }
      const counters = readCounters(said);
      if (counters === undefined) return fault ?? 'tcpdump ended without its counters';
      if (counters.dropped > 0) return `tcpdump lost ${counters.dropped} packets ("dropped by kernel")`;
      if (read < counters.captured)
        return `${counters.captured - read} packets of tcpdump were not read in time`;
      return fault;
    },
    kill: () => stream.kill(),
  };
}
