/** The node asks by ARP who has the next hop's address, and nobody answers. */

import { innermost } from '../sighting.ts';
import type { CauseFinder } from './cause.ts';

export const neighbor: CauseFinder = ({ last, seen }) => {
  const arps = seen.flatMap((one) => {
    const { arp } = innermost(one.frame);
    return arp ? [{ ...one, arp }] : [];
  });
  const question = arps.find(
    ({ node, direction, arp }) =>
      node === last.node &&
      direction === 'out' &&
      arp.op === 'request' &&
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
  // A bridge's port repeats what the bridge itself asked first.
  return {
    id: 'neighbor',
    node,
    why: `${node} asks on ${question.interface} who has ${address}, and nobody answers`,
    argv: ['ip', 'neigh', 'show', 'to', address],
  };
};
