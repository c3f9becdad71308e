/**
 * Whether two frames show one packet, of which one may be cut after its headers and the other rewritten by NAT: by the IP id, and
 * by TCP's sequence and acknowledgement numbers, UDP's length and one of its ports, ICMP's type and sequence number. IPv6 has no
 * id but in fragments.
 */
import type { Frame } from '../packet/frame.ts';

export function isSamePacket(a: Frame, b: Frame): boolean {
  if (!a.ip || !b.ip || a.ip.version !== b.ip.version || a.ip.protocol !== b.ip.protocol) return false;
  if (a.ip.version === 4 && a.ip.id !== b.ip.id) return false;
  if (a.tcp && b.tcp) return a.tcp.seq === b.tcp.seq && a.tcp.ack === b.tcp.ack;
  if (a.udp && b.udp)
    return (
      a.udp.length === b.udp.length &&
      (a.udp['src-port'] === b.udp['src-port'] || a.udp['dst-port'] === b.udp['dst-port'])
    );
  if (a.icmp && b.icmp) return a.icmp.type === b.icmp.type && a.icmp.seq === b.icmp.seq;
  return a.ip.length === b.ip.length;
}
