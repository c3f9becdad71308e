/**
 * natOutgoing (felix/rules/nat.go, StaticNATPostroutingChains in static.go): packets from pods of the pool to
 * destinations outside all pools get the node's address as their source. Two sets contain the pools: all of them, and
 * those with natOutgoing. The second rule is for a tunnel device: if the node sent into the tunnel from another of its
 * addresses, the reply would not return through the tunnel.
 *
 * felix inserts its chains first. Each contains a jump to an empty chain for floating addresses.
 */
import type { Written } from '../../base/tree.ts';
import type { CalicoEncapsulation } from './encapsulation.ts';
import type { Parts } from './parts.ts';

const pools = (about: string, members: readonly string[]): Written => ({
  type: 'hash:net',
  maxelem: 1_048_576,
  members: [...members],
  about,
});

export const nat = (pool: string, natOutgoing: boolean, { device }: CalicoEncapsulation): Parts => ({
  ipsets: {
    'cali40all-ipam-pools': pools('All pod addresses.', [pool]),
    'cali40masq-ipam-pools': pools(
      "Pod addresses that are replaced with the node's address outside the pools.",
      natOutgoing ? [pool] : [],
    ),
  },
  iptables: [
    ...['PREROUTING', 'OUTPUT', 'POSTROUTING'].flatMap((chain) => [
      `-t nat -N cali-${chain}`,
      {
        rule: `-t nat -I ${chain} -j cali-${chain}`,
        about: `Run the chain of felix first in ${chain}.`,
      },
    ]),
    ...['cali-fip-dnat', 'cali-fip-snat', 'cali-nat-outgoing'].map((chain) => `-t nat -N ${chain}`),
    {
      rule: '-t nat -A cali-PREROUTING -j cali-fip-dnat',
      about: 'Floating addresses; this lab has none.',
    },
    {
      rule: '-t nat -A cali-OUTPUT -j cali-fip-dnat',
      about: 'The same for packets from the node itself.',
    },
    {
      rule: '-t nat -A cali-POSTROUTING -j cali-fip-snat',
      about: 'Floating addresses in the other direction.',
    },
    {
      rule: '-t nat -A cali-POSTROUTING -j cali-nat-outgoing',
      about: 'That chain decides whether a packet leaves the pools.',
    },
    ...(device
      ? [
          {
            rule: `-t nat -A cali-POSTROUTING -o ${device} -m addrtype ! --src-type LOCAL --limit-iface-out -m addrtype --src-type LOCAL -j MASQUERADE --random-fully`,
            about: `Packets from the node into ${device} get the address of ${device}; otherwise the reply would not return through it.`,
          },
        ]
      : []),
    ...(natOutgoing
      ? [
          {
            rule: '-t nat -A cali-nat-outgoing -m set --match-set cali40masq-ipam-pools src -m set ! --match-set cali40all-ipam-pools dst -j MASQUERADE --random-fully',
            about:
              "Packets from pods to destinations outside the pools get the node's address as their source.",
          },
        ]
      : []),
  ],
});
