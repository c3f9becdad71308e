/** Names of the labs that `diff` and `mutate` build beside a lab. A lab's name has at most 40 characters. */

/** The reference lab of `diff`. */
export const asSaid = (lab: string): string => `${lab.slice(0, 32)}-as-said`;

export const twinName = (lab: string, role: 'twin' | 'mutant', number: number): string =>
  `${lab.slice(0, 28)}-${role}-${number}`;

export const isTwinName = (lab: string, name: string): boolean =>
  name === asSaid(lab) || (name.startsWith(`${lab.slice(0, 28)}-`) && /-(twin|mutant)-\d+$/.test(name));

/** `diff` and `mutate` hold this lock while such labs exist. */
export const twinsLock = (lab: string): string => `${lab.slice(0, 34)}-twins`;
