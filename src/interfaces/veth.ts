/**
 * One end of a veth pair; `links` make them. Both ends are made by one command, in their namespaces at once: moving a
 * device between namespaces would wait about 16 ms for RCU, renaming 0.6 ms. The near end is the one in a bridge, because a
 * name after `master` is looked up where `ip` runs. The far end cannot be created up and comes up in its own node.
 */
import * as z from 'zod';
import { linkFields, stateFields, upSteps } from './device.ts';
import { type InterfaceType, noInterfaces } from './interface-type.ts';

export interface Veth {
  readonly peer: { readonly node: string; readonly interface: string };
  /** The end whose node runs the command that makes the pair. */
  readonly near: boolean;
  /** Why the link is there, when the lab says so. */
  readonly link?: string;
}

const schema = z.strictObject({});

export const veth: InterfaceType<z.output<typeof schema>, Veth> = {
  name: 'veth',
  about: 'one end of a cable between two nodes; links make them',
  trust: 'no',
  schema,
  kernel: ['veth'],
  lower: noInterfaces,
  ports: noInterfaces,
  resolve: () => {
    throw new TypeError('veth ends are resolved from links');
  },
  joins: ({ peer }) => [{ kind: 'cable', ...peer }],
  plan(iface, scope) {
    const { peer, near } = iface.spec;
    if (!near) return upSteps(iface, scope);
    const far = scope.interface(peer.node, peer.interface);
    const elsewhere = peer.node !== scope.node.name;
    return [
      {
        kind: 'link',
        id: `${scope.node.name}/link/${iface.name}`,
        stage: 'links',
        level: 0,
        node: scope.node.name,
        source: iface.source,
        reason:
          iface.spec.link ??
          `A cable: ${iface.name} of ${scope.node.name} and ${peer.interface} of ${peer.node}.`,
        name: iface.name,
        type: 'veth',
        ...linkFields(iface),
        ...stateFields(iface),
        settings: [],
        peer: {
          name: peer.interface,
          ...linkFields(far),
          ...(elsewhere ? { netns: scope.namespace(peer.node) } : {}),
        },
        ...(elsewhere ? { makes: peer } : {}),
      },
    ];
  },
};
