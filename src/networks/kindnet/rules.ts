/**
 * The iptables rules of kindnetd (SyncRules in images/kindnetd/cmd/kindnetd/masq.go), in its order. The chain has no source
 * in its rules, so it also masquerades what the node itself sends out of the pod network.
 */
import type { SettingFragment } from '../../model/written.ts';

const comment = (text: string): string => `-m comment --comment "kind-masq-agent: ${text}"`;

export const rules = (podCidr: string): SettingFragment<'iptables'> => [
  '-t nat -N KIND-MASQ-AGENT',
  {
    rule: `-t nat -A KIND-MASQ-AGENT -d ${podCidr} ${comment('local traffic is not subject to MASQUERADE')} -j RETURN`,
    about: 'Packets to pods keep their source address.',
  },
  {
    rule: `-t nat -A KIND-MASQ-AGENT ${comment('outbound traffic is subject to MASQUERADE (must be last in chain)')} -j MASQUERADE`,
    about: "Packets to other destinations get the node's address as their source.",
  },
  {
    rule: `-t nat -A POSTROUTING -m addrtype ! --dst-type LOCAL ${comment('ensure nat POSTROUTING directs all non-LOCAL destination traffic to our custom KIND-MASQ-AGENT chain')} -j KIND-MASQ-AGENT`,
    about: 'The chain of kindnetd decides on source addresses.',
  },
];
