/**
 * The ground that every node starts from, so that a lab means the same on every host. A new namespace copies the host's IPv4
 * settings (inetdev_init_net, net.core.devconf_inherit_init_net = 0), and what they are depends on the distribution: here
 * they are written. The values are the kernel's own defaults.
 *
 * IPv6 is off in labs that do not use it: captures stay quiet, and freeing a namespace does not wait for neighbor discovery.
 * Where it is used, duplicate address detection is off: it would hold back every address for a second.
 *
 * With br_netfilter loaded, bridged frames would pass iptables; it is turned off where it is there, because most hosts have
 * it not and loading it changes the host's bridges.
 */
import type { PlanScope } from '../model/context.ts';
import type { LinkSetStep } from '../steps/link-set.ts';
import type { SysctlStep } from '../steps/sysctl.ts';

interface Setting {
  readonly key: string;
  readonly value: string;
  readonly why: string;
  readonly optional?: boolean;
  /** Why no packet notices when it is left out. */
  readonly neutral: string;
}

const copied = (value: string) =>
  `A new namespace has ${value} here already, where the host itself does: it copies the host's.`;
const bridged =
  'Only frames in a bridge would notice, and only on a host with br_netfilter whose new namespaces have it on.';
const anew = (value: string) => `A new namespace has ${value} here already, whatever the host has.`;

const always: readonly Setting[] = [
  {
    key: 'net.ipv4.ip_forward',
    value: '0',
    why: 'A node forwards only where the lab says so.',
    neutral: copied('0'),
  },
  {
    key: 'net.ipv4.conf.all.rp_filter',
    value: '0',
    why: 'No reverse path check unless the lab asks for one.',
    neutral: copied('0'),
  },
  {
    key: 'net.ipv4.conf.default.rp_filter',
    value: '0',
    why: 'The same for interfaces that come later.',
    neutral: copied('0'),
  },
  {
    key: 'net.bridge.bridge-nf-call-iptables',
    value: '0',
    why: 'Frames inside a bridge do not pass iptables.',
    optional: true,
    neutral: bridged,
  },
  {
    key: 'net.bridge.bridge-nf-call-ip6tables',
    value: '0',
    why: 'Nor ip6tables.',
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
    neutral: 'Every interface but lo is made later and follows default; only ::1 of lo stays.',
  },
  {
    key: 'net.ipv6.conf.default.disable_ipv6',
    value: '1',
    why: 'The same for interfaces that come later.',
    optional: true,
    neutral: 'Writing all writes default, too (addrconf_disable_ipv6 in net/ipv6/addrconf.c).',
  },
];

const withIpv6: readonly Setting[] = [
  {
    key: 'net.ipv6.conf.all.forwarding',
    value: '0',
    why: 'A node forwards only where the lab says so.',
    neutral: anew('0'),
  },
  {
    key: 'net.ipv6.conf.default.accept_dad',
    value: '0',
    why: 'Addresses can be used at once: nobody else has them.',
    neutral: 'Only the first second or two differ, in which addresses are tentative; checks wait that long.',
  },
  {
    key: 'net.ipv6.conf.default.accept_ra',
    value: '0',
    why: 'No router advertisement changes a node.',
    neutral: 'No node sends router advertisements, unless a program of the lab does.',
  },
];

/** Made once: every node has all of them. */
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
      reason: 'Loopback comes up.',
      neutral: { drop: 'Only what a node sends to itself passes its lo: no other node can tell.' },
      name: 'lo',
      up: true,
    },
  ];
}
