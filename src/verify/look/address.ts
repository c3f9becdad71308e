import type { Row } from '../../state/state.ts';
import { after, type Reader, wordsOf } from './reader.ts';

export const address: Reader = {
  about: 'addresses on interfaces',
  find(step, node) {
    const words = wordsOf(step, 'ip', ['addr', 'address'], ['add']);
    const [cidr, dev] = [words?.[0], words && after(words, 'dev')];
    if (!cidr || !dev) return undefined;
    const has = (row: Row) =>
      ((row.addr_info ?? []) as Row[]).some((info) => `${info.local}/${info.prefixlen}` === cidr);
    if (node.addresses.some((row) => row.ifname === dev && has(row))) return undefined;
    return {
      why: `${node.node}'s ${dev} does not have the address ${cidr}`,
      argv: ['ip', 'addr', 'show', 'dev', dev],
    };
  },
};
