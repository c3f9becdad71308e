/**
 * Reads pcapng (see pcapng-format.ts): sections of either byte order, several interfaces with their names and time
 * resolutions, and all three kinds of packet block. Other blocks (statistics, name resolution, secrets) are skipped.
 * The packet data are views of the input, so a wrong length allocates nothing.
 */
import type { Captured } from './captured.ts';
import { MalformedCapture } from './malformed-capture.ts';
import { BLOCK, BYTE_ORDER_MAGIC, DIRECTION, OPTION, padded } from './pcapng-format.ts';

interface Interface {
  readonly linkType: number;
  readonly snapLength: number;
  readonly name?: string;
  /** Ticks per second, and the seconds to add. */
  readonly ticks: bigint;
  readonly seconds: bigint;
}

interface Block {
  readonly offset: number;
  readonly body: Uint8Array;
  readonly view: DataView;
  readonly little: boolean;
  readonly interfaces: Interface[];
  readonly fail: (what: string) => never;
}

type Read = (block: Block) => Captured | undefined;

export function readPcapng(bytes: Uint8Array): Captured[] {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const captured: Captured[] = [];
  let little = true;
  let interfaces: Interface[] = [];
  let offset = 0;
  do {
    const fail = (what: string): never => {
      throw new MalformedCapture(what, offset, captured);
    };
    const left = bytes.length - offset;
    if (left < 12) fail('it ends inside a block');
    const section = view.getUint32(offset) === BLOCK.section;
    if (section) {
      little = view.getUint32(offset + 8, true) === BYTE_ORDER_MAGIC;
      if (!little && view.getUint32(offset + 8) !== BYTE_ORDER_MAGIC)
        fail('a section without a byte-order magic');
      interfaces = [];
    } else if (offset === 0) fail('not a pcapng file: it does not begin with a section');
    const size = view.getUint32(offset + 4, little);
    if (size < (section ? 28 : 12) || size % 4 !== 0) fail(`a block of ${size} bytes`);
    if (size > left) fail(`a block of ${size} bytes, but only ${left} are left`);
    if (view.getUint32(offset + size - 4, little) !== size) fail('a block with two different lengths');
    const body = bytes.subarray(offset + 8, offset + size - 4);
    const bodyView = new DataView(body.buffer, body.byteOffset, body.byteLength);
    const read = BLOCKS.get(section ? BLOCK.section : view.getUint32(offset, little));
    const packet = read?.({ offset, body, view: bodyView, little, interfaces, fail });
    if (packet) captured.push(packet);
    offset += size;
  } while (offset < bytes.length);
  return captured;
}

const readInterface: Read = (block) => {
  const { view, little, fail } = block;
  if (view.byteLength < 8) fail('a truncated interface block');
  const options = readOptions(block, 8);
  const name = options.get(OPTION.interfaceName);
  const resolution = options.get(OPTION.resolution)?.[0] ?? 6;
  const offset = options.get(OPTION.timeOffset);
  block.interfaces.push({
    linkType: view.getUint16(0, little),
    snapLength: view.getUint32(4, little),
    ticks: (resolution & 0x80 ? 2n : 10n) ** BigInt(resolution & 0x7f),
    seconds:
      offset?.length === 8 ? new DataView(offset.buffer, offset.byteOffset).getBigInt64(0, little) : 0n,
    ...(name && { name: text(name) }),
  });
  return undefined;
};

const readPacket: Read = (block) => readTimed(block, (view, little) => view.getUint32(0, little));

/** The obsolete packet block: a 16-bit interface and a drop count instead of a 32-bit interface. */
const readOldPacket: Read = (block) => readTimed(block, (view, little) => view.getUint16(0, little));

function readTimed(block: Block, which: (view: DataView, little: boolean) => number): Captured {
  const { view, body, little, fail } = block;
  if (view.byteLength < 20) return fail('a truncated packet block');
  const from = interfaceOf(block, which(view, little));
  const ticks = (BigInt(view.getUint32(4, little)) << 32n) | BigInt(view.getUint32(8, little));
  const size = view.getUint32(12, little);
  if (size > body.length - 20) fail(`a packet of ${size} bytes in a block of ${body.length}`);
  const options = readOptions(block, 20 + padded(size));
  const comment = options.get(OPTION.comment);
  const flags = options.get(OPTION.packetFlags);
  const way = flags?.length === 4 ? new DataView(flags.buffer, flags.byteOffset).getUint32(0, little) & 3 : 0;
  return {
    time: (ticks * 1_000_000_000n) / from.ticks + from.seconds * 1_000_000_000n,
    linkType: from.linkType,
    length: Math.max(size, view.getUint32(16, little)),
    data: body.subarray(20, 20 + size),
    ...(from.name !== undefined && { interface: from.name }),
    ...(way === DIRECTION.in && { direction: 'in' }),
    ...(way === DIRECTION.out && { direction: 'out' }),
    ...(comment && { comment: text(comment) }),
  };
}

/**
 * A simple packet has no time and belongs to the first interface. Its size is limited by the snap length of that
 * interface.
 */
const readSimplePacket: Read = (block) => {
  const { view, body, little, fail } = block;
  if (view.byteLength < 4) return fail('a truncated packet block');
  const from = interfaceOf(block, 0);
  const length = view.getUint32(0, little);
  const size = Math.min(length, from.snapLength || length);
  if (size > body.length - 4) fail(`a packet of ${size} bytes in a block of ${body.length}`);
  const data = body.subarray(4, 4 + size);
  return {
    time: 0n,
    linkType: from.linkType,
    length,
    data,
    ...(from.name !== undefined && { interface: from.name }),
  };
};

const BLOCKS: ReadonlyMap<number, Read> = new Map<number, Read>([
  [BLOCK.section, () => undefined],
  [BLOCK.interface, readInterface],
  [BLOCK.packet, readPacket],
  [BLOCK.oldPacket, readOldPacket],
  [BLOCK.simplePacket, readSimplePacket],
]);

function interfaceOf({ interfaces, fail }: Block, index: number): Interface {
  return interfaces[index] ?? fail(`a packet of interface ${index}, but there are only ${interfaces.length}`);
}

/** The first option of each code. */
function readOptions({ view, body, little, fail }: Block, start: number): Map<number, Uint8Array> {
  const options = new Map<number, Uint8Array>();
  for (let at = start; at + 4 <= body.length; ) {
    const code = view.getUint16(at, little);
    const size = view.getUint16(at + 2, little);
    if (code === OPTION.end) break;
    if (at + 4 + size > body.length) fail(`an option of ${size} bytes past the end of its block`);
    if (!options.has(code)) options.set(code, body.subarray(at + 4, at + 4 + size));
    at += 4 + padded(size);
  }
  return options;
}

const text = (bytes: Uint8Array): string => new TextDecoder().decode(bytes);
