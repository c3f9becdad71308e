/**
 * The veth pair of a pod (cni-plugin/pkg/dataplane/linux/dataplane_linux.go), without a bridge. The pod has a /32
 * address, so it has no neighbors on its link. All its packets go to 169.254.1.1, which no interface has. The host
 * answers ARP for it on the cali interface (proxy ARP) with ee:ee:ee:ee:ee:ee, and has a /32 route to the pod.
 *
 * The kernel answers only for addresses that it would route through another interface (arp_process in net/ipv4/arp.c).
 * Without a default route on the node, 169.254.1.1 is unreachable, and its pods have no gateway.
 *
 * felix sets the sysctls below on every cali interface (configureProcSysForInterface in endpoint_mgr.go), and rp_filter
 * to the default of new interfaces. A separate rule checks for spoofed sources.
 */
import type { LinkFragment, NodeFragment } from '../../model/written.ts';
import type { CalicoNode, Workload } from './calico-node.ts';
import { workloadMac } from './names.ts';

const gateway = '169.254.1.1';

/** The settings of a node for one of its pods. */
export const hostSide = ({ name, address, interface: cali }: Workload): NodeFragment => ({
  interfaces: { [cali]: { macaddress: workloadMac } },
  routes: [{ to: address, dev: cali, scope: 'link', about: `${name} is the peer of ${cali}.` }],
  sysctls: {
    [`net.ipv4.conf.${cali}.proxy_arp`]: '1',
    [`net.ipv4.neigh.${cali}.proxy_delay`]: {
      value: '0',
      about: `Answer ARP on ${cali} at once; by default the kernel waits up to 0.8 s.`,
    },
    [`net.ipv4.conf.${cali}.forwarding`]: {
      value: '1',
      about: `Forward packets from ${name}.`,
    },
    [`net.ipv4.conf.${cali}.route_localnet`]: '1',
  },
});

export const podSide = (node: CalicoNode): NodeFragment => ({
  group: ['pods'],
  routes: [
    {
      to: gateway,
      dev: 'eth0',
      scope: 'link',
      about: `No interface has ${gateway}: ${node.name} answers ARP for it.`,
    },
    { to: 'default', via: gateway, about: `The default gateway of a pod is ${node.name}.` },
  ],
});

export const cable = (node: CalicoNode, pod: Workload, mtu: number): LinkFragment => ({
  endpoints: [`${node.name}:${pod.interface}`, `${pod.name}:eth0`],
  ipv4: [null, `${pod.address}/32`],
  mtu,
  about: `The veth pair of ${pod.name} to ${node.name}; it is routed, without a bridge.`,
});
