/**
 * The fields of a packet that NAT, routers and tunnels preserve: of the innermost packet its IP id, and of TCP the
 * sequence number, of UDP the data, of ICMP echo the sequence number and the data. Addresses, ports, the ICMP id and TTL are
 * not in it. A retransmission has another IP id. Segmentation keeps the first segment's sequence number and id.
 */
import type { Frame } from '../packet/frame.ts';
import { innermost } from './sighting.ts';

/** Fewer bytes of ICMP data than these tell nothing: ping begins with a clock of 16. */
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

/** Others may be set on the way (ECN) or by segmentation (PSH). */
const marking: readonly string[] = ['syn', 'fin', 'rst'];

/** Of a fragment: all of one packet have it, and only their first has a fingerprint. */
export function fragmentKey(frame: Frame): string | undefined {
  const { ip } = innermost(frame);
  return ip && (ip.mf || ip.offset > 0) ? [ip.protocol, ip.id, ip.src, ip.dst].join(' ') : undefined;
}
