/**
 * The sets that felix's rules match (felix/ipsets). All contain prefixes, and have the maximum size that felix sets
 * (MaxIPSetSize).
 */
import type { ItemFragment, SettingFragment } from '../../../model/written.ts';

export interface AddressSet {
  readonly name: string;
  readonly members: readonly string[];
  readonly about: string;
}

export const writtenSets = (sets: readonly AddressSet[]): SettingFragment<'ipsets'> =>
  Object.fromEntries(
    sets.map(({ name, members, about }): [string, ItemFragment<'ipsets'>] => [
      name,
      { type: 'hash:net', maxelem: 1_048_576, members: [...members], about },
    ]),
  );
