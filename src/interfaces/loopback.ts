/** The loopback interface of every namespace. A lab names it to add addresses: a service address, a router ID. */
import * as z from 'zod';
import { type InterfaceType, noInterfaces } from './interface-type.ts';

const schema = z.strictObject({});

export const loopback: InterfaceType<object, object> = {
  name: 'loopback',
  about: 'the loopback interface lo of every node, to add addresses',
  trust: 'no',
  schema,
  kernel: [],
  lower: noInterfaces,
  ports: noInterfaces,
  resolve: () => ({}),
  plan: () => [],
};
