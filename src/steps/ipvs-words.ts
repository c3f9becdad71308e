/** Virtual services and real servers as ipvsadm(8) writes them, in `ipvsadm -Sn` and on the command line. */

/** A virtual service: an address with a port, or a firewall mark of iptables. */
export type VirtualService =
  | { readonly protocol: 'tcp' | 'udp' | 'sctp'; readonly address: string; readonly port: number }
  | { readonly protocol: 'mark'; readonly mark: number; readonly family: 4 | 6 };

export interface ServiceOptions {
  readonly scheduler: string;
  /** Seconds for which connections from one client go to one server. */
  readonly persistence?: number;
  /** Clients in one prefix of this length count as one. */
  readonly mask?: number;
}

export type Forwarding = 'masq' | 'gatewaying' | 'tunnel';

export interface RealServer {
  readonly address: string;
  readonly port: number;
}

const options = { tcp: '-t', udp: '-u', sctp: '--sctp-service', mark: '-f' };

/** `10.0.0.1:80`, `[2001:db8::1]:80`. */
export const socketText = ({ address, port }: RealServer): string =>
  address.includes(':') ? `[${address}]:${port}` : `${address}:${port}`;

/** `-t 10.0.0.1:80`, `-f 7`, `-f 7 -6`. */
export const serviceWords = (service: VirtualService): readonly string[] =>
  service.protocol === 'mark'
    ? ['-f', String(service.mark), ...(service.family === 6 ? ['-6'] : [])]
    : [options[service.protocol], socketText(service)];

/** `TCP 10.0.0.1:80`, `FWM 7`, as `ipvsadm -Ln` prints it. */
export const serviceTitle = (service: VirtualService): string =>
  service.protocol === 'mark'
    ? `FWM ${service.mark}${service.family === 6 ? ' IPv6' : ''}`
    : `${service.protocol.toUpperCase()} ${socketText(service)}`;

/** `-s rr -p 300 -M 255.255.255.0`. */
export const serviceOptionWords = (
  service: VirtualService,
  { scheduler, persistence, mask }: ServiceOptions,
): readonly string[] => [
  ...['-s', scheduler],
  ...(persistence === undefined ? [] : ['-p', String(persistence)]),
  ...(mask === undefined ? [] : ['-M', maskText(service, mask)]),
];

/** A netmask for IPv4, a length for IPv6. */
function maskText(service: VirtualService, length: number): string {
  const six = service.protocol === 'mark' ? service.family === 6 : service.address.includes(':');
  if (six) return String(length);
  const bits = length === 0 ? 0 : (0xff_ff_ff_ff << (32 - length)) >>> 0;
  return [24, 16, 8, 0].map((shift) => (bits >>> shift) & 255).join('.');
}

const forwardings: Readonly<Record<Forwarding, readonly string[]>> = {
  masq: ['-m'],
  gatewaying: ['-g'],
  tunnel: ['-i'],
};

/** `-m -w 1`. */
export const serverOptionWords = (forwarding: Forwarding, weight: number): readonly string[] => [
  ...forwardings[forwarding],
  ...['-w', String(weight)],
];
