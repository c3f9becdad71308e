import { describe, expect, it } from 'vitest';
import { changes } from '../../../src/drift/changes.ts';

const route = (fields: object) =>
  `red routes4 ${JSON.stringify({ dst: '192.0.2.0/24', table: 'main', type: 'unicast', ...fields })}`;
const policy = (src: string, fields: object = {}) =>
  `red rules4 ${JSON.stringify({ ...fields, priority: 7, src, table: '9', ...fields })}`;
const link = (fields: object) =>
  `red links ${JSON.stringify({ ifname: 'eth0', flags: ['UP'], mtu: 1500, ...fields })}`;

/** `how what which values` of each change. */
const said = (is: readonly string[], should: readonly string[]) =>
  changes(is, should).map(({ node, how, what, which, values = [] }) =>
    [node, how, what, which, ...values.map((one) => `[${one.field} ${one.is} -> ${one.should}]`)].join(' '),
  );

describe('what differs', () => {
  it('is nothing between two that are the same', () => {
    expect(said([route({}), link({})], [link({}), route({})])).toEqual([]);
  });

  it.each([
    [
      'a route that is missing',
      [],
      [route({ gateway: '192.0.2.1', dev: 'eth0' })],
      ['red missing route 192.0.2.0/24 via 192.0.2.1 dev eth0'],
    ],
    [
      'a route that goes another way',
      [route({ gateway: '192.0.2.9' })],
      [route({ gateway: '192.0.2.1' })],
      ['red changed route 192.0.2.0/24 [gateway 192.0.2.9 -> 192.0.2.1]'],
    ],
    [
      'the same prefix in another table is another route',
      [route({ table: '10', dev: 'eth0' })],
      [route({ dev: 'eth0' })],
      ['red missing route 192.0.2.0/24 dev eth0', 'red extra route 192.0.2.0/24 dev eth0 table 10'],
    ],
    [
      'an interface that is down',
      [link({ flags: [], mtu: 1400 })],
      [link({})],
      ['red changed interface eth0 [ down -> up] [mtu 1400 -> 1500]'],
    ],
    ['what follows from an address is not told', [route({ table: 'local' })], [], []],
    [
      'a rule that is put first moves no other',
      ['red iptables filter 1 -A INPUT -j DROP', 'red iptables filter 2 -A INPUT -p tcp -j ACCEPT'],
      ['red iptables filter 1 -A INPUT -p tcp -j ACCEPT'],
      ['red extra iptables -t filter -A INPUT -j DROP'],
    ],
    [
      'two rules that have changed places',
      ['red iptables filter 1 -A INPUT -j DROP', 'red iptables filter 2 -A INPUT -p tcp -j ACCEPT'],
      ['red iptables filter 1 -A INPUT -p tcp -j ACCEPT', 'red iptables filter 2 -A INPUT -j DROP'],
      ['red changed iptables the order of -t filter -A INPUT -j DROP and others'],
    ],
    [
      'rules of one priority that have changed places',
      [policy('192.0.2.0'), policy('198.51.100.0', { place: 1 })],
      [policy('198.51.100.0'), policy('192.0.2.0', { place: 1 })],
      ['red changed policy the order of 7: from 192.0.2.0 lookup 9 and others'],
    ],
    [
      'a rule that is put before others of its priority moves them only',
      [policy('203.0.113.0'), policy('192.0.2.0', { place: 1 }), policy('198.51.100.0', { place: 2 })],
      [policy('192.0.2.0'), policy('198.51.100.0', { place: 1 })],
      ['red extra policy 7: from 203.0.113.0 lookup 9'],
    ],
    [
      'a rule with another table',
      [policy('192.0.2.0', { table: '8' })],
      [policy('192.0.2.0')],
      ['red changed policy 7: [table 8 -> 9]'],
    ],
    [
      'a sysctl',
      ['red sysctls net.ipv4.ip_forward = 0'],
      ['red sysctls net.ipv4.ip_forward = 1'],
      ['red changed sysctl net.ipv4.ip_forward [ 0 -> 1]'],
    ],
    ['a process', ['red processes sleep 9'], [], ['red extra process sleep 9']],
    [
      'of a namespace that has gone nothing else is told',
      ['red exists false'],
      ['red exists true', route({}), link({})],
      ['red changed namespace of the node [ gone -> there]'],
    ],
  ])('%s', (_, is, should, expected) => {
    expect(said(is, should)).toEqual(expected);
  });
});

it('compares a node with 20,000 changed lines, which takes hours if each is compared with each', () => {
  const lines = (value: string) => Array.from({ length: 20_000 }, (_, i) => `red sysctls a.b${i} = ${value}`);
  expect(changes(lines('1'), lines('2'))).toHaveLength(20_000);
  const rules = (from: number) =>
    Array.from(
      { length: 20_000 },
      (_, i) => `red iptables filter ${i + 1} -A INPUT -s 10.0.${(i + from) >> 8}.${(i + from) & 255}`,
    );
  expect(changes(rules(0), rules(1))).toHaveLength(2);
});
