/**
 * Addresses and prefixes of both families. Parsing is strict: `010.0.0.1`, `10.1` and `/33` are refused.
 * An address is a number with its family. It is printed in canonical form (RFC 5952 for IPv6).
 */
import { Address6 } from 'ip-address';

export type Family = 4 | 6;

export interface Ip {
  readonly family: Family;
  readonly value: bigint;
}

/** An address with a prefix length, host bits kept: `192.0.2.5/24`. */
export interface Cidr {
  readonly ip: Ip;
  readonly length: number;
}

const bits = (family: Family): number => (family === 4 ? 32 : 128);

/** Reads an address without a prefix length; undefined if invalid. Brackets, zones and leading zeros are invalid. */
export function parseIp(text: string): Ip | undefined {
  if (/^\d+\.\d+\.\d+\.\d+$/.test(text)) {
    const octets = text.split('.');
    if (octets.some((o) => o.length > 3 || Number(o) > 255 || (o.length > 1 && o.startsWith('0'))))
      return undefined;
    return { family: 4, value: BigInt(octets.reduce((sum, o) => sum * 256 + Number(o), 0)) };
  }
  if (!/^[0-9a-fA-F:.]+$/.test(text) || !text.includes(':') || !Address6.isValid(text)) return undefined;
  return { family: 6, value: new Address6(text).bigInt() };
}

/** Reads `address/length`; undefined if invalid. */
export function parseCidr(text: string): Cidr | undefined {
  const [address, length, ...rest] = text.split('/');
  if (address === undefined || length === undefined || rest.length > 0 || !/^(0|[1-9]\d{0,2})$/.test(length))
    return undefined;
  const ip = parseIp(address);
  if (!ip || Number(length) > bits(ip.family)) return undefined;
  return { ip, length: Number(length) };
}

export function formatIp(ip: Ip): string {
  // The library converts IPv4 addresses through hexadecimal, which is slow in a lab of a thousand nodes.
  if (ip.family === 4) {
    const bits = Number(ip.value);
    return `${bits >>> 24}.${(bits >>> 16) & 255}.${(bits >>> 8) & 255}.${bits & 255}`;
  }
  return Address6.fromBigInt(ip.value).correctForm();
}

export const formatCidr = (cidr: Cidr): string => `${formatIp(cidr.ip)}/${cidr.length}`;

/** The address with its host's full length: `/32` or `/128`. */
export const hostCidr = (ip: Ip): Cidr => ({ ip, length: bits(ip.family) });

/** The prefix of an address, host bits cleared: `192.0.2.5/24` gives `192.0.2.0/24`. */
export function network(cidr: Cidr): Cidr {
  const hostBits = BigInt(bits(cidr.ip.family) - cidr.length);
  return {
    ip: { family: cidr.ip.family, value: (cidr.ip.value >> hostBits) << hostBits },
    length: cidr.length,
  };
}

export const contains = (prefix: Cidr, ip: Ip): boolean =>
  prefix.ip.family === ip.family &&
  network({ ip, length: prefix.length }).ip.value === network(prefix).ip.value;

export const overlaps = (a: Cidr, b: Cidr): boolean =>
  contains(a.length <= b.length ? a : b, a.length <= b.length ? b.ip : a.ip);

/** Addresses in a prefix, network and broadcast addresses included. */
export const size = (prefix: Cidr): bigint => 1n << BigInt(bits(prefix.ip.family) - prefix.length);

/** The n-th address of a prefix, counted from 0 (its network address); undefined past its end. */
export function nth(prefix: Cidr, n: number | bigint): Ip | undefined {
  if (BigInt(n) < 0n || BigInt(n) >= size(prefix)) return undefined;
  return { family: prefix.ip.family, value: network(prefix).ip.value + BigInt(n) };
}

/** The n-th subnet of the given length, counted from 0; undefined if the prefix has fewer. */
export function subnet(prefix: Cidr, length: number, n: number): Cidr | undefined {
  if (length < prefix.length || length > bits(prefix.ip.family)) return undefined;
  const step = 1n << BigInt(bits(prefix.ip.family) - length);
  const ip = nth(prefix, BigInt(n) * step);
  return ip && { ip, length };
}
