/**
 * Compares the lab's nodes with a node of Calico 3.29 with IPIP, on a kernel that has ipip. The facts are
 * Calico's (felix, confd's templates, `ip route` as its issues show it), not what netlab prints.
 */
import { afterAll, beforeAll, expect, it } from 'vitest';
import { stopVm } from '../../src/places/vm/vm.ts';
import { buildBundle } from '../build-bundle.ts';
import { describeVm, netlab } from './guest.ts';

describeVm('a node of Calico with IPIP', () => {
  beforeAll(() => {
    buildBundle();
    const { exit, stderr } = netlab('up', 'calico-ipip', '--on', 'vm');
    expect(exit, stderr).toBe(0);
  });
  afterAll(() => stopVm());

  const said = (node: string, ...argv: string[]): string => {
    const { exit, stdout, stderr } = netlab('exec', 'calico-ipip', node, '--', ...argv);
    expect(exit, stderr).toBe(0);
    return stdout;
  };
  const json = (node: string, ...argv: string[]) => JSON.parse(said(node, ...argv));

  it('has tunl0 without ends of its own, with the first address of its block and 20 bytes less than eth0', () => {
    const [tunl0] = json('node1', 'ip', '-j', '-d', 'addr', 'show', 'tunl0');
    expect(tunl0).toMatchObject({
      ...{ mtu: 1480, link_type: 'ipip' },
      linkinfo: { info_kind: 'ipip', info_data: { remote: 'any', local: 'any' } },
      addr_info: [{ local: '192.168.1.0', prefixlen: 32 }],
    });
    expect(tunl0.flags).toContain('UP');
    expect(json('pod1-1', 'ip', '-j', 'link', 'show', 'eth0')[0]).toMatchObject({ mtu: 1480 });
  });

  it('has the routes that BIRD writes: the other block by tunl0 and on-link, its own a blackhole, no metric', () => {
    expect(
      said('node1', 'ip', 'route')
        .split('\n')
        .map((line) => line.trim()),
    ).toEqual([
      'default via 172.18.0.1 dev eth0',
      '172.18.0.0/24 dev eth0 proto kernel scope link src 172.18.0.11',
      'blackhole 192.168.1.0/26 proto bird',
      expect.stringMatching(/^192\.168\.1\.1 dev cali[0-9a-f]{11} scope link$/),
      expect.stringMatching(/^192\.168\.1\.2 dev cali[0-9a-f]{11} scope link$/),
      '192.168.2.0/26 via 172.18.0.12 dev tunl0 proto bird onlink',
      '',
    ]);
  });

  it('takes protocol 4 from nodes of the cluster, and from nobody else', () => {
    const sets = said('node1', 'ipset', 'save', 'cali40all-hosts-net');
    expect(sets).toMatch(/^create cali40all-hosts-net hash:net family inet .*maxelem 1048576\b/m);
    expect(sets.match(/^add .*/gm)?.sort()).toEqual([
      'add cali40all-hosts-net 172.18.0.11',
      'add cali40all-hosts-net 172.18.0.12',
    ]);
    const rules = said('node1', 'iptables', '-S', 'cali-INPUT').split('\n');
    const accept = rules.findIndex((rule) =>
      /-p (4|ipencap|ipv4) .*all-hosts-net src .*--dst-type LOCAL -j ACCEPT/.test(rule),
    );
    const drop = rules.findIndex((rule) => /-p (4|ipencap|ipv4) .*-j DROP/.test(rule));
    expect(accept).toBeGreaterThan(0);
    expect(drop).toBeGreaterThan(accept);
  });
});
