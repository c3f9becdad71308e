/**
 * An equivalent mutant is one that no packet can reveal. The reasons are here, one file per origin of the steps, because only
 * mutation testing needs them. A judge reads the plan: what the other steps make of the change decides, not who wrote it.
 */
import type { Plan, Step, StepLine } from '../../model/plan.ts';

/** A mutation of a step, or of one of its lines. */
export interface PlanChange {
  readonly mutation: string;
  /** The part of the step: a setting, a line of a file. */
  readonly part?: string;
  readonly step: Step;
  readonly line?: StepLine;
}

/** Returns the reason why the change is equivalent; undefined if a packet may reveal it. */
export type Judge = (change: PlanChange) => string | undefined;

/** Reads a plan once and returns the judge of its mutants. */
export type Equivalents = (plan: Plan) => Judge;
