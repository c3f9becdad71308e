import { describe, expect, it } from 'vitest';
import { mermaid } from '../../../src/cli/view/graph/mermaid.ts';
import { topology } from '../../../src/cli/view/graph/topology.ts';
import { tree } from '../../../src/cli/view/graph/tree.ts';
import { compile } from '../../../src/engine/compile.ts';
import { plain } from './paint.ts';

const written = (text: string, ...sets: string[]) =>
  topology(compile(Buffer.from(text), 'lab.yaml', sets).lab);
const cluster = `
lab: overlay
cluster:
  nodes: 2
  pods: 2
  underlay: 172.18.0.0/24
  network: { plugin: flannel, backend: vxlan }
`;
const flannel = written(cluster);

describe('a topology in the terminal', () => {
  it('puts pods under their node, the tunnel under its underlay, and fits 80 columns', () => {
    const text = tree(flannel, plain);
    expect(text.split('\n').slice(2, 8)).toEqual([
      'node1',
      '├─ eth0             172.18.0.11/24  ── underlay',
      '│  └─ flannel.1     10.244.1.0/32   vxlan VNI 1, UDP 8472  ~~> node2',
      '└─ cni0             10.244.1.1/24   bridge',
      expect.stringMatching(/^ {3}├─ veth[0-9a-f]{8} {2}── pod1-1 eth0 10\.244\.1\.2\/24$/),
      expect.stringMatching(/^ {3}└─ veth[0-9a-f]{8} {2}── pod1-2 eth0 10\.244\.1\.3\/24$/),
    ]);
    expect(Math.max(...text.split('\n').map((line) => line.length))).toBeLessThanOrEqual(80);
  });

  it('lists many tunnel peers below each other', () => {
    const text = tree(written(cluster, 'cluster.nodes=9'), plain);
    expect(text).toContain('~~> node2, node3, node4, node5, node6,\n');
    expect(Math.max(...text.split('\n').map((line) => line.length))).toBeLessThanOrEqual(80);
  });

  it('says which VLANs a port is in, and which a device is', () => {
    const text = tree(
      written(`
lab: x
nodes:
  switch:
    interfaces:
      br0:
        type: bridge
        interfaces: [port1, trunk]
        parameters: { vlan-filtering: true }
        vlans: { port1: { untagged: 10 }, trunk: { tagged: [10, 20] }, self: { tagged: 20 } }
      br0.20: { type: vlan, id: 20, link: br0 }
  red: {}
links:
  - { endpoints: [switch:port1, red:eth0] }
  - { endpoints: [switch:trunk, red:eth1] }
`),
      plain,
    );
    expect(text.split('\n').slice(3, 7)).toEqual([
      '└─ br0        bridge VLAN 20 tagged',
      '   ├─ port1   VLAN 10  ── red eth0',
      '   ├─ trunk   VLANs 10 20 tagged  ── red eth1',
      '   └─ br0.20  vlan 20',
    ]);
  });

  it('shows every node somewhere', () => {
    for (const node of flannel.nodes) expect(tree(flannel, plain)).toContain(node.name);
  });

  it('hangs nobody on anybody where two nodes share a bare cable', () => {
    const graph = written('lab: bare\nnodes: { a: {}, b: {} }\nlinks: [{ endpoints: [a:eth0, b:eth0] }]\n');
    expect(graph.nodes.map((node) => node.host)).toEqual([undefined, undefined]);
  });

  it('puts a macvlan of another node under the interface that carries it', () => {
    const graph = written(
      'lab: mac\nnodes:\n  c: { interfaces: { eth0: { type: macvlan, link: "h:eth0", addresses: [192.0.2.9/24] } } }\n  h: {}\n  gw: {}\nlinks: [{ endpoints: [h:eth0, gw:eth0], ipv4: [192.0.2.1/24, 192.0.2.2/24] }]\n',
    );
    expect(tree(graph, plain)).toMatch(/└─ c eth0 +192\.0\.2\.9\/24 +macvlan bridge mode/);
  });
});

describe('a topology for Mermaid', () => {
  const text = mermaid(flannel);

  it('declares what it joins, each in a subgraph of its host', () => {
    expect(text).toMatch(/^flowchart TB\n/);
    const declared = new Set([...text.matchAll(/^ +(n_\w+)[[(]/gm)].map((found) => found[1]));
    for (const [, a, b] of text.matchAll(/^ {2}(n_\w+) (?:---|<-\.).* (n_\w+)$/gm)) {
      expect(declared).toContain(a);
      expect(declared).toContain(b);
    }
    expect(text.match(/subgraph/g)).toHaveLength(2);
    expect(text.match(/^ {2}end$/gm)).toHaveLength(2);
  });

  it('draws a tunnel once and a cable once', () => {
    expect(text.match(/<-\./g)).toHaveLength(1);
    expect(text.match(/---/g)).toHaveLength(6);
  });
});

describe('services', () => {
  const object = (name: string, spec: string) =>
    `    - { apiVersion: v1, kind: Service, metadata: { name: ${name} }, spec: ${spec} }\n`;
  const graph = written(
    `lab: x
cluster:
  nodes: 1
  pods: { node1: [web-1, web-2] }
  underlay: 172.18.0.0/24
  network: { plugin: flannel, backend: host-gw }
  services: { proxy: nftables, service-cidr: 10.96.0.0/16 }
  objects:
${object('web', '{ type: NodePort, selector: { app: web }, ports: [{ name: http, port: 80, nodePort: 30080 }] }')}${object('none', '{ selector: { app: x }, ports: [{ port: 80 }] }')}${object('db', '{ clusterIP: None, selector: { app: web } }')}${object('out', '{ type: ExternalName, externalName: a.test }')}groups: { pods: { labels: { app: web } } }
nodes: { web-2: { pod: { ready: false } } }
`,
  );
  it('are a block in the terminal, with their endpoints', () =>
    expect(tree(graph, plain, 120).split('\n\n').at(-1)).toBe(
      [
        'services  kube-proxy, mode nftables',
        '  default/web   NodePort      10.96.0.11  80/TCP http at 30080, to web-1, web-2 (not ready)',
        '  default/none  ClusterIP     10.96.0.12  80/TCP, without endpoints',
        '  default/db    Headless                  to web-1, web-2 (not ready)',
        '  default/out   ExternalName  a.test',
      ].join('\n'),
    ));
  it('point to their endpoints in Mermaid, dashed to those that are not ready', () =>
    expect(mermaid(graph)).toContain(
      [
        '  n_service_default_web{{"default/web<br/>10.96.0.11<br/>80/TCP http at 30080"}}',
        '  n_service_default_web --> n_web_1',
        '  n_service_default_web -.-> n_web_2',
      ].join('\n'),
    ));
  it('are in the JSON', () =>
    expect(graph.services[0]).toEqual({
      ...{ name: 'default/web', type: 'NodePort', proxy: 'nftables', address: '10.96.0.11' },
      ports: [{ name: 'http', protocol: 'TCP', port: 80, nodePort: 30_080 }],
      endpoints: [
        { pod: 'web-1', node: 'node1', address: '10.244.1.2', ready: true },
        { pod: 'web-2', node: 'node1', address: '10.244.1.3', ready: false },
      ],
    }));
});
