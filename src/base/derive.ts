/**
 * Generated values are derived from names, so one lab always compiles to the same bytes. They are the first bytes of
 * SHA-256 over `<kind>/<node>/<interface>`. They are not secret.
 */
import { hash } from 'node:crypto';

const digest = (text: string): Buffer => hash('sha256', text, 'buffer');

/** A locally administered unicast MAC: 02 and five bytes of SHA-256 of `mac/<node>/<interface>`. */
export const macAddress = (node: string, iface: string): string =>
  `02:${[...digest(`mac/${node}/${iface}`).subarray(0, 5)].map((b) => b.toString(16).padStart(2, '0')).join(':')}`;

/** The host's end of a container's veth pair: `veth` and eight hex digits, like the random names of CNI and Docker. */
export const vethName = (node: string, container: string): string =>
  `veth${digest(`veth/${node}/${container}`).toString('hex').slice(0, 8)}`;

/** The first `length` hex digits of a text's hash. */
export const shortHash = (text: string, length: number): string =>
  digest(text).toString('hex').slice(0, length);

/**
 * A WireGuard private key: SHA-256 of `wg/<node>/<interface>`, clamped for X25519 (RFC 7748, section 5). It can be computed
 * from the lab, so it protects nothing.
 */
export function wireguardKey(node: string, iface: string): string {
  const key = digest(`wg/${node}/${iface}`);
  key[0] = key[0]! & 0xf8;
  key[31] = (key[31]! & 0x7f) | 0x40;
  return key.toString('base64');
}
