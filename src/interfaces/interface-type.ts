import type * as z from 'zod';
import type { Fault, Source } from '../base/diagnostic.ts';
import { hide } from '../base/opaque.ts';
import type { Trust } from '../base/trust.ts';
import type { PlanScope, ReferenceResolver } from '../model/context.ts';
import type { Join } from '../model/join.ts';
import type { KernelFeature } from '../model/kernel-feature.ts';
import type { LabInterface } from '../model/lab.ts';
import type { DeviceKeys, DeviceValue } from '../model/opaque.ts';
import type { Step } from '../model/plan.ts';
import type { InterfaceKeys } from '../model/written.ts';
import type { Row } from '../state/state.ts';

/** An asker for one interface. */
export interface InterfaceAsker extends ReferenceResolver {
  readonly name: string;
  readonly node: string;
  /** Where the lab defines the interface. */
  readonly source: Source;
  /** The interface that it is a port of, with its type. */
  readonly master?: { readonly name: string; readonly type: string } | undefined;
  /** The addresses of all interfaces of the node. */
  readonly own: readonly string[];
}

/**
 * One interface type: its keys in YAML, the steps that create it, and facets for everything else that other code asks about a
 * type. `Spec` is the output of its schema. `Device` is the output of `resolve`, with addresses instead of references. Other
 * code handles the keys of all types (addresses, mtu, macaddress, up, about, and those of settings/).
 */
export interface TypeOf<Spec, Device> {
  /** The word after `ip link add type`. */
  readonly name: keyof InterfaceKeys;
  /** One line for `netlab schema` and the docs. */
  readonly about: string;
  /** Whether its text can choose what runs, or what a program of root reads. */
  readonly trust: Trust;
  /** The keys of this type only. */
  readonly schema: z.ZodObject;
  /** Kernel features that it needs. */
  readonly kernel: readonly KernelFeature[];
  resolve(spec: Spec, asker: InterfaceAsker): Device;
  plan(iface: LabInterface & { readonly spec: Device }, scope: PlanScope): readonly Step[];

  /** A lab may omit the type: links create it, or only the interface of this name has it, in every node. */
  readonly implied?: { readonly by: 'links' } | { readonly by: 'name'; readonly name: string };
  /** The device of an end of a link, for the type that links create. */
  cable?(end: CableEnd): Device;
  /** The interfaces of the same node that it is stacked on. They must exist and be up first. */
  lower?(spec: Spec): readonly string[];
  /** The interface of another node that it is stacked on. That node sets it up first. */
  elsewhere?(device: Device): { readonly node: string; readonly interface: string } | undefined;
  /** It has ports. */
  readonly ports?: Ports<Spec>;
  /** Why it can never be a port of another interface. */
  neverPort?(name: string, masterType: string): PortFault;
  /** A node's name resolves to the first address of such an interface, before those of other types. */
  readonly namesNode?: true;
  /** Its public key, which peers refer to. */
  publicKey?(spec: Spec, at: { readonly node: string; readonly name: string }): string | undefined;
  /** Reports errors that need all devices of this type in the lab. */
  refuse?(all: readonly PlacedDevice<Device>[], refuse: ReferenceResolver['refuse']): void;
  /** The settings that must be unique in a node, as text. A second device with the same text is an error. */
  once?(device: Device): string | undefined;
  /** It carries IP packets without Ethernet: it has no MAC address and cannot be a port of a bridge. */
  readonly withoutEthernet?: true;
  /** Seconds until its first packets surely get through, if this is longer than the deadline of a check. */
  settles?(device: Device): number | undefined;
  /** Names of kernel features that its settings need. */
  needs?(device: Device): readonly KernelFeature[];
  /** All kernel features that `needs` may return. */
  readonly mayNeed?: readonly KernelFeature[];
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
  /** How `netlab graph` shows it. */
  readonly graph?: Graph<Device>;
  /** Its part of the kernel's state, where `netlab diff` needs to know more than its fields. */
  readonly state?: KernelState;
}

/** The interfaces of the same node that hand their frames to an interface. */
export interface Ports<Spec> {
  of(spec: Spec): readonly string[];
  /** Why an interface cannot be its port; undefined if it can. */
  refuses?(port: PortInterface, own: PortInterface): PortFault | undefined;
  /**
   * The routing table of its ports, for a type that routes for them (VRF). Such ports stay separate links and keep
   * their addresses. Ports of any other type hand every frame to it.
   */
  table?(spec: Spec): number;
  /** A port must be down when it joins. The kernel then sets it up with its master. */
  readonly joinDown?: true;
}

/** An interface that is or has a port. */
export interface PortInterface {
  readonly node: string;
  readonly name: string;
  readonly type: string;
  readonly mtu?: number | undefined;
  readonly up: boolean;
}

export type PortFault = Pick<Fault, 'code' | 'message' | 'hint'>;

/** One end of a link of the lab. */
export interface CableEnd {
  readonly peer: { readonly node: string; readonly interface: string };
  /** Whether the node of this end runs the command that creates both ends. */
  readonly near: boolean;
  /** The reason for the link, if the lab gives one (`about`). */
  readonly link?: string;
}

export interface Graph<Device> {
  /** The text beside its name: `VNI 1, UDP 8472`. */
  detail?(device: Device): string;
  /** The ends outside its node that it connects to. */
  joins?(device: Device): readonly Join[];
  /** Its type is not printed, because the drawing shows what it is. */
  readonly drawn?: true;
}

export interface KernelState {
  /** Fields of `ip -d link` that the kernel changes by itself: of the interface, or of its ports (`slave_`). */
  readonly volatile?: readonly VolatileFields[];
  /** Without an address in the lab, it has the MAC address of a port or of its link, and which one is chance. */
  readonly macOfPort?: true;
}

interface VolatileFields {
  readonly of: '' | 'slave_';
  readonly fields: readonly string[];
  /** Only in such rows of `ip -j link`; default: in all. */
  readonly where?: (row: Row) => boolean;
  readonly why: string;
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

/** An interface type in the list. Its Spec and Device are typed only in its own file. */
export type InterfaceType = TypeOf<DeviceKeys, DeviceValue>;

/** An entry of the list. `schema` and `resolve` decide the types of the other functions, so they precede them. */
export const defineInterfaceType = <Schema extends z.ZodObject, Device extends object>(
  type: {
    readonly schema: Schema;
    resolve(spec: z.output<Schema>, asker: InterfaceAsker): Device;
  } & TypeOf<z.output<Schema>, NoInfer<Device>>,
): InterfaceType => hide(type);
