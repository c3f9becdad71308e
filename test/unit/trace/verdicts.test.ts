/** The output of verdicts.py in a real node, read with the rules that iptables-save prints. */
import { expect, it } from 'vitest';
import { dissect } from '../../../src/packet/dissect.ts';
import type { Frame } from '../../../src/packet/frame.ts';
import { countedOf } from '../../../src/trace/readings.ts';
import { isSamePacket } from '../../../src/trace/same-packet.ts';
import { readVerdicts, type VerdictLine } from '../../../src/trace/verdicts.ts';
import { reading } from './recorded.ts';

const readings = new Map([
  [
    't2',
    reading({
      rules: countedOf(
        'iptables',
        `*filter
:INPUT ACCEPT [1:84]
:DEEP - [0:0]
[1:84] -A DEEP -p udp -j ACCEPT
[1:84] -A DEEP -p icmp -m comment --comment hello
[1:84] -A DEEP -p icmp -m icmp --icmp-type 8 -j DROP
[1:84] -A INPUT -i e -j DEEP
COMMIT
`,
      ),
    }),
  ],
]);
const packet = '45000054a1db4000400114cac0000201c00002020800d0b27dd9000143ce016b00000000a4660100';
const other = packet.replace('a1db', 'a1dc');
const third = packet.replace('a1db', 'a1dd');
const at = { node: 't2', id: 1, family: 'ip', table: 'filter' };
const lines = [
  {
    tracing: 1,
    rules: {
      t2: [
        ['ip', 'filter', 'DEEP', 2],
        ['ip', 'filter', 'DEEP', 3],
        ['ip', 'filter', 'DEEP', 4],
        ['ip', 'filter', 'INPUT', 6],
        ['ip', 'mine', 'in', 9],
      ],
    },
  },
  { ...at, chain: 'INPUT', type: 'rule', handle: 6, verdict: 'jump', to: 'DEEP', packet },
  { ...at, chain: 'DEEP', type: 'rule', handle: 3, verdict: 'continue' },
  { ...at, chain: 'DEEP', type: 'rule', handle: 4, verdict: 'drop' },
  // Another hook: a chain has ended without a word, and its caller goes on.
  { ...at, chain: 'INPUT', type: 'rule', handle: 6, verdict: 'jump', to: 'DEEP', packet: third },
  { ...at, chain: 'DEEP', type: 'rule', verdict: 'continue' },
  { ...at, chain: 'INPUT', type: 'rule', handle: 6, verdict: 'goto', to: 'DEEP' },
  { ...at, chain: 'DEEP', type: 'rule', handle: 4, verdict: 'drop' },
  // The kernel has given the packet's memory, and so its id, to another packet.
  { ...at, chain: 'INPUT', type: 'policy', verdict: 'accept', packet: other },
  { ...at, table: 'mine', chain: 'in', type: 'rule', handle: 9, verdict: 'accept', packet: other },
  { lost: 0 },
] as unknown as readonly VerdictLine[];
const frame = (hex: string): Frame =>
  dissect({ time: 0n, linkType: 101, length: hex.length / 2, data: Buffer.from(hex, 'hex') });
const of = (hex: string, all = lines) =>
  readVerdicts(all, readings)
    .of('t2', (headers) => (isSamePacket(headers, frame(hex)) ? 'packet' : undefined))
    ?.map(({ line, verdict, by }) => [line, verdict, by]);

it('tells each rule by its words, with the rules that jumped there', () => {
  const jump = '-A INPUT -i e -j DEEP';
  expect(of(packet)).toEqual([
    [jump, 'jump', []],
    ['-A DEEP -p icmp -m comment --comment hello', 'continue', [jump]],
    ['-A DEEP -p icmp -m icmp --icmp-type 8 -j DROP', 'drop', [jump]],
  ]);
});

it('knows that a chain has ended by the step that comes after', () => {
  const jump = '-A INPUT -i e -j DEEP';
  expect(of(third)).toEqual([
    [jump, 'jump', []],
    [jump, 'goto', []],
    ['-A DEEP -p icmp -m icmp --icmp-type 8 -j DROP', 'drop', [jump]],
  ]);
});

it('keeps two packets of one id apart, and tells rules of nft by their handles', () => {
  expect(of(other)).toEqual([
    ['-P INPUT ACCEPT', 'accept', []],
    ['in # handle 9', 'accept', []],
  ]);
});

it('says nothing of a packet that it did not hear of, or when it may have missed something', () => {
  expect(of(packet.replace('a1db', 'ffff'))).toBeUndefined();
  expect(of(packet, [...lines, { lost: 1 } as VerdictLine])).toBeUndefined();
  expect(of(packet, [{ tracing: 0 } as VerdictLine])).toBeUndefined();
});
