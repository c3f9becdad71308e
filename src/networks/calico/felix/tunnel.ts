/** The device that carries packets to other nodes; nothing where nodes route them as they are. */
export type Tunnel = string | undefined;
