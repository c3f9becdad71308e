/** Runs a command to its end and returns how long it took by this process's own clock. */
import { execaSync } from 'execa';

export interface Timed {
  readonly ms: number;
  readonly stdout: string;
}

/** Throws where it fails: a way that does not build is not compared. */
export function timed(argv: readonly string[], env: Readonly<Record<string, string>> = {}): Timed {
  const [program = '', ...words] = argv;
  const began = performance.now();
  const { exitCode, stdout, stderr, shortMessage } = execaSync(program, words, {
    ...{ env, stdin: 'ignore', reject: false, stripFinalNewline: false },
    maxBuffer: 1 << 30,
  });
  const ms = performance.now() - began;
  if (exitCode !== 0) throw new Error(`${shortMessage}\n${stderr.trim().slice(0, 2000)}`);
  return { ms, stdout };
}

export const quick = (argv: readonly string[]): number => timed(argv).ms;

export const median = (values: readonly number[]): number => {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = Math.floor(sorted.length / 2);
  return sorted.length % 2 === 1 ? sorted[middle]! : (sorted[middle - 1]! + sorted[middle]!) / 2;
};

/**
 * Runs all of them in turn, `runs` times, so that other load of the machine meets each. One that has taken `budget` milliseconds
 * is left out of further rounds.
 */
export async function inTurn<T extends string>(
  names: readonly T[],
  runs: number,
  measure: (name: T, run: number) => Promise<void>,
  budget = 30_000,
): Promise<void> {
  const spent = new Map<T, number>();
  for (let run = 0; run < runs; run++)
    for (const name of names) {
      if ((spent.get(name) ?? 0) > budget) continue;
      const began = performance.now();
      await measure(name, run);
      spent.set(name, (spent.get(name) ?? 0) + performance.now() - began);
    }
}
