/**
 * natOutgoing (felix/rules/nat.go, StaticNATPostroutingChains in static.go): what pods of the pool send to anywhere outside all pools
 * leaves with the node's address. Two sets say what is a pool; with several pools only some may want it. The second rule, for
 * a tunnel device: what the node itself sends into the tunnel from another of its addresses would get no answer through it.
 *
 * felix puts its chains first and fills them with an empty one each for floating addresses.
 */
import type { Written } from '../../base/tree.ts';
import type { Encapsulation } from './encapsulation.ts';
import type { Parts } from './parts.ts';

const pools = (about: string, members: readonly string[]): Written => ({
  type: 'hash:net',
  maxelem: 1_048_576,
  members: [...members],
  about,
});

/** Of what leads only to chains for them. */
const floating = 'Nothing here has a floating address.';

export const nat = (pool: string, natOutgoing: boolean, { device }: Encapsulation): Parts => ({
  ipsets: {
    'cali40all-ipam-pools': pools('The addresses of all pods.', [pool]),
    'cali40masq-ipam-pools': pools(
      "The addresses of pods that leave with their node's.",
      natOutgoing ? [pool] : [],
    ),
  },
  iptables: [
    ...['PREROUTING', 'OUTPUT', 'POSTROUTING'].flatMap((chain) => [
      `-t nat -N cali-${chain}`,
      {
        rule: `-t nat -I ${chain} -j cali-${chain}`,
        about: `felix comes first in ${chain}.`,
        ...(chain === 'POSTROUTING' ? {} : { neutral: floating }),
      },
    ]),
    ...['cali-fip-dnat', 'cali-fip-snat', 'cali-nat-outgoing'].map((chain) => `-t nat -N ${chain}`),
    {
      rule: '-t nat -A cali-PREROUTING -j cali-fip-dnat',
      about: 'Floating addresses: there are none here.',
      neutral: floating,
    },
    {
      rule: '-t nat -A cali-OUTPUT -j cali-fip-dnat',
      about: 'The same for what the node itself sends.',
      neutral: floating,
    },
    { rule: '-t nat -A cali-POSTROUTING -j cali-fip-snat', about: 'And on the way back.', neutral: floating },
    {
      rule: '-t nat -A cali-POSTROUTING -j cali-nat-outgoing',
      about: 'Whether a packet leaves the pools is decided there.',
    },
    ...(device
      ? [
          {
            rule: `-t nat -A cali-POSTROUTING -o ${device} -m addrtype ! --src-type LOCAL --limit-iface-out -m addrtype --src-type LOCAL -j MASQUERADE --random-fully`,
            about: `What the node sends into ${device} has the address of ${device}, or the answer would not come back through it.`,
          },
        ]
      : []),
    ...(natOutgoing
      ? [
          {
            rule: '-t nat -A cali-nat-outgoing -m set --match-set cali40masq-ipam-pools src -m set ! --match-set cali40all-ipam-pools dst -j MASQUERADE --random-fully',
            about: "What pods send outside the pools leaves with the node's address.",
          },
        ]
      : []),
  ],
});
