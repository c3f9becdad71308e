/**
 * The raw table, before connections are looked up (StaticRawTableChains): pods may send from their own address only, whatever
 * rp_filter says, and VXLAN is not tracked: each direction has source ports of its own, so that no flow ever would be answered.
 * felix writes the marks and NOTRACK in older words; these are the ones that iptables-save prints of them.
 */
import { clear, isSet, set } from './mark.ts';
import { type Chain, type Rule, rule } from './rule.ts';
import type { Tunnel } from './tunnel.ts';

const untracked = rule(
  '-p udp -m udp --dport 4789 -j CT --notrack',
  'VXLAN between nodes is no flow to keep.',
);

export function rawChains(tunnel: Tunnel | undefined): readonly Chain[] {
  const vxlan = tunnel === 'vxlan.calico' ? [untracked] : [];
  const anew = (unnoticed: string) =>
    rule(clear('accept', 'pass', 'scratch0', 'scratch1'), "felix's marks begin anew.", { drop: unnoticed });
  return [
    {
      name: 'cali-PREROUTING',
      about: 'felix, before connections are looked up.',
      rules: [
        anew('No packet brings a mark along into another namespace, and nothing before this sets one.'),
        ...vxlan,
        rule(`-i cali+ ${set('scratch0')}`, 'It comes from a pod.'),
        rule(
          `${isSet('scratch0')} -m rpfilter --validmark --invert -j DROP`,
          'A pod sends from an address that is not routed to it: it is forged.',
        ),
      ],
    },
    ...(vxlan.length > 0
      ? [
          {
            name: 'cali-OUTPUT',
            about: 'The same for what the node itself sends.',
            rules: [anew('No rule that the node itself meets when it sends looks at a mark.'), ...vxlan],
          },
        ]
      : []),
  ];
}

export const rawHooks = (tunnel: Tunnel | undefined): readonly Rule[] => [
  rule('-I PREROUTING -j cali-PREROUTING', 'felix is asked before other rules.'),
  ...(tunnel === 'vxlan.calico'
    ? [rule('-I OUTPUT -j cali-OUTPUT', 'felix is asked before other rules.')]
    : []),
];
