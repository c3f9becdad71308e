/**
 * A run of bytes of one packet. `length` counts the bytes that the packet has, by its own headers; `bytes` holds those
 * that are there, fewer where the snap length, a fragment or a quotation cut. Numbers are read in network order.
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

  /** Whether every byte is there. */
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

  /** From one byte up to another, which may lie past what there is: the rest then counts as missing. */
  cut(start: number, end: number = this.length): Piece {
    return new Piece(this.bytes.subarray(start, Math.max(start, end)), Math.max(0, end - start));
  }
}
