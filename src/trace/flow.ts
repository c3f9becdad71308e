/** The flow of a packet: addresses, and ports or the ICMP id. NAT changes it; a reply has it reversed. */
import type { Frame } from '../packet/frame.ts';
import { innermost } from './sighting.ts';

export interface Flow {
  readonly protocol: string;
  readonly src: string;
  readonly dst: string;
  readonly srcPort?: number;
  readonly dstPort?: number;
  /** The id of ICMP echo. */
  readonly id?: number;
}

/** The flow of the innermost packet; undefined if that is not IP, or is a fragment without ports. */
export function flowOf(frame: Frame): Flow | undefined {
  const { ip, tcp, udp, icmp } = innermost(frame);
  if (!ip || ip.offset > 0) return undefined;
  const ports = tcp ?? udp;
  return {
    protocol: String(ip.protocol),
    src: ip.src,
    dst: ip.dst,
    ...(ports ? { srcPort: ports['src-port'], dstPort: ports['dst-port'] } : {}),
    ...(icmp?.id === undefined ? {} : { id: icmp.id }),
  };
}

export function turned({ protocol, src, dst, srcPort, dstPort, id }: Flow): Flow {
  return {
    protocol,
    src: dst,
    dst: src,
    ...(dstPort === undefined ? {} : { srcPort: dstPort }),
    ...(srcPort === undefined ? {} : { dstPort: srcPort }),
    ...(id === undefined ? {} : { id }),
  };
}

export const flowKey = ({ protocol, src, dst, srcPort, dstPort, id }: Flow): string =>
  [protocol, src, srcPort, dst, dstPort, id].join(' ');
