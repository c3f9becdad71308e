/** `netlab trace` on the VM's kernel, whose interfaces have no link layer here: IP in IP. */
import { afterAll, beforeAll, expect, it } from 'vitest';
import { stopVm } from '../../src/places/vm/vm.ts';
import { buildBundle } from '../build-bundle.ts';
import { describeVm, netlab } from './guest.ts';

interface Hop {
  readonly node: string;
  readonly interface: string;
  readonly direction: string;
  readonly changes?: unknown;
  readonly route?: string;
}

describeVm('a packet through ipip-tunnel', () => {
  beforeAll(() => {
    buildBundle();
    const { exit, stderr } = netlab('up', 'ipip-tunnel', '--on', 'vm');
    expect(exit, stderr).toBe(0);
  });
  afterAll(() => stopVm());

  it('crosses the tunnel by these interfaces, with 20 bytes around it on the wire', () => {
    const { exit, stdout, stderr } = netlab('trace', 'ipip-tunnel', 'red', 'blue', '--json', '--wait', '5');
    expect(exit, stderr).toBe(0);
    const { outcome, way } = JSON.parse(stdout) as { outcome: string; way: { hops: readonly Hop[] } };
    const told = way.hops.map(({ node, interface: name, direction }) => `${node} ${name} ${direction}`);
    expect({ outcome, told }).toEqual({
      outcome: 'answered',
      told: [
        ...[
          'red eth0 out',
          'gw1 eth1 in',
          'gw1 tun0 out',
          'gw1 eth0 out',
          'router eth0 in',
          'router eth1 out',
        ],
        ...['gw2 eth0 in', 'gw2 tun0 in', 'gw2 eth1 out', 'blue eth0 in'],
      ],
    });
    const outer = { kind: 'ipip', src: '198.51.100.2', dst: '198.51.100.130', bytes: 20 };
    expect(way.hops[3]?.changes).toMatchObject({ putOn: [outer] });
    expect(way.hops[5]).toMatchObject({
      changes: { outerTtl: { from: 64, to: 63 } },
      route: expect.stringContaining('198.51.100.128/25 dev eth1'),
    });
    expect(way.hops[7]?.changes).toMatchObject({ takenOff: [outer] });
  });
});
