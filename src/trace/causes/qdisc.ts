/** A queueing discipline dropped a packet meanwhile. The qdisc that holds a tc filter counts the filter's drops. */

import type { Row } from '../../state/state.ts';
import { devicesOf } from '../next-hop.ts';
import type { Reading } from '../readings.ts';
import type { Cause } from '../trace.ts';
import type { CauseFinder } from './cause.ts';

export const qdisc: CauseFinder = {
  reasons: [
    'QDISC_DROP',
    'QDISC_OVERLIMIT',
    'QDISC_CONGESTED',
    'TC_INGRESS',
    'TC_EGRESS',
    'CAKE_FLOOD',
    'FQ_BAND_LIMIT',
    'FQ_HORIZON_LIMIT',
    'FQ_FLOW_LIMIT',
  ],
  find({ last, before, after, route, visit }) {
    const names = [last.interface, ...(visit.left ? [] : devicesOf(route))];
    const ingress = last.direction === 'in' ? last.interface : undefined;
    return countedDrop({ node: last.node, names, ingress, before, after });
  },
};

export interface Queues {
  readonly node: string;
  /** The interfaces that the packet may have passed. */
  readonly names: readonly string[];
  /** The interface by which it entered the node. */
  readonly ingress?: string | undefined;
  readonly before: Reading | undefined;
  readonly after: Reading | undefined;
}

/** The qdisc of one of the interfaces whose drop counter rose. */
export function countedDrop({ node, names, ingress, before, after }: Queues): Cause | undefined {
  const key = ({ dev, handle, parent }: Row) => `${dev} ${handle} ${parent}`;
  const earlier = new Map((before?.qdiscs ?? []).map((row) => [key(row), row.drops]));
  const found = (after?.qdiscs ?? []).find(
    (row) => names.includes(row.dev) && row.drops > (earlier.get(key(row)) ?? 0),
  );
  if (!found) return undefined;
  const { kind, dev } = found;
  const filters = kind === 'clsact' || kind === 'ingress';
  const hook = dev === ingress ? 'ingress' : 'egress';
  return {
    id: 'qdisc',
    node,
    why: filters
      ? `${node} drops it: a tc filter at ${hook} of ${dev}`
      : `${node} drops it: qdisc ${kind} of ${dev} counted a drop`,
    argv: filters
      ? ['tc', '-s', 'filter', 'show', 'dev', dev, hook]
      : ['tc', '-s', 'qdisc', 'show', 'dev', dev],
  };
}
