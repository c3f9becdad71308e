/**
 * IPAM: the pool is divided into blocks (/26: IPPool's blockSize). A node owns whole blocks. Addresses are assigned
 * from the start of a block: first to the node's tunnel device, if any, then to pods. When a block is full, the node
 * takes another one.
 *
 * Calico selects a node's first block by a hash of its name. Here the k-th node begins 256 * k addresses into the pool,
 * to make its addresses readable: 192.168.1.0/26 for the first.
 */
import { formatCidr, formatIp, nth, overlaps, parseCidr, subnet } from '../../base/cidr.ts';
import type { Cluster, ClusterNode, Refuse } from '../network.ts';
import type { CalicoNode } from './calico-node.ts';
import { workloadInterface } from './names.ts';

/** The maximum number of addresses in the blocks of a node. */
const perNode = 256;

export function assign(
  node: ClusterNode,
  cluster: Cluster,
  blockSize: number,
  tunnel: boolean,
  refuse: Refuse,
): CalicoNode | undefined {
  const pool = parseCidr(cluster.podCidr)!;
  if (pool.ip.family === 6) {
    refuse('pod-cidr-family', 'calico supports only IPv4 pods', ['pod-cidr']);
    return undefined;
  }
  if (!node.uplink) {
    refuse('missing-key', 'underlay is missing; calico nodes need an address on it', []);
    return undefined;
  }
  const underlay = parseCidr(node.uplink.subnet)!;
  if (underlay.ip.family === 6 || overlaps(pool, underlay)) {
    const message =
      underlay.ip.family === 6
        ? 'calico supports only an IPv4 underlay'
        : `the underlay overlaps the pods' ${cluster.podCidr}`;
    refuse(underlay.ip.family === 6 ? 'underlay-family' : 'overlap', message, ['underlay']);
    return undefined;
  }
  const size = 2 ** (32 - blockSize);
  const wanted = node.pods.length + (tunnel ? 1 : 0);
  const first = node.number * Math.max(1, perNode / size);
  const blocks = Array.from({ length: Math.max(1, Math.ceil(wanted / size)) }, (_, b) =>
    blockSize < pool.length ? undefined : subnet(pool, blockSize, first + b),
  );
  if (blocks.some((block) => block === undefined)) {
    refuse(
      'cluster-too-large',
      `the addresses of ${node.name} would begin ${node.number * perNode} addresses into ${cluster.podCidr}, which has only ${2 ** (32 - pool.length)}`,
      ['pod-cidr'],
    );
    return undefined;
  }
  const address = (n: number) => formatIp(nth(blocks[Math.floor(n / size)]!, n % size)!);
  return {
    name: node.name,
    uplink: node.uplink,
    blocks: blocks.map((block) => formatCidr(block!)),
    ...(tunnel ? { tunnelAddress: address(0) } : {}),
    pods: node.pods.map((pod, p) => ({
      name: pod,
      namespace: cluster.namespace(pod),
      address: address(p + (tunnel ? 1 : 0)),
      interface: workloadInterface(cluster.namespace(pod), pod),
    })),
  };
}
