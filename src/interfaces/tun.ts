/**
 * TUN: an interface whose other end is a program. What is routed into it a process reads from /dev/net/tun as whole IP
 * packets, without Ethernet around them, and what the process writes comes in. `ip tuntap add` makes one that stays when no
 * process holds it; it has no carrier then, and drops what is sent. It cannot be had from `ip link add`, so what other
 * types say at creation is a command of its own here.
 */
import * as z from 'zod';
import type { LinkSetStep } from '../steps/link-set.ts';
import type { TuntapStep } from '../steps/tuntap.ts';
import { linkFields, stateFields } from './device.ts';
import { type InterfaceType, noInterfaces } from './interface-type.ts';

const schema = z.strictObject({});

export const tun: InterfaceType<object, object> = {
  name: 'tun',
  about: 'IP packets to and from a program of the node',
  trust: 'no',
  schema,
  kernel: ['tun'],
  withoutEthernet: true,
  lower: noInterfaces,
  ports: noInterfaces,
  resolve: () => ({}),
  plan(iface, { node }) {
    const fields = { ...linkFields(iface), ...stateFields(iface) };
    const common = { node: node.name, source: iface.source } as const;
    const made: TuntapStep = {
      ...{ ...common, kind: 'tuntap', id: `${node.name}/link/${iface.name}`, stage: 'bridges', level: 0 },
      reason: iface.about ?? `${iface.name} hands packets to a program of ${node.name}.`,
      dev: iface.name,
      mode: 'tun',
    };
    const set: LinkSetStep = {
      ...{ ...common, kind: 'link-set', id: `${node.name}/up/${iface.name}`, stage: 'ports', level: 0 },
      reason: `${iface.name} of ${node.name} is set up; it has a carrier while a program holds it.`,
      name: iface.name,
      ...fields,
    };
    return Object.keys(fields).length > 0 ? [made, set] : [made];
  },
};
