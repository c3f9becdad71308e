/** Values of mutants: near enough to the planned ones to be accepted, far enough to be wrong. */
import { formatIp, parseIp } from '../base/cidr.ts';

/** Another address of the same subnet, unused in most labs: 64 is flipped in the last byte. */
export function otherAddress(text: string): string | undefined {
  const ip = parseIp(text);
  return ip && formatIp({ family: ip.family, value: ip.value ^ 64n });
}

/** The MAC with another last byte. */
export const otherMac = (mac: string): string =>
  mac.replace(/[0-9a-f]{2}$/i, (byte) => (Number.parseInt(byte, 16) ^ 64).toString(16).padStart(2, '0'));

/**
 * A smaller MTU. 1280 is the least that IPv6 needs (RFC 8200, section 5), so nothing but the size changes.
 */
export const otherMtu = (before: number | undefined): number =>
  before !== undefined && before <= 1280 ? before - 100 : 1280;
