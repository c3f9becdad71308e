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
  /** The reason why no packet reveals that the setting is missing. */
  readonly neutral: string;
}

const copied = (value: string) =>
  `A new namespace copies the host's settings, so it already has ${value} if the host does.`;
const bridged =
  'It affects only bridged frames, and only on a host with br_netfilter that enables it in new namespaces.';
const anew = (value: string) => `A new namespace already has ${value}, whatever the host has.`;

const always: readonly Setting[] = [
  {
    key: 'net.ipv4.ip_forward',
    value: '0',
    why: 'A node forwards packets only if the lab enables it.',
    neutral: copied('0'),
  },
  {
    key: 'net.ipv4.conf.all.rp_filter',
    value: '0',
    why: 'The reverse path filter is off unless the lab enables it.',
    neutral: copied('0'),
  },
  {
    key: 'net.ipv4.conf.default.rp_filter',
    value: '0',
    why: 'The same for interfaces that are created later.',
    neutral: copied('0'),
  },
  {
    key: 'net.bridge.bridge-nf-call-iptables',
    value: '0',
    why: 'iptables does not filter bridged frames.',
    optional: true,
    neutral: bridged,
  },
  {
    key: 'net.bridge.bridge-nf-call-ip6tables',
    value: '0',
    why: 'ip6tables does not filter bridged frames.',
    optional: true,
    neutral: bridged,
  },
];

const withoutIpv6: readonly Setting[] = [
  {
    key: 'net.ipv6.conf.all.disable_ipv6',
    value: '1',
    why: 'The lab uses no IPv6.',
    optional: true,
    neutral: 'All interfaces but lo are created later and use default; only ::1 of lo stays.',
  },
  {
    key: 'net.ipv6.conf.default.disable_ipv6',
    value: '1',
    why: 'The same for interfaces that are created later.',
    optional: true,
    neutral: 'Writing all also writes default (addrconf_disable_ipv6 in net/ipv6/addrconf.c).',
  },
];

const withIpv6: readonly Setting[] = [
  {
    key: 'net.ipv6.conf.all.forwarding',
    value: '0',
    why: 'A node forwards packets only if the lab enables it.',
    neutral: anew('0'),
  },
  {
    key: 'net.ipv6.conf.default.accept_dad',
    value: '0',
    why: 'Addresses are usable at once: duplicate address detection is off.',
    neutral: 'Addresses are tentative only for the first second or two, and checks wait that long.',
  },
  {
    key: 'net.ipv6.conf.default.accept_ra',
    value: '0',
    why: 'Nodes ignore router advertisements.',
    neutral: 'Nodes send no router advertisements, unless the lab runs a program that does.',
  },
];

/** Computed once, because all nodes have the same settings. */
const groundOf = (settings: readonly Setting[]) =>
  settings.map(({ why, neutral, ...setting }) => ({
    reason: why,
    words: { ...setting, neutral: { drop: neutral } },
  }));
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
      neutral: { drop: 'Only packets from a node to itself pass lo, so no other node is affected.' },
      name: 'lo',
      up: true,
    },
  ];
}
