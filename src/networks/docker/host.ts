import type { Publish } from './publish.ts';

/** A node that runs dockerd. */
export interface Host {
  readonly name: string;
  /** docker0. */
  readonly bridge: string;
  /** Its subnet: 172.17.0.0/16. */
  readonly subnet: string;
  readonly length: number;
  /** The bridge's address: 172.17.0.1. */
  readonly gateway: string;
  readonly containers: readonly Container[];
  readonly published: readonly Published[];
}

export interface Container {
  readonly name: string;
  /** The host's end of its veth pair. */
  readonly port: string;
  readonly address: string;
}

export interface Published extends Publish {
  /** The container's address. */
  readonly to: string;
}
