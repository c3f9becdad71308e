/**
 * The raw table, before connection tracking (StaticRawTableChains). Pods may send only from their own address,
 * regardless of rp_filter. VXLAN is not tracked: each direction has its own source ports, so conntrack would never see
 * a reply. felix writes the marks and NOTRACK in an older syntax; this is how iptables-save prints them.
 */
import { clear, isSet, set } from './mark.ts';
import { type Chain, type FelixRule, rule } from './rule.ts';
import type { Tunnel } from './tunnel.ts';

const untracked = rule('-p udp -m udp --dport 4789 -j CT --notrack', 'Do not track VXLAN between nodes.');

export function rawChains(tunnel: Tunnel | undefined): readonly Chain[] {
  const vxlan = tunnel === 'vxlan.calico' ? [untracked] : [];
  const anew = rule(clear('accept', 'pass', 'scratch0', 'scratch1'), 'Clear the marks of felix.');
  return [
    {
      name: 'cali-PREROUTING',
      about: 'The chain of felix before connection tracking.',
      rules: [
        anew,
        ...vxlan,
        rule(`-i cali+ ${set('scratch0')}`, 'Mark packets from pods.'),
        rule(
          `${isSet('scratch0')} -m rpfilter --validmark --invert -j DROP`,
          'Drop packets from pods whose source address is not routed to the pod (spoofed).',
        ),
      ],
    },
    ...(vxlan.length > 0
      ? [
          {
            name: 'cali-OUTPUT',
            about: 'The same for packets from the node itself.',
            rules: [anew, ...vxlan],
          },
        ]
      : []),
  ];
}

export const rawHooks = (tunnel: Tunnel | undefined): readonly FelixRule[] => [
  rule('-I PREROUTING -j cali-PREROUTING', 'Run the chain of felix before other rules.'),
  ...(tunnel === 'vxlan.calico'
    ? [rule('-I OUTPUT -j cali-OUTPUT', 'Run the chain of felix before other rules.')]
    : []),
];
