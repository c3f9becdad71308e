/** The common layer of IPv4 and IPv6, and its summary. */
import type { Frame } from '../frame.ts';

export interface IpHeader {
  readonly version: 4 | 6;
  readonly src: string;
  readonly dst: string;
  /** IPv6: the hop limit. */
  readonly ttl: number;
  /** The protocol of the payload; IPv6: after all extension headers. */
  readonly protocol: string | number;
  /** IPv6: the traffic class. */
  readonly tos: number;
  /** IPv6: only in fragments. */
  readonly id?: number;
  /** IPv4 only. */
  readonly df?: boolean;
  /** More fragments follow. */
  readonly mf: boolean;
  /** The fragment offset in bytes. */
  readonly offset: number;
  /** The length of the packet, including its header. */
  readonly length: number;
  readonly extensions?: readonly (string | number)[];
  readonly 'bad-checksum'?: true;
}

declare module '../frame.ts' {
  interface Frame {
    ip?: IpHeader;
  }
}

/** `10.0.0.1`, `10.0.0.1:80`, `2001:db8::1`, `[2001:db8::1]:80`. */
export function endpoint(address: string | undefined, port?: number): string {
  if (port === undefined) return `${address}`;
  return address?.includes(':') ? `[${address}]:${port}` : `${address}:${port}`;
}

export function summarizeIp({ ip, truncated }: Frame): string {
  const named =
    typeof ip?.protocol === 'number'
      ? `protocol ${ip.protocol}`
      : ip?.protocol.toUpperCase().replace('V6', 'v6');
  const cut = truncated && ip?.offset === 0 ? ', truncated' : '';
  return `${ip?.src} > ${ip?.dst} ${named}, ${ip?.length} bytes${cut}`;
}

export function remarkOnIp({ ip }: Frame): string | undefined {
  if (ip?.['bad-checksum']) return 'bad IP checksum';
  if (ip?.offset) return `fragment at ${ip.offset}`;
  return ip?.mf ? 'first fragment' : undefined;
}
