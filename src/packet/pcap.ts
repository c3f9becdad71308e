/**
 * The classic capture format of `tcpdump -w -`. It has a 24-byte header: magic, version, two unused words, snap length,
 * link type. Each packet has 16 bytes (seconds, fraction, captured length, length on the wire) and the data. The magic
 * gives the byte order, and whether the fraction is in micro- or nanoseconds.
 * https://datatracker.ietf.org/doc/draft-ietf-opsawg-pcap/
 */
import { ByteQueue } from './byte-queue.ts';
import { type Captured, MAX_CAPTURED } from './captured.ts';
import { MalformedCapture } from './malformed-capture.ts';

const MICROSECONDS = 0xa1b2c3d4;
const NANOSECONDS = 0xa1b23c4d;
/** The top six bits of the link type word give the length of the frame check sequence. */
const LINK_TYPE_MASK = 0x03ffffff;

interface FileHeader {
  readonly little: boolean;
  readonly perFraction: bigint;
  readonly linkType: number;
}

export interface PcapReader {
  /** Returns the complete packets. Throws MalformedCapture, also on every later call. */
  readonly push: (chunk: Uint8Array) => Captured[];
  /** Marks the end of the stream. Throws MalformedCapture if a record is incomplete. */
  readonly end: () => void;
  /** Set after the file header was read. */
  readonly linkType: number | undefined;
}

export function pcapReader(): PcapReader {
  const queue = new ByteQueue();
  let header: FileHeader | undefined;
  let failure: MalformedCapture | undefined;

  function fail(what: string, captured: readonly Captured[] = []): never {
    failure = new MalformedCapture(what, queue.taken, captured);
    throw failure;
  }

  function readHeader(): FileHeader {
    const view = queue.peek(24);
    const magics = [true, false].map((little) => ({ little, magic: view.getUint32(0, little) }));
    const found = magics.find(({ magic }) => magic === MICROSECONDS || magic === NANOSECONDS);
    if (!found)
      return fail(`not a pcap file: it begins with ${view.getUint32(0).toString(16).padStart(8, '0')}`);
    const { little, magic } = found;
    const version = `${view.getUint16(4, little)}.${view.getUint16(6, little)}`;
    if (version !== '2.4') fail(`pcap version ${version}; only 2.4 is supported`);
    const linkType = view.getUint32(20, little) & LINK_TYPE_MASK;
    queue.take(24);
    return { little, linkType, perFraction: magic === NANOSECONDS ? 1n : 1000n };
  }

  function push(chunk: Uint8Array): Captured[] {
    if (failure) throw failure;
    queue.push(chunk);
    if (!header && queue.waiting >= 24) header = readHeader();
    const captured: Captured[] = [];
    while (header && queue.waiting >= 16) {
      const { little, linkType, perFraction } = header;
      const view = queue.peek(16);
      const size = view.getUint32(8, little);
      if (size > MAX_CAPTURED) fail(`a packet of ${size} bytes, more than ${MAX_CAPTURED}`, captured);
      if (queue.waiting < 16 + size) break;
      const time =
        BigInt(view.getUint32(0, little)) * 1_000_000_000n + BigInt(view.getUint32(4, little)) * perFraction;
      const length = Math.max(size, view.getUint32(12, little));
      queue.take(16);
      captured.push({ time, linkType, length, data: queue.take(size) });
    }
    return captured;
  }

  function end(): void {
    if (failure) throw failure;
    if (!header) fail('it ends inside the file header');
    if (queue.waiting > 0) fail('it ends inside a packet');
  }

  return {
    push,
    end,
    get linkType() {
      return header?.linkType;
    },
  };
}

/** Writes a little-endian file with nanoseconds. A file has one link type; an empty one has Ethernet. */
export function writePcap(packets: readonly Captured[]): Uint8Array {
  const linkType = packets[0]?.linkType ?? 1;
  const file = new Uint8Array(packets.reduce((size, { data }) => size + 16 + data.length, 24));
  const view = new DataView(file.buffer);
  view.setUint32(0, NANOSECONDS, true);
  view.setUint16(4, 2, true);
  view.setUint16(6, 4, true);
  view.setUint32(16, MAX_CAPTURED, true);
  view.setUint32(20, linkType, true);
  let at = 24;
  for (const packet of packets) {
    if (packet.linkType !== linkType)
      throw new TypeError(
        `a pcap file has one link type, found ${linkType} and ${packet.linkType}; use pcapng`,
      );
    const seconds = packet.time / 1_000_000_000n;
    if (packet.time < 0n || seconds > 0xffffffffn)
      throw new RangeError(`a pcap file cannot store the time ${packet.time}`);
    view.setUint32(at, Number(seconds), true);
    view.setUint32(at + 4, Number(packet.time % 1_000_000_000n), true);
    view.setUint32(at + 8, packet.data.length, true);
    view.setUint32(at + 12, packet.length, true);
    file.set(packet.data, at + 16);
    at += 16 + packet.data.length;
  }
  return file;
}
