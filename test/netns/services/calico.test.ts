/**
 * Services over Calico: kube-proxy's rules beside felix's. felix keeps its jumps before those of others
 * (felix/iptables/table.go, expectedHashesForInsertAppendChain). cali-FORWARD and cali-INPUT accept only packets of their own.
 */
import { expect, it } from 'vitest';
import { readDrift } from '../../../src/drift/drift.ts';
import { runChecks } from '../../../src/engine/run-checks.ts';
import { local } from '../../../src/places/local.ts';
import { saved, whileUp, written } from '../../labs/build.ts';

const lab = (proxy: string) => `
lab: services-calico-${proxy}
cluster:
  nodes: 2
  pods: { node1: [client, web-1], node2: [web-2] }
  underlay: 172.18.0.0/24
  pod-cidr: 192.168.0.0/16
  network: { plugin: calico, encapsulation: VXLAN }
  services: { proxy: ${proxy}, service-cidr: 10.96.0.0/16 }
  objects:
    - apiVersion: v1
      kind: Service
      metadata: { name: web }
      spec: { clusterIP: 10.96.0.10, selector: { app: web }, ports: [{ port: 80, targetPort: 8080 }] }
    - apiVersion: v1
      kind: Service
      metadata: { name: near }
      spec: { clusterIP: 10.96.0.11, selector: { pod: web-1 }, ports: [{ port: 80, targetPort: 8080 }] }
    - apiVersion: v1
      kind: Service
      metadata: { name: far }
      spec:
        type: NodePort
        clusterIP: 10.96.0.12
        selector: { pod: web-2 }
        ports: [{ port: 80, targetPort: 8080, nodePort: 30082 }]
    - apiVersion: v1
      kind: Service
      metadata: { name: local }
      spec:
        type: NodePort
        clusterIP: 10.96.0.13
        externalTrafficPolicy: Local
        selector: { pod: web-2 }
        ports: [{ port: 80, targetPort: 8080, nodePort: 30083 }]
    - apiVersion: v1
      kind: Service
      metadata: { name: none }
      spec: { clusterIP: 10.96.0.14, selector: { pod: none }, ports: [{ port: 80, targetPort: 8080 }] }
nodes:
  "node*": { sysctls: { net.ipv4.icmp_ratelimit: 0 } }
  web-1: { labels: { app: web, pod: web-1 }, serve: [8080/http] }
  web-2: { labels: { app: web, pod: web-2 }, serve: [8080/http] }
  outside: {}
links:
  - { name: underlay, endpoints: [outside:eth0], ipv4: [172.18.0.100/24] }
verify:
  - http: { from: [client, web-1, web-2, node1, node2], to: 10.96.0.10, port: 80, flows: 40, expect: { by: "web-*" } }
  - http: { from: client, to: 10.96.0.11, port: 80, expect: { by: web-1, saw: client } }
  - http: { from: client, to: 10.96.0.12, port: 80, expect: { by: web-2, saw: client } }
  - http: { from: web-1, to: 10.96.0.11, port: 80, expect: { by: web-1, saw: node1 } }
  - http: { from: web-2, to: 10.96.0.12, port: 80, expect: { by: web-2, saw: node2 } }
  - http: { from: node1, to: 10.96.0.12, port: 80, expect: { by: web-2, saw: node1:vxlan.calico } }
  - http: { from: outside, to: node1, port: 30082, expect: { by: web-2, saw: node1:vxlan.calico } }
  - http: { from: outside, to: node2, port: 30082, expect: { by: web-2, saw: node2 } }
  - http: { from: outside, to: node2, port: 30083, expect: { by: web-2, saw: outside } }
  - tcp: { from: outside, to: node1, port: 30083, expect: timeout, control: { port: 30082 } }
  - tcp: { from: [client, node1], to: 10.96.0.14, port: 80, expect: refused, control: { to: 10.96.0.11 } }
`;

const signal = new AbortController().signal;

it.each(['iptables', 'nftables'])(
  'pods, nodes, a pod itself and a host outside reach services over Calico, mode %s',
  async (proxy) => {
    const { plan, lab: compiled } = written(lab(proxy));
    const look = async () => {
      await runChecks(plan, compiled.ready, local, { signal });
      const { checks } = await runChecks(plan, compiled.checks, local, { signal });
      const drift = await readDrift(plan, local);
      return { checks, drift, rules: await saved(plan, 'node1', 'filter') };
    };
    const { checks, drift, rules } = await whileUp(plan, look, local);
    expect(checks.filter(({ status }) => status !== 'pass').map(({ title, saw }) => [title, saw])).toEqual(
      [],
    );
    expect(drift).toEqual({ found: [] });
    const jumps = rules
      .flatMap((line) => /^-A FORWARD .*-j (\S+)$/.exec(line)?.[1] ?? [])
      .filter((chain) => /^(?:cali|KUBE)-/.test(chain));
    expect(jumps).toEqual([
      'cali-FORWARD',
      ...(proxy === 'iptables'
        ? ['KUBE-PROXY-FIREWALL', 'KUBE-FORWARD', 'KUBE-SERVICES', 'KUBE-EXTERNAL-SERVICES']
        : []),
    ]);
  },
);
