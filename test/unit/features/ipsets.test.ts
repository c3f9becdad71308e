/** The printed commands of `ipsets` of a node. All of it was run: the kernel takes these words. */
import { describe, expect, test } from 'vitest';
import { compiled, red, withRed } from '../compiled.ts';

describe('ipsets', () => {
  test.each([
    [
      { type: 'hash:net', maxelem: 1048576, members: ['10.0.0.0/8', '192.0.2.9/32', 'blue'] },
      [
        'ipset create s hash:net family inet maxelem 1048576',
        ...['10.0.0.0/8', '192.0.2.9', '192.0.2.2'].map((member) => `ipset add s ${member}`),
      ],
    ],
    [
      { type: 'hash:ip,port', members: ['blue,tcp:080', '192.0.2.9,udp:53'] },
      [
        'ipset create s hash:ip,port family inet',
        'ipset add s 192.0.2.2,tcp:80',
        'ipset add s 192.0.2.9,udp:53',
      ],
    ],
    [
      { type: 'hash:ip', family: 'ipv6', members: ['blue', 'self:eth0', '2001:DB8::9'] },
      [
        'ipset create s hash:ip family inet6',
        ...['2001:db8::2', '2001:db8::1', '2001:db8::9'].map((member) => `ipset add s ${member}`),
      ],
    ],
    [
      { type: 'hash:net,iface', members: ['10.0.0.0/8,eth0'] },
      ['ipset create s hash:net,iface family inet', 'ipset add s 10.0.0.0/8,eth0'],
    ],
    [
      { type: 'bitmap:port', members: ['80'] },
      ['ipset create s bitmap:port range 0-65535', 'ipset add s 80'],
    ],
  ])('%j', (set, commands) => {
    expect(red({ ipsets: { s: set } }, 'ipset/')).toEqual(
      commands.map((command) => `ip netns exec x.red ${command}`),
    );
  });

  test('a list of sets is made when its sets are there, and all come before the rules', () => {
    const { plan } = compiled(
      withRed({
        iptables: ['-A INPUT -m set --match-set all src -j DROP'],
        ipsets: {
          all: { type: 'list:set', members: ['one'] },
          one: { type: 'hash:ip', members: ['192.0.2.9'] },
        },
      }),
    );
    const ids = plan.steps.map((step) => step.id).filter((id) => /^red\/ip(set|tables)/.test(id));
    expect(ids).toEqual([
      ...['red/ipset/one', 'red/ipset/all', 'red/ipset/one/192.0.2.9', 'red/ipset/all/one', 'red/iptables'],
    ]);
    expect(plan.requires.kernel).toContain('ip_set');
    expect(plan.requires.tools).toContain('ipset');
  });
});
