/** Pods around one bridge, each with an address and a default route: what grows is the number of namespaces and of ports. */
import type { Network } from '../network.ts';
import { range, type Workload } from './workload.ts';

const lab = 'bench-star';
const address = (pod: number): string => `10.0.${Math.floor(pod / 250) + 1}.${(pod % 250) + 1}`;

export const star: Workload = {
  name: 'star',
  about: 'pods around one bridge',
  sizes: ['10', '100', '500', '1000'],
  common: 2,
  make(size): Network {
    const pods = range(Number(size));
    return {
      lab,
      yaml: yaml(pods),
      nodes: [
        {
          name: 'hub',
          bridges: [
            {
              name: 'br0',
              mtu: 0,
              ports: pods.map((pod) => ({ name: `p${pod}`, node: `pod${pod}`, interface: 'eth0' })),
            },
          ],
          addresses: [{ dev: 'br0', cidr: '10.0.0.1/16' }],
        },
        ...pods.map((pod) => ({
          name: `pod${pod}`,
          addresses: [{ dev: 'eth0', cidr: `${address(pod)}/16` }],
          routes: [{ to: '0.0.0.0/0', via: '10.0.0.1' }],
        })),
      ],
    };
  },
};

const yaml = (pods: readonly number[]): string => `lab: ${lab}
about: Pods around one bridge
nodes:
  hub:
    interfaces:
      br0: { type: bridge, interfaces: [${pods.map((pod) => `p${pod}`).join(', ')}], addresses: [10.0.0.1/16] }
${pods.map((pod) => `  pod${pod}: { group: [pods], routes: [{ to: default, via: 10.0.0.1 }] }\n`).join('')}links:
${pods.map((pod) => `  - { endpoints: [hub:p${pod}, pod${pod}:eth0], ipv4: [null, ${address(pod)}/16] }\n`).join('')}verify:
  - ping: { from: pods, to: pods }
`;
