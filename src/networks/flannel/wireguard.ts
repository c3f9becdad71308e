/**
 * Backend wireguard (pkg/backend/wireguard): the device flannel-wg takes in the pods' whole network by one route, and its
 * allowed-ips tell the peers apart: each node is a peer, its /24 what may go to it and come from it.
 *
 * 80 bytes, those of IPv6, whatever the underlay is: 40 + 8 UDP + 4 type + 4 key index + 8 nonce + 16 authentication tag
 * (overhead in wireguard_network.go).
 */
import type { Backend } from './backend.ts';

const device = 'flannel-wg';

export const wireguard: Backend = {
  name: 'wireguard',
  overhead: 80,
  adjacent: false,
  options: ['listen-port', 'persistent-keepalive-interval', 'psk'],
  hosts: ({ cluster, options, mtu }) => {
    const port = String(options['listen-port'] ?? 51_820);
    const keepalive = options['persistent-keepalive-interval'];
    return (node, peers) => ({
      interfaces: {
        [device]: {
          type: 'wireguard',
          port,
          mtu,
          addresses: [`${node.zero}/32`],
          peers: peers.map((peer) => ({
            keys: { public: `${peer.name}:${device}`, ...(options.psk ? { shared: options.psk } : {}) },
            'allowed-ips': [peer.subnet],
            endpoint: peer.uplink.address,
            port,
            // 0 is flannel's own value, and says none.
            ...(keepalive ? { keepalive: String(keepalive) } : {}),
          })),
          about: `${device} encrypts packets for pods on other nodes and sends them in UDP port ${port}.`,
        },
      },
      routes: [
        {
          to: cluster.podCidr,
          dev: device,
          scope: 'link',
          about: `Pods of all other nodes are behind ${device}; allowed-ips say which peer has whom.`,
        },
      ],
    });
  },
};
