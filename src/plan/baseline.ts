/**
 * The baseline: settings that every node starts from, so that a lab behaves the same on every host. A new namespace copies the
 * host's IPv4 settings (inetdev_init_net, net.core.devconf_inherit_init_net = 0), which differ between distributions. The
 * baseline writes the kernel's defaults instead.
 *
 * IPv6 is off in labs that do not use it. Captures then contain no neighbor discovery, and deleting a namespace does not wait
 * for it. In other labs duplicate address detection is off, because it delays every address by a second.
 *
 * If br_netfilter is loaded, iptables filters bridged frames. It is turned off, because most hosts do not load it, and loading
 * it changes the host's bridges.
 */
import type { PlanScope } from '../model/context.ts';
import type { LinkSetStep } from '../steps/link-set.ts';
import type { SysctlStep } from '../steps/sysctl.ts';

interface Setting {
  readonly key: string;
  readonly value: string;
  readonly why: string;
  readonly optional?: boolean;
}

const always: readonly Setting[] = [
  {
    key: 'net.ipv4.ip_forward',
    value: '0',
    why: 'A node forwards packets only if the lab enables it.',
  },
  {
    key: 'net.ipv4.conf.all.rp_filter',
    value: '0',
    why: 'The reverse path filter is off unless the lab enables it.',
  },
  {
    key: 'net.ipv4.conf.default.rp_filter',
    value: '0',
    why: 'The same for interfaces that are created later.',
  },
  {
    key: 'net.bridge.bridge-nf-call-iptables',
    value: '0',
    why: 'iptables does not filter bridged frames.',
    optional: true,
  },
  {
    key: 'net.bridge.bridge-nf-call-ip6tables',
    value: '0',
    why: 'ip6tables does not filter bridged frames.',
    optional: true,
  },
];

const withoutIpv6: readonly Setting[] = [
  {
    key: 'net.ipv6.conf.all.disable_ipv6',
    value: '1',
    why: 'The lab uses no IPv6.',
    optional: true,
  },
  {
    key: 'net.ipv6.conf.default.disable_ipv6',
    value: '1',
    why: 'The same for interfaces that are created later.',
    optional: true,
  },
];

const withIpv6: readonly Setting[] = [
  {
    key: 'net.ipv6.conf.all.forwarding',
    value: '0',
    why: 'A node forwards packets only if the lab enables it.',
  },
  {
    key: 'net.ipv6.conf.default.accept_dad',
    value: '0',
    why: 'Addresses are usable at once: duplicate address detection is off.',
  },
  {
    key: 'net.ipv6.conf.default.accept_ra',
    value: '0',
    why: 'Nodes ignore router advertisements.',
  },
];

/** Computed once, because all nodes have the same settings. */
const groundOf = (settings: readonly Setting[]) =>
  settings.map(({ why, ...setting }) => ({ reason: why, words: setting }));
const onlyIpv4 = groundOf([...always, ...withoutIpv6]);
const both = groundOf([...always, ...withIpv6]);

export function baselineSteps({ lab, node }: PlanScope): readonly (SysctlStep | LinkSetStep)[] {
  const settings = lab.ipv6 ? both : onlyIpv4;
  return [
    ...settings.map(
      ({ reason, words }): SysctlStep => ({
        stage: 'baseline',
        level: 0,
        node: node.name,
        source: node.source,
        kind: 'sysctl',
        id: `${node.name}/baseline/${words.key}`,
        reason,
        ...words,
      }),
    ),
    {
      stage: 'baseline',
      level: 0,
      node: node.name,
      source: node.source,
      kind: 'link-set',
      id: `${node.name}/up/lo`,
      reason: 'Set the loopback interface up.',
      name: 'lo',
      up: true,
    },
  ];
}
