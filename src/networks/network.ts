import type * as z from 'zod';
import type { Trust } from '../base/trust.ts';
import type { LinkFragment, NodeFragment } from '../model/written.ts';

/**
 * One cluster network: it converts the layout of a cluster to nodes and links in the lab language, as the real system
 * would create them. The result is merged with the lab, and `netlab render` prints it.
 */
export interface Network<Options = never> {
  /** The value of `plugin`. */
  readonly name: string;
  readonly about: string;
  /** Whether its options can choose what runs. Text that the network itself adds does not need trust. */
  readonly trust: Trust;
  /** Its keys beside `plugin`. */
  readonly schema: z.ZodObject<z.ZodRawShape>;
  /** The default prefix of the pods. The k-th node gets the k-th subnet. */
  readonly podCidr: string;
  /** Whether nodes need an underlay to reach each other. Without one, a cluster has one node. */
  readonly needsUnderlay: boolean;
  expand(cluster: Cluster, options: Options, refuse: Refuse): Fragment;
}

// biome-ignore lint/suspicious/noExplicitAny: the list is heterogeneous; each module is typed inside.
export type AnyNetwork = Network<any>;

/** Reports an error under `cluster`, at the path of the invalid value. */
export type Refuse = (code: string, message: string, path: readonly (string | number)[]) => void;

export interface Cluster {
  readonly lab: string;
  readonly nodes: readonly ClusterNode[];
  /** The prefix of all pods of all nodes, canonical. */
  readonly podCidr: string;
  /** The underlay has a node "router" with an interface in each of its subnets. */
  readonly routed: boolean;
  /** The labels of a pod, from defaults, groups, globs and the lab. */
  labels(pod: string): Readonly<Record<string, string>>;
}

export interface ClusterNode {
  readonly name: string;
  /** Counted from 1. */
  readonly number: number;
  readonly pods: readonly string[];
  /** Its interface on the underlay, if there is one. */
  readonly uplink?: {
    readonly interface: string;
    /** Without a prefix length. */
    readonly address: string;
    /** The subnet of the address, canonical. */
    readonly subnet: string;
  };
}

/** A part of a lab in the lab language. */
export interface Fragment {
  readonly nodes: { readonly [name: string]: NodeFragment };
  readonly links: readonly LinkFragment[];
}
