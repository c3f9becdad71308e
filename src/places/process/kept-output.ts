/** The output of a command, up to a bound: a program that never stops printing would fill the memory, and no string is longer than 512 MiB. */
import type { OutputBound } from '../../model/place.ts';

const mebibyte = 1 << 20;

/** Programs that read the state of a large lab print up to 60 MiB. A program that prints more is ended. */
export const usualBound: OutputBound = { most: 128 * mebibyte, beyond: 'end' };

/** Added to standard error. */
export const endedFor = ({ most }: OutputBound): string =>
  `\nnetlab: ended, because it printed more than ${most / mebibyte} MiB\n`;

export class KeptOutput {
  readonly #bound: OutputBound;
  readonly #exceeded: () => void;
  readonly #head: Buffer[] = [];
  readonly #tail: Buffer[] = [];
  #headSize = 0;
  #tailSize = 0;
  #leftOut = 0;

  /** `exceeded` is called for each chunk beyond the bound, if the bound ends the program. */
  constructor(bound: OutputBound, exceeded: () => void = () => undefined) {
    this.#bound = bound;
    this.#exceeded = exceeded;
  }

  push(chunk: Buffer): void {
    const { most, beyond } = this.#bound;
    const room = (beyond === 'end' ? most : most / 2) - this.#headSize;
    const first = chunk.subarray(0, Math.max(0, room));
    const rest = chunk.subarray(first.length);
    if (first.length > 0) this.#head.push(first);
    this.#headSize += first.length;
    if (rest.length === 0) return;
    if (beyond === 'end') this.#exceeded();
    else this.#pushTail(rest, most / 2);
  }

  /** Only whole chunks are left out, so that none is copied. */
  #pushTail(chunk: Buffer, most: number): void {
    this.#tail.push(chunk);
    this.#tailSize += chunk.length;
    while (this.#tailSize - this.#tail[0]!.length >= most) {
      const { length } = this.#tail.shift()!;
      this.#tailSize -= length;
      this.#leftOut += length;
    }
  }

  text(): string {
    const gap = this.#leftOut === 0 ? [] : [Buffer.from(`\n[netlab left out ${this.#leftOut} bytes here]\n`)];
    return Buffer.concat([...this.#head, ...gap, ...this.#tail]).toString();
  }
}
