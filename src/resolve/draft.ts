/** Nodes and interfaces during the resolve stage. Other entries of the lab that concern an interface are added to it. */
import type { Source } from '../base/diagnostic.ts';
import type { Path } from '../base/tree.ts';
import type { LabAddress } from '../model/lab.ts';
import type { DeviceKeys, DeviceValue, SettingValue } from '../model/opaque.ts';
import type { InterfaceSpec, NodeSpec } from '../model/spec.ts';

export interface DraftInterface {
  readonly node: string;
  readonly name: string;
  readonly type: string;
  about?: string | undefined;
  addresses: LabAddress[];
  mtu?: number | undefined;
  mac?: string | undefined;
  up: boolean;
  broadcast?: boolean;
  /** Settings that all types take, as the lab gives them, by name. */
  settings?: InterfaceSpec['settings'];
  /** The bridge of this port. */
  master?: string;
  /** The VRF of this interface. */
  vrf?: string;
  /** Its master sets it up when it joins. */
  opened?: true;
  lower: readonly string[];
  /** The typed keys of its type. */
  readonly own: DeviceKeys;
  /** The other end, for an end of a link. */
  peer?: { readonly node: string; readonly interface: string };
  /** The reason for its link. */
  link?: string | undefined;
  /** Its resolved settings, by name. */
  resolved?: Readonly<Record<string, SettingValue>>;
  /** Its resolved type-specific part. */
  device?: DeviceValue;
  readonly source: Source;
  /** The path in the tree, if the lab has an entry for it. */
  readonly path?: Path;
}

export interface DraftNode {
  readonly name: string;
  readonly role: 'node' | 'segment';
  readonly spec: NodeSpec;
  readonly source: Source;
  readonly path: Path;
  readonly interfaces: Map<string, DraftInterface>;
}

export type Draft = ReadonlyMap<string, DraftNode>;

const names = new WeakMap<Draft, readonly string[]>();

/** The known names, for suggestions. Thousands of errors share one list, until a node is added. */
export function namesOf(draft: Draft): readonly string[] {
  const before = names.get(draft);
  if (before?.length === draft.size) return before;
  const found = [...draft.keys()];
  names.set(draft, found);
  return found;
}

/** A generated node for a segment, which has only a bridge. */
export const emptyNode: NodeSpec = { group: [], labels: {}, interfaces: {}, ready: [], settings: {} };

export const interfaceOf = (
  draft: Draft,
  at: { readonly node: string; readonly interface: string },
): DraftInterface | undefined => draft.get(at.node)?.interfaces.get(at.interface);
