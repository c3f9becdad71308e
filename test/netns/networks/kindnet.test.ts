/**
 * Compares the lab's nodes with the objects that kindnetd (images/kindnetd/cmd/kindnetd: masq.go, routes.go, cni.go) and the CNI plugin
 * ptp (plugins/main/ptp/ptp.go) create on a node. The facts are theirs, not what netlab prints.
 */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { apply } from '../../../src/apply/apply.ts';
import { down } from '../../../src/apply/down.ts';
import { runChecks } from '../../../src/engine/run-checks.ts';
import { local } from '../../../src/places/local.ts';
import { json, saved, setting, written } from '../../labs/build.ts';

const { plan, lab } = written(`
lab: facts-kindnet
cluster:
  nodes: 3
  pods: 2
  underlay: 192.0.2.0/24
  network: { plugin: kindnet }
  services: { proxy: iptables, service-cidr: 10.96.0.0/16 }
  objects:
    - apiVersion: v1
      kind: Service
      metadata: { name: web }
      spec: { type: NodePort, clusterIP: 10.96.0.10, selector: { app: web }, ports: [{ port: 80, targetPort: 8080, nodePort: 30080 }] }
nodes:
  pod1-1: { labels: { app: web }, serve: [8080/http] }
  pod2-1: { labels: { app: web }, serve: [8080/http] }
  outside: { serve: [80/http] }
links:
  - { name: underlay, endpoints: [outside:eth0], ipv4: [192.0.2.100/24] }
verify:
  - ping: { from: pods, to: pods }
  - http: { from: pod1-2, to: pod1-1, port: 8080, expect: { by: pod1-1, saw: pod1-2 } }
  - http: { from: pod1-2, to: pod2-1, port: 8080, expect: { by: pod2-1, saw: pod1-2 } }
  - http: { from: pod1-2, to: outside, port: 80, expect: { by: outside, saw: node1 } }
  - http: { from: pod1-1, to: 10.96.0.10, port: 80, flows: 30, expect: { by: [pod1-1, pod2-1] } }
  - http: { from: node3, to: 10.96.0.10, port: 80, flows: 30, expect: { by: [pod1-1, pod2-1] } }
  - http: { from: outside, to: node3, port: 30080, flows: 30, expect: { by: [pod1-1, pod2-1] } }
`);

beforeAll(() => apply(plan, local, { file: plan.file }));
afterAll(() => down(plan.lab, local));

const routes = (node: string) => json(plan, node, 'ip', '-j', 'route');

describe('a node', () => {
  it('has a veth pair to each pod, without a bridge, and the address of the gateway on each', async () => {
    const devices = await json(plan, 'node2', 'ip', '-j', '-d', 'addr');
    const pairs = devices.filter(({ ifname }: { ifname: string }) => !['lo', 'eth0'].includes(ifname));
    expect(pairs).toHaveLength(2);
    for (const pair of pairs) {
      expect(pair.ifname).toMatch(/^veth[0-9a-f]{8}$/);
      expect(pair).toMatchObject({ mtu: 1500, linkinfo: { info_kind: 'veth' } });
      expect(pair).not.toHaveProperty('master');
      expect(pair.addr_info).toMatchObject([{ local: '10.244.2.1', prefixlen: 32, scope: 'global' }]);
      expect(pair.addr_info[0]).not.toHaveProperty('broadcast');
    }
    expect(await setting(plan, 'node2', 'net.ipv4.ip_forward')).toBe('1');
  });

  it('has a route of scope host to each pod, and a route through each other node', async () => {
    expect(await routes('node2')).toMatchObject([
      { dst: 'default', gateway: '192.0.2.1', dev: 'eth0' },
      { dst: '10.244.1.0/24', gateway: '192.0.2.11', dev: 'eth0', flags: [] },
      { dst: '10.244.2.2', dev: expect.stringMatching(/^veth/), scope: 'host' },
      { dst: '10.244.2.3', dev: expect.stringMatching(/^veth/), scope: 'host' },
      { dst: '10.244.3.0/24', gateway: '192.0.2.13', dev: 'eth0', flags: [] },
      { dst: '192.0.2.0/24', dev: 'eth0' },
    ]);
  });

  it("has kindnetd's rules in kindnetd's order, after the jump of kube-proxy", async () => {
    const rules = (await saved(plan, 'node2', 'nat')).filter((line) =>
      /^-A (POSTROUTING|KIND-MASQ-AGENT)/.test(line),
    );
    expect(rules).toEqual([
      '-A POSTROUTING -m comment --comment "kubernetes postrouting rules" -j KUBE-POSTROUTING',
      '-A POSTROUTING -m addrtype ! --dst-type LOCAL -m comment --comment "kind-masq-agent: ensure nat POSTROUTING directs all non-LOCAL destination traffic to our custom KIND-MASQ-AGENT chain" -j KIND-MASQ-AGENT',
      '-A KIND-MASQ-AGENT -d 10.244.0.0/16 -m comment --comment "kind-masq-agent: local traffic is not subject to MASQUERADE" -j RETURN',
      '-A KIND-MASQ-AGENT -m comment --comment "kind-masq-agent: outbound traffic is subject to MASQUERADE (must be last in chain)" -j MASQUERADE',
    ]);
  });
});

it('a pod has an address of the subnet, and reaches the subnet through the gateway only', async () => {
  const [eth0] = await json(plan, 'pod2-2', 'ip', '-j', 'addr', 'show', 'eth0');
  expect(eth0).toMatchObject({
    mtu: 1500,
    addr_info: [{ local: '10.244.2.3', prefixlen: 24, broadcast: '10.244.2.255', scope: 'global' }],
  });
  expect(await routes('pod2-2')).toMatchObject([
    { dst: 'default', gateway: '10.244.2.1', dev: 'eth0' },
    { dst: '10.244.2.0/24', gateway: '10.244.2.1', dev: 'eth0', prefsrc: '10.244.2.3' },
    { dst: '10.244.2.1', dev: 'eth0', scope: 'link', prefsrc: '10.244.2.3' },
  ]);
});

it('carries packets of pods, of services and to the outside', async () => {
  const report = await runChecks(plan, lab.checks, local, { signal: new AbortController().signal });
  expect(report.checks.filter(({ status }) => status !== 'pass')).toEqual([]);
  expect(report.checks).toHaveLength(7);
});
