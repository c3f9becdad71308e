/** The interfaces between the compile stages and the modules of interface types, features and probes. */
import type { Family } from '../base/cidr.ts';
import type { Fault, Source } from '../base/diagnostic.ts';
import type { Path } from '../base/tree.ts';
import type { Check, Lab, LabInterface, LabNode } from './lab.ts';
import type { ReadBeside } from './read-beside.ts';

/** Looks up references for one entry of the lab, such as a route of node1. Faults are collected, not thrown. */
export interface ReferenceResolver {
  /** The position of a value of this entry, by its path inside the entry: `at('nexthops', 0, 'via')`. */
  at(...path: Path): Source;
  /** The position of a key. */
  keyAt(...path: Path): Source;
  refuse(fault: Omit<Fault, 'at'> & { readonly at: Source }): void;
  /**
   * The address of `ref` (a literal, `node`, `node:iface` or `self:iface`), as canonical text without length. For a node, it
   * is the address on a link shared with the asking node, else of its first linked interface. Refuses unknown and ambiguous
   * references, and returns undefined. `from` replaces the asking node.
   */
  address(ref: string, at: Source, family?: Family, from?: string): string | undefined;
  /** Nodes that have this address, in canonical text. */
  owners(address: string): readonly string[];
  /** Addresses of the DNS servers in the node's own resolv.conf; undefined if it has none, and sees that of the host. */
  resolvers(node: string): readonly string[] | undefined;
  /** The MAC of `ref`: a literal, `node:iface` or `self:iface`. The plan then sets the MAC of that interface. */
  mac(ref: string, at: Source): string | undefined;
  /**
   * The public key of `ref`: a literal in base64, `node:iface`, `self:iface`, or a node with exactly one interface that has a
   * key.
   */
  key(ref: string, at: Source): string | undefined;
  /** Free text with every `$(reference)` replaced. `$$(` becomes `$(`, as in Kubernetes. */
  text(text: string, at: Source): string;
  /** The words of a command line or list, with references replaced. Refuses unbalanced quotes. */
  argv(command: string | readonly string[], at: Source): readonly string[];
  /** The nodes of a selector: a name, glob, group, `nodes`, `pods`, `label=value` or a list of them. */
  select(selector: string | readonly string[], at: Source): readonly string[];
  /** The interface of `node:iface`. For a node alone, its first linked interface. */
  interface(ref: string, at: Source): { readonly node: string; readonly interface: string } | undefined;
  /** The checks at a path of this entry, resolved like those of the lab: `checks('ready', 'probes')`. */
  checks(...path: Path): readonly Check[];
  /** Interface names of a node; undefined for an unknown node. */
  interfaces(node: string): readonly string[] | undefined;
  /** The broadcast domains of a node. Nodes in the same domains reach any other node by the same address. */
  links(node: string): readonly string[];
  /** Reads a file beside the lab. */
  readonly beside: ReadBeside;
  /** The same object for all askers of a lab. Values that are computed once for a lab are kept by it. */
  readonly lab: object;
  readonly labName: string;
  readonly namespace: (node: string) => string;
}

/** An asker in a node. */
export interface NodeAsker extends ReferenceResolver {
  readonly node: string;
  /** Whether the node has a setting of this key. */
  uses(key: string): boolean;
  /** Whether the node has an interface of this name. */
  has(name: string): boolean;
  /** The VRF that an interface of the node is in. */
  vrfOf(name: string): string | undefined;
  /** Interfaces of the node with their prefixes and VRF, to check that a gateway is on a link. */
  readonly connected: readonly {
    readonly interface: string;
    readonly cidrs: readonly string[];
    readonly vrf?: string;
  }[];
  /** VRFs of the node. */
  readonly vrfs: readonly { readonly name: string; readonly table: number }[];
  /** Prefixes that routes of the node make directly connected (`scope: link`, or dev without via). */
  readonly linkRoutes: readonly string[];
}

/** The data for planning the steps of a node. */
export interface PlanScope {
  readonly lab: Lab;
  readonly node: LabNode;
  readonly directory: string;
  /** Namespace of another node. */
  namespace(node: string): string;
  /** Interface of any node. */
  interface(node: string, name: string): LabInterface;
}
