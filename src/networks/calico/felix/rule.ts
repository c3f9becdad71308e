/** Chains of rules, and their conversion to lines of the lab language. */
import type { Written } from '../../../base/tree.ts';

export type Table = 'filter' | 'raw';

export interface Rule {
  /** The text after `-A CHAIN`. */
  readonly text: string;
  readonly about: string;
  readonly unnoticed?: Unnoticed;
}

/** Why no packet notices that a rule is left out, or does the opposite; `unless` names a rule with which one would. */
interface Unnoticed {
  readonly drop?: string;
  readonly target?: string;
  readonly unless?: string;
}

export interface Chain {
  readonly name: string;
  /** Its purpose. */
  readonly about: string;
  readonly rules: readonly Rule[];
}

export const rule = (text: string, about: string, unnoticed?: Unnoticed): Rule => ({
  ...{ text, about },
  ...(unnoticed ? { unnoticed } : {}),
});

/** Of a rule that no packet comes to. */
export const unreached = (why: string): Unnoticed => ({ drop: why, target: why });

/** Of a rule that lets through what nothing behind it would stop. */
export const open = (chain: string): Unnoticed => ({
  drop: `The policy of ${chain} is ACCEPT here: what no rule lets through passes all the same.`,
  unless: `-P ${chain} DROP`,
});

/** Lines of one table: chains, their rules, and then the rules in built-in chains that jump to them. */
export function lines(table: Table, chains: readonly Chain[], hooks: readonly Rule[]): readonly Written[] {
  const prefix = table === 'filter' ? '' : `-t ${table} `;
  return [
    ...chains.map(({ name, about }) => ({ rule: `${prefix}-N ${name}`, about })),
    ...chains.flatMap(({ name, rules }) =>
      rules.map(({ text, ...rest }) => ({ rule: `${prefix}-A ${name} ${text}`, ...said(rest) })),
    ),
    ...hooks.map(({ text, ...rest }) => ({ rule: `${prefix}${text}`, ...said(rest) })),
  ];
}

const said = ({ about, unnoticed }: Omit<Rule, 'text'>) => {
  if (!unnoticed) return { about };
  const { unless, ...neutral } = unnoticed;
  return { about, neutral, ...(unless ? { 'neutral-unless': unless } : {}) };
};
