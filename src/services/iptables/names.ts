/** The names of kube-proxy's chains for one service port (portProtoHash and servicePortEndpointChainName in pkg/proxy/iptables/proxier.go). */
import { hashName } from '../base32.ts';
import { type Endpoint, endpointText, type ServicePort } from '../service-port.ts';

const length = 16;

export interface ChainNames {
  /** Endpoints of the whole cluster. */
  readonly cluster: string;
  /** Endpoints of the node. */
  readonly local: string;
  /** Packets to an address outside the cluster. */
  readonly external: string;
  /** Source ranges of the load balancer. */
  readonly firewall: string;
}

export function chainNames({ title, protocol }: ServicePort): ChainNames {
  const hash = hashName(`${title}${protocol}`, length);
  return {
    cluster: `KUBE-SVC-${hash}`,
    local: `KUBE-SVL-${hash}`,
    external: `KUBE-EXT-${hash}`,
    firewall: `KUBE-FW-${hash}`,
  };
}

export const endpointChain = ({ title, protocol }: ServicePort, endpoint: Endpoint): string =>
  `KUBE-SEP-${hashName(`${title}${protocol}${endpointText(endpoint)}`, length)}`;
