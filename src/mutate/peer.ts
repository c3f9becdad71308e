/** An fdb entry sends frames to another peer. */
import type { Mutation } from './mutation.ts';
import { changed, otherAddress, valueAt, wordsAfter } from './words.ts';

export const peer: Mutation = {
  name: 'peer',
  about: 'an fdb entry sends to another address',
  of(step) {
    const from = wordsAfter(step, 'bridge', 'fdb', ['add', 'append', 'replace']);
    if (from === undefined || step.kind !== 'run') return [];
    const at = valueAt(step, 'dst', from);
    const other = at === undefined ? undefined : otherAddress(step.argv[at]!);
    if (at === undefined || other === undefined) return [];
    return [{ what: `dst ${other} in place of ${step.argv[at]}`, instead: changed(step, at, 1, [other]) }];
  },
};
