import type { Path } from '../base/tree.ts';

export type ServiceProtocol = 'tcp' | 'udp' | 'sctp';

/** A pod behind a service port, with the conditions of an EndpointSlice. */
export interface Endpoint {
  readonly pod: string;
  readonly node: string;
  /** `10.244.1.2`. */
  readonly address: string;
  readonly port: number;
  readonly ready: boolean;
  readonly serving: boolean;
  readonly terminating: boolean;
}

/** One port of a service, as kube-proxy sees it (ServicePort in pkg/proxy/types.go). */
export interface ServicePort {
  /** `default/web`. */
  readonly service: string;
  /** Empty for the only port without a name. */
  readonly name: string;
  /** `default/web:http`, or `default/web` without a port name. */
  readonly title: string;
  readonly protocol: ServiceProtocol;
  readonly clusterIp: string;
  readonly port: number;
  readonly nodePort?: number;
  readonly externalIps: readonly string[];
  /** Addresses of the load balancer that nodes accept. */
  readonly loadBalancerIps: readonly string[];
  /** Absent: all sources may use these addresses. */
  readonly sourceRanges: readonly string[];
  readonly externalLocal: boolean;
  readonly internalLocal: boolean;
  /** Seconds for which connections from one address go to one pod. */
  readonly affinity?: number;
  readonly healthCheckNodePort?: number;
  /** Sorted as text of `address:port`: the order of kube-proxy's rules. */
  readonly endpoints: readonly Endpoint[];
  /** Of the port in the object, below `cluster`. */
  readonly path: Path;
}

/** The text by which kube-proxy sorts and names an endpoint: `10.244.1.2:8080`. */
export const endpointText = ({ address, port }: Endpoint): string => `${address}:${port}`;
