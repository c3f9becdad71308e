import { describe, expect, it } from 'vitest';
import { endedFor, KeptOutput } from '../../../../src/places/process/kept-output.ts';
import { run } from '../../../../src/places/process/spawn.ts';

const chunk = (text: string) => Buffer.from(text);

describe('output of a command', () => {
  it('is kept whole up to the bound', () => {
    const kept = new KeptOutput({ most: 8, beyond: 'leave-out' });
    for (const text of ['abc', 'def', 'gh']) kept.push(chunk(text));
    expect(kept.text()).toBe('abcdefgh');
  });

  it('keeps both ends beyond it, and says how much is left out', () => {
    const kept = new KeptOutput({ most: 8, beyond: 'leave-out' });
    for (const letter of 'abcdefghijklmnop') kept.push(chunk(letter));
    expect(kept.text()).toBe('abcd\n[netlab left out 8 bytes here]\nmnop');
  });

  it('keeps its beginning where the program is to be ended', () => {
    let calls = 0;
    const kept = new KeptOutput({ most: 4, beyond: 'end' }, () => {
      calls += 1;
    });
    kept.push(chunk('abc'));
    expect(calls).toBe(0);
    kept.push(chunk('def'));
    expect([calls, kept.text()]).toEqual([1, 'abcd']);
  });
});

describe('a program that never stops printing', () => {
  it('is ended beyond the bound', async () => {
    const output = { most: 1 << 20, beyond: 'end' } as const;
    const outcome = await run(['yes'], { output, timeout: 600_000 });
    expect(outcome.exit).toBeNull();
    expect(outcome.timedOut).toBe(false);
    expect(outcome.stdout).toHaveLength(1 << 20);
    expect(outcome.stderr).toBe(endedFor(output));
  });

  it('runs on where only the middle is left out', async () => {
    const output = { most: 1 << 20, beyond: 'leave-out' } as const;
    const outcome = await run(['sh', '-c', 'yes | head -c 9000000; echo end'], { output });
    expect(outcome.exit).toBe(0);
    expect(outcome.stdout.length).toBeLessThan(1.5 * (1 << 20));
    expect(outcome.stdout).toMatch(/^y\n.*netlab left out \d+ bytes here.*end\n$/s);
  });
});
