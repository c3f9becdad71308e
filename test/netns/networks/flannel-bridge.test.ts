/**
 * Compares cni0 with the bridge of the CNI plugins, and with the setting that flannel needs. The facts are in the sources of both,
 * not in the output of netlab.
 */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { apply } from '../../../src/apply/apply.ts';
import { down } from '../../../src/apply/down.ts';
import { local } from '../../../src/places/local.ts';
import { json, output, setting, written } from '../../labs/build.ts';

const { plan } = written(`
lab: facts-cni0
cluster: { nodes: 2, pods: 2, underlay: 192.0.2.0/24, network: { plugin: flannel } }
`);

describe('cni0', () => {
  beforeAll(() => apply(plan, local, { file: plan.file }));
  afterAll(() => down(plan.lab, local));

  // ensureAddr in plugins/main/bridge/bridge.go of the CNI plugins.
  it('has a MAC address of cni0 that no port has, and that stays when a pod goes', async () => {
    const [cni0] = await json(plan, 'node2', 'ip', '-j', 'link', 'show', 'cni0');
    const ports = await json(plan, 'node2', 'ip', '-j', 'link', 'show', 'master', 'cni0');
    expect(ports.map(({ address }: { address: string }) => address)).not.toContain(cni0.address);
    for (const { ifname } of ports) await output(plan, 'node2', 'ip', 'link', 'set', ifname, 'nomaster');
    const [alone] = await json(plan, 'node2', 'ip', '-j', 'link', 'show', 'cni0');
    expect(alone.address).toBe(cni0.address);
    for (const { ifname } of ports)
      await output(plan, 'node2', 'ip', 'link', 'set', ifname, 'master', 'cni0');
  });

  // flannel's main.go refuses to start without the setting; 1 is the default of br_netfilter.
  it('sends packets between pods of one node through FORWARD', async () => {
    expect(await setting(plan, 'node2', 'net.bridge.bridge-nf-call-iptables')).toBe('1');
    expect(await setting(plan, 'pod2-1', 'net.bridge.bridge-nf-call-iptables')).toBe('0');
    const accepted = async () => {
      const first = await output(plan, 'node2', 'iptables', '-vnxL', 'FLANNEL-FWD', '1');
      return Number(first.trim().split(/\s+/)[0]);
    };
    const before = await accepted();
    await output(plan, 'pod2-1', 'ping', '-c', '3', '-i', '0.01', '10.244.2.3');
    expect((await accepted()) - before).toBeGreaterThanOrEqual(6);
  });
});
