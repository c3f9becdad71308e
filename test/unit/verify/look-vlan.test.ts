// What is told of VLANs and of lists of peers that are not as the plan made them.
import { expect, test } from 'vitest';
import type { Step } from '../../../src/model/plan.ts';
import type { NodeState } from '../../../src/state/state.ts';
import { fdb } from '../../../src/verify/look/fdb.ts';
import type { Reader } from '../../../src/verify/look/reader.ts';
import { vlan } from '../../../src/verify/look/vlan.ts';

const why = (reader: Reader, line: string, has: Partial<NodeState>) => {
  const names = { mac: (mac: string) => mac, address: (address: string) => address };
  const step = { kind: 'run', argv: line.split(' ') } as unknown as Step;
  return reader.find(step, { node: 's', ...has } as NodeState, names)?.why;
};

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
  expect(why(vlan, `bridge vlan add dev p vid ${words}`, { vlans: [{ ifname: 'p', vlans }] })).toBe(said);
});

test.each([
  [[{ dst: '192.0.2.1' }, { dst: '192.0.2.2' }], undefined],
  [[{ dst: '192.0.2.1' }], "s's vx has no fdb entry for unknown MACs towards 192.0.2.2"],
  [[], "s's vx has no fdb entry for unknown MACs towards 192.0.2.2"],
])('a list of peers, of which there are %j: %s', (peers, said) => {
  const mac = '00:00:00:00:00:00';
  const rows = peers.map((peer) => ({ mac, ifname: 'vx', ...peer }));
  const line = `bridge fdb append ${mac} dev vx dst 192.0.2.2 self permanent`;
  expect(why(fdb, line, { fdb: rows })).toBe(said);
});
