// VLAN devices and bridges that tell VLANs apart. The commands were run on Debian's 6.1 kernel.
import { describe, expect, test } from 'vitest';
import { compiled, faultsOf, printed, withRed } from '../compiled.ts';

const vlan = (more: Record<string, unknown> = {}) => ({ type: 'vlan', id: 10, link: 'eth0', ...more });
const bridge = (vlans: Record<string, unknown>, parameters: Record<string, unknown> = {}) =>
  withRed({
    interfaces: {
      br0: {
        type: 'bridge',
        interfaces: ['eth0'],
        parameters: { 'vlan-filtering': true, ...parameters },
        vlans,
      },
    },
  }).replace(/ {4}ipv[46]:\n( {6}- .*\n)+/g, '');

describe('a VLAN device', () => {
  test.each([
    [vlan(), 'ip -n x.red link add link eth0 name eth0.10 up type vlan id 10'],
    [
      vlan({ protocol: '802.1ad', mtu: 1496 }),
      'ip -n x.red link add link eth0 name eth0.10 mtu 1496 up type vlan protocol 802.1ad id 10',
    ],
  ])('%j', (spec, command) => {
    expect(printed(withRed({ interfaces: { 'eth0.10': spec } }), 'red/link/eth0.10')).toEqual([command]);
  });

  test('has the MAC of its link, which is written where somebody asks for it', () => {
    const ask = [{ address: '192.0.2.9', macaddress: 'red:eth0.10', dev: 'eth0' }];
    const text = withRed({ interfaces: { 'eth0.10': vlan() }, neighbors: ask });
    const [entry] = printed(text, 'red/neighbor');
    const mac = entry?.match(/lladdr (\S+)/)?.[1];
    expect(mac).toMatch(/^02:/);
    expect(printed(text, 'blue/link/eth0').join()).not.toContain(`eth0.10 address`);
    const { lab } = compiled(text);
    const red = lab.nodes.find(({ name }) => name === 'red')!;
    expect(red.interfaces.find(({ name }) => name === 'eth0')?.mac).toBe(mac);
    expect(red.interfaces.find(({ name }) => name === 'eth0.10')?.mac).toBeUndefined();
  });

  test.each([
    [{ 'eth0.10': vlan({ id: 0 }) }, 'bad-value: expected a whole number from 1 to 4094, found "0"'],
    [{ 'eth0.10': vlan({ id: 4095 }) }, 'bad-value: expected a whole number from 1 to 4094, found "4095"'],
    [{ 'eth0.10': vlan({ link: 'eth7' }) }, 'unknown-interface: red has no interface "eth7"'],
    [{ a: vlan(), b: vlan() }, 'vlan-twice: VLAN 10 of eth0 already has a device: a (line 5)'],
    [{ a: vlan(), b: vlan({ link: 'a', protocol: '802.1ad' }) }, undefined],
    [{ a: vlan(), b: vlan({ protocol: '802.1ad' }) }, undefined],
  ])('%j: %s', (interfaces, fault) => {
    expect(faultsOf(withRed({ interfaces }))).toEqual(fault === undefined ? [] : [fault]);
  });
});

describe('a bridge that tells VLANs apart', () => {
  test('has no VLAN but those that it is given', () => {
    expect(printed(bridge({ eth0: { untagged: 10 } }), 'red/link/br0')).toEqual([
      'ip -n x.red link add br0 up type bridge stp_state 0 mcast_snooping 0 vlan_filtering 1 vlan_default_pvid 0',
    ]);
    expect(printed(bridge({}, { 'vlan-default-pvid': 1 }), 'red/link/br0')[0]).toMatch(
      /vlan_default_pvid 1$/,
    );
  });

  test.each([
    [{ eth0: { untagged: 10 } }, ['dev eth0 vid 10 pvid untagged']],
    [{ eth0: { tagged: [10, 20] } }, ['dev eth0 vid 10', 'dev eth0 vid 20']],
    [{ eth0: { tagged: 20, untagged: 10 } }, ['dev eth0 vid 10 pvid untagged', 'dev eth0 vid 20']],
    [{ eth0: { tagged: [10, 20], pvid: 20 } }, ['dev eth0 vid 10', 'dev eth0 vid 20 pvid']],
    [
      { eth0: { untagged: [10, 20], pvid: 20 } },
      ['dev eth0 vid 10 untagged', 'dev eth0 vid 20 pvid untagged'],
    ],
    [{ self: { tagged: 10, untagged: 20 } }, ['dev br0 vid 20 pvid untagged self', 'dev br0 vid 10 self']],
  ])('%j', (vlans, commands) => {
    expect(printed(bridge(vlans), 'red/vlan')).toEqual(
      commands.map((words) => `bridge -n x.red vlan add ${words}`),
    );
  });

  test('asks the kernel for it, and others do not', () => {
    expect(compiled(bridge({})).plan.requires.kernel).toContain('vlan_filtering');
    const plain = withRed({ interfaces: { br0: { type: 'bridge' } } });
    expect(compiled(plain).plan.requires.kernel).not.toContain('vlan_filtering');
  });

  test.each([
    [{ eth0: { untagged: 4095 } }, {}, 'bad-value: expected a whole number from 1 to 4094, found "4095"'],
    [{ eth9: { untagged: 10 } }, {}, 'vlans-of-no-port: eth9 is not a port of br0'],
    [
      { eth0: { untagged: [10, 20] } },
      {},
      'two-pvids: eth0 has the untagged VLANs 10, 20, but a port has only one PVID',
    ],
    [{ eth0: { tagged: 10, pvid: 20 } }, {}, 'pvid-without-vlan: pvid 20 of eth0 is not one of its VLANs'],
    [
      { eth0: { tagged: [10, 20], untagged: 10 } },
      {},
      'port-vlan-twice: eth0 has VLAN 10 twice; a VLAN is either tagged or untagged',
    ],
    [
      { eth0: { untagged: 10 } },
      { 'vlan-filtering': false },
      'vlans-without-filtering: br0 has vlans, but VLAN filtering is off: it would forward every frame to every port',
    ],
    [
      {},
      { 'vlan-filtering': false, 'vlan-default-pvid': 1 },
      'vlans-without-filtering: br0 has a default VLAN, but VLAN filtering is off',
    ],
  ])('%j %j: %s', (vlans, parameters, fault) => {
    expect(faultsOf(bridge(vlans, parameters))).toEqual([fault]);
  });

  test('leads to a VLAN device on it only if it is in that VLAN itself', () => {
    const red = (self: unknown) =>
      withRed({
        interfaces: {
          br0: { type: 'bridge', parameters: { 'vlan-filtering': true }, vlans: { self } },
          'br0.10': { type: 'vlan', id: 10, link: 'br0' },
        },
      });
    expect(faultsOf(red({ tagged: 10 }))).toEqual([]);
    expect(faultsOf(red({ untagged: 10 }))).toEqual([
      'vlan-not-on-bridge: br0.10 needs VLAN 10, but the bridge br0 itself is not a tagged member of it',
    ]);
  });
});
