/**
 * The sets that felix's rules match (felix/ipsets). All contain prefixes, and have the maximum size that felix sets
 * (MaxIPSetSize).
 */
import type { Written } from '../../../base/tree.ts';

export interface AddressSet {
  readonly name: string;
  readonly members: readonly string[];
  readonly about: string;
}

export const writtenSets = (sets: readonly AddressSet[]): { readonly [name: string]: Written } =>
  Object.fromEntries(
    sets.map(({ name, members, about }) => [
      name,
      { type: 'hash:net', maxelem: 1_048_576, members: [...members], about },
    ]),
  );
