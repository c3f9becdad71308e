/**
 * IPIP: a pod's packet as the payload of an IPv4 packet between the nodes, protocol 4. One device serves all peers:
 * tunl0 has no remote. The outer destination is the next hop of the route, which BIRD adds (bird/ipam.ts). Its /32
 * address is the source of packets from the node itself to pods of other nodes.
 *
 * The overhead is 20 bytes: the outer IPv4 header.
 */
import type { NodeFragment } from '../../model/written.ts';
import type { CalicoEncapsulation } from './encapsulation.ts';

const ipipAs = (name: string, crossSubnet: boolean): CalicoEncapsulation => ({
  name,
  overhead: 20,
  device: 'tunl0',
  crossSubnet,
  routes: 'bird',
  host: (node, peers): NodeFragment => ({
    interfaces: {
      tunl0: {
        type: 'ipip',
        mtu: 1480,
        addresses: [`${node.tunnelAddress}/32`],
        about:
          'tunl0 carries packets for pods of other nodes in IPv4 packets to those nodes; the overhead is 20 bytes.',
      },
    },
    ipsets: {
      'cali40all-hosts-net': {
        type: 'hash:net',
        maxelem: 1_048_576,
        members: [node, ...peers].map((one) => one.uplink.address),
        about: 'The nodes that may send IPIP.',
      },
    },
  }),
});

export const ipip = ipipAs('IPIP', false);
export const ipipCrossSubnet = ipipAs('IPIPCrossSubnet', true);
