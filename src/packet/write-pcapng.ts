/**
 * Writes pcapng (see pcapng-format.ts): one little-endian section; one interface block for each interface name and link
 * type, before its first packet; nanosecond times; and each packet's direction and comment.
 */
import type { Captured } from './captured.ts';
import { BLOCK, BYTE_ORDER_MAGIC, DIRECTION, OPTION, padded } from './pcapng-format.ts';

/** 10 to the power of -9. */
const NANOSECONDS = 9;

export interface PcapngWriter {
  /** The beginning of every file. */
  readonly start: Uint8Array;
  /** The packet, preceded by its interface if that is new. */
  readonly packet: (packet: Captured) => Uint8Array;
}

/** A writer for a file that is written while packets arrive. */
export function pcapngWriter(): PcapngWriter {
  const interfaces = new Map<string, number>();
  return {
    start: sectionBlock(),
    packet(packet) {
      const key = JSON.stringify([packet.linkType, packet.interface]);
      const known = interfaces.get(key);
      if (known !== undefined) return packetBlock(packet, known);
      interfaces.set(key, interfaces.size);
      return join([interfaceBlock(packet), packetBlock(packet, interfaces.size - 1)]);
    },
  };
}

export function writePcapng(packets: readonly Captured[]): Uint8Array {
  const writer = pcapngWriter();
  return join([writer.start, ...packets.map(writer.packet)]);
}

/** The section length is set to unknown, so that two such files can be concatenated with cat. */
const sectionBlock = (): Uint8Array =>
  block(BLOCK.section, words(BYTE_ORDER_MAGIC, 1, 0xffffffff, 0xffffffff));

function interfaceBlock({ linkType, interface: name }: Captured): Uint8Array {
  const options = [option(OPTION.resolution, Uint8Array.of(NANOSECONDS)), END];
  if (name !== undefined) options.unshift(option(OPTION.interfaceName, new TextEncoder().encode(name)));
  return block(BLOCK.interface, words(linkType, 0), ...options);
}

function packetBlock({ time, length, data, direction, comment }: Captured, index: number): Uint8Array {
  if (time < 0n || time >> 64n) throw new RangeError(`a pcapng file cannot store the time ${time}`);
  const head = words(index, Number(time >> 32n), Number(time & 0xffffffffn), data.length, length);
  const options: Uint8Array[] = [];
  if (comment !== undefined) options.push(option(OPTION.comment, new TextEncoder().encode(comment)));
  if (direction) options.push(option(OPTION.packetFlags, words(DIRECTION[direction])));
  if (options.length > 0) options.push(END);
  return block(BLOCK.packet, head, pad(data), ...options);
}

function block(type: number, ...body: Uint8Array[]): Uint8Array {
  const size = 12 + body.reduce((sum, { length }) => sum + length, 0);
  return join([words(type, size), ...body, words(size)]);
}

function option(code: number, value: Uint8Array): Uint8Array {
  if (value.length > 0xffff) throw new RangeError(`an option of ${value.length} bytes`);
  return join([words(code | (value.length << 16)), pad(value)]);
}

const END = Uint8Array.of(0, 0, 0, 0);

function pad(bytes: Uint8Array): Uint8Array {
  const whole = new Uint8Array(padded(bytes.length));
  whole.set(bytes);
  return whole;
}

function words(...values: number[]): Uint8Array {
  const view = new DataView(new ArrayBuffer(values.length * 4));
  values.forEach((value, index) => {
    view.setUint32(index * 4, value, true);
  });
  return new Uint8Array(view.buffer);
}

function join(parts: readonly Uint8Array[]): Uint8Array {
  const whole = new Uint8Array(parts.reduce((sum, { length }) => sum + length, 0));
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
}
