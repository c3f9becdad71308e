/** The node sends ARP requests for the next hop and receives no reply. Requests that its bridges forward do not count. */

import type { Reading } from '../readings.ts';
import { innermost, type Sighting } from '../sighting.ts';
import type { Cause } from '../trace.ts';
import type { CauseFinder } from './cause.ts';

export const neighbor: CauseFinder = ({ last, seen, after }) => unanswered(last.node, seen, after);

export function unanswered(
  asker: string,
  seen: readonly Sighting[],
  after: Reading | undefined,
): Cause | undefined {
  const own = new Set(
    (after?.links ?? []).flatMap(({ addr_info: info = [] }) =>
      info.map(({ local }: { local: string }) => local),
    ),
  );
  const arps = seen.flatMap((one) => {
    const { arp } = innermost(one.frame);
    return arp ? [{ ...one, arp }] : [];
  });
  const question = arps.find(
    ({ node, direction, arp }) =>
      node === asker &&
      direction === 'out' &&
      arp.op === 'request' &&
      own.has(arp['sender-ip']) &&
      !arps.some(
        (other) =>
          other.node === node &&
          other.direction === 'in' &&
          other.arp.op === 'reply' &&
          other.arp['sender-ip'] === arp['target-ip'],
      ),
  );
  if (!question) return undefined;
  const { node, arp } = question;
  const address = arp['target-ip'];
  return {
    id: 'neighbor',
    node,
    why: `${node} asks on ${question.interface} who has ${address}, and nobody answers`,
    argv: ['ip', 'neigh', 'show', 'to', address],
  };
}
