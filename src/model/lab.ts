/** The output of the resolve stage. All references are replaced by addresses, and all defaults are written out. */
import type { Source } from '../base/diagnostic.ts';
import type { AskedEvent, LabEvent } from './event.ts';
import type { LabLoad } from './load.ts';
import type { DeviceValue, FeatureValue, Question, SettingValue } from './opaque.ts';

export interface Lab {
  readonly name: string;
  readonly about: string;
  /** The path of its file, as given. */
  readonly file: string;
  /** Whether the lab has an IPv6 address. If not, IPv6 is off in all nodes. */
  readonly ipv6: boolean;
  readonly nodes: readonly LabNode[];
  /** Checks that must pass before `up` ends. */
  readonly ready: readonly Check[];
  readonly checks: readonly Check[];
  /** Loads of `netlab measure`. */
  readonly loads: readonly LabLoad[];
  /** Services of a cluster. Their rules and records are in the nodes. */
  readonly services?: readonly LabService[];
}

/** A service of Kubernetes, for people who look at the lab. */
export interface LabService {
  /** `default/web`. */
  readonly name: string;
  /** `ClusterIP`, `Headless` and so on. */
  readonly type: string;
  /** The mode of kube-proxy. */
  readonly proxy: string;
  /** The cluster IP. Absent for headless services and external names. */
  readonly address?: string;
  readonly externalName?: string;
  readonly ports: readonly LabServicePort[];
  readonly endpoints: readonly LabEndpoint[];
}

export interface LabServicePort {
  readonly name?: string;
  readonly protocol: string;
  readonly port: number;
  readonly nodePort?: number;
}

export interface LabEndpoint {
  readonly pod: string;
  readonly node: string;
  readonly address: string;
  readonly ready: boolean;
}

export interface LabNode {
  readonly name: string;
  /** `<lab>.<node>`, in /run/netns. */
  readonly namespace: string;
  /** A segment is a link with three or more ends: a bridge in its own namespace. */
  readonly role: 'node' | 'segment';
  readonly about?: string;
  readonly groups: readonly string[];
  readonly labels: Readonly<Record<string, string>>;
  readonly interfaces: readonly LabInterface[];
  /** The resolved value of each feature (`routes`, `sysctls` ...). Only its own module reads it. */
  readonly settings: Readonly<Record<string, FeatureValue>>;
  readonly source: Source;
}

export interface LabInterface {
  readonly name: string;
  readonly type: string;
  readonly about?: string;
  readonly mtu?: number;
  /** Set only if the lab refers to it, or if the real system fixes it. */
  readonly mac?: string;
  readonly up: boolean;
  readonly addresses: readonly LabAddress[];
  /** The bridge of this node, if the interface is a port. */
  readonly master?: string;
  /** Its IPv4 addresses get the broadcast address of their subnet. */
  readonly broadcast?: true;
  /** Its master sets it up when it joins. */
  readonly opened?: true;
  /** The resolved value of each interface setting, by name. Only its own module reads it. */
  readonly settings: Readonly<Record<string, SettingValue>>;
  /** Interfaces of this node that must exist and be up first: its `link`. */
  readonly lower: readonly string[];
  /** Length of the longest chain of `lower` below it. */
  readonly level: number;
  /** The resolved value of the interface type. Only its own module reads it. */
  readonly spec: DeviceValue;
  readonly source: Source;
}

export interface LabAddress {
  /** `address/length` in canonical form. */
  readonly cidr: string;
  readonly family: 4 | 6;
  /** Other nodes may have the same address. */
  readonly anycast: boolean;
  /** Other interfaces of the node may have addresses in the same subnet. */
  readonly sameSubnet: boolean;
  /** The kernel adds no route to its subnet. */
  readonly noprefixroute: boolean;
  readonly source: Source;
}

/** A probe with its operands and the expected result. */
export interface Check {
  /** The probe and its operands: `ping/pods/pods`. Unique in a lab. */
  readonly id: string;
  readonly probe: string;
  /** The resolved value of the probe. Only the probe's own module reads it. */
  readonly spec: Question;
  /** One line without the result: `pods -> pods, 12 pairs`. */
  readonly title: string;
  /** The expected result as text: `a reply`, `none`. */
  readonly expected: string;
  /** Expects that something does not happen in the whole window. Needs controls. */
  readonly negative: boolean;
  /** Its controls, and those of the probes under its `while`. They must pass before the check and again afterwards. */
  readonly controls?: readonly Check[];
  /** Seconds: the deadline of a positive check, the window of a negative one. */
  readonly within: number;
  /** Runs alone: packets in counters and conntrack cannot be attributed to a check by a flow id. */
  readonly alone: boolean;
  /** A check that counts packets is not retried. */
  readonly once: boolean;
  /** Sends no packets and only reads state. That state may come from the packets of other checks. */
  readonly looks?: true;
  /** The probes under its `while`, if they only send packets: then other probes may run at the same time. */
  readonly meanwhile?: readonly Check[];
  /** Its probe, or one under its `while`, makes the events while it runs. */
  readonly across?: true;
  /** Changes of the lab before the check, in their order. */
  readonly events?: readonly AskedEvent[];
  /** The same with their plans. */
  readonly event?: LabEvent;
  /** A probe that must pass before the events. */
  readonly before?: Check;
  /** All its packets have a flow id: an ICMP id or a source port of their own. */
  readonly marked?: true;
  /** Source nodes, for the likely cause. */
  readonly nodes: readonly string[];
  /** Programs that the probe runs. */
  readonly tools: readonly string[];
  readonly source: Source;
}
