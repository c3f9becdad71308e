/** The device that carries packets to other nodes. */
export type Tunnel = 'tunl0' | 'vxlan.calico';
