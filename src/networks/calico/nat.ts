/**
 * natOutgoing (felix/rules/nat.go, StaticNATPostroutingChains in static.go): packets from pods of the pool to
 * destinations outside all pools get the node's address as their source. Two sets contain the pools: all of them, and
 * those with natOutgoing. The second rule is for a tunnel device: if the node sent into the tunnel from another of its
 * addresses, the reply would not return through the tunnel.
 *
 * felix inserts its chains first. Each contains a jump to an empty chain for floating addresses.
 */
import type { ItemFragment, NodeFragment } from '../../model/written.ts';
import type { CalicoEncapsulation } from './encapsulation.ts';
import { type Chain, type Hook, jump, lines, rule, unused } from './felix/rule.ts';
import type { Tunnel } from './felix/tunnel.ts';

const pools = (about: string, members: readonly string[]): ItemFragment<'ipsets'> => ({
  type: 'hash:net',
  maxelem: 1_048_576,
  members: [...members],
  about,
});

export const nat = (pool: string, natOutgoing: boolean, { device }: CalicoEncapsulation): NodeFragment => ({
  ipsets: {
    'cali40all-ipam-pools': pools('All pod addresses.', [pool]),
    'cali40masq-ipam-pools': pools(
      "Pod addresses that are replaced with the node's address outside the pools.",
      natOutgoing ? [pool] : [],
    ),
  },
  iptables: lines('nat', natChains(natOutgoing, device), natHooks),
});

const floating = 'Floating addresses; this lab has none.';

const natChains = (natOutgoing: boolean, device: Tunnel | undefined): readonly Chain[] => [
  {
    name: 'cali-PREROUTING',
    about: 'The chain of felix for arriving packets.',
    rules: [rule('-j cali-fip-dnat', floating)],
  },
  {
    name: 'cali-OUTPUT',
    about: 'The same for packets from the node itself.',
    rules: [rule('-j cali-fip-dnat', floating)],
  },
  {
    name: 'cali-POSTROUTING',
    about: 'The chain of felix for leaving packets.',
    rules: [
      rule('-j cali-fip-snat', 'Floating addresses in the other direction.'),
      rule('-j cali-nat-outgoing', 'That chain decides whether a packet leaves the pools.'),
      ...(device
        ? [
            rule(
              `-o ${device} -m addrtype ! --src-type LOCAL --limit-iface-out -m addrtype --src-type LOCAL -j MASQUERADE --random-fully`,
              `Packets from the node into ${device} get the address of ${device}; otherwise the reply would not return through it.`,
            ),
          ]
        : []),
    ],
  },
  unused('cali-fip-dnat', 'Floating addresses.'),
  unused('cali-fip-snat', 'Floating addresses in the other direction.'),
  {
    name: 'cali-nat-outgoing',
    about: 'Packets that leave the pools.',
    rules: natOutgoing
      ? [
          rule(
            '-m set --match-set cali40masq-ipam-pools src -m set ! --match-set cali40all-ipam-pools dst -j MASQUERADE --random-fully',
            "Packets from pods to destinations outside the pools get the node's address as their source.",
          ),
        ]
      : [],
  },
];

const natHooks: readonly Hook[] = ['PREROUTING', 'OUTPUT', 'POSTROUTING'].map((chain) => jump(chain));
