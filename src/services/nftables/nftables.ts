/**
 * kube-proxy in mode nftables: maps lead from a service's address to a chain, and from there to one of its pods by DNAT. Names,
 * matches, comments and the order follow Kubernetes 1.35 (pkg/proxy/nftables/proxier.go). kube-proxy loads its commands in one
 * transaction.
 *
 * kube-proxy takes the services in random order (a Go map). Here the order is that of the objects.
 */
import * as z from 'zod';
import type { NodeFragment } from '../../model/written.ts';
import { categorize, usesLocal } from '../categorize.ts';
import type { KubeProxy, ProxyNode, ProxySetting } from '../proxy.ts';
import type { ServicePort } from '../service-port.ts';
import { baseCommands } from './base-commands.ts';
import { addElement, type NftCommand } from './command.ts';
import { portCommands } from './port-commands.ts';

/** A list of prefixes would need all addresses of a node, which exist only after the cluster is written. */
const schema = z.strictObject({
  'nodeport-addresses': z
    .enum(['primary', '0.0.0.0/0'])
    .default('primary')
    .describe(
      "nftables: addresses that accept node ports, the node's on the underlay or all but 127.0.0.0/8",
    ),
});

type Options = z.output<typeof schema>;

export const nftables: KubeProxy<Options> = {
  name: 'nftables',
  about: 'nftables maps and rules select a pod for each connection (DNAT)',
  schema,
  nodes(setting) {
    const write = writer(setting);
    return (node): NodeFragment => ({ nftables: write(node) });
  },
};

function writer(setting: ProxySetting<Options>) {
  const { ports, serviceCidr, options, written } = setting;
  // All ports of a service have one cluster IP.
  const first = new Set(new Map(ports.toReversed().map((port) => [port.clusterIp, port])).values());
  const known = new Map<ServicePort, readonly NftCommand[]>();
  const writtenFor = (port: ServicePort, node: ProxyNode): readonly NftCommand[] => {
    const same = !usesLocal(port) && port.sourceRanges.length === 0;
    const before = same ? known.get(port) : undefined;
    if (before) return before;
    const made = [
      ...(first.has(port) ? [clusterIp(port)] : []),
      ...portCommands(port, categorize(port, node.name), node, setting),
    ].map((command) => written(command, port));
    if (same) known.set(port, made);
    return made;
  };
  return (node: ProxyNode): readonly NftCommand[] => [
    ...baseCommands(serviceCidr, options['nodeport-addresses'] === 'primary' ? node.address : undefined),
    ...ports.flatMap((port) => writtenFor(port, node)),
  ];
}

const clusterIp = (port: ServicePort): NftCommand =>
  addElement('cluster-ips', port.clusterIp, `The cluster IP of ${port.service}.`);
