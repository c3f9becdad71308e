/**
 * Flannel's VXLAN overlay, nodes x pods. Each node has three entries for each other node, so the work grows with the square of
 * the nodes, as in a cluster. Each node has flannel's twelve rules.
 */
import { macAddress, vethName } from '../../src/base/derive.ts';
import type { Network, Node } from '../network.ts';
import { range, type Workload } from './workload.ts';

const lab = 'bench-flannel';
const all = '10.244.0.0/16';
const device = 'flannel.1';
const underlay = (node: number): string => `172.18.${Math.floor((node + 10) / 256)}.${(node + 10) % 256}`;

export const flannel: Workload = {
  name: 'flannel',
  about: "flannel's VXLAN overlay, nodes x pods of each",
  sizes: ['3x2', '10x10', '30x10', '100x10'],
  common: 2,
  make(size): Network {
    const [count = 0, pods = 0] = size.split('x').map(Number);
    const nodes = range(count);
    return {
      lab,
      yaml: yaml(count, pods),
      nodes: [
        ...nodes.map((node) => host(node, nodes, range(pods))),
        ...nodes.flatMap((node) => range(pods).map((pod) => podOf(node, pod))),
        {
          name: 'underlay',
          bridges: [
            {
              name: 'br0',
              mtu: 0,
              ports: nodes.map((node) => ({ name: `node${node}`, node: `node${node}`, interface: 'eth0' })),
            },
          ],
        },
      ],
    };
  },
};

const yaml = (nodes: number, pods: number): string => `lab: ${lab}
about: Pods talk through flannel's VXLAN overlay
cluster:
  nodes: ${nodes}
  pods: ${pods}
  underlay: 172.18.0.0/16
  pod-cidr: ${all}
  network: { plugin: flannel, backend: vxlan }
verify:
  - ping: { from: pods, to: pods }
`;

const macOf = (node: number): string => macAddress(`node${node}`, device);

function host(node: number, nodes: readonly number[], pods: readonly number[]): Node {
  const name = `node${node}`;
  const peers = nodes.filter((peer) => peer !== node);
  return {
    name,
    forwards: true,
    filtersBridged: true,
    bridges: [
      {
        name: 'cni0',
        mac: macAddress(name, 'cni0'),
        mtu: 1450,
        ports: pods.map((pod) => ({
          name: vethName(name, `pod${node}-${pod}`),
          node: `pod${node}-${pod}`,
          interface: 'eth0',
          hairpin: true,
        })),
      },
    ],
    vxlan: { name: device, mac: macOf(node), id: 1, port: 8472, local: underlay(node), dev: 'eth0' },
    addresses: [
      { dev: 'eth0', cidr: `${underlay(node)}/16` },
      { dev: 'cni0', cidr: `10.244.${node}.1/24`, broadcast: `10.244.${node}.255` },
      { dev: device, cidr: `10.244.${node}.0/32` },
    ],
    neighbors: peers.map((peer) => ({ dev: device, address: `10.244.${peer}.0`, mac: macOf(peer) })),
    fdb: peers.map((peer) => ({ dev: device, mac: macOf(peer), dst: underlay(peer) })),
    routes: peers.map((peer) => ({ to: `10.244.${peer}.0/24`, via: `10.244.${peer}.0`, dev: device })),
    rules: rules(`10.244.${node}.0/24`),
  };
}

const podOf = (node: number, pod: number): Node => ({
  name: `pod${node}-${pod}`,
  addresses: [{ dev: 'eth0', cidr: `10.244.${node}.${pod + 1}/24`, broadcast: `10.244.${node}.255` }],
  routes: [
    { to: '0.0.0.0/0', via: `10.244.${node}.1` },
    { to: all, via: `10.244.${node}.1` },
  ],
});

/** masqRules and forwardRules of flannel (pkg/trafficmngr/iptables/iptables.go). */
function rules(own: string): readonly string[] {
  const masq = '-m comment --comment "flanneld masq"';
  const forward = '-m comment --comment "flanneld forward"';
  const chain = '-A FLANNEL-POSTRTG';
  return [
    '*nat',
    ':FLANNEL-POSTRTG - [0:0]',
    `-A POSTROUTING ${masq} -j FLANNEL-POSTRTG`,
    `${chain} -m mark --mark 0x4000/0x4000 ${masq} -j RETURN`,
    `${chain} -s ${own} -d ${all} ${masq} -j RETURN`,
    `${chain} -s ${all} -d ${own} ${masq} -j RETURN`,
    `${chain} ! -s ${all} -d ${own} ${masq} -j RETURN`,
    `${chain} -s ${all} ! -d 224.0.0.0/4 ${masq} -j MASQUERADE --random-fully`,
    `${chain} ! -s ${all} -d ${all} ${masq} -j MASQUERADE --random-fully`,
    'COMMIT',
    '*filter',
    ':FLANNEL-FWD - [0:0]',
    `-A FORWARD ${forward} -j FLANNEL-FWD`,
    `-A FLANNEL-FWD -s ${all} ${forward} -j ACCEPT`,
    `-A FLANNEL-FWD -d ${all} ${forward} -j ACCEPT`,
    'COMMIT',
  ];
}
