/**
 * Addresses as text: MAC addresses in lower case, IPv6 by RFC 5952. Addresses in ::ffff:0:0/96 have a dotted quad, as
 * in its section 5.
 */
import type { Piece } from './piece.ts';

export function macAt({ bytes }: Piece, at: number): string {
  return [...bytes.subarray(at, at + 6)].map(hexByte).join(':');
}

export function ipv4At({ bytes }: Piece, at: number): string {
  return bytes.subarray(at, at + 4).join('.');
}

export function ipv6At(piece: Piece, at: number): string {
  const groups = Array.from({ length: 8 }, (_, index) => piece.u16(at + index * 2));
  if (groups.slice(0, 5).every((group) => group === 0) && groups[5] === 0xffff)
    return `::ffff:${ipv4At(piece, at + 12)}`;
  const { start, size } = longestRunOfZeros(groups);
  const text = (part: readonly number[]) => part.map((group) => group.toString(16)).join(':');
  if (size < 2) return text(groups);
  return `${text(groups.slice(0, start))}::${text(groups.slice(start + size))}`;
}

export function hex(bytes: Uint8Array): string {
  return [...bytes].map(hexByte).join('');
}

const hexByte = (byte: number): string => byte.toString(16).padStart(2, '0');

function longestRunOfZeros(groups: readonly number[]): { start: number; size: number } {
  let longest = { start: 0, size: 0 };
  let size = 0;
  groups.forEach((group, index) => {
    size = group === 0 ? size + 1 : 0;
    if (size > longest.size) longest = { start: index + 1 - size, size };
  });
  return longest;
}
