/**
 * Bytes that came in chunks and leave in records. The buffer grows with what has come, never with what a length field
 * promises, and doubles, so that a stream of one-byte chunks costs linear time.
 */
export class ByteQueue {
  /** How many bytes have left: the position of the first waiting byte in the stream. */
  taken = 0;
  #buffer = new Uint8Array(4096);
  #start = 0;
  #end = 0;

  get waiting(): number {
    return this.#end - this.#start;
  }

  push(chunk: Uint8Array): void {
    if (this.#end + chunk.length > this.#buffer.length) this.#makeRoom(chunk.length);
    this.#buffer.set(chunk, this.#end);
    this.#end += chunk.length;
  }

  /** A view of the first `size` waiting bytes, good until the next push or take. */
  peek(size: number): DataView {
    if (size > this.waiting) throw new RangeError(`${size} bytes asked, ${this.waiting} waiting`);
    return new DataView(this.#buffer.buffer, this.#start, size);
  }

  /** Removes the first `size` bytes and gives a copy of them. */
  take(size: number): Uint8Array {
    const bytes = new Uint8Array(size);
    const { buffer, byteOffset } = this.peek(size);
    bytes.set(new Uint8Array(buffer, byteOffset, size));
    this.#start += size;
    this.taken += size;
    return bytes;
  }

  #makeRoom(size: number): void {
    const needed = this.waiting + size;
    const into =
      needed > this.#buffer.length / 2
        ? new Uint8Array(Math.max(needed, this.#buffer.length) * 2)
        : this.#buffer;
    into.set(this.#buffer.subarray(this.#start, this.#end));
    this.#end = this.waiting;
    this.#start = 0;
    this.#buffer = into;
  }
}
