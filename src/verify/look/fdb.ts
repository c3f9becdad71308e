import { after, type Reader, wordsOf } from './reader.ts';

export const fdb: Reader = {
  about: 'forwarding entries that are written',
  find(step, node, names) {
    const words = wordsOf(step, 'bridge', ['fdb'], ['add', 'append', 'replace']);
    const dev = words && after(words, 'dev');
    const mac = words?.[0];
    if (!words || !dev || !mac) return undefined;
    const argv = ['bridge', 'fdb', 'show', 'dev', dev];
    const entries = node.fdb.filter((row) => row.ifname === dev && row.mac === mac);
    const dst = after(words, 'dst');
    if (entries.some((row) => dst === undefined || row.dst === dst)) return undefined;
    // The MAC of zeros has a list of peers: that others are in it is no fault.
    const everyMac = mac === '00:00:00:00:00:00';
    if (entries.length === 0 || everyMac) {
      const whose = everyMac ? `unknown MACs towards ${names.address(dst ?? '')}` : names.mac(mac);
      return { why: `${node.node}'s ${dev} has no fdb entry for ${whose}`, argv };
    }
    const wrong = entries[0]!.dst ?? 'nowhere';
    return {
      why: `${node.node}'s fdb entry for ${mac} on ${dev} points to ${names.address(wrong)} and should point to ${names.address(dst!)}`,
      argv,
    };
  },
};
