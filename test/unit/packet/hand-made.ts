/** Packets written as hexadecimal text, blanks for the eye. */
import type { Captured } from '../../../src/packet/captured.ts';

export function bytes(...hex: string[]): Uint8Array {
  return new Uint8Array(Buffer.from(hex.join('').replaceAll(/\s/g, ''), 'hex'));
}

export function captured(linkType: number, ...hex: string[]): Captured {
  const data = bytes(...hex);
  return { time: 0n, linkType, length: data.length, data };
}

/** The packet as a snap length of `size` leaves it. */
export const snapped = (packet: Captured, size: number): Captured => ({
  ...packet,
  data: packet.data.subarray(0, size),
});

const word = (value: number): string => value.toString(16).padStart(4, '0');

export const ETHERNET = '02 00 00 00 00 01  02 00 00 00 00 02';

function checksum(hex: string): string {
  const words =
    hex
      .replaceAll(/\s/g, '')
      .padEnd(Math.ceil(bytes(hex).length / 2) * 4, '0')
      .match(/.{4}/g) ?? [];
  let sum = words.reduce((total, digits) => total + Number.parseInt(digits, 16), 0);
  while (sum > 0xffff) sum = (sum & 0xffff) + (sum >> 16);
  return word(0xffff - sum);
}

/** From 10.0.0.1 to 10.0.0.2; `fragment` is the word of flags and offset. */
export function ipv4(protocol: number, data: string, fragment = 0x4000): string {
  const size = word(bytes(data).length + 20);
  const [before, after] = [
    `4500 ${size} 0007 ${word(fragment)} ${word(0x4000 | protocol)}`,
    '0a000001 0a000002',
  ];
  return `${before} ${checksum(before + after)} ${after} ${data}`;
}

/** ICMP of a type and code, without its checksum. */
export const icmp = (type: string, data: string): string => `${type} ${checksum(type + data)} ${data}`;

/** From 2001:db8::1 to 2001:db8::2. */
export function ipv6(next: number, data: string): string {
  const address = '20010db8 00000000 00000000 0000000';
  return `60000000 ${word(bytes(data).length)} ${next.toString(16).padStart(2, '0')}40 ${address}1 ${address}2 ${data}`;
}

/** From port 1000, without a checksum. */
export const udp = (port: number, data: string): string =>
  `03e8 ${word(port)} ${word(bytes(data).length + 8)} 0000 ${data}`;

export const vxlan = (vni: number, data: string): string =>
  `08000000 ${vni.toString(16).padStart(6, '0')}00 ${data}`;

/** An echo request: id 1, sequence number 2. */
export const ECHO = icmp('0800', '0001 0002');

/** Raw IP, so that a packet is about one protocol. */
export const raw = (...hex: string[]) => captured(101, ...hex);
export const ethernet = (...hex: string[]) => captured(1, ETHERNET, ...hex);

/** A request for 10.0.0.2. */
export const ARP = '0001 0800 0604 0001 020000000002 0a000001 000000000000 0a000002';

/** A segment without data: flags syn and ack, an MSS of 1460. */
export const TCP = '03e8 0050 00000001 00000002 6012 ffff 0000 0000 020405b4';

/** 2001:db8::9. */
export const FAR = '20010db8000000000000000000000009';
