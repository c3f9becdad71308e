/**
 * The default gateway of the nodes. Real nodes have one, and Calico needs it. The kernel answers ARP for 169.254.1.1 on
 * a cali interface only if it would route that address through another interface: here, by the default route. An
 * underlay of several subnets already has a node `router`. For a single subnet, netlab adds one with the first address.
 */

import { formatIp, nth, parseCidr } from '../../base/cidr.ts';
import type { NodeFragment } from '../../model/written.ts';
import type { Fragment } from '../network.ts';
import type { CalicoNode } from './calico-node.ts';

export function router(nodes: readonly CalicoNode[], single: boolean): Fragment {
  const [first] = nodes;
  if (!single || !first) return { nodes: {}, links: [] };
  const subnet = parseCidr(first.uplink.subnet)!;
  const gateway = formatIp(nth(subnet, 1)!);
  return {
    nodes: {
      router: { sysctls: { 'net.ipv4.ip_forward': '1' } },
      ...Object.fromEntries(
        nodes.map((node): [string, NodeFragment] => [
          node.name,
          {
            routes: [
              {
                to: 'default',
                via: gateway,
                about: `The default route of ${node.name}; without it, the kernel would not answer ARP requests of its pods.`,
              },
            ],
          },
        ]),
      ),
    },
    links: [{ name: 'underlay', endpoints: ['router:eth0'], ipv4: [`${gateway}/${subnet.length}`] }],
  };
}
