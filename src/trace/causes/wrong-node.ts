/**
 * Layer 2 brought the frame to a node that does not have the next hop's address: two interfaces with one MAC, a stale or wrong
 * neighbor entry, or a node that answers ARP for another.
 */
import { isLocal, linkWith } from '../addresses.ts';
import { nextHopsOf } from '../next-hop.ts';
import { answerOf } from '../resolve-neighbor.ts';
import type { CauseFinder } from './cause.ts';

export const wrongNode: CauseFinder = {
  find({ last, hops, visit, arrived, readings, routeBefore, forms, ownerOf, after, seen }) {
    const mac = last.frame.ethernet?.dst;
    const dst = forms[0]?.flow.dst;
    const link = after?.links.find(({ ifname }) => ifname === last.interface);
    if (arrived || visit.left || last.interface === 'lo' || last.direction !== 'in' || last.to !== 'host')
      return undefined;
    if (mac === undefined || dst === undefined || link?.master !== undefined) return undefined;
    const wanted = nextHopsOf(routeBefore, dst);
    if (wanted.length === 0 || wanted.some((address) => isLocal(readings, last.node, address)))
      return undefined;
    const address = wanted[0]!;
    const owner = ownerOf(address);
    if (owner === undefined) return undefined;
    const theirs = linkWith(readings, owner, address);
    const here = `${last.node}:${last.interface}`;
    const sender = hops.find(({ node, frame }) => node !== last.node && frame.ethernet?.dst === mac);
    if (theirs?.address === mac)
      return {
        id: 'wrong-node',
        node: last.node,
        why: `the frame is for ${mac}, which ${owner}:${theirs.ifname} and ${here} both have; ${owner} has ${address}`,
        argv: ['ip', 'link', 'show', 'dev', last.interface],
      };
    const answered = seen.some(
      ({ node, direction, frame }) =>
        node === last.node && direction === 'out' && answerOf(frame) === address,
    );
    return {
      id: 'wrong-node',
      node: sender?.node ?? last.node,
      why: answered
        ? `${last.node} answers ARP requests for ${address}, which is ${owner}'s, and does not forward the packet`
        : `${sender?.node ?? 'the sender'} has ${mac} for ${address}: that is ${here}, and ${owner} has the address`,
      argv: ['ip', 'neigh', 'show', 'to', address],
    };
  },
};
