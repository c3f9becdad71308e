/**
 * dummy: an interface that is always up and drops the packets sent to it. It holds addresses that belong to no link.
 */
import * as z from 'zod';
import { deviceStep } from './device.ts';
import { defineInterfaceType } from './interface-type.ts';

const schema = z.strictObject({});

declare module '../model/written.ts' {
  interface InterfaceKeys {
    dummy: z.input<typeof schema>;
  }
}

export const dummy = defineInterfaceType({
  name: 'dummy',
  about: 'an interface without a link, to hold addresses',
  trust: 'no',
  schema,
  kernel: [
    {
      name: 'dummy',
      for: 'interfaces without a wire',
      modules: ['dummy'],
      config: ['DUMMY'],
      // numdummies is 1 (drivers/net/dummy.c).
      changes: 'the host gets an unused interface dummy0',
    },
  ],
  resolve: () => ({}),
  plan: (iface, scope) => [
    deviceStep(iface, scope, {
      reason: `${iface.name} holds addresses that belong to no link.`,
      type: 'dummy',
    }),
  ],
});
