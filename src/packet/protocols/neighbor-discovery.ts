/** Neighbor discovery (RFC 4861): the five ICMPv6 messages that replace ARP in IPv6, and their options. */
import { ipv6At, macAt } from '../address.ts';
import type { Piece } from '../piece.ts';
import type { Surroundings } from '../protocol.ts';
import type { Icmp, IcmpReading, Messages } from './icmp-message.ts';

/** Readers of the options, from the first byte on. They are called only if all `size` bytes are present. */
const OPTIONS: Readonly<Record<number, { size: number; read: (option: Piece) => Partial<Icmp> }>> = {
  1: { size: 8, read: (option) => ({ 'source-mac': macAt(option, 2) }) },
  2: { size: 8, read: (option) => ({ 'target-mac': macAt(option, 2) }) },
  3: { size: 32, read: (option) => ({ prefixes: [`${ipv6At(option, 16)}/${option.u8(2)}`] }) },
  5: { size: 8, read: (option) => ({ mtu: option.u32(4) }) },
};

function readOptions(piece: Piece, start: number, { frame, partial }: Surroundings): Partial<Icmp> {
  let fields: Partial<Icmp> = {};
  for (let at = start; piece.has(at + 2); ) {
    const size = piece.u8(at + 1) * 8;
    if (size === 0 || (at + size > piece.length && !partial)) {
      frame.malformed = 'icmpv6';
      break;
    }
    const option = piece.cut(at, at + size);
    const known = OPTIONS[option.u8(0)];
    if (known && size >= known.size && option.has(known.size)) {
      const read = known.read(option);
      const prefixes = [...(fields.prefixes ?? []), ...(read.prefixes ?? [])];
      fields = { ...fields, ...read, ...(prefixes.length > 0 && { prefixes }) };
    }
    at += size;
  }
  return fields;
}

/** `size` is the number of bytes before the options. `fixed` reads them if they are all present. */
function reader(size: number, fixed: (piece: Piece) => Partial<Icmp>) {
  return (piece: Piece, around: Surroundings): IcmpReading => {
    if (piece.has(size)) return { fields: { ...fixed(piece), ...readOptions(piece, size, around) } };
    if (around.partial) around.frame.truncated = true;
    else if (piece.length < size) around.frame.malformed = 'icmpv6';
    return { next: { piece: piece.cut(8) } };
  };
}

/** The names of the bits set in the byte at 4 or 5, the highest bit first. */
const flags = (bits: number, names: readonly string[]) => names.filter((_, index) => bits & (0x80 >> index));

export const neighborDiscovery: Messages = {
  133: { name: 'router-solicitation', read: reader(8, () => ({})) },
  134: {
    name: 'router-advertisement',
    read: reader(16, (piece) => ({
      flags: flags(piece.u8(5), ['managed', 'other']),
      lifetime: piece.u16(6),
    })),
  },
  135: { name: 'neighbor-solicitation', read: reader(24, (piece) => ({ target: ipv6At(piece, 8) })) },
  136: {
    name: 'neighbor-advertisement',
    read: reader(24, (piece) => ({
      flags: flags(piece.u8(4), ['router', 'solicited', 'override']),
      target: ipv6At(piece, 8),
    })),
  },
  137: {
    name: 'redirect',
    read: reader(40, (piece) => ({ target: ipv6At(piece, 8), destination: ipv6At(piece, 24) })),
  },
};
