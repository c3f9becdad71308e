import type { Whole } from './index.ts';

/** BR_MAX_PORTS is 1 << 10, and port 0 is not used (net/bridge/br_private.h). */
const maxBridgePorts = 1023;

/**
 * The kernel has one neighbor table for all namespaces: 1,024 entries (gc_thresh3, net/ipv4/arp.c), set only in the first
 * namespace. Two nodes that talk take two, so about 500 can talk to one on a segment; permanent entries do not count.
 */
const maxTalkers = 500;

/** What the kernel would refuse, or quietly not do, long after the lab seemed to be up. */
export function kernelLimits({ draft, domains, faults }: Whole): void {
  for (const node of draft.values()) {
    const ports = new Map<string, number>();
    for (const { master } of node.interfaces.values())
      if (master !== undefined) ports.set(master, (ports.get(master) ?? 0) + 1);
    for (const [bridge, count] of ports)
      if (count > maxBridgePorts)
        faults.add({
          code: 'bridge-ports',
          message: `${bridge} of ${node.name} has ${count} ports, and a bridge takes ${maxBridgePorts}`,
          at: node.interfaces.get(bridge)!.source,
          hint: 'split it into two bridges',
        });
  }
  const talkers = new Map<string, number>();
  for (const node of draft.values())
    for (const iface of node.interfaces.values()) {
      if (iface.addresses.length === 0) continue;
      const domain = domains.of(node.name, iface.name);
      const count = (talkers.get(domain) ?? 0) + 1;
      talkers.set(domain, count);
      if (count === maxTalkers + 1)
        faults.add({
          code: 'neighbor-table',
          message: `more than ${maxTalkers} addressed interfaces share one segment: the kernel's neighbor table holds 1024 entries for all namespaces`,
          at: iface.source,
          hint: 'split the segment with a router',
        });
    }
}
