/** Compiles a lab for its `about` and its needs. */

import { Refusal } from '../base/diagnostic.ts';
import { sha256 } from '../base/digest.ts';
import { toPlain } from '../base/tree.ts';
import type { Requirements } from '../model/plan.ts';
import { plan } from '../plan/plan.ts';
import { filesBeside } from './beside-lab.ts';
import { explain } from './compile.ts';

export interface LabFacts {
  readonly lab?: string;
  readonly about: string;
  readonly group: string;
  readonly nodes: number;
  readonly requires?: Requirements;
  /** How many faults refuse it. */
  readonly faults: number;
}

/** The descriptions that the build stored, by the digest of the lab's text, so that a changed lab is not found. */
export const noteOf = (bytes: Uint8Array, path: string): readonly [digest: string, facts: LabFacts] => [
  sha256(bytes),
  describeLab(bytes, path),
];

const elsewhere = 'labs';

export function describeLab(bytes: Uint8Array, path: string): LabFacts {
  try {
    const { explicit, lab } = explain(bytes, path, [], { read: filesBeside(path, path) });
    const { labels } = toPlain(explicit) as { labels?: { group?: string } };
    return {
      ...{ lab: lab.name, about: lab.about, group: labels?.group ?? elsewhere },
      ...{ nodes: lab.nodes.length, requires: plan(lab).requires, faults: 0 },
    };
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    return { about: '', group: elsewhere, nodes: 0, faults: error.diagnostics.length };
  }
}
