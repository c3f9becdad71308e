/**
 * The fence proves that a capture is complete. An empty capture proves nothing by itself: tcpdump may still hold
 * packets, or see none at all. So netlab sends one last packet out of every watched interface (programs/fence.py). Only
 * after the capture has shown that packet does netlab rely on the absence of others.
 *
 * - It is complete: tcpdump reads an interface through one queue, for both directions, in the order of the kernel's
 *   tap. All packets of the probe under `while` pass the tap before the fence, because that probe has ended.
 * - It works on any interface: a packet socket in the interface's own node sends it. It needs no address (bridge ports
 *   have none), no neighbor and no route, and passes no netfilter hook. It is captured when it leaves, even if the
 *   device has no peer to send it to. A vxlan device without a peer then counts one dropped packet.
 * - It disturbs nothing: see the header of the program. A tunnel may carry a fence on, so packets that contain one, at
 *   any depth, are ignored.
 *
 * The filter of the fence precedes the lab's filter, because `vlan` in a pcap filter shifts the offsets of the rest.
 */
import type { Frame } from '../../packet/frame.ts';

const etherType = '0x88b5';
const ipProtocol = 253;

/** At most 46 bytes, the minimum payload of Ethernet. The number identifies one fence. */
export const fenceText = (mark: number): string => `netlab fence ${mark}.`;

export const withFence = (filter: string): string =>
  filter.trim() === ''
    ? ''
    : `(ether proto ${etherType} or (ip proto ${ipProtocol} and src host 127.0.0.1)) or (${filter})`;

const hex = (text: string): string => Buffer.from(text).toString('hex');
const anyFence = hex('netlab fence ');

/** A fence of any capture, or a packet that contains one. */
export const isFence = (frame: Frame): boolean =>
  carries(frame, anyFence) || (frame.inner !== undefined && isFence(frame.inner));

export const isFenceOf = (mark: number, frame: Frame): boolean => carries(frame, hex(fenceText(mark)));

const carries = (frame: Frame, start: string): boolean =>
  (frame.ethernet?.type === etherType || String(frame.ip?.protocol) === String(ipProtocol)) &&
  frame.payload?.startsWith(start) === true;
