/**
 * Constants of pcapng's reader and writer. A file is blocks: type, total length, body, total length again, each padded to
 * four bytes; many bodies end in options: code, length, padded value, closed by code 0.
 * https://datatracker.ietf.org/doc/draft-ietf-opsawg-pcapng/
 */
export const BLOCK = { section: 0x0a0d0d0a, interface: 1, oldPacket: 2, simplePacket: 3, packet: 6 } as const;
export const OPTION = {
  end: 0,
  comment: 1,
  interfaceName: 2,
  packetFlags: 2,
  resolution: 9,
  timeOffset: 14,
} as const;
export const BYTE_ORDER_MAGIC = 0x1a2b3c4d;

/** The lowest two bits of a packet's flags. */
export const DIRECTION = { in: 1, out: 2 } as const;

export const padded = (size: number): number => Math.ceil(size / 4) * 4;
