import type { Readings } from './readings.ts';

/** Whether an address is the node's own. */
export const isLocal = (readings: Readings, node: string, address: string | undefined): boolean =>
  (address?.startsWith('127.') ?? false) ||
  (readings.get(node)?.links ?? []).some((link) =>
    (link.addr_info ?? []).some((info: { local?: string }) => info.local === address),
  );
