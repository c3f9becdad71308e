/**
 * Backend udp (pkg/backend/udp): flannel's first backend, for kernels without VXLAN. The whole pod network is routed to
 * the TUN device flannel0. A process on each node sends the packets to the node with that subnet, in UDP port 8285 with
 * the packet itself as the payload (programs/flannel-udp.py).
 *
 * The overhead is 28 bytes: 20 IPv4 + 8 UDP (encapOverhead in udp_network_amd64.go).
 */
import type { NodeFragment } from '../../model/written.ts';
import type { Backend } from './backend.ts';

const device = 'flannel0';

export const udp: Backend = {
  name: 'udp',
  overhead: 28,
  adjacent: false,
  options: ['port'],
  hosts: ({ cluster, options, mtu }) => {
    const port = options.port ?? 8285;
    return (node, peers): NodeFragment => ({
      interfaces: {
        [device]: {
          type: 'tun',
          mtu,
          addresses: [`${node.zero}/32`],
          about: `${device} hands packets for pods on other nodes to a process in ${node.name}.`,
        },
      },
      routes: [
        {
          to: cluster.podCidr,
          dev: device,
          scope: 'global',
          about: `Reach pods of all other nodes through ${device}; the process has the address of each node.`,
        },
      ],
      'flannel-udp': {
        dev: device,
        listen: node.uplink.address,
        port,
        routes: peers.map((peer) => ({ to: peer.subnet, via: peer.uplink.address })),
        about: `${node.name} carries packets of ${device} to other nodes in UDP port ${port}.`,
      },
    });
  },
};
