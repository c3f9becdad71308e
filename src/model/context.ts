/** What the compile stages hand to the modules of interface types, features, networks and probes. */
import type { Family } from '../base/cidr.ts';
import type { Diagnostic, Source } from '../base/diagnostic.ts';
import type { Path } from '../base/tree.ts';
import type { Check, Lab, LabInterface, LabNode } from './lab.ts';

/** Reads references on behalf of a thing in the lab (a route of node1, a probe). Faults are collected, not thrown. */
export interface Asker {
  /** Where a value of this thing stands, by its path from the thing: `at('nexthops', 0, 'via')`. */
  at(...path: Path): Source;
  /** Where a key stands. */
  keyAt(...path: Path): Source;
  refuse(fault: Omit<Diagnostic, 'at'> & { readonly at: Source }): void;
  /**
   * The address that `ref` stands for: a literal, `node`, `node:iface` or `self:iface`; canonical text, no length. A node's
   * address is the one on a link shared with the asker, else of its first linked interface. Refuses what names nothing or
   * has more than one candidate, and then returns undefined. `from` is the node that asks, where it is not the asker itself.
   */
  address(ref: string, at: Source, family?: Family, from?: string): string | undefined;
  /** Nodes that have this address, in canonical text. */
  owners(address: string): readonly string[];
  /** The MAC that `ref` stands for: a literal, `node:iface` or `self:iface`. The interface's MAC is then written. */
  mac(ref: string, at: Source): string | undefined;
  /**
   * The public key that `ref` stands for: a literal in base64, `node:iface` or `self:iface`, or a node that has one interface
   * with a key.
   */
  key(ref: string, at: Source): string | undefined;
  /** Free text with every `$(reference)` replaced; `$$(` stands for `$(` itself, as in Kubernetes. */
  text(text: string, at: Source): string;
  /** Command words: a line as a user types it, or words; references replaced in each. Refuses unbalanced quotes. */
  argv(command: string | readonly string[], at: Source): readonly string[];
  /** Node names that a selector stands for: a name, glob, group, `nodes`, `pods`, `label=value` or a list of them. */
  select(selector: string | readonly string[], at: Source): readonly string[];
  /** `node:iface` taken apart and looked up; a node alone gives its first linked interface. */
  interface(ref: string, at: Source): { readonly node: string; readonly interface: string } | undefined;
  /** Checks that stand under this thing at a path, resolved like those of the lab: `checks('ready', 'probes')`. */
  checks(...path: Path): readonly Check[];
  /** Interface names of a node, or undefined where there is no such node. */
  interfaces(node: string): readonly string[] | undefined;
  /** The links (broadcast domains) that a node is on: nodes on the same ones get the same address of any other. */
  links(node: string): readonly string[];
  readonly labName: string;
  readonly namespace: (node: string) => string;
}

/** An asker that stands in a node. */
export interface NodeAsker extends Asker {
  readonly node: string;
  /** Interfaces of the node with their prefixes, to check that a gateway is on a link; in a vrf, with its name. */
  readonly connected: readonly {
    readonly interface: string;
    readonly cidrs: readonly string[];
    readonly vrf?: string;
  }[];
  /** VRFs of the node. */
  readonly vrfs: readonly { readonly name: string; readonly table: number }[];
  /** Prefixes that the node's own routes put on a link (`scope: link`, or dev without via). */
  readonly linkRoutes: readonly string[];
}

/** Where steps of a node are planned. */
export interface PlanScope {
  readonly lab: Lab;
  readonly node: LabNode;
  readonly directory: string;
  /** Namespace of another node. */
  namespace(node: string): string;
  /** Interface of any node. */
  interface(node: string, name: string): LabInterface;
}
