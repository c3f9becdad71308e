import type { LoadKind } from './load.ts';

export const requests: LoadKind = {
  name: 'requests',
  about: 'A byte each way on an open TCP connection, again and again',
  unit: 'request',
  count: 2000,
};
