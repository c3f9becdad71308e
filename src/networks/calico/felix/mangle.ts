/**
 * The mangle table (StaticManglePreroutingChain, StaticManglePostroutingChain): policies of host endpoints before
 * DNAT. A lab has none, so these chains change no packet.
 */
import { hostEndpoints } from './host.ts';
import { clearAll, hostAccepted, isSet } from './mark.ts';
import { type Chain, type Hook, jump, rule } from './rule.ts';

const hostPolicy = 'Policies of host endpoints; a lab has none.';

export const mangleChains: readonly Chain[] = [
  {
    name: 'cali-PREROUTING',
    about: 'The chain of felix before DNAT.',
    rules: [
      rule('-m conntrack --ctstate RELATED,ESTABLISHED -j ACCEPT', 'Flows that exist have been decided.'),
      rule(`${isSet('accept')} -j ACCEPT`, 'Accept packets that an untracked policy accepted.'),
      rule('-j cali-from-host-endpoint', hostPolicy),
      hostAccepted(),
    ],
  },
  {
    name: 'cali-POSTROUTING',
    about: 'The chain of felix after routing.',
    rules: [
      rule(`${isSet('accept')} -j RETURN`, 'Return for packets that policies accepted.'),
      rule(clearAll, 'Clear the marks of felix.'),
      rule('-m conntrack --ctstate DNAT -j cali-to-host-endpoint', hostPolicy),
      hostAccepted('RETURN'),
    ],
  },
  ...hostEndpoints,
];

export const mangleHooks: readonly Hook[] = [jump('PREROUTING'), jump('POSTROUTING')];
