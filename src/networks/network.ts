import type * as z from 'zod';
import type { Trust } from '../base/trust.ts';
import type { NetworkPolicy } from '../kubernetes/network-policy.ts';
import type { PodState } from '../kubernetes/pod.ts';
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
  /** Absent: its nodes are not those of a Kubernetes cluster, so they have no services. */
  readonly kubernetes?: {
    /** It writes rules for network policies, or the reason why it writes none. */
    readonly policies: true | string;
    /** Why its nodes need a default route. Absent: they need one only for services. */
    readonly gateway?: (node: string) => string;
  };
  expand(cluster: Cluster, options: Options, refuse: Refuse): Expanded;
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
  pod(name: string): PodState;
  /** `default`, or that of a pod of the system. */
  namespace(pod: string): string;
  readonly policies: readonly NetworkPolicy[];
  /** kube-proxy runs on every node. */
  readonly services: boolean;
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

/** The output of a network. */
export interface Expanded extends Fragment {
  /** The addresses that it assigned to pods: `pod1-1` has `10.244.1.2`. */
  readonly addresses: ReadonlyMap<string, string>;
}

/** A part of a lab in the lab language. */
export interface Fragment {
  readonly nodes: { readonly [name: string]: NodeFragment };
  readonly links: readonly LinkFragment[];
}
