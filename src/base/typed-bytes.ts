/**
 * Keys and values of BPF maps as typed text: `ip 10.96.0.10 be16 80 u8 6`. A program defines the layout of its maps, and the kernel
 * checks only the size. So each part names its type, and the bytes follow from the text alone.
 */
import { parseIp } from './cidr.ts';
import { macPattern } from './scalar.ts';

type Read = (word: string) => readonly number[] | undefined;

const littleEndian = (value: bigint, size: number): number[] =>
  Array.from({ length: size }, (_, i) => Number((value >> BigInt(8 * i)) & 0xffn));

/** `size` bytes of a number. BPF objects here are little-endian, as the machines are. */
const number =
  (size: number, order: 'little' | 'network'): Read =>
  (word) => {
    const value = /^(\d{1,20}|0x[0-9a-f]{1,16})$/i.test(word) ? BigInt(word) : undefined;
    if (value === undefined || value >> BigInt(8 * size)) return undefined;
    const bytes = littleEndian(value, size);
    return order === 'little' ? bytes : bytes.reverse();
  };

function address(word: string): readonly number[] | undefined {
  const ip = parseIp(word);
  return ip && littleEndian(ip.value, ip.family === 4 ? 4 : 16).reverse();
}

const types: Readonly<Record<string, Read>> = {
  u8: number(1, 'little'),
  u16: number(2, 'little'),
  u32: number(4, 'little'),
  u64: number(8, 'little'),
  be16: number(2, 'network'),
  be32: number(4, 'network'),
  ip: address,
  mac: (word) => (macPattern.test(word) ? word.split(':').map((byte) => Number(`0x${byte}`)) : undefined),
  hex: (word) =>
    /^([0-9a-f]{2})+$/i.test(word) ? word.match(/../g)!.map((byte) => Number(`0x${byte}`)) : undefined,
  zero: (word) => (/^[1-9]\d{0,3}$/.test(word) ? new Array<number>(Number(word)).fill(0) : undefined),
};

/** The types with an example of each, for messages. */
export const byteTypes =
  'u8 6, u16 8080, u32 3, u64 0, be16 80 and be32 1 (network byte order), ip 10.0.0.1, mac 02:00:00:00:00:01, hex 0a0b, zero 3';

export function typedBytes(text: string): { readonly bytes: readonly number[] } | { readonly fault: string } {
  const words = text.trim().split(/\s+/);
  const bytes: number[] = [];
  for (let i = 0; i < words.length; i += 2) {
    const [type = '', word] = words.slice(i, i + 2);
    const read = Object.hasOwn(types, type) ? types[type] : undefined;
    if (!read) return { fault: `unknown type "${type}"` };
    if (word === undefined) return { fault: `${type} has no value` };
    const found = read(word);
    if (!found) return { fault: `"${word}" is not a value of type ${type}` };
    bytes.push(...found);
  }
  return { bytes };
}
