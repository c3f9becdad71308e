/**
 * dummy: an interface that is always up and drops the packets sent to it. It holds addresses that belong to no link.
 */
import * as z from 'zod';
import { deviceStep } from './device.ts';
import { type InterfaceType, noInterfaces } from './interface-type.ts';

const schema = z.strictObject({});

export const dummy: InterfaceType<object, object> = {
  name: 'dummy',
  about: 'an interface without a link, to hold addresses',
  trust: 'no',
  schema,
  kernel: ['dummy'],
  lower: noInterfaces,
  ports: noInterfaces,
  resolve: () => ({}),
  plan: (iface, scope) => [
    deviceStep(iface, scope, {
      reason: `${iface.name} holds addresses that belong to no link.`,
      type: 'dummy',
    }),
  ],
};
