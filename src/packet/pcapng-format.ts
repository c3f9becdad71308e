/**
 * Constants for the pcapng reader and writer. A file consists of blocks: type, total length, body, total length again,
 * padded to four bytes. Many bodies end in options: code, length, padded value, terminated by code 0.
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
