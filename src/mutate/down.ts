/** An interface is never brought up, and everything else is said of it. Where nothing else is, that is to leave the step out. */
import type { Mutation } from './mutation.ts';
import { changed, wordsAfter } from './words.ts';

export const down: Mutation = {
  name: 'down',
  about: 'an interface is not brought up',
  of(step) {
    const at = wordsAfter(step, 'ip', 'link', ['add', 'set']);
    if (at === undefined || step.kind !== 'run') return [];
    const up = step.argv.indexOf('up', at);
    if (up < 0) return [];
    const rest = step.argv.slice(at).filter((word) => !['up', 'dev'].includes(word));
    return rest.length > 1 ? [{ what: 'not brought up', instead: changed(step, up, 1, []) }] : [];
  },
};
