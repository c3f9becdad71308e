import type { Captured } from './captured.ts';

/**
 * A capture with an invalid format. `offset` is the byte, from the start of the capture, where the invalid record
 * begins.
 */
export class MalformedCapture extends Error {
  readonly offset: number;
  /** The complete packets that the same call read before the invalid record. */
  readonly captured: readonly Captured[];

  constructor(what: string, offset: number, captured: readonly Captured[] = []) {
    super(`malformed capture at byte ${offset}: ${what}`);
    this.name = 'MalformedCapture';
    this.offset = offset;
    this.captured = captured;
  }
}
