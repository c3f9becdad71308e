/** Names of EtherTypes, as tcpdump, ip-link and bridge print them. Others are `0x` and four digits. */
const NAMES: Readonly<Record<number, string>> = {
  2048: 'ipv4',
  2054: 'arp',
  25944: 'teb',
  33024: '802.1q',
  34525: 'ipv6',
  34825: 'slow',
  34887: 'mpls',
  34958: 'eapol',
  34984: '802.1ad',
  35020: 'lldp',
};

export const IPV4 = 0x0800;
export const ARP = 0x0806;
/** Transparent Ethernet bridging: an Ethernet frame in GRE and similar tunnels. */
export const ETHERNET = 0x6558;
export const VLAN = 0x8100;
export const IPV6 = 0x86dd;
export const SERVICE_VLAN = 0x88a8;

/** Lower values are a length, and an LLC header follows (IEEE 802.3), as in frames of spanning tree. */
export const LOWEST = 0x0600;

export function etherTypeName(number: number): string {
  if (number < LOWEST) return 'llc';
  return NAMES[number] ?? `0x${number.toString(16).padStart(4, '0')}`;
}
