import { expect, it } from 'vitest';
import { faultsOf, printed } from '../../compiled.ts';

const lab = (eth0: string) => `lab: x
nodes:
  sw: { interfaces: { br0: { type: bridge, interfaces: [eth0] }, eth0: ${eth0} } }
  a: {}
links:
  - { endpoints: [sw:eth0, a:eth0] }
  - { endpoints: [sw:eth1, a:eth1] }
`;

it('each flag is one command, after the port has joined its bridge', () => {
  const flags = '{ hairpin: true, bridge-port: { isolated: true, mcast-flood: false } }';
  expect(
    ['hairpin', 'isolated', 'mcast_flood'].flatMap((flag) => printed(lab(flags), `sw/${flag}/eth0`)),
  ).toEqual([
    'bridge -n x.sw link set dev eth0 hairpin on',
    'bridge -n x.sw link set dev eth0 isolated on',
    'bridge -n x.sw link set dev eth0 mcast_flood off',
  ]);
});

it.each([
  ['hairpin', '{ hairpin: true }'],
  ['bridge-port', '{ bridge-port: { isolated: true } }'],
])('%s needs a bridge', (key, flags) => {
  const other = lab('{}').replace('eth0: {} }', `eth0: {}, eth1: ${flags} }`);
  expect(faultsOf(other)).toEqual([`hairpin-without-bridge: eth1 of sw has ${key} and is not a bridge port`]);
});
