/**
 * One end of a veth pair, created by `links`. One command creates both ends in their namespaces. Moving a device to
 * another namespace takes about 16 ms (RCU), renaming it 0.6 ms. The near end is the end in a bridge, because `ip`
 * looks up the name after `master` in its own namespace. The far end cannot be created up, so its own node sets it up.
 */
import * as z from 'zod';
import { addLink } from '../model/kernel-feature.ts';
import { linkFields, stateFields, upSteps } from './device.ts';
import { type CableEnd, defineInterfaceType } from './interface-type.ts';

const schema = z.strictObject({});

declare module '../model/written.ts' {
  interface InterfaceKeys {
    veth: z.input<typeof schema>;
  }
}

export const veth = defineInterfaceType({
  name: 'veth',
  about: 'one end of a cable between two nodes; links create it',
  trust: 'no',
  schema,
  kernel: [
    {
      name: 'veth',
      for: 'cables between nodes',
      modules: ['veth'],
      config: ['VETH'],
      attempt: addLink('type', 'veth'),
    },
  ],
  implied: { by: 'links' },
  resolve: (): CableEnd => {
    throw new TypeError('links create veth ends');
  },
  cable: (end) => end,
  namesNode: true,
  graph: { joins: ({ peer }) => [{ kind: 'cable', ...peer }], drawn: true },
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
});
