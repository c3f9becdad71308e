import { parseCidr } from '../base/cidr.ts';
import type { ClusterNode, Expanded } from '../networks/network.ts';

/** The IPv4 addresses of a node: on the underlay, and those that the cluster network gives it. */
export function addressesOf({ name, uplink }: ClusterNode, network: Expanded): readonly string[] {
  const interfaces = Object.values(network.nodes[name]?.interfaces ?? {});
  const own = interfaces
    .flatMap(({ addresses = [] }) => addresses)
    .map((one) => String(typeof one === 'string' ? one : Object.keys(one)[0]))
    .filter((text) => parseCidr(text)?.ip.family === 4)
    .map((text) => text.split('/')[0]!);
  return [...new Set([...(uplink ? [uplink.address] : []), ...own])].filter((ip) => !ip.startsWith('127.'));
}
