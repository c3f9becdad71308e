/**
 * Backend udp (pkg/backend/udp): flannel's first, for kernels without VXLAN. The TUN device flannel0 takes in the pods' whole
 * network, and a process on each node carries what comes out of it to the node that has the subnet: UDP port 8285, the
 * packet itself as the payload (programs/flannel-udp.py).
 *
 * 28 bytes: 20 IPv4 + 8 UDP (encapOverhead in udp_network_amd64.go).
 */
import type { Backend } from './backend.ts';

const device = 'flannel0';

export const udp: Backend = {
  name: 'udp',
  overhead: 28,
  adjacent: false,
  options: ['port'],
  hosts: ({ cluster, options, mtu }) => {
    const port = String(options.port ?? 8285);
    return (node, peers) => ({
      interfaces: {
        [device]: {
          type: 'tun',
          mtu,
          addresses: [`${node.zero}/32`],
          about: `${device} hands packets for pods on other nodes to a process of ${node.name}.`,
        },
      },
      routes: [
        {
          to: cluster.podCidr,
          dev: device,
          scope: 'global',
          about: `Pods of all other nodes are behind ${device}; the process knows which node has whom.`,
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
