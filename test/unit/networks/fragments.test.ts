// Cluster networks write typed parts of a lab. The compiler and the schema refuse the same fragments: `npm run types`
// fails at an unused "ts-expect-error".
import { expect, test } from 'vitest';
import { Faults } from '../../../src/base/diagnostic.ts';
import { fromWritten, type Mapping } from '../../../src/base/tree.ts';
import type { NodeFragment } from '../../../src/model/written.ts';
import type { Fragment } from '../../../src/networks/network.ts';
import { read } from '../../../src/schema/read.ts';

function faultsOf(fragment: Fragment): readonly string[] {
  const faults = new Faults();
  const at = { file: 'lab.yaml', line: 1, column: 1 };
  read(fromWritten({ lab: 'x', ...fragment }, at) as Mapping, 'lab.yaml', faults);
  return faults.list.map(({ code, message }) => `${code}: ${message}`);
}

const ofNode = (node: NodeFragment) => faultsOf({ nodes: { a: node }, links: [] });

test('correct keys and values', () => {
  const right: NodeFragment = {
    interfaces: {
      eth0: { type: 'veth', hairpin: true },
      br0: { type: 'bridge', interfaces: ['eth0'], mtu: 1400 },
    },
    routes: [{ to: 'default', via: '10.0.0.1', 'on-link': true, metric: 10, type: 'unicast' }],
  };
  expect(ofNode(right)).toEqual([]);
});

test('a misspelt setting of a node', () => {
  // @ts-expect-error
  expect(ofNode({ iptable: ['-N X'] })).toEqual([expect.stringMatching(/^unknown-key: .*"iptable"/)]);
});

test('a misspelt key of an interface', () => {
  // @ts-expect-error
  expect(ofNode({ interfaces: { eth0: { type: 'veth', hairpinn: true } } })).toEqual([
    expect.stringMatching(/^unknown-key: .*"hairpinn"/),
  ]);
  // @ts-expect-error
  const vxlan: NodeFragment = { interfaces: { v: { type: 'vxlan', id: 1, 'mac-lerning': false } } };
  expect(ofNode(vxlan)).toEqual([expect.stringMatching(/^unknown-key: .*"mac-lerning"/)]);
});

test('a key of another type of interface', () => {
  // @ts-expect-error
  const bridge: NodeFragment = { interfaces: { b: { type: 'bridge', remote: '10.0.0.1' } } };
  expect(ofNode(bridge)).toEqual([expect.stringMatching(/^unknown-key: .*"remote"/)]);
});

test('a misspelt key of a route, and a value outside its list', () => {
  // @ts-expect-error
  expect(ofNode({ routes: [{ to: 'default', vai: '10.0.0.1' }] })).toEqual([
    expect.stringMatching(/^unknown-key: .*"vai"/),
  ]);
  // @ts-expect-error
  expect(ofNode({ routes: [{ to: 'default', type: 'blackhol' }] })).toEqual([
    expect.stringContaining('blackhol'),
  ]);
  // @ts-expect-error
  expect(ofNode({ routes: [{ to: 'default', metric: 'low' }] })).toEqual([expect.stringContaining('low')]);
});

test('a missing key', () => {
  // @ts-expect-error
  expect(ofNode({ neighbors: [{ address: '10.0.0.1' }] })).not.toEqual([]);
});

test('a misspelt key of a probe, and of a link', () => {
  // @ts-expect-error
  expect(ofNode({ ready: [{ command: { at: 'a', runs: ['ip', 'route'] } }] })).not.toEqual([]);
  // @ts-expect-error
  expect(faultsOf({ nodes: { a: {} }, links: [{ endpoints: ['a:eth0'], ipv: [] }] })).toEqual([
    expect.stringMatching(/^unknown-key: .*"ipv"/),
  ]);
});
