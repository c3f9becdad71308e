import type * as z from 'zod';
import type { Written } from '../base/tree.ts';
import type { Trust } from '../base/trust.ts';

/**
 * One cluster network: it takes the cluster's layout and writes, in the lab language itself, the nodes and links that the
 * real system would put there. What it writes is merged with what the lab says, and `netlab render` prints it.
 */
export interface Network<Options = never> {
  /** The value of `plugin`. */
  readonly name: string;
  readonly about: string;
  /** Whether its options can choose what runs; what the network itself writes from them does not ask. */
  readonly trust: Trust;
  /** Its own keys beside `plugin`. */
  readonly schema: z.ZodObject<z.ZodRawShape>;
  /** Where pods get their addresses when the lab does not say; the k-th node gets the k-th subnet. */
  readonly podCidr: string;
  /** Nodes reach each other through it; without, a cluster has one node. */
  readonly needsUnderlay: boolean;
  expand(cluster: Cluster, options: Options, refuse: Refuse): Fragment;
}

// biome-ignore lint/suspicious/noExplicitAny: the list is heterogeneous; each module is typed inside.
export type AnyNetwork = Network<any>;

/** A fault under `cluster`, at the path of the value that is at fault. */
export type Refuse = (code: string, message: string, path: readonly (string | number)[]) => void;

export interface Cluster {
  readonly lab: string;
  readonly nodes: readonly ClusterNode[];
  /** The prefix that all pods of all nodes lie in, canonical. */
  readonly podCidr: string;
  /** The underlay has a node "router", with an end in each of its subnets. */
  readonly routed: boolean;
  /** The labels of a pod: what defaults, groups, globs and the lab give it. */
  labels(pod: string): Readonly<Record<string, string>>;
}

export interface ClusterNode {
  readonly name: string;
  /** From 1. */
  readonly number: number;
  readonly pods: readonly string[];
  /** Its interface on the underlay, when there is one. */
  readonly uplink?: {
    readonly interface: string;
    /** Without length. */
    readonly address: string;
    /** The subnet it is in, canonical. */
    readonly subnet: string;
  };
}

/** A piece of a lab in the lab language. */
export interface Fragment {
  readonly nodes: { readonly [name: string]: Written };
  readonly links: readonly Written[];
}
