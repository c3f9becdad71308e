/** A signal at any moment: 130 and a sentence, unless the verb stops by itself. */
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { plainPaint } from '../../../src/cli/plain-paint.ts';
import type { Output } from '../../../src/cli/verb.ts';

const notes: string[] = [];
const out = { note: (text: string) => notes.push(text), notePaint: plainPaint } as unknown as Output;
const signals = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;

type Interrupt = typeof import('../../../src/cli/interrupt.ts');
let interrupt: Interrupt;
const exit = vi.spyOn(process, 'exit').mockReturnValue(undefined as never);
const before = new Map(signals.map((signal) => [signal, process.listeners(signal)]));

beforeEach(async () => {
  notes.length = 0;
  exit.mockClear();
  for (const signal of signals) process.removeAllListeners(signal);
  vi.resetModules();
  interrupt = await import('../../../src/cli/interrupt.ts');
  interrupt.watchSignals(out);
});
afterEach(() => {
  for (const signal of signals) {
    process.removeAllListeners(signal);
    for (const listener of before.get(signal) ?? []) process.on(signal, listener as () => void);
  }
});

describe.each(signals)('%s', (name) => {
  it('ends netlab that is not at work', () => {
    process.emit(name);
    expect(exit).toHaveBeenCalledExactlyOnceWith(130);
    expect(notes).toEqual(['netlab: interrupted']);
  });

  it('is told to a verb at work; the third ends it', async () => {
    await interrupt.runInterruptible(async (signal) => {
      expect(signal.aborted).toBe(false);
      process.emit(name);
      process.emit(name);
      expect(signal.aborted).toBe(true);
      expect(exit).not.toHaveBeenCalled();
      process.emit(name);
      expect(exit).toHaveBeenCalledExactlyOnceWith(130);
    });
    expect(interrupt.wasInterrupted()).toBe(true);
  });

  it('ends netlab after the work of a verb', async () => {
    await interrupt.runInterruptible(async () => undefined);
    process.emit(name);
    expect(exit).toHaveBeenCalledExactlyOnceWith(130);
  });
});

it('leaves Ctrl-C to the program in the foreground', async () => {
  await interrupt.runInForeground(async () => {
    process.emit('SIGINT');
    expect(exit).not.toHaveBeenCalled();
    // It gets these too, and ends by itself; the third signal ends netlab.
    process.emit('SIGTERM');
    process.emit('SIGHUP');
    expect(exit).not.toHaveBeenCalled();
    process.emit('SIGTERM');
    expect(exit).toHaveBeenCalledExactlyOnceWith(130);
  });
  expect(notes).toEqual(['netlab: interrupted']);
});
