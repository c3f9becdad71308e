/** A lab as its text says it, typed by the schema: expanded, but with references still to be looked up. */
import type { Faults } from '../base/diagnostic.ts';
import type { Path, Places } from '../base/tree.ts';

/** Its places go by paths from the top. */
export interface Spec extends Places {
  readonly lab: string;
  readonly about: string;
  readonly file: string;
  readonly nodes: Readonly<Record<string, NodeSpec>>;
  readonly links: readonly LinkSpec[];
  readonly ready: readonly ProbeSpec[];
  readonly verify: readonly ProbeSpec[];
  /** Of one part of the lab, by paths from there. */
  readonly placesIn: (path: Path) => Places;
  /** Probes that stand inside a setting, typed when it is resolved. */
  readonly probesAt: (path: Path, faults: Faults) => readonly ProbeSpec[];
}

export interface NodeSpec {
  readonly about?: string;
  readonly group: readonly string[];
  readonly labels: Readonly<Record<string, string>>;
  readonly interfaces: Readonly<Record<string, InterfaceSpec>>;
  readonly ready: readonly ProbeSpec[];
  /** What the features read, by key. */
  readonly settings: Readonly<Record<string, unknown>>;
}

export interface InterfaceSpec {
  readonly type: string;
  readonly about?: string;
  readonly addresses: readonly AddressSpec[];
  readonly mtu?: number;
  readonly macaddress?: string;
  readonly up: boolean;
  readonly hairpin?: boolean;
  /** By key, as the lab writes it. */
  readonly offloads?: Readonly<Record<string, boolean>>;
  /** What its type reads. */
  readonly own: unknown;
}

export interface AddressSpec {
  readonly cidr: string;
  readonly anycast: boolean;
}

export interface LinkSpec {
  readonly name?: string;
  readonly about?: string;
  readonly endpoints: readonly { readonly node: string; readonly interface: string }[];
  readonly ipv4: readonly (string | null)[];
  readonly ipv6: readonly (string | null)[];
  readonly mtu?: number;
  readonly segment: boolean;
}

/** One item of `verify` or `ready`: the probe's name and what its schema gave. */
export interface ProbeSpec {
  readonly probe: string;
  readonly spec: unknown;
  readonly within?: number;
  readonly about?: string;
  readonly controls: readonly ProbeSpec[];
  /** It stands there itself and not in a list: the probe under `while`. */
  readonly alone?: true;
}

/** What had to be left out of a Spec because it is at fault; each has those before it in it. */
export type Missing = 'nothing' | 'values' | 'interfaces' | 'nodes';
