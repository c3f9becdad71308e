/**
 * A queue of bytes that arrive in chunks and are read as records. The buffer grows with the received bytes, never with
 * a length field. It doubles, so a stream of one-byte chunks costs linear time.
 */
export class ByteQueue {
  /** The number of bytes taken: the position of the first waiting byte in the stream. */
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

  /** A view of the first `size` waiting bytes, valid until the next push or take. */
  peek(size: number): DataView {
    if (size > this.waiting) throw new RangeError(`${size} bytes requested, ${this.waiting} waiting`);
    return new DataView(this.#buffer.buffer, this.#start, size);
  }

  /** Removes the first `size` bytes and returns a copy of them. */
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
