/** A port is left out of its bridge (or its VRF): it comes up and belongs to nothing. */
import type { Mutation } from './mutation.ts';
import { changed, valueAt, wordsAfter } from './words.ts';

export const unplug: Mutation = {
  name: 'unplug',
  about: 'an interface is no port of its bridge',
  of(step) {
    const at = wordsAfter(step, 'ip', 'link', ['add', 'set']);
    if (at === undefined || step.kind !== 'run') return [];
    const master = valueAt(step, 'master', at);
    if (master === undefined) return [];
    return [{ what: `no port of ${step.argv[master]}`, instead: changed(step, master - 1, 2, []) }];
  },
};
