// Findings about nftables, from what nft 1.0.6 printed.
import { expect, test } from 'vitest';
import type { NodeState } from '../../../src/state/state.ts';
import { listOf } from '../../../src/steps/findings.ts';
import { nftables } from '../../../src/steps/nftables.ts';
import { nftablesPart } from '../../../src/steps/nftables-ruleset.ts';
import type { Findings } from '../../../src/steps/step-kind.ts';
import { compiled, withRed } from '../compiled.ts';

const printed = `table ip filter {
	chain FORWARD {
		type filter hook forward priority filter; policy accept;
		 counter accept
	}
}
table ip nat {
	chain post {
		type nat hook postrouting priority srcnat; policy accept;
		oifname "eth1" tcp dport { 80, 443 } counter masquerade comment "a b"
		meta mark set 0x00000010
	}
}
table inet fw {
	counter c {
	}

	set s {
		type ipv4_addr
		elements = { 10.0.0.1, 10.0.0.2 timeout 1h expires 59m58s,
			     10.0.0.3 }
	}

	chain fwd {
		type filter hook forward priority filter; policy drop;
		ct state established,related accept
	}
}
table inet tracing { # progname python3
	flags owner

	chain x {
	}
}
`;

const { plan } = compiled(
  withRed({
    nftables: [
      'add table ip nat',
      'add chain ip nat post { type nat hook postrouting priority srcnat; }',
      'add rule ip nat post oifname eth1 tcp dport {80,443} counter masquerade comment "a b"',
      'add rule ip nat post meta mark set 16',
      'add table inet fw',
      'add counter inet fw c',
      'add set inet fw s { type ipv4_addr; }',
      'add element inet fw s { 10.0.0.1, 10.0.0.2 timeout 1h, 10.0.0.3 }',
      'add chain inet fw fwd { type filter hook forward priority 0; policy drop; }',
      'add rule inet fw fwd ct state established,related accept',
    ],
  }),
);
const step = plan.steps.find((one) => one.kind === 'nftables')!;
const names = { mac: (mac: string) => mac, address: (address: string) => address };
const nodeOf = (text: string) =>
  ({ node: 'red', parts: new Map([['nftables', nftablesPart.read(text)]]) }) as unknown as NodeState;

/** Each once, as verify and status print them. */
const whys = (found: Findings) => [...new Set(listOf(found).map(({ why }) => why))];

test.each([
  ['nothing', '', undefined],
  ['a table', /table inet fw \{.*?^\}\n/ms, 'red has no nftables table inet fw'],
  ['a chain', /\tchain fwd.*?^\t\}\n/ms, 'red has no chain fwd in nftables table inet fw'],
  ['a counter', /\tcounter c \{\n\t\}\n/, 'red has no counter c in nftables table inet fw'],
  ['an element', '10.0.0.1,', 'red does not have 10.0.0.1 in set s in nftables table inet fw'],
  [
    'a rule',
    /\t\toifname.*\n/,
    'red has no rule oifname eth1 tcp dport {80,443} counter masquerade comment "a b" in chain post of table ip nat',
  ],
  ['a policy', 'policy drop;', 'red has policy accept for chain fwd of table inet fw and should have drop'],
])('%s is missing', (_, what, why) => {
  if (step.kind !== 'nftables') throw new Error('another step');
  expect(whys(nftables.compare!(step, nodeOf(printed.replace(what, '')), names))).toEqual(why ? [why] : []);
});

test('every fault is a finding', () => {
  if (step.kind !== 'nftables') throw new Error('another step');
  const text = printed
    .replace('policy drop;', '')
    .replace('10.0.0.1,', '')
    .replace(/\t\toifname.*\n/, '')
    .replace('\t\tct state established', '\t\tct state new')
    .replace('table inet fw', 'table inet more {\n}\ntable inet other {\n}\ntable inet fw');
  expect(whys(nftables.compare!(step, nodeOf(text), names))).toHaveLength(3);
  expect(whys(nftables.extra!(nodeOf(text), plan.steps))).toHaveLength(2);
});

test.each([
  ['nothing', '', '', undefined],
  [
    'a rule',
    '\t\tct state',
    '\t\tip saddr 10.0.0.9 drop\n\t\tct state',
    'red has a rule in chain fwd of table inet fw that no step made: ip saddr 10.0.0.9 drop',
  ],
  [
    'a table',
    'table inet fw',
    'table inet more {\n}\ntable inet fw',
    'red has an nftables table that no step made: inet more',
  ],
  [
    'a set',
    '\tset s {',
    '\tset t {\n\t\ttype ipv4_addr\n\t}\n\n\tset s {',
    'red has a set in nftables table inet fw that no step made: t',
  ],
])('%s is extra', (_, what, instead, why) => {
  expect(whys(nftables.extra!(nodeOf(printed.replace(what, instead)), plan.steps))).toEqual(why ? [why] : []);
});

test('comparable lines, without tables of iptables and of a trace, and without times', () => {
  expect(nftablesPart.lines(nftablesPart.read(printed), plan.steps)).toEqual([
    'ip nat table',
    'ip nat chain post type nat hook postrouting priority srcnat; policy accept;',
    'ip nat post 1 oifname "eth1" tcp dport { 80, 443 } counter masquerade comment "a b"',
    'ip nat post 2 meta mark set 0x00000010',
    'inet fw table',
    'inet fw chain fwd type filter hook forward priority filter; policy drop;',
    'inet fw fwd 1 ct state established,related accept',
    'inet fw counter c ',
    'inet fw set s type ipv4_addr',
    'inet fw set s { 10.0.0.1 }',
    'inet fw set s { 10.0.0.2 timeout 1h }',
    'inet fw set s { 10.0.0.3 }',
  ]);
});

test('nft names the line of a fault', async () => {
  if (step.kind !== 'nftables') throw new Error('another step');
  const stderr = '/dev/stdin:3:14-14: Error: No such file or directory; did you mean table ‘nat’?\n';
  const never = () => Promise.reject(new Error('no need to run it again'));
  expect((await nftables.locate!([step], null, stderr, never)).line).toBe(step.lines[2]);
});
