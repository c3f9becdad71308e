// The probes read VLANs from the output of bridge and ip. The rows were printed by Debian's 6.1 kernel.
import { describe, expect, test } from 'vitest';
import { readEntry } from '../../../src/probes/fdb.ts';
import { readInterface } from '../../../src/probes/interface.ts';
import { judgeRows } from '../../../src/probes/show.ts';
import { readVlans } from '../../../src/probes/vlan.ts';
import { compiled, withRed } from '../compiled.ts';

const port = (...vlans: readonly unknown[]) => readVlans([{ ifname: 'p1', vlans }]);
const access = { vlan: 10, flags: ['PVID', 'Egress Untagged'] };

describe('VLANs of a port', () => {
  test.each([
    [[access], { pvid: '10', untagged: '10', tagged: 'none' }],
    [[{ vlan: 10 }, { vlan: 20 }], { pvid: 'none', untagged: 'none', tagged: '10 20' }],
    [[{ vlan: 9, flags: ['PVID'] }, access], { pvid: '9', untagged: '10', tagged: '9' }],
  ])('%j', (vlans, facts) => {
    expect(port(...vlans)).toEqual([facts]);
  });

  test('a port in none has no row', () => {
    expect(readVlans([])).toEqual([]);
    expect(readVlans([{ ifname: 'p1', vlans: [] }])).toEqual([]);
  });

  const check = (expected: unknown) => {
    const interfaces = {
      br0: {
        type: 'bridge',
        interfaces: ['eth0'],
        parameters: { 'vlan-filtering': true },
        vlans: { eth0: { untagged: 10 } },
      },
    };
    const lab = withRed({ interfaces }, { verify: [{ vlan: { at: 'red:eth0', expect: expected } }] });
    const [one] = compiled(lab.replace(/ {4}ipv[46]:\n( {6}- .*\n)+/g, '')).lab.checks;
    return (one!.spec as object as { expect: Parameters<typeof judgeRows>[1] }).expect;
  };

  test.each([
    [{ untagged: 10 }, 'pass'],
    [{ untagged: 10, pvid: 10 }, 'pass'],
    [{ pvid: 20 }, 'fail'],
    [{ tagged: 10 }, 'fail'],
    [{ untagged: [10, 20] }, 'fail'],
    ['none', 'fail'],
  ])('an access port and %j: %s', (expected, status) => {
    expect(judgeRows(port(access), check(expected)).status).toBe(status);
  });

  test('one VLAN more than said is a fault', () => {
    expect(judgeRows(port(access, { vlan: 1, flags: ['Egress Untagged'] }), check({ untagged: 10 }))).toEqual(
      {
        status: 'fail',
        saw: 'untagged 1 10',
      },
    );
  });
});

test('an fdb entry tells its VLAN', () => {
  const row = { mac: '02:00:00:00:00:01', ifname: 'p1', vlan: 10, flags: [], master: 'br0', state: '' };
  expect(readEntry(row)).toMatchObject({ vlan: '10', state: 'learned' });
});

test('an interface tells its tag, its link and its mode', () => {
  const data = (kind: string, info: object) => ({
    link: 'eth1',
    linkinfo: { info_kind: kind, info_data: info },
  });
  expect(readInterface(data('vlan', { protocol: '802.1Q', id: 10 }))).toMatchObject({
    link: 'eth1',
    vlan: '10',
  });
  expect(readInterface(data('vxlan', { id: 10 }))).not.toHaveProperty('vlan');
  expect(readInterface(data('ipvlan', { mode: 'l2' }))).toMatchObject({ mode: 'l2' });
});
