/** Calico's settings of pods' interfaces (src/networks/calico/workload.ts), and its rules for floating addresses (nat.ts). */
import type { Equivalents } from './equivalent.ts';
import { ruleOf } from './rules.ts';

const toLocalhost = 'No rule translates a packet from a pod to 127.0.0.0/8.';

/** By setting and mutation. */
const settings: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  proxy_delay: {
    drop: 'The first packet arrives later, but it is not lost.',
    flip: 'A proxy_delay of 1 is a hundredth of a second.',
  },
  forwarding: { drop: 'The node forwards on all interfaces.' },
  route_localnet: { drop: toLocalhost, flip: toLocalhost },
};

const floating = [
  '-I PREROUTING -j cali-PREROUTING',
  '-I OUTPUT -j cali-OUTPUT',
  '-A cali-PREROUTING -j cali-fip-dnat',
  '-A cali-OUTPUT -j cali-fip-dnat',
  '-A cali-POSTROUTING -j cali-fip-snat',
];

export const calico: Equivalents = () => (change) => {
  const { mutation, step } = change;
  if (step.kind === 'sysctl') {
    const name = step.key.match(/^net\.ipv4\.(?:conf|neigh)\.cali[0-9a-f]{11}\.(\w+)$/)?.[1] ?? '';
    return Object.hasOwn(settings, name) ? settings[name]![mutation] : undefined;
  }
  const rule = mutation === 'drop' ? ruleOf(change)?.rule : undefined;
  return rule?.table === 'nat' && floating.includes(`${rule.command} ${rule.chain} ${rule.text}`)
    ? 'No pod has a floating address.'
    : undefined;
};
