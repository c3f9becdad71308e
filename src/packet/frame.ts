/**
 * A dissected packet: plain data that goes to JSON as it is, and the shape that a lab's expectations are compared with.
 * Each protocol's file adds the key of its layer. A field that the packet does not have is absent, never undefined.
 */
export interface Frame {
  /** Bytes on the wire; of an inner or quoted frame, the bytes that it has within its carrier. */
  length: number;
  /** Bytes are missing: the snap length cut them, or this is a fragment's or quotation's beginning of something longer. */
  truncated?: true;
  /** The layer whose header contradicts itself or the space it has. */
  malformed?: string;
  /** At most the first 64 bytes, in hexadecimal, of what no protocol here reads. */
  payload?: string;
  /** The frame that a tunnel carries. */
  inner?: Frame;
}
