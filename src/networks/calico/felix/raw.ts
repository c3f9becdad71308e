/**
 * The raw table, before connection tracking (StaticRawTableChains). Pods may send only from their own address,
 * regardless of rp_filter. VXLAN is not tracked: each direction has its own source ports, so conntrack would never see
 * a reply. felix writes the marks and NOTRACK in an older syntax; this is how iptables-save prints them.
 */
import { hostEndpoints } from './host.ts';
import { clearAll, isClear, isSet, set } from './mark.ts';
import { type Chain, type Hook, jump, rule, unused } from './rule.ts';
import type { Tunnel } from './tunnel.ts';

const untracked = rule('-p udp -m udp --dport 4789 -j CT --notrack', 'Do not track VXLAN between nodes.');
const anew = rule(clearAll, 'Clear the marks of felix.');
const accepted = rule(
  `${isSet('accept')} -j ACCEPT`,
  'Untracked policies of host endpoints; a lab has none.',
);

export function rawChains(tunnel: Tunnel | undefined): readonly Chain[] {
  const vxlan = tunnel === 'vxlan.calico' ? [untracked] : [];
  return [
    {
      name: 'cali-PREROUTING',
      about: 'The chain of felix before connection tracking.',
      rules: [
        anew,
        ...vxlan,
        rule(`-i cali+ ${set('scratch0')}`, 'Mark packets from pods.'),
        rule(
          `${isSet('scratch0')} -j cali-rpf-skip`,
          'Pods that may send from other addresses; a lab has none.',
        ),
        rule(
          `${isSet('scratch0')} -m rpfilter --validmark --invert -j DROP`,
          'Drop packets from pods whose source address is not routed to the pod (spoofed).',
        ),
        rule(
          `${isClear('scratch0')} -j cali-from-host-endpoint`,
          'Policies of host endpoints; a lab has none.',
        ),
        accepted,
      ],
    },
    {
      name: 'cali-OUTPUT',
      about: 'The same for packets from the node itself.',
      rules: [
        anew,
        rule('-j cali-to-host-endpoint', 'Policies of host endpoints; a lab has none.'),
        ...vxlan,
        accepted,
      ],
    },
    unused('cali-rpf-skip', 'Pods that may send from other addresses.'),
    ...hostEndpoints,
  ];
}

export const rawHooks: readonly Hook[] = [jump('PREROUTING'), jump('OUTPUT')];
