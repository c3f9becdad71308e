/** Chains of rules, and how they become lines of the lab language. */
import type { Written } from '../../../base/tree.ts';

export type Table = 'filter' | 'raw';

export interface Rule {
  /** What stands behind `-A CHAIN`. */
  readonly text: string;
  readonly about: string;
}

export interface Chain {
  readonly name: string;
  /** What it decides. */
  readonly about: string;
  readonly rules: readonly Rule[];
}

export const rule = (text: string, about: string): Rule => ({ text, about });

/** Lines of one table: chains, their rules, and then the rules in chains of the kernel, which make the others take part. */
export function lines(table: Table, chains: readonly Chain[], hooks: readonly Rule[]): readonly Written[] {
  const prefix = table === 'filter' ? '' : `-t ${table} `;
  return [
    ...chains.map(({ name, about }) => ({ rule: `${prefix}-N ${name}`, about })),
    ...chains.flatMap(({ name, rules }) =>
      rules.map(({ text, about }) => ({ rule: `${prefix}-A ${name} ${text}`, about })),
    ),
    ...hooks.map(({ text, about }) => ({ rule: `${prefix}${text}`, about })),
  ];
}
