/** What resolve hands on: every reference is an address, every default is written, nothing is left to look up. */
import type { Source } from '../base/diagnostic.ts';

export interface Lab {
  readonly name: string;
  readonly about: string;
  /** Where it was read from, as given. */
  readonly file: string;
  /** Whether any address of the lab is an IPv6 one; where not, IPv6 is off in every node. */
  readonly ipv6: boolean;
  readonly nodes: readonly LabNode[];
  /** What `up` waits for when everything is built. */
  readonly ready: readonly Check[];
  readonly checks: readonly Check[];
}

export interface LabNode {
  readonly name: string;
  /** `<lab>.<node>`, in /run/netns. */
  readonly namespace: string;
  /** A segment is a link with three or more ends: a bridge in a namespace of its own. */
  readonly role: 'node' | 'segment';
  readonly about?: string;
  readonly groups: readonly string[];
  readonly labels: Readonly<Record<string, string>>;
  readonly interfaces: readonly LabInterface[];
  /** Per feature (`routes`, `sysctls` ...) what it resolved to; only its own module reads it. */
  readonly settings: Readonly<Record<string, unknown>>;
  readonly source: Source;
}

export interface LabInterface {
  readonly name: string;
  readonly type: string;
  readonly about?: string;
  readonly mtu?: number;
  /** Written only where something refers to it or the real system fixes it. */
  readonly mac?: string;
  readonly up: boolean;
  readonly addresses: readonly LabAddress[];
  /** The bridge of this node that it is a port of. */
  readonly master?: string;
  readonly hairpin?: boolean;
  /** Offloads that are said to be on or off, by key. */
  readonly offloads?: Readonly<Record<string, boolean>>;
  /** Interfaces of this node that must exist and be up first: its `link`. */
  readonly lower: readonly string[];
  /** Length of the longest chain of `lower` under it. */
  readonly level: number;
  /** What the interface type resolved; only its own module reads it. */
  readonly spec: unknown;
  readonly source: Source;
}

export interface LabAddress {
  /** `address/length` in canonical form. */
  readonly cidr: string;
  readonly family: 4 | 6;
  /** The same address stands elsewhere on purpose. */
  readonly anycast: boolean;
  readonly source: Source;
}

/** One probe with its expectation, ready to run. */
export interface Check {
  /** From what it asks: `ping/pods/pods`. Unique in a lab. */
  readonly id: string;
  readonly probe: string;
  /** What the probe's module resolved; only that module reads it. */
  readonly spec: unknown;
  /** One line without the result: `pods -> pods, 12 pairs`. */
  readonly title: string;
  /** The expectation in words: `a reply`, `none`. */
  readonly expected: string;
  /** Expects that something does not happen: it holds for the whole window, and needs controls. */
  readonly negative: boolean;
  /** Its twins, and those of the probes under its `while`: they pass before it is asked, and again afterwards. */
  readonly controls?: readonly Check[];
  /** Seconds: the deadline of a positive check, the window of a negative one. */
  readonly within: number;
  /** Counters and conntrack cannot be told apart by a mark: such a probe runs alone. */
  readonly alone: boolean;
  /** Counts are not retried: the first look stands. */
  readonly once: boolean;
  /** It asks no other node, it only looks: what it sees may be there because other checks have sent something. */
  readonly looks?: true;
  /** Nodes it asks from, for the first place to look. */
  readonly nodes: readonly string[];
  /** Programs that it runs. */
  readonly tools: readonly string[];
  readonly source: Source;
}
