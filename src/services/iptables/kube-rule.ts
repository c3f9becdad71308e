import type { ItemFragment } from '../../model/written.ts';

export type KubeTable = 'filter' | 'nat' | 'mangle';

/** A rule at the end of a chain. */
export interface KubeRule {
  readonly table: KubeTable;
  readonly chain: string;
  /** The text after the chain, in the order in which kube-proxy writes it. */
  readonly text: string;
  readonly about: string;
}

/** A chain of kube-proxy. */
export interface KubeChain {
  readonly table: KubeTable;
  readonly name: string;
  readonly about: string;
}

const tableOption = (table: KubeTable): string => (table === 'filter' ? '' : `-t ${table} `);

export const newChain = ({ table, name, about }: KubeChain): ItemFragment<'iptables'> & object => ({
  rule: `${tableOption(table)}-N ${name}`,
  about,
});

/** `command` is `-A`, or `-I` for the first rule of a chain. */
export const ruleOf = (command: '-A' | '-I', line: KubeRule): ItemFragment<'iptables'> & object => ({
  rule: `${tableOption(line.table)}${command} ${line.chain} ${line.text}`,
  about: line.about,
});

/** kube-proxy's own quotes: iptables-save also quotes words with ":" or "/". */
export const comment = (text: string): string =>
  `-m comment --comment ${text.includes(' ') ? `"${text}"` : text}`;

export const kubeRule = (table: KubeTable, chain: string, text: string, about: string): KubeRule => ({
  ...{ table, chain, about },
  text: text.replaceAll(/ {2,}/g, ' ').trim(),
});
