// Each cause of a loss out of counters and what was seen; which one it is in a real lab is a test in test/netns.
import { expect, it } from 'vitest';
import { countedOf, risen } from '../../../src/trace/readings.ts';
import { canMeet, type PacketForm } from '../../../src/trace/rule-match.ts';
import { reading } from './recorded.ts';

const saved = (drop: number, policy: number) => `*raw
:PREROUTING ACCEPT [9:900]
COMMIT
*filter
:FORWARD DROP [${policy}:60]
:OWN - [0:0]
[7:420] -A FORWARD -j OWN
[${drop}:84] -A OWN -s 10.0.0.0/8 -i eth0 -p tcp -m tcp --dport 80 -j DROP
[1:84] -A OWN -s 10.0.0.0/8 -i eth0 -p tcp -m tcp --dport 80 -j DROP
COMMIT
`;
const rules = (drop: number, policy: number) =>
  reading({ rules: countedOf('iptables', saved(drop, policy)) });

it('tells the rules whose counters rose, and policies, by how much; twins apart', () => {
  expect(risen(rules(2, 0), rules(5, 1))).toEqual([
    {
      ...{ family: 'iptables', table: 'filter', chain: 'OWN', target: 'DROP', packets: 3 },
      line: '-A OWN -s 10.0.0.0/8 -i eth0 -p tcp -m tcp --dport 80 -j DROP',
    },
    {
      family: 'iptables',
      table: 'filter',
      chain: 'FORWARD',
      target: 'DROP',
      packets: 1,
      line: '-P FORWARD DROP',
    },
  ]);
});

const flow = { protocol: 'tcp', src: '10.1.2.3', dst: '192.0.2.1', srcPort: 4000, dstPort: 80 };
const met: PacketForm = { flow, in: 'eth0', out: 'eth1', state: 'NEW' };
it.each([
  ['-A F -j DROP', true],
  ['-A F -s 10.0.0.0/8 -p tcp -m tcp --dport 80 -j DROP', true],
  ['-A F ! -s 10.0.0.0/8 -j DROP', false],
  ['-A F -d 192.0.2.2/32 -j DROP', false],
  ['-A F -i eth+ ! -o eth1 -j DROP', false],
  ['-A F -p udp -j DROP', false],
  ['-A F -p tcp -m tcp --sport 1:1024 -j ACCEPT', false],
  ['-A F -m conntrack --ctstate RELATED,ESTABLISHED -j ACCEPT', false],
  ['-A F -m conntrack --ctstate DNAT -j ACCEPT', true],
])('%s: can be about the packet: %s', (line, can) => {
  const rule = { family: 'iptables', table: 'filter', chain: 'F', target: 'DROP', packets: 1, line } as const;
  expect(canMeet(rule, [met])).toBe(can);
});

it('an answer never asks table nat', () => {
  const rule = {
    family: 'iptables',
    table: 'nat',
    chain: 'P',
    target: 'DNAT',
    packets: 1,
    line: '-A P -j DNAT',
  } as const;
  expect([canMeet(rule, [met]), canMeet(rule, [{ ...met, state: 'ESTABLISHED' }])]).toEqual([true, false]);
});
