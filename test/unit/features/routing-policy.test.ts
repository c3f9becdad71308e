/** The printed commands of `routing-policy` of a node. All of it was run: the kernel takes these words. */
import { describe, expect, test } from 'vitest';
import { red } from '../compiled.ts';

describe('routing-policy', () => {
  test.each([
    [
      { priority: 100, from: '10.1.0.0/16', table: 100 },
      'ip -n x.red rule add from 10.1.0.0/16 lookup 100 priority 100',
    ],
    [
      { priority: 101, to: 'blue', mark: 4, iif: 'eth0', table: 101 },
      'ip -n x.red rule add to 192.0.2.2 iif eth0 fwmark 4 lookup 101 priority 101',
    ],
    [
      { priority: 102, from: '2001:db8::/64', table: 102 },
      'ip -n x.red -6 rule add from 2001:db8::/64 lookup 102 priority 102',
    ],
    [
      { priority: 103, family: 'ipv6', type: 'prohibit', oif: 'eth0' },
      'ip -n x.red -6 rule add oif eth0 prohibit priority 103',
    ],
    [{ priority: 104, table: 'main' }, 'ip -n x.red rule add lookup 254 priority 104'],
    [{ priority: 104, type: 'blackhole' }, 'ip -n x.red rule add blackhole priority 104'],
  ])('%j', (rule, command) => {
    expect(red({ 'routing-policy': [rule] }, 'policy/')).toEqual([command]);
  });

  test('rules of one priority keep their order', () => {
    const rules = [
      { priority: 104, from: '192.0.2.9', table: 9 },
      { priority: 103, table: 7 },
      { priority: 104, type: 'prohibit' },
      { priority: 104, from: '192.0.2.8', table: 'local' },
    ];
    expect(red({ 'routing-policy': rules }, 'policy/104')).toEqual([
      'ip -n x.red rule add from 192.0.2.9 lookup 9 priority 104',
      'ip -n x.red rule add prohibit priority 104',
      'ip -n x.red rule add from 192.0.2.8 lookup 255 priority 104',
    ]);
  });
});
