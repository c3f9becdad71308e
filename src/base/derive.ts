/**
 * What the compiler invents it derives from names, so that the same lab always gives the same bytes: the first bytes of
 * SHA-256 over `<kind>/<node>/<interface>`. These are lab values and no secrets.
 */
import { hash } from 'node:crypto';

const digest = (text: string): Buffer => hash('sha256', text, 'buffer');

/** A locally administered unicast MAC: 02 and five bytes of SHA-256 of `mac/<node>/<interface>`. */
export const macAddress = (node: string, iface: string): string =>
  `02:${[...digest(`mac/${node}/${iface}`).subarray(0, 5)].map((b) => b.toString(16).padStart(2, '0')).join(':')}`;

/** The host's end of a container's veth pair: `veth` and eight hex digits, as CNI's and Docker's random names look. */
export const vethName = (node: string, container: string): string =>
  `veth${digest(`veth/${node}/${container}`).toString('hex').slice(0, 8)}`;

/** `length` hex digits that stand for a longer text. */
export const shortHash = (text: string, length: number): string =>
  digest(text).toString('hex').slice(0, length);

/**
 * A WireGuard private key: SHA-256 of `wg/<node>/<interface>`, with the bits set and cleared that X25519 wants (RFC 7748,
 * section 5). Whoever reads the lab can compute it.
 */
export function wireguardKey(node: string, iface: string): string {
  const key = digest(`wg/${node}/${iface}`);
  key[0] = key[0]! & 0xf8;
  key[31] = (key[31]! & 0x7f) | 0x40;
  return key.toString('base64');
}
