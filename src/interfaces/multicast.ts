import { parseIp } from '../base/cidr.ts';

/** 224.0.0.0/4 (RFC 5771) and ff00::/8 (RFC 4291). */
export const isMulticast = (address: string): boolean => {
  const ip = parseIp(address);
  return ip !== undefined && (ip.family === 4 ? ip.value >> 28n === 14n : ip.value >> 120n === 255n);
};
