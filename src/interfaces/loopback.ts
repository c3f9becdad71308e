/** The loopback interface of every namespace. A lab names it to add addresses: a service address, a router ID. */
import * as z from 'zod';
import { defineInterfaceType } from './interface-type.ts';

const schema = z.strictObject({});

declare module '../model/written.ts' {
  interface InterfaceKeys {
    loopback: z.input<typeof schema>;
  }
}

export const loopback = defineInterfaceType({
  name: 'loopback',
  about: 'the loopback interface lo of every node, to add addresses',
  trust: 'no',
  schema,
  kernel: [],
  implied: { by: 'name', name: 'lo' },
  neverPort: (name, masterType) => ({
    code: 'loopback',
    message: `${name} cannot be a port of a ${masterType}`,
  }),
  resolve: () => ({}),
  plan: () => [],
});
