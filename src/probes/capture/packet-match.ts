/** Compares a packet with a partial one, and collects its flow ids. Pure. */
import type { Frame } from '../../packet/frame.ts';
import { icmpNumbers } from '../../packet/icmp-numbers.ts';
import { ipProtocolName } from '../../packet/ip-protocol.ts';

/** The expected fields by name: maps for layers, `inner` and `quoted` for frames inside. */
export interface Want {
  readonly [field: string]: unknown;
}

/**
 * Fields whose names apply to several protocols. `src` and `dst` are those of IP. They are those of ARP only if the
 * pattern has arp, because "who has b" is not a packet to b.
 */
const readers: Readonly<Record<string, (frame: Frame, want: Want) => unknown>> = {
  src: (f, want) => f.ip?.src ?? (want.arp === undefined ? undefined : f.arp?.['sender-ip']),
  dst: (f, want) => f.ip?.dst ?? (want.arp === undefined ? undefined : f.arp?.['target-ip']),
  'src-mac': (f) => f.ethernet?.src,
  'dst-mac': (f) => f.ethernet?.dst,
  ttl: (f) => f.ip?.ttl,
  proto: (f) => f.ip?.protocol,
  'src-port': (f) => f.tcp?.['src-port'] ?? f.udp?.['src-port'],
  'dst-port': (f) => f.tcp?.['dst-port'] ?? f.udp?.['dst-port'],
  vlan: (f) => f.vlan?.[0],
  quoted: (f) => f.icmp?.quoted,
};

export const matches = (want: Want, frame: Frame): boolean =>
  Object.entries(want).every(([key, value]) => {
    const found = readers[key]
      ? readers[key](frame, want)
      : (frame as unknown as Record<string, unknown>)[key];
    if (key === 'proto' && typeof value === 'number') return same(ipProtocolName(value), found);
    if (key === 'inner' || key === 'quoted')
      return found !== undefined && matches(value as Want, found as Frame);
    return key === 'icmp' ? sameIcmp(value as Want, frame) : same(value, found);
  });

/** Type and code may be numbers; the frame has their names. */
function sameIcmp(want: Want, frame: Frame): boolean {
  const numbers: Want = { ...icmpNumbers(frame) };
  return Object.entries(want).every(([key, value]) => {
    const found = typeof value === 'number' && key in numbers ? numbers : frame.icmp;
    return same(value, (found as Want | undefined)?.[key]);
  });
}

/** Flags that change the meaning of a segment. They must be unset if the pattern omits them. */
const telling = ['syn', 'fin', 'rst'];

function same(want: unknown, found: unknown): boolean {
  if (Array.isArray(want)) {
    if (!Array.isArray(found)) return false;
    const uninvited = telling.filter((flag) => !want.includes(flag));
    const plainSyn = want.includes('syn') && !want.includes('ack');
    return (
      want.every((flag) => found.includes(flag)) &&
      ![...uninvited, ...(plainSyn ? ['ack'] : [])].some((flag) => found.includes(flag))
    );
  }
  if (typeof want === 'object' && want !== null) {
    if (typeof found !== 'object' || found === null) return false;
    return Object.entries(want).every(([key, value]) => same(value, (found as Record<string, unknown>)[key]));
  }
  return found !== undefined && String(want) === String(found);
}

/**
 * The fields that all fragments of one packet share, at any depth; undefined if the packet is not a fragment. Only the
 * first fragment has ports or an ICMP id.
 */
export function datagramOf({ ip, inner }: Frame): string | undefined {
  if (ip?.id !== undefined && (ip.mf || ip.offset > 0)) return `${ip.src} ${ip.dst} ${ip.protocol} ${ip.id}`;
  return inner && datagramOf(inner);
}

/** Every ICMP id and port in a packet, at any depth: also inside tunnels and in the packets that ICMP errors quote. */
export function marksOf(frame: Frame): readonly number[] {
  const own = [
    frame.icmp?.id,
    ...[frame.tcp, frame.udp].flatMap((layer) => [layer?.['src-port'], layer?.['dst-port']]),
  ].filter((mark) => mark !== undefined);
  return [
    ...own,
    ...(frame.inner ? marksOf(frame.inner) : []),
    ...(frame.icmp?.quoted ? marksOf(frame.icmp.quoted) : []),
  ];
}
