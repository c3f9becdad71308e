/** A step, or one rule, is left out. What others need then cannot be built at all: the kernel refuses those mutants. */
import type { Mutation } from './mutation.ts';

export const drop: Mutation = {
  name: 'drop',
  about: 'a step, or one rule, is left out',
  of(step) {
    if (step.kind !== 'rules') return [{ what: 'left out' }];
    return step.lines.map((rule) => {
      const lines = step.lines.filter((line) => line !== rule);
      return { rule, what: 'left out', ...(lines.length > 0 ? { instead: { ...step, lines } } : {}) };
    });
  },
};
