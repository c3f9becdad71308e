/**
 * The default gateway of the nodes. Real nodes have one. Calico needs it: the kernel answers ARP for 169.254.1.1 on a cali
 * interface only if it would route that address through another interface. kube-proxy needs it: the node routes a packet to
 * a cluster IP before nat OUTPUT changes its destination.
 *
 * An underlay of several subnets already has a node `router`. For a single subnet, netlab adds one with the first address.
 */
import { formatIp, nth, parseCidr } from '../base/cidr.ts';
import type { NodeFragment } from '../model/written.ts';
import type { Cluster, Fragment } from '../networks/network.ts';

/** `about` gives the reason for the route of a node. */
export function gateway(cluster: Cluster, about: (node: string) => string): Fragment {
  const [first] = cluster.nodes;
  if (cluster.routed || !first?.uplink) return { nodes: {}, links: [] };
  const subnet = parseCidr(first.uplink.subnet)!;
  const address = formatIp(nth(subnet, 1)!);
  return {
    nodes: {
      router: { sysctls: { 'net.ipv4.ip_forward': '1' } },
      ...Object.fromEntries(
        cluster.nodes.map(({ name }): [string, NodeFragment] => [
          name,
          { routes: [{ to: 'default', via: address, about: about(name) }] },
        ]),
      ),
    },
    links: [{ name: 'underlay', endpoints: ['router:eth0'], ipv4: [`${address}/${subnet.length}`] }],
  };
}
