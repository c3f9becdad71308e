/** The settings of the baseline (src/plan/baseline.ts): most of them repeat what a new namespace has. */
import type { Equivalents } from './equivalent.ts';

const copied = "A new namespace copies the host's settings, so it already has 0 if the host does.";
const bridged =
  'It affects only bridged frames, and only on a host with br_netfilter that enables it in new namespaces.';

const reasons: ReadonlyMap<string, string> = new Map([
  ['net.ipv4.ip_forward', copied],
  ['net.ipv4.conf.all.rp_filter', copied],
  ['net.ipv4.conf.default.rp_filter', copied],
  ['net.bridge.bridge-nf-call-iptables', bridged],
  ['net.bridge.bridge-nf-call-ip6tables', bridged],
  [
    'net.ipv6.conf.all.disable_ipv6',
    'All interfaces but lo are created later and use default; only ::1 of lo stays.',
  ],
  [
    'net.ipv6.conf.default.disable_ipv6',
    'Writing all also writes default (addrconf_disable_ipv6 in net/ipv6/addrconf.c).',
  ],
  ['net.ipv6.conf.all.forwarding', 'A new namespace already has 0, whatever the host has.'],
  [
    'net.ipv6.conf.default.accept_dad',
    'Addresses are tentative only for the first second or two, and checks wait that long.',
  ],
  [
    'net.ipv6.conf.default.accept_ra',
    'Nodes send no router advertisements, unless the lab runs a program that does.',
  ],
]);

export const baseline: Equivalents =
  () =>
  ({ mutation, step }) => {
    if (mutation !== 'drop' || step.stage !== 'baseline') return undefined;
    if (step.kind === 'sysctl') return reasons.get(step.key);
    return step.kind === 'link-set' && step.name === 'lo'
      ? 'Only packets from a node to itself pass lo, so no other node is affected.'
      : undefined;
  };
