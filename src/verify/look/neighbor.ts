import { after, type Reader, wordsOf } from './reader.ts';

export const neighbor: Reader = {
  about: 'neighbor entries that are written',
  find(step, node, names) {
    const words = wordsOf(step, 'ip', ['neigh', 'neighbor'], ['add']);
    const dev = words && after(words, 'dev');
    if (!words || !dev) return undefined;
    if (words[0] === 'proxy') {
      if (node.proxies.some((row) => row.dst === words[1] && row.dev === dev)) return undefined;
      return {
        why: `${node.node} does not answer for ${words[1]} on ${dev}`,
        argv: ['ip', 'neigh', 'show', 'proxy'],
      };
    }
    const [address, mac] = [words[0]!, after(words, 'lladdr')];
    const argv = ['ip', 'neigh', 'show', 'dev', dev];
    const found = node.neighbors.find((row) => row.dst === address && row.dev === dev);
    if (!found?.lladdr)
      return { why: `${node.node}'s ${dev} has no neighbor entry for ${names.address(address)}`, argv };
    if (found.lladdr === mac) return undefined;
    const wanted = names.mac(mac ?? '');
    return {
      why: `${node.node}'s neighbor entry for ${address} on ${dev} says ${found.lladdr} and should say ${wanted}`,
      argv,
    };
  },
};
