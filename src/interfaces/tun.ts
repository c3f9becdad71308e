/**
 * TUN: an interface whose other end is a program. A process reads the packets that are routed to the interface from
 * /dev/net/tun, as IP packets without Ethernet. The packets that it writes are received by the interface.
 *
 * `ip tuntap add` creates a persistent device, which needs no process. Without one it has no carrier and drops packets.
 * `ip link add` cannot create it, so a second command sets the MTU and the state.
 */
import * as z from 'zod';
import type { LinkSetStep } from '../steps/link-set.ts';
import type { TuntapStep } from '../steps/tuntap.ts';
import { linkFields, stateFields } from './device.ts';
import { defineInterfaceType } from './interface-type.ts';

const schema = z.strictObject({});

declare module '../model/written.ts' {
  interface InterfaceKeys {
    tun: z.input<typeof schema>;
  }
}

export const tun = defineInterfaceType({
  name: 'tun',
  about: 'IP packets to and from a program in the node',
  trust: 'no',
  schema,
  kernel: [{ name: 'tun', for: 'tunnels made by programs', modules: ['tun'], config: ['TUN'] }],
  withoutEthernet: true,
  resolve: () => ({}),
  plan(iface, { node }) {
    const fields = { ...linkFields(iface), ...stateFields(iface) };
    const common = { node: node.name, source: iface.source } as const;
    const made: TuntapStep = {
      ...{ ...common, kind: 'tuntap', id: `${node.name}/link/${iface.name}`, stage: 'bridges', level: 0 },
      reason: iface.about ?? `${iface.name} hands packets to a program in ${node.name}.`,
      dev: iface.name,
      mode: 'tun',
    };
    const set: LinkSetStep = {
      ...{ ...common, kind: 'link-set', id: `${node.name}/up/${iface.name}`, stage: 'ports', level: 0 },
      reason: `Set ${iface.name} of ${node.name} up; it has a carrier while a program has it open.`,
      name: iface.name,
      ...fields,
    };
    return Object.keys(fields).length > 0 ? [made, set] : [made];
  },
});
