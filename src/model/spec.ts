/** The typed data of an expanded lab. References have not been looked up. */
import type { Faults } from '../base/diagnostic.ts';
import type { Path, Places } from '../base/tree.ts';
import type { LoadSpec } from './load.ts';
import type { DeviceKeys, EventKeys, FeatureKeys, ProbeKeys, SettingKeys } from './opaque.ts';

/** Positions by their path from the top of the lab. */
export interface Spec extends Places {
  readonly lab: string;
  readonly about: string;
  readonly file: string;
  readonly nodes: Readonly<Record<string, NodeSpec>>;
  readonly links: readonly LinkSpec[];
  readonly ready: readonly ProbeSpec[];
  readonly verify: readonly ProbeSpec[];
  readonly measure: readonly LoadSpec[];
  /** Positions in one part of the lab, by their path in that part. */
  readonly placesIn: (path: Path) => Places;
  /** Probes inside a setting, which are converted when the setting is resolved. */
  readonly probesAt: (path: Path, faults: Faults) => readonly ProbeSpec[];
}

export interface NodeSpec {
  readonly about?: string;
  readonly group: readonly string[];
  readonly labels: Readonly<Record<string, string>>;
  readonly interfaces: Readonly<Record<string, InterfaceSpec>>;
  readonly ready: readonly ProbeSpec[];
  /** The values of features, by key. */
  readonly settings: Readonly<Record<string, FeatureKeys>>;
}

export interface InterfaceSpec {
  readonly type: string;
  readonly about?: string;
  readonly addresses: readonly AddressSpec[];
  readonly mtu?: number;
  readonly macaddress?: string;
  readonly up: boolean;
  readonly broadcast: boolean;
  /** Settings that all types take, by name: the keys that the lab gives. */
  readonly settings: Readonly<Record<string, SettingKeys>>;
  /** The keys of its type. */
  readonly own: DeviceKeys;
}

export interface AddressSpec {
  readonly cidr: string;
  readonly anycast: boolean;
  readonly sameSubnet: boolean;
  readonly noprefixroute: boolean;
}

/** An address without options. */
export const plainAddress = (cidr: string): AddressSpec => ({
  ...{ cidr, anycast: false, sameSubnet: false, noprefixroute: false },
});

export interface LinkSpec {
  readonly name?: string;
  readonly about?: string;
  readonly endpoints: readonly { readonly node: string; readonly interface: string }[];
  readonly ipv4: readonly (string | null)[];
  readonly ipv6: readonly (string | null)[];
  readonly mtu?: number;
  readonly segment: boolean;
}

/** One item of `verify` or `ready`: the name of the probe and its typed body. */
export interface ProbeSpec {
  readonly probe: string;
  readonly spec: ProbeKeys;
  readonly within?: number;
  readonly about?: string;
  readonly controls: readonly ProbeSpec[];
  readonly events: readonly { readonly kind: string; readonly spec: EventKeys }[];
  /** The probe that must pass before its events. */
  readonly before?: ProbeSpec;
  /** A single probe instead of a list: the probe under `while`. */
  readonly alone?: true;
}

/** The kinds of faulty parts that were removed from a Spec. Each includes those before it. */
export type Gaps = 'nothing' | 'values' | 'interfaces' | 'nodes';
