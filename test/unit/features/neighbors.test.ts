/** The printed commands of `neighbors` of a node. All of it was run: the kernel takes these words. */
import { describe, expect, test } from 'vitest';
import { compiled, printed, withRed } from '../compiled.ts';

describe('neighbors', () => {
  test.each([
    [
      { address: '192.0.2.9', macaddress: '02:00:00:00:00:0A', dev: 'eth0' },
      'ip -n x.red neigh add 192.0.2.9 lladdr 02:00:00:00:00:0a dev eth0 nud permanent',
    ],
    [
      { address: 'blue', macaddress: 'blue:eth0', dev: 'eth0' },
      'ip -n x.red neigh add 192.0.2.2 lladdr 02:a9:7f:99:56:0f dev eth0 nud permanent',
    ],
    [
      { address: '2001:db8::9', macaddress: '02:00:00:00:00:09', dev: 'eth0' },
      'ip -n x.red neigh add 2001:db8::9 lladdr 02:00:00:00:00:09 dev eth0 nud permanent',
    ],
    [{ address: '192.0.2.10', dev: 'eth0', proxy: true }, 'ip -n x.red neigh add proxy 192.0.2.10 dev eth0'],
  ])('%j', (neighbor, command) => {
    const commands = printed(withRed({ neighbors: [neighbor] }), 'red/').filter((line) =>
      / neigh /.test(line),
    );
    expect(commands).toEqual([command]);
  });

  test('a MAC is written where something refers to it, and only there', () => {
    const macs = (setting: Record<string, unknown>) =>
      compiled(withRed(setting)).lab.nodes.flatMap((node) =>
        node.interfaces.flatMap((iface) => iface.mac ?? []),
      );
    expect(macs({})).toEqual([]);
    expect(macs({ neighbors: [{ address: 'blue', macaddress: 'blue:eth0', dev: 'eth0' }] })).toHaveLength(1);
  });
});
