import type { LoadKind } from './load.ts';

export const datagrams: LoadKind = {
  name: 'datagrams',
  about: 'A UDP datagram of a byte each way, again and again, from a socket that is not connected',
  unit: 'datagram',
  count: 2000,
};
