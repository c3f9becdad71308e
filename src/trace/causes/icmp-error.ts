/** A node reports the reason in an ICMP error that quotes the packet. "Host unreachable" has a reason of its own: no MAC for the next hop. */
import { innermost } from '../sighting.ts';
import type { CauseFinder } from './cause.ts';
import { neighbor } from './neighbor.ts';

export const icmpError: CauseFinder = {
  find(scene) {
    const { errors, ownerOf, last } = scene;
    const [first] = errors;
    const { ip, icmp } = first ? innermost(first.frame) : {};
    if (!first || !ip || !icmp) return undefined;
    const node = ownerOf(ip.src) ?? first.node;
    const unresolved = hostUnreachable.includes(`${icmp.code}`) && node === last.node && neighbor.find(scene);
    if (unresolved) return unresolved;
    const said = [icmp.type, icmp.code]
      .filter((word) => word !== undefined)
      .join(', ')
      .replaceAll('-', ' ');
    const mtu = icmp.mtu === undefined ? '' : `, MTU ${icmp.mtu}`;
    return {
      id: 'icmp-error',
      node,
      why: `${node} (${ip.src}) answers with an ICMP error: ${said}${mtu}`,
      argv: looks[`${icmp.code}`] ?? ['ip', 'route'],
    };
  },
};

/** The codes of IPv4 and IPv6. */
const hostUnreachable: readonly string[] = ['host', 'address'];

/** Commands to run next, by ICMP code. */
const looks: Readonly<Record<string, readonly string[]>> = {
  'fragmentation-needed': ['ip', 'link'],
  port: ['ss', '-lntu'],
  host: ['ip', 'neigh'],
  'admin-prohibited': ['iptables', '-vnL'],
  'host-prohibited': ['iptables', '-vnL'],
};
