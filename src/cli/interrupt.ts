/** Ctrl-C, SIGTERM and SIGHUP as one abort signal, for as long as a verb works. The third ends it at once. */
const signals = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;

let received = 0;

/** Errors after a signal are its consequence. */
export const wasInterrupted = (): boolean => received > 0;

export async function interruptible<T>(work: (signal: AbortSignal) => Promise<T>): Promise<T> {
  const controller = new AbortController();
  const abort = () => {
    received += 1;
    if (received >= 3) process.exit(130);
    controller.abort();
  };
  for (const signal of signals) process.on(signal, abort);
  try {
    return await work(controller.signal);
  } finally {
    for (const signal of signals) process.off(signal, abort);
  }
}
