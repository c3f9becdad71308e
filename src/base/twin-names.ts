/** Names of the labs that `diff`, `mutate` and `measure` build beside a lab. A lab's name has at most 40 characters. */

/** The reference lab of `diff`. */
export const asSaid = (lab: string): string => `${lab.slice(0, 32)}-as-said`;

const base = (lab: string): string => lab.slice(0, 28);

export const twinName = (lab: string, role: 'twin' | 'mutant' | 'measure', number: number): string =>
  `${base(lab)}-${role}-${number}`;

/** A user's own lab may have such a name, too: only its journal shows what it is. */
export const isTwinName = (lab: string, name: string): boolean =>
  name === asSaid(lab) ||
  (name.startsWith(base(lab)) && /^-(twin|mutant|measure)-\d+$/.test(name.slice(base(lab).length)));

/** `diff`, `mutate` and `measure` hold this lock while such labs exist. No lab can have this name, because of the dot. */
export const twinsLock = (lab: string): string => `${lab}.twins`;
