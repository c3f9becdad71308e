/** Names of IP protocols, as in iptables and ip-link. Others stay numbers. */
const NAMES: Readonly<Record<number, string>> = {
  0: 'hop-by-hop',
  1: 'icmp',
  2: 'igmp',
  4: 'ipip',
  6: 'tcp',
  17: 'udp',
  41: 'sit',
  43: 'routing',
  44: 'fragment',
  46: 'rsvp',
  47: 'gre',
  50: 'esp',
  51: 'ah',
  58: 'icmpv6',
  59: 'none',
  60: 'destination',
  89: 'ospf',
  103: 'pim',
  112: 'vrrp',
  115: 'l2tp',
  132: 'sctp',
  135: 'mobility',
  136: 'udplite',
};

/** A frame lists these under `ip.extensions`. */
const extensions = ['hop-by-hop', 'routing', 'fragment', 'none', 'destination', 'mobility'];

/** The values of `ip.protocol` with a name. */
export const ipProtocolNames = Object.values(NAMES).filter((name) => !extensions.includes(name)) as [
  string,
  ...string[],
];

export function ipProtocolName(number: number): string | number {
  return NAMES[number] ?? number;
}
