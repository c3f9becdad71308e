import type { Plan, RuleLine, Step } from '../model/plan.ts';

/** One kind of fault that a plan can have. Pure: what it does to a step, not what comes of it. */
export interface Mutation {
  /** Begins the ids of its mutants. */
  readonly name: string;
  /** One line for --help and the docs. */
  readonly about: string;
  /** What it can do to this step; mostly nothing or one thing. */
  of(step: Step, plan: Plan): readonly Alteration[];
}

export interface Alteration {
  /** Which part of the step, where it has several: `dstport`. */
  readonly part?: string;
  /** The line of a `rules` step that it is about. */
  readonly rule?: RuleLine;
  /** In words: `mtu 1280`, `left out`. */
  readonly what: string;
  /** The step as it is then; nothing when it is left out. */
  readonly instead?: Step;
}
