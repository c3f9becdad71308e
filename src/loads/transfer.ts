import type { LoadKind } from './load.ts';

export const transfer: LoadKind = {
  name: 'transfer',
  about: 'Data on an open TCP connection, one MiB at a time',
  unit: 'MiB',
  count: 100,
};
