/**
 * A bound on what a lab grows to when it is written out. A `for` copies its body, groups and defaults are copied into each node, and a
 * variable may be long: a few lines could take all memory. Clusters are not counted here: they bound themselves.
 */
import type { Faults, Source } from '../base/diagnostic.ts';
import type { Tree } from '../base/tree.ts';

/** In characters of text; ten times the largest file. */
const most = 1 << 24;
/** Characters that a value counts as in addition to its text: about 20 bytes of memory each, in all later stages together. */
const perValue = 32;

export class Growth {
  readonly #faults: Faults;
  readonly #weights = new WeakMap<Tree, number>();
  #left = most;

  constructor(faults: Faults) {
    this.#faults = faults;
  }

  /** Throws a Refusal once the lab is too large. */
  spend(characters: number, at: Source): void {
    this.#left -= characters;
    if (this.#left >= 0) return;
    this.#faults.add({
      code: 'lab-too-large',
      message: 'the lab is too large once for, vars, groups, globs and defaults are written out',
      at,
      hint: 'use fewer copies, or shorter ones',
    });
    this.#faults.raise();
  }

  copy(tree: Tree, times: number, at: Source): void {
    this.spend(this.#weight(tree) * times, at);
  }

  #weight(tree: Tree): number {
    const known = this.#weights.get(tree);
    if (known !== undefined) return known;
    const weight = perValue + this.#inside(tree);
    this.#weights.set(tree, weight);
    return weight;
  }

  #inside(tree: Tree): number {
    if (tree.kind === 'scalar') return tree.text?.length ?? 0;
    if (tree.kind === 'list') return tree.items.reduce((sum, item) => sum + this.#weight(item), 0);
    return tree.entries.reduce((sum, { key, value }) => sum + key.length + this.#weight(value), 0);
  }
}
