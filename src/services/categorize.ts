/**
 * The endpoints that a node uses (CategorizeEndpoints in pkg/proxy/topology.go): the ready ones. If none is ready, those
 * that still serve while they terminate. The decision is taken for the whole cluster and for the node separately.
 */
import type { Endpoint, ServicePort } from './service-port.ts';

export interface Usable {
  /** For policy Cluster, and for pods that use an external address under policy Local. */
  readonly cluster: readonly Endpoint[];
  /** On this node, for policy Local. */
  readonly local: readonly Endpoint[];
  /** All of these, without duplicates, in their order. */
  readonly all: readonly Endpoint[];
  /** On any node. Without any, packets are rejected; without local ones, they are dropped. */
  readonly any: boolean;
  readonly anyInternal: boolean;
  readonly anyExternal: boolean;
}

export const isExternal = ({ nodePort, externalIps, loadBalancerIps }: ServicePort): boolean =>
  nodePort !== undefined || externalIps.length > 0 || loadBalancerIps.length > 0;

/** Whether the rules of the port differ between nodes. */
export const usesLocal = (port: ServicePort): boolean =>
  port.internalLocal || (port.externalLocal && isExternal(port));

export function categorize(port: ServicePort, node: string): Usable {
  const usesCluster = !port.internalLocal || isExternal(port);
  const cluster = usesCluster ? preferred(port.endpoints) : [];
  const local = usesLocal(port) ? preferred(port.endpoints.filter((one) => one.node === node)) : [];
  const chosen = new Set([...cluster, ...local]);
  const any = cluster.length > 0 || (usesLocal(port) && preferred(port.endpoints).length > 0);
  return {
    cluster,
    local,
    all: port.endpoints.filter((one) => chosen.has(one)),
    any,
    anyInternal: port.internalLocal ? local.length > 0 : any,
    anyExternal: port.externalLocal ? local.length > 0 : any,
  };
}

function preferred(endpoints: readonly Endpoint[]): readonly Endpoint[] {
  const ready = endpoints.filter((one) => one.ready);
  return ready.length > 0 ? ready : endpoints.filter((one) => one.serving && one.terminating);
}
