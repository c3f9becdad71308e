/**
 * TUN: an interface whose other end is a program. What is routed into it a process reads from /dev/net/tun as whole IP
 * packets, without Ethernet around them, and what the process writes comes in. `ip tuntap add` makes one that stays when no
 * process holds it; it has no carrier then, and drops what is sent. It cannot be had from `ip link add`, so what other
 * types say at creation is a command of its own here.
 */
import * as z from 'zod';
import type { RunStep } from '../model/plan.ts';
import { linkWords, nameWords, stateWords } from './device.ts';
import { type InterfaceType, noInterfaces } from './interface-type.ts';

const schema = z.strictObject({});

export const tun: InterfaceType<object, object> = {
  name: 'tun',
  about: 'IP packets to and from a program of the node',
  schema,
  kernel: ['tun'],
  withoutEthernet: true,
  lower: noInterfaces,
  ports: noInterfaces,
  resolve: () => ({}),
  plan(iface, { node }) {
    const words = [...linkWords(iface), ...stateWords(iface)];
    const common = { kind: 'run', node: node.name, source: iface.source } as const;
    const made: RunStep = {
      ...{ ...common, id: `${node.name}/link/${iface.name}`, stage: 'bridges', level: 0 },
      reason: iface.about ?? `${iface.name} hands packets to a program of ${node.name}.`,
      argv: ['ip', 'tuntap', 'add', 'dev', iface.name, 'mode', 'tun'],
    };
    const set: RunStep = {
      ...{ ...common, id: `${node.name}/up/${iface.name}`, stage: 'ports', level: 0 },
      reason: `${iface.name} of ${node.name} is set up; it has a carrier while a program holds it.`,
      argv: ['ip', 'link', 'set', ...nameWords(iface.name, 'dev'), ...words],
    };
    return words.length > 0 ? [made, set] : [made];
  },
};
