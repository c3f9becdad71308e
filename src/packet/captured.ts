/** One packet as a capture holds it, whatever file or stream it came from. */
export interface Captured {
  /** Nanoseconds since 1970. */
  readonly time: bigint;
  /** A LINKTYPE number of tcpdump.org's list: 1 Ethernet, 101 raw IP, 113 SLL, 276 SLL2. */
  readonly linkType: number;
  /** Bytes on the wire; `data` holds fewer where the snap length cut. */
  readonly length: number;
  readonly data: Uint8Array;
  readonly interface?: string;
  readonly direction?: 'in' | 'out';
  readonly comment?: string;
}

/**
 * The largest packet that a capture may hold: libpcap's own MAXIMUM_SNAPLEN. A longer one is a damaged file,
 * and refusing it keeps a lying length from being waited for or allocated.
 */
export const MAX_CAPTURED = 262_144;
