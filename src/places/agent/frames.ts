/** The frames between an agent and its place (see programs/agent.py): size of the payload, number, kind, payload. */
import { NotAnAgent } from './answers.ts';

const header = 9;

/** Bytes. The largest file of netlab's own has some 12 MB. */
const most = 2 ** 28;

export interface AgentFrame {
  readonly number: number;
  readonly kind: string;
  readonly payload: Buffer;
}

export function frame(number: number, kind: 'q' | 's' | 'w' | 'p', text = ''): Buffer {
  const payload = Buffer.from(text);
  const head = Buffer.alloc(header);
  head.writeUInt32BE(payload.length, 0);
  head.writeUInt32BE(number, 4);
  head.write(kind, 8, 'latin1');
  return Buffer.concat([head, payload]);
}

/** Chunks as a pipe gives them, in; whole frames, out. */
export class Frames {
  #chunks: Buffer[] = [];
  #size = 0;

  *read(chunk: Buffer): Generator<AgentFrame> {
    this.#chunks.push(chunk);
    this.#size += chunk.length;
    for (;;) {
      if (this.#size < header) return;
      if (this.#chunks[0]!.length < header) this.#join();
      const size = header + this.#chunks[0]!.readUInt32BE(0);
      if (size > most) throw new NotAnAgent(`an answer of ${size} bytes`);
      if (this.#size < size) return;
      if (this.#chunks[0]!.length < size) this.#join();
      const whole = this.#chunks[0]!;
      this.#chunks[0] = whole.subarray(size);
      this.#size -= size;
      yield {
        number: whole.readUInt32BE(4),
        kind: whole.toString('latin1', 8, 9),
        payload: whole.subarray(header, size),
      };
    }
  }

  /** Only when a frame is complete, so that a long one is not copied for each of its chunks. */
  #join(): void {
    this.#chunks = [Buffer.concat(this.#chunks)];
  }
}
