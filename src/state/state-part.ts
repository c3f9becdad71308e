/**
 * A part of a node's state that a kind of step declares, for things that only such steps make. `verify` reads it in nodes with
 * such steps; `netlab diff` reads it in all nodes.
 */
import type { Step } from '../model/plan.ts';
import type { NodeState } from './state.ts';

export interface StatePart<T = unknown> {
  /** Also begins its comparable lines: `ipsets`. */
  readonly name: string;
  /**
   * Shell words that print it in the node. If the command fails, the part is empty. A function gets the node's steps; it
   * returns nothing for a node in which the part is not read.
   */
  readonly command: string | ((steps: readonly Step[]) => string);
  /** The commands that print it with counters, for people. */
  readonly shown: readonly string[];
  read(text: string): T;
  /**
   * Lines to compare with those of another lab of this plan, without values that the kernel or the clock chose. `steps` are the
   * node's.
   */
  lines(value: T, steps: readonly Step[]): readonly string[];
  /** The value after interfaces of these names are deleted. Default: the same. */
  without?(value: T, names: ReadonlySet<string>): T;
  /** How `netlab diff` prints two such lines that differ. */
  readonly difference: Omit<DifferenceKind, 'part'>;
}

/** Any part, as a list holds it. Its type is private to the kind that declares it. */
// biome-ignore lint/suspicious/noExplicitAny: the list is heterogeneous; each part is typed inside.
export type AnyStatePart = StatePart<any>;

/** One kind of thing in a state, as `netlab diff` prints it. */
export interface DifferenceKind {
  /** The first word of its comparable lines. */
  readonly part: string;
  /** `route`, `sysctl` */
  readonly what: string;
  /** Two lines with one key are the same thing with other values. A line without a key is like no other. */
  key(text: string): string | undefined;
  /** The thing as `ip` and other programs write it. */
  say(text: string): string;
  /** The thing without the values that may change. */
  name?(text: string): string;
  /** The values that differ between two lines with one key; without this function, both lines are printed. */
  values?(is: string, should: string): readonly Value[];
  /** Each line contains its position among its like. */
  readonly ordered?: boolean;
  /** Of ordered lines: two lines with one such key are the same thing with other values. */
  changedKey?(text: string): string | undefined;
}

export interface Value {
  readonly field: string;
  readonly is: string;
  readonly should: string;
}

/** The value of a part in one node; empty where the part was not read. */
export const partOf = <T>(node: NodeState, part: StatePart<T>): T =>
  node.parts.has(part.name) ? (node.parts.get(part.name) as T) : part.read('');

/** Lines without values: each is in a state or is not. */
export const plainDifference = (what: string): AnyStatePart['difference'] => ({
  what,
  key: () => undefined,
  say: (text) => text,
});
