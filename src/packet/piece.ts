/**
 * A range of bytes of one packet. `length` is the number of bytes by the packet's own headers. `bytes` has the captured
 * ones: fewer if the snap length, a fragment or a quotation truncated them. Numbers are read in network byte order.
 */
export class Piece {
  readonly bytes: Uint8Array;
  readonly length: number;
  readonly #view: DataView;

  constructor(bytes: Uint8Array, length = bytes.length) {
    this.bytes = bytes;
    this.length = length;
    this.#view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  }

  has(count: number): boolean {
    return this.bytes.length >= count;
  }

  /** Whether all bytes were captured. */
  get whole(): boolean {
    return this.bytes.length >= this.length;
  }

  u8(at: number): number {
    return this.#view.getUint8(at);
  }

  u16(at: number): number {
    return this.#view.getUint16(at);
  }

  u32(at: number): number {
    return this.#view.getUint32(at);
  }

  /** Returns a range, which may end after the captured bytes. The rest then counts as missing. */
  cut(start: number, end: number = this.length): Piece {
    return new Piece(this.bytes.subarray(start, Math.max(start, end)), Math.max(0, end - start));
  }
}
