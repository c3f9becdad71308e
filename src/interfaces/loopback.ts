/** The loopback that every namespace has; named in a lab to give it more addresses (a service address, a router id). */
import * as z from 'zod';
import { type InterfaceType, noInterfaces } from './interface-type.ts';

const schema = z.strictObject({});

export const loopback: InterfaceType<object, object> = {
  name: 'loopback',
  about: 'the lo that every node has, to give it more addresses',
  trust: 'no',
  schema,
  kernel: [],
  lower: noInterfaces,
  ports: noInterfaces,
  resolve: () => ({}),
  plan: () => [],
};
