/** The printed commands of `routes` of a node. All of it was run: the kernel takes these words. */
import { describe, expect, test } from 'vitest';
import { red } from '../compiled.ts';

describe('routes', () => {
  test.each([
    [{ to: 'default', via: 'blue' }, 'ip -n x.red route add default via 192.0.2.2'],
    [{ to: '::/0', via: 'blue' }, 'ip -n x.red -6 route add ::/0 via 2001:db8::2'],
    [{ to: 'default', via: '2001:DB8::2' }, 'ip -n x.red -6 route add default via 2001:db8::2'],
    [{ to: '10.1.0.0/16', dev: 'eth0' }, 'ip -n x.red route add 10.1.0.0/16 dev eth0'],
    [
      { to: '10.2.0.1', via: 'blue', metric: 50, table: 100, mtu: 1300, from: 'self:eth0' },
      'ip -n x.red route add 10.2.0.1/32 via 192.0.2.2 src 192.0.2.1 metric 50 table 100 mtu 1300',
    ],
    [
      { to: '10.244.2.0/24', via: '10.244.2.0', dev: 'eth0', 'on-link': true },
      'ip -n x.red route add 10.244.2.0/24 via 10.244.2.0 dev eth0 onlink',
    ],
    [
      {
        to: '10.3.0.0/16',
        nexthops: [
          { via: 'blue', weight: 2 },
          { via: '192.0.2.3', dev: 'eth0' },
        ],
      },
      'ip -n x.red route add 10.3.0.0/16 nexthop via 192.0.2.2 weight 2 nexthop via 192.0.2.3 dev eth0',
    ],
    [
      { to: '2001:db8:3::/48', nexthops: [{ via: 'blue' }, { via: '2001:db8::3', weight: 3 }] },
      'ip -n x.red -6 route add 2001:db8:3::/48 nexthop via 2001:db8::2 nexthop via 2001:db8::3 weight 3',
    ],
    [{ to: '10.4.0.0/16', type: 'blackhole' }, 'ip -n x.red route add blackhole 10.4.0.0/16'],
    [{ to: '2001:db8:4::/48', type: 'unreachable' }, 'ip -n x.red -6 route add unreachable 2001:db8:4::/48'],
    [
      { to: '10.5.0.0/16', type: 'prohibit', metric: 10 },
      'ip -n x.red route add prohibit 10.5.0.0/16 metric 10',
    ],
    [{ to: '10.6.0.0/16', type: 'throw', table: 9 }, 'ip -n x.red route add throw 10.6.0.0/16 table 9'],
    [{ to: '10.7.0.0/16', type: 'local', dev: 'lo' }, 'ip -n x.red route add local 10.7.0.0/16 dev lo'],
    [
      { to: '10.8.0.0/16', dev: 'eth0', scope: 'link' },
      'ip -n x.red route add 10.8.0.0/16 dev eth0 scope link',
    ],
    [
      { to: '2001:db8:9::/48', via: 'fe80::9', dev: 'eth0' },
      'ip -n x.red -6 route add 2001:db8:9::/48 via fe80::9 dev eth0',
    ],
    [{ to: 'blue', via: '192.0.2.3' }, 'ip -n x.red route add 192.0.2.2/32 via 192.0.2.3'],
    [
      { to: '10.9.0.0/16', type: 'blackhole', protocol: 80 },
      'ip -n x.red route add blackhole 10.9.0.0/16 proto 80',
    ],
    [{ to: 'blue', dev: 'eth0' }, 'ip -n x.red route add 192.0.2.2/32 dev eth0'],
  ])('%j', (route, command) => {
    expect(red({ routes: [route] }, 'route/')).toEqual([command]);
  });

  test('one that makes a gateway reachable comes before the one through it', () => {
    const routes = [
      { to: '10.2.0.0/16', via: '10.1.0.9' },
      { to: '10.1.0.0/16', dev: 'eth0' },
    ];
    expect(red({ routes }, 'route/')).toEqual([
      'ip -n x.red route add 10.1.0.0/16 dev eth0',
      'ip -n x.red route add 10.2.0.0/16 via 10.1.0.9',
    ]);
  });

  test('the same prefix in another table, or of another metric or family, is another route', () => {
    const routes = [
      { to: 'default', via: '192.0.2.2' },
      { to: 'default', via: '192.0.2.2', metric: 5 },
      { to: 'default', via: '192.0.2.2', table: 5 },
      { to: 'default', via: '2001:db8::2' },
    ];
    expect(red({ routes }, 'route/')).toHaveLength(4);
  });
});
