/** Chains of rules, and their conversion to lines of the lab language. */
import type { ItemFragment, SettingFragment } from '../../../model/written.ts';
import { comments } from './comment.ts';

export type FelixTable = 'filter' | 'raw' | 'nat' | 'mangle';

export interface FelixRule {
  /** The text after `-A CHAIN`, without comments, as iptables-save prints it. Empty for a rule that only has a comment. */
  readonly text: string;
  readonly about: string;
  /** felix's own comment. */
  readonly comment?: string;
  /** The rule as felix writes it, if that does not follow from the text. */
  readonly felix?: string;
}

export interface Chain {
  readonly name: string;
  /** Its purpose. */
  readonly about: string;
  readonly rules: readonly FelixRule[];
}

/** Rules in a built-in chain. felix inserts some before all others, and appends some (insertions and appends in table.go). */
export interface Hook {
  readonly chain: string;
  readonly inserted: readonly FelixRule[];
  readonly appended?: readonly FelixRule[];
}

export const rule = (text: string, about: string, comment?: string): FelixRule => ({
  text,
  about,
  ...(comment === undefined ? {} : { comment }),
});

/** The jump from a built-in chain to the chain of felix. */
export const jump = (chain: string, appended: readonly FelixRule[] = []): Hook => ({
  chain,
  inserted: [rule(`-j cali-${chain}`, 'Run the chain of felix before other rules.')],
  appended,
});

/** An empty chain of a feature that no lab has. */
export const unused = (name: string, about: string): Chain => ({ name, about, rules: [] });

/** Lines of one table: chains, their rules, and then the rules in built-in chains that jump to them. */
export function lines(
  table: FelixTable,
  chains: readonly Chain[],
  hooks: readonly Hook[],
): SettingFragment<'iptables'> {
  const prefix = table === 'filter' ? '' : `-t ${table} `;
  const written = (command: string, rules: readonly FelixRule[], hashes: readonly string[]) =>
    rules.map(
      (one, i): ItemFragment<'iptables'> => ({
        rule: `${prefix}${command} ${commented(one, hashes[i]!)}`,
        about: one.about,
      }),
    );
  return [
    ...chains.map(({ name, about }): ItemFragment<'iptables'> => ({ rule: `${prefix}-N ${name}`, about })),
    ...chains.flatMap(({ name, rules }) => written(`-A ${name}`, rules, comments(name, rules))),
    ...hooks.flatMap(({ chain, inserted, appended = [] }) => [
      ...written(`-I ${chain}`, inserted, comments(chain, inserted)),
      ...written(`-A ${chain}`, appended, comments(`${chain}*appends*`, appended)),
    ]),
  ];
}

/** Conditions on the IP header, which iptables-save prints before all matches. */
const header = /^((?:-[iosdp] \S+ ?)*)(.*)$/;

function commented({ text, comment }: FelixRule, hash: string): string {
  const [, first = '', rest = ''] = header.exec(text)!;
  return [
    first.trim(),
    `-m comment --comment "${hash}"`,
    ...(comment === undefined ? [] : [`-m comment --comment "${comment}"`]),
    rest,
  ]
    .filter((part) => part !== '')
    .join(' ');
}
