/** The names of kube-proxy's objects for one service port (servicePortChainNameBase and hashAndTruncate in pkg/proxy/nftables/proxier.go). */
import { hashName } from '../base32.ts';
import type { Endpoint, ServicePort } from '../service-port.ts';

const hashLength = 8;

/** Longer names are cut. The kernel's limit is 255 (NFT_NAME_MAXLEN). */
const longest = 240;

export interface PortChains {
  /** Endpoints of the whole cluster. */
  readonly cluster: string;
  /** Endpoints of the node. */
  readonly local: string;
  /** Packets to an address outside the cluster. */
  readonly external: string;
  /** Source ranges of the load balancer. */
  readonly firewall: string;
}

export function chainNames(port: ServicePort): PortChains {
  const base = baseOf(port);
  return {
    cluster: nameOf('service', base),
    local: nameOf('local', base),
    external: nameOf('external', base),
    firewall: nameOf('firewall', base),
  };
}

export const endpointChain = (port: ServicePort, endpoint: Endpoint): string =>
  nameOf('endpoint', endpointBase(port, endpoint));

/** The set with the clients of an endpoint. */
export const affinitySet = (port: ServicePort, endpoint: Endpoint): string =>
  nameOf('affinity', endpointBase(port, endpoint));

const baseOf = ({ service, protocol, name }: ServicePort): string => `${service}/${protocol}/${name}`;

const endpointBase = (port: ServicePort, { address, port: number }: Endpoint): string =>
  `${baseOf(port)}__${address}/${number}`;

function nameOf(prefix: string, base: string): string {
  const name = `${prefix}-${hashName(base, hashLength)}-${base}`;
  return name.length > longest ? `${name.slice(0, longest - 3)}...` : name;
}
