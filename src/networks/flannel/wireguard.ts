/**
 * Backend wireguard (pkg/backend/wireguard): one route sends the whole pod network to the device flannel-wg. Its
 * allowed-ips select the peer: each node is a peer, with its /24 in allowed-ips.
 *
 * The overhead is 80 bytes, as over IPv6, for any underlay: 40 + 8 UDP + 4 type + 4 key index + 8 nonce + 16
 * authentication tag (overhead in wireguard_network.go).
 */
import type { NodeFragment } from '../../model/written.ts';
import type { Backend } from './backend.ts';

const device = 'flannel-wg';

export const wireguard: Backend = {
  name: 'wireguard',
  overhead: 80,
  adjacent: false,
  options: ['listen-port', 'persistent-keepalive-interval', 'psk'],
  hosts: ({ cluster, options, mtu }) => {
    const port = options['listen-port'] ?? 51_820;
    const keepalive = options['persistent-keepalive-interval'];
    return (node, peers): NodeFragment => ({
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
            // 0 is flannel's value for no keepalive.
            ...(keepalive ? { keepalive } : {}),
          })),
          about: `${device} encrypts packets for pods on other nodes and sends them in UDP port ${port}.`,
        },
      },
      routes: [
        {
          to: cluster.podCidr,
          dev: device,
          scope: 'link',
          about: `Reach pods of all other nodes through ${device}; allowed-ips select the peer.`,
        },
      ],
    });
  },
};
