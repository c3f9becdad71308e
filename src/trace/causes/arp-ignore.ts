/** A node with arp_ignore answers only some ARP requests (arp_ignore in the kernel's ip-sysctl.rst). kube-proxy's strict ARP sets 1. */
import { contains, parseCidr, parseIp } from '../../base/cidr.ts';
import type { Row } from '../../state/state.ts';
import type { Reading } from '../readings.ts';
import type { Request } from '../resolve-neighbor.ts';
import type { Cause } from '../trace.ts';

export interface Received {
  readonly node: string;
  /** The interface that receives the request. */
  readonly name: string;
  readonly reading: Reading | undefined;
}

/** `owner`: the interface that has the address. */
export function ignoredRequest(
  { sender }: Request,
  { node, name, reading }: Received,
  owner: string,
): Cause | undefined {
  const settingOf = (key: string) => Number(reading?.settings.get(`ipv4/conf/${key}/arp_ignore`) ?? 0);
  // The kernel uses the larger value.
  const key = settingOf('all') > settingOf(name) ? 'all' : name;
  const value = settingOf(key);
  const reason =
    value === 8
      ? ''
      : (value === 1 || value === 2) && owner !== name
        ? `, and ${owner} has the address`
        : value === 2 && !isNear(sender, reading?.links ?? [], name)
          ? `, and the sender ${sender} is in no subnet of ${name}`
          : undefined;
  if (reason === undefined) return undefined;
  return {
    id: 'neighbor',
    node,
    why: `${node}:${name} does not answer: net.ipv4.conf.${key.replaceAll('.', '/')}.arp_ignore is ${value}${reason}`,
    argv: ['sysctl', `net.ipv4.conf.${key.replaceAll('.', '/')}.arp_ignore`],
  };
}

function isNear(sender: string, links: readonly Row[], name: string): boolean {
  const ip = parseIp(sender);
  const { addr_info: info = [] } = links.find(({ ifname }) => ifname === name) ?? {};
  return info.some(({ local, prefixlen }: Row) => {
    const prefix = parseCidr(`${local}/${prefixlen}`);
    return prefix !== undefined && ip !== undefined && contains(prefix, ip);
  });
}
