/**
 * A text that a line must contain, or `/a regular expression/`, followed by `i` to ignore case. The engine is RE2.
 * JavaScript's own can take exponential time, in which even Ctrl-C does not work.
 */
import { RE2JS, RE2JSException } from 're2js';

export interface LinePattern {
  readonly test: (line: string) => boolean;
  /** The maximum number of steps of a search is the number of characters in the line times this. */
  readonly states: number;
}

/** States of the compiled expression; `a{1000}` has 1,000. Each character of a line may visit each state. */
const mostStates = 2000;
/** Characters of the expression. Compiling takes time for each of them. */
const longest = 1000;
/** Steps in one output. The slowest expressions take 20 million a second. */
const mostSteps = 100_000_000;
/** Steps between checks for other events, such as Ctrl-C. */
const stepsAtOnce = 1_000_000;

export function linePattern(text: string): LinePattern | { readonly fault: string } {
  const match = /^\/(.+)\/(i?)$/.exec(text);
  if (!match) return { test: (line) => line.includes(text), states: 1 };
  const [, source = '', flags] = match;
  if (source.length > longest)
    return {
      fault: `this regular expression has ${source.length} characters; at most ${longest} are allowed`,
    };
  try {
    const pattern = RE2JS.compile(source, flags === 'i' ? RE2JS.CASE_INSENSITIVE : 0);
    const states = pattern.programSize();
    if (states > mostStates)
      return {
        fault: `${text} has ${states} states after expanding its repeats; at most ${mostStates} are allowed`,
      };
    return { test: (line) => pattern.test(line), states };
  } catch (error) {
    if (!(error instanceof RE2JSException)) throw error;
    const why = error.message.replace(/^error parsing regexp: /, '');
    return { fault: `${text} is not a regular expression in RE2 syntax: ${why}` };
  }
}

/** The texts that are in no line, or a text that would take too long to search for. */
export async function findMissing(
  output: string,
  texts: readonly string[],
): Promise<{ readonly missing: readonly string[] } | { readonly tooLong: string }> {
  const lines = output.split('\n');
  const missing: string[] = [];
  for (const text of texts) {
    const pattern = linePattern(text);
    if ('fault' in pattern) throw new TypeError(pattern.fault);
    if (pattern.states > 1 && pattern.states * output.length > mostSteps) return { tooLong: text };
    if (!(await anyLine(lines, pattern))) missing.push(text);
  }
  return { missing };
}

async function anyLine(lines: readonly string[], { test, states }: LinePattern): Promise<boolean> {
  let steps = 0;
  for (const line of lines) {
    steps += states * (line.length + 1);
    if (steps > stepsAtOnce) {
      await new Promise((resolve) => setImmediate(resolve));
      steps = 0;
    }
    if (test(line)) return true;
  }
  return false;
}
