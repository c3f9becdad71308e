/**
 * Verifies the Internet checksum (RFC 1071): the ones' complement sum of all 16-bit words, including the checksum, must
 * be all ones. Only the last part may have an odd length.
 */
export function checksumHolds(...parts: readonly Uint8Array[]): boolean {
  let sum = 0;
  for (const part of parts)
    for (const [at, byte] of part.entries()) sum += at % 2 === 0 ? byte * 0x100 : byte;
  while (sum > 0xffff) sum = (sum % 0x10000) + Math.floor(sum / 0x10000);
  return sum === 0xffff;
}
