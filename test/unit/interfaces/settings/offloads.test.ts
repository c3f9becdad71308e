import { describe, expect, it } from 'vitest';
import { compiled, faultsOf, printed, withRed } from '../../compiled.ts';

const all = [
  'receive-checksum-offload',
  'transmit-checksum-offload',
  'tcp-segmentation-offload',
  'generic-segmentation-offload',
  'generic-receive-offload',
  'large-receive-offload',
];
const off = Object.fromEntries(all.map((key) => [key, false]));

describe('offloads', () => {
  it('are set in one call for a device', () =>
    expect(printed(withRed({ interfaces: { eth0: off } }), 'red/offloads')).toContain(
      'ip netns exec x.red ethtool -K eth0 rx off tx off tso off gso off gro off lro off',
    ));
  it('are left as they are where nothing is said', () =>
    expect(printed(withRed({}), 'red/offloads')).toEqual([]));
  it('can be turned on', () =>
    expect(
      printed(withRed({ interfaces: { eth0: { 'generic-receive-offload': true } } }), 'red/off'),
    ).toContain('ip netns exec x.red ethtool -K eth0 gro on'));
  it('are keys of every type of interface', () => {
    const interfaces = { br0: { type: 'bridge', ...off }, lo: { 'generic-segmentation-offload': false } };
    expect(printed(withRed({ interfaces }), 'red/offloads').filter((line) => line.startsWith('ip '))).toEqual(
      [
        'ip netns exec x.red ethtool -K br0 rx off tx off tso off gso off gro off lro off',
        'ip netns exec x.red ethtool -K lo gso off',
      ],
    );
  });
  it('need ethtool', () =>
    expect(compiled(withRed({ interfaces: { eth0: off } })).plan.requires.tools).toContain('ethtool'));
  it('are on or off', () =>
    expect(faultsOf(withRed({ interfaces: { eth0: { 'generic-receive-offload': 'maybe' } } }))).toEqual([
      expect.stringMatching(/^bad-value: .*true or false/),
    ]));
});
