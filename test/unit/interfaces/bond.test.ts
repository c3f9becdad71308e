import { expect, it } from 'vitest';
import { compiled, faultsOf, printed } from '../compiled.ts';

const lab = (bond: string, more = '') => `lab: x
nodes:
  red: { interfaces: { bond0: { type: bond, interfaces: [eth0, eth1], ${bond} addresses: [192.0.2.1/24] }${more} } }
  blue: {}
links:
  - { endpoints: [blue:eth0, red:eth0] }
  - { endpoints: [red:eth1, blue:eth1] }
`;

it('ports join while they are down, at either end of a cable, and the bond sets them up', () => {
  expect([
    ...printed(lab(''), 'red/link/bond0'),
    ...printed(lab(''), 'blue/link/eth0'),
    ...printed(lab(''), 'red/link/eth0'),
    ...printed(lab(''), 'red/up/eth0'),
    ...printed(lab(''), 'red/link/eth1'),
  ]).toEqual([
    'ip -n x.red link add bond0 up type bond mode balance-rr miimon 100',
    'ip -n x.red link add eth0 master bond0 type veth peer name eth0 netns x.blue',
    'ip -n x.red link add eth1 master bond0 type veth peer name eth1 netns x.blue',
  ]);
});

it('every parameter is a setting of ip; the primary port is set when it exists', () => {
  const lacp =
    'parameters: { mode: 802.3ad, lacp-rate: fast, transmit-hash-policy: layer3+4, min-links: 1, up-delay: 200, down-delay: 100 },';
  expect(printed(lab(lacp), 'red/link/bond0')).toEqual([
    'ip -n x.red link add bond0 up type bond mode 802.3ad miimon 100 updelay 200 downdelay 100 lacp_rate fast xmit_hash_policy layer3+4 min_links 1',
  ]);
  const backup = lab('parameters: { mode: active-backup, primary: eth1 },');
  expect(printed(backup, 'red/primary/')).toEqual(['ip -n x.red link set bond0 type bond primary eth1']);
  expect(compiled(backup).plan.steps.findIndex(({ id }) => id === 'red/primary/bond0')).toBeGreaterThan(
    compiled(backup).plan.steps.findIndex(({ id }) => id === 'red/link/eth1'),
  );
});

it.each([
  [
    'parameters: { mode: active-backup, lacp-rate: fast },',
    '',
    'bond-mode: lacp-rate has no effect in mode active-backup; it needs 802.3ad',
  ],
  ['parameters: { mode: active-backup, primary: eth7 },', '', 'bond-primary: eth7 is not a port of bond0'],
  [
    '',
    ', eth0: { mtu: 1400 }',
    'bond-mtu: eth0 has MTU 1400, but the bond gives its ports its own MTU, 1500',
  ],
  ['', ', eth0: { up: false }', 'bond-port: eth0 has up: false, but the bond sets its ports up'],
  [
    '',
    ', bond1: { type: bond, interfaces: [bond0] }',
    'bond-port: bond0 is a bond, and a bond cannot be a port of a bond',
  ],
])('%s%s is refused', (bond, more, fault) => {
  expect(faultsOf(lab(bond, more))).toContain(fault);
});

it('a bond may be a port of a bridge, which it joins after it has its own ports', () => {
  const bridged = lab('', ', br0: { type: bridge, interfaces: [bond0] }').replace(
    ' addresses: [192.0.2.1/24]',
    '',
  );
  expect([...printed(bridged, 'red/link/bond0'), ...printed(bridged, 'red/up/bond0')]).toEqual([
    'ip -n x.red link add bond0 type bond mode balance-rr miimon 100',
    'ip -n x.red link set bond0 up master br0',
  ]);
});
