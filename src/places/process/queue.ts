/** Things in the order in which they come, kept until they are read; ends once {@link Queue.end} was called and all are read. */
export class Queue<T> implements AsyncIterable<T> {
  readonly #ready: T[] = [];
  #ended = false;
  #wake: (() => void) | undefined;

  push(...things: readonly T[]): void {
    this.#ready.push(...things);
    this.#wake?.();
  }

  end(): void {
    this.#ended = true;
    this.#wake?.();
  }

  async *[Symbol.asyncIterator](): AsyncGenerator<T> {
    for (;;) {
      const thing = this.#ready.shift();
      if (thing !== undefined) yield thing;
      else if (this.#ended) return;
      else
        await new Promise<void>((resolve) => {
          this.#wake = resolve;
        });
    }
  }
}

/** Lines as they complete; the last one may lack its line break. */
export class Lines extends Queue<string> {
  #rest = '';

  write(chunk: string): void {
    const parts = (this.#rest + chunk).split('\n');
    this.#rest = parts.pop() ?? '';
    this.push(...parts);
  }

  override end(): void {
    if (this.#rest !== '') this.push(this.#rest);
    this.#rest = '';
    super.end();
  }
}
