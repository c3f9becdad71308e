/**
 * VRF (Virtual Routing and Forwarding, drivers/net/vrf.c): a device with a routing table of its own. What comes in by its
 * ports, and what sockets bound to it send, is looked up in that table; so two ports may have the same addresses.
 *
 * Ports keep their addresses. Making an interface a port moves its connected routes into the table and, without
 * net.ipv6.conf.*.keep_addr_on_down, drops its IPv6 addresses: here ports are made before there are addresses.
 *
 * The first VRF of a namespace brings the rule `1000: from all lookup [l3mdev-table]`. A lookup that finds nothing in the
 * table goes on to the rules after it, and so to main: where that is not meant, the table has an `unreachable` default route
 * of the worst metric, as the kernel's documentation (networking/vrf) has it.
 *
 * A server that is bound to no VRF answers in none, unless net.ipv4.tcp_l3mdev_accept (udp_l3mdev_accept) is 1.
 */
import * as z from 'zod';
import type { Source } from '../base/diagnostic.ts';
import { integer, interfaceName } from '../base/scalar.ts';
import type { Asker } from '../model/context.ts';
import { deviceStep, setting } from './device.ts';
import { type InterfaceType, noInterfaces, type PlacedDevice } from './interface-type.ts';

const schema = z.strictObject({
  table: integer(1, 4_294_967_295).describe(
    'The routing table of its ports; not default, main or local (253 to 255)',
  ),
  interfaces: z.array(interfaceName()).default([]).describe('Interfaces of this node that become ports'),
});
type Spec = z.output<typeof schema>;

/** default, main and local (RT_TABLE_*, linux/rtnetlink.h). */
const taken = [253, 254, 255];

interface Vrf {
  readonly table: number;
  readonly source: Source;
}

export const vrf: InterfaceType<Spec, Vrf> = {
  name: 'vrf',
  about: 'a routing table with interfaces of its own',
  trust: 'no',
  schema,
  kernel: ['vrf'],
  lower: noInterfaces,
  ports: (spec) => spec.interfaces,
  table: (spec) => spec.table,
  resolve({ table }, asker) {
    if (taken.includes(table))
      asker.refuse({
        code: 'vrf-table',
        message: `table ${table} is the node's own, and ${asker.name} needs another`,
        at: asker.at('table'),
        hint: 'any other number, as 10',
      });
    return { table, source: asker.at('table') };
  },
  refuse: refuseTwice,
  detail: ({ table }) => `table ${table}`,
  plan: (iface, scope) => [
    deviceStep(iface, scope, {
      reason: `${iface.name} routes for its ports by table ${iface.spec.table}.`,
      type: 'vrf',
      settings: setting('table', iface.spec.table),
    }),
  ],
};

/** The kernel lets two share a table (unless net.vrf.strict_mode), and then keeps nothing apart. */
function refuseTwice(all: readonly PlacedDevice<Vrf>[], refuse: Asker['refuse']): void {
  const seen = new Map<string, PlacedDevice<Vrf>>();
  for (const one of all) {
    const key = `${one.node} ${one.device.table}`;
    const first = seen.get(key);
    if (first)
      refuse({
        code: 'table-twice',
        message: `${one.name} of ${one.node} and ${first.name} have one table, ${one.device.table}`,
        at: one.device.source,
      });
    else seen.set(key, one);
  }
}
