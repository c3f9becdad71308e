import type { Captured } from './captured.ts';

/** A capture that breaks its format. `offset` is the byte, from the start of the capture, where the broken record begins. */
export class MalformedCapture extends Error {
  readonly offset: number;
  /** The whole packets that were read by the same call before the broken record. */
  readonly captured: readonly Captured[];

  constructor(what: string, offset: number, captured: readonly Captured[] = []) {
    super(`malformed capture at byte ${offset}: ${what}`);
    this.name = 'MalformedCapture';
    this.offset = offset;
    this.captured = captured;
  }
}
