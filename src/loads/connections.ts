import type { LoadKind } from './load.ts';

export const connections: LoadKind = {
  name: 'connections',
  about: 'TCP connections, one after another: connect, a byte each way, close with RST',
  unit: 'connection',
  count: 500,
};
