import type { Whole } from './whole.ts';

/** BR_MAX_PORTS is 1 << 10, and port 0 is not used (net/bridge/br_private.h). */
const maxBridgePorts = 1023;

/**
 * The kernel has one neighbor table for all namespaces: 1,024 entries (gc_thresh3, net/ipv4/arp.c), set only in the initial
 * namespace. Two nodes that exchange packets need two entries, so about 500 nodes can reach one node on a segment. Permanent
 * entries do not count.
 */
const maxTalkers = 500;

/** Limits of the kernel. Beyond them commands fail, or packets are lost silently after the lab is up. */
export function kernelLimits({ draft, domains, faults }: Whole): void {
  for (const node of draft.values()) {
    const ports = new Map<string, number>();
    for (const { master } of node.interfaces.values())
      if (master !== undefined) ports.set(master, (ports.get(master) ?? 0) + 1);
    for (const [bridge, count] of ports)
      if (count > maxBridgePorts)
        faults.add({
          code: 'bridge-ports',
          message: `${bridge} of ${node.name} has ${count} ports, the kernel's maximum is ${maxBridgePorts}`,
          at: node.interfaces.get(bridge)!.source,
          hint: 'split the bridge in two',
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
          message: `more than ${maxTalkers} interfaces with addresses are on one segment: the kernel's neighbor table has 1024 entries for all namespaces`,
          at: iface.source,
          hint: 'split the segment with a router',
        });
    }
}
