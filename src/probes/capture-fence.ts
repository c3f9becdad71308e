/**
 * How a capture knows that it has seen everything: a fence. Silence proves nothing by itself: tcpdump may still hold packets,
 * or see none at all. So after the stimulus one packet is sent out of every watched interface (programs/fence.py), and only
 * when the capture itself has brought that packet is the absence of others believed.
 *
 * Why it holds. tcpdump sees an interface through one queue, for both directions, in the order of the kernel's tap; what
 * the stimulus sent or caused passed the tap before the fence does, because the stimulus had ended. Why it works anywhere: it
 * is sent by a packet socket bound to that interface, from the interface's own node, so it needs no address (bridge
 * ports have none), no neighbor and no route, passes no netfilter hook, and is captured as it leaves, whether or not the
 * device then has anybody to send it to (a vxlan device without a peer for it counts one dropped packet). Why it disturbs
 * nothing: see the program's head. Tunnels may carry it on, so whatever holds one, at any depth, is evidence of nothing.
 *
 * Its filter stands before the lab's own, because `vlan` in a pcap filter moves the offsets of all that follows it.
 */
import type { Frame } from '../packet/frame.ts';

const etherType = '0x88b5';
const ipProtocol = 253;

/** At most 46 bytes, as Ethernet pads to; the number tells one fence from another. */
export const fenceText = (mark: number): string => `netlab fence ${mark}.`;

export const withFence = (filter: string): string =>
  filter.trim() === ''
    ? ''
    : `(ether proto ${etherType} or (ip proto ${ipProtocol} and src host 127.0.0.1)) or (${filter})`;

const hex = (text: string): string => Buffer.from(text).toString('hex');
const anyFence = hex('netlab fence ');

/** Any fence, of whatever capture, and whatever carries one. */
export const isFence = (frame: Frame): boolean =>
  carries(frame, anyFence) || (frame.inner !== undefined && isFence(frame.inner));

export const isFenceOf = (mark: number, frame: Frame): boolean => carries(frame, hex(fenceText(mark)));

const carries = (frame: Frame, start: string): boolean =>
  (frame.ethernet?.type === etherType || String(frame.ip?.protocol) === String(ipProtocol)) &&
  frame.payload?.startsWith(start) === true;
