/**
 * `event`: a change of the lab before a check, compiled beforehand. Each stage has the plan of the lab with the change. The
 * difference between two plans is applied while the lab is up. Afterwards the lab is made as planned again.
 */
import type { Source } from '../base/diagnostic.ts';
import type { EventKeys } from './opaque.ts';
import type { Plan, Step } from './plan.ts';

/** An event as the lab describes it. */
export interface AskedEvent {
  /** The name of its kind. */
  readonly kind: string;
  readonly spec: EventKeys;
  readonly at: Source;
}

/** The events of a check, in their order. */
export interface LabEvent {
  /** `pod web-1 becomes not-ready, link r1:eth0 is down`. */
  readonly title: string;
  /** The plan of the lab without any event. */
  readonly before: Plan;
  readonly stages: readonly EventStage[];
  /** Commands after the lab was put back. */
  readonly back: readonly Step[];
}

export interface EventStage {
  readonly title: string;
  /** Commands before the difference is applied, such as the end of a process. */
  readonly first: readonly Step[];
  /** The plan of the lab with this event and those before it. */
  readonly plan: Plan;
  /** Commands after the difference is applied. */
  readonly last: readonly Step[];
}

/** The state that a pod gets by events. */
export interface PodChange {
  readonly ready?: boolean;
  readonly terminating?: boolean;
  /** No service has it as an endpoint. */
  readonly deleted?: boolean;
}

export type PodChanges = ReadonlyMap<string, PodChange>;

/** The part of kube-proxy that follows from services and is not in the rules. */
export interface KubeProxyState {
  /** Nodes that run it. */
  readonly nodes: readonly string[];
  readonly udp: readonly UdpService[];
}

/** A UDP port of a service. */
export interface UdpService {
  /** `default/dns:dns-udp`. */
  readonly title: string;
  /** Cluster IP, external IPs and addresses of the load balancer. */
  readonly addresses: readonly string[];
  readonly port: number;
  readonly nodePort?: number;
  /** Addresses of endpoints that serve. */
  readonly serving: readonly string[];
}
