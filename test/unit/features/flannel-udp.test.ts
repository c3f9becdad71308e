/** The printed commands of `flannel-udp` of a node. All of it was run: the kernel takes these words. */
import { describe, expect, test } from 'vitest';
import { compiled, faultsOf, withRed } from '../compiled.ts';

describe('flannel-udp', () => {
  const tun = { interfaces: { flannel0: { type: 'tun', addresses: ['10.244.1.0/32'] } } };
  const proxy = (setting: Record<string, unknown>) =>
    withRed({ ...tun, 'flannel-udp': { dev: 'flannel0', listen: 'self:eth0', ...setting } });

  test('a process that knows which node has which prefix', () => {
    const { plan } = compiled(proxy({ routes: [{ to: '10.244.2.0/24', via: 'blue' }] }));
    const start = plan.steps.find(({ id }) => id === 'red/process/flannel-udp');
    expect(start && 'argv' in start && start.argv.slice(3)).toEqual([
      ...['--dev', 'flannel0', '--listen', '192.0.2.1:8285', '--route', '10.244.2.0/24=192.0.2.2:8285'],
    ]);
    expect(plan.requires).toMatchObject({ kernel: ['tun', 'veth'] });
    expect(plan.requires.tools).toContain('python3');
  });

  test.each([
    [{ dev: 'flanel0' }, 'unknown-interface: red has no interface "flanel0"'],
    [
      { routes: [{ to: '2001:db8:2::/64', via: 'blue' }] },
      'mixed-families: 2001:db8:2::/64 is IPv6; flannel-udp carries only IPv4',
    ],
  ])('%j: %s', (setting, fault) => {
    expect(faultsOf(proxy(setting))).toEqual([fault]);
  });
});
