/** Names and MAC addresses, derived by Calico's rules. So a real cluster with these names has the same ones. */
import { createHash } from 'node:crypto';

const sha1 = (text: string): Buffer => createHash('sha1').update(text).digest();

/** `cali` and eleven hex digits of SHA-1 of `namespace.pod` (VethNameForWorkload in workload_endpoint_default.go). */
export const workloadInterface = (namespace: string, pod: string): string =>
  `cali${sha1(`${namespace}.${pod}`).toString('hex').slice(0, 11)}`;

/**
 * The MAC address of every host side (hostSideMAC in the CNI plugin's dataplane_linux.go). So a pod that moves keeps
 * the MAC address of its gateway.
 */
export const workloadMac = 'ee:ee:ee:ee:ee:ee';

/** `f` (0x66) and five bytes of SHA-1 of the node's name (vtepMACForHost in felix/calc/vxlan_resolver.go). */
export const vtepMac = (node: string): string =>
  ['66', ...[...sha1(node).subarray(0, 5)].map((byte) => byte.toString(16).padStart(2, '0'))].join(':');
