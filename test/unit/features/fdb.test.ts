/** The printed commands of `fdb` of a node. All of it was run: the kernel takes these words. */
import { describe, expect, test } from 'vitest';
import { printed, red, withRed } from '../compiled.ts';

describe('fdb', () => {
  const vxlan = { interfaces: { vx0: { type: 'vxlan', id: 7 } } };
  test.each([
    [
      { macaddress: '02:00:00:00:00:0a', dev: 'vx0', dst: 'blue' },
      ['red/fdb/vx0/blue', 'bridge -n x.red fdb add 02:00:00:00:00:0a dev vx0 dst 192.0.2.2 self permanent'],
    ],
    [
      { macaddress: '00:00:00:00:00:00', dev: 'vx0', dst: 'blue' },
      [
        'red/fdb/vx0/all/blue',
        'bridge -n x.red fdb append 00:00:00:00:00:00 dev vx0 dst 192.0.2.2 self permanent',
      ],
    ],
    [
      { macaddress: '02:00:00:00:00:0a', dev: 'eth0' },
      [
        'red/fdb/eth0/02:00:00:00:00:0a',
        'bridge -n x.red fdb replace 02:00:00:00:00:0a dev eth0 master static',
      ],
    ],
    [
      { macaddress: '02:00:00:00:00:0a', dev: 'eth0', vlan: 10 },
      [
        'red/fdb/eth0/02:00:00:00:00:0a/10',
        'bridge -n x.red fdb replace 02:00:00:00:00:0a dev eth0 master static vlan 10',
      ],
    ],
  ])('%j', (entry, [id, command]) => {
    const text = withRed({ ...vxlan, fdb: [entry] });
    expect(printed(text, id!)).toEqual([command]);
  });

  test('the MAC of zeros has as many peers as are written, each appended (head-end replication)', () => {
    const fdb = ['blue', '192.0.2.9', '192.0.2.10'].map((dst) => ({
      macaddress: '00:00:00:00:00:00',
      dev: 'vx0',
      dst,
    }));
    expect(red({ ...vxlan, fdb }, 'fdb/')).toEqual(
      ['192.0.2.2', '192.0.2.9', '192.0.2.10'].map(
        (dst) => `bridge -n x.red fdb append 00:00:00:00:00:00 dev vx0 dst ${dst} self permanent`,
      ),
    );
  });

  test('two MACs behind one peer are two entries', () => {
    const fdb = ['a', 'b'].map((end) => ({ macaddress: `02:00:00:00:00:0${end}`, dev: 'vx0', dst: 'blue' }));
    expect(red({ ...vxlan, fdb }, 'fdb/')).toHaveLength(2);
  });
});
