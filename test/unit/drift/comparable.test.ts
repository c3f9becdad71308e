/** Values that STP changes for a while are not compared; the same values of a bridge without STP are. */
import { expect, it } from 'vitest';
import { comparable, differences } from '../../../src/drift/comparable.ts';
import type { LabState, NodeState } from '../../../src/state/state.ts';
import { compiled } from '../compiled.ts';

const { plan } = compiled('lab: x\nnodes: { a: { interfaces: { br0: { type: bridge } } } }');
const stateOf = (data: object): LabState => {
  const lists = ['routes4', 'routes6', 'rules4', 'rules6', 'neighbors', 'proxies', 'fdb', 'vlans'];
  const node = {
    ...{ node: 'a', exists: true, iptables: '', ip6tables: '', processes: [], files: {}, sysctls: {} },
    ...Object.fromEntries([...lists, 'addresses', 'wireguard'].map((name) => [name, []])),
    links: [{ ifname: 'br0', linkinfo: { info_kind: 'bridge', info_data: data } }],
    parts: new Map(),
  };
  return new Map([['a', node as unknown as NodeState]]);
};
const between = (one: object, other: object) =>
  differences(comparable(stateOf(one), plan), comparable(stateOf(other), plan));

it('with STP, a change of the topology is no difference', () => {
  const calm = { stp_state: 1, ageing_time: 1000, topology_change: 0, topology_change_detected: 0 };
  const changing = { stp_state: 1, ageing_time: 400, topology_change: 1, topology_change_detected: 1 };
  expect(between(calm, changing)).toEqual([]);
});

it('without STP, ageing_time is compared', () => {
  expect(between({ stp_state: 0, ageing_time: 30000 }, { stp_state: 0, ageing_time: 1000 })).toHaveLength(2);
});
