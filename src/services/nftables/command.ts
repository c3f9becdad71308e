import type { ItemFragment } from '../../model/written.ts';

/** An nft command with the reason for it. */
export type NftCommand = ItemFragment<'nftables'> & object;

/** The table of kube-proxy. Its table for IPv6 has the same name. */
const table = 'ip kube-proxy';

/** `add rule ip kube-proxy services ...`. Blanks are those of kube-proxy (sigs.k8s.io/knftables). */
export const add = (object: string, rest: string, about: string): NftCommand => ({
  command: `add ${object} ${table} ${rest}`.trim(),
  about,
});

export const addElement = (name: string, element: string, about: string): NftCommand =>
  add('element', `${name} { ${element} }`, about);

export const addRule = (chain: string, rule: string, about: string): NftCommand =>
  add('rule', `${chain} ${rule}`, about);
