// Findings about VLANs and lists of peers that differ from the plan.
import { expect, test } from 'vitest';
import type { NodeState } from '../../../src/state/state.ts';
import { everyMac, fdb } from '../../../src/steps/fdb.ts';
import { listOf } from '../../../src/steps/findings.ts';
import { vlan } from '../../../src/steps/vlan.ts';

const names = { mac: (mac: string) => mac, address: (address: string) => address };
const source = { file: 'lab.yaml', line: 1, column: 1 };
const base = { id: 'x', stage: 'neighbors', level: 0, node: 's', reason: '', source } as const;
const node = (has: Partial<NodeState>) => ({ node: 's', ...has }) as NodeState;

test.each([
  ['10 pvid untagged', [{ vlan: 10, flags: ['PVID', 'Egress Untagged'] }], undefined],
  ['10', [{ vlan: 10 }], undefined],
  ['10', [{ vlan: 20 }], "s's p is not in VLAN 10"],
  ['10', [], "s's p is not in VLAN 10"],
  ['10 pvid untagged', [{ vlan: 10, flags: ['PVID'] }], "VLAN 10 of s's p leaves with a tag and should not"],
  [
    '10',
    [{ vlan: 10, flags: ['Egress Untagged'] }],
    "VLAN 10 of s's p leaves without a tag and should have it",
  ],
  ['10 pvid', [{ vlan: 10 }], "VLAN 10 of s's p does not get what comes without a tag"],
])('vid %s, and %j: %s', (words, vlans, said) => {
  const has = (word: string) => words.split(' ').includes(word);
  const planned = {
    dev: 'p',
    vid: Number(words.split(' ')[0]),
    pvid: has('pvid'),
    untagged: has('untagged'),
  };
  const step = { ...base, kind: 'vlan', ...planned, self: false } as const;
  expect(listOf(vlan.compare!(step, node({ vlans: [{ ifname: 'p', vlans }] }), names))[0]?.why).toBe(said);
});

test.each([
  [[{ dst: '192.0.2.1' }, { dst: '192.0.2.2' }], undefined],
  [[{ dst: '192.0.2.1' }], "s's vx has no fdb entry for unknown MACs towards 192.0.2.2"],
  [[], "s's vx has no fdb entry for unknown MACs towards 192.0.2.2"],
])('a list of peers, of which there are %j: %s', (peers, said) => {
  const rows = peers.map((peer) => ({ mac: everyMac, ifname: 'vx', ...peer }));
  const planned = { verb: 'append', mac: everyMac, dev: 'vx', dst: '192.0.2.2' } as const;
  const step = { ...base, kind: 'fdb', ...planned } as const;
  expect(listOf(fdb.compare!(step, node({ fdb: rows }), names))[0]?.why).toBe(said);
});
