/** A sound lab with IPv6 on both links, in which one setting of the router or the destination is changed by hand. */
import { expect, it } from 'vitest';
import { traced } from './situation.ts';

/** IPv6 on both links of the lab, and then `more`. */
const withIpv6 = (...more: readonly string[]): string =>
  [
    'for n in box host web; do ip netns exec drift.$n sysctl -qw net.ipv6.conf.all.disable_ipv6=0; done',
    'ip -n drift.box addr add 2001:db8:1::2/64 dev eth0 nodad; ip addr add 2001:db8:1::1/64 dev br0 nodad',
    'ip addr add 2001:db8:2::1/64 dev eth0 nodad; ip -n drift.web addr add 2001:db8:2::2/64 dev eth0 nodad',
    'ip -n drift.box route add default via 2001:db8:1::1; ip -n drift.web route add default via 2001:db8:2::1',
    'sysctl -qw net.ipv6.conf.all.forwarding=1',
    ...more,
  ].join('; ');

/** The commands that break it, the packet, and the cause. */
const broken: readonly (readonly [string, string, string, string, RegExp])[] = [
  [
    'the destination routes the sender to lo, in IPv6',
    withIpv6(
      'until [ -z "$(for n in box host web; do ip -n drift.$n -6 address show tentative; done)" ]; do sleep 0.1; done',
      'ip -n drift.web route add 2001:db8:1::/64 dev lo',
    ),
    'box 2001:db8:2::2 --http 80',
    'route',
    /web delivers the reply to itself on lo, and box has 2001:db8:1::2: its route is 2001:db8:1::\/64 dev lo/,
  ],
  [
    'the router has no link-local address',
    withIpv6('ip link set eth0 addrgenmode none; ip -6 address flush dev eth0 scope link'),
    'box 2001:db8:2::2 --http 80',
    'neighbor',
    /host has no MAC for 2001:db8:2::2 on eth0: eth0 has no link-local address/,
  ],
  [
    "the router's link-local address is a duplicate",
    withIpv6(
      'ip link set eth0 addrgenmode none; ip -6 address flush dev eth0 scope link',
      'ip -n drift.web address add fe80::77/64 dev eth0 nodad; ip address add fe80::77/64 dev eth0',
      'until ip -6 address show dev eth0 dadfailed | grep -q fe80::77; do sleep 0.1; done',
    ),
    'box 2001:db8:2::2 --http 80',
    'neighbor',
    /on eth0: another node has the link-local address fe80::77 of eth0 \(dadfailed\)/,
  ],
];

it.each(broken)('%s', (_, command, argv, id, why) => {
  const { found } = traced('drift', ['host', command], argv.split(' '));
  expect(found.causes[0]).toMatchObject({ id, why: expect.stringMatching(why) });
});
