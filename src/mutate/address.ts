/** An interface has another address of the same subnet. */
import type { Mutation } from './mutation.ts';
import { changed, otherAddress, wordsAfter } from './words.ts';

export const address: Mutation = {
  name: 'address',
  about: 'an interface has another address of its subnet',
  of(step) {
    const at = wordsAfter(step, 'ip', 'addr', ['add', 'replace']);
    if (at === undefined || step.kind !== 'run') return [];
    const [ip = '', length] = (step.argv[at] ?? '').split('/');
    const other = otherAddress(ip);
    if (other === undefined) return [];
    const cidr = length === undefined ? other : `${other}/${length}`;
    return [{ what: `${cidr} in place of ${step.argv[at]}`, instead: changed(step, at, 1, [cidr]) }];
  },
};
