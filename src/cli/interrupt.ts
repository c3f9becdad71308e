/** Ctrl-C, SIGTERM and SIGHUP from the first moment on: a verb at work gets an abort signal, every other ends at once. */
import type { Output } from './verb.ts';

const signals = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;

/** 128 and the number of SIGINT, as in sh(1). SIGTERM and SIGHUP give the same: all three ask netlab to stop. */
const interruptedExit = 130;

const controller = new AbortController();
let received = 0;
let working = 0;
let inForeground = 0;

/** Errors after a signal are its consequence. */
export const wasInterrupted = (): boolean => received > 0;

/** The third signal ends a verb that does not stop. */
export function watchSignals(out: Output): void {
  for (const signal of signals)
    process.on(signal, () => {
      // The program gets it too: from the terminal, or from `attach`.
      if (signal === 'SIGINT' && inForeground > 0) return;
      received += 1;
      if (inForeground > 0 && received < 3) return;
      if (working > 0 && received < 3) return controller.abort();
      out.note(interruption(out));
      process.exit(interruptedExit);
    });
}

/** Tells that netlab was interrupted. Gives the exit code. */
export function endInterrupted(out: Output): number {
  out.note(interruption(out));
  return interruptedExit;
}

const interruption = (out: Output): string => `${out.notePaint.bad('netlab')}: interrupted`;

/** `work` stops when the signal aborts, and leaves the machine in order. */
export async function runInterruptible<T>(work: (signal: AbortSignal) => Promise<T>): Promise<T> {
  working += 1;
  try {
    return await work(controller.signal);
  } finally {
    working -= 1;
  }
}

/** Signals are for the program in the foreground. Ctrl-C reaches it because it shares netlab's process group. */
export async function runInForeground<T>(work: () => Promise<T>): Promise<T> {
  inForeground += 1;
  try {
    return await work();
  } finally {
    inForeground -= 1;
  }
}
