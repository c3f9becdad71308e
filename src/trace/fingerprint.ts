/**
 * The fields of the innermost packet that NAT, routers and tunnels preserve: its IP id, and
 *
 * - for TCP the sequence number
 * - for UDP the data
 * - for ICMP echo the sequence number and the data
 *
 * Addresses, ports, the ICMP id and the TTL are not part of it. A retransmission has another IP id. Segmentation keeps
 * the sequence number and id of the first segment.
 */
import type { Frame } from '../packet/frame.ts';
import { innermost } from './sighting.ts';

/** Shorter ICMP data does not identify a packet: the first 16 bytes of ping's data are a timestamp. */
const telling = 32;

export function fingerprint(frame: Frame): string | undefined {
  const { ip, tcp, udp, icmp, payload = '' } = innermost(frame);
  if (!ip || ip.offset > 0) return undefined;
  const id = ip.id ?? 0;
  if (tcp)
    return ['tcp', id, tcp.seq, ...(tcp.flags ?? []).filter((flag) => marking.includes(flag))].join(' ');
  if (udp) return ['udp', id, udp.length, payload].join(' ');
  if (icmp?.quoted === undefined && icmp?.seq !== undefined)
    return ['icmp', icmp.type, id, icmp.seq, payload.length < telling ? icmp.id : payload].join(' ');
  return undefined;
}

/** Routers (ECN) and segmentation (PSH) may set the other flags. */
const marking: readonly string[] = ['syn', 'fin', 'rst'];

/** All fragments of one packet have the same key; only the first has a fingerprint. */
export function fragmentKey(frame: Frame): string | undefined {
  const { ip } = innermost(frame);
  return ip && (ip.mf || ip.offset > 0) ? [ip.protocol, ip.id, ip.src, ip.dst].join(' ') : undefined;
}
