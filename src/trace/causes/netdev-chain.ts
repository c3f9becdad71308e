/**
 * An nftables chain at ingress or egress of an interface drops it, before or after everything that a trace of nftables
 * reports. A packet is captured after egress, so one that is dropped there is last seen where it entered the node.
 */
import { devicesOf } from '../next-hop.ts';
import type { Reading } from '../readings.ts';
import type { Cause } from '../trace.ts';
import type { CauseFinder } from './cause.ts';

export const netdevIngress: CauseFinder = {
  reasons: ['NETFILTER_DROP'],
  find: ({ last: { node, direction, interface: name }, after }) =>
    direction === 'in' ? droppingChain({ node, hook: 'ingress', names: [name], after }) : undefined,
};

/** Whether a rule at egress matches the packet is unknown, so causes with evidence come first. */
export const netdevEgress: CauseFinder = {
  reasons: ['NETFILTER_DROP'],
  find: ({ last: { node }, after, route, visit }) =>
    droppingChain({
      node,
      hook: 'egress',
      names: visit.left ? [visit.left.interface] : devicesOf(route),
      after,
    }),
};

interface Hook {
  readonly node: string;
  readonly hook: 'ingress' | 'egress';
  readonly names: readonly string[];
  readonly after: Reading | undefined;
}

export function droppingChain({ node, hook, names, after }: Hook): Cause | undefined {
  const chain = (after?.chains ?? []).find(
    (one) =>
      one.hook === hook &&
      one.device !== undefined &&
      names.includes(one.device) &&
      one.rules.some(({ target }) => target === 'DROP'),
  );
  const rule = chain?.rules.find(({ target }) => target === 'DROP');
  if (!chain || !rule) return undefined;
  return {
    id: 'rule',
    node,
    why: `${node} drops it at ${hook} of ${chain.device}: nftables rule ${rule.line} in table ${rule.table}`,
    argv: ['nft', 'list', 'chain', chain.family, chain.table, chain.chain],
  };
}
