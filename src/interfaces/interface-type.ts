import type * as z from 'zod';
import type { Source } from '../base/diagnostic.ts';
import type { Trust } from '../base/trust.ts';
import type { PlanScope, ReferenceResolver } from '../model/context.ts';
import type { Join } from '../model/join.ts';
import type { LabInterface } from '../model/lab.ts';
import type { Step } from '../model/plan.ts';

/** An asker for one interface. */
export interface InterfaceAsker extends ReferenceResolver {
  readonly name: string;
  readonly node: string;
  /** Where the lab defines the interface. */
  readonly source: Source;
  /** The addresses of all interfaces of the node. */
  readonly own: readonly string[];
}

/**
 * One interface type: its keys in YAML, and the steps that create it. `Spec` is the output of its schema. `Device` is
 * the output of `resolve`, with addresses instead of references. Other code handles the keys of all types (addresses,
 * mtu, macaddress, up, hairpin, about, and those of settings/).
 */
export interface InterfaceType<Spec = never, Device = never> {
  /** The word after `ip link add type`. */
  readonly name: string;
  /** One line for `netlab schema` and the docs. */
  readonly about: string;
  /** Whether its text can choose what runs, or what a program of root reads. */
  readonly trust: Trust;
  /** The keys of this type only. */
  readonly schema: z.ZodObject<z.ZodRawShape>;
  /** The interfaces of the same node that it is stacked on. They must exist and be up first. */
  lower(spec: Spec): readonly string[];
  /** The interfaces of the same node that become its ports. */
  ports(spec: Spec): readonly string[];
  /**
   * The routing table of its ports, for a type that routes for them (VRF). Such ports stay separate links and keep
   * their addresses. Ports of any other type hand every frame to it.
   */
  table?(spec: Spec): number;
  resolve(spec: Spec, asker: InterfaceAsker): Device;
  plan(iface: LabInterface & { readonly spec: Device }, scope: PlanScope): readonly Step[];
  /** The interface of another node that it is stacked on. That node sets it up first. */
  elsewhere?(device: Device): { readonly node: string; readonly interface: string } | undefined;
  /** Its public key, which peers refer to. */
  publicKey?(spec: Spec, at: { readonly node: string; readonly name: string }): string | undefined;
  /** Reports errors that need all devices of this type in the lab. */
  refuse?(all: readonly PlacedDevice<Device>[], refuse: ReferenceResolver['refuse']): void;
  /** The text beside its name in `netlab graph`: `VNI 1, UDP 8472`. */
  detail?(device: Device): string;
  /** The ends outside its node that it connects to, for `netlab graph`. */
  joins?(device: Device): readonly Join[];
  /** The settings that must be unique in a node, as text. A second device with the same text is an error. */
  once?(device: Device): string | undefined;
  /** It carries IP packets without Ethernet: it has no MAC address and cannot be a port of a bridge. */
  readonly withoutEthernet?: true;
  /** Seconds until its first packets surely get through, if this is longer than the deadline of a check. */
  settles?(device: Device): number | undefined;
  /** Kernel features it needs. */
  readonly kernel: readonly string[];
  /** Kernel features that its settings need. */
  needs?(device: Device): readonly string[];
  /** The tag of its frames on the lower interface. */
  tag?(device: Device): Tag;
  /** The VLANs of a port, or of the bridge itself (`self`). Undefined if it does not filter VLANs. */
  vlansOf?(device: Device, port: string): readonly PortVlan[] | undefined;
  /** The interface whose MAC address it uses by default: `eth0`, `host:eth0`. */
  macOf?(spec: Spec): string;
  /** It cannot have its own MAC address. */
  readonly ownMac?: false;
  /**
   * Its use of the rx_handler of its link, as text. The kernel allows one rx_handler per interface. So all devices on
   * one link must return the same text, and a port of a bridge cannot be their link.
   */
  takesLinkFor?(device: Device): string;
}

export interface Tag {
  readonly id: number;
  readonly protocol: string;
}

/** The membership of a port in one VLAN. */
export interface PortVlan {
  readonly id: number;
  /** Untagged frames that arrive are assigned to it. */
  readonly pvid: boolean;
  /** Its frames leave untagged. */
  readonly untagged: boolean;
}

/** A resolved device with its node and name. */
export interface PlacedDevice<Device> {
  readonly node: string;
  readonly name: string;
  readonly device: Device;
}

/** An interface type in the list. Its Spec and Device are typed only in its own module. */
// biome-ignore lint/suspicious/noExplicitAny: the list is heterogeneous; each module is typed inside.
export type AnyInterfaceType = InterfaceType<any, any>;

export const noInterfaces = (): readonly string[] => [];
