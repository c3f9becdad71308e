/**
 * Pods around the bridges of one node, each with an address and a default route: what grows is the number of namespaces and of ports. As
 * many on a bridge as a /24 holds: netlab refuses more than 500 on one segment, because the kernel's neighbor table, one for all
 * namespaces, would not hold those of all pairs. Networks of more than one bridge are built here, and not proved.
 */
import type { Network } from '../network.ts';
import { range, type Workload } from './workload.ts';

const lab = 'bench-star';
export const mostOnBridge = 250;

interface Pod {
  readonly name: string;
  readonly port: string;
  readonly address: string;
}

interface Bridge {
  readonly name: string;
  readonly address: string;
  readonly pods: readonly Pod[];
}

const bridgesOf = (count: number): readonly Bridge[] =>
  range(Math.ceil(count / mostOnBridge)).map((bridge) => {
    const before = (bridge - 1) * mostOnBridge;
    return {
      name: `br${bridge}`,
      address: `10.0.${bridge}.254`,
      pods: range(Math.min(mostOnBridge, count - before)).map((i) => ({
        name: `pod${before + i}`,
        port: `p${before + i}`,
        address: `10.0.${bridge}.${i}`,
      })),
    };
  });

export const star: Workload = {
  name: 'star',
  about: 'pods around the bridges of one node',
  sizes: ['10', '100', '500', '1000'],
  common: 2,
  make(size): Network {
    const bridges = bridgesOf(Number(size));
    return {
      lab,
      yaml: yaml(bridges),
      nodes: [
        {
          name: 'hub',
          bridges: bridges.map(({ name, pods }) => ({
            name,
            mtu: 0,
            ports: pods.map((pod) => ({ name: pod.port, node: pod.name, interface: 'eth0' })),
          })),
          addresses: bridges.map(({ name, address }) => ({ dev: name, cidr: `${address}/24` })),
        },
        ...bridges.flatMap((bridge) =>
          bridge.pods.map((pod) => ({
            name: pod.name,
            addresses: [{ dev: 'eth0', cidr: `${pod.address}/24` }],
            routes: [{ to: '0.0.0.0/0', via: bridge.address }],
          })),
        ),
      ],
    };
  },
};

const yaml = (bridges: readonly Bridge[]): string => {
  const each = (line: (pod: Pod, bridge: Bridge) => string) =>
    bridges.flatMap((bridge) => bridge.pods.map((pod) => `${line(pod, bridge)}\n`)).join('');
  const ports = ({ pods }: Bridge) => pods.map(({ port }) => port).join(', ');
  return `lab: ${lab}
about: Pods around the bridges of one node
nodes:
  hub:
    interfaces:
${bridges.map((bridge) => `      ${bridge.name}: { type: bridge, interfaces: [${ports(bridge)}], addresses: [${bridge.address}/24] }\n`).join('')}${each(({ name }, { address }) => `  ${name}: { group: [pods], routes: [{ to: default, via: ${address} }] }`)}links:
${each(({ name, port, address }) => `  - { endpoints: [hub:${port}, ${name}:eth0], ipv4: [null, ${address}/24] }`)}verify:
  - ping: { from: pods, to: ${bridges.length === 1 ? 'pods' : 'hub'} }
`;
};
