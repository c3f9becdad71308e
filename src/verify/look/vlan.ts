import type { Row } from '../../state/state.ts';
import { after, type Reader, wordsOf } from './reader.ts';

export const vlan: Reader = {
  about: "VLANs of a bridge's ports",
  find(step, node) {
    const words = wordsOf(step, 'bridge', ['vlan'], ['add']);
    const [dev, id] = [words && after(words, 'dev'), words && after(words, 'vid')];
    if (!words || !dev || !id) return undefined;
    const argv = ['bridge', 'vlan', 'show', 'dev', dev];
    const all = node.vlans.flatMap((row) => (row.ifname === dev ? (row.vlans as readonly Row[]) : []));
    const found = all.find((row) => String(row.vlan) === id);
    if (!found) return { why: `${node.node}'s ${dev} is not in VLAN ${id}`, argv };
    for (const [word, flag, what] of flags)
      if (words.includes(word) !== (found.flags?.includes(flag) ?? false))
        return {
          why: `VLAN ${id} of ${node.node}'s ${dev} ${words.includes(word) ? what[0] : what[1]}`,
          argv,
        };
    return undefined;
  },
};

/** Word of `bridge vlan add`, flag of `bridge -j vlan show`, and what it means that it is missing or too many. */
const flags = [
  [
    'untagged',
    'Egress Untagged',
    ['leaves with a tag and should not', 'leaves without a tag and should have it'],
  ],
  ['pvid', 'PVID', ['does not get what comes without a tag', 'gets what comes without a tag and should not']],
] as const;
