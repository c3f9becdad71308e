/** All mutations: leaving out a step, and those of the kinds of steps. */
import { type Registry, registry } from '../base/registry.ts';
import { stepKinds } from '../steps/index.ts';

export interface Mutation {
  /** The first word in the ids of its mutants. */
  readonly name: string;
  /** One line for --help and the docs. */
  readonly about: string;
}

export const drop = 'drop';

const brought = stepKinds.all.flatMap(({ mutations = {} }) =>
  Object.entries(mutations).map(([name, about]): Mutation => ({ name, about })),
);

export const mutations: Registry<Mutation> = registry<Mutation>(
  ({ name }) => name,
  [{ name: drop, about: 'a step, or one rule, is left out' }, ...brought],
);
