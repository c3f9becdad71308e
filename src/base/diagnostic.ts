import { suggest } from './suggest.ts';

/** A position in a lab's text. Lines and columns count from 1; `width` is in characters, for the caret. */
export interface Source {
  readonly file: string;
  readonly line: number;
  readonly column: number;
  readonly width?: number;
  /** The value is a block scalar (`|`): its first line is the next one. */
  readonly block?: true;
}

/** One error in a lab: what was found, its position, the valid words, and what to do. */
export interface Diagnostic {
  /** Stable and kebab-case, for tests and programs: `unknown-type`. */
  readonly code: string;
  /** A sentence without a full stop: `unknown interface type "vxlna"`. */
  readonly message: string;
  readonly at?: Source;
  /** The words that are valid at this position. */
  readonly known?: readonly string[];
  /** The unknown word, if the most similar of `known` should be suggested. A {@link Refusal} has looked. */
  readonly word?: string;
  readonly suggestion?: string;
  /** The remedy, if another word is not enough. */
  readonly hint?: string;
}

/**
 * A fault as a stage finds it. Words and hints that take time to compute are functions: a lab may have a hundred thousand faults,
 * and only those that are printed need them.
 */
export type Fault = Omit<Diagnostic, 'known' | 'hint'> & {
  readonly known?: readonly string[] | (() => readonly string[]);
  readonly hint?: string | (() => string);
};

/** Thrown for an invalid lab, with all faults that the compile stages found. Nothing has been built. */
export class Refusal extends Error {
  readonly diagnostics: readonly Diagnostic[];

  constructor(diagnostics: readonly Fault[]) {
    super(diagnostics.map((d) => `${place(d.at)}${d.code}: ${d.message}`).join('\n'));
    this.name = 'Refusal';
    this.diagnostics = advise(diagnostics);
  }
}

/** With the known words and hints, for those that are printed. */
export const advise = (faults: readonly Fault[]): readonly Diagnostic[] =>
  faults.map((fault, i) => (i < mostShown ? advised(fault) : brief(fault)));

/**
 * Number of errors that are printed with a suggestion. Looking for the most similar word takes time for each unknown word and
 * each known one: in a lab of 5,000 nodes and 10,000 unknown names, minutes.
 */
export const mostShown = 50;

function advised({ word, known: words, hint: advice, ...fault }: Fault): Diagnostic {
  const known = typeof words === 'function' ? words() : words;
  const hint = typeof advice === 'function' ? advice() : advice;
  const found = word === undefined ? undefined : suggest(word, known ?? []);
  return {
    ...fault,
    ...(known === undefined ? {} : { known }),
    ...(found === undefined ? {} : { suggestion: found }),
    ...(hint === undefined ? {} : { hint }),
  };
}

const brief = ({ word: _, known: __, hint, ...fault }: Fault): Diagnostic =>
  typeof hint === 'string' ? { ...fault, hint } : fault;

/** Faults with one code at one position: a single error under `for` repeats in every copy, and the first ones suffice. */
const mostAtOnePlace = 3;

/** Each fault may hold thousands of known words, and only those that are printed need them. */
const mostAdvised = 1000;

/** Collects faults, so that a stage reports them together. The same fault at the same position counts once. */
export class Faults {
  readonly #byKey = new Map<string, Fault>();
  readonly #atPlace = new Map<string, number>();

  add(fault: Fault): void {
    const kind = `${place(fault.at)}${fault.code}`;
    const key = `${kind}:${fault.message}`;
    const before = this.#atPlace.get(kind) ?? 0;
    if (this.#byKey.has(key) || before >= mostAtOnePlace) return;
    this.#atPlace.set(kind, before + 1);
    this.#byKey.set(key, this.#byKey.size < mostAdvised ? fault : brief(fault));
  }

  /** Like `add`, but ignores faults at a position that already has one: they would be its consequence. */
  addConsequent(faults: readonly Fault[]): void {
    const places = new Set(this.list.map((fault) => place(fault.at)));
    for (const fault of faults)
      if (fault.code === 'missing-key' || !places.has(place(fault.at))) this.add(fault);
  }

  get size(): number {
    return this.#byKey.size;
  }

  get list(): readonly Fault[] {
    return [...this.#byKey.values()].sort(
      (a, b) => (a.at?.line ?? 0) - (b.at?.line ?? 0) || (a.at?.column ?? 0) - (b.at?.column ?? 0),
    );
  }

  /** Throws a {@link Refusal} if there is any fault. */
  raise(): void {
    if (this.#byKey.size > 0) throw new Refusal(this.list);
  }
}

/** `file:line:column `, which editors and terminals turn into a link. `--set path=value` has no lines. */
export const place = (at: Source | undefined): string =>
  at ? `${at.file.startsWith('--set ') ? at.file : `${at.file}:${at.line}:${at.column}`} ` : '';
