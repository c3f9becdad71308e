/**
 * A dissected packet: plain data that is printed as JSON and compared with the patterns of a lab. Each protocol's file
 * adds the key of its layer. A field that the packet does not have is absent, never undefined.
 */
export interface Frame {
  /** Bytes on the wire; for an inner or quoted frame, its bytes inside the carrier. */
  length: number;
  /**
   * Bytes are missing: the snap length removed them, or this is only the beginning of a fragmented or quoted packet.
   */
  truncated?: true;
  /** The layer whose header is inconsistent or does not fit into the packet. */
  malformed?: string;
  /** The first 64 bytes, in hexadecimal, that no protocol here reads. */
  payload?: string;
  /** The frame inside a tunnel. */
  inner?: Frame;
}
