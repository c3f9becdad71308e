/** ARP and neighbor discovery as one: who asks for the MAC of which address, and who answers. */
import type { Frame } from '../packet/frame.ts';
import { innermost, type Sighting } from './sighting.ts';

export interface Request {
  readonly sender: string;
  readonly target: string;
}

/** An ARP request, or a neighbor solicitation (not of duplicate address detection, which has no source). */
export function requestOf(frame: Frame): Request | undefined {
  const { arp, icmp, ip } = innermost(frame);
  if (arp) return arp.op === 'request' ? { sender: arp['sender-ip'], target: arp['target-ip'] } : undefined;
  if (icmp?.type !== 'neighbor-solicitation' || icmp.target === undefined || !ip || ip.src === '::')
    return undefined;
  return { sender: ip.src, target: icmp.target };
}

/** The address that an ARP reply or a neighbor advertisement is about. */
export function answerOf(frame: Frame): string | undefined {
  const { arp, icmp } = innermost(frame);
  if (arp) return arp.op === 'reply' ? arp['sender-ip'] : undefined;
  return icmp?.type === 'neighbor-advertisement' ? icmp.target : undefined;
}

/** Each place where the request was seen, once. */
export const requestsFor = (wanted: Request, seen: readonly Sighting[]): readonly Sighting[] =>
  once(
    seen.filter(({ frame }) => {
      const request = requestOf(frame);
      return request?.sender === wanted.sender && request.target === wanted.target;
    }),
  );

/** The first frame on each interface, in each direction: requests are repeated every second. */
export function once(seen: readonly Sighting[]): readonly Sighting[] {
  const places = new Set<string>();
  return seen.filter(({ frame, node, interface: name, direction }) => {
    const at = `${node} ${name} ${direction} ${frame.inner === undefined}`;
    if (places.has(at)) return false;
    places.add(at);
    return true;
  });
}
