/**
 * One line for a frame: `VXLAN vni 1 [ 10.244.1.2 > 10.244.2.2 ICMP echo request ]`. The last protocol in the list
 * whose layer the frame has writes the line. Others may add text before it (VLAN tags) or after it (a fragment, a bad
 * checksum).
 */
import type { Frame } from './frame.ts';
import { protocols } from './protocols/index.ts';

export function summarize(frame: Frame): string {
  const present = protocols.filter(({ layer }) => layer !== undefined && frame[layer] !== undefined);
  const line =
    present.findLast(({ summary }) => summary)?.summary?.(frame, summarize) ?? `${frame.length} bytes`;
  const prefixes = new Set(present.map(({ prefix }) => prefix?.(frame) ?? ''));
  const remarks = new Set(
    present.map(({ remark }) => remark?.(frame)).filter((remark) => remark !== undefined),
  );
  if (frame.malformed !== undefined) remarks.add(`malformed ${frame.malformed}`);
  const after = remarks.size > 0 ? ` (${[...remarks].join(', ')})` : '';
  return `${[...prefixes].join('')}${line}${after}`;
}
