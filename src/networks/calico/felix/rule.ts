/** Chains of rules, and their conversion to lines of the lab language. */
import type { Written } from '../../../base/tree.ts';

export type FelixTable = 'filter' | 'raw';

export interface FelixRule {
  /** The text after `-A CHAIN`. */
  readonly text: string;
  readonly about: string;
}

export interface Chain {
  readonly name: string;
  /** Its purpose. */
  readonly about: string;
  readonly rules: readonly FelixRule[];
}

export const rule = (text: string, about: string): FelixRule => ({ text, about });

/** Lines of one table: chains, their rules, and then the rules in built-in chains that jump to them. */
export function lines(
  table: FelixTable,
  chains: readonly Chain[],
  hooks: readonly FelixRule[],
): readonly Written[] {
  const prefix = table === 'filter' ? '' : `-t ${table} `;
  return [
    ...chains.map(({ name, about }) => ({ rule: `${prefix}-N ${name}`, about })),
    ...chains.flatMap(({ name, rules }) =>
      rules.map(({ text, ...rest }) => ({ rule: `${prefix}-A ${name} ${text}`, ...rest })),
    ),
    ...hooks.map(({ text, ...rest }) => ({ rule: `${prefix}${text}`, ...rest })),
  ];
}
