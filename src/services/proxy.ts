import type * as z from 'zod';
import type { NodeFragment } from '../model/written.ts';
import type { Refuse } from '../networks/network.ts';
import type { ServicePort } from './service-port.ts';

/** One mode of kube-proxy: it writes the settings of a node that lead from services to pods. */
export interface KubeProxy<Options = never> {
  /** The value of `proxy`. */
  readonly name: string;
  readonly about: string;
  /** Its keys beside those of all proxies. */
  readonly schema: z.ZodObject<z.ZodRawShape>;
  /** The settings that it adds to each node. Settings that many nodes share are created once and passed to all of them. */
  nodes(setting: ProxySetting<Options>): (node: ProxyNode) => NodeFragment;
}

// biome-ignore lint/suspicious/noExplicitAny: the list is heterogeneous; each module is typed inside.
export type AnyKubeProxy = KubeProxy<any>;

export interface ProxyNode {
  readonly name: string;
  /** Its address on the underlay: `172.18.0.11`. */
  readonly address: string;
  /** All its IPv4 addresses that the cluster gives it, without loopback. */
  readonly addresses: readonly string[];
}

/** The input of a proxy for all nodes. */
export interface ProxySetting<Options> {
  readonly ports: readonly ServicePort[];
  /** The prefix of all pods. kube-proxy masquerades connections from elsewhere (`--cluster-cidr`). */
  readonly podCidr: string;
  readonly serviceCidr: string;
  readonly masqueradeAll: boolean;
  readonly options: Options;
  /** Gives an item of a setting the position of the service port for which it is written. Returns the item. */
  written<Item extends object>(item: Item, port: ServicePort): Item;
  readonly refuse: Refuse;
}
