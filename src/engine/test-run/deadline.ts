/** One signal for whatever may end a lab: the run's own, and the time that the lab has. */
export interface Deadline {
  readonly signal: AbortSignal;
  readonly expired: () => boolean;
  end(): void;
}

export function deadline(signal: AbortSignal, milliseconds: number): Deadline {
  const own = new AbortController();
  const stop = () => own.abort();
  let expired = false;
  const timer = setTimeout(() => {
    expired = true;
    stop();
  }, milliseconds);
  signal.addEventListener('abort', stop, { once: true });
  if (signal.aborted) stop();
  return {
    signal: own.signal,
    expired: () => expired,
    end() {
      clearTimeout(timer);
      signal.removeEventListener('abort', stop);
    },
  };
}
