import type { Faults } from '../../base/diagnostic.ts';
import type { LabNode } from '../../model/lab.ts';
import type { Spec } from '../../model/spec.ts';
import type { Domains } from '../domains.ts';
import type { Draft } from '../draft.ts';

/** The input of these checks: the whole lab, laid out and with all references looked up. */
export interface Whole {
  readonly spec: Spec;
  readonly draft: Draft;
  readonly domains: Domains;
  readonly faults: Faults;
  readonly settings: ReadonlyMap<string, LabNode['settings']>;
}
