// Findings about qdiscs, classes and filters, from what tc of iproute2 6.1 printed on Linux 6.18.
import { expect, test } from 'vitest';
import type { NodeState } from '../../../src/state/state.ts';
import { listOf } from '../../../src/steps/findings.ts';
import { type TcStep, tc } from '../../../src/steps/tc.ts';
import { holdsWords, tcPart } from '../../../src/steps/tc-show.ts';
import { compiled, withRed } from '../compiled.ts';

const printed = `qdisc noqueue 0: dev lo root refcnt 2
qdisc htb 1: dev eth0 root refcnt 3 r2q 10 default 0x20 direct_packets_stat 7 direct_qlen 1000
in eth0
class htb 1:10 parent 1:1 leaf 10: prio 0 rate 7Mbit ceil 10Mbit burst 1598b cburst 1600b
class htb 1:1 root rate 10Mbit ceil 10Mbit burst 1600b cburst 1600b
class htb 1:20 parent 1:1 leaf 20: prio 2 rate 3Mbit ceil 10Mbit burst 15Kb cburst 1600b
in eth0 1:
filter protocol ip pref 1 u32 chain 0
filter protocol ip pref 1 u32 chain 0 fh 800: ht divisor 1
filter protocol ip pref 1 u32 chain 0 fh 800::800 order 2048 key ht 800 bkt 0 *flowid 1:10 not_in_hw
  match 00110000/00ff0000 at 8
  match 00001389/0000ffff at 20
qdisc pfifo 10: dev eth0 parent 1:10 limit 5p
in eth0
class htb 1:10 parent 1:1 leaf 10: prio 0 rate 7Mbit ceil 10Mbit burst 1598b cburst 1600b
in eth0 10:
qdisc clsact ffff: dev eth0 parent ffff:fff1
in eth0 ingress
filter protocol all pref 1 u32 chain 0
filter protocol all pref 1 u32 chain 0 fh 800: ht divisor 1
filter protocol all pref 1 u32 chain 0 fh 800::800 order 2048 key ht 800 bkt 0 terminal flowid not_in_hw
  match 00000000/00000000 at 0
	action order 1: mirred (Egress Mirror to device lo) pipe
	index 1 ref 1 bind 1

in eth0 egress
`;

const { plan } = compiled(
  withRed({
    interfaces: {
      eth0: {
        qdisc: {
          root: {
            kind: 'htb',
            default: '1:20',
            classes: {
              '1:1': { rate: '10mbit' },
              '1:10': { parent: '1:1', rate: '7000kbit', ceil: '10mbit', qdisc: { kind: 'pfifo', limit: 5 } },
              '1:20': { parent: '1:1', rate: '3mbit', ceil: '10mbit', burst: '15kb', prio: 2 },
            },
            filters: [{ 'ip-protocol': 'udp', dport: 5001, flowid: '1:10' }],
          },
          ingress: [{ mirror: 'lo' }],
        },
      },
    },
  }),
);
const steps = plan.steps.filter((step): step is TcStep => step.kind === 'tc');
const names = { mac: (mac: string) => mac, address: (address: string) => address };
const nodeOf = (text: string) =>
  ({ node: 'red', parts: new Map([['tc', tcPart.read(text)]]) }) as unknown as NodeState;
const missing = (text: string) =>
  steps.flatMap((step) => listOf(tc.compare!(step, nodeOf(text), names)).map(({ why }) => why));

test.each([
  ['nothing', '', '', []],
  ['a class', /class htb 1:20.*\n/, '', ['red has no class htb 1:20 on eth0']],
  ['a filter', /filter protocol all.*\n/g, '', ['red has no filter u32 of prio 1 on eth0']],
  [
    'a rate',
    /rate 7Mbit/g,
    'rate 6Mbit',
    [
      'red has class htb 1:10 on eth0 with prio 0 rate 6Mbit ceil 10Mbit burst 1598b cburst 1600b and should have rate 7000kbit',
    ],
  ],
  [
    'a parent',
    /1:20 parent 1:1/,
    '1:20 root',
    ['red has class htb 1:20 on eth0 under 1: and should have it under 1:1'],
  ],
  [
    'a default',
    'default 0x20',
    'default 0x10',
    ['red has qdisc htb 1: on eth0 with r2q 10 default 0x10 direct_qlen 1000 and should have default 20'],
  ],
  [
    'a port',
    '1389',
    '138a',
    [
      'red has filter u32 of prio 1 on eth0 with protocol ip flowid 1:10 match 00110000/00ff0000 at 8 match 0000138a/0000ffff at 20 and should have match ip dport 5001 0xffff',
    ],
  ],
  [
    'an action',
    'Mirror to device lo',
    'Redirect to device lo',
    [
      'red has filter u32 of prio 1 on eth0 with protocol all match 00000000/00000000 at 0 action mirred (Egress Redirect to device lo) pipe and should have action mirred egress mirror dev lo',
    ],
  ],
])('%s is missing or another', (_, what, instead, whys) => {
  expect(missing(printed.replace(what, instead))).toEqual(whys);
});

test.each([
  ['nothing', '', undefined],
  ['a qdisc of the kernel', 'qdisc noqueue 0: dev eth1 root refcnt 2\n', undefined],
  [
    'a qdisc',
    'qdisc pfifo 7: dev lo root refcnt 2 limit 9p\n',
    'red has a qdisc that no step made: pfifo 7: on lo',
  ],
  [
    'a class',
    'in eth0\nclass htb 1:30 parent 1:1 prio 0 rate 1Mbit\n',
    'red has a class that no step made: htb 1:30 on eth0',
  ],
  [
    'a filter',
    'in eth0 1:\nfilter protocol ip pref 2 u32 chain 0 fh 801::800 order 2048 key ht 801 bkt 0 *flowid 1:20 not_in_hw\n',
    'red has a filter that no step made: u32 2 on eth0',
  ],
])('%s is extra', (_, more, why) => {
  expect(listOf(tc.extra!(nodeOf(printed + more), plan.steps)).map(({ why: found }) => found)).toEqual(
    why === undefined ? [] : [why],
  );
});

test('comparable lines, without what the kernel chose', () => {
  expect(tcPart.lines(tcPart.read(printed), plan.steps)).toEqual([
    'qdisc eth0 root 1: htb r2q 10 default 0x20 direct_qlen 1000',
    'class eth0 1:1 1:10 htb prio 0 rate 7Mbit ceil 10Mbit burst 1598b cburst 1600b',
    'class eth0 1: 1:1 htb rate 10Mbit ceil 10Mbit burst 1600b cburst 1600b',
    'class eth0 1:1 1:20 htb prio 2 rate 3Mbit ceil 10Mbit burst 15Kb cburst 1600b',
    'filter eth0 1: 1 u32 protocol ip flowid 1:10 match 00110000/00ff0000 at 8 match 00001389/0000ffff at 20',
    'qdisc eth0 1:10 10: pfifo limit 5p',
    'qdisc eth0 clsact ffff: clsact',
    'filter eth0 ingress 1 u32 protocol all match 00000000/00000000 at 0 action mirred (Egress Mirror to device lo) pipe',
  ]);
});

test('flower, matchall and police', () => {
  // From iproute2 6.1 on Linux 6.1.
  const text = `in eth4 1:
filter protocol ip pref 1 flower chain 0
filter protocol ip pref 1 flower chain 0 handle 0x1 classid 1:1
  eth_type ipv4
  ip_proto tcp
  dst_ip 192.0.2.9
  dst_port 22
  not_in_hw
filter protocol all pref 4 matchall chain 0
filter protocol all pref 4 matchall chain 0 handle 0x1 flowid 1:3
  not_in_hw
in eth4 ingress
filter protocol all pref 1 matchall chain 0
filter protocol all pref 1 matchall chain 0 handle 0x1
  not_in_hw
	action order 1:  police 0x1 rate 8Mbit burst 20Kb mtu 2Kb action drop overhead 0b
	ref 1 bind 1
`;
  expect(tcPart.lines(tcPart.read(text), plan.steps)).toEqual([
    'filter eth4 1: 1 flower protocol ip flowid 1:1 eth_type ipv4 ip_proto tcp dst_ip 192.0.2.9 dst_port 22',
    'filter eth4 1: 4 matchall protocol all flowid 1:3',
    'filter eth4 ingress 1 matchall protocol all action police rate 8Mbit burst 20Kb mtu 2Kb action drop overhead 0b',
  ]);
});

test.each([
  ['rate 10Mbit', 'rate 10000000bit', true],
  ['rate 10Mbit', 'rate 11000000bit', false],
  ['burst 1598b', 'burst 1600b', true],
  ['lat 50ms', 'lat 50000us', true],
  ['limit 1000', 'limit 1000', true],
  ['limit 100', 'limit 1000', false],
  ['rate 10Mbit', 'rate 10000000b', false],
])('%s is %s: %s', (is, wanted, same) => {
  expect(holdsWords(is.split(' '), wanted.split(' '))).toBe(same);
});

test('a changed class is printed in tc’s words', () => {
  const { say, values, key } = tcPart.difference;
  const is = 'class eth0 1:1 1:10 htb prio 0 rate 6Mbit';
  expect(say(is)).toBe('class htb 1:10 dev eth0 parent 1:1 prio 0 rate 6Mbit');
  expect(key(is)).toBe(key('class eth0 1:1 1:10 htb prio 0 rate 7Mbit'));
  expect(values!(is, 'class eth0 1:1 1:10 htb prio 0 rate 7Mbit')).toEqual([
    { field: '', is: 'prio 0 rate 6Mbit', should: 'prio 0 rate 7Mbit' },
  ]);
});
