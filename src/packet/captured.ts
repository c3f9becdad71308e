/** One packet of a capture, from any file or stream. */
export interface Captured {
  /** Nanoseconds since 1970. */
  readonly time: bigint;
  /** A LINKTYPE number from tcpdump.org: 1 Ethernet, 101 raw IP, 113 SLL, 276 SLL2. */
  readonly linkType: number;
  /** Bytes on the wire. `data` has fewer if the snap length truncated the packet. */
  readonly length: number;
  readonly data: Uint8Array;
  readonly interface?: string;
  readonly direction?: 'in' | 'out';
  readonly comment?: string;
}

/**
 * The largest packet in a capture: libpcap's MAXIMUM_SNAPLEN. A longer one means a damaged file. The limit prevents
 * waiting for, or allocating, a wrong length.
 */
export const MAX_CAPTURED = 262_144;
