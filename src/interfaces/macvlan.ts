/**
 * macvlan: more MAC addresses on one interface. Each is a separate device, often in another namespace than the
 * interface.
 *
 * Two macvlans of one link reach each other directly only in bridge mode. The link's own interface and its macvlans
 * never receive each other's frames (drivers/net/macvlan.c), a common surprise with Docker's macvlan network.
 */
import * as z from 'zod';
import { word } from '../base/scalar.ts';
import { addLink } from '../model/kernel-feature.ts';
import { setting } from './device.ts';
import { defineInterfaceType } from './interface-type.ts';
import {
  linkElsewhere,
  linkJoins,
  ownLink,
  resolveLink,
  type SharedLink,
  sharedLink,
  sharingSteps,
} from './shared-link.ts';

const schema = z.strictObject({
  link: sharedLink(),
  mode: word(['bridge', 'private', 'vepa', 'passthru'])
    .default('bridge')
    .describe(
      'How devices on one link reach each other: bridge: directly; private: not at all; vepa: through the external switch; passthru: one device only',
    ),
});

type Spec = z.output<typeof schema>;

declare module '../model/written.ts' {
  interface InterfaceKeys {
    macvlan: z.input<typeof schema>;
  }
}

interface Macvlan extends SharedLink {
  readonly mode: Spec['mode'];
}

export const macvlan = defineInterfaceType({
  name: 'macvlan',
  about: 'an additional MAC address on an interface, as a separate device',
  trust: 'no',
  schema,
  kernel: [
    {
      name: 'macvlan',
      for: 'more MAC addresses on one interface',
      modules: ['macvlan'],
      config: ['MACVLAN'],
      attempt: addLink('link', 'lo', 'type', 'macvlan'),
    },
  ],
  lower: ownLink,
  resolve: ({ link, mode }, asker): Macvlan => ({ mode, ...resolveLink(link, asker) }),
  graph: { detail: ({ mode }) => `${mode} mode`, joins: linkJoins },
  elsewhere: linkElsewhere,
  takesLinkFor: () => 'macvlan',
  plan: (iface, scope) =>
    sharingSteps(iface, scope, {
      type: 'macvlan',
      settings: setting('mode', iface.spec.mode, {
        field: 'mode',
        other: iface.spec.mode === 'private' ? 'bridge' : 'private',
      }),
      what: 'one more MAC address',
    }),
});
