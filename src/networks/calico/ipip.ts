/**
 * IPIP: a pod's packet as the payload of an IPv4 packet between the nodes, protocol 4. One device for all peers: tunl0 has no remote,
 * it takes the next hop of the route, which BIRD writes (bird/ipam.ts), as the outer destination. Its /32 is the source of what
 * the node itself sends to pods of others.
 *
 * 20 bytes: the outer IPv4 header.
 */
import type { Encapsulation } from './encapsulation.ts';

const ipipAs = (name: string, crossSubnet: boolean): Encapsulation => ({
  name,
  overhead: 20,
  device: 'tunl0',
  crossSubnet,
  routes: 'bird',
  host: (node, peers) => ({
    interfaces: {
      tunl0: {
        type: 'ipip',
        mtu: 1480,
        addresses: [`${node.tunnelAddress}/32`],
        about:
          'tunl0 carries packets for pods of other nodes inside IPv4 packets to those nodes, 20 bytes more each.',
      },
    },
    ipsets: {
      'cali40all-hosts-net': {
        type: 'hash:net',
        maxelem: 1_048_576,
        members: [node, ...peers].map((one) => one.uplink.address),
        about: 'The nodes that may send IP in IP.',
      },
    },
  }),
});

export const ipip = ipipAs('IPIP', false);
export const ipipCrossSubnet = ipipAs('IPIPCrossSubnet', true);
