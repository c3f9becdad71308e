/**
 * Mistakes that people make with services of Kubernetes, from public problem reports. Each is one change of a working lab: of its
 * text, or by a command in one node. Most causes were written before the first run; those of a missing
 * hairpin mode and of a wrong cluster CIDR were corrected after it.
 */
export interface Mistake {
  readonly title: string;
  readonly proxy: 'iptables' | 'nftables';
  /** Texts of the lab that are replaced: then the lab itself has the mistake, and nothing differs from the plan. */
  readonly texts?: readonly (readonly [text: string, other: string])[];
  /** A command in a node of the running lab. */
  readonly made?: readonly [node: string, command: string];
  /** The beginning of the id of the check that fails. */
  readonly check: string;
  /** The cause that `verify` prints for it. */
  readonly verify: RegExp;
  /** The packet for `trace`. */
  readonly trace: readonly string[];
  /** The cause that `trace` prints: its id, its node, words of its sentence. Absent if the packet is answered. */
  readonly cause?: readonly [id: string, node: string, why: RegExp];
}

const web = '10.96.0.10';
const near = '10.96.0.11';
const far = '10.96.0.12';

/** Two nodes, a host outside, and a site behind a gateway with NAT. */
export const lab = (proxy: string): string => `lab: mistakes
cluster:
  nodes: 2
  pods: { node1: [client-1, web-1], node2: [client-2, web-2] }
  underlay: 172.18.0.0/24
  network: { plugin: flannel, backend: host-gw }
  services: { proxy: ${proxy}, service-cidr: 10.96.0.0/16 }
  objects:
    - apiVersion: v1
      kind: Service
      metadata: { name: web }
      spec:
        type: NodePort
        clusterIP: ${web}
        selector: { app: web }
        sessionAffinity: None
        ports: [{ port: 80, targetPort: 8080, nodePort: 30080 }]
    - apiVersion: v1
      kind: Service
      metadata: { name: near }
      spec: { clusterIP: ${near}, selector: { pod: web-1 }, ports: [{ port: 80, targetPort: 8080 }] }
    - apiVersion: v1
      kind: Service
      metadata: { name: far }
      spec:
        type: NodePort
        clusterIP: ${far}
        externalTrafficPolicy: Cluster
        selector: { pod: web-2 }
        ports: [{ port: 80, targetPort: 8080, nodePort: 30082 }]
nodes:
  node1: { routes: [{ to: 198.51.100.0/24, via: outside }] }
  web-1: { labels: { app: web, pod: web-1 }, serve: [8080/http] }
  web-2: { labels: { app: web, pod: web-2 }, serve: [8080/http] }
  outside: { routes: [{ to: 10.96.0.0/16, via: node1 }, { to: 10.244.0.0/16, via: node1 }] }
  gateway:
    sysctls: { net.ipv4.ip_forward: 1 }
    iptables: [-t nat -A POSTROUTING -o eth0 -j MASQUERADE]
    routes: [{ to: 10.96.0.0/16, via: node1 }]
  inside-1: { routes: [{ to: default, via: gateway }] }
  inside-2: { routes: [{ to: default, via: gateway }] }
links:
  - { name: underlay, endpoints: [outside:eth0, gateway:eth0], ipv4: [172.18.0.100/24, 172.18.0.101/24] }
  - name: site
    endpoints: [gateway:eth1, inside-1:eth0, inside-2:eth0]
    ipv4: [192.168.7.1/24, 192.168.7.2/24, 192.168.7.3/24]
verify:
  - http: { from: web-1, to: ${near}, port: 80, within: 2 }
  - http: { from: client-1, to: ${near}, port: 80, within: 2 }
  - http: { from: client-1, to: ${far}, port: 80, within: 2 }
  - http: { from: outside, to: node1, port: 30082, within: 2 }
  - http: { from: outside, to: ${far}, port: 80, within: 2 }
`;

const check = (text: string): readonly [string, string] => ['verify:\n', `verify:\n  - http: ${text}\n`];
const kindnet = ['plugin: flannel, backend: host-gw', 'plugin: kindnet'] as const;
const node1 = (setting: string) => ['node1: { ', `node1: { ${setting}, `] as const;

export const mistakes: readonly Mistake[] = [
  {
    title: '1: hairpin mode is off, and a pod cannot reach its own service',
    proxy: 'iptables',
    made: ['node1', 'bridge link set dev veth4c328c57 hairpin off'],
    check: `http/web-1/${near}`,
    verify: /^node1's bridge port veth4c328c57 has hairpin off and should have hairpin on\./,
    trace: ['web-1', near, '--http', '80'],
    cause: ['bridge-port', 'node1', /hairpin is off on veth4c328c57/],
  },
  {
    title: '1: the network plugin leaves hairpin mode off',
    proxy: 'iptables',
    texts: [node1('interfaces: { veth4c328c57: { hairpin: false } }')],
    check: `http/web-1/${near}`,
    verify: /^node1's cni0 .* the port by which it came, and hairpin is off on veth4c328c57/,
    trace: ['web-1', near, '--http', '80'],
    cause: ['bridge-port', 'node1', /the port by which it came, and hairpin is off on veth4c328c57/],
  },
  {
    title: '1: the same in mode nftables',
    proxy: 'nftables',
    texts: [node1('interfaces: { veth4c328c57: { hairpin: false } }')],
    check: `http/web-1/${near}`,
    verify: /^node1's cni0 .* the port by which it came, and hairpin is off on veth4c328c57/,
    trace: ['web-1', near, '--http', '80'],
    cause: ['bridge-port', 'node1', /the port by which it came, and hairpin is off on veth4c328c57/],
  },
  {
    title: '1: nothing masquerades the connection of a pod to itself',
    proxy: 'iptables',
    made: ['node1', 'iptables -t nat -D KUBE-SEP-FEHFOT6AATBPM4Q2 1'],
    check: `http/web-1/${near}`,
    verify: /^node1 has no rule -t nat -A KUBE-SEP-FEHFOT6AATBPM4Q2 .* -s 10\.244\.1\.3 -j KUBE-MARK-MASQ\./,
    trace: ['web-1', near, '--http', '80'],
    cause: ['local-source', 'web-1', /its source address 10\.244\.1\.3 is web-1's own/],
  },
  {
    title: '2: bridged replies do not pass the rules of the node',
    proxy: 'iptables',
    texts: [node1('sysctls: { net.bridge.bridge-nf-call-iptables: 0 }')],
    check: `http/client-1/${near}`,
    verify: /the reply comes from 10\.244\.1\.3:8080.*with net\.bridge\.bridge-nf-call-iptables = 0/,
    trace: ['client-1', near, '--http', '80'],
    cause: ['nat-bypass', 'node1', /only bridged the reply on cni0/],
  },
  {
    title: '3: the selector matches no pod',
    proxy: 'iptables',
    texts: [['selector: { pod: web-1 }', 'selector: { pod: wbe-1 }']],
    check: `http/web-1/${near}`,
    verify: /^node1 rejects it: .*"default\/near has no endpoints"/,
    trace: ['client-1', near, '--http', '80'],
    cause: ['rule', 'node1', /rejects it: .*"default\/near has no endpoints"/],
  },
  {
    title: '3: the same in mode nftables',
    proxy: 'nftables',
    texts: [['selector: { pod: web-1 }', 'selector: { pod: wbe-1 }']],
    check: `http/web-1/${near}`,
    verify: /^node1 rejects it: .*vmap @no-endpoint-services/,
    trace: ['client-1', near, '--http', '80'],
    cause: ['rule', 'node1', /rejects it: .*vmap @no-endpoint-services/],
  },
  {
    title: '5: externalTrafficPolicy is Local, and the node has no pod',
    proxy: 'iptables',
    texts: [['externalTrafficPolicy: Cluster', 'externalTrafficPolicy: Local']],
    check: 'http/outside/node1/30082',
    verify: /^node1 drops it: .*"default\/far has no local endpoints"/,
    trace: ['outside', 'node1', '--http', '30082'],
    cause: ['rule', 'node1', /drops it: .*"default\/far has no local endpoints"/],
  },
  {
    title: '5: the same in mode nftables',
    proxy: 'nftables',
    texts: [['externalTrafficPolicy: Cluster', 'externalTrafficPolicy: Local']],
    check: 'http/outside/node1/30082',
    verify: /^node1 drops it: .*vmap @no-endpoint-nodeports/,
    trace: ['outside', 'node1', '--http', '30082'],
    cause: ['rule', 'node1', /drops it: .*vmap @no-endpoint-nodeports/],
  },
  {
    title: '6: the server sees the address of a node',
    proxy: 'iptables',
    texts: [['port: 30082, within: 2 }', 'port: 30082, within: 2, expect: { saw: outside } }']],
    check: 'http/outside/node1/30082',
    verify:
      /node1 changes its source 172\.18\.0\.100:\d+ to 172\.18\.0\.11:\d+ \(-t nat -A KUBE-POSTROUTING .*-j MASQUERADE --random-fully\)/,
    trace: ['outside', 'node1', '--http', '30082'],
  },
  {
    title: '6: the same in mode nftables',
    proxy: 'nftables',
    texts: [['port: 30082, within: 2 }', 'port: 30082, within: 2, expect: { saw: outside } }']],
    check: 'http/outside/node1/30082',
    verify:
      /node1 changes its source 172\.18\.0\.100:\d+ to 172\.18\.0\.11:\d+ \(ip kube-proxy masquerading masquerade/,
    trace: ['outside', 'node1', '--http', '30082'],
  },
  {
    title: '10: session affinity sends a whole site to one pod',
    proxy: 'iptables',
    texts: [
      ['sessionAffinity: None', 'sessionAffinity: ClientIP'],
      check(
        `{ from: [inside-1, inside-2], to: ${web}, port: 80, flows: 30, within: 2, expect: { by: "web-*" } }`,
      ),
    ],
    check: `http/inside-1+inside-2/${web}`,
    verify:
      /gateway changes its source 192\.168\.7\.2 to 172\.18\.0\.101 .*; node1 changes its .*destination 10\.96\.0\.10:80 to 10\.244\.\d\.3:8080 .*-m recent --set/,
    trace: ['inside-1', web, '--http', '80'],
  },
  {
    title: '14: mode nftables has no node ports at 127.0.0.1',
    proxy: 'nftables',
    texts: [check('{ from: node1, to: 127.0.0.1, port: 30080, within: 2 }')],
    check: 'http/node1/127.0.0.1/30080',
    verify:
      /no process listens on TCP port 30080, and a packet to 127\.0\.0\.1 does not match nftables rule services ip daddr @nodeport-ips/,
    trace: ['node1', '127.0.0.1', '--http', '30080'],
    cause: [
      'refused',
      'node1',
      /does not match nftables rule services ip daddr @nodeport-ips .*vmap @service-nodeports/,
    ],
  },
  {
    title: '14: mode nftables has no node ports at a second address',
    proxy: 'nftables',
    texts: [check('{ from: outside, to: node1:cni0, port: 30080, within: 2 }')],
    check: 'http/outside/node1:cni0/30080',
    verify:
      /no process listens on TCP port 30080, and a packet to 10\.244\.1\.1 does not match nftables rule services ip daddr @nodeport-ips/,
    trace: ['outside', 'node1:cni0', '--http', '30080'],
    cause: ['refused', 'node1', /does not match nftables rule services ip daddr @nodeport-ips/],
  },
  {
    title: '14: mode nftables opens no hole in the firewall of a node',
    proxy: 'nftables',
    texts: [kindnet, node1('iptables: [-P FORWARD DROP, -A FORWARD -s 10.244.0.0/16 -j ACCEPT]')],
    check: 'http/outside/node1/30082',
    verify: /^node1 drops it: the policy of FORWARD in table filter/,
    trace: ['outside', 'node1', '--http', '30082'],
    cause: ['rule', 'node1', /drops it: the policy of FORWARD/],
  },
  {
    title: '19: the cluster CIDR covers clients outside, and the reply bypasses the node',
    proxy: 'iptables',
    texts: [kindnet, ['service-cidr:', 'cluster-cidr: 172.16.0.0/12, service-cidr:']],
    check: `http/outside/${far}/80`,
    verify:
      /^the reply comes from 10\.244\.\d\.\d:8080, and outside asked 10\.96\.0\.12:80\. node1 rewrote the request, and the reply does not pass node1/,
    trace: ['outside', far, '--http', '80'],
    cause: ['nat-bypass', 'node1', /the reply does not pass node1/],
  },
];
