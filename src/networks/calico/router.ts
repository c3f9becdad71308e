/**
 * The nodes' default gateway. Real nodes have one, and Calico needs it: the kernel answers ARP for 169.254.1.1 on a cali interface
 * only because it would send packets for that address out of another interface, by the default route. An underlay of several
 * subnets has a node `router` already; for one of a single subnet it is added here, as its first address.
 */
import { formatIp, nth, parseCidr } from '../../base/cidr.ts';
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
        nodes.map((node) => [
          node.name,
          {
            routes: [
              {
                to: 'default',
                via: gateway,
                about: `${node.name} has a default route, as every node; without one it would not answer its pods' ARP.`,
              },
            ],
          },
        ]),
      ),
    },
    links: [{ name: 'underlay', endpoints: ['router:eth0'], ipv4: [`${gateway}/${subnet.length}`] }],
  };
}
