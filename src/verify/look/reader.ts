/** Compares one step of the plan with what the kernel holds. Each kind of thing that a plan makes has a reader of its own. */
import type { Step } from '../../model/plan.ts';
import type { NodeState } from '../../state/state.ts';
import type { Names } from './names.ts';

export interface Finding {
  /** A sentence with the lab's names, without a full stop. */
  readonly why: string;
  /** What to type in the node to see it. */
  readonly argv: readonly string[];
}

export interface Reader {
  /** What it compares. */
  readonly about: string;
  /** What is missing or different of what this step made; undefined where all is well, or the step makes something else. */
  find(step: Step, node: NodeState, names: Names): Finding | undefined;
}

/**
 * The words of `ip <object> add ...` after the verb, or undefined where the step is another command. What a lab's own commands
 * (`run`) make, its next one may take away: of them nothing can be said.
 */
export function wordsOf(
  step: Step,
  program: string,
  object: readonly string[],
  verb: readonly string[],
): readonly string[] | undefined {
  if (step.kind !== 'run' || step.stage === 'processes' || step.argv[0] !== program) return undefined;
  const rest = step.argv.slice(1).filter((word) => word !== '-6' && word !== '-4');
  return object.includes(rest[0] ?? '') && verb.includes(rest[1] ?? '') ? rest.slice(2) : undefined;
}

/** The word after `key`. */
export function after(words: readonly string[], key: string): string | undefined {
  const at = words.indexOf(key);
  return at < 0 ? undefined : words[at + 1];
}

/** The interface that the words after `ip link add` or `ip link set` are about, with or without the word before it. */
export const nameOf = (words: readonly string[]): string => {
  if (words[0] === 'link') return after(words, 'name') ?? '';
  return (words[0] === 'name' || words[0] === 'dev' ? words[1] : words[0]) ?? '';
};
