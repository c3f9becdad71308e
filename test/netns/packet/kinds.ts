/** The kinds of packet that a frame is one of: several, where one carries another. */
import type { Frame } from '../../../src/packet/frame.ts';
import { nested } from '../../unit/packet/agreement.ts';

const icmp = (version: number, types: readonly string[]) => (frame: Frame) =>
  frame.ip?.version === version && types.includes(`${frame.icmp?.type}`);
const errors = ['unreachable', 'time-exceeded', 'parameter-problem', 'packet-too-big', 'redirect'];

export const KINDS: Readonly<Record<string, (frame: Frame) => boolean>> = {
  ARP: ({ arp }) => arp !== undefined,
  'ICMP echo': icmp(4, ['echo-request', 'echo-reply']),
  'ICMP error': icmp(4, errors),
  'ICMPv6 echo': icmp(6, ['echo-request', 'echo-reply']),
  'ICMPv6 error': icmp(6, errors),
  'neighbor discovery': icmp(6, ['neighbor-solicitation', 'neighbor-advertisement']),
  'router discovery': icmp(6, ['router-solicitation', 'router-advertisement']),
  'TCP handshake': ({ tcp }) => tcp?.flags?.includes('syn') === true,
  'TCP reset': ({ tcp }) => tcp?.flags?.includes('rst') === true,
  'TCP data': ({ tcp }) => (tcp?.length ?? 0) > 0,
  UDP: ({ udp }) => udp !== undefined,
  'IPv4 fragment': ({ ip }) => ip?.version === 4 && (ip.mf || ip.offset > 0),
  'IPv6 fragment': ({ ip }) => ip?.version === 6 && (ip.mf || ip.offset > 0),
  'IPv6 extension header': ({ ip }) => ip?.extensions !== undefined,
  'VLAN tag': ({ vlan }) => vlan !== undefined,
  'spanning tree': ({ ethernet }) => ethernet?.type === 'llc',
  LLDP: ({ ethernet }) => ethernet?.type === 'lldp',
  'cooked capture': ({ sll }) => sll !== undefined,
  'raw IP': ({ ethernet, sll, ip }) => !ethernet && !sll && ip !== undefined,
  IPIP: ({ ip, inner }) => ip?.protocol === 'ipip' && inner !== undefined,
  SIT: ({ ip, inner }) => ip?.protocol === 'sit' && inner !== undefined,
  GRE: ({ gre }) => gre !== undefined,
  Geneve: ({ geneve }) => geneve !== undefined,
  VXLAN: ({ vxlan }) => vxlan !== undefined,
  'flannel UDP': (frame) => frame['flannel-udp'] !== undefined,
  WireGuard: ({ wireguard }) => wireguard !== undefined,
};

export const kindsOf = (top: Frame): readonly string[] => {
  const frames = nested(top);
  return Object.entries(KINDS).flatMap(([kind, is]) => (frames.some(is) ? [kind] : []));
};
