import type * as z from 'zod';
import type { Source } from '../base/diagnostic.ts';
import type { Trust } from '../base/trust.ts';
import type { Asker, PlanScope } from '../model/context.ts';
import type { Join } from '../model/join.ts';
import type { LabInterface } from '../model/lab.ts';
import type { Step } from '../model/plan.ts';

/** An asker that stands at an interface. */
export interface InterfaceAsker extends Asker {
  readonly name: string;
  readonly node: string;
  /** Where the interface stands. */
  readonly source: Source;
  /** Addresses of the node, on whatever interface. */
  readonly own: readonly string[];
}

/**
 * One interface type: what it reads from YAML, and the steps that make it. `Spec` is what its schema gives, `Device` what
 * resolve makes of it: references are addresses then. Keys that every type has (addresses, mtu, macaddress, up, hairpin,
 * offloads, about) are not its business.
 */
export interface InterfaceType<Spec = never, Device = never> {
  /** As `ip link add type` knows it. */
  readonly name: string;
  /** One line for `netlab schema` and the docs. */
  readonly about: string;
  /** Whether its text can choose what runs, or what a program of root reads. */
  readonly trust: Trust;
  /** Its own keys. */
  readonly schema: z.ZodObject<z.ZodRawShape>;
  /** The interfaces of the same node that it stands on; they must exist and be up first. */
  lower(spec: Spec): readonly string[];
  /** The interfaces of the same node that become its ports. */
  ports(spec: Spec): readonly string[];
  /**
   * The routing table of its ports, for a type that routes for them: they stay links of their own and keep their addresses.
   * Ports of any other type hand it every frame.
   */
  table?(spec: Spec): number;
  resolve(spec: Spec, asker: InterfaceAsker): Device;
  plan(iface: LabInterface & { readonly spec: Device }, scope: PlanScope): readonly Step[];
  /** The interface of another node that it stands on, which that node then brings up first. */
  elsewhere?(device: Device): { readonly node: string; readonly interface: string } | undefined;
  /** The public key that others know it by, for a type that has one. */
  publicKey?(spec: Spec, at: { readonly node: string; readonly name: string }): string | undefined;
  /** Refuses what shows only when all devices of this type in the lab are seen together. */
  refuse?(all: readonly PlacedDevice<Device>[], refuse: Asker['refuse']): void;
  /** What `netlab graph` says beside its name: `VNI 1, UDP 8472`. */
  detail?(device: Device): string;
  /** What it is joined to outside its node, for `netlab graph`. */
  joins?(device: Device): readonly Join[];
  /** What the kernel allows once in a node, in words: a second device of the same words is refused. */
  once?(device: Device): string | undefined;
  /** It carries IP packets and no Ethernet frames: no MAC address, and no port of a bridge. */
  readonly withoutEthernet?: true;
  /** Seconds until its first packets are sure to get through, where that is longer than the deadline of a check. */
  settles?(device: Device): number | undefined;
  /** Kernel features it needs. */
  readonly kernel: readonly string[];
  /** Kernel features that it needs because of what it is set to. */
  needs?(device: Device): readonly string[];
  /** The tag that its frames have on the interface it stands on. */
  tag?(device: Device): Tag;
  /** The VLANs of a port, or of the bridge itself (`self`); undefined where it does not look at tags. */
  vlansOf?(device: Device, port: string): readonly PortVlan[] | undefined;
  /** The interface whose MAC it has as long as it is given none: `eth0`, `host:eth0`. */
  macOf?(spec: Spec): string;
  /** Where it cannot have a MAC of its own. */
  readonly ownMac?: false;
  /**
   * It takes every frame that its link receives, and as what: one interface has one such taker (rx_handler in the kernel), so
   * all that stand on one must say the same, and a port of a bridge has none.
   */
  takesLinkFor?(device: Device): string;
}

export interface Tag {
  readonly id: number;
  readonly protocol: string;
}

/** A port's part in one VLAN. */
export interface PortVlan {
  readonly id: number;
  /** What comes without a tag belongs to it. */
  readonly pvid: boolean;
  /** It leaves without a tag. */
  readonly untagged: boolean;
}

/** A resolved device and where it is. */
export interface PlacedDevice<Device> {
  readonly node: string;
  readonly name: string;
  readonly device: Device;
}

/** Any interface type, as the list holds it: only the module itself knows its Spec and Device. */
// biome-ignore lint/suspicious/noExplicitAny: the list is heterogeneous; each module is typed inside.
export type AnyInterfaceType = InterfaceType<any, any>;

export const noInterfaces = (): readonly string[] => [];
