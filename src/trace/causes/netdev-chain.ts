/** An nftables chain at ingress or egress of the interface drops it, before or after everything that a trace of nftables reports. */
import type { CauseFinder } from './cause.ts';

export const netdevChain: CauseFinder = {
  reasons: ['NETFILTER_DROP'],
  find({ last, after }) {
    const hook = last.direction === 'in' ? 'ingress' : 'egress';
    const chain = (after?.chains ?? []).find(
      (one) =>
        one.hook === hook &&
        one.device === last.interface &&
        one.rules.some(({ target }) => target === 'DROP'),
    );
    const rule = chain?.rules.find(({ target }) => target === 'DROP');
    if (!chain || !rule) return undefined;
    return {
      id: 'rule',
      node: last.node,
      why: `${last.node} drops it at ${hook} of ${last.interface}: nftables rule ${rule.line} in table ${rule.table}`,
      argv: ['nft', 'list', 'chain', chain.family, chain.table, chain.chain],
    };
  },
};
