/**
 * VRF (Virtual Routing and Forwarding, drivers/net/vrf.c): a device with its own routing table. Packets that its ports
 * receive, and packets from sockets bound to it, are looked up in that table. So two ports may have the same addresses.
 *
 * Ports keep their addresses. Making an interface a port moves its connected routes into the table. Without
 * net.ipv6.conf.*.keep_addr_on_down it also removes its IPv6 addresses, so netlab adds ports before it adds
 * addresses.
 *
 * The first VRF of a namespace adds the rule `1000: from all lookup [l3mdev-table]`. A lookup without a match in the
 * table continues with the later rules, and so with main. To prevent this, add an `unreachable` default route with the
 * highest metric to the table, as the kernel's documentation recommends (networking/vrf).
 *
 * A server that is not bound to a VRF answers in no VRF, unless net.ipv4.tcp_l3mdev_accept (udp_l3mdev_accept) is 1.
 */
import * as z from 'zod';
import type { Source } from '../base/diagnostic.ts';
import { integer, interfaceName } from '../base/scalar.ts';
import type { ReferenceResolver } from '../model/context.ts';
import { addLink } from '../model/kernel-feature.ts';
import { deviceStep, setting } from './device.ts';
import { defineInterfaceType, type PlacedDevice } from './interface-type.ts';

const schema = z.strictObject({
  table: integer(1, 4_294_967_295).describe(
    'Routing table of its ports; not default, main or local (253 to 255)',
  ),
  interfaces: z.array(interfaceName()).default([]).describe('Interfaces of this node that become ports'),
});

declare module '../model/written.ts' {
  interface InterfaceKeys {
    vrf: z.input<typeof schema>;
  }
}

/** default, main and local (RT_TABLE_*, linux/rtnetlink.h). */
const taken = [253, 254, 255];

interface Vrf {
  readonly table: number;
  readonly source: Source;
}

export const vrf = defineInterfaceType({
  name: 'vrf',
  about: 'a routing table with its own interfaces',
  trust: 'no',
  schema,
  kernel: [
    {
      name: 'vrf',
      for: 'routing tables with interfaces of their own',
      modules: ['vrf'],
      config: ['NET_VRF'],
      attempt: addLink('type', 'vrf', 'table', '10'),
    },
  ],
  ports: { of: (spec) => spec.interfaces, table: (spec) => spec.table },
  neverPort: (name) => ({ code: 'vrf-in-vrf', message: `${name} is a vrf, and a vrf cannot be a port` }),
  resolve({ table }, asker): Vrf {
    if (taken.includes(table))
      asker.refuse({
        code: 'vrf-table',
        message: `table ${table} is a default table of the node; ${asker.name} needs another`,
        at: asker.at('table'),
        hint: 'use another number, such as 10',
      });
    return { table, source: asker.at('table') };
  },
  refuse: refuseTwice,
  graph: { detail: ({ table }) => `table ${table}` },
  plan: (iface, scope) => [
    deviceStep(iface, scope, {
      reason: `${iface.name} routes the packets of its ports by table ${iface.spec.table}.`,
      type: 'vrf',
      settings: setting('table', iface.spec.table),
    }),
  ],
});

/** The kernel lets two VRFs share a table (unless net.vrf.strict_mode is 1). Their routes are then not separated. */
function refuseTwice(all: readonly PlacedDevice<Vrf>[], refuse: ReferenceResolver['refuse']): void {
  const seen = new Map<string, PlacedDevice<Vrf>>();
  for (const one of all) {
    const key = `${one.node} ${one.device.table}`;
    const first = seen.get(key);
    if (first)
      refuse({
        code: 'table-twice',
        message: `${one.name} and ${first.name} of ${one.node} have the same table, ${one.device.table}`,
        at: one.device.source,
      });
    else seen.set(key, one);
  }
}
