/**
 * Whether two frames show the same packet. One may be truncated after its headers, the other rewritten by NAT. They are
 * compared by the IP id, and by
 *
 * - TCP: sequence and acknowledgment numbers
 * - UDP: length and one of the ports
 * - ICMP: type and sequence number
 *
 * IPv6 has an id only in fragments.
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
