/** A lab's text as data that knows where each value stands. Scalars stay text until the schema types them. */
import type { Source } from '../base/diagnostic.ts';

export type Tree = Scalar | List | Mapping;

export interface Scalar {
  readonly kind: 'scalar';
  /** null for an empty value, `~` and `null` unquoted. */
  readonly text: string | null;
  readonly at: Source;
}

export interface List {
  readonly kind: 'list';
  readonly items: readonly Tree[];
  readonly at: Source;
}

export interface Mapping {
  readonly kind: 'map';
  readonly entries: readonly Entry[];
  readonly at: Source;
}

export interface Entry {
  readonly key: string;
  readonly keyAt: Source;
  readonly value: Tree;
}
