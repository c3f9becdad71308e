import type { Row } from '../state/state.ts';
import type { Readings } from './readings.ts';

/** The node's interface that has an address. */
export const linkWith = (readings: Readings, node: string, address: string | undefined): Row | undefined =>
  readings
    .get(node)
    ?.links.find((link) => (link.addr_info ?? []).some((info: { local?: string }) => info.local === address));

/** Whether an address is the node's own. */
export const isLocal = (readings: Readings, node: string, address: string | undefined): boolean =>
  (address?.startsWith('127.') ?? false) || linkWith(readings, node, address) !== undefined;
